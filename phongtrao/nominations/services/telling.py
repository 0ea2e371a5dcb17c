"""Whom a unit's nominations are told to: those who prepare what it hands in."""

from phongtrao.accounts.models import User
from phongtrao.nominations.access.rounds import ASKS
from phongtrao.notifications.services import notify
from phongtrao.orgs.models import Grant, Unit


def tell_unit(unit: Unit, text: str, *, key: str, url: str) -> None:
    """Heads, offices and focal persons of the very unit."""
    grants = Grant.objects.today().filter(unit=unit, role__in=ASKS)
    people = User.objects.filter(pk__in=grants.values("user"), is_active=True).order_by("pk")
    notify(people, text, key=key, url=url)
