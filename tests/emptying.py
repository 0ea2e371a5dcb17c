"""How a test with real transactions leaves the database: as the migrated template is. Used by conftest.

Django truncates every table, a second's work, and makes catalogues and permissions anew, half a one. Most tables
are empty then: a file of no bytes holds no row, and only rows of the others are deleted. What every installation
has is remembered and put back. Content types and permissions, which no test writes, stay.
"""

import os

from django.db import DatabaseError, connection, transaction
from django.test import TransactionTestCase

from phongtrao.pytest_plugin import TEMPLATE

KEPT = {"auth_permission", "django_content_type"}
WRITTEN = """
    SELECT relname FROM pg_class
    WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace AND pg_relation_size(oid) > 0
    ORDER BY relname
"""
# The history refuses DELETE as well; TRUNCATE is open to tests already.
GUARDS = """
    SELECT tgname, tgrelid::regclass::text FROM pg_trigger
    WHERE tgname LIKE '%%\\_append\\_only' AND tgrelid::regclass::text = ANY(%s)
    ORDER BY tgname
"""
_django_cleans = TransactionTestCase._fixture_teardown
_standing: dict[str, bytes] = {}  # table → its rows in every installation


def clean(case: TransactionTestCase) -> None:
    """In the place of Django's own ``_fixture_teardown``."""
    if is_copy():
        return  # it is dropped in a moment
    try:
        empty()
    except DatabaseError:  # a late request of a live server wrote meanwhile
        _django_cleans(case)


def is_copy() -> bool:
    """Whether Django works in a database of tests/standing.py, which is the test's own."""
    return connection.settings_dict["NAME"].startswith(f"{os.environ[TEMPLATE]}_")


def remember() -> None:
    """What stands in a fresh copy of the template."""
    with connection.cursor() as cursor:
        for table in _written(cursor):
            with cursor.copy(f'COPY "{table}" TO STDOUT') as rows:
                _standing[table] = b"".join(rows)


def empty() -> None:
    """Take away all rows but those every installation has."""
    with transaction.atomic(), connection.cursor() as cursor:
        listed = ", ".join(f'"{table}"' for table in sorted(_tables()))
        cursor.execute(f"LOCK TABLE {listed} IN SHARE ROW EXCLUSIVE MODE")  # who writes is awaited
        written = _written(cursor)
        cursor.execute(GUARDS, [written])
        guards = cursor.fetchall()
        for guard, table in guards:
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER "{guard}"')
        for table in written:
            cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608 -- names of our own tables
        for table, rows in _standing.items():
            with cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
                copy.write(rows)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no ALTER TABLE with checks to come
        for guard, table in guards:
            cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER "{guard}"')


def _tables() -> set[str]:
    return set(connection.introspection.django_table_names(only_existing=True)) - KEPT


def _written(cursor) -> list[str]:
    tables = _tables()
    cursor.execute(WRITTEN)
    return [table for (table,) in cursor.fetchall() if table in tables]
