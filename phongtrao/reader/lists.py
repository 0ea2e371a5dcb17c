"""The short sections: who takes part, when, what is aimed at, what it costs."""

import re
from collections.abc import Iterable, Iterator

from phongtrao.lib.words import gettext_noop
from phongtrao.reader.columns import CONTENT, INDICATOR, ORDINAL, target_year
from phongtrao.reader.dates import find_day, find_day_and_month
from phongtrao.reader.model import DOUBTFUL, FAIR, SURE, Finding, Node, Row, Table
from phongtrao.reader.outline import Outline
from phongtrao.reader.sections import Sections
from phongtrao.reader.text import bare, plain, tidy
from phongtrao.reader.thresholds import as_number, comparator_before

_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_PHASE = re.compile(r"(?:giai \w+|nam|dot|buoc|tu)\b[^:;]{0,40}?\d")
_IN_YEAR = re.compile(r"(?:vào|trong|cuối|đầu) (?:năm )?((?:19|20)\d\d)|vao nam ((?:19|20)\d\d)")
SHARE = re.compile(r"(\d+(?:[.,]\d+)?)\s*(%)")
_COUNT = re.compile(r"(?<![\d/.-])(?!(?:19|20)\d\d\b)(\d+(?:[.,]\d+)?)(?![/\d])\s*([^\W\d]+)?")
_BY_YEAR = re.compile(r"(?:den |het )?nam ((?:19|20)\d\d)")
NO_YEAR = gettext_noop("Chỉ tiêu không ghi năm. Hãy bổ sung.")
NO_NUMBER = gettext_noop("Chỉ tiêu không có con số. Hãy kiểm tra.")


def read_subjects(sections: Sections) -> list[Finding]:
    """Findings of one key, ``collectives`` or ``individuals``: one for each group named."""
    found = []
    for section in sections.of("subjects"):
        for node in section.node.walk()[1:]:
            head, colon, rest = node.text.partition(":")
            folded = plain(head)
            text = rest if colon else node.text
            if not text.strip() or "tap the va ca nhan" in folded:
                continue
            is_person = "ca nhan" in folded or "ca nh" in folded[:8]
            side = "individuals" if is_person else "collectives"
            found += [
                Finding({side: part}, node.paragraph.first, node.paragraph.last)
                for part in _groups(text, commas=is_person)
            ]
    return found


def read_phases(sections: Sections) -> list[Finding]:
    """Items {name, start_year, end_year, milestone, date} of “Thời gian”, “Các giai đoạn”."""
    nodes = (node for section in sections.of("phases") for node in section.node.walk()[1:])
    return [_phase(node) for node in nodes if _PHASE.match(plain(node.text))]


def read_indicators(outline: Outline, sections: Sections) -> list[Finding]:
    """Items {ordinal, name, targets} of the tables with targets and of sections on targets."""
    found: list[Finding] = []
    for node in outline.nodes():
        if node.table and any(target_year(name) for name in node.table.columns):
            found += [_row_indicator(node.table, row) for row in node.table.rows]
    for section in sections.of("indicators"):
        leaves = [node for node in section.node.walk() if not node.children and not node.table]
        found += [_text_indicator(node) for node in leaves if "%" in node.text]
    return found


def read_budget(sections: Sections) -> list[Finding]:
    """One finding {budget: text}, or none."""
    for section in sections.of("budget"):
        texts = [section.node.text.partition(":")[2], *(n.text for n in section.node.walk()[1:])]
        text = bare(tidy(" ".join(text for text in texts if text)))
        if text:
            return [Finding({"budget": text}, section.node.paragraph.first, section.node.last)]
    return []


def read_targets(text: str, year: int | None) -> list[dict[str, object]]:
    """The targets of one cell: “> 95% trường; > 90% lớp” gives two, each with its scope."""
    parts = re.split(r"[;\n]\s*", text)
    return [target for part in parts if (target := _target(part, year))]


def year_said(text: str) -> int | None:
    """The year of “đến năm 2027”; None if none is said so."""
    match = _BY_YEAR.search(plain(text))
    return int(match.group(1)) if match else None


def _target(text: str, year: int | None) -> dict[str, object] | None:
    match = SHARE.search(text) or _COUNT.search(text)  # a year is no target
    if not match:
        return None
    is_share = match.group(2) == "%"
    return {
        "year": year,
        "text": bare(tidy(text)),
        "comparator": comparator_before(plain(text), match.start()) or "=",
        "value": as_number(match.group(1)),
        "unit": match.group(2),
        "scope": (bare(text[match.end() :]) or None) if is_share else None,
    }


def _groups(text: str, *, commas: bool) -> Iterable[str]:
    parts = re.split(r"[;,]" if commas else ";", text)
    return (part for part in map(bare, parts) if part)


def _phase(node: Node) -> Finding:
    name, rest = _name_and_rest(node.text)
    years = [int(year) for year in _YEAR.findall(name)]
    if not years and (bracket := re.match(r"\s*\(([^)]*)\)", rest)):
        years = [int(year) for year in _YEAR.findall(bracket.group(1))]
        rest = rest[bracket.end() :]
    start, end = (years[0], years[-1]) if years else (None, None)
    value = {
        "name": name,
        "start_year": start,
        "end_year": end,
        "milestone": bare(rest) or name,
        "date": _review_date(rest, end),
    }
    return Finding(
        value,
        node.paragraph.first,
        node.last,
        SURE if years else DOUBTFUL,
        "" if years else NO_YEAR,
    )


def _name_and_rest(text: str) -> tuple[str, str]:
    name, colon, rest = text.partition(":")
    if colon:
        return bare(name), rest
    match = re.match(r"([^,.;(]*?\d{4}(?:\s?-\s?\d{4})?)[,.;]?\s+(.*)", text)
    return (match.group(1), match.group(2)) if match else (bare(text), text)


def _review_date(text: str, year: int | None) -> str | None:
    if day := find_day(text):
        return day
    found = find_day_and_month(text)
    if found and year:
        return f"{year}-{found[0]:02d}-{found[1]:02d}"
    match = _IN_YEAR.search(text)
    return next(filter(None, match.groups())) if match else None


def _row_indicator(table: Table, row: Row) -> Finding:
    targets = [
        target
        for column, cell in zip(table.columns, row.cells, strict=False)
        if (year := target_year(column))
        for target in read_targets(cell, year)
    ]
    value = {
        "ordinal": table.cell(row, ORDINAL).rstrip(".)") or None,
        "name": bare(tidy(table.cell(row, INDICATOR, CONTENT))),
        "targets": targets,
    }
    trust = FAIR if table.is_rebuilt else SURE
    return Finding(
        value, row.first, row.last, trust if targets else DOUBTFUL, "" if targets else NO_NUMBER
    )


def _text_indicator(node: Node) -> Finding:
    year = year_said(node.text) or _year_above(node)
    marker = node.marker
    value = {
        "ordinal": marker.ordinal if marker and not marker.is_bullet else None,
        "name": bare(node.text),
        "source_text": bare(node.text),
        "targets": [{**target, "scope": None} for target in read_targets(node.text, year)],
    }
    doubt = "" if year else NO_YEAR
    return Finding(value, node.paragraph.first, node.last, FAIR if year else DOUBTFUL, doubt)


def _year_above(node: Node) -> int | None:
    for above in _ancestors(node):
        if year := year_said(above.text):
            return year
    return None


def _ancestors(node: Node) -> Iterator[Node]:
    current = node.parent
    while current is not None:
        yield current
        current = current.parent
