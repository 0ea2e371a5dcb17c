"""The event a plan organises: its form, time and place, and its programme."""

import re
from collections.abc import Iterator

from phongtrao.lib.words import gettext_noop
from phongtrao.reader.columns import CONTENT, LEAD, ORDINAL, PERFORMER, TIME
from phongtrao.reader.dates import find_day
from phongtrao.reader.model import DOUBTFUL, FAIR, SURE, Finding, Table
from phongtrao.reader.outline import Outline
from phongtrao.reader.sections import Sections
from phongtrao.reader.text import bare, plain, tidy

_CLOCK = re.compile(r"(\d{1,2})\s?(?:h|g|gio|:)\s?(\d{2})?")
_EVENT = (
    "hoi nghi",
    "hoi thi",
    "hoi thao",
    "le ",
    "dai hoi",
    "toa dam",
    "cuoc thi",
    "ngay hoi",
    "lien hoan",
)
_LAST_HOUR, _LAST_MINUTE = 23, 59
NO_CLOCK = gettext_noop("Không thấy giờ của phần này. Hãy bổ sung.")


def is_event(title: str) -> bool:
    """Whether a plan with this title organises an event: “Tổ chức Hội nghị …”."""
    folded = plain(title)
    return any(word in folded[:80] for word in _EVENT)


def read_event(sections: Sections) -> list[Finding]:
    """Findings of one key each: form, time, deadline, place — those that are there."""
    found: list[Finding] = []
    for role, field in (("form", "form"), ("phases", "time"), ("place", "place")):
        for section in sections.of(role):
            text = _said(section.node.text) or " ".join(
                child.text for child in sections.own_children(section, section.node)
            )
            if text and not any(field in finding.value for finding in found):
                first, last = section.node.paragraph.first, section.node.last
                found.append(Finding({field: bare(tidy(text))}, first, last))
                if field == "time" and (day := find_day(text)):
                    found.append(Finding({"deadline": day}, first, last))
    return found


def read_agenda(outline: Outline) -> list[Finding]:
    """Items {ordinal, start, end, content, performer} of every programme table."""
    tables = (node.table for node in outline.nodes() if node.table is not None)
    return [item for table in tables if _is_programme(table) for item in _items(table)]


def read_clock(text: str) -> list[str]:
    """Clock times in ``text``: “14h00’-14h20’” → ["14:00", "14:20"]."""
    times = []
    for match in _CLOCK.finditer(plain(text)):
        hour, minute = match.group(1), match.group(2) or "00"
        if int(hour) <= _LAST_HOUR and int(minute) <= _LAST_MINUTE:
            times.append(f"{int(hour):02d}:{minute}")
    return times


def _said(text: str) -> str:
    return text.partition(":")[2].strip()


def _is_programme(table: Table) -> bool:
    return TIME in table.columns and any(read_clock(table.cell(row, TIME)) for row in table.rows)


def _items(table: Table) -> Iterator[Finding]:
    for row in table.rows:
        content = table.cell(row, CONTENT)
        if not content:
            continue
        start, end = [*read_clock(table.cell(row, TIME)), None, None][:2]
        value = {
            "ordinal": table.cell(row, ORDINAL).rstrip(".)") or None,
            "start": start,
            "end": end,
            "content": _on_one_line(content),
            "performer": _on_one_line(table.cell(row, PERFORMER, LEAD)) or None,
        }
        trust = FAIR if table.is_rebuilt else SURE
        confidence, doubt = (trust, "") if start else (DOUBTFUL, NO_CLOCK)
        yield Finding(value, row.first, row.last, confidence, doubt)


def _on_one_line(cell: str) -> str:
    """The bullets of a cell as one text, parted by “;”."""
    parts = [re.sub(r"^[-+•–]\s*", "", line).rstrip(" ;,") for line in cell.splitlines()]
    text = "; ".join(part for part in parts if part)
    return bare(tidy(text.replace(":; ", ": ")))
