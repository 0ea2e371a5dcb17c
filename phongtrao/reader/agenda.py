"""The programme of an event: a table with clock times, or lines that open with one."""

import re
from collections.abc import Iterator

from phongtrao.lib.words import gettext_noop
from phongtrao.reader.columns import CONTENT, END, LEAD, ORDINAL, PERFORMER, START, TIME
from phongtrao.reader.model import DOUBTFUL, FAIR, SURE, Finding, Node, Row, Table
from phongtrao.reader.outline import Outline
from phongtrao.reader.sections import Sections
from phongtrao.reader.text import bare, plain, tidy
from phongtrao.reader.units import names_person_or_unit, starts_like_unit

_CLOCK = re.compile(r"(\d{1,2})\s?(?:gio\b|h|g|:)(?![a-z])\s?(\d{2})?")
_ONE = r"\d{1,2} ?(?:gio|h|g|:) ?(?:\d{2})?(?: ?(?:phut|p|’|'))?"
_LINE = re.compile(
    rf"(?:\d{{1,2}}[.)] )?(?:tu |luc |vao luc |khoang )?({_ONE}(?:\s*(?:-|–|den|->)\s*{_ONE})?)\s*[:.,;–-]?\s*(?=\S)"
)
_PERFORMER = re.compile(
    r"\s*\(([^()]+)\)\s*[.;]?\s*$|\s*[;.,]\s*(?:do|người thực hiện|thực hiện)\s*:?\s*(.+)$",
    re.IGNORECASE,
)
_LAST_HOUR, _LAST_MINUTE = 23, 59
NO_CLOCK = gettext_noop("Không thấy giờ của phần này. Hãy bổ sung.")


def read_agenda(outline: Outline, sections: Sections) -> list[Finding]:
    """Items {ordinal, start, end, content, performer} of every programme."""
    found: list[Finding] = []
    for node in outline.nodes():
        if node.table is not None:
            found += _items(node.table) if is_programme(node.table) else []
        elif sections.role_of[id(node)] == "agenda" and (item := _line_item(node)):
            found.append(item)
    return found


def is_programme(table: Table) -> bool:
    """Whether most rows of a table begin at a clock time."""
    timed = [row for row in table.rows if _CLOCK.match(plain(table.cell(row, TIME, START)))]
    return bool(timed) and 2 * len(timed) >= len(table.rows)


def read_clock(text: str) -> list[str]:
    """Clock times in ``text``: “14h00’-14h20’” → ["14:00", "14:20"]."""
    times = []
    for match in _CLOCK.finditer(plain(text)):
        hour, minute = match.group(1), match.group(2) or "00"
        if int(hour) <= _LAST_HOUR and int(minute) <= _LAST_MINUTE:
            times.append(f"{int(hour):02d}:{minute}")
    return times


def _items(table: Table) -> Iterator[Finding]:
    for row in table.rows:
        content = table.cell(row, CONTENT)
        if content:
            yield _row_item(table, row, content)


def _row_item(table: Table, row: Row, content: str) -> Finding:
    clocks = read_clock(f"{table.cell(row, TIME, START)} - {table.cell(row, END)}")
    start, end = [*clocks, None, None][:2]
    value = {
        "ordinal": table.cell(row, ORDINAL).rstrip(".)") or None,
        "start": start,
        "end": end,
        "content": _on_one_line(content),
        "performer": _on_one_line(table.cell(row, PERFORMER, LEAD)) or None,
    }
    trust = FAIR if table.is_rebuilt else SURE
    confidence, doubt = (trust, "") if start else (DOUBTFUL, NO_CLOCK)
    return Finding(value, row.first, row.last, confidence, doubt)


def _line_item(node: Node) -> Finding | None:
    """“- 7h30 - 8h00: Đón tiếp đại biểu (Văn phòng Sở)”."""
    opening = _LINE.match(plain(node.text))
    clocks = read_clock(opening.group(1)) if opening else []
    if opening is None or not clocks:
        return None
    start, end = [*clocks, None][:2]
    content, performer = _cut_performer(node.text[opening.end() :])
    marker = node.marker
    value = {
        "ordinal": marker.ordinal if marker and not marker.is_bullet else None,
        "start": start,
        "end": end,
        "content": bare(tidy(content)),
        "performer": performer or _performer_below(node) or None,
    }
    return Finding(value, node.paragraph.first, node.last, FAIR)


def _cut_performer(text: str) -> tuple[str, str]:
    if found := _PERFORMER.search(text):
        return text[: found.start()], bare(tidy(found.group(1) or found.group(2)))
    content, dash, last = text.rpartition(" - ")
    is_somebody = starts_like_unit(last) or names_person_or_unit(last)
    return (content, bare(tidy(last))) if dash and is_somebody else (text, "")


def _performer_below(node: Node) -> str:
    """“+ Người thực hiện: …” under the line."""
    for child in node.children:
        head, colon, rest = child.text.partition(":")
        if colon and re.search(r"thuc hien|phu trach|chu tri|trinh bay", plain(head)):
            return bare(tidy(rest))
    return ""


def _on_one_line(cell: str) -> str:
    """The bullets of a cell as one text, parted by “;”."""
    parts = [re.sub(r"^[-+•–]\s*", "", line).rstrip(" ;,") for line in cell.splitlines()]
    text = "; ".join(part for part in parts if part)
    return bare(tidy(text.replace(":; ", ": ")))
