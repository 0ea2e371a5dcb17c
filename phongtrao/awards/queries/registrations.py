"""Who registered what for a year, who is asked to and has not, and since when it is closed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from phongtrao.awards.models import (
    CalledUnit,
    Honour,
    RegisteredTitle,
    Registration,
    RegistrationCall,
)
from phongtrao.lib.marks import mark_of
from phongtrao.lib.periods import Period, PeriodKind, containing
from phongtrao.orgs.models import Person, Post, Unit
from phongtrao.orgs.queries.lineage import lineage, lineages

S = Registration.Status


@dataclass(frozen=True, slots=True)
class Wanted:
    """A title somebody is to be proposed for: of a person at that unit or, without ``person``, of the unit."""

    unit: int
    honour: int
    person: int | None = None


def lacking(wanted: Collection[Wanted], period: str) -> set[Wanted]:
    """Of these, whose title stands in no confirmed registration of the year; of a unit with those it follows."""
    return _without(wanted, period, lineages(sorted({one.unit for one in wanted})))


def not_registered(wanted: Collection[Wanted], period: str) -> set[Wanted]:
    """Of these, what a call demands to be registered and is not; three queries for any number.

    Where no call of the year demands it (``is_required``) nothing is missing.
    """
    lines = lineages(sorted({one.unit for one in wanted}))
    everywhere = {unit for line in lines.values() for unit in line}
    called = CalledUnit.objects.standing().filter(
        call__is_required=True, call__period=period, unit__in=everywhere
    )
    demanding = set(called.values_list("unit", flat=True))
    return _without({one for one in wanted if lines[one.unit] & demanding}, period, lines)


def _without(wanted: Collection[Wanted], period: str, lines: Mapping[int, set[int]]) -> set[Wanted]:
    if not wanted:
        return set()
    rows = RegisteredTitle.objects.filter(
        registration__status=S.CONFIRMED, registration__period=period
    ).filter(
        Q(registration__person__in={one.person for one in wanted if one.person})
        | Q(
            registration__person=None,
            registration__unit__in={unit for one in wanted for unit in lines[one.unit]},
        )
    )
    of_people: set[tuple[int, int]] = set()
    of_units: set[tuple[int, int]] = set()
    for person, unit, honour in rows.values_list(
        "registration__person", "registration__unit", "honour"
    ):
        if person:
            of_people.add((person, honour))
        else:
            of_units.add((unit, honour))
    return {one for one in wanted if not _has(one, lines[one.unit], of_people, of_units)}


def _has(
    one: Wanted, line: Iterable[int], of_people: set[tuple[int, int]], of_units: set[tuple[int, int]]
) -> bool:  # fmt: skip
    if one.person:
        return (one.person, one.honour) in of_people
    return any((unit, one.honour) in of_units for unit in line)


# ------------------------------------------------------------------ calls


def calls_of(unit: Unit, period: str = "") -> QuerySet[CalledUnit]:
    """What the unit was asked to register for, by whom; with what those it follows were asked."""
    rows: QuerySet[CalledUnit] = CalledUnit.objects.standing().filter(unit__in=lineage(unit))
    if period:
        rows = rows.filter(call__period=period)
    return rows.select_related("call__office").order_by("due_on", "pk")


def closed_on(unit: Unit, period: str) -> date | None:
    """The first day that has passed of a call that asked the unit; None: it may still be changed freely."""
    over = calls_of(unit, period).filter(due_on__lt=timezone.localdate())
    return over.values_list("due_on", flat=True).first()


def year_at_hand() -> Period:
    """The school year that runs; from June on the one to come is registered for."""
    today = timezone.localdate()
    year = containing(today, PeriodKind.SCHOOL_YEAR)
    return year.next() if today.month in (6, 7, 8) else year


def units_called(call: RegistrationCall) -> QuerySet[CalledUnit]:
    """Each with ``people`` (main posts of today), ``confirmed`` and ``waiting`` (people), ``collective``."""
    mine = Registration.objects.standing().filter(unit=OuterRef("unit"), period=call.period)
    people = mine.filter(person__isnull=False).order_by()

    def counted(rows: QuerySet[Registration]) -> Coalesce:
        number = rows.values("unit").annotate(n=Count("pk")).values("n")
        return Coalesce(Subquery(number), 0)

    posts = Post.objects.today().full().filter(unit=OuterRef("unit")).order_by()
    at_unit = posts.values("unit").annotate(n=Count("person", distinct=True)).values("n")
    rows: QuerySet[CalledUnit] = call.called.select_related("unit").annotate(
        people=Coalesce(Subquery(at_unit), 0),
        confirmed=counted(people.filter(status=S.CONFIRMED)),
        waiting=counted(people.filter(status=S.WAITING)),
        collective=Subquery(mine.filter(person=None).values("status")[:1]),
    )
    return rows


@dataclass(frozen=True, slots=True)
class Share:
    """How many have registered a title, of how many who have registered at all."""

    honour: Honour
    count: int
    whole: int


def shares_of(units: QuerySet[CalledUnit], period: str) -> list[Share]:
    """Titles of people and of units at these, the highest first; what waits is counted too."""
    rows = Registration.objects.standing().filter(period=period, unit__in=units.values("unit"))
    whole = rows.order_by().aggregate(
        people=Count("pk", filter=Q(person__isnull=False)), units=Count("pk", filter=Q(person=None))
    )
    counted = (
        RegisteredTitle.objects.filter(registration__in=rows.order_by().values("pk"))
        .order_by()
        .values_list("honour")
        .annotate(n=Count("pk"))
    )
    found = dict(counted)
    honours = Honour.objects.filter(pk__in=found).order_by("-for_people", "-rank", "pk")
    return [
        Share(one, found[one.pk], whole["people" if one.for_people else "units"]) for one in honours
    ]


# ------------------------------------------------------------------ people of a unit


def posts_at(unit: Unit) -> QuerySet[Post]:
    """Main posts of today at the unit and in its rooms (tổ)."""
    rooms = Q(
        unit__kind=Unit.Kind.ROOM, unit__admin_path__regex=rf"^{unit.admin_path}\d+/$"
    )  # directly below
    rows: QuerySet[Post] = Post.objects.today().full().filter(Q(unit=unit) | rooms)
    return rows.select_related("person").order_by("person__sort_key", "person")


def missing_people(unit: Unit, period: str) -> QuerySet[Post]:
    """Who works at the unit and has registered nothing for the year, here or elsewhere."""
    said = Registration.objects.standing().filter(period=period, person__isnull=False)
    return posts_at(unit).exclude(person__in=said.order_by().values("person"))


def unit_of(person: Person) -> Unit | None:
    """Where somebody registers: the unit of the main post of today; of a room, the unit it is of."""
    post = Post.objects.today().full().filter(person=person).select_related("unit").first()
    if post is None:
        return None
    if post.unit.kind != Unit.Kind.ROOM:
        return post.unit
    above = [int(key) for key in post.unit.admin_path.split("/") if key][-2:-1]
    return Unit.objects.filter(pk__in=above).first()


def titles_by_registration(rows: Iterable[Registration]) -> dict[int, list[Honour]]:
    found: dict[int, list[Honour]] = defaultdict(list)
    keys = [one.pk for one in rows]
    titles = RegisteredTitle.objects.filter(registration__in=keys).select_related("honour")
    for title in titles.order_by("-honour__rank", "pk"):
        found[title.registration_id].append(title.honour)
    return found


def mark_of_registrations(rows: Sequence[Registration]) -> str:
    """Of what the head saw when confirming."""
    titles = titles_by_registration(rows)
    return mark_of({
        str(one.pk): [one.actions, *sorted(honour.pk for honour in titles[one.pk])] for one in rows
    })  # fmt: skip
