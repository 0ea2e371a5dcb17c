"""A unit's own work in four columns: to accept, under way, waiting for approval, done.

A card moves along only where a button would do the same: to accept, and to begin the report.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from phongtrao.lib.answers import Answer
from phongtrao.orgs.models import Unit
from phongtrao.plans.access import assignments as access
from phongtrao.plans.access import reports as report_access
from phongtrao.plans.models import Assignment, Plan
from phongtrao.plans.pages.badges import due_badge, progress_badge
from phongtrao.plans.queries.status import with_progress
from phongtrao.plans.queries.twins import without_twins
from phongtrao.plans.queries.work import with_report_states
from phongtrao.web.components import Due, State

S = Assignment.Status
P = Assignment.Progress
SHOWN = 40  # cards of one column; the list has them all
IS_DONE = Q(state=P.DONE)
CONDITIONS: dict[str, Q] = {
    "accept": Q(status=S.SENT) & ~IS_DONE,
    "doing": Q(status__in=(S.ACCEPTED, S.PROPOSED), is_submitted=False) & ~IS_DONE,
    "approval": Q(status__in=(S.ACCEPTED, S.PROPOSED), is_submitted=True) & ~IS_DONE,
    "done": IS_DONE,
}
LABELS: dict[str, str | Promise] = {
    "accept": _("Chờ tiếp nhận"),
    "doing": _("Đang làm"),
    "approval": _("Chờ duyệt"),
    "done": _("Xong"),
}
KINDS = {
    "accept": "cho-tiep-nhan",
    "doing": "",
    "approval": "cho-duyet",
    "done": "hoan-thanh",
}  # what the unit's list calls them


@dataclass(frozen=True, slots=True)
class Card:
    """``can_accept`` and ``can_report`` say which of the two buttons it has, and where it may go."""

    work: Assignment
    state: State
    due: Due | None
    can_accept: Answer
    can_report: Answer

    @classmethod
    def of(cls, work: Assignment, user: AbstractBaseUser) -> "Card":
        return cls(
            work=work,
            state=progress_badge(work),
            due=due_badge(work),
            can_accept=access.can_accept(user, work),
            can_report=report_access.can_write(user, work),
        )


@dataclass(frozen=True, slots=True)
class Lane:
    key: str
    label: str | Promise
    cards: list[Card]
    count: int
    kind: str

    @property
    def more(self) -> int:
        return self.count - len(self.cards)


def lanes_of(unit: Unit, user: AbstractBaseUser) -> list[Lane]:
    """The four columns of the unit as the user sees them; five queries, however many cards."""
    rows = _rows(unit, user)
    counts = rows.order_by().aggregate(
        **{key: Count("pk", filter=condition) for key, condition in CONDITIONS.items()}
    )
    return [_lane(rows, key, counts[key], user) for key in CONDITIONS]


def _rows(unit: Unit, user: AbstractBaseUser) -> QuerySet[Any, Any]:
    work = access.visible_assignments(user).filter(
        unit=unit, task__plan__status=Plan.Status.PUBLISHED
    )
    return with_report_states(with_progress(without_twins(work)))


def _lane(rows: QuerySet[Any, Any], key: str, count: int, user: AbstractBaseUser) -> Lane:
    order = ("-done_on", "pk") if key == "done" else ("due_on", "pk")
    found = rows.filter(CONDITIONS[key]).order_by(*order)[:SHOWN]
    return Lane(key, LABELS[key], [Card.of(work, user) for work in found], count, KINDS[key])
