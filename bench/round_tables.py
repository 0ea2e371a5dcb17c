"""The table of a whole round, 54,000 units × 60 indicators, against reading it and one COPY of its rows.

The peer reads the cells and copies the same rows into a table with the keys and indexes that numbers have:
no cell is checked there, nobody is known, nothing counts. Ours reads, finds 300 bad cells and writes nothing;
then checks the same table without them and writes it, with blocks, states and history. Memory of a process
of its own: the workbook in, and the table checked and written.
"""

import random
import resource
from io import BytesIO
from typing import Any

import python_calamine
import xlsxwriter
from django.db import connection, transaction

from bench._ground import department, officer, seconds
from bench.rollup import SCHOOLS
from phongtrao.indicators.models import (
    CollectionRound,
    Indicator,
    Measurement,
    RoundSheet,
    UnitReport,
)
from phongtrao.indicators.services.round_sheets import start_sheet, write_sheet
from phongtrao.orgs.models import Unit
from tests.factories import make_unit

UNITS, INDICATORS, BAD, COMMUNES = 54_000, 60, 300, 120
# The peer checks no key of another table; ours has three in each row, writes the blocks and tells the history.
ALLOWED, ALLOWED_CHECK, ALLOWED_MEGABYTES = 15.0, 6.0, 1_000.0


def ground() -> tuple[CollectionRound, list[str]]:
    so = department()
    communes = [make_unit(f"Xã {at}", Unit.Kind.COMMUNE, admin=so) for at in range(COMMUNES)]
    with connection.cursor() as cursor:
        cursor.execute(SCHOOLS, {"communes": [one.pk for one in communes], "number": UNITS})
        cursor.execute(
            "UPDATE orgs_unit u SET admin_path = c.admin_path || u.id || '/',"
            " prof_path = c.prof_path || u.id || '/' FROM orgs_unit c WHERE u.kind = 'school'"
            " AND u.code LIKE 'B%' AND c.id = rtrim(u.admin_path, '/')::bigint"
        )
    indicators = Indicator.objects.bulk_create(
        Indicator(owner=so, code=f"C{at:02}", name=f"Chỉ số {at}", measure="người", numerator="số",
                  sort_key=f"c{at:02}")
        for at in range(INDICATORS)
    )  # fmt: skip
    round_ = CollectionRound.objects.create(
        owner=so, title="Số liệu năm 2026", period="2026", due_on="2026-12-31", status="open"
    )
    round_.indicators.set(indicators)
    schools = list(Unit.objects.filter(code__startswith="B").order_by("pk"))
    UnitReport.objects.bulk_create(
        (UnitReport(round=round_, unit=unit, due_on="2026-12-31") for unit in schools),
        batch_size=5_000,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE orgs_unit, indicators_unitreport")
    return round_, [unit.code or "" for unit in schools]


def workbook(codes: list[str], bad: int) -> bytes:
    luck = random.Random(1)  # noqa: S311 -- invented numbers
    wrong = {(luck.randrange(UNITS), luck.randrange(INDICATORS)) for _at in range(bad)}
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as book:
        page = book.add_worksheet("Số liệu")
        page.write_row(0, 0, ["Mã đơn vị", *(f"C{at:02}" for at in range(INDICATORS))])
        for line, code in enumerate(codes):
            page.write_string(line + 1, 0, code)
            for at in range(INDICATORS):
                if (line, at) in wrong:
                    page.write_string(line + 1, at + 1, "năm")
                else:
                    page.write_number(line + 1, at + 1, (line * 7 + at * 13) % 900)
    return target.getvalue()


def bare(content: bytes, round_: CollectionRound) -> None:
    """The floor: the cells read, and as many rows copied into a table with the same keys."""
    sheet = python_calamine.load_workbook(BytesIO(content)).get_sheet_by_index(0)
    reports = {
        code: (unit, pk)
        for code, unit, pk in round_.reports.values_list("unit__code", "unit", "pk")
    }
    indicators = list(round_.indicators.order_by("sort_key").values_list("pk", flat=True))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bare (LIKE indicators_measurement INCLUDING ALL)")
        names = "unit_id, indicator_id, period, part, numerator, note, origin, report_id, is_accepted, changed_at"
        with cursor.copy(f"COPY bare ({names}) FROM STDIN") as channel:
            for code, *cells in sheet.iter_rows():
                if code not in reports:
                    continue
                unit, report = reports[code]
                for indicator, cell in zip(indicators, cells, strict=True):
                    row: list[Any] = [unit, indicator, "2026", "", cell, "", "office", report, True]
                    channel.write_row([*row, "2026-11-22"])
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE bare")


def bring(round_: CollectionRound, content: bytes) -> tuple[float, RoundSheet]:
    sheet = start_sheet(round_, content, "bang.xlsx", by=officer())
    work = sheet.work_id or 0
    took = seconds(lambda: write_sheet(sheet.pk, work))
    return took, RoundSheet.objects.get(pk=sheet.pk)


def run() -> list[tuple[str, float, float]]:
    round_, codes = ground()
    content = workbook(codes, BAD)
    checked, sheet = bring(round_, content)
    assert (sheet.status, sheet.found) == ("bad", BAD), (sheet.status, sheet.found, sheet.error)
    content = workbook(codes, 0)
    took, sheet = bring(round_, content)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    assert sheet.numbers == Measurement.objects.counted().count() == UNITS * INDICATORS, sheet.error
    floor = seconds(lambda: bare(content, round_))
    cells = f"{UNITS:,} × {INDICATORS}"
    print(f"  bare {floor:.0f} s, told {checked:.0f} s, written {took:.0f} s")
    return [
        (f"{cells} with {BAD} bad cells told / copied", checked / floor, ALLOWED_CHECK),
        (f"{cells} checked and written / copied", took / floor, ALLOWED),
        (f"{cells}, MB", memory, ALLOWED_MEGABYTES),
    ]


if __name__ == "__main__":
    print(run())
