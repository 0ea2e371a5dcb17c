"""What the rooms (phòng) of a Sở do for a movement, and whom they look after. S1-79, S1-81."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from phongtrao.orgs.models import Charge, Grant, Post, Unit
from phongtrao.orgs.queries import columns_of, department_of
from phongtrao.plans.models import Movement, Plan, ProgressReport, TaskParty
from phongtrao.plans.queries import tally
from phongtrao.plans.queries.entries import entries
from phongtrao.plans.queries.movement_units import work_of


@dataclass(frozen=True, slots=True)
class RoomLine:
    """A room's part: its own plans, tasks it leads and coordinates, work given to it, done, reports.

    ``looks_after``: kinds and levels of units its people look after, as (label, level in addresses).
    """

    room: Unit
    plans: int
    led: int
    coordinated: int
    given: int
    done: int
    reports: int
    looks_after: tuple[tuple[str, str], ...] = ()


def rooms_in(movement: Movement, readable: Q, scope: Q) -> list[RoomLine]:
    """A line for each room of the owner's Sở that the asker reads; six queries at most.

    ``readable``: a condition on units; ``scope``: work that may be counted for the asker.
    """
    house = department_of(movement.owner)
    rooms = Unit.objects.standing().filter(readable, kind=Unit.Kind.OFFICE)
    rooms = rooms.filter(admin_path__startswith=house.admin_path)
    rows = list(_counted(rooms, movement, scope).order_by("sort_key", "pk"))
    charges = _charges(rows)
    return [
        RoomLine(
            room=row,
            plans=row.n_plans,
            led=row.n_led,
            coordinated=row.n_coordinated,
            given=row.n_given,
            done=row.n_done,
            reports=row.n_reports,
            looks_after=tuple(sorted(charges[row.pk])),
        )
        for row in rows
    ]


def _counted(rooms: QuerySet[Unit], movement: Movement, scope: Q) -> QuerySet[Any, Any]:
    plans = Plan.objects.filter(movements=movement.pk).exclude(status=Plan.Status.DRAFT)
    parties = TaskParty.objects.filter(
        unit=OuterRef("pk"),
        task__plan__in=plans.values("pk"),
        task__local_to=None,
        task__ended_in=None,
    )
    work = entries(work_of(movement).filter(scope)).filter(unit=OuterRef("pk"))
    reports = ProgressReport.objects.filter(
        assignment__in=work_of(movement).filter(scope).values("pk"),
        assignment__unit=OuterRef("pk"),
    ).exclude(submitted_at=None)
    found: QuerySet[Any, Any] = rooms.annotate(
        n_plans=_count(plans.filter(owner=OuterRef("pk")), "owner"),
        n_led=_count(parties.filter(role=TaskParty.Role.LEAD), "unit"),
        n_coordinated=_count(parties.filter(role=TaskParty.Role.COORDINATOR), "unit"),
        n_given=_count(work.filter(tally.COUNTED), "unit"),
        n_done=_count(work.filter(tally.DONE), "unit"),
        n_reports=_count(reports, "assignment__unit"),
    )
    return found


def _count(rows: QuerySet[Any, Any], by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(n=Count("pk", distinct=True)).values("n")
    return Coalesce(Subquery(counted), Value(0))


def _charges(rooms: list[Unit]) -> dict[int, set[tuple[str, str]]]:
    """Room → kinds and levels it is charged with, or its people's roles are narrowed to; four queries."""
    posts = Post.objects.today().filter(unit__in=[room.pk for room in rooms])
    homes: dict[int, set[int]] = defaultdict(set)
    for user, room in posts.exclude(person__user=None).values_list("person__user", "unit"):
        homes[user].add(room)
    today = Grant.objects.today().with_names()
    narrowed = today.filter(user__in=homes).exclude(kind="", level="")
    found: dict[int, set[tuple[str, str]]] = defaultdict(set)
    columns = {(one.level, one.kind): str(one.label) for one in columns_of()}
    for charge in Charge.objects.filter(room__in=rooms):
        label = columns.get((charge.level, charge.kind), charge.level or charge.kind)
        found[charge.room_id].add((label, charge.level))
    for grant in narrowed:
        label = grant.get_level_display() or grant.get_kind_display()
        for room in homes[grant.user_id]:
            found[room].add((label, grant.level))
    return found
