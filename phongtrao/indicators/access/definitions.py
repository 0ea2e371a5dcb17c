"""Who reads an indicator and its targets, who sets them. Deny by default.

What an office measures is read by those who oversee it and by every unit below it: they are measured.
"""

from collections.abc import Iterator

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.indicators.models import ACTIVITIES, Indicator, Target
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import (
    ACTS_FOR_UNIT,
    OVERSEES,
    at_offices,
    at_units,
    grants_of,
    has_role,
    holds_at,
    holds_at_office,
    read_units,
    unit_condition,
)
from phongtrao.plans.models import Plan

OFFICE = frozenset({Role.OFFICE})
SETS_TARGETS = OFFICE | ACTS_FOR_UNIT


def reads_indicators(user: AbstractBaseUser) -> bool:
    return has_role(user, *OVERSEES, *ACTS_FOR_UNIT)


def owning_units(user: AbstractBaseUser) -> QuerySet[Unit]:
    """Units in whose name the user sets indicators: of one's office, of a Sở its rooms too."""
    rows = Unit.objects.standing().filter(at_offices(user, OFFICE))
    return rows.exclude(kind__in=Unit.Kind.silent).highest_first()


def visible_indicators(user: AbstractBaseUser) -> QuerySet[Indicator]:
    over = unit_condition(grants_of(user, OVERSEES), "owner__")
    at_home = at_offices(user, OVERSEES, "owner__")
    rows = Indicator.objects.filter(over | at_home | _above(user, "owner__"))
    return rows.select_related("owner")


def get_visible_indicator(user: AbstractBaseUser, pk: int) -> Indicator:
    return get_object_or_404(visible_indicators(user), pk=pk)


def can_count_activities(indicator: Indicator) -> Answer:
    """Whether its number may come from activities at all; who says so is asked by ``can_define``."""
    if indicator.ended_on or indicator.is_external:
        return no(_("Chỉ số đã thôi dùng hoặc là chỉ số bên ngoài nên không tính từ hoạt động."))
    if indicator.computed_from not in {"", ACTIVITIES}:
        return no(_("Chỉ số này đã do hệ thống tính từ nguồn khác."))
    return YES


def visible_targets(user: AbstractBaseUser) -> QuerySet[Target]:
    """Those of units one reads, and of everybody above: what was set is meant to be known."""
    known = visible_indicators(user).order_by().values("pk")
    shown = read_units(user, "unit__") | _above(user, "unit__")
    rows = Target.objects.filter(shown, indicator__in=known)
    return rows.select_related("indicator__owner", "unit")


def get_visible_target(user: AbstractBaseUser, pk: int) -> Target:
    return get_object_or_404(visible_targets(user), pk=pk)


def can_define(user: AbstractBaseUser, owner: Unit) -> Answer:
    if holds_at_office(user, owner, Role.OFFICE):
        return YES
    return no(_("Chỉ văn phòng của %(unit)s đặt và sửa được chỉ số này.") % {"unit": owner})


def adoptable_plans(user: AbstractBaseUser) -> QuerySet[Plan]:
    """Plans of one's office that are out; what stands in a draft is not yet a target."""
    rows = Plan.objects.filter(at_offices(user, OFFICE, "owner__"), orders_of=None)
    return rows.exclude(status=Plan.Status.DRAFT).select_related("owner", "document")


def can_set_target(user: AbstractBaseUser, unit: Unit) -> Answer:
    """An office for its unit; a school or a commune its own."""
    if holds_at_office(user, unit, Role.OFFICE) or holds_at(user, unit, *ACTS_FOR_UNIT):
        return YES
    return no(_("Chỉ văn phòng hoặc thủ trưởng của %(unit)s đặt được chỉ tiêu.") % {"unit": unit})


def setting_units(user: AbstractBaseUser) -> QuerySet[Unit]:
    """Units for which the user sets targets."""
    may = at_offices(user, OFFICE) | at_units(user, ACTS_FOR_UNIT)
    rows = Unit.objects.standing().filter(may)
    return rows.exclude(kind__in=Unit.Kind.silent).highest_first()


def _above(user: AbstractBaseUser, prefix: str) -> Q:
    """The units of one's roles and those above them on either line; of a Sở above, its rooms too."""
    steps = {path for grant in grants_of(user) for path in _steps(grant.unit)}
    above = Q(**{f"{prefix}admin_path__in": steps}) | Q(**{f"{prefix}prof_path__in": steps})
    for path in _departments(user, steps):
        rooms = {f"{prefix}kind": Unit.Kind.OFFICE, f"{prefix}admin_path__startswith": path}
        above |= Q(**rooms)
    return above


def _departments(user: AbstractBaseUser, steps: set[str]) -> list[str]:
    """Paths of the Sở among them, read once per user object: a page asks many times."""
    found: list[str] | None = getattr(user, "_departments_above", None)
    if found is None:
        tops = Unit.objects.filter(kind=Unit.Kind.DEPARTMENT, admin_path__in=steps)
        found = list(tops.values_list("admin_path", flat=True)) if steps else []
        user._departments_above = found  # type: ignore[attr-defined]  # noqa: SLF001 -- cache of this request
    return found


def _steps(unit: Unit) -> Iterator[str]:
    """“/1/5/9/” → “/1/”, “/1/5/”, “/1/5/9/”, of both lines."""
    for path in (unit.admin_path, unit.prof_path):
        parts = path.split("/")
        yield from ("/".join(parts[:end]) + "/" for end in range(2, len(parts)))
