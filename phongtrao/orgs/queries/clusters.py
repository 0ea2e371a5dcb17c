"""Questions about clusters."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from phongtrao.orgs.models import Basis, Cluster, ClusterSeat, Line, Unit

Role = ClusterSeat.Role


def with_seats_of(clusters: QuerySet[Cluster], day: date) -> QuerySet[Cluster, Cluster]:
    """Each with ``members`` (how many) and ``head_name`` of the year in which the day lies."""
    of_the_year = Q(pk__in=[])
    for basis in Basis:
        of_the_year |= Q(basis=basis.value, seats__year=basis.year_of(day))
    heads = ClusterSeat.objects.as_of(day).filter(cluster=OuterRef("pk"), role=Role.HEAD)
    return clusters.annotate(
        members=Count("seats", filter=of_the_year),
        head_name=Subquery(heads.values("unit__name")[:1]),
    )


def seats_of(cluster: Cluster, year: int) -> QuerySet[ClusterSeat]:
    rows = ClusterSeat.objects.filter(cluster=cluster, year=year)
    return rows.select_related("unit").order_by("position", "pk")


def years_of(cluster: Cluster) -> list[int]:
    """The years it has members in, the latest first."""
    years = ClusterSeat.objects.filter(cluster=cluster).order_by("-year")
    return list(years.values_list("year", flat=True).distinct())


def seats_at(unit: Unit) -> list[ClusterSeat]:
    """The clusters a unit is and was in, the latest year first."""
    rows = ClusterSeat.objects.filter(unit=unit).select_related("cluster")
    return list(rows.order_by("-year", "cluster__name"))


def taken_elsewhere(cluster: Cluster, year: int, units: Iterable[int]) -> list[ClusterSeat]:
    """Seats the units have in other clusters of the kind in that year."""
    rows = ClusterSeat.objects.filter(kind=cluster.kind, year=year, unit__in=list(units))
    return list(rows.exclude(cluster=cluster).select_related("unit", "cluster"))


def outside_clusters(owner: Unit) -> QuerySet[Unit]:
    """Schools and centres under the owner that are in no cluster this year."""
    return Unit.objects.standing().under(owner, Line.PROF).filter(is_in_no_cluster())


def is_in_no_cluster() -> Q:
    """Schools and centres without a seat this year; of other units nobody expects one."""
    teaching = Q(kind__in=(Unit.Kind.SCHOOL, Unit.Kind.CENTRE))
    return teaching & ~Q(pk__in=ClusterSeat.objects.today().values("unit"))


def clusters_of(owner: Unit) -> QuerySet[Cluster]:
    """Those an office may send to and give tasks to: its own, in the order of their codes."""
    return Cluster.objects.filter(owner=owner).order_by("code")
