"""Socket: who else adds evidence of a unit, besides its head and focal person. Apps register in ``ready()``.

>>> evidence_writers.register("plans.handovers", may_prove)   # (user, unit) → bool, at most two queries
"""

from collections.abc import Callable

from django.contrib.auth.base_user import AbstractBaseUser

from phongtrao.orgs.models import Unit

Provider = Callable[[AbstractBaseUser, Unit], bool]
_PROVIDERS: dict[str, Provider] = {}


def register(app: str, provider: Provider) -> None:
    if _PROVIDERS.setdefault(app, provider) is not provider:
        raise ValueError(f"evidence writers of {app!r} are registered twice")


def may_add(user: AbstractBaseUser, unit: Unit) -> bool:
    return any(provider(user, unit) for provider in _PROVIDERS.values())
