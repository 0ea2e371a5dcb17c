"""Who keeps the lists of types and levels."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.access.units import By
from phongtrao.orgs.models import SchoolLevel, Term, UnitType
from phongtrao.orgs.scope import grants_of, is_at_the_top

KEEPS_KINDS = frozenset({Role.OFFICE, Role.ADMIN})


def can_keep_kinds(by: By) -> Answer:
    """The lists are everybody's: the office and the administrator of the whole Sở keep them."""
    if by is None or any(is_at_the_top(grant) for grant in grants_of(by, KEEPS_KINDS)):
        return YES
    return no(_("Chỉ văn phòng hoặc quản trị viên của Sở được sửa danh mục."))


def visible_types(_user: AbstractBaseUser) -> QuerySet[UnitType]:
    return UnitType.objects.all()


def visible_levels(_user: AbstractBaseUser) -> QuerySet[SchoolLevel]:
    """The empty level is no row of the list: it says that a unit has none."""
    return SchoolLevel.objects.exclude(code="")


def types_with_history(user: AbstractBaseUser) -> QuerySet[UnitType]:
    return UnitType.objects.all() if can_keep_kinds(user) else UnitType.objects.none()


def levels_with_history(user: AbstractBaseUser) -> QuerySet[SchoolLevel]:
    return visible_levels(user) if can_keep_kinds(user) else SchoolLevel.objects.none()


def get_kept_type(user: AbstractBaseUser, pk: int) -> UnitType:
    """For the page that changes it, which only its keepers have."""
    if not can_keep_kinds(user):
        raise Http404
    return get_object_or_404(UnitType, pk=pk)


def get_kept_level(user: AbstractBaseUser, pk: int) -> SchoolLevel:
    if not can_keep_kinds(user):
        raise Http404
    return get_object_or_404(visible_levels(user), pk=pk)


def terms_with_history(user: AbstractBaseUser) -> QuerySet[Term]:
    return Term.objects.all() if can_keep_kinds(user) else Term.objects.none()


def get_kept_term(user: AbstractBaseUser, pk: int) -> Term:
    """For the form only its keepers have."""
    return get_object_or_404(terms_with_history(user), pk=pk)
