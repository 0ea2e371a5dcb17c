"""Socket: papers that belong to something an app above shows: who sees a plan reads its paper.

>>> readers.register("plans", papers_of_plans)   # (user) → ids of documents; no query of its own
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet

Provider = Callable[[AbstractBaseUser], "list[QuerySet[Any, Any]]"]
_PROVIDERS: dict[str, Provider] = {}


def register(app: str, provider: Provider) -> None:
    """``provider(user)`` → querysets of one column, the id of a document (or null)."""
    if _PROVIDERS.setdefault(app, provider) is not provider:
        raise ValueError(f"papers of {app!r} are registered twice")


def papers_shown(user: AbstractBaseUser) -> Q:
    """Condition on documents: those of what the user may see above."""
    shown = Q(pk__in=[])
    for provider in _PROVIDERS.values():
        for ids in provider(user):
            shown |= Q(pk__in=ids)
    return shown
