"""Columns into a table by COPY: no value goes through a statement, no row through Python."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

from django.db import connection

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_NULL = "\\N"
_CHUNK = 5_000  # rows joined at a time


def copy_columns(table: str, columns: Mapping[str, Sequence[Any]]) -> None:
    """Fill ``table`` with the columns, named and typed as it has them; None is NULL.

    Values: str, int, bool, Decimal, date, datetime. The names are ours, never a user's. Raises Django's
    IntegrityError and its like, as a statement would.
    """
    said = [_said(values) for values in columns.values()]
    statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
    lines = map("\t".join, zip(*said, strict=True))
    # COPY goes past Django's cursor, which would make its own errors of psycopg's.
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(statement) as channel,
    ):
        while chunk := list(islice(lines, _CHUNK)):  # the database reads while the next is joined
            channel.write("\n".join(chunk) + "\n")


def _said(values: Sequence[Any]) -> list[str]:
    """The column as COPY reads it; each different value is written once."""
    different = set(values)
    if _is_plain(different):
        return list(values)
    written = {value: _written(value) for value in different}
    return [written[value] for value in values]


def _is_plain(values: set[Any]) -> bool:
    """Whether all are texts without a sign that COPY reads as its own."""
    if not all(type(value) is str for value in values):
        return False
    text = "\n".join(values)
    return text.count("\n") == len(values) - 1 and not any(sign in text for sign in "\\\t\r")


def _written(value: Any) -> str:
    if value is None:
        return _NULL
    if value is True or value is False:
        return "t" if value else "f"
    if isinstance(value, date):
        return value.isoformat()
    return str(value).translate(_ESCAPES)
