"""Constraints Django has none of."""

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import BaseConstraint, Model
from django.db.utils import DEFAULT_DB_ALIAS


class References(BaseConstraint):
    """A column whose values are codes of another table, and stay plain text in Python.

    >>> References(name="orgs_unit_level", field="level", to="orgs.SchoolLevel", to_field="code")

    Not a ForeignKey: a list of thousands of units compares and hands on codes, and never needs the
    row behind them. The database guarantees it at the end of the transaction; ``full_clean()`` says
    the sentence.
    """

    def __init__(self, *, field: str, to: str, to_field: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.field, self.to, self.to_field = field, to, to_field

    def constraint_sql(self, model: Any, schema_editor: Any) -> str:
        """Nothing within the new table: it is added when all tables of the migration are there."""
        schema_editor.deferred_sql.append(self.create_sql(model, schema_editor))
        return ""

    def create_sql(self, model: Any, schema_editor: Any) -> str:
        quote = schema_editor.quote_name
        table = quote(model._meta.db_table)  # noqa: SLF001 -- Django's documented name
        return (
            f"ALTER TABLE {table} ADD CONSTRAINT {quote(self.name)}"
            f" FOREIGN KEY ({quote(self.field)})"
            f" REFERENCES {quote(self._table())} ({quote(self.to_field)})"
            " DEFERRABLE INITIALLY DEFERRED"
        )

    def remove_sql(self, model: Any, schema_editor: Any) -> str:
        quote = schema_editor.quote_name
        table = quote(model._meta.db_table)  # noqa: SLF001
        return f"ALTER TABLE {table} DROP CONSTRAINT {quote(self.name)}"

    def validate(
        self,
        model: type[Model],  # noqa: ARG002 -- Django calls it so
        instance: Model,
        exclude: set[str] | None = None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> None:
        if exclude and self.field in exclude:
            return
        value = getattr(instance, self.field)
        rows = apps.get_model(self.to)._default_manager.using(using)  # noqa: SLF001
        if not rows.filter(**{self.to_field: value}).exists():
            raise ValidationError(self.get_violation_error_message())

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        more = {"field": self.field, "to": self.to, "to_field": self.to_field}
        return path, args, {**kwargs, **more}

    def __eq__(self, other: object) -> bool:
        if isinstance(other, References):
            return self.deconstruct() == other.deconstruct()
        return NotImplemented

    def __hash__(self) -> int:
        return hash((self.name, self.field, self.to, self.to_field))

    def _table(self) -> str:
        """The table's name by its convention: a migration may not know the model yet."""
        return self.to.replace(".", "_").lower()
