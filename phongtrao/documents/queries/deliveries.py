"""Who has a paper, who has opened and acknowledged it, who has not; counted before anything is sent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from phongtrao.accounts.models import Role
from phongtrao.documents.models import Delivery, OfficialDocument, Purpose
from phongtrao.documents.queries.recipients import Addressed
from phongtrao.orgs.models import Grant
from phongtrao.orgs.scope import ACTS_FOR_UNIT

Key = TypeVar("Key", int, str)
# Who opens and acknowledges for a unit, and keeps its book of incoming papers.
RECEIVES = frozenset({Role.HEAD, Role.FOCAL, Role.OFFICE, Role.LEADER})
TOLD = ACTS_FOR_UNIT | {Role.OFFICE}
# Those inside are asked to acknowledge; a paper that the heir has as well is asked for there.
ASKED = Q(outside="", is_joined=False)
WAITING = ASKED & Q(acknowledged_at=None)


@dataclass(slots=True)
class Spread:
    """Everyone once, with the number of the line that reaches them first."""

    units: dict[int, int] = field(default_factory=dict)
    users: dict[int, int] = field(default_factory=dict)
    outside: dict[str, int] = field(default_factory=dict)
    repeated: int = 0  # named again by a later line

    @property
    def count(self) -> int:
        return len(self.units) + len(self.users) + len(self.outside)


@dataclass(frozen=True, slots=True)
class SendCount:
    """What sending would do. ``existing``: have this paper already. ``mute``: nobody to tell there."""

    units: int
    users: int
    outside: int
    existing: int
    repeated: int
    mute: int

    @property
    def new(self) -> int:
        return self.units + self.users + self.outside


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a paper has come: of those inside the system, who are asked to acknowledge it."""

    asked: int
    opened: int
    acknowledged: int
    outside: int
    total: int

    @property
    def waiting(self) -> int:
        return self.asked - self.acknowledged


def spread(lines: Iterable[Addressed]) -> Spread:
    """Nobody twice: the first line that names somebody has them.

    “Lưu: VT, VP” says where the office keeps its own copy: it is printed, and the paper goes nowhere.
    """
    found = Spread()
    for place, line in enumerate(lines):
        if line.purpose == Purpose.KEEP:
            continue
        found.repeated += _add(found.units, line.units, place)
        found.repeated += _add(found.users, line.users, place)
        found.repeated += _add(found.outside, line.outside, place)
    return found


def _add(there: dict[Key, int], keys: Iterable[Key], place: int) -> int:
    """Note who is new with the place of the line; how many had been named before."""
    repeated = 0
    for key in keys:
        repeated += key in there
        there.setdefault(key, place)
    return repeated


def count_send(document: OfficialDocument, lines: Sequence[Addressed]) -> SendCount:
    """Five queries, whatever is sent."""
    everyone = spread(lines)
    have = Delivery.objects.filter(document=document)
    units = set(everyone.units) - set(have.exclude(unit=None).values_list("unit", flat=True))
    users = set(everyone.users) - set(have.exclude(user=None).values_list("user", flat=True))
    outside = set(everyone.outside) - set(
        have.exclude(outside="").values_list("outside", flat=True)
    )
    told = answering(units).values("unit").distinct().count()
    new = len(units) + len(users) + len(outside)
    return SendCount(
        units=len(units),
        users=len(users),
        outside=len(outside),
        existing=everyone.count - new,
        repeated=everyone.repeated,
        mute=len(units) - told,
    )


def answering(units: "Iterable[int] | QuerySet[Any, Any]") -> QuerySet[Grant]:
    """Roles of today of those who are told of a paper: heads, focal persons, the office of a Sở."""
    within = units if isinstance(units, QuerySet) else list(units)
    rows = Grant.objects.today().filter(role__in=TOLD, user__is_active=True)
    return rows.filter(unit__in=within).order_by()


def standing_of(document: OfficialDocument) -> Standing:
    """One query."""
    found = Delivery.objects.filter(document=document).aggregate(
        asked=Count("pk", filter=ASKED),
        opened=Count("pk", filter=ASKED & Q(opened_at__isnull=False)),
        acknowledged=Count("pk", filter=ASKED & Q(acknowledged_at__isnull=False)),
        outside=Count("pk", filter=~Q(outside="")),
        total=Count("pk"),
    )
    return Standing(**found)


def deliveries_of(document: OfficialDocument) -> QuerySet[Delivery, Delivery]:
    """With what the table shows, in one query; ``sort_key`` orders units, people and outside names."""
    rows = Delivery.objects.filter(document=document)
    rows = rows.select_related("line", "unit", "user", "opened_by", "acknowledged_by")
    name = Coalesce("unit__sort_key", "user__sort_key", NullIf(F("outside"), Value("")))
    return rows.annotate(name_key=name)


def remindable(document: OfficialDocument, today: date) -> QuerySet[Delivery]:
    """Those who have not acknowledged and had no word of it today."""
    told_today = Q(reminded_on=today)
    return Delivery.objects.filter(WAITING, document=document).exclude(told_today)


def with_people(rows: QuerySet[Delivery]) -> QuerySet[Delivery]:
    """Of those, the ones where somebody can be told."""
    peopled = Grant.objects.today().filter(role__in=TOLD, user__is_active=True)
    return rows.filter(Q(user__is_active=True) | Q(unit__in=peopled.values("unit")))
