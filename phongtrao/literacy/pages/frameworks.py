"""What the page of a framework says of the indicators that live on its numbers."""

from dataclasses import dataclass
from datetime import date

from phongtrao.indicators.queries.typed import typed_units
from phongtrao.lib.periods import calendar_year
from phongtrao.literacy.models import Feed, SkillFramework

NAMED = 12


@dataclass(frozen=True, slots=True)
class Fed:
    """``typed``: the first units whose reported number of this year stays; ``typed_count``: how many."""

    feed: Feed
    typed: list[str]
    typed_count: int


def fed_by(framework: SkillFramework, today: date) -> list[Fed]:
    found, period = [], calendar_year(today.year).key
    for feed in framework.feeds.select_related("indicator", "group"):
        names = list(typed_units(feed.indicator, period).values())
        found.append(Fed(feed, names[:NAMED], len(names)))
    return found
