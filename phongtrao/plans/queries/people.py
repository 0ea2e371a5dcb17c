"""Who is told: the people who answer for a unit, and the office over it. Grants of today, set-based."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet

from phongtrao.accounts.models import Role, User
from phongtrao.orgs.models import Grant, Unit
from phongtrao.orgs.scope import ACTS_FOR_UNIT, is_office_grant


def people_at(unit: Unit) -> list[User]:
    """Heads and focal persons of this very unit."""
    return people_by_unit([unit.pk]).get(unit.pk, [])


def people_by_unit(units: Iterable[int]) -> dict[int, list[User]]:
    """Heads and focal persons of many units in one query; a unit without any has no key."""
    found: dict[int, dict[int, User]] = defaultdict(dict)
    for grant in _answering(units).select_related("user"):
        found[grant.unit_id][grant.user_id] = grant.user
    return {unit: list(users.values()) for unit, users in found.items()}


def recipients(units: Iterable[int]) -> list[tuple[int, int]]:
    """The same as (unit, user) keys: an act over a province tells thousands, and needs no more."""
    return list(_answering(units).values_list("unit_id", "user_id").order_by().distinct())


def _answering(units: Iterable[int]) -> QuerySet[Grant]:
    return Grant.objects.today().filter(
        role__in=ACTS_FOR_UNIT, unit_id__in=list(units), user__is_active=True
    )


def office_of(unit: Unit) -> list[User]:
    """The office that runs what the unit issued; where it has none, its head and focal persons."""
    return offices_of_units([unit])[unit.pk]


def offices_of_units(units: Iterable[Unit]) -> dict[int, list[User]]:
    """The same for many units in two queries; offices are few, so whose they are is decided here."""
    units = list(units)
    grants = Grant.objects.today().filter(role=Role.OFFICE, user__is_active=True)
    offices = list(grants.select_related("user", "unit").with_levels())
    acting = people_by_unit(unit.pk for unit in units)
    found: dict[int, list[User]] = {}
    for unit in units:
        users = {grant.user_id: grant.user for grant in offices if is_office_grant(grant, unit)}
        found[unit.pk] = list(users.values()) or acting.get(unit.pk, [])
    return found
