"""Socket: what a creation was made from. The app that keeps the work says where its report is read.

>>> origins.register(Creation.Kind.INITIATIVE, report_of)   # (user, creation) → Origin or None, two queries

``recognition`` knows no initiatives; a reader who may not open the work gets None. What is kept secret in it
stays there: only an address and a label come through here.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser

from phongtrao.recognition.models import Creation


@dataclass(frozen=True, slots=True)
class Origin:
    label: str
    url: str


Finder = Callable[[AbstractBaseUser, Creation], Origin | None]
_FINDERS: dict[str, Finder] = {}


def register(kind: str, finder: Finder) -> None:
    if _FINDERS.setdefault(kind, finder) is not finder:
        raise ValueError(f"origin of {kind!r} is registered twice")


def origin_of(user: AbstractBaseUser, creation: Creation) -> Origin | None:
    finder = _FINDERS.get(creation.kind)
    return finder(user, creation) if finder else None
