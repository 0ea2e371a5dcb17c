"""How a round fills in its last minutes: what came in minute by minute, and what is still being written."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count
from django.db.models.functions import TruncMinute

from phongtrao.initiatives.models import Initiative, InitiativeRound

MINUTES = 15


@dataclass(frozen=True, slots=True)
class Arrivals:
    """``by_minute``: (beginning of the minute, handed in), the oldest first, empty minutes too."""

    by_minute: list[tuple[datetime, int]]
    drafts: int

    @property
    def total(self) -> int:
        return sum(count for _minute, count in self.by_minute)


def arrivals_of(round_: InitiativeRound, now: datetime) -> Arrivals:
    """Of the last quarter of an hour; two queries. Only numbers: whose drafts there are is nobody's to know."""
    last = now.replace(second=0, microsecond=0)
    minutes = [last - timedelta(minutes=back) for back in reversed(range(MINUTES))]
    rows = Initiative.objects.filter(round=round_, submitted_at__gte=minutes[0])
    by_minute = rows.annotate(minute=TruncMinute("submitted_at")).values_list("minute").order_by()
    counts = dict(by_minute.annotate(number=Count("pk")))
    drafts = Initiative.objects.filter(round=round_, status=Initiative.Status.DRAFT).count()
    return Arrivals([(minute, counts.get(minute, 0)) for minute in minutes], drafts)
