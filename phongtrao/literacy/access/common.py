"""Whose courses, banks and frameworks a person is offered, and for which units one keeps them."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import (
    at_offices,
    has_role,
    holds_at_office,
    holds_over,
    read_units,
    works_at,
)

KEEPS = frozenset({Role.OFFICE, Role.HEAD, Role.FOCAL})


def keeps_literacy(user: AbstractBaseUser) -> bool:
    """Whether banks and imports are a place of theirs. No query beyond the grants."""
    return has_role(user, *KEEPS)


def kept_units(user: AbstractBaseUser) -> QuerySet[Unit]:
    """Units for which one writes questions, courses and numbers, the highest first."""
    rows = Unit.objects.standing().with_account()
    return rows.filter(at_offices(user, KEEPS)).highest_first()


def can_keep(user: AbstractBaseUser, owner: Unit) -> Answer:
    if holds_at_office(user, owner, *KEEPS) and owner.kind not in Unit.Kind.silent:
        return YES
    return no(
        _("Chỉ văn phòng, thủ trưởng hoặc đầu mối của %(unit)s làm được việc này.")
        % {"unit": owner}
    )


def can_bring(user: AbstractBaseUser, unit: Unit) -> Answer:
    """Bring results and numbers of a unit: its own people, or the office above from another platform's list."""
    if holds_over(user, unit, Role.OFFICE):
        return YES
    return can_keep(user, unit)


def units_above(user: AbstractBaseUser) -> set[int]:
    """Units one works at and all above them on both lines: whose offers are for one. One query."""
    found = getattr(user, "_literacy_above", None)
    if found is None:
        rows = Unit.objects.filter(works_at(user)).values_list("admin_path", "prof_path")
        found = {int(key) for paths in rows for path in paths for key in path.split("/") if key}
        user._literacy_above = found  # type: ignore[attr-defined]  # noqa: SLF001 -- cache of this request
    return found


def offered_to(user: AbstractBaseUser, prefix: str = "owner__") -> Q:
    """What the own unit and those above offer; and what those below do, for who reads them."""
    return Q(**{f"{prefix}pk__in": units_above(user)}) | read_units(user, prefix)
