"""What a movement's story in time is told of; apps above add their own chapters by the socket here.

>>> story.register(lambda movement, user: [Moment(day, _("Báo cáo …"), url=…) for … in …])
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser

from phongtrao.plans.models import Movement


@dataclass(frozen=True, slots=True)
class Moment:
    """One dated line. ``is_open``: something waits to be done for it, so past its day it is late."""

    day: date
    title: str
    text: str = ""
    url: str = ""
    icon: str = "calendar"
    is_open: bool = False


Teller = Callable[[Movement, AbstractBaseUser], Iterable[Moment]]
TELLERS: list[Teller] = []


def register(teller: Teller) -> None:
    """``teller`` gives the moments of a movement that this user may see, in any order."""
    TELLERS.append(teller)


def told_elsewhere(movement: Movement, user: AbstractBaseUser) -> list[Moment]:
    return [moment for teller in TELLERS for moment in teller(movement, user)]
