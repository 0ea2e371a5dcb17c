"""What changed between two versions of a consolidated report: numbers, tasks, units, sentences.

Both sides are the frozen facts of their papers, so the comparison is the same whenever it is made.
The page and the workbook print the same parts.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.plans.models import Assignment
from phongtrao.reports.facts import STATES, Counts, LateFacts, ObstacleFacts, PlanFacts, TaskFacts
from phongtrao.reports.paper import report_sentences

Cell = str | int
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Line:
    """One change; ``url`` opens what the first cell names."""

    cells: tuple[Cell, ...]
    url: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One table: ``heads`` name the cells of each line; ``none`` is said when nothing changed."""

    title: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    none: str


def compare_facts(before: PlanFacts, after: PlanFacts) -> tuple[Part, ...]:
    """The parts of the comparison, in the order of the paper; what is equal is left out."""
    sides = (_("Bản trước"), _("Bản sau"))
    return (
        Part(
            _("Số liệu chung"),
            (_("Số liệu"), *sides, _("Thay đổi")),
            tuple(_totals(before, after)),
            _("Số liệu chung không đổi."),
        ),
        Part(
            _("Từng nhiệm vụ"),
            (_("Nhiệm vụ"), _("Nội dung"), *sides, _("Thay đổi")),
            tuple(_tasks(before, after)),
            _("Không nhiệm vụ nào đổi số liệu."),
        ),
        Part(
            _("Đơn vị quá hạn"),
            (_("Đơn vị"), _("Nhiệm vụ"), *sides, _("Thay đổi")),
            tuple(_late(before, after)),
            _("Danh sách quá hạn không đổi."),
        ),
        Part(
            _("Khó khăn"),
            (_("Đơn vị"), _("Nhiệm vụ"), *sides),
            tuple(_obstacles(before, after)),
            _("Các khó khăn không đổi."),
        ),
        Part(
            _("Câu chữ trong văn bản"),
            sides,
            tuple(_sentences(before, after)),
            _("Câu chữ không đổi."),
        ),
    )


# ------------------------------------------------------------------ numbers


def _totals(before: PlanFacts, after: PlanFacts) -> Iterator[Line]:
    numbers = (
        (_("Số nhiệm vụ"), len(before.tasks), len(after.tasks)),
        (_("Số đơn vị"), before.units, after.units),
        *_counted(before.counts, after.counts),
        (_("Chưa tiếp nhận"), before.waiting, after.waiting),
        (_("Không nhận"), before.declined, after.declined),
    )
    for label, one, other in numbers:
        if one != other:
            yield Line((label, one, other, _difference(one, other)))


def _difference(before: int, after: int) -> str:
    return f"{after - before:+d}".replace("-", "−")


def _counted(before: Counts, after: Counts) -> Iterator[tuple[str, int, int]]:
    yield _("Lượt việc"), before.total, after.total
    for state in STATES:
        label = str(Assignment.Progress(state).label)
        yield label, getattr(before, state), getattr(after, state)
    yield _("Tiến độ (%)"), before.percent, after.percent


# ------------------------------------------------------------------ tasks


def _tasks(before: PlanFacts, after: PlanFacts) -> Iterator[Line]:
    old = {task.pk: task for task in before.tasks}
    for task in after.tasks:
        url = reverse("plans:task", args=[task.pk])
        was = old.pop(task.pk, None)
        if was is None:
            said = (_named(task), _("Cả nhiệm vụ"), NOTHING, task.counts.total, _("Thêm"))
            yield Line(said, url)
        else:
            yield from (Line((_named(task), *cells), url) for cells in _task_changes(was, task))
    for task in old.values():
        yield Line((_named(task), _("Cả nhiệm vụ"), task.counts.total, NOTHING, _("Bỏ")))


def _named(task: TaskFacts) -> str:
    return f"{task.ordinal} {task.text}".strip()


def _task_changes(before: TaskFacts, after: TaskFacts) -> Iterator[tuple[Cell, ...]]:
    words = (
        (_("Tên nhiệm vụ"), before.text, after.text),
        (_("Chủ trì"), before.leads, after.leads),
        (_("Thời gian"), before.timing, after.timing),
    )
    for label, text, newer in words:
        if text != newer:
            yield label, text or NOTHING, newer or NOTHING, _("Sửa")
    for label, number, newest in _counted(before.counts, after.counts):
        if number != newest:
            yield label, number, newest, _difference(number, newest)


# ------------------------------------------------------------------ units


def _late(before: PlanFacts, after: PlanFacts) -> Iterator[Line]:
    old = {row.assignment: row for row in before.late}
    for row in after.late:
        was = old.pop(row.assignment, None)
        url = reverse("plans:assignment", args=[row.assignment])
        if was is None:
            yield Line((*_place(row), NOTHING, _percent(row), _("Mới quá hạn")), url)
        elif was.percent != row.percent:
            change = _difference(was.percent, row.percent)
            yield Line((*_place(row), _percent(was), _percent(row), change), url)
    for row in old.values():
        yield Line((*_place(row), _percent(row), NOTHING, _("Không còn quá hạn")))


def _place(row: LateFacts) -> tuple[str, str]:
    return f"{row.unit} ({row.group})" if row.group else row.unit, row.task


def _percent(row: LateFacts) -> str:
    return f"{row.percent}%"


def _obstacles(before: PlanFacts, after: PlanFacts) -> Iterator[Line]:
    old = {row.report: row for row in before.obstacles}
    for row in after.obstacles:
        was = old.pop(row.report, None)
        if was is None or was.text != row.text:
            url = reverse("plans:report", args=[row.report])
            yield _obstacle(row, was.text if was else NOTHING, row.text, url)
    for row in old.values():
        yield _obstacle(row, row.text, NOTHING)


def _obstacle(row: ObstacleFacts, before: str, after: str, url: str = "") -> Line:
    return Line((row.unit, row.task, before, after), url)


# ------------------------------------------------------------------ sentences


def _sentences(before: PlanFacts, after: PlanFacts) -> Iterator[Line]:
    one, other = report_sentences(before), report_sentences(after)
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from (Line(pair) for pair in _side_by_side(one[a:b], other[c:d]))


def _side_by_side(before: list[str], after: list[str]) -> Iterable[tuple[str, str]]:
    return zip_longest(before, after, fillvalue=NOTHING)
