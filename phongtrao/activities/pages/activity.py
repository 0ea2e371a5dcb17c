"""One activity: what it was, who did it, what may be done with it now."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.activities.access import activities as access
from phongtrao.activities.access.attendees import can_list
from phongtrao.activities.access.partners import can_agree, can_leave
from phongtrao.activities.models import (
    Activity,
    Attendee,
    Contribution,
    Participation,
    ReportedActivity,
)
from phongtrao.activities.queries.twins import twins_of
from phongtrao.activities.tables import state_of
from phongtrao.activities.values import write_value
from phongtrao.documents.models import Evidence
from phongtrao.lib.answers import Answer
from phongtrao.lib.numbers import format_date, format_number
from phongtrao.plans.access.assignments import visible_assignments
from phongtrao.plans.access.reports import can_write as can_report
from phongtrao.plans.models import Assignment
from phongtrao.web.components import State

S = Activity.Status


@dataclass(frozen=True, slots=True)
class Partner:
    """A unit that did it together, or is asked whether it did."""

    party: Participation
    may_agree: Answer
    may_leave: Answer

    @property
    def is_asked(self) -> bool:
        return self.party.answer == Participation.Answer.ASKED


@dataclass(frozen=True, slots=True)
class ActivityPage:
    activity: Activity
    state: State
    facts: list[tuple[str, Any]]
    proofs: list[Evidence]
    partners: list[Partner]
    contributions: list[tuple[Contribution, Answer]]
    twins: list[Activity]
    joined: list[Activity]
    works: list[Assignment]  # into whose progress report it may go
    may_write: Answer
    may_confirm: Answer
    may_return: Answer
    may_join: Answer
    may_note: Answer
    may_list: Answer

    @classmethod
    def build(cls, activity: Activity, user: AbstractBaseUser) -> "ActivityPage":
        parties = activity.parties.select_related("unit", "activity", "brought_by").order_by("pk")
        noted = activity.contributions.select_related("person", "activity__unit", "confirmed_by")
        may_join = access.can_join(user, activity)
        seen = access.visible_activities(user)
        return cls(
            activity=activity,
            state=state_of(activity),
            facts=_facts(activity),
            proofs=list(activity.evidence.select_related("file").order_by("pk")),
            partners=[
                Partner(one, can_agree(user, one), can_leave(user, one))
                for one in parties
                if one.unit_id != activity.unit_id
            ],
            contributions=[
                (one, access.can_confirm_contribution(user, one))
                for one in noted.order_by("person__sort_key", "pk")
            ],
            twins=twins_of(activity, seen) if may_join else [],
            joined=list(activity.twins.select_related("unit").order_by("pk")),
            works=_works(activity, user),
            may_write=access.can_write(user, activity),
            may_confirm=access.can_confirm(user, activity),
            may_return=access.can_return(user, activity),
            may_join=may_join,
            may_note=access.can_note_contribution(user, activity),
            may_list=can_list(user, activity),
        )


def _facts(activity: Activity) -> list[tuple[str, Any]]:
    days = format_date(activity.starts_on)
    if activity.ends_on != activity.starts_on:
        days = f"{days} – {format_date(activity.ends_on)}"
    reached = "; ".join(f"{label}: {format_number(people)}" for label, people in activity.reached)
    counted = format_number(activity.quantity) if activity.kind.quantity else ""
    return [
        (_("Ngày"), f"{days} ({activity.school_year})"),
        (activity.kind.quantity.capitalize(), counted),
        (_("Đối tượng"), reached),
        (_("Người dự có tên"), _listed(activity) if activity.kind.has_participants else ""),
        (_("Địa điểm"), activity.place),
        (_("Kênh"), activity.get_channel_display() if activity.channel else ""),
        *((one.label, write_value(one, activity.values.get(one.key))) for one in activity.kind.asked),
    ]  # fmt: skip


def _listed(activity: Activity) -> str:
    """Numbers only: who reads the names reads them below."""
    passed = Count("pk", filter=Q(result=Attendee.Result.PASSED))
    counts = activity.attendees.aggregate(n=Count("pk"), passed=passed)
    if not counts["n"]:
        return _("chưa có danh sách")
    words = _("%(n)s người, %(passed)s đạt")
    return words % {name: format_number(number) for name, number in counts.items()}


def _works(activity: Activity, user: AbstractBaseUser) -> list[Assignment]:
    """The work of its units that the user reports on, unless it is in a report already."""
    if activity.task_id is None or activity.status not in S.counted:
        return []
    told = ReportedActivity.objects.filter(activity=activity).values("report__assignment")
    units = activity.parties.agreed().values("unit")
    rows = visible_assignments(user).filter(task=activity.task_id, unit__in=units)
    return [one for one in rows.exclude(pk__in=told) if can_report(user, one)]


def url_of(activity: Activity) -> str:
    return reverse("activities:activity", args=[activity.pk])
