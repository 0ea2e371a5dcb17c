"""An incoming paper becomes a plan being read, or tasks of the unit it came to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import File
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.documents.models import Incoming
from phongtrao.documents.services import open_file
from phongtrao.lib.errors import BadInput
from phongtrao.lib.text import nfc
from phongtrao.orgs.models import Unit
from phongtrao.plans.access import incoming as access
from phongtrao.plans.models import Assignment, Directive, Plan, Task
from phongtrao.plans.services.intake import TakenIn, take_in


@dataclass(frozen=True, slots=True)
class Order:
    """What the paper asks of the unit. ``passage``: its words in the paper, empty when typed anew."""

    text: str
    due_on: date | None = None
    passage: str = ""


@transaction.atomic
def read_as_plan(incoming: Incoming, *, by: AbstractBaseUser) -> TakenIn:
    """Start the intake with the paper's own file; a paper read before gives the same intake."""
    access.can_read_as_plan(by, incoming).enforce()
    if incoming.file is None:
        raise BadInput(_("Văn bản chưa có tệp để đọc."))
    with open_file(incoming.file) as stored:
        taken = take_in(File(stored, name=incoming.file.name), incoming.unit, by=by)
    record(incoming, "plans.incoming_read", by=by, intake=taken.intake.pk)
    return taken


@transaction.atomic
def make_tasks(
    incoming: Incoming, orders: Sequence[Order], *, by: AbstractBaseUser
) -> list[Assignment]:
    """Each order as a task of the unit's own, accepted from the start. S0-20."""
    access.can_make_tasks(by, incoming).enforce()
    said = [order for order in orders if order.text.strip()]
    if not said:
        raise BadInput(_("Hãy chọn ít nhất một đoạn, hoặc ghi ít nhất một việc."))
    plan = _plan_of_year(incoming.unit)
    known = set(Task.objects.filter(directive__incoming=incoming).values_list("text", flat=True))
    fresh = [order for order in said if nfc(order.text).strip() not in known]
    made = [_make(incoming, plan, order, by) for order in fresh]
    record(incoming, "plans.incoming_tasks_made", by=by, tasks=len(made))
    return made


def _make(incoming: Incoming, plan: Plan, order: Order, by: AbstractBaseUser) -> Assignment:
    last = plan.tasks.aggregate(last=Max("position"))["last"] or 0
    task = Task(
        plan=plan,
        local_to=incoming.unit,
        position=last + 1,
        section=str(incoming)[:300],
        text=nfc(order.text).strip(),
        passage=order.passage,
        timing=Task.Timing.DATE if order.due_on else Task.Timing.CONTINUOUS,
        timing_value=order.due_on.isoformat() if order.due_on else "",
    )
    task.full_clean()
    task.save()
    Directive.objects.create(incoming=incoming, task=task)
    now = timezone.now()
    with office_language():
        reason = _("Theo %(paper)s của %(sender)s") % {
            "paper": incoming,
            "sender": incoming.sender,
        }
    work = Assignment.objects.create(
        task=task,
        unit=incoming.unit,
        mode=Assignment.Mode.ORDERED,
        status=Assignment.Status.ACCEPTED,
        due_on=order.due_on,
        accepted_at=now,
        answered_at=now,
        answered_by_id=by.pk,
        answer=reason,
    )
    record(work, "plans.local_task_added", by=by, after={"text": task.text})
    return work


def _plan_of_year(unit: Unit) -> Plan:
    """A unit's tasks stand in a plan: orders of incoming papers in one of its own, a year each."""
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)  # two at once make one plan
    year = timezone.localdate().year
    if found := Plan.objects.filter(owner=unit, orders_of=year).first():
        return found
    with office_language():
        title = _("Việc theo văn bản đến năm %d") % year
    return Plan.objects.create(
        owner=unit,
        orders_of=year,
        title=title,
        status=Plan.Status.PUBLISHED,
        starts_on=date(year, 1, 1),
        ends_on=date(year, 12, 31),
        published_at=timezone.now(),
    )
