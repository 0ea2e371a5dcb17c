"""Questions about clusters."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from phongtrao.orgs.models import Basis, Carried, Cluster, ClusterSeat, Line, Unit

Role = ClusterSeat.Role
SEAT = "orgs.clusterseat.unit"  # its carrier, of the socket of reorganisations


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
    return rows.select_related("unit", "cluster").order_by("position", "pk")


@dataclass(frozen=True, slots=True)
class Former:
    """Who had a seat before it went to the heir; ``until``: the first day it was the heir's."""

    unit: Unit
    until: date


def formers_of(seats: Collection[ClusterSeat]) -> dict[int, list[Former]]:
    """{seat: who had it before within its year, the first first}; one query. S3-29."""
    acts = Carried.objects.filter(carrier=SEAT, row__in=[seat.pk for seat in seats])
    acts = acts.select_related("former", "reorganisation").order_by("reorganisation__on", "pk")
    begins = {seat.pk: seat.period.start for seat in seats}
    found: dict[int, list[Former]] = defaultdict(list)
    for one in acts:
        if one.reorganisation.on > begins[one.row]:
            found[one.row].append(Former(one.former, one.reorganisation.on))
    return found


def years_of(cluster: Cluster) -> list[int]:
    """The years it has members in, the latest first."""
    years = ClusterSeat.objects.filter(cluster=cluster).order_by("-year")
    return list(years.values_list("year", flat=True).distinct())


def seats_at(unit: Unit) -> list[ClusterSeat]:
    """The clusters a unit is and was in, the latest year first; also the seat its heir took over."""
    given_on = Carried.objects.filter(carrier=SEAT, former=unit).values("row")
    rows = ClusterSeat.objects.filter(Q(unit=unit) | Q(pk__in=given_on)).select_related("cluster")
    seats = list(rows.order_by("-year", "cluster__name"))
    had = formers_of([seat for seat in seats if seat.unit_id != unit.pk])
    return [
        seat
        for seat in seats
        if seat.unit_id == unit.pk or unit in {former.unit for former in had.get(seat.pk, ())}
    ]


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
