"""100,000 people × 12 columns out as .xlsx, against the same cells as raw XML in a zip.

Raw: one string a row, nothing but references, texts and day counts. Between the two stands XlsxWriter
with the same formats and no rules of ours: what it costs is told by the second line.
"""

import random
import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter

from bench._ground import side_by_side
from bench.imports import HEADER, PEOPLE, person
from phongtrao.lib.numbers import parse_date
from phongtrao.lib.sheets import Column, SheetContent, write_workbook
from phongtrao.orgs.models import Unit

RUNS = 3
# 1.3 is what raw XML allows; XlsxWriter alone needs far more: docs/decisions/0005-speed.md.
ALLOWED_RAW, ALLOWED_WRITER = 8.0, 1.3
COLUMNS = tuple(Column(label, label) for label in HEADER)
DAYS = (2, 11)  # places of dates
BEFORE_FIRST = date(1899, 12, 30).toordinal()
LETTERS = "ABCDEFGHIJKL"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>'
    '<sheet name="Nhân sự" sheetId="1" r:id="rId1"/></sheets></workbook>',
}


def people() -> list[tuple[Any, ...]]:
    luck = random.Random(1)  # noqa: S311 -- invented people
    units = [Unit(code=f"U{number:06}") for number in range(2_000)]
    rows = []
    for number in range(PEOPLE):
        row: list[Any] = list(person(number, units[number % len(units)], luck))
        for place in DAYS:
            row[place] = parse_date(row[place])
        rows.append(tuple(row))
    return rows


def raw(rows: list[tuple[Any, ...]]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in PARTS.items():
            archive.writestr(name, text)
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(f'<worksheet xmlns="{MAIN}"><sheetData>'.encode())
            sheet.writelines(line.encode() for line in _lines([HEADER, *rows]))
            sheet.write(b"</sheetData></worksheet>")
    return target.getvalue()


def _lines(rows: list[tuple[Any, ...]]) -> Iterator[str]:
    for number, row in enumerate(rows, start=1):
        cells = "".join(
            f'<c r="{letter}{number}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
            if isinstance(cell, str)
            else f'<c r="{letter}{number}" s="1"><v>{cell.toordinal() - BEFORE_FIRST}</v></c>'
            for letter, cell in zip(LETTERS, row, strict=True)
        )
        yield f'<row r="{number}">{cells}</row>'


def writer(rows: list[tuple[Any, ...]]) -> bytes:
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as book:
        page = book.add_worksheet("Nhân sự")
        text, day = book.add_format({"border": 1}), book.add_format({"num_format": "dd/mm/yyyy"})
        page.write_row(0, 0, HEADER)
        for line, row in enumerate(rows, start=1):
            for place, cell in enumerate(row):
                if isinstance(cell, str):
                    page.write_string(line, place, cell, text)
                else:
                    page.write_datetime(line, place, cell, day)
    return target.getvalue()


def run() -> list[tuple[str, float, float]]:
    rows = people()

    def ours() -> bytes:
        return write_workbook([SheetContent("Nhân sự", COLUMNS, rows)])

    by_raw = side_by_side(ours, lambda: raw(rows), RUNS)
    by_writer = side_by_side(ours, lambda: writer(rows), RUNS)
    return [
        (f"{PEOPLE:,} people exported / raw XML", by_raw, ALLOWED_RAW),
        (f"{PEOPLE:,} people exported / XlsxWriter", by_writer, ALLOWED_WRITER),
    ]


if __name__ == "__main__":
    print(run())
