"""Whom an activity names of a unit that was named itself."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from phongtrao.activities.models import Activity, Attendee, Contribution, Participation
from phongtrao.orgs.models import Post


def activities_of(party: Participation) -> QuerySet[Activity]:
    """The activity, and the twin the unit was brought from."""
    return Activity.objects.filter(Q(pk=party.activity_id) | Q(pk=party.brought_by_id or 0))


def listed_of(party: Participation) -> QuerySet[Attendee]:
    named = activities_of(party).order_by().values("pk")
    return Attendee.objects.filter(activity__in=named, unit=party.unit_id)


def contributed_of(party: Participation) -> QuerySet[Contribution]:
    """Of people who worked there on the day, and at no other unit that did it."""
    posts = Post.objects.filter(
        person=OuterRef("person"), days__contains=OuterRef("activity__starts_on")
    )
    with_it = Participation.objects.agreed().filter(activity=OuterRef(OuterRef("activity")))
    others = with_it.exclude(unit=party.unit_id).order_by().values("unit")
    return Contribution.objects.filter(
        Exists(posts.filter(unit=party.unit_id)),
        ~Exists(posts.filter(unit__in=others)),
        activity__in=activities_of(party).order_by().values("pk"),
    )
