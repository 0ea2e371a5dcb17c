"""The office asks units for plans of their own by a day, and urges those that have not issued theirs."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.numbers import format_date
from phongtrao.notifications.models import Notice
from phongtrao.notifications.services import notify_many
from phongtrao.plans.access import own_plans as access
from phongtrao.plans.models import OwnPlanCall, Plan
from phongtrao.plans.queries.own_plans import (
    call_of,
    told_today,
    units_at_work,
    urge_key,
    with_own_plan,
)
from phongtrao.plans.queries.people import people_by_unit
from phongtrao.plans.services.assignments import quoted
from phongtrao.plans.services.urging import Urged


@dataclass(frozen=True, slots=True)
class Asked:
    """Kinds and levels as ``OwnPlanCall`` keeps them."""

    due_on: date
    kinds: tuple[str, ...]
    levels: tuple[str, ...] = ()


@transaction.atomic
def call_for_plans(plan: Plan, asked: Asked, *, by: AbstractBaseUser) -> OwnPlanCall:
    """Say, or say anew, who issues a plan of their own and by when; the units asked are told once."""
    access.can_call(by, plan).enforce()
    if not asked.kinds:
        raise BadInput(_("Hãy chọn ít nhất một loại đơn vị phải ban hành kế hoạch."))
    # Two officers at once: the second changes what the first has said.
    Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    call = call_of(plan) or OwnPlanCall(plan=plan)
    before = {} if call.pk is None else {"due_on": call.due_on}
    call.due_on = asked.due_on
    call.asked_kinds, call.asked_levels = list(asked.kinds), list(asked.levels)
    call.full_clean()
    call.save()
    after = {"due_on": call.due_on, "asked_kinds": call.asked_kinds}
    record(plan, "plans.own_plans_called", by=by, before=before, after=after)
    _tell(plan, call)
    return call


@transaction.atomic
def lift_call(plan: Plan, *, by: AbstractBaseUser) -> None:
    """Nobody has to issue a plan any more; what was written stays."""
    access.can_call(by, plan).enforce()
    call = call_of(plan)
    if call is None:
        raise WrongState(
            _("Kế hoạch này không yêu cầu đơn vị ban hành kế hoạch. Hãy tải lại trang.")
        )
    record(plan, "plans.own_plans_uncalled", by=by, before={"due_on": call.due_on})
    call.delete()


@transaction.atomic
def urge_own_plans(plan: Plan, units: list[int], words: str, *, by: AbstractBaseUser) -> Urged:
    """Press these units (keys) to issue theirs; who has issued or heard today is left out."""
    access.can_call(by, plan).enforce()
    if not words.strip():
        raise BadInput(_("Hãy ghi lời nhắn cho các đơn vị."))
    today = timezone.localdate()
    # Two officers at once would say it twice: the second waits here, and finds it said.
    Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    rows = with_own_plan(units_at_work(plan).filter(pk__in=units), plan, call_of(plan), today)
    slow = list(
        rows.filter(is_waited_for=True)
        .exclude(pk__in=told_today(plan, today))
        .values_list("pk", "due_on")
    )
    if not slow:
        raise WrongState(
            _("Không còn đơn vị nào để đôn đốc: đã ban hành, hoặc hôm nay đã nhắc rồi.")
        )
    told = people_by_unit(unit for unit, _day in slow)
    notify_many(
        Notice(
            to=user,
            key=urge_key(plan, unit, today),
            text=urge_notice(plan, day, words),
            url=reverse("plans:owed_plans"),
        )
        for unit, day in slow
        for user in told.get(unit, ())
    )
    record(plan, "plans.own_plans_urged", by=by, after={"words": words.strip()}, units=len(told))
    return Urged(len(told), len(slow) - len(told))


def urge_notice(plan: Plan, due_on: date | None, words: str) -> str:
    """What the people of a unit read; the preview shows the same."""
    due = _(" (hạn %s)") % format_date(due_on) if due_on else ""
    said = {"title": quoted(plan.title), "due": due, "words": words.strip()}
    return (
        _("Văn phòng đôn đốc ban hành kế hoạch của đơn vị thực hiện %(title)s%(due)s. %(words)s")
        % said
    )


def _tell(plan: Plan, call: OwnPlanCall) -> None:
    today = timezone.localdate()
    rows = with_own_plan(units_at_work(plan), plan, call, today).filter(is_waited_for=True)
    with office_language():
        text = _("Hãy ban hành kế hoạch của đơn vị thực hiện %(title)s trước ngày %(day)s.") % {
            "title": quoted(plan.title),
            "day": format_date(call.due_on),
        }
    key = f"plans.own_plan_called:{plan.pk}:{call.due_on.isoformat()}"
    notify_many(
        Notice(to=user, key=f"{key}:{unit}", text=text, url=reverse("plans:owed_plans"))
        for unit, users in people_by_unit(rows.values_list("pk", flat=True)).items()
        for user in users
    )
