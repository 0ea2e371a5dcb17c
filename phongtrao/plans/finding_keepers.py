"""Socket: whose findings of inspection are, besides the inspectors over a unit. Apps register in ``ready()``.

>>> finding_keepers.register("activities", sees, keeps)   # (user) → condition on Finding; no query of its own
"""

from collections.abc import Callable, Iterable

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q

Provider = Callable[[AbstractBaseUser], Q]
_PROVIDERS: dict[str, tuple[Provider, Provider]] = {}


def register(app: str, sees: Provider, keeps: Provider) -> None:
    """``sees``: reads the finding; ``keeps``: closes it or asks the unit to go on."""
    if _PROVIDERS.setdefault(app, (sees, keeps)) != (sees, keeps):
        raise ValueError(f"keepers of findings of {app!r} are registered twice")


def seen_by(user: AbstractBaseUser) -> Q:
    return _any(sees(user) for sees, _keeps in _PROVIDERS.values())


def kept_by(user: AbstractBaseUser) -> Q:
    return _any(keeps(user) for _sees, keeps in _PROVIDERS.values())


def _any(conditions: Iterable[Q]) -> Q:
    found = Q(pk__in=[])
    for one in conditions:
        found |= one
    return found
