"""Socket: what apps above hang on an award: what its page says besides, what follows when it is revoked or corrected.

>>> register("nominations", Follower(notes_of, end_with, follow))
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser

from phongtrao.awards.models import Award


@dataclass(frozen=True, slots=True)
class Note:
    """One line under an award; ``is_warning``: something it stands on is no longer so."""

    words: str
    url: str = ""
    is_warning: bool = False


@dataclass(frozen=True, slots=True)
class Follower:
    """``notes``: as far as the user may read them. ``end``: inside the transaction that revokes; ``follow``:
    inside the one that corrects it, or refuses what was corrected."""

    notes: Callable[[Award, AbstractBaseUser], list[Note]]
    end: Callable[[Award, AbstractBaseUser], None]
    follow: Callable[[Award, AbstractBaseUser], None]


_FOLLOWERS: dict[str, Follower] = {}


def register(app: str, follower: Follower) -> None:
    if _FOLLOWERS.setdefault(app, follower) is not follower:
        raise ValueError(f"followers of awards of {app!r} are registered twice")


def notes_of(award: Award, user: AbstractBaseUser) -> list[Note]:
    return [note for one in _FOLLOWERS.values() for note in one.notes(award, user)]


def end_followers(award: Award, *, by: AbstractBaseUser) -> None:
    for one in _FOLLOWERS.values():
        one.end(award, by)


def lead_followers(award: Award, *, by: AbstractBaseUser) -> None:
    for one in _FOLLOWERS.values():
        one.follow(award, by)
