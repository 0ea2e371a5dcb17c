"""What units did for a movement besides reporting; the app of what was done tells it by the socket here.

>>> doings.register(lambda movement, period: Participation.objects.filter(day__range=…))
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from phongtrao.lib.periods import Period
from phongtrao.plans.models import Movement

Teller = Callable[[Movement, Period], QuerySet[Any, Any]]
TELLERS: list[Teller] = []


def register(teller: Teller) -> None:
    """``teller`` gives rows with a ``unit`` that did something for the movement in the period."""
    TELLERS.append(teller)


def did_something(movement: Movement, period: Period) -> Q:
    """As a condition on units; one that nobody meets where no app tells anything."""
    found = Q(pk__in=[])
    for teller in TELLERS:
        found |= Q(Exists(teller(movement, period).filter(unit=OuterRef("pk"))))
    return found
