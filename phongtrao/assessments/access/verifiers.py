"""To whom units of a campaign may be handed: officers of the unit that holds it and of its rooms, or communes."""

from collections import defaultdict
from collections.abc import Collection

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from phongtrao.accounts.models import Role, User
from phongtrao.assessments.models import Assessment
from phongtrao.orgs.models import Grant, Post, Unit
from phongtrao.orgs.scope import ACTS_FOR_UNIT, at_units, grants_of, holds_at
from phongtrao.plans.queries.inside import house_of, is_place_of, places_of
from phongtrao.plans.queries.people import office_of, people_at

WRITES = ACTS_FOR_UNIT | {Role.OFFICE}  # a Sở, which has no head here, writes by its office
SERVES = WRITES | {Role.LEADER}
OWN_CHECKER = Q(checker=F("unit"))  # after a merger: then it is the office's to verify


def handed_to(user: AbstractBaseUser) -> Q:
    """Assessments handed to the very user who still serves there, or to a unit the user acts for."""
    named = Q(verifier=user.pk, campaign__owner__in=_served(user))
    return named | at_units(user, WRITES, "checker__") & ~OWN_CHECKER


def is_handed_to(user: AbstractBaseUser, assessment: Assessment) -> bool:
    """The same for one. No query."""
    if checker := checker_of(assessment):
        return holds_at(user, checker, *WRITES)
    is_named = assessment.verifier_id is not None and assessment.verifier_id == user.pk
    return is_named and assessment.campaign.owner_id in _served(user)


def checker_of(assessment: Assessment) -> Unit | None:
    """The unit it was handed to; one that a merger made its own checker has none."""
    return None if assessment.checker_id == assessment.unit_id else assessment.checker


def own_units(user: AbstractBaseUser) -> Q:
    """Assessments of where the user works, which others verify; a Sở's own of itself is its own to check."""
    return is_place_of(user, "unit") & ~Q(unit=F("campaign__owner"))


def is_of_own_unit(user: AbstractBaseUser, assessment: Assessment) -> bool:
    """The same for one. At most one query."""
    if assessment.unit_id == assessment.campaign.owner_id:
        return False
    return assessment.unit_id in places_of(user)


def has_serving_verifier() -> Q:
    """Assessments whose named verifier may still be named: ``officers_of`` each owner. No query of its own."""
    grants = Grant.objects.today().filter(
        user=OuterRef("verifier"), user__is_active=True, role__in=SERVES
    )
    above = OuterRef("campaign__owner__admin_path")
    here = Exists(grants.filter(unit=OuterRef("campaign__owner")))
    rooms = Exists(grants.filter(unit__kind=Unit.Kind.OFFICE, unit__admin_path__startswith=above))
    return Q(here) | Q(rooms, campaign__owner__kind=Unit.Kind.DEPARTMENT)


def officers_of(owner: Unit) -> QuerySet[User]:
    """Who may be named today: of the unit itself, and of a Sở's rooms."""
    at = Q(unit=owner.pk)
    if owner.kind == Unit.Kind.DEPARTMENT:
        at |= Q(unit__kind=Unit.Kind.OFFICE, unit__admin_path__startswith=owner.admin_path)
    grants = Grant.objects.today().filter(at, role__in=SERVES)
    rows = User.objects.filter(is_active=True, pk__in=grants.order_by().values("user"))
    return rows.order_by("sort_key", "pk")


def checkers_of(assessment: Assessment) -> list[User]:
    """Who is told because they verify it: of the unit it was handed to, who was named and still serves, the office."""
    if checker := checker_of(assessment):
        return people_at(checker)
    owner = assessment.campaign.owner
    named = [one for one in officers_of(owner) if one.pk == assessment.verifier_id]
    return named or office_of(owner)


def workplaces(users: Collection[int]) -> dict[int, set[int]]:
    """Where each has a role or a post today, in its rooms (tổ) too: they do not verify these. Two queries."""
    found: dict[int, set[int]] = defaultdict(set)
    grants = Grant.objects.today().filter(user__in=users)
    posts = Post.objects.today().filter(person__user__in=users)
    for grant in grants.select_related("unit"):
        found[grant.user_id] |= {grant.unit_id, house_of(grant.unit)}
    for post in posts.select_related("unit").annotate(user=F("person__user")):
        found[post.user] |= {post.unit_id, house_of(post.unit)}  # type: ignore[attr-defined]  # annotated
    return found


def _served(user: AbstractBaseUser) -> set[int]:
    """Units for which the user may verify by name: the own, and of a room (phòng) its Sở."""
    found = set()
    for grant in grants_of(user, SERVES):
        found.add(grant.unit_id)
        if grant.unit.kind == Unit.Kind.OFFICE:
            found |= {int(step) for step in grant.unit.admin_path.split("/") if step}
    return found
