"""WordprocessingML written as text: rows of a big annex cost nothing this way.

2,000 rows take 0.03 s as text and one to two seconds through an object for every cell. Text from
people goes through ``safe``: XML's own characters are escaped, characters XML cannot hold are dropped.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape

Align = Literal["left", "center", "right", "both"]

# LibreOffice lays out a table of n rows in more than n steps; past a hundred it shows.
ROWS_A_TABLE = 100
TABLE_SIZE = 24  # half-points: 12 pt

_IMPOSSIBLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Drop the characters that XML 1.0 cannot hold, as pasted from old programs."""
    return _IMPOSSIBLE.sub("", text)


def safe(text: str) -> str:
    return escape(clean(text))


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table; ``width`` in twentieths of a point (1 mm = 56.7)."""

    label: str
    width: int
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Section:
    """A row over the whole width: the heading of a group."""

    text: str


Row = Section | Sequence[str]


def paragraph(text: str, *, style: str, bold: bool = False, keep: bool = False) -> str:
    """One paragraph in a style of the template; its lines are broken where the text is.

    ``keep``: on the page of what follows. A bold one is a heading, and so is kept.
    """
    kept = "<w:keepNext/>" if bold or keep else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{kept}</w:pPr>{_runs(text, bold=bold)}</w:p>'


def table(columns: Sequence[TableColumn], rows: Iterable[Row]) -> str:
    """Tables of at most 100 rows each, every one with the header row that repeats on each page.

    Between two of them stands a paragraph one point high: without it Word joins them again.
    """
    waiting = list(rows)
    parts = [waiting[i : i + ROWS_A_TABLE] for i in range(0, len(waiting), ROWS_A_TABLE)] or [[]]
    return _GAP.join(_table(columns, part) for part in parts)


# ------------------------------------------------------------------ pieces

_GAP = (
    '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    '<w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
)
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def _table(columns: Sequence[TableColumn], rows: Sequence[Row]) -> str:
    grid = "".join(f'<w:gridCol w:w="{column.width}"/>' for column in columns)
    width = sum(column.width for column in columns)
    body = "".join(
        _section(row.text, columns) if isinstance(row, Section) else _row(row, columns)
        for row in rows
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/>'
        f"<w:tblBorders>{_BORDERS}</w:tblBorders>"
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/>'
        '<w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{_header(columns)}{body}</w:tbl>"
    )


def _header(columns: Sequence[TableColumn]) -> str:
    cells = "".join(_cell(column.label, column.width, "center", bold=True) for column in columns)
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _section(text: str, columns: Sequence[TableColumn]) -> str:
    """Merged over all columns, and kept on the page of the row that follows."""
    width = sum(column.width for column in columns)
    return (
        f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
        f'<w:gridSpan w:val="{len(columns)}"/></w:tcPr>'
        f"{_cell_paragraph(text, 'left', bold=True, keep=True)}</w:tc></w:tr>"
    )


def _row(values: Sequence[str], columns: Sequence[TableColumn]) -> str:
    cells = "".join(
        _cell(value, column.width, column.align)
        for value, column in zip(values, columns, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _cell(text: str, width: int, align: Align, *, bold: bool = False) -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f"{_cell_paragraph(text, align, bold=bold)}</w:tc>"
    )


def _cell_paragraph(text: str, align: Align, *, bold: bool = False, keep: bool = False) -> str:
    keeps = "<w:keepNext/>" if keep else ""
    return (
        f'<w:p><w:pPr>{keeps}<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>'
        f'<w:ind w:firstLine="0"/><w:jc w:val="{align}"/></w:pPr>'
        f"{_runs(text, bold=bold, size=TABLE_SIZE)}</w:p>"
    )


def _runs(text: str, *, bold: bool = False, size: int = 0) -> str:
    form = ("<w:b/>" if bold else "") + (
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else ""
    )
    lines = safe(text).split("\n")
    said = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)
    return f"<w:r><w:rPr>{form}</w:rPr>{said}</w:r>"
