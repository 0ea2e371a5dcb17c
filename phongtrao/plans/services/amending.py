"""An amendment before it is issued: begun, paired with the plan it amends, or thrown away."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.lib.errors import BadInput
from phongtrao.plans.access import amending as access
from phongtrao.plans.amending.pairing import Kind
from phongtrao.plans.amending.work_rules import CHOICES, Rule
from phongtrao.plans.models import Plan, Task, TaskChange, TaskParty
from phongtrao.plans.queries.amendments import offers_of, ordered_tasks
from phongtrao.plans.services.movements import clean
from phongtrao.plans.services.plans import draft_plan, lock_draft

COPIED = (
    "section",
    "ordinal",
    "position",
    "text",
    "timing",
    "timing_value",
    "timing_text",
    "phase",
    "deliverable",
    "deliverable_kind",
    "content",
    "page",
    "passage",
)


@dataclass(frozen=True, slots=True)
class Decision:
    """What the office says of one task. Keys of tasks; empty ones where there is none."""

    kind: Kind
    rule: Rule
    task: int | None = None
    draft: int | None = None
    target: int | None = None


@transaction.atomic
def begin_amendment(
    plan: Plan, title: str, starts_on: date, amending: str, *, by: AbstractBaseUser
) -> Plan:
    """A draft that amends the plan from ``starts_on``; a whole text begins as a copy of what stands.

    Refused where the plan is not in force, or another amendment is open.
    """
    access.can_amend(by, plan).enforce()
    if starts_on < plan.starts_on:
        raise BadInput(_("Ngày có hiệu lực không thể trước ngày kế hoạch bắt đầu. Hãy sửa lại."))
    amendment = Plan(
        title=title.strip(),
        owner=plan.owner,
        line=plan.line,
        amends=plan,
        amending=amending,
        contact=plan.contact,
        starts_on=starts_on,
        ends_on=plan.ends_on,
    )
    draft_plan(amendment, plan.movements.all(), by=by)
    if amending == Plan.Amending.WHOLE:
        _copy_tasks(plan, amendment)
    record(plan, "plans.amendment_begun", by=by, amendment=amendment.title)
    return amendment


@transaction.atomic
def confirm_change(amendment: Plan, decision: Decision, *, by: AbstractBaseUser) -> TaskChange:
    """Say what happens to a task and its work; what was said of either side before is forgotten."""
    access.can_pair(by, amendment).enforce()
    lock_draft(amendment)
    _check(amendment, decision)
    sides = Q(task=decision.task or 0) | Q(draft=decision.draft or 0)
    amendment.changes.filter(sides).delete()
    change = TaskChange(
        amendment=amendment,
        kind=decision.kind,
        rule=decision.rule,
        task_id=decision.task,
        draft_id=decision.draft,
        target_id=decision.target,
    )
    clean(change)
    change.save()
    said = {"kind": change.get_kind_display(), "rule": change.get_rule_display()}
    record(amendment, "plans.change_confirmed", by=by, after=said, task=str(change))
    return change


@transaction.atomic
def confirm_offered(amendment: Plan, *, by: AbstractBaseUser) -> int:
    """Confirm everything as it is offered; returns how many were waiting."""
    access.can_pair(by, amendment).enforce()
    lock_draft(amendment)
    waiting = [offer for offer in offers_of(amendment) if offer.is_open]
    TaskChange.objects.bulk_create(
        TaskChange(
            amendment=amendment,
            kind=offer.kind,
            rule=offer.rule,
            task_id=offer.task,
            draft_id=offer.draft,
        )
        for offer in waiting
    )
    record(amendment, "plans.changes_confirmed", by=by, changes=len(waiting))
    return len(waiting)


@transaction.atomic
def reopen_change(change: TaskChange, *, by: AbstractBaseUser) -> None:
    """Take back what was confirmed: the offer stands again."""
    amendment = change.amendment
    access.can_pair(by, amendment).enforce()
    lock_draft(amendment)
    record(amendment, "plans.change_reopened", by=by, task=str(change))
    change.delete()


@transaction.atomic
def withdraw_amendment(amendment: Plan, *, by: AbstractBaseUser) -> None:
    """Throw the draft away, with its tasks; the running plan stays as it is."""
    access.can_withdraw(by, amendment).enforce()
    lock_draft(amendment)
    plan = amendment.amends
    if plan is not None:
        record(plan, "plans.amendment_withdrawn", by=by, amendment=amendment.title)
    amendment.delete()


# ------------------------------------------------------------------ pieces


def _copy_tasks(plan: Plan, amendment: Plan) -> None:
    rows = list(ordered_tasks(plan))
    copies = [
        Task(plan=amendment, stands_for=task, **{name: getattr(task, name) for name in COPIED})
        for task in rows
    ]
    Task.objects.bulk_create(copies)
    TaskParty.objects.bulk_create(
        TaskParty(
            task=copy,
            role=party.role,
            position=party.position,
            name=party.name,
            unit_id=party.unit_id,
        )
        for task, copy in zip(rows, copies, strict=True)
        for party in task.parties.all()
    )


def _check(amendment: Plan, decision: Decision) -> None:
    if decision.rule not in CHOICES[decision.kind]:
        raise BadInput(_("Cách xử lý việc đang làm không hợp với thay đổi đã chọn. Hãy chọn lại."))
    running = (
        set(ordered_tasks(amendment.amends).values_list("pk", flat=True))
        if amendment.amends
        else set()
    )
    drafts = set(amendment.tasks.standing().values_list("pk", flat=True))
    needs_task = decision.kind is not Kind.NEW
    needs_draft = decision.kind in (Kind.NEW, Kind.CHANGED)
    if (decision.task in running) is not needs_task:
        raise BadInput(_("Hãy chọn nhiệm vụ của kế hoạch đang thực hiện."))
    if (needs_draft and decision.draft not in drafts) or (decision.draft or 0) not in drafts | {0}:
        raise BadInput(_("Hãy chọn nhiệm vụ của bản sửa đổi."))
    if decision.target and decision.target not in running | drafts:
        raise BadInput(_("Nhiệm vụ nhận việc chuyển sang không thuộc kế hoạch này. Hãy chọn lại."))
