"""Contests with what is seen of their projects; prizes by unit for a picture."""

from django.db.models import Case, Count, OuterRef, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce

from phongtrao.research.models import Contest, ContestProject


def with_counts(contests: QuerySet[Contest], seen: QuerySet[ContestProject]) -> QuerySet[Contest]:
    """``entered``, ``students``, ``prized`` of the projects that are seen, ``place`` of the level; one query."""
    mine = seen.filter(contest=OuterRef("pk")).select_related(None).order_by().values("contest")
    sums = {"entered": Count("pk"), "students": Sum("students"), "prized": Count("rank")}
    return contests.annotate(
        place=Case(*(When(level=one, then=at) for at, one in enumerate(Contest.Level.values))),
        **{
            name: Coalesce(Subquery(mine.annotate(found=found).values("found")), 0)
            for name, found in sums.items()
        },
    )


def prizes_by_unit(projects: QuerySet[ContestProject]) -> list[tuple[str, int]]:
    """(school, projects with a prize), the most first; namesakes apart."""
    rows = projects.filter(rank__isnull=False).select_related(None).order_by()
    found = rows.values("unit", "unit__name").annotate(number=Count("pk"))
    told = found.order_by("-number", "unit__sort_key", "unit")
    return [(row["unit__name"], row["number"]) for row in told]
