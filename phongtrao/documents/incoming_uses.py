"""Socket: what an incoming paper can become in an app above, and what has become of it.

>>> incoming_uses.register(IncomingUse(
...     key="plan",
...     label=_("Đọc thành kế hoạch"),
...     icon="file-import",
...     url_name="plans:incoming_plan",   # takes the incoming paper's pk; a POST does it when ``posts``
...     may=can_read_as_plan,             # (user, incoming) → Answer, no queries
...     made=plans_made,                  # (user, incoming) → what was made, with its state
... ))
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.functional import Promise

from phongtrao.documents.models import Incoming
from phongtrao.lib.answers import Answer
from phongtrao.web.components import State


@dataclass(frozen=True, slots=True)
class Made:
    """One thing made from the paper: a plan being read, a task; ``url`` leads to it."""

    label: str
    url: str
    state: State


@dataclass(frozen=True, slots=True)
class IncomingUse:
    key: str
    label: str | Promise
    icon: str
    url_name: str
    may: Callable[[AbstractBaseUser, Incoming], Answer]
    made: Callable[[AbstractBaseUser, Incoming], list[Made]]
    posts: bool = False


_USES: dict[str, IncomingUse] = {}


def register(use: IncomingUse) -> None:
    if _USES.setdefault(use.key, use) is not use:
        raise ValueError(f"use of incoming papers {use.key!r} is registered twice")


def uses() -> list[IncomingUse]:
    return list(_USES.values())
