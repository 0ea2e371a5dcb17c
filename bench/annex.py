"""The annex of a decision, 2,000 rows: as Word against the same XML written by hand, as PDF by LibreOffice.

Of recognition, and of awards with its headings: one builder (``documents.word.layout``) makes both.

By hand: one f-string a row and cell, in tables of a hundred rows, zipped into the same file; both sides
give the same bytes of XML, which is checked. As PDF: the whole decision against a bare document that
holds nothing but the rows, cut every hundred (one long table takes four times as long).
"""

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from bench._ground import seconds, side_by_side
from phongtrao.documents.word.layout import TableColumn
from phongtrao.documents.word.render import BODY, fill_template, replace_parts
from phongtrao.nominations.decision_paper import COLUMNS as AWARD_COLUMNS
from phongtrao.nominations.decision_paper import AwardLine
from phongtrao.nominations.decision_paper import annex_table as award_table
from phongtrao.recognition.decision_paper import (
    COLUMNS,
    DECISION_PAPER,
    PrintedLine,
    annex_table,
    fill_decision,
    sample_facts,
)

ROWS, CUT, RUNS = 2_000, 100, 9
ALLOWED_WORD, ALLOWED_PDF = 1.5, 1.3
MINUTES = 5


def lines() -> tuple[PrintedLine, ...]:
    return tuple(
        PrintedLine(
            f"Góc đọc mười phút đầu giờ & sách do học sinh chọn, lớp {n}",
            f"Nông Thị Ví Dụ {n}\nLò Văn Mẫu {n}",
            "60\n40",
            f"Trường THCS Ví Dụ {n % 90}",
            "Cấp cơ sở",
        )
        for n in range(ROWS)
    )


def by_hand(rows: tuple[PrintedLine, ...]) -> str:
    """The XML our table gives, for these columns only and without its checks of the text."""
    head, gap = _frame(annex_table(rows[:1])), _gap(annex_table(rows[: CUT + 1]))
    said = [
        (str(n), row.title, row.authors, row.shares, row.unit, row.scope)
        for n, row in enumerate(rows, start=1)
    ]
    return cut([cells_of(COLUMNS, one) for one in said], head, gap)


def awards_by_hand(rows: tuple[AwardLine, ...]) -> str:
    """The same of awards, all of one form: one heading before them."""
    one = award_table(rows[:1])
    head, gap = _frame(one), _gap(award_table(rows[: CUT + 1]))
    heading = one[len(head) : one.index("</w:tr>", len(head)) + len("</w:tr>")]
    said = [(str(row.number), row.name, row.job, row.unit, row.form) for row in rows]
    return cut([heading, *(cells_of(AWARD_COLUMNS, one) for one in said)], head, gap)


def cells_of(columns: Sequence[TableColumn], said: tuple[str, ...]) -> str:
    cells = ["<w:tr><w:trPr><w:cantSplit/></w:trPr>"]
    for column, text in zip(columns, said, strict=True):
        runs = escape(text).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
        cells.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{column.width}" w:type="dxa"/></w:tcPr><w:p><w:pPr>'
            '<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>'
            f'<w:ind w:firstLine="0"/><w:jc w:val="{column.align}"/></w:pPr><w:r><w:rPr>'
            '<w:sz w:val="24"/><w:szCs w:val="24"/></w:rPr>'
            f'<w:t xml:space="preserve">{runs}</w:t></w:r></w:p></w:tc>'
        )
    cells.append("</w:tr>")
    return "".join(cells)


def cut(rows: list[str], head: str, gap: str) -> str:
    parts = [rows[first : first + CUT] for first in range(0, len(rows), CUT)]
    return gap.join(f"{head}{''.join(part)}</w:tbl>" for part in parts)


def award_lines() -> tuple[AwardLine, ...]:
    form = "Chiến sĩ thi đua cơ sở"
    return tuple(
        AwardLine(n, f"Nông Thị Ví Dụ {n}", "Giáo viên", f"Trường THCS Ví Dụ {n % 90}", form, "Cá nhân")
        for n in range(1, ROWS + 1)
    )  # fmt: skip


def _frame(table: str) -> str:
    """From the beginning of a table to the end of its header row."""
    return table[: table.index("</w:tr>") + len("</w:tr>")]


def _gap(tables: str) -> str:
    start = tables.index("</w:tbl>") + len("</w:tbl>")
    return tables[start : tables.index("<w:tbl>", start)]


def into(docx: bytes, xml: str) -> bytes:
    """The file with these tables as its whole body, on the last page's settings."""

    def put(body: str) -> str:
        start, end = body.index("<w:body>") + len("<w:body>"), body.rindex("<w:sectPr")
        return body[:start] + xml + "<w:p/>" + body[end:]

    return replace_parts(docx, {BODY: put})


def decision(rows: tuple[PrintedLine, ...]) -> bytes:
    facts = sample_facts() | {
        "lines": [{name: getattr(row, name) for name in PrintedLine.__slots__} for row in rows]
    }
    form = DECISION_PAPER
    return fill_template(form.default.read_bytes(), form.places, fill_decision(facts))


def to_pdf(docx: bytes, folder: Path) -> None:
    source = folder / "annex.docx"
    source.write_bytes(docx)
    office = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/office"]
    subprocess.run(
        [*office, "--convert-to", "pdf", "--outdir", str(folder), str(source)],
        check=True,
        capture_output=True,
        timeout=MINUTES * 60,
    )
    if not (folder / "annex.pdf").exists():
        raise RuntimeError("LibreOffice made no PDF")


def pdf_ratio(rows: tuple[PrintedLine, ...]) -> float:
    """Ours against the bare rows, the better of two each: LibreOffice takes seconds."""
    ours, bare = decision(rows), into(DECISION_PAPER.default.read_bytes(), by_hand(rows))
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        to_pdf(bare, folder)  # the office's first start makes its profile
        taken = [seconds(lambda file=file: to_pdf(file, folder)) for file in (ours, bare) * 2]
    return min(taken[0::2]) / min(taken[1::2])


def run() -> list[tuple[str, float, float]]:
    rows = lines()
    if by_hand(rows) != annex_table(rows):
        raise AssertionError("not the same XML")
    empty = DECISION_PAPER.default.read_bytes()
    ratio = side_by_side(
        lambda: into(empty, annex_table(rows)), lambda: into(empty, by_hand(rows)), RUNS
    )
    found = [(f"annex of {ROWS:,} rows in Word / XML by hand", ratio, ALLOWED_WORD)]
    awards = award_lines()
    if awards_by_hand(awards) != award_table(awards):
        raise AssertionError("not the same XML")
    ratio = side_by_side(
        lambda: into(empty, award_table(awards)), lambda: into(empty, awards_by_hand(awards)), RUNS
    )
    found.append((f"annex of {ROWS:,} awards in Word / XML by hand", ratio, ALLOWED_WORD))
    if shutil.which("soffice"):
        found.append((f"annex of {ROWS:,} rows to PDF / bare rows", pdf_ratio(rows), ALLOWED_PDF))
    return found


if __name__ == "__main__":
    print(run())
