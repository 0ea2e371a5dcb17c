"""Doors of who sets councils up: units, rules and decisions one may choose from."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from phongtrao.accounts.models import Role
from phongtrao.councils.access.councils import SEES, SETS_UP, can_set_up, visible_councils
from phongtrao.councils.models import Council, CouncilRule, Member
from phongtrao.documents.access import visible_documents
from phongtrao.documents.models import DocumentKind, OfficialDocument
from phongtrao.orgs import access as orgs
from phongtrao.orgs.models import Person, Unit
from phongtrao.orgs.scope import at_offices, has_role


def sees_councils(user: AbstractBaseUser) -> bool:
    """Whether councils are everyday work of the user. No query: asked on every page."""
    return has_role(user, *SEES, Role.AUDITOR, Role.COUNCIL)


def units_to_set_up(user: AbstractBaseUser) -> QuerySet[Unit]:
    """Units whose councils the user sets up."""
    rows = Unit.objects.standing().with_account().filter(at_offices(user, SETS_UP))
    return rows.highest_first()


def get_own_council(user: AbstractBaseUser, pk: int) -> Council:
    """For the pages of who sets it up; for others they do not exist."""
    rows = visible_councils(user).select_related("unit", "composition", "decision")
    council = get_object_or_404(rows, pk=pk)
    if not can_set_up(user, council.unit):
        raise Http404
    return council


def get_own_member(user: AbstractBaseUser, pk: int) -> Member:
    rows = Member.objects.filter(council__in=visible_councils(user).values("pk"))
    member = get_object_or_404(rows.select_related("council__unit", "person"), pk=pk)
    if not can_set_up(user, member.council.unit):
        raise Http404
    return member


def rules_for(unit: Unit | None, of: str) -> QuerySet[CouncilRule]:
    """Shipped ones and the unit's own."""
    return CouncilRule.objects.filter(Q(owner=None) | Q(owner=unit), of=of)


def people_to_seat(user: AbstractBaseUser) -> QuerySet[Person]:
    return orgs.visible_people(user)


def decisions_for(user: AbstractBaseUser, council: Council) -> QuerySet[OfficialDocument]:
    """Issued decisions of the unit and of those above it which the user reads, newest first."""
    above = [int(part) for part in council.unit.admin_path.strip("/").split("/")]
    rows = visible_documents(user).filter(
        issuer__in=above,
        kind=DocumentKind.DECISION,
        status=OfficialDocument.Status.ISSUED,
        is_cited_only=False,
    )
    return rows.order_by("-issued_on", "-pk")
