"""The socket of open work that is in one person's hands at a unit: it goes on with whoever follows.

>>> register(Duty("plans.handover", _("phần việc được giao"), open_parts, field="user"))

``rows(user, unit)``: what is open. ``field``: the key to the account, which a takeover rewrites;
empty for what only the person can finish, such as a paper that waits for their signature: it is
listed, and stays for the reason ``stays`` tells both. ``of``: the field to what the row is about, where
the row itself has no history and no words of its own: that is named in the list and tells what was done.

>>> register(Duty("documents.opinion", _("ý kiến về dự thảo"), open_opinions, "asked", of="document"))
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise

from phongtrao.orgs.models import Unit

TAKEN_OVER = "orgs.duty_taken_over"  # the deed in the history of what went along


@dataclass(frozen=True, slots=True)
class Duty:
    key: str  # “app.model”
    label: str | Promise
    rows: Callable[[AbstractBaseUser, Unit], QuerySet[Any]] = field(compare=False)
    field: str = ""
    # What the follower may already hold as well: such rows stay, or two would be one's own.
    same: tuple[str, ...] = ()
    # What the follower may not have, as rows of their own unit: such rows stay, too.
    barred: Callable[[AbstractBaseUser], Q] | None = None
    stays: str | Promise = ""
    of: str = ""

    def about(self, row: Any) -> Model:
        """What the list names and the history tells it of: the row, or what it is of."""
        subject: Model = getattr(row, self.of) if self.of else row
        return subject


DUTIES: dict[str, Duty] = {}


def register(duty: Duty) -> None:
    DUTIES[duty.key] = duty


def duties() -> Sequence[Duty]:
    return tuple(DUTIES.values())
