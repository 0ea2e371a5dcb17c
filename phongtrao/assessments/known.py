"""What the system already knows of a unit, for criteria that name a fact: counted over the year before the day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection

from phongtrao.assessments.models import Assessment, Criterion
from phongtrao.lib import facts
from phongtrao.lib.facts import PROVIDERS, Provider, Subject

NUMBERS = (int, Decimal)


@dataclass(frozen=True, slots=True)
class Known:
    """``value``: the sum of what was found; ``rows``: how many facts it rests on."""

    value: Decimal
    rows: int


def known_facts() -> list[Provider]:
    """Facts of units that can fill in a number: nothing must be asked but the days."""
    return [provider for provider in PROVIDERS.values() if _fills(provider)]


def known_of(assessment: Assessment) -> dict[int, Known]:
    """By key of the criterion; one query for each fact that is named."""
    day = assessment.campaign.as_of
    since = date(day.year - 1, day.month, min(day.day, 28))
    found = {}
    for criterion in assessment.campaign.edition.leaves:
        provider = PROVIDERS.get(criterion.fact)
        if provider and _fills(provider):
            found[criterion.pk] = _ask(provider, assessment.unit_id, since, day)
    return found


def fits(criterion: Criterion, known: Known | None) -> Decimal | None:
    """The answer it fills in; None where the criterion counts otherwise."""
    return known.value if known and criterion.way == Criterion.Scoring.COUNT else None


def _fills(provider: Provider) -> bool:
    asked = {one.name for one in provider.parameters if one.is_required}
    is_open = provider.subject == Subject.UNIT and not provider.is_sensitive
    return is_open and provider.value in NUMBERS and asked <= {"since", "until"}


def _ask(provider: Provider, unit: int, since: date, until: date) -> Known:
    names = {one.name for one in provider.parameters}
    days = {name: day for name, day in (("since", since), ("until", until)) if name in names}
    with connection.cursor() as cursor:
        rows = facts.facts_of(cursor, provider.name, unit, **days)
    values = [Decimal(str(row.value)) for row in rows if row.value is not None]
    return Known(sum(values, Decimal(0)), len(values))
