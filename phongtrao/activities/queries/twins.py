"""Activities that look like the same one recorded twice: same kind, near days, like titles, and a tie between them."""

from datetime import timedelta
from difflib import SequenceMatcher

from django.db.models import Exists, OuterRef, Q, QuerySet

from phongtrao.activities.models import Activity, Apart, Participation
from phongtrao.lib.text import fold
from phongtrao.orgs.models import Unit

NEAR = timedelta(days=3)
LIKE = 0.6  # of the titles' letters; “Ngày hội STEM 2026” and “Tổ chức ngày hội STEM”
MOST = 500  # candidates that are read: near days and the same kind leave few


def twins_of(activity: Activity, among: QuerySet[Activity]) -> list[Activity]:
    """Of ``among``, the likeliest first: the titles alike, and one names the other's unit or place.

    Who recorded for the same unit may have done two; only others' records are proposed.
    """
    if activity.status not in Activity.Status.counted:
        return []
    theirs = Participation.objects.filter(activity=OuterRef("pk"), unit=activity.unit_id)
    apart = Apart.objects.filter(
        Q(one=activity.pk, other=OuterRef("pk")) | Q(other=activity.pk, one=OuterRef("pk"))
    )
    rows = among.filter(
        kind=activity.kind_id,
        status__in=Activity.Status.counted,
        starts_on__range=(activity.starts_on - NEAR, activity.starts_on + NEAR),
    ).exclude(unit=activity.unit_id)
    rows = rows.annotate(names_us=Exists(theirs)).exclude(Exists(apart))
    named = set(activity.parties.values_list("unit", flat=True))
    found = [
        (alike, one)
        for one in rows.select_related("unit")[:MOST]
        if (alike := likeness(activity.title, one.title)) >= LIKE
        and (one.names_us or one.unit_id in named or _is_tied(activity, one))
    ]
    return [one for _alike, one in sorted(found, key=lambda pair: (-pair[0], pair[1].pk))]


def likeness(one: str, other: str) -> float:
    """From 0 to 1, without marks and order of words: offices name the same day in their own way."""
    first, second = (" ".join(sorted(fold(text).split())) for text in (one, other))
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _is_tied(one: Activity, other: Activity) -> bool:
    if one.place and fold(one.place) == fold(other.place):
        return True
    return _names(one, other.unit) or _names(other, one.unit)


def _names(activity: Activity, unit: Unit) -> bool:
    """Whether its words name the unit."""
    words = fold(f"{activity.title} {activity.place} {activity.about}")
    return fold(unit.name) in words or bool(unit.short_name and fold(unit.short_name) in words)
