"""To whom units of a campaign may be handed: officers of the unit that holds it and of its rooms, or communes."""

from collections import defaultdict
from collections.abc import Collection

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from phongtrao.accounts.models import Role, User
from phongtrao.assessments.models import Assessment
from phongtrao.orgs.models import Grant, Post, Unit
from phongtrao.orgs.scope import ACTS_FOR_UNIT, at_units, grants_of, holds_at

WRITES = ACTS_FOR_UNIT | {Role.OFFICE}  # a Sở, which has no head here, writes by its office
SERVES = WRITES | {Role.LEADER}


def handed_to(user: AbstractBaseUser) -> Q:
    """Assessments handed to the very user who still serves there, or to a unit the user acts for."""
    named = Q(verifier=user.pk, campaign__owner__in=_served(user))
    return named | at_units(user, WRITES, "checker__")


def is_handed_to(user: AbstractBaseUser, assessment: Assessment) -> bool:
    """The same for one. No query."""
    if assessment.checker is not None:
        return holds_at(user, assessment.checker, *WRITES)
    is_named = assessment.verifier_id is not None and assessment.verifier_id == user.pk
    return is_named and assessment.campaign.owner_id in _served(user)


def own_units(user: AbstractBaseUser) -> Q:
    """Assessments of units the user acts for, which others verify; a Sở's own of itself is its own to check."""
    place = Coalesce("checker", "campaign__owner")
    return at_units(user, WRITES, "unit__") & ~Q(unit=place)


def officers_of(owner: Unit) -> QuerySet[User]:
    """Who may be named today: of the unit itself, and of a Sở's rooms."""
    at = Q(unit=owner.pk)
    if owner.kind == Unit.Kind.DEPARTMENT:
        at |= Q(unit__kind=Unit.Kind.OFFICE, unit__admin_path__startswith=owner.admin_path)
    grants = Grant.objects.today().filter(at, role__in=SERVES)
    rows = User.objects.filter(is_active=True, pk__in=grants.order_by().values("user"))
    return rows.order_by("sort_key", "pk")


def workplaces(users: Collection[int]) -> dict[int, set[int]]:
    """Where each has a role or a post today: those units they do not verify. Two queries."""
    found: dict[int, set[int]] = defaultdict(set)
    grants = Grant.objects.today().filter(user__in=users)
    posts = Post.objects.today().filter(person__user__in=users)
    for user, unit in grants.values_list("user", "unit"):
        found[user].add(unit)
    for user, unit in posts.values_list("person__user", "unit"):
        found[user].add(unit)
    return found


def _served(user: AbstractBaseUser) -> set[int]:
    """Units for which the user may verify by name: the own, and of a room (phòng) its Sở."""
    found = set()
    for grant in grants_of(user, SERVES):
        found.add(grant.unit_id)
        if grant.unit.kind == Unit.Kind.OFFICE:
            found |= {int(step) for step in grant.unit.admin_path.split("/") if step}
    return found
