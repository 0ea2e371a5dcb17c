"""A plan below follows the plan above that changed: taken over into its own words, or left with a reason
of its own. A draft is edited; a plan in force gets an amendment of its own, to be approved like any.
"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.lib.errors import BadInput
from phongtrao.plans.access.amending import can_carry
from phongtrao.plans.amending.pairing import Kind
from phongtrao.plans.models import CarriedChange, Plan, Task
from phongtrao.plans.queries.changes_above import ChangeAbove, changes_above
from phongtrao.plans.services.amending import begin_amendment
from phongtrao.plans.services.plans import lock_draft

TIME = ("timing", "timing_value", "timing_text", "phase")


@transaction.atomic
def carry_over(plan: Plan, *, by: AbstractBaseUser) -> Plan:
    """Bring every change above that waits into the plan; returns the draft in which it was written.

    Words and days the unit had made its own stay: only what was as above follows.
    """
    can_carry(by, plan).enforce()
    waiting = changes_above(plan)
    if not waiting:
        raise BadInput(_("Không còn thay đổi nào của kế hoạch cấp trên chờ đưa vào."))
    draft = _draft_for(plan, by)
    for told in waiting:
        _take(_in_draft(told.task, draft), told)
    _mark(waiting, by, is_taken=True)
    record(plan, "plans.change_carried", by=by, changes=len(waiting))
    return draft


@transaction.atomic
def leave_changes(plan: Plan, *, by: AbstractBaseUser) -> int:
    """Keep the plan as it is; what waits has been looked at. Returns how many."""
    can_carry(by, plan).enforce()
    waiting = changes_above(plan)
    _mark(waiting, by, is_taken=False)
    record(plan, "plans.change_left", by=by, changes=len(waiting))
    return len(waiting)


# ------------------------------------------------------------------ pieces


def _draft_for(plan: Plan, by: AbstractBaseUser) -> Plan:
    if plan.status == Plan.Status.DRAFT:
        lock_draft(plan)
        return plan
    title = _("Sửa đổi theo kế hoạch cấp trên: %s") % plan.title
    return begin_amendment(plan, title, timezone.localdate(), Plan.Amending.WHOLE, by=by)


def _in_draft(task: Task, draft: Plan) -> Task:
    return task if task.plan_id == draft.pk else draft.tasks.get(stands_for=task)


def _take(task: Task, told: ChangeAbove) -> None:
    if told.change.kind != Kind.CHANGED or told.before is None or told.after is None:
        task.delete()
        return
    above = told.change.task
    if task.text == told.before.text:
        task.text = told.after.text
    if above and (task.timing, task.timing_value) == (told.before.timing, told.before.timing_value):
        for name in TIME:
            setattr(task, name, getattr(above, name))
    if task.deliverable == told.before.deliverable:
        task.deliverable = told.after.deliverable
    task.save()


def _mark(waiting: list[ChangeAbove], by: AbstractBaseUser, *, is_taken: bool) -> None:
    # A dropped task of a draft is gone, and what was said of it with it.
    kept = Task.objects.in_bulk([told.task.pk for told in waiting if told.task.pk])
    CarriedChange.objects.bulk_create(
        CarriedChange(change=told.change, task=told.task, is_taken=is_taken, by_id=by.pk)
        for told in waiting
        if told.task.pk in kept
    )
