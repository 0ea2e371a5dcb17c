"""Questions about incoming papers."""

from django.db.models import Q, QuerySet

from phongtrao.accounts.models import User
from phongtrao.documents.models import Incoming
from phongtrao.orgs.models import Grant, Post, Unit


def people_to_hand(unit: Unit) -> QuerySet[User]:
    """Accounts of those who work at the unit today, by a post or a role there."""
    posts = Post.objects.today().filter(unit=unit).values("person__user")
    grants = Grant.objects.today().filter(unit=unit).values("user")
    return User.objects.filter(Q(pk__in=posts) | Q(pk__in=grants), is_active=True).order_by(
        "sort_key"
    )


def incoming_of(rows: QuerySet[Incoming], unit: Unit) -> QuerySet[Incoming]:
    """Of one unit, with what its list shows."""
    return rows.filter(unit=unit).select_related("handed_to", "unit")
