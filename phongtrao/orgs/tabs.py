"""Tabs of a unit's page: apps above add their own in ``ready()``.

>>> tabs.register(UnitTab("work", _("Việc được giao"), "plans:unit_work", order=20, may=can_see_work))

``url_name`` takes the unit's pk. ``may(user, unit)`` is asked on every page of the unit; default: all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse
from django.utils.functional import Promise

from phongtrao.orgs.models import Unit


def everybody(_user: AbstractBaseUser, _unit: Unit) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class UnitTab:
    key: str
    label: str | Promise
    url_name: str
    order: int = 50
    may: Callable[[AbstractBaseUser, Unit], bool] = everybody


UNIT_TABS: dict[str, UnitTab] = {}


def register(tab: UnitTab) -> None:
    UNIT_TABS[tab.key] = tab


def tabs_of(unit: Unit, user: AbstractBaseUser, active: str) -> list[dict[str, Any]]:
    """For ``{% tabs %}``: those the user may open, in order; ``active`` is a key."""
    shown = sorted(
        (tab for tab in UNIT_TABS.values() if tab.may(user, unit)), key=lambda tab: tab.order
    )
    return [
        {
            "label": tab.label,
            "url": reverse(tab.url_name, args=[unit.pk]),
            "active": tab.key == active,
        }
        for tab in shown
    ]
