"""Socket: papers an app above has written for people without an office, and keeps from some readers.

>>> paper_scope.register("councils", may_write=is_secretary_of, kept_from=papers_of_own_conflicts)

``may_write``: (user, unit) → bool. ``kept_from``: (user) → ids of papers the user is not shown, whatever
the office; no query of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet

from phongtrao.orgs.models import Unit


@dataclass(frozen=True, slots=True)
class Scope:
    may_write: Callable[[AbstractBaseUser, Unit], bool]
    kept_from: Callable[[AbstractBaseUser], "QuerySet[Any, Any]"]


_SCOPES: dict[str, Scope] = {}


def register(
    app: str,
    *,
    may_write: Callable[[AbstractBaseUser, Unit], bool],
    kept_from: Callable[[AbstractBaseUser], "QuerySet[Any, Any]"],
) -> None:
    scope = Scope(may_write, kept_from)
    if _SCOPES.setdefault(app, scope) != scope:
        raise ValueError(f"papers of {app!r} are registered twice")


def may_write(user: AbstractBaseUser, unit: Unit) -> bool:
    return any(scope.may_write(user, unit) for scope in _SCOPES.values())


def shown(user: AbstractBaseUser) -> Q:
    """Condition on papers: all but those kept from the user."""
    found = Q()
    for scope in _SCOPES.values():
        found &= ~Q(pk__in=scope.kept_from(user))
    return found
