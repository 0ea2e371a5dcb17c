"""A unit's own work in four columns: to accept, under way, waiting for approval, done.

A card moves along only where a button would do the same: to accept, and to begin the report.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from phongtrao.orgs.models import Unit
from phongtrao.plans.access import assignments as access
from phongtrao.plans.access import reports as report_access
from phongtrao.plans.models import Assignment, Plan
from phongtrao.plans.pages.badges import progress_badge
from phongtrao.plans.pages.entries import attach_parts, due_cell, part_lines
from phongtrao.plans.queries import tally
from phongtrao.plans.queries.entries import Part, entries, worst_of
from phongtrao.plans.queries.work import with_report_states
from phongtrao.web.components import Due, State

S = Assignment.Status
SHOWN = 40  # cards of one column; the list has them all
UNDER_WAY = (tally.ACCEPTED | tally.PROPOSED) & ~tally.DONE
CONDITIONS: dict[str, Q] = {
    "accept": tally.WAITING,
    "doing": UNDER_WAY & Q(is_submitted=False),
    "approval": UNDER_WAY & Q(is_submitted=True),
    "done": tally.DONE,
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
    """An entry. ``can_accept`` and ``can_report`` say which buttons it has, and where it may go.

    ``waiting``: its parts that the user may accept now, all at once by the button, or one by one.
    """

    work: Assignment
    parts: list[Part]
    state: State
    due: Due | None
    waiting: list[Part]
    to_report: Assignment | None

    @classmethod
    def of(cls, lead: Any, user: AbstractBaseUser) -> "Card":
        """``lead``: a row of ``queries.entries`` with its parts attached."""
        return cls(
            work=lead,
            parts=lead.parts,
            state=progress_badge(worst_of(lead.parts)),
            due=due_cell(lead),
            waiting=[part for part in lead.parts if _waits(part.work, user)],
            to_report=_to_report(lead.parts, user),
        )

    @property
    def can_accept(self) -> bool:
        return bool(self.waiting)

    def lines(self) -> SafeString | str:
        """With several masters, how each one's part stands."""
        return part_lines(self.parts) if len(self.parts) > 1 else ""


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
    """The four columns of the unit as the user sees them; five queries, however many cards.

    One more for each column in which an entry has two masters.
    """
    rows = entries_of(unit, user)
    counts = rows.order_by().aggregate(
        **{key: Count("pk", filter=condition) for key, condition in CONDITIONS.items()}
    )
    return [_lane(rows, key, counts[key], user) for key in CONDITIONS]


def card_of(work: Assignment, user: AbstractBaseUser) -> Card:
    """The card of this entry as it is now; ``work`` is its leading part."""
    lead = entries_of(work.unit, user).get(pk=work.pk)
    attach_parts([lead], user)
    return Card.of(lead, user)


def entries_of(unit: Unit, user: AbstractBaseUser) -> QuerySet[Any, Any]:
    """The unit's running entries within the user's sight."""
    work = access.visible_assignments(user).filter(
        unit=unit, task__plan__status=Plan.Status.PUBLISHED
    )
    return with_report_states(entries(work))


def _lane(rows: QuerySet[Any, Any], key: str, count: int, user: AbstractBaseUser) -> Lane:
    order = ("-done_on", "pk") if key == "done" else ("nearest", "pk")
    found = list(rows.filter(CONDITIONS[key]).order_by(*order)[:SHOWN])
    attach_parts(found, user)
    return Lane(key, LABELS[key], [Card.of(work, user) for work in found], count, KINDS[key])


def _waits(work: Assignment, user: AbstractBaseUser) -> bool:
    return work.status == S.SENT and bool(access.can_accept(user, work))


def _to_report(parts: list[Part], user: AbstractBaseUser) -> Assignment | None:
    """The part the button “Lập báo cáo” begins with: what is not done yet before what is."""
    able = [part.work for part in parts if report_access.can_write(user, part.work)]
    return min(able, key=lambda work: work.done_on is not None, default=None)
