"""The socket of open work that is in one person's hands at a unit: it goes on with whoever follows.

>>> register(Duty("plans.handover", _("phần việc được giao"), open_parts, field="user"))

``rows(user, unit)``: what is open. ``field``: the key to the account, which a takeover rewrites;
empty for what only the person can finish, such as a paper that waits for their signature: it is
listed, and stays.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.utils.functional import Promise

from phongtrao.orgs.models import Unit


@dataclass(frozen=True, slots=True)
class Duty:
    key: str  # “app.model”
    label: str | Promise
    rows: Callable[[AbstractBaseUser, Unit], QuerySet[Any]] = field(compare=False)
    field: str = ""
    # What the follower may already hold as well: such rows stay, or two would be one's own.
    same: tuple[str, ...] = ()


DUTIES: dict[str, Duty] = {}


def register(duty: Duty) -> None:
    DUTIES[duty.key] = duty


def duties() -> Sequence[Duty]:
    return tuple(DUTIES.values())
