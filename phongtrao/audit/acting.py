"""In whose place somebody works: the app that knows about roles says so, and every line of history keeps it.

>>> acting.register(principal_of)
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser


@dataclass(slots=True)
class Socket:
    principal_of: Callable[[AbstractBaseUser], int | None] | None = None


SOCKET = Socket()


def register(principal_of: Callable[[AbstractBaseUser], int | None]) -> None:
    """``principal_of(user)`` → key of the account in whose place the user acts; None: in the own name.

    It must be cheap: every line of history asks.
    """
    SOCKET.principal_of = principal_of


def principal_of(user: AbstractBaseUser) -> int | None:
    return SOCKET.principal_of(user) if SOCKET.principal_of else None
