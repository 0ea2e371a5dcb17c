"""Sending one paper to 3,000 units, each with its place to acknowledge it and told: against one COPY.

Then its table of acknowledgements: pages and the workbook ask no more for 3,000 units than for 300.
"""

from datetime import date
from statistics import median

from django.db import connection, models, transaction

from bench._ground import (
    browser,
    count_queries,
    department,
    make_heads,
    make_schools,
    officer,
    seconds,
)
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

UNITS, FEW, RUNS = 3_000, 300, 5
ALLOWED_RATIO = 3.0
LAST_PAGE, WORKBOOK = "?trang=999", "?xuat=xlsx"
AS_MANY = 1.0  # queries: not one more
MOST_QUERIES = 12.0
WRITTEN: tuple[type[models.Model], ...] = (RecipientLine, Delivery, Incoming, Notice)


def make_paper(number: str = "05/KH-SGDĐT") -> OfficialDocument:
    data = DocumentData(
        DocumentKind.PLAN,
        "Phát động phong trào thi đua “Đổi mới sáng tạo và chuyển đổi số” năm 2026",
        number,
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
    sending = (f"one paper to {UNITS:,} units / one COPY", median(ratios), ALLOWED_RATIO)
    return [sending, *compare_tables(paper, units)]


def compare_tables(
    paper: OfficialDocument, units: tuple[int, ...]
) -> list[tuple[str, float, float]]:
    """Queries of the table of acknowledgements: last page, workbook, and both for a tenth of the units."""
    fewer = make_paper("06/KH-SGDĐT")
    for document, reached in ((paper, units), (fewer, units[:FEW])):
        line = Addressed("Các trường", Purpose.CARRY_OUT, units=reached)
        distribute(document, [line], by=officer())
    client = browser()

    def queries(document: OfficialDocument, asked: str = "") -> int:
        return count_queries(client, f"/van-ban/{document.pk}/noi-nhan/{asked}")[0]

    first, last, few = queries(paper), queries(paper, LAST_PAGE), queries(fewer)
    book, small_book = queries(paper, WORKBOOK), queries(fewer, WORKBOOK)
    take_away()  # the benches that follow begin without it
    return [
        (f"acknowledgements of {UNITS:,} units, queries", first, MOST_QUERIES),
        ("acknowledgements, last page / first", last / first, AS_MANY),
        (f"acknowledgements, {UNITS:,} units / {FEW}", first / few, AS_MANY),
        (f"acknowledgements, workbook {UNITS:,} / {FEW}", book / small_book, AS_MANY),
    ]


if __name__ == "__main__":
    print(run())
