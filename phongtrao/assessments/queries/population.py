"""Which units a campaign is for, as they stood on its day."""

from dataclasses import dataclass

from django.db.models import QuerySet

from phongtrao.assessments.models import Campaign
from phongtrao.orgs.models import Unit, UnitSpan, is_of_kinds, is_of_levels
from phongtrao.orgs.queries.lineage import as_of, tree_as_of


@dataclass(frozen=True, slots=True)
class Population:
    """``ended``: were there on the day and are no more, so that nobody can answer for them."""

    units: QuerySet[Unit]
    ended: list[str]


def population_of(campaign: Campaign) -> Population:
    if campaign.cluster_id:
        seats = campaign.cluster.seats.filter(year=campaign.year) if campaign.cluster else []
        return Population(_ordered(Unit.objects.filter(pk__in=[s.unit_id for s in seats])), [])
    spans = _spans(campaign)
    names = spans.exclude(unit__closed_on=None).order_by("name").values_list("name", flat=True)
    standing = Unit.objects.standing().with_account().filter(pk__in=spans.values("unit"))
    return Population(_ordered(standing), list(names))


def _spans(campaign: Campaign) -> QuerySet[UnitSpan]:
    """Kind and level as of the day: a school that took over another level since is counted as it was."""
    below = tree_as_of(campaign.as_of, campaign.line, campaign.owner)
    rows = as_of(campaign.as_of).filter(unit__in=below)
    if campaign.kinds:
        rows = rows.filter(is_of_kinds(campaign.kinds, "unit__"))
    if campaign.levels:
        rows = rows.filter(is_of_levels(campaign.levels))
    return rows


def _ordered(rows: QuerySet[Unit]) -> QuerySet[Unit]:
    return rows.order_by("sort_key", "pk")
