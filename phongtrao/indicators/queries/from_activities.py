"""What activities come to for each unit in a year, as an indicator counts them.

An activity belongs to the year it began in. Each unit that took part, by its own yes, has it; a unit above has it once,
however many below did it together: so numbers are counted at every unit anew, never added up. What a unit
did before it ended is its heirs'. A year that is over is counted at the units of its last day.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from phongtrao.activities.models import (
    Activity,
    ActivityKind,
    ActivityQuerySet,
    Attendee,
    Participation,
)
from phongtrao.indicators.models import ActivityFeed, Indicator
from phongtrao.lib.periods import Period, PeriodKind, containing
from phongtrao.orgs.models import Line, Unit
from phongtrao.orgs.queries import endings, tree_as_of
from phongtrao.plans.periods import school_year_start

C = ActivityFeed.Counts
ONE, ZERO = Decimal(1), Decimal(0)
Number = tuple[Decimal, Decimal | None]
YEARS = {
    ActivityFeed.Year.CALENDAR: PeriodKind.CALENDAR_YEAR,
    ActivityFeed.Year.SCHOOL: PeriodKind.SCHOOL_YEAR,
}


@dataclass(frozen=True, slots=True)
class Part:
    """That a unit took part in an activity, or one of its people in some; ``key`` of the activity, or the person."""

    key: int
    unit: int
    day: date
    amount: Decimal


def year_of_day(feed: ActivityFeed, day: date) -> Period:
    """The year of the feed, calendar or school year, in which the day lies."""
    return containing(day, YEARS[ActivityFeed.Year(feed.year)], starts=school_year_start())


def counted_activities(feed: ActivityFeed, period: Period) -> ActivityQuerySet:
    """Those of the kinds that began in the year, wherever they were done."""
    rows = Activity.objects.counted().filter(
        kind__key__in=feed.activity_kinds, starts_on__range=(period.start, period.end)
    )
    if feed.is_confirmed_only:
        rows = rows.filter(status=Activity.Status.CONFIRMED)
    if feed.only:
        _kind, key, said = feed.only.split(":", 2)
        rows = rows.filter(values__contains={key: said})
    return rows


def activities_behind(
    feed: ActivityFeed, unit: Unit, period: Period, today: date, *, is_below: bool
) -> ActivityQuerySet:
    """What the unit did; ``is_below``: also what was done below it."""
    day = min(today, period.end)
    meant = _places(unit, day).keys() if is_below else {unit.pk}
    standing = _population(feed, day) & meant
    ended = _ended(day)
    formers = {one for one in ended if standing.intersection(_heirs(one, ended))}
    units = [*standing, *formers]
    if feed.counts in C.by_name:
        came = _by_name(feed, period).filter(unit__any_of=units).order_by()
        # What was joined to another stands there.
        first = came.annotate(kept=Coalesce("activity__same_as", "activity")).values("kept")
        return counted_activities(feed, period).filter(pk__in=first)
    took_part = Participation.objects.agreed().filter(activity=OuterRef("pk"), unit__any_of=units)
    return counted_activities(feed, period).filter(Exists(took_part))


def numbers_of(feed: ActivityFeed, period: Period, today: date) -> dict[int, Number]:
    """Of every unit of the owner with something to say: of a yes or no all that are meant."""
    parts, day = _parts(feed, period), min(today, period.end)
    if feed.is_yes_no:
        return _yes_or_no(feed, parts, day)
    ended = _ended(day)
    places = _places(feed.indicator.owner, day)
    meant = _population(feed, day) & places.keys()
    seen: dict[int, dict[int, Part]] = {}
    for part in parts:
        for heir in _heirs(part.unit, ended):
            for node in places[heir] if heir in meant else ():
                seen.setdefault(node, {})[part.key] = part
    tell = _adding(feed)
    return {node: (tell(known.values()), None) for node, known in seen.items()}


def _yes_or_no(feed: ActivityFeed, parts: Iterable[Part], day: date) -> dict[int, Number]:
    meant = _population(feed, day) & _places(feed.indicator.owner, day).keys()
    ended = _ended(day)
    own: dict[int, dict[int, Part]] = {key: {} for key in meant}
    for part in parts:
        for heir in _heirs(part.unit, ended):
            if heir in own:
                own[heir][part.key] = part
    tell, asked = _adding(feed), feed.at_least or 0
    return {
        key: (ONE if tell(known.values()) >= asked else ZERO, ONE) for key, known in own.items()
    }


def _population(feed: ActivityFeed, day: date) -> set[int]:
    standing = Q(opened_on__lte=day) & (Q(closed_on=None) | Q(closed_on__gt=day))
    rows = Unit.objects.with_account().filter(standing, feed.population())
    return set(rows.values_list("pk", flat=True))


def _places(owner: Unit, day: date) -> dict[int, set[int]]:
    """{unit at or below the owner on that day, on either line: itself and those above it up to the owner}."""
    above: dict[int, set[int]] = {}
    for line in Line:
        for unit, path in tree_as_of(day, line).items():
            above.setdefault(unit, set()).update(int(step) for step in path.split("/") if step)
    inside = {unit for unit, steps in above.items() if owner.pk in steps}
    return {unit: above[unit] & inside for unit in inside}


def _by_name(feed: ActivityFeed, period: Period) -> QuerySet[Attendee]:
    """Who came to the counted activities, and to twins that were joined to them."""
    counted = counted_activities(feed, period).order_by().values("pk")
    rows = Attendee.objects.filter(
        Q(activity__in=counted)
        | Q(activity__status=Activity.Status.JOINED, activity__same_as__in=counted)
    )
    return rows.filter(result=Attendee.Result.PASSED) if feed.counts == C.PASSED else rows


def _parts(feed: ActivityFeed, period: Period) -> list[Part]:
    if feed.counts in C.by_name:
        people = _by_name(feed, period).values_list("person", "unit", "activity__starts_on")
        return [Part(*row, ONE) for row in people.iterator()]
    rows = Participation.objects.agreed().filter(
        activity__in=counted_activities(feed, period).values("pk")
    )
    amount = _amount_of(feed.counts)
    found = rows.select_related("activity").only(
        "unit_id", "activity__starts_on", "activity__people", "activity__quantity",
        "activity__audiences", "activity__values",
    )  # fmt: skip
    return [
        Part(row.activity_id, row.unit_id, row.activity.starts_on, amount(row.activity))
        for row in found.iterator()
    ]


def amount_of(
    feed: ActivityFeed, period: Period, shown: Iterable[Activity]
) -> Callable[[Activity], Decimal]:
    """What each of ``shown`` brings: of people by name how many stand in its lists, who may stand in others too."""
    if feed.counts not in C.by_name:
        return _amount_of(feed.counts)
    kept = Coalesce("activity__same_as", "activity")
    rows = _by_name(feed, period).annotate(kept=kept).filter(kept__in=[one.pk for one in shown])
    counted = rows.order_by().values_list("kept").annotate(n=Count("person", distinct=True))
    people = dict(counted)
    return lambda one: Decimal(people.get(one.pk, 0))


def _amount_of(counts: str) -> Callable[[Activity], Decimal]:
    what, _colon, rest = counts.partition(":")
    match what, rest:
        case C.QUANTITY, "":
            return lambda one: Decimal(one.quantity)
        case C.PEOPLE, "":
            return lambda one: Decimal(one.people)
        case C.PEOPLE, segment:
            return lambda one: Decimal(one.audiences.get(segment, 0))
        case "field", named:
            key = named.split(":", 1)[1]
            return lambda one: Decimal(one.values.get(key) or 0)
    return lambda one: ONE  # noqa: ARG005 -- each counts as one


def _adding(feed: ActivityFeed) -> Callable[[Iterable[Part]], Decimal]:
    if feed.counts == C.MONTHS:
        return lambda parts: Decimal(len({(one.day.year, one.day.month) for one in parts}))
    return lambda parts: sum((one.amount for one in parts), ZERO)


def _ended(day: date) -> dict[int, set[int]]:
    """{unit that had ended by the day: who follows it}, on either line."""
    found: dict[int, set[int]] = {}
    for line in Line:
        for unit, ending in endings(day, line).items():
            found.setdefault(unit, set()).update(ending.into)
    return found


def _heirs(unit: int, ended: dict[int, set[int]]) -> set[int]:
    """Who stands for it; itself where it stands."""
    todo, heirs, seen = [unit], set(), set()
    while todo:
        one = todo.pop()
        if one in seen:
            continue
        seen.add(one)
        if one in ended:
            todo.extend(ended[one])
        else:
            heirs.add(one)
    return heirs


def feed_of(indicator: Indicator) -> ActivityFeed | None:
    return (
        ActivityFeed.objects.filter(indicator=indicator).select_related("indicator__owner").first()
    )


def names_own_fields(feed: ActivityFeed, kind: ActivityKind) -> bool:
    """Whether the kind still has the box and the choice that the feed names."""
    numbers = {f"field:{kind.key}:{one.key}" for one in kind.asked if one.kind == "number"}
    choices = {f"{kind.key}:{one.key}:{option}" for one in kind.asked for option in one.options}
    is_counted = not feed.counts.startswith("field:") or feed.counts in numbers
    return is_counted and feed.only in {"", *choices}
