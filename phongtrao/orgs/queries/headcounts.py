"""How many work and learn in units, on a day; and why the number is what it is."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from phongtrao.orgs.models import Headcount, Post, Unit
from phongtrao.orgs.queries.lineage import lineages


@dataclass(frozen=True, slots=True)
class Counted:
    """People with a full post on the day; ``frontline`` of them do the professional work itself."""

    staff: int = 0
    frontline: int = 0


@dataclass(frozen=True, slots=True)
class Share:
    """What one unit adds to a number: declared, or counted where nothing was declared."""

    unit: Unit
    staff: int
    frontline: int
    learners: int | None
    declared: Headcount | None


def count_posts(units: Collection[int], day: date) -> dict[int, Counted]:
    """{unit: its count}, with zeros; one query."""
    full = Post.objects.as_of(day).full().filter(unit__in=units)
    rows = full.values("unit").annotate(
        staff=Count("person", distinct=True),
        frontline=Count("person", distinct=True, filter=Q(is_frontline=True)),
    )
    found = {row["unit"]: Counted(row["staff"], row["frontline"]) for row in rows}
    return {unit: found.get(unit, Counted()) for unit in units}


def declared_by_day(units: Collection[int], day: date) -> dict[int, Headcount]:
    """{unit: the last numbers it declared up to the day}; one query."""
    rows = Headcount.objects.filter(unit__in=units, day__lte=day).order_by("unit", "-day")
    return {row.unit_id: row for row in rows.distinct("unit").select_related("declared_by")}


def shares(unit: Unit, day: date) -> list[Share]:
    """The numbers of a day: the unit and those it follows, as far as they stood on that day.

    A unit that was split adds its numbers to each of those that follow it: until the split they
    were one. Four queries.
    """
    members = Unit.objects.filter(pk__in=lineages([unit.pk])[unit.pk], opened_on__lte=day)
    standing = members.filter(Q(closed_on=None) | Q(closed_on__gt=day)).order_by("sort_key")
    keys = [member.pk for member in standing]
    counted, declared = count_posts(keys, day), declared_by_day(keys, day)
    return [_share(member, counted[member.pk], declared.get(member.pk)) for member in standing]


def _share(unit: Unit, counted: Counted, declared: Headcount | None) -> Share:
    if declared is None:
        return Share(unit, counted.staff, counted.frontline, None, None)
    return Share(unit, declared.staff, declared.frontline, declared.learners, declared)


def headcounts_of(unit: Unit) -> QuerySet[Headcount]:
    """Everything declared, of those it follows as well."""
    rows = Headcount.objects.filter(unit__in=lineages([unit.pk])[unit.pk])
    return rows.select_related("unit", "declared_by")


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of several shares; ``learners`` None: none of them has declared any."""

    staff: int
    frontline: int
    learners: int | None

    @property
    def frontline_percent(self) -> int | None:
        """Rounded down; None where nobody works. Priority is for those in the frontline (S0-12)."""
        return self.frontline * 100 // self.staff if self.staff else None


def total_of(shares: Collection[Share]) -> Total:
    declared = [share.learners for share in shares if share.learners is not None]
    return Total(
        sum(share.staff for share in shares),
        sum(share.frontline for share in shares),
        sum(declared) if declared else None,
    )
