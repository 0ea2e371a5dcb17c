"""Assigned tasks: rows of a table, numbered texts with Chủ trì / Phối hợp / Thời gian, duties with
a due date."""

from collections.abc import Iterator, Mapping

from phongtrao.lib.words import gettext_noop
from phongtrao.reader.agenda import is_programme
from phongtrao.reader.assignments import Assignment, read_assignment, split_roles
from phongtrao.reader.columns import CONTENT, LEAD, ORDINAL, PERFORMER, RESULT, SUPPORT, TIME
from phongtrao.reader.dates import UNSPECIFIED, Period, read_time
from phongtrao.reader.labels import cut_labels
from phongtrao.reader.markers import label, parse_marker
from phongtrao.reader.model import DOUBTFUL, FAIR, SURE, Finding, Node, Row, Table, Value
from phongtrao.reader.outline import Outline
from phongtrao.reader.sections import Sections, heading_text
from phongtrao.reader.text import bare, capitalised, sentence_case, tidy
from phongtrao.reader.units import split_units

REBUILT = gettext_noop(
    "Bảng không còn đường kẻ; các cột được dựng lại từ dòng chữ. Hãy kiểm tra từng ô."
)
PROSE = gettext_noop(
    "Câu văn giao việc, không có nhãn “Chủ trì”, “Thời gian”. Hãy kiểm tra ai làm và hạn."
)
NO_LEAD = gettext_noop("Không thấy đơn vị chủ trì. Hãy bổ sung.")

_FEW_LABELS = 2
# Where a sentence with somebody to do it is a task; among solutions only if it has a time too.
_PROSE_ROLES = ("contents", "solutions")


def is_task(node: Node) -> bool:
    """Whether the texts under ``node`` label it as a task: two labels, one of them who or when."""
    fields = read_fields(node)
    return len(fields) >= _FEW_LABELS and bool({LEAD, TIME, SUPPORT} & fields.keys())


def read_fields(node: Node) -> Mapping[str, str]:
    """Labelled texts directly under ``node``: {"lead": …, "time": …}."""
    fields: dict[str, str] = {}
    for child in node.children:
        head, labelled = cut_labels(child.text)
        for name, text in ({} if head else labelled).items():
            fields.setdefault(name, text)
    return fields


def read_tasks(outline: Outline, period: Period | None) -> list[Finding]:
    """Tasks of the tables and of the labelled texts, in reading order."""
    found: list[Finding] = []
    for node in outline.nodes():
        if node.table is not None and {LEAD, PERFORMER} & set(node.table.columns):
            found += _table_tasks(node, node.table, period)
        elif is_task(node):
            found.append(_labelled_task(node, period))
    return found


def find_prose_tasks(sections: Sections, period: Period | None) -> dict[int, Finding]:
    """Node → the task its sentence gives to somebody: “Giao Phòng A chủ trì … trước ngày …”."""
    found: dict[int, Finding] = {}
    for section in sections.of(*_PROSE_ROLES):
        for node in section.node.walk():
            if sections.role_of[id(node)] == section.role and (
                given := _given(node, section.role, period)
            ):
                found[id(node)] = _prose_task(node, given, period)
    return found


def _given(node: Node, role: str, period: Period | None) -> Assignment | None:
    if node.table is not None or node.text.endswith(":") or is_task(node):
        return None
    given = read_assignment(node.text, period)
    if given is None or not given.lead:
        return None
    is_enough = bool(given.time) or (given.is_ordered and role == "contents")
    return given if is_enough else None


def _prose_task(node: Node, given: Assignment, period: Period | None) -> Finding:
    fields = {TIME: given.time, RESULT: given.deliverable}
    section = heading_text(node.parent) if node.parent else None
    value = make_task(
        fields, section=section, ordinal=node_path(node), text=given.text, period=period
    )
    units = {"lead_units": given.lead, "coordinating_units": given.support}
    trust = (FAIR, "") if given.is_ordered and given.time else (DOUBTFUL, PROSE)
    return Finding({**value, **units}, node.paragraph.first, node.paragraph.last, *trust)


def make_task(
    fields: Mapping[str, str],
    *,
    section: str | None,
    ordinal: str | None,
    text: str,
    period: Period | None = None,
) -> Value:
    """A task in the shape of schema.json from its fields as written."""
    time = bare(tidy(fields.get(TIME, ""))) or None
    kind, deadline = read_time(time, period) if time else (UNSPECIFIED, None)
    lead, support = _who(fields)
    return {
        "section": section,
        "ordinal": ordinal,
        "text": capitalised(bare(tidy(text))),
        "lead_units": lead,
        "coordinating_units": support,
        "time": time,
        "time_kind": kind,
        "deadline": deadline,
        "deliverable": bare(tidy(fields.get(RESULT, ""))) or None,
    }


def _who(fields: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Who leads and who helps; one column may name both: “A (chủ trì); B (phối hợp)”."""
    cell = fields.get(LEAD) or fields.get(PERFORMER, "")
    said = {} if fields.get(SUPPORT) else split_roles(cell)
    if SUPPORT in said:
        return split_units(said.get(LEAD, "")), split_units(said[SUPPORT])
    return split_units(said.get(LEAD, cell)), split_units(fields.get(SUPPORT, ""))


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


def _labelled_task(node: Node, period: Period | None) -> Finding:
    fields = read_fields(node)
    text = fields.get(CONTENT) or node.text
    section = heading_text(node if CONTENT in fields else node.parent or node)
    value = make_task(fields, section=section, ordinal=node_path(node), text=text, period=period)
    has_lead = bool(value["lead_units"])
    return Finding(
        value,
        node.paragraph.first,
        node.last,
        SURE if has_lead else DOUBTFUL,
        "" if has_lead else NO_LEAD,
    )


def _table_tasks(node: Node, table: Table, period: Period | None) -> Iterator[Finding]:
    if LEAD not in table.columns and is_programme(table):
        return
    lead = ""
    for row in table.rows:
        fields = {name: table.cell(row, name) for name in (LEAD, PERFORMER, SUPPORT, TIME, RESULT)}
        fields = _with_lead_above(table, fields, lead)
        lead = fields[LEAD]
        text = table.cell(row, CONTENT, "indicator")
        if not text:
            continue
        marker, title = parse_marker(row.group)
        group = bare(sentence_case(title)) or (heading_text(node.parent) if node.parent else None)
        number = table.cell(row, ORDINAL).rstrip(".)")
        # the number of the group is no task's own
        ordinal = label(marker).strip() + number if number else None
        value = make_task(fields, section=group, ordinal=ordinal, text=text, period=period)
        yield Finding(value, row.first, row.last, *_trust(table, value, row))


def _with_lead_above(table: Table, fields: Mapping[str, str], above: str) -> dict[str, str]:
    """In flattened text a cell over several rows stands only in the first: the lead goes on."""
    is_lost = table.is_rebuilt and LEAD in table.columns and not fields[LEAD]
    return {**fields, LEAD: above} if is_lost else dict(fields)


def _trust(table: Table, value: Value, row: Row) -> tuple[float, str]:
    if not value["lead_units"]:
        return DOUBTFUL, NO_LEAD
    if not table.is_rebuilt:
        return SURE, ""
    # every column filled is a good sign that the cuts are right
    is_full = all(row.cells[1:])
    return (FAIR, "") if is_full else (DOUBTFUL, REBUILT)
