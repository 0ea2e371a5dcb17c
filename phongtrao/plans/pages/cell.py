"""One cell of the board opened: the state, why it is so, and where to go from here."""

from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.plans.access.assignments import visible_assignments
from phongtrao.plans.models import Assignment, Plan, TaskParty
from phongtrao.plans.pages.badges import due_badge, progress_badge
from phongtrao.plans.pages.board import Board
from phongtrao.plans.queries.board import rows_by_commune
from phongtrao.web.components import Due, Progress, State


@dataclass(frozen=True, slots=True)
class Cell:
    """``lines``: what a sum is made of, when the board is summed by commune; else empty."""

    unit: str
    state: State | None = None
    reason: str = ""
    due: Due | None = None
    percent: Progress | None = None
    part: str = ""
    answer: str = ""
    lines: tuple[str, ...] = ()
    url: str = ""


def cell_of(plan: Plan, user: AbstractBaseUser, params: QueryDict) -> Cell:
    """The cell the address names by “don-vi” and “nhiem-vu”; Http404 where the board has none.

    The rest of the address is the board's own filter: a cell shows what its board counts.
    """
    unit, task = params.get("don-vi", ""), params.get("nhiem-vu", "")
    if not (unit.isdecimal() and task.isdecimal()):
        raise Http404
    board = Board.of(plan, user, params)
    if board.by_commune:
        return _sum_of(board, int(unit), int(task))
    row = board.found.filter(unit=int(unit), task=int(task)).select_related("unit", "task").first()
    if row is None:
        raise Http404
    return _of_unit(row, user)


def _of_unit(row: Assignment, user: AbstractBaseUser) -> Cell:
    badge = progress_badge(row)
    may_open = visible_assignments(user).filter(pk=row.pk).exists()
    return Cell(
        unit=row.unit.name,
        state=State(badge.label, badge.kind),
        reason=str(badge.why),
        due=due_badge(row),
        percent=Progress(row.percent, 100),
        part=row.get_part_display() if row.part == TaskParty.Role.COORDINATOR else "",
        answer=_answer_of(row),
        url=reverse("plans:assignment", args=[row.pk]) if may_open else "",
    )


def _answer_of(row: Assignment) -> str:
    """What the state does not say: that an answer is awaited, or why the unit said no."""
    match row.status:
        case Assignment.Status.SENT:
            return _("Đơn vị chưa tiếp nhận.")
        case Assignment.Status.PROPOSED:
            return _("Đơn vị đề xuất điều chỉnh, chờ văn phòng trả lời: %s") % row.answer
        case Assignment.Status.DECLINED:
            return _("Lý do từ chối: %s") % row.answer
        case Assignment.Status.JOINED:
            by_merger = _("Nhiệm vụ đã gộp vào nhiệm vụ khác.")
            by_ending = _("Đơn vị đã chấm dứt; đơn vị kế thừa cũng được giao việc này.")
            return by_merger if row.task.merged_into_id else by_ending
        case Assignment.Status.ENDED:
            return row.reply
    return ""


def _sum_of(board: Board, commune: int, task: int) -> Cell:
    """The states of all units right below the commune."""
    names = {state.value: str(state.label).lower() for state in Assignment.Progress}
    found = [row for row in board.units() if row[0] == commune]
    rows = rows_by_commune(board.found.filter(task=task), found)
    states = rows[0].cells.get(task) if rows else None
    if not states:
        raise Http404
    said = [
        _("%(n)s đơn vị %(state)s") % {"n": states[state], "state": name}
        for state, name in names.items()
        if states[state]
    ]
    return Cell(unit=rows[0].name, lines=tuple(said))
