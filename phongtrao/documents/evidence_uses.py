"""Socket: where a piece of evidence is cited. Apps whose claims cite evidence register in ``ready()``.

>>> evidence_uses.register("plans", uses_in_reports)   # (user, pks) → pk → uses; one query for all
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser


@dataclass(frozen=True, slots=True)
class Use:
    """One claim that cites the evidence; ``url`` is empty when the reader may not open it."""

    label: str
    url: str = ""


Provider = Callable[[AbstractBaseUser, Collection[int]], Mapping[int, list[Use]]]
_PROVIDERS: dict[str, Provider] = {}


def register(app: str, provider: Provider) -> None:
    if _PROVIDERS.setdefault(app, provider) is not provider:
        raise ValueError(f"evidence uses of {app!r} are registered twice")


def uses_of(user: AbstractBaseUser, pks: Collection[int]) -> dict[int, list[Use]]:
    """Uses of each evidence, from every app."""
    found: dict[int, list[Use]] = defaultdict(list)
    for provider in _PROVIDERS.values():
        for pk, uses in provider(user, pks).items():
            found[pk] += uses
    return dict(found)
