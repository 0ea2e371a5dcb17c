"""An order without ties: rows that compare equal come as the database pleases, another way each time."""

from django.apps import apps
from django.db import models


def ordered_models():
    named = "phongtrao."
    return [m for m in apps.get_models() if m.__module__.startswith(named) and m._meta.ordering]


def leaves_ties(model: type[models.Model]) -> bool:
    options = model._meta
    names = {str(name).lstrip("-") for name in options.ordering}
    unique = [{"pk"}, *({field.name} for field in options.fields if field.unique)]
    unique += [set(constraint.fields) for constraint in options.total_unique_constraints]
    return not any(fields <= names for fields in unique)


def test_the_order_of_every_model_leaves_no_ties():
    assert ordered_models()
    assert [model.__name__ for model in ordered_models() if leaves_ties(model)] == []
