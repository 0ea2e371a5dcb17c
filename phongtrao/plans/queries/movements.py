"""Movements as lists and pages show them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, Value, When

from phongtrao.orgs.models import Unit
from phongtrao.plans.models import Movement, Plan


@dataclass(frozen=True, slots=True)
class ContentNode:
    """A content of the movement with its depth in the tree and how many tasks hang on it."""

    text: str
    depth: int
    tasks: int


def with_counts(rows: QuerySet[Movement], plans: QuerySet[Plan]) -> QuerySet[Movement]:
    """Annotate ``plan_count``: plans of the movement among those the asker may see."""
    seen = Q(plans__in=plans.order_by().values("pk"))
    return rows.annotate(plan_count=Count("plans", filter=seen, distinct=True))


# Province, sector, rooms, units: the order of the tree in a list.
RANKS = {
    Unit.Kind.PROVINCE: 1,
    Unit.Kind.DEPARTMENT: 2,
    Unit.Kind.OFFICE: 3,
    Unit.Kind.COMMUNE: 4,
    Unit.Kind.SCHOOL: 5,
}
LOWEST = 6


def with_rank(rows: QuerySet[Movement], own: Collection[int]) -> QuerySet[Any, Any]:
    """Annotate ``rank`` for lists: what runs before what is over, the reader's own units (keys) first."""
    kinds = [When(owner__kind=kind, then=Value(rank)) for kind, rank in RANKS.items()]
    level = Case(When(owner__in=own, then=Value(0)), *kinds, default=Value(LOWEST))
    over = Case(When(status=Movement.Status.CLOSED, then=Value(10)), default=Value(0))
    found: QuerySet[Any, Any] = rows.annotate(rank=over + level)
    return found


def content_tree(movement: Movement) -> list[ContentNode]:
    """The contents in the order of their outline; one query."""
    issued = Q(tasks__local_to=None, tasks__ended_in=None, tasks__merged_into=None) & ~Q(
        tasks__plan__status=Plan.Status.DRAFT
    )
    rows = movement.contents.annotate(n=Count("tasks", filter=issued))
    depths: dict[int | None, int] = {None: -1}
    found = []
    for content in rows:
        depth = depths[content.pk] = depths.get(content.parent_id, -1) + 1
        found.append(ContentNode(content.text, depth, content.n))
    return found


def family_of(movement: Movement, visible: QuerySet[Movement]) -> list[tuple[int, Movement]]:
    """Movements that answer this one, with their depth below it; at most three levels."""
    found: list[tuple[int, Movement]] = []
    level, depth = [movement.pk], 1
    below: dict[int, list[Movement]] = {}
    for _step in range(3):
        rows = list(visible.filter(parent__in=level).order_by("owner__sort_key", "title", "pk"))
        for row in rows:
            below.setdefault(row.parent_id or 0, []).append(row)
        level = [row.pk for row in rows]
    _collect(movement.pk, depth, below, found)
    return found


def _collect(
    pk: int,
    depth: int,
    below: dict[int, list[Movement]],
    found: list[tuple[int, Movement]],
) -> None:
    for child in below.get(pk, []):
        found.append((depth, child))
        _collect(child.pk, depth + 1, below, found)
