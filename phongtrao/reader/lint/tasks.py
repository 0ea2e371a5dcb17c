"""Tasks that lack who, when or what comes out, where the plan itself says these of the others.

A plan in sentences need not name a deliverable for each; a cell left empty in its column, or a label that
three of four tasks have, is a gap.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from phongtrao.lib.words import gettext_noop as _
from phongtrao.lib.words import say
from phongtrao.reader.columns import CONTENT, LEAD, OTHER, PERFORMER, RESULT, SUPPORT, TIME
from phongtrao.reader.lint.model import ERROR, NOTE, Defect, Paper, Rule
from phongtrao.reader.markers import label
from phongtrao.reader.model import Node, Table
from phongtrao.reader.tasks import is_task, read_fields
from phongtrao.reader.text import bare

EMPTY_CELL = Rule(
    "tasks.empty_cell",
    ERROR,
    _("Nhiệm vụ bỏ trống ô"),
    _("Nhiệm vụ “%(task)s” để trống cột %(field)s."),
    _("Không rõ %(question)s thì không giao, không đôn đốc được."),
    _("Ghi %(field)s cho nhiệm vụ này."),
)
NO_COLUMN = Rule(
    "tasks.no_column",
    NOTE,
    _("Bảng nhiệm vụ thiếu cột"),
    _("Bảng nhiệm vụ không có cột %(field)s."),
    _("Không rõ %(question)s thì không giao, không đôn đốc được."),
    _("Thêm cột %(field)s, hoặc ghi rõ ở phần Tổ chức thực hiện."),
)
NO_LABEL = Rule(
    "tasks.no_label",
    NOTE,
    _("Nhiệm vụ thiếu thông tin"),
    _("Nhiệm vụ “%(task)s” không ghi %(field)s, trong khi %(others)s nhiệm vụ khác có ghi."),
    _("Không rõ %(question)s; người đọc không biết là bỏ sót hay không cần."),
    _("Ghi thêm %(field)s, hoặc ghi “không”."),
)
RULES = (EMPTY_CELL, NO_COLUMN, NO_LABEL)

_FIELDS = {
    LEAD: (_("đơn vị chủ trì"), _("ai làm")),
    SUPPORT: (_("đơn vị phối hợp"), _("ai cùng làm")),
    TIME: (_("thời gian"), _("bao giờ xong")),
    RESULT: (_("kết quả, sản phẩm"), _("làm xong thì có gì")),
}
_SHORT = 70
_MOST = 0.6  # of the tasks have it: then the others lack it


@dataclass(frozen=True, slots=True)
class _Cell:
    table: Table
    name: str


def check_tables(paper: Paper) -> Iterator[Defect]:
    """Empty cells of tables that say who does what, and columns they have not got."""
    for table in _task_tables(paper):
        yield from _columns(paper, table)
        for name in (LEAD, TIME, RESULT):
            if name in table.columns and _shows_cells(paper, table):
                yield from _cells(paper, _Cell(table, name))


def check_labels(paper: Paper) -> Iterator[Defect]:
    """Tasks with “Chủ trì: …” lines: a label that most of them have and one has not."""
    tasks = [(node, read_fields(node)) for node in paper.outline.nodes() if is_task(node)]
    having = Counter(name for _node, fields in tasks for name in fields)
    for node, fields in tasks:
        for name in (LEAD, SUPPORT, TIME, RESULT):
            others = having[name]
            if name not in fields and others >= 2 and others >= _MOST * len(tasks):  # noqa: PLR2004
                facts = {"task": _title(node), "others": str(others), **_said(name)}
                yield paper.defect(NO_LABEL, _title(node), node.paragraph, **facts)


# ------------------------------------------------------------------ pieces


def _task_tables(paper: Paper) -> Iterator[Table]:
    """Tables of tasks: a programme of the day and a table of contests are none."""
    starts = {finding.first for finding in paper.findings["tasks"]}
    for node in paper.outline.nodes():
        table = node.table
        if table is None or not {LEAD, PERFORMER} & set(table.columns):
            continue
        if any(row.first in starts for row in table.rows):
            yield table


def _shows_cells(paper: Paper, table: Table) -> bool:
    """Word says which cells are empty; on a printed page a cell over two rows looks empty in the second."""
    return not table.is_rebuilt and paper.blocks[table.first].page is None


def _columns(paper: Paper, table: Table) -> Iterator[Defect]:
    is_understood = not {OTHER, ""} & set(table.columns)  # else “Ngày”, “Từ”, “Đến” may be the time
    if TIME not in table.columns and is_understood:
        passage = paper.passage("", table.first, table.first)
        yield Defect(NO_COLUMN, passage, passage.text.splitlines()[0], _said(TIME))


def _cells(paper: Paper, cell: _Cell) -> Iterator[Defect]:
    """Few empty ones among filled ones; a column nobody filled is said once, by its first row."""
    rows = [row for row in cell.table.rows if cell.table.cell(row, CONTENT)]
    empty = [row for row in rows if not cell.table.cell(row, cell.name)]
    if len(empty) > (1 - _MOST) * len(rows):
        return
    for row in empty:
        text = " ".join(cell.table.cell(row, CONTENT).split())[:_SHORT]
        yield paper.defect(EMPTY_CELL, text, row, task=text, **_said(cell.name))


def _said(name: str) -> dict[str, str]:
    field, question = _FIELDS[name]
    return {"field": say(field), "question": say(question)}


def _title(node: Node) -> str:
    return (label(node.marker) + bare(node.text))[:_SHORT]
