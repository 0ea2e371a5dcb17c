"""Clocks in working days that run: apps above say which end on another day once the days off change."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser

from phongtrao.lib.working_days import WorkingDays


@dataclass(frozen=True, slots=True)
class Moved:
    """One clock that would end on another day; ``url`` is empty where the asker does not see it."""

    what: str
    before: date
    after: date
    url: str = ""


@dataclass(frozen=True, slots=True)
class Clocks:
    """``moved`` says what would move, as far as the asker sees it; ``move`` does it, with history."""

    moved: Callable[[WorkingDays, AbstractBaseUser], list[Moved]]
    move: Callable[[WorkingDays, AbstractBaseUser], None]


CLOCKS: list[Clocks] = []


def register(clocks: Clocks) -> None:
    if clocks not in CLOCKS:
        CLOCKS.append(clocks)
