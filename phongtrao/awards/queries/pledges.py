"""Pledges by cluster: of this year of each, and the years a cluster has one."""

from datetime import date

from django.db.models import (
    Case,
    Count,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from phongtrao.awards.models import Pledge
from phongtrao.orgs.models import Basis, Cluster
from phongtrao.orgs.queries.clusters import with_seats_of, years_of


def clusters_with_pledges(clusters: QuerySet[Cluster], day: date) -> QuerySet[Cluster, Cluster]:
    """Each with ``members``, and of its pledge of that year ``pledge``, ``signed_on``, ``signed``."""
    whens = [When(basis=basis.value, then=Value(basis.year_of(day))) for basis in Basis]
    rows = with_seats_of(clusters, day).annotate(now=Case(*whens, output_field=IntegerField()))
    of_year = Pledge.objects.filter(cluster=OuterRef("pk"), year=OuterRef("now")).order_by()
    signed = of_year.annotate(n=Count("members")).values("n")
    return rows.annotate(
        pledge=Subquery(of_year.values("pk")[:1]),
        signed_on=Subquery(of_year.values("signed_on")[:1]),
        signed=Coalesce(Subquery(signed[:1]), 0),
    )


def years_pledged(cluster: Cluster) -> list[int]:
    """Years the cluster has members or a pledge in, and this one; the latest first."""
    pledged = Pledge.objects.filter(cluster=cluster).values_list("year", flat=True)
    return sorted({*years_of(cluster), *pledged, cluster.this_year}, reverse=True)
