"""One task of a plan in force is merged into another: its work, and all that hangs on it, goes along.

A unit that has both keeps the work of the task that stays; the other is joined to it with its reports,
which are read from there. Not undone: what units do afterwards belongs to both.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.audit.services import Line, changes, record_many
from phongtrao.base.words import office_language
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.text import fold
from phongtrao.notifications.models import Notice
from phongtrao.plans.access import tasks as access
from phongtrao.plans.models import (
    Assignment,
    BudgetLine,
    Consultation,
    Difficulty,
    Finding,
    HandOver,
    Plan,
    Task,
    TaskParty,
)
from phongtrao.plans.queries.amendments import due_of
from phongtrao.plans.queries.people import recipients
from phongtrao.plans.queries.task_merging import UnitCounts, count_units, hindrances
from phongtrao.plans.services.arranging import Links, record_links
from phongtrao.plans.services.assignments import quoted
from phongtrao.plans.services.movements import clean

LEAD, COORDINATOR = TaskParty.Role.LEAD, TaskParty.Role.COORDINATOR
S = Assignment.Status
# What may be taken from the task that goes, and the columns each is said in.
TAKEN: dict[str, tuple[str, ...]] = {
    "text": ("text",),
    "leads": (),
    "time": ("timing", "timing_value", "timing_text", "phase"),
    "deliverable": ("deliverable", "deliverable_kind"),
}
# Where the task that stays says nothing, the other's word is kept.
FILLED = ("content", "derived_from", "in_charge", "programme", "page", "passage")
LINKS = ("by_plan", "makes")  # likewise, told in a line of their own


@transaction.atomic
def merge_tasks(
    goes: Task, stays: Task, taken: Collection[str], *, by: AbstractBaseUser
) -> UnitCounts:
    """Merge ``goes`` into ``stays``; ``taken``: names of TAKEN in which the one that goes is right.

    Answers how many units had which. BadInput says what stands in the way.
    """
    goes, stays = _lock(goes, stays)
    access.can_merge(by, goes).enforce()
    if found := hindrances(goes, stays):
        raise BadInput(" ".join(found))
    units, led_to = count_units(goes, stays), Links(stays.by_plan, stays.makes)
    told = _units_of([goes, *([stays] if taken else [])])
    before, after = _write(goes, stays, taken)
    _move_work(goes, stays)
    _move_rest(goes, stays)
    Task.objects.filter(pk=goes.pk).update(merged_into=stays)
    numbers = {"moved": units.goes, "joined": units.both}
    gone = Line(goes, data={"into": quoted(stays.text), **numbers})
    record_many([gone], "plans.task_merged", by=by)
    grown = Line(stays, before, after, {"merged": quoted(goes.text), **numbers})
    record_many([grown], "plans.task_taken_in", by=by)
    if led_to != Links(stays.by_plan, stays.makes):
        record_links(stays, led_to, by=by)
    _tell(goes, stays, told)
    return units


def _lock(goes: Task, stays: Task) -> tuple[Task, Task]:
    """Both as they are now; the plan's row keeps it from being closed or amended meanwhile."""
    Plan.objects.select_for_update(of=("self",)).get(pk=goes.plan_id)
    rows = Task.objects.standing().select_for_update(of=("self",)).order_by("pk")
    found = rows.select_related("plan__owner", "phase").in_bulk([goes.pk, stays.pk])
    if goes.pk not in found or stays.pk not in found:
        raise WrongState(_("Nhiệm vụ vừa được gộp hoặc bỏ. Hãy tải lại trang."))
    return found[goes.pk], found[stays.pk]


# ------------------------------------------------------------------ words


def _write(
    goes: Task, stays: Task, taken: Collection[str]
) -> tuple[dict[str, object], dict[str, object]]:
    """Words of the task that stays, its names, and the days of open work. (before, after)"""
    days = {task.pk: due_of(task) for task in (goes, stays)}
    columns = {name: getattr(goes, name) for key in taken for name in TAKEN[key]}
    columns |= {name: getattr(goes, name) for name in FILLED if not getattr(stays, name)}
    before, after = changes(stays, columns)
    columns |= {name: getattr(goes, name) for name in LINKS if not getattr(stays, name)}
    for name, value in columns.items():
        setattr(stays, name, value)
    _write_parties(goes, stays, take_leads="leads" in taken)
    clean(stays)
    stays.save()
    _move_days(days, due_of(stays))
    return before, after


def _write_parties(goes: Task, stays: Task, *, take_leads: bool) -> None:
    """Everybody named goes along: who leads no more coordinates."""
    first, second = (goes, stays) if take_leads else (stays, goes)
    leads = _parties(first, LEAD) or _parties(second, LEAD)
    helping = [*_parties(stays, COORDINATOR), *_parties(goes, COORDINATOR)]
    named = {fold(party.name): (LEAD, party) for party in leads}
    for party in [*_parties(stays, LEAD), *_parties(goes, LEAD), *helping]:
        named.setdefault(fold(party.name), (COORDINATOR, party))
    parties = [
        TaskParty(task=stays, role=role, position=place, name=party.name, unit_id=party.unit_id)
        for place, (role, party) in enumerate(named.values())
    ]
    stays.parties.all().delete()
    TaskParty.objects.bulk_create(parties)


def _parties(task: Task, role: str) -> list[TaskParty]:
    return list(task.parties.filter(role=role).order_by("position", "pk"))


def _move_days(days: dict[int, date | None], day: date | None) -> None:
    """Work with its task's own day follows; a day agreed with a unit stays."""
    for task, old in days.items():
        if old != day:
            Assignment.objects.filter(task=task, done_on=None, due_on=old).update(due_on=day)


# ------------------------------------------------------------------ work


def _move_work(goes: Task, stays: Task) -> None:
    """To the task that stays where the unit has only the one; joined where it has both."""
    there = Assignment.objects.filter(task=stays, unit=OuterRef("unit"))
    Assignment.objects.filter(~Exists(there), task=goes).update(task=stays)
    both = Assignment.objects.filter(task=goes)
    both.exclude(status__in=S.dropped).update(
        status=S.JOINED, override="", override_reason="", override_by=None
    )
    kept = Assignment.objects.filter(task=stays, unit__assignments=OuterRef("assignment"))
    for model in (HandOver, Consultation, Difficulty, Finding):
        rows: QuerySet[Any] = model.objects.filter(assignment__task=goes)
        rows.update(assignment=Subquery(kept.values("pk")[:1]))
    _set_parts(stays)


def _set_parts(task: Task) -> None:
    """What the names of the merged task have each unit do."""
    named = task.parties.exclude(unit=None)
    leads = named.filter(role=LEAD).values("unit")
    work = Assignment.objects.filter(task=task)
    work.filter(unit__in=leads).update(part=LEAD)
    helping = named.filter(role=COORDINATOR).exclude(unit__in=leads)
    work.filter(unit__in=helping.values("unit")).update(part=COORDINATOR)


def _move_rest(goes: Task, stays: Task) -> None:
    """Opinions, findings, money and guidance; what is part of it or carries it out below."""
    for model in (Consultation, Finding, BudgetLine):
        model.objects.filter(task=goes).update(task=stays)
    stays.guidance.add(*goes.guidance.all())
    whole = stays.part_of_id or stays.pk  # a part has no parts of its own
    Task.objects.filter(part_of=goes).exclude(pk=stays.pk).update(part_of=whole)
    Task.objects.filter(derived_from=goes).update(derived_from=stays)
    Task.objects.filter(merged_into=goes).update(merged_into=stays)


# ------------------------------------------------------------------ the units


def _units_of(tasks: Iterable[Task]) -> list[int]:
    rows = Assignment.objects.filter(task__in=list(tasks)).exclude(status__in=S.dropped)
    return list(rows.order_by().values_list("unit", flat=True).distinct())


def _tell(goes: Task, stays: Task, units: list[int]) -> None:
    """One notice a person and unit. Who has only the task that stays hears of it if its words changed."""
    with office_language():
        text = _(
            "%(owner)s gộp nhiệm vụ %(goes)s vào %(stays)s. Báo cáo, minh chứng đã có còn nguyên."
        ) % {
            "owner": stays.plan.owner,
            "goes": quoted(goes.text),
            "stays": quoted(stays.text),
        }
    work = dict(Assignment.objects.filter(task=stays).values_list("unit", "pk"))
    notices = [
        Notice(
            to_id=user,
            key=f"plans.task_merged:{goes.pk}:{unit}",
            text=text,
            url=reverse("plans:assignment", args=[work[unit]]),
        )
        for unit, user in recipients(units)
    ]
    Notice.objects.bulk_create(notices, ignore_conflicts=True, batch_size=2_000)
