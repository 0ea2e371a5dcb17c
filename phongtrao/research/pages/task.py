"""One task: where it stands, what comes next, what is missing, by when and why; its people, money, reports."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.lib.answers import Answer
from phongtrao.lib.numbers import format_date, format_number
from phongtrao.research import catalogue
from phongtrao.research.access.supports import visible_supports
from phongtrao.research.access.tasks import can_keep, can_manage, works_with_research
from phongtrao.research.models import (
    BudgetLine,
    Contract,
    Instalment,
    ResearchTask,
    StageRecord,
    Support,
    TaskCase,
    TaskChange,
    TaskMember,
    TaskProduct,
    TaskReport,
    TaskVisit,
)
from phongtrao.research.queries.bars import bars_of
from phongtrao.research.queries.tasks import light_of_task
from phongtrao.research.stages import Item, Stage, read_regime
from phongtrao.research.states import change_state, light_state, report_state, state_of
from phongtrao.research.tables import outcome_of
from phongtrao.web.components import Due, State

S = ResearchTask.Status


@dataclass(frozen=True, slots=True)
class Step:
    """A stage of the regime with what became of it."""

    stage: Stage
    row: StageRecord | None
    state: State
    due: Due | None
    items: list[tuple[Item, bool]]

    @property
    def is_open(self) -> bool:
        return self.row is not None and self.row.done_on is None

    @property
    def missing(self) -> list[str]:
        return [item.label for item, is_there in self.items if item.is_required and not is_there]


@dataclass(frozen=True, slots=True)
class Act:
    """What the primary button does: a page of its own, or the stage finished at once."""

    label: str
    url_name: str
    is_post: bool = False


@dataclass(frozen=True, slots=True)
class TaskPage:
    task: Any  # a row of with_standing
    steps: list[Step]
    following: Stage | None
    members: list[TaskMember]
    budget: list[BudgetLine]
    contracts: list[Contract]
    instalments: list[Instalment]
    reports: list[tuple[TaskReport, State]]
    changes: list[tuple[TaskChange, State]]
    visits: list[TaskVisit]
    products: list[TaskProduct]
    cases: list[TaskCase]
    supports: list[tuple[Support, str]]  # asked and given for it, with what came of it
    bars: list[str]
    may_manage: Answer
    may_keep: Answer
    reads_regime: bool

    @classmethod
    def build(cls, task: Any, user: AbstractBaseUser) -> "TaskPage":
        rules = read_regime(task.regime.data)
        rows = {row.key: row for row in task.stages.all()}
        steps = [_step(stage, rows.get(stage.key)) for stage in rules.stages]
        is_open = any(step.is_open for step in steps)
        before = task.status in {S.PROPOSED, S.SELECTING, S.APPROVED}
        return cls(
            task=task,
            steps=steps,
            following=rules.after(task.stage) if is_open else None,
            members=list(task.members.select_related("person", "unit")),
            budget=list(task.budget.all()),
            contracts=list(task.contracts.all()),
            instalments=list(task.instalments.all()),
            reports=[(one, report_state(one)) for one in task.reports.all()],
            changes=[(one, change_state(one)) for one in task.changes.all()],
            visits=list(task.visits.all()),
            products=list(task.products.all()),
            cases=list(task.cases.select_related("case__council")),
            supports=_supports(task, user),
            bars=bars_of(task.host, timezone.localdate(), without=task.pk) if before else [],
            may_manage=can_manage(user, task),
            may_keep=can_keep(user, task),
            reads_regime=works_with_research(user),
        )

    @property
    def here(self) -> Step | None:
        return next((step for step in self.steps if step.is_open), None)

    @property
    def state(self) -> State:
        return state_of(self.task)

    @property
    def light(self) -> State | None:
        return light_state(self.task)

    @property
    def sentence(self) -> str:
        """Why the light is what it is; of an ended one why it ended."""
        light = light_of_task(self.task, timezone.localdate())
        if light:
            return light.because
        return str(self.task.end_reason)

    @property
    def facts(self) -> list[tuple[str, Any]]:
        task, labels = self.task, catalogue.field_labels()
        said: list[tuple[str, Any]] = [
            (_("Mã số"), task.code),
            (_("Cấp"), task.get_level_display()),
            (_("Định hướng"), task.get_orientation_display()),
            (_("Lĩnh vực"), ", ".join(labels.get(one, one) for one in task.fields)),
            (_("Tổ chức chủ trì"), task.host),
            (_("Cơ quan quản lý"), task.owner),
            (_("Người theo dõi"), task.minder or _("chưa phân công")),
            (_("Quy trình"), task.regime),
        ]
        if task.starts_on and task.ends_on:
            said.append((_("Thời gian thực hiện"), _days(task.starts_on, task.ends_on)))
        if task.rating_label:
            rated = f"{task.rating_label}, {format_date(task.accepted_on)}"
            said.append((_("Xếp loại nghiệm thu"), rated))
        if task.to_return:
            said.append((_("Kinh phí phải nộp trả"), self.owed))
        return said

    @property
    def owed(self) -> str:
        money = _("%s đồng") % format_number(self.task.to_return)
        if self.task.returned_on:
            return _("%(money)s, đã nộp ngày %(day)s") % {
                "money": money,
                "day": format_date(self.task.returned_on),
            }
        return money

    @property
    def has_lead(self) -> bool:
        return any(one.role == TaskMember.Role.LEAD and not one.left_on for one in self.members)

    @property
    def whole_budget(self) -> Decimal:
        return sum((one.amount for one in self.budget), Decimal(0))

    @property
    def money_lines(self) -> list[tuple[str, int, Decimal]]:
        names = catalogue.sources()
        return [(names.get(one.source, one.source), one.year, one.amount) for one in self.budget]

    @property
    def is_going(self) -> bool:
        return self.task.status in S.going

    @property
    def is_running(self) -> bool:
        return self.task.status in S.contracted

    @property
    def is_before(self) -> bool:
        return self.task.status in {S.PROPOSED, S.SELECTING, S.APPROVED}

    @property
    def may_bring(self) -> bool:
        waits = any(not one.is_ended for one in self.cases)
        return (
            bool(self.may_manage) and self.task.status in {S.SELECTING, S.ACCEPTING} and not waits
        )

    @property
    def may_close(self) -> bool:
        closing = self.task.status in {S.ACCEPTED, S.FAILED, S.STOPPED}
        return bool(self.may_manage) and closing

    @property
    def primary(self) -> Act | None:
        """The one thing to do next."""
        if not self.may_manage or not self.here:
            return Act(_("Thanh lý"), "close", is_post=True) if self.may_close else None
        if self.task.status == S.ACCEPTED:
            return Act(_("Thanh lý"), "close", is_post=True)
        if self.following and self.following.state != self.task.status:
            if self.following.state == S.ACCEPTED and not self.may_bring:
                return None
            if act := self._into(S(self.following.state)):
                return act
        return Act(_("Xong bước này"), "finish", is_post=True)

    def _into(self, state: S) -> Act | None:
        """What leads into the state beside finishing the stage, or has to be there before."""
        if state == S.APPROVED and not self.has_lead:
            return Act(_("Ghi chủ nhiệm"), "member_new")
        if state == S.APPROVED and not self.budget:
            return Act(_("Ghi kinh phí"), "budget")
        deeds = {
            S.RUNNING: Act(_("Ghi hợp đồng"), "contract"),
            S.ACCEPTING: Act(_("Chuyển sang nghiệm thu"), "finish", is_post=True),
            S.ACCEPTED: Act(_("Đưa ra hội đồng"), "bring"),
        }
        return deeds.get(state)


def _supports(task: Any, user: AbstractBaseUser) -> list[tuple[Support, str]]:
    rows = visible_supports(user).filter(task=task.pk).order_by("-activity__starts_on", "-pk")
    return [(one, outcome_of(one)) for one in rows]


def _days(first: date, last: date) -> str:
    return f"{format_date(first)} – {format_date(last)}"


def _step(stage: Stage, row: StageRecord | None) -> Step:
    ticked = row.ticked if row else []
    items = [(item, item.key in ticked) for item in stage.items]
    if row is None:
        return Step(stage, None, State(_("Chưa tới")), None, items)
    due = Due.of(row.due_on, closed=row.done_on is not None) if row.due_on else None
    if row.done_on:
        done = State(_("Xong ngày %s") % format_date(row.done_on), "done")
        return Step(stage, row, done, due, items)
    return Step(stage, row, State(_("Đang làm"), "running"), due, items)
