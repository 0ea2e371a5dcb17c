"""Who may read the history of what: the apps that own the subjects say so. Deny by default.

>>> visibility.register("plans.plan", can_see_plan, url_name="plans:plan")

``can_see_plan(user, subject_id)`` gets the id as text and answers True or False. ``url_name`` takes
the id as its one argument; the history page links back with it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.contrib.auth.base_user import AbstractBaseUser

LONGEST_ID = 40  # as the entry keeps it; longer ones come from no page of ours
CanSee = Callable[[AbstractBaseUser, str], bool]
May = Callable[[AbstractBaseUser], bool]


@dataclass(frozen=True, slots=True)
class Subject:
    can_see: CanSee
    url_name: str = ""


@dataclass(slots=True)
class Sockets:
    subjects: dict[str, Subject] = field(default_factory=dict)
    search: May | None = None


SOCKETS = Sockets()


def register(subject_type: str, can_see: CanSee, url_name: str = "") -> None:
    """``subject_type`` as in the entry: “app.model”, lower case."""
    SOCKETS.subjects[subject_type] = Subject(can_see, url_name)


def register_search(may: May) -> None:
    """Who may search all of the history."""
    SOCKETS.search = may


def can_see(user: AbstractBaseUser, subject_type: str, subject_id: str) -> bool:
    subject = SOCKETS.subjects.get(subject_type)
    if subject is None or len(subject_id) > LONGEST_ID:
        return False
    return subject.can_see(user, subject_id)


def can_search(user: AbstractBaseUser) -> bool:
    return SOCKETS.search is not None and SOCKETS.search(user)


def url_name_of(subject_type: str) -> str:
    subject = SOCKETS.subjects.get(subject_type)
    return subject.url_name if subject else ""
