"""Assigned tasks: rows of a table, numbered texts with Chủ trì / Phối hợp / Thời gian, duties with
a due date."""

import re
from collections.abc import Iterator, Mapping

from phongtrao.lib.words import gettext_noop
from phongtrao.reader.columns import CONTENT, LEAD, ORDINAL, PERFORMER, RESULT, SUPPORT, TIME
from phongtrao.reader.dates import UNSPECIFIED, read_time
from phongtrao.reader.markers import label, parse_marker
from phongtrao.reader.model import DOUBTFUL, FAIR, SURE, Finding, Node, Row, Table, Value
from phongtrao.reader.outline import Outline
from phongtrao.reader.sections import heading_text
from phongtrao.reader.text import bare, capitalised, plain, sentence_case, tidy
from phongtrao.reader.units import split_units

REBUILT = gettext_noop(
    "Bảng không còn đường kẻ; các cột được dựng lại từ dòng chữ. Hãy kiểm tra từng ô."
)
NO_LEAD = gettext_noop("Không thấy đơn vị chủ trì. Hãy bổ sung.")

# Label → field, in the words plans use (unmarked); longest first.
_LABELS = (
    (SUPPORT, r"(?:co quan|don vi|bo phan)?\s*phoi hop(?: thuc hien)?"),
    (
        LEAD,
        r"(?:co quan|don vi|bo phan)?\s*chu tri(?: thuc hien)?|(?:don vi|co quan) thuc hien|giao",
    ),
    (TIME, r"thoi gian(?: thuc hien| hoan thanh)?|thoi han(?: hoan thanh)?|tien do|han hoan thanh"),
    (RESULT, r"ket qua(?: thuc hien| dat duoc| du kien)?|san pham(?: dau ra| du kien)?|dau ra"),
    (CONTENT, r"noi dung(?: thuc hien| nhiem vu)?|nhiem vu"),
)
_FEW_LABELS = 2
_LABEL = re.compile(
    r"\W*(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _LABELS) + r")\s*:\s*"
)


def is_task(node: Node) -> bool:
    """Whether the texts under ``node`` label it as a task: two labels, one of them who or when."""
    fields = read_fields(node)
    return len(fields) >= _FEW_LABELS and bool({LEAD, TIME, SUPPORT} & fields.keys())


def read_fields(node: Node) -> Mapping[str, str]:
    """Labelled texts directly under ``node``: {"lead": …, "time": …}."""
    fields: dict[str, str] = {}
    for child in node.children:
        match = _LABEL.match(plain(child.text))
        if match and match.lastgroup:
            fields.setdefault(match.lastgroup, child.text[match.end() :].strip())
    return fields


def read_tasks(outline: Outline) -> list[Finding]:
    """Tasks of the tables and of the labelled texts, in reading order."""
    found: list[Finding] = []
    for node in outline.nodes():
        if node.table is not None and {LEAD, PERFORMER} & set(node.table.columns):
            found += _table_tasks(node.table)
        elif is_task(node):
            found.append(_labelled_task(node))
    return found


def make_task(
    fields: Mapping[str, str], *, section: str | None, ordinal: str | None, text: str
) -> Value:
    """A task in the shape of schema.json from its fields as written."""
    time = bare(tidy(fields.get(TIME, ""))) or None
    kind, deadline = read_time(time) if time else (UNSPECIFIED, None)
    return {
        "section": section,
        "ordinal": ordinal,
        "text": capitalised(bare(tidy(text))),
        "lead_units": split_units(fields.get(LEAD) or fields.get(PERFORMER, "")),
        "coordinating_units": split_units(fields.get(SUPPORT, "")),
        "time": time,
        "time_kind": kind,
        "deadline": deadline,
        "deliverable": bare(tidy(fields.get(RESULT, ""))) or None,
    }


def node_path(node: Node) -> str | None:
    """“V.1.1”: the numbers of a node and those above it; a decimal already says its parent's."""
    parts: list[str] = []
    current: Node | None = node
    while current is not None:
        marker = current.marker
        if (
            marker
            and not marker.is_bullet
            and not (parts and parts[0].startswith(marker.ordinal + "."))
        ):
            parts.insert(0, marker.ordinal)
        current = current.parent
    return ".".join(parts) or None


def _labelled_task(node: Node) -> Finding:
    fields = read_fields(node)
    text = fields.get(CONTENT) or node.text
    section = heading_text(node if CONTENT in fields else node.parent or node)
    value = make_task(fields, section=section, ordinal=node_path(node), text=text)
    has_lead = bool(value["lead_units"])
    return Finding(
        value,
        node.paragraph.first,
        node.last,
        SURE if has_lead else DOUBTFUL,
        "" if has_lead else NO_LEAD,
    )


def _table_tasks(table: Table) -> Iterator[Finding]:
    if TIME in table.columns and LEAD not in table.columns and _is_programme(table):
        return
    for row in table.rows:
        fields = {name: table.cell(row, name) for name in (LEAD, PERFORMER, SUPPORT, TIME, RESULT)}
        text = table.cell(row, CONTENT, "indicator")
        if not text:
            continue
        marker, title = parse_marker(row.group)
        group = bare(sentence_case(title)) or None
        ordinal = label(marker).strip() + table.cell(row, ORDINAL).rstrip(".)")
        value = make_task(fields, section=group, ordinal=ordinal or None, text=text)
        yield Finding(value, row.first, row.last, *_trust(table, value, row))


def _trust(table: Table, value: Value, row: Row) -> tuple[float, str]:
    if not value["lead_units"]:
        return DOUBTFUL, NO_LEAD
    if not table.is_rebuilt:
        return SURE, ""
    # every column filled is a good sign that the cuts are right
    is_full = all(row.cells[1:])
    return (FAIR, "") if is_full else (DOUBTFUL, REBUILT)


def _is_programme(table: Table) -> bool:
    times = [table.cell(row, TIME) for row in table.rows]
    return any(re.match(r"\d{1,2}\s?(?:h|g|:)", plain(time)) for time in times)
