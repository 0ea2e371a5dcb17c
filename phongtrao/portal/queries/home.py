"""“Việc của tôi”: everything that waits for a person, by when it presses; and the picture of one's scope."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.accounts.models import Role
from phongtrao.activities.inspection_waiting import WORDS as INSPECTION_WORDS
from phongtrao.activities.inspection_waiting import inspection_sorts
from phongtrao.activities.waiting import WORDS as ACTIVITY_WORDS
from phongtrao.activities.waiting import activity_sorts
from phongtrao.assessments.waiting import WORDS as ASSESSMENT_WORDS
from phongtrao.assessments.waiting import assessment_sorts
from phongtrao.awards.register_waiting import WORDS as REGISTER_WORDS
from phongtrao.awards.register_waiting import register_sorts
from phongtrao.awards.waiting import WORDS as REGISTRATION_WORDS
from phongtrao.awards.waiting import registration_sorts
from phongtrao.documents.queries import all_papers_waiting
from phongtrao.indicators.waiting import WORDS as NUMBER_WORDS
from phongtrao.indicators.waiting import number_sorts
from phongtrao.initiatives.waiting import WORDS as INITIATIVE_WORDS
from phongtrao.initiatives.waiting import initiative_sorts
from phongtrao.literacy.waiting import WORDS as LITERACY_WORDS
from phongtrao.literacy.waiting import literacy_sorts
from phongtrao.nominations.waiting import WORDS as AWARD_WORDS
from phongtrao.nominations.waiting import nomination_sorts
from phongtrao.orgs.scope import ACTS_FOR_UNIT, OVERSEES, grants_of, has_role
from phongtrao.plans.access.assignments import running_assignments, running_parts
from phongtrao.plans.access.handovers import received_handovers
from phongtrao.plans.models import Assignment, HandOver, Plan
from phongtrao.plans.queries.entries import alone_and_shared, entries
from phongtrao.plans.queries.tally import tallied, tally_with_mark, with_origin
from phongtrao.plans.queries.waiting import Sort, Waiting, waiting_for
from phongtrao.plans.queries.waiting_changes import WORDS as CHANGE_WORDS
from phongtrao.plans.queries.waiting_changes import change_sorts
from phongtrao.plans.queries.waiting_inside import waiting_inside
from phongtrao.plans.queries.waiting_own_plans import WORDS as OWN_PLAN_WORDS
from phongtrao.plans.queries.waiting_own_plans import own_plan_sorts
from phongtrao.portal.queries.councils import WORDS as COUNCIL_WORDS
from phongtrao.portal.queries.councils import council_sorts
from phongtrao.recognition.waiting import WORDS as LIBRARY_WORDS
from phongtrao.recognition.waiting import library_sorts
from phongtrao.reports.waiting import WORDS, report_sorts
from phongtrao.research.waiting import WORDS as RESEARCH_WORDS
from phongtrao.research.waiting import research_sorts

H = HandOver.Status
BUCKETS: tuple[tuple[str, str | Promise, str], ...] = (
    ("back", gettext_lazy("Bị trả lại, cần sửa"), "late"),
    ("overdue", gettext_lazy("Quá hạn"), "late"),
    ("today", gettext_lazy("Hôm nay"), "due"),
    ("week", gettext_lazy("Tuần này, hoặc không có hạn"), "running"),
    ("later", gettext_lazy("Sau đó"), "neutral"),
)


@dataclass(frozen=True, slots=True)
class Bucket:
    key: str
    label: str | Promise
    kind: str
    rows: list[Waiting]


@dataclass(frozen=True, slots=True)
class Standing:
    """How the work within one's scope stands, in entries of units; ``derived`` and ``shared`` (given by
    two masters) are parts of the total."""

    total: int
    states: dict[str, int]
    derived: int = 0
    shared: int = 0

    def note(self) -> str:
        """“3 việc do hai nơi giao, tính một lần; 2 việc cụ thể hóa nhiệm vụ cấp trên”"""
        parts = [
            (self.shared, _("%s việc do hai nơi giao, tính một lần")),
            (self.derived, _("%s việc cụ thể hóa nhiệm vụ cấp trên")),
        ]
        return "; ".join(words % number for number, words in parts if number)

    @property
    def done(self) -> int:
        return self.states.get(Assignment.Progress.DONE, 0)

    @property
    def late(self) -> int:
        return self.states.get(Assignment.Progress.LATE, 0)

    @property
    def stale(self) -> int:
        return self.states.get(Assignment.Progress.STALE, 0)

    @property
    def due_soon(self) -> int:
        return self.states.get(Assignment.Progress.DUE_SOON, 0)


# In words of each app, what waits.
SAID = {
    **WORDS,
    **CHANGE_WORDS,
    **OWN_PLAN_WORDS,
    **COUNCIL_WORDS,
    **INITIATIVE_WORDS,
    **LIBRARY_WORDS,
    **NUMBER_WORDS,
    **LITERACY_WORDS,
    **ASSESSMENT_WORDS,
    **RESEARCH_WORDS,
    **ACTIVITY_WORDS,
    **INSPECTION_WORDS,
    **REGISTRATION_WORDS,
    **AWARD_WORDS,
    **REGISTER_WORDS,
}


def waiting_buckets(user: AbstractBaseUser, today: date) -> list[Bucket]:
    """The buckets that have rows: what came back first, then by when it presses."""
    rows = [
        *waiting_for(user, today, also=_sorts(user, today), said=SAID),
        *waiting_inside(user, today),
        *(Waiting(**asdict(row)) for row in all_papers_waiting(user)),
    ]
    rows.sort(key=lambda row: (row.due is None, not row.is_late, row.due or today))
    sorted_in: dict[str, list[Waiting]] = {key: [] for key, _label, _kind in BUCKETS}
    for row in rows:
        sorted_in[row.bucket(today)].append(row)
    return [
        Bucket(key, label, kind, sorted_in[key]) for key, label, kind in BUCKETS if sorted_in[key]
    ]


def _sorts(user: AbstractBaseUser, today: date) -> list[Sort]:
    """What each app has waiting for this person."""
    return [
        *report_sorts(user),
        *change_sorts(user),
        *own_plan_sorts(user, today),
        *council_sorts(user),
        *initiative_sorts(user),
        *library_sorts(user),
        *number_sorts(user),
        *literacy_sorts(user),
        *assessment_sorts(user),
        *research_sorts(user),
        *activity_sorts(user),
        *inspection_sorts(user),
        *registration_sorts(user),
        *nomination_sorts(user),
        *register_sorts(user),
    ]


def standing_of(user: AbstractBaseUser) -> Standing | None:
    """For those who look over others, and for those who act for a unit; None for the rest."""
    if not has_role(user, *OVERSEES, *ACTS_FOR_UNIT):
        return None
    alone, shared = alone_and_shared()
    whole, is_any_shared = tally_with_mark(running_parts(user, alone), shared)
    # Where no plan carries on another's tasks there is nothing to put together.
    if not is_any_shared:
        return Standing(whole.given, whole.states())
    rest = running_assignments(user).filter(task__in=shared)
    counted = tallied(with_origin(entries(rest)), "is_derived", "has_parts")
    whole = sum(counted.values(), whole)
    derived = sum(found.given for (is_derived, _shared), found in counted.items() if is_derived)
    twice = sum(found.given for (_derived, is_shared), found in counted.items() if is_shared)
    return Standing(whole.given, whole.states(), derived, twice)


@dataclass(frozen=True, slots=True)
class OwnParts:
    """How what was handed to one person stands."""

    total: int
    done: int
    reported: int
    due_soon: int
    late: int


def own_parts_of(user: AbstractBaseUser, today: date) -> OwnParts | None:
    """For those who do parts of a unit's work and neither lead nor oversee; None for the rest."""
    if has_role(user, *OVERSEES, *ACTS_FOR_UNIT) or not has_role(user, Role.TEACHER):
        return None
    open_parts = Q(status__in=(H.GIVEN, H.RETURNED))
    soon = today + timedelta(days=settings.DUE_SOON_DAYS)
    running = received_handovers(user).filter(assignment__task__plan__status=Plan.Status.PUBLISHED)
    counted = running.order_by().aggregate(
        total=Count("pk"),
        done=Count("pk", filter=Q(status=H.DONE)),
        reported=Count("pk", filter=Q(status=H.REPORTED)),
        due_soon=Count("pk", filter=open_parts & Q(due_on__range=(today, soon))),
        late=Count("pk", filter=open_parts & Q(due_on__lt=today)),
    )
    return OwnParts(**counted)


def own_unit_urls(user: AbstractBaseUser) -> list[tuple[str, str]]:
    """(name, address of its work) of the units one belongs to."""
    grants = grants_of(user, ACTS_FOR_UNIT | {Role.TEACHER})
    return [(grant.unit.name, reverse("plans:unit_work", args=[grant.unit_id])) for grant in grants]
