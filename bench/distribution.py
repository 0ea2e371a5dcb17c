"""Sending one paper to 3,000 units, each with its place to acknowledge it and told: against one COPY."""

from datetime import date
from statistics import median

from django.db import connection, models, transaction

from bench._ground import department, make_heads, make_schools, officer, seconds
from phongtrao.documents.models import (
    Delivery,
    DocumentKind,
    Incoming,
    OfficialDocument,
    Purpose,
    RecipientLine,
)
from phongtrao.documents.queries.recipients import Addressed
from phongtrao.documents.services import DocumentData, register_document
from phongtrao.documents.services.distribution import distribute
from phongtrao.notifications.models import Notice

UNITS, RUNS = 3_000, 5
ALLOWED_RATIO = 3.0
WRITTEN: tuple[type[models.Model], ...] = (RecipientLine, Delivery, Incoming, Notice)


def make_paper() -> OfficialDocument:
    data = DocumentData(
        DocumentKind.PLAN,
        "Phát động phong trào thi đua “Đổi mới sáng tạo và chuyển đổi số” năm 2026",
        "05/KH-SGDĐT",
        date(2026, 1, 15),
        issuer=department(),
    )
    return register_document(data, by=None)


def take_away() -> dict[type[models.Model], list[tuple[object, ...]]]:
    """The rows just written, as COPY takes them; the tables are left empty as before."""
    found = {}
    with connection.cursor() as cursor:
        for model in WRITTEN:
            columns = ", ".join(_columns(model))
            cursor.execute(f"SELECT {columns} FROM {model._meta.db_table}")  # noqa: S608, SLF001 -- our own columns
            found[model] = list(cursor.fetchall())
        tables = ", ".join(model._meta.db_table for model in WRITTEN)  # noqa: SLF001
        cursor.execute(f"TRUNCATE {tables} CASCADE")
    return found


def copy(rows: dict[type[models.Model], list[tuple[object, ...]]]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for model, written in rows.items():
            columns = ", ".join(_columns(model))
            statement = f"COPY {model._meta.db_table} ({columns}) FROM STDIN"  # noqa: SLF001
            with cursor.copy(statement) as channel:
                for row in written:
                    channel.write_row(row)


def _columns(model: type[models.Model]) -> list[str]:
    fields = model._meta.concrete_fields  # noqa: SLF001
    return [field.column for field in fields if field.column]


def run() -> list[tuple[str, float, float]]:
    officer()  # the first grant, whose days the heads share
    schools = make_schools(UNITS)
    make_heads(schools)
    paper, units = make_paper(), tuple(unit.pk for unit in schools)
    lines = [Addressed("Các trường", Purpose.CARRY_OUT, units=units)]
    ratios = []
    for _ in range(RUNS):
        took = seconds(lambda: distribute(paper, lines, by=officer()))
        rows = take_away()
        ratios.append(took / seconds(lambda rows=rows: copy(rows)))  # type: ignore[misc]
        take_away()
    return [(f"one paper to {UNITS:,} units / one COPY", median(ratios), ALLOWED_RATIO)]


if __name__ == "__main__":
    print(run())
