"""What an indicator would count, before it is saved: the sentence, the number, the activities behind it."""

from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.activities.access.activities import visible_activities
from phongtrao.activities.models import Activity
from phongtrao.indicators.feed_words import feed_words, kinds_of
from phongtrao.indicators.models import ActivityFeed
from phongtrao.indicators.queries.from_activities import (
    activities_behind,
    numbers_of,
    year_of_day,
)
from phongtrao.lib.numbers import format_number, with_measure

SHOWN = 10


@dataclass(frozen=True, slots=True)
class FeedPreview:
    """``others``: how many more are counted than are shown or than the user opens."""

    sentence: str
    number: str
    activities: list[Activity]
    others: int

    @classmethod
    def of(cls, feed: ActivityFeed, user: AbstractBaseUser) -> "FeedPreview":
        """Of the running year. BadInput and the like are the service's: here only what fits comes."""
        today = timezone.localdate()
        period = year_of_day(feed, today)
        owner = feed.indicator.owner
        numbers = numbers_of(feed, period, today)
        behind = activities_behind(feed, owner, period, today, is_below=True)
        opened = visible_activities(user).filter(pk__in=behind.values("pk"))
        shown = list(opened.order_by("-starts_on", "-pk")[:SHOWN])
        if feed.is_yes_no:
            words = _("%(period)s: %(met)s trên %(all)s đơn vị đạt.")
            met = sum(1 for n, _d in numbers.values() if n)
            number = words % {"period": period.label, "met": format_number(met), "all": format_number(len(numbers))}  # fmt: skip
        else:
            whole, _none = numbers.get(owner.pk, (0, None))
            words = _("%(period)s, %(unit)s: %(number)s.")
            told = with_measure(whole, feed.indicator.measure)
            number = words % {"period": period.label, "unit": owner.name, "number": told}
        return cls(feed_words(feed, kinds_of(feed)), number, shown, behind.count() - len(shown))
