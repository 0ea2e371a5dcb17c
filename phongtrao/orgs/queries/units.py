"""Questions about units and people."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from phongtrao.orgs.models import Grant, Line, Person, Post, Unit, UnitSpan
from phongtrao.orgs.models.kinds import level_name_of
from phongtrao.orgs.queries.days import named_on_last_day

K = Unit.Kind


@dataclass(frozen=True, slots=True)
class Below:
    """How many stand under a unit on a line: directly, and in all."""

    line: Line
    children: int
    all: int


def upper_units() -> QuerySet[Unit]:
    """Those that have others below them: what “under which unit” is chosen from."""
    kinds = {K.PROVINCE, K.DEPARTMENT, K.OFFICE, K.DISTRICT, K.COMMUNE}
    return Unit.objects.standing().filter(kind__in=kinds).order_by("sort_key")


def spans_of(unit: Unit) -> list[UnitSpan]:
    """Names and places over time, the latest first, each with its ``level_name``."""
    rows = UnitSpan.objects.filter(unit=unit).annotate(level_name=level_name_of("level"))
    return list(rows.select_related("admin_parent", "prof_parent", "type").order_by("-days"))


def standing_since(unit: Unit) -> date:
    """Since when the unit is what it is today: the first day of its open span."""
    days = UnitSpan.objects.values_list("days", flat=True).get(unit=unit, days__upper_inf=True)
    first: date = days.lower
    return first


def below(unit: Unit) -> list[Below]:
    """On both lines, in two queries."""
    today = Q(days__contains=timezone.localdate(), unit__closed_on=None)
    direct = UnitSpan.objects.filter(today).aggregate(
        admin=Count("pk", filter=Q(admin_parent=unit)), prof=Count("pk", filter=Q(prof_parent=unit))
    )
    under = {
        line: Q(**{f"{line.path_field}__startswith": getattr(unit, line.path_field)})
        for line in Line
    }
    everything = (
        Unit.objects.standing()
        .exclude(pk=unit.pk)
        .aggregate(
            **{line.value: Count("pk", filter=condition) for line, condition in under.items()}
        )
    )
    return [Below(line, direct[line.value], everything[line.value]) for line in Line]


def posts_of(unit: Unit, people: QuerySet[Person]) -> QuerySet[Post]:
    """Posts of these people there, past ones as well."""
    rows = Post.objects.filter(unit=unit, person__in=people)
    return rows.select_related("person", "person__user")


def posts_over_time(person: Person) -> QuerySet[Post]:
    """The latest first, each with ``unit_name``, what the unit was called on its last day. S3-30"""
    rows = Post.objects.filter(person=person)
    rows = rows.select_related("unit", "reorganisation", "continued")
    return named_on_last_day(rows).order_by("-days")


def roles_over_time(person: Person) -> QuerySet[Grant]:
    """As ``posts_over_time``, of the roles of the account; none without one."""
    rows = Grant.objects.filter(user__person=person).exclude(days__isempty=True)
    return named_on_last_day(rows).order_by("-days")


def working_units(person: Person) -> list[Unit]:
    """Where somebody works, the full post first; where they last did, when nowhere now."""
    rows = Post.objects.filter(person=person).select_related("unit")
    held = list(rows.today().order_by("-is_full", "pk")) or list(rows.order_by("-days")[:1])
    return [post.unit for post in held]


def with_posts(people: QuerySet[Person]) -> QuerySet[Person]:
    """Each with ``posts_today``, in one more query."""
    today = Post.objects.today().select_related("unit")
    return people.prefetch_related(Prefetch("posts", today.order_by("pk"), to_attr="posts_today"))


def grants_at(unit: Unit) -> QuerySet[Grant]:
    """Roles over this very unit, past ones as well."""
    rows = Grant.objects.filter(unit=unit)
    return rows.with_names().select_related("user", "given_by")


def department_of(unit: Unit) -> Unit:
    """For whom a unit acts: a room of a Sở (phòng) for its Sở, any other unit for itself. S2-22.

    The room leads its plans and signs its papers; whom these reach, and whether work is ordered or
    requested, is as if the Sở sent them. One query for a room, none for other units.
    """
    if unit.kind != Unit.Kind.OFFICE:
        return unit
    above = [int(step) for step in unit.admin_path.split("/") if step]
    found = Unit.objects.standing().filter(pk__in=above, kind=Unit.Kind.DEPARTMENT)
    return found.first() or unit


def superior_name(unit: Unit) -> str:
    """Name of the unit above on the administrative line, as a letterhead has it; "" at the top."""
    steps = [int(step) for step in unit.admin_path.split("/") if step]
    return Unit.objects.filter(pk__in=steps[-2:-1]).values_list("name", flat=True).first() or ""
