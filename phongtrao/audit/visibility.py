"""Who may read the history of what: the apps that own the subjects say so. Deny by default.

>>> visibility.register("plans.plan", visible_plans, url_name="plans:plan")

``visible_plans(user)`` is the very queryset behind the pages of the app, so nobody finds in the history
what he may not open; of what is gone, nothing is found. ``url_name`` takes the id as its one argument;
the history page links back with it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast

LONGEST_ID = 40  # as the entry keeps it; longer ones come from no page of ours
Visible = Callable[[AbstractBaseUser], QuerySet[Any]]
May = Callable[[AbstractBaseUser], bool]


@dataclass(frozen=True, slots=True)
class Subject:
    visible: Visible
    url_name: str = ""


@dataclass(slots=True)
class Sockets:
    subjects: dict[str, Subject] = field(default_factory=dict)
    search: May | None = None


SOCKETS = Sockets()


def register(subject_type: str, visible: Visible, url_name: str = "") -> None:
    """``subject_type`` as in the entry: “app.model”, lower case."""
    SOCKETS.subjects[subject_type] = Subject(visible, url_name)


def register_search(may: May) -> None:
    """Who may search the history of everything they see."""
    SOCKETS.search = may


def can_see(user: AbstractBaseUser, subject_type: str, subject_id: str) -> bool:
    subject = SOCKETS.subjects.get(subject_type)
    if subject is None or len(subject_id) > LONGEST_ID or not subject_id.isdecimal():
        return False
    return subject.visible(user).filter(pk=subject_id).exists()


def seen_entries(user: AbstractBaseUser) -> Q:
    """Condition on entries: those of subjects the user sees, whatever their app. No query of its own."""
    seen = Q(pk__in=[])
    for subject_type, subject in SOCKETS.subjects.items():
        key = Cast("pk", CharField())
        ids = subject.visible(user).order_by().values_list(key)
        seen |= Q(subject_type=subject_type, subject_id__in=ids)
    return seen


def can_search(user: AbstractBaseUser) -> bool:
    return SOCKETS.search is not None and SOCKETS.search(user)


def url_name_of(subject_type: str) -> str:
    subject = SOCKETS.subjects.get(subject_type)
    return subject.url_name if subject else ""
