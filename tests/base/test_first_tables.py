"""Tables made by the first migration of an app are those of its models."""

import pytest
from django.apps import apps
from django.db import connection

pytestmark = pytest.mark.django_db

OURS = [model for model in apps.get_models() if model.__module__.startswith("phongtrao.")]
NAMES = """
    SELECT conname FROM pg_constraint WHERE conrelid = %(table)s::regclass
    UNION SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid = %(table)s::regclass
"""


def columns(table: str) -> dict[str, bool]:
    """Name → whether it may be empty."""
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(cursor, table)
    return {column.name: column.null_ok for column in described}


def names(table: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(NAMES, {"table": table})
        return {name for (name,) in cursor.fetchall()}


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_a_table_has_every_column_constraint_and_index_of_its_model(model):
    meta = model._meta

    fields = {field.column: field.null for field in meta.local_concrete_fields}
    assert columns(meta.db_table) == fields
    wanted = {one.name for one in (*meta.constraints, *meta.indexes)}
    assert wanted <= names(meta.db_table)
    for field in meta.local_many_to_many:
        assert columns(field.m2m_db_table())
