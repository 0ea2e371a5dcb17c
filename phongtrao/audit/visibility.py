"""Who may read the history of what: the apps that own the subjects say so. Deny by default.

>>> visibility.register("plans.plan", visible_plans, url_name="plans:plan")

``visible_plans(user)`` is the very queryset behind the pages of the app, so nobody finds in the history
what he may not open. ``url_name`` takes the id as its one argument; the history page links back with it.

What is deleted is in no queryset. Its lines name its home (``audit_home`` of the model), and who is told of
a home reads them; the lines of its going stand in the history of ``on`` as well:

>>> visibility.register_home("plans.plan", visible_plans, on="plans.plan", deeds={"plans.task_dropped"})

Of what is gone and has no such home, nothing is found.

Some deeds are for fewer people than the subject itself: the reasons of a return are for those who read
drafts, though the paper is everybody's once it is issued. The app narrows those deeds:

>>> visibility.narrow("documents.officialdocument", {"documents.returned", …}, drafts_read_by)
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from phongtrao.audit.models import Entry

LONGEST_ID = 40  # as the entry keeps it; longer ones come from no page of ours
Visible = Callable[[AbstractBaseUser], QuerySet[Any]]
May = Callable[[AbstractBaseUser], bool]


@dataclass(frozen=True, slots=True)
class Subject:
    visible: Visible
    url_name: str = ""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Deeds done to subjects of a type that are told only to those who see the subject here."""

    subject_type: str
    actions: frozenset[str]
    visible: Visible


@dataclass(frozen=True, slots=True)
class Home:
    """Who is told of what was deleted there, and in whose history it stands that it went."""

    visible: Visible
    on: str
    deeds: frozenset[str]


@dataclass(slots=True)
class Sockets:
    subjects: dict[str, Subject] = field(default_factory=dict)
    homes: dict[str, Home] = field(default_factory=dict)
    narrowed: list[Narrowed] = field(default_factory=list)
    search: May | None = None


SOCKETS = Sockets()


def register(subject_type: str, visible: Visible, url_name: str = "") -> None:
    """``subject_type`` as in the entry: “app.model”, lower case."""
    SOCKETS.subjects[subject_type] = Subject(visible, url_name)


def narrow(subject_type: str, actions: Iterable[str], visible: Visible) -> None:
    """``visible(user)`` → the subjects of which the user is told these deeds, by whatever page."""
    SOCKETS.narrowed.append(Narrowed(subject_type, frozenset(actions), visible))


def register_home(kind: str, visible: Visible, *, on: str, deeds: Iterable[str]) -> None:
    """``visible(user)`` → those by whose ids “kind:id” is told; no wider than what lives there is seen."""
    SOCKETS.homes[kind] = Home(visible, on, frozenset(deeds))


def register_search(may: May) -> None:
    """Who may search the history of everything they see."""
    SOCKETS.search = may


def can_see(user: AbstractBaseUser, subject_type: str, subject_id: str) -> bool:
    subject = SOCKETS.subjects.get(subject_type)
    if subject is None or len(subject_id) > LONGEST_ID or not subject_id.isdecimal():
        return False
    if subject.visible(user).filter(pk=subject_id).exists():
        return True
    about = Entry.objects.filter(subject_type=subject_type, subject_id=subject_id).exclude(home="")
    kinds = {_kind(home) for home in about.order_by().values_list("home", flat=True).distinct()}
    return bool(kinds) and about.filter(told_homes(user, kinds)).exists()


def seen_entries(user: AbstractBaseUser, line: Entry | None = None) -> Q:
    """Condition on entries: those of subjects the user sees, whatever their app. No query of its own.

    For one line only the apps are asked that its subject and its home belong to.
    """
    seen = Q(pk__in=[])
    for subject_type, subject in SOCKETS.subjects.items():
        if line is None or line.subject_type == subject_type:
            seen |= Q(subject_type=subject_type, subject_id__in=_ids(subject.visible(user)))
    homes = SOCKETS.homes.keys() if line is None else {_kind(line.home)}
    return (seen | told_homes(user, homes)) & told_deeds(user)


def told_homes(user: AbstractBaseUser, kinds: Collection[str]) -> Q:
    """Condition on entries: those that name a home of these kinds of which the user is told."""
    told = Q(pk__in=[])
    for kind, home in SOCKETS.homes.items():
        if kind in kinds:
            told |= Q(home__in=_ids(home.visible(user), f"{kind}:"))
    return told


def gone_from(user: AbstractBaseUser, subject_type: str, subject_id: str) -> Q:
    """Condition on entries: what was deleted at home with the subject, as far as the user is told."""
    of = {kind: home for kind, home in SOCKETS.homes.items() if home.on == subject_type}
    gone = Q(pk__in=[])
    for kind, home in of.items():
        gone |= Q(home=f"{kind}:{subject_id}", action__in=home.deeds)
    return gone & told_homes(user, of)


def _kind(home: str) -> str:
    return home.partition(":")[0]


def told_deeds(user: AbstractBaseUser) -> Q:
    """Condition on entries of subjects the user sees: without the deeds that are told to others only."""
    told = Q()
    for one in SOCKETS.narrowed:
        deeds = Q(subject_type=one.subject_type, action__in=one.actions)
        told &= ~deeds | Q(subject_id__in=_ids(one.visible(user)))
    return told


def _ids(rows: QuerySet[Any], before: str = "") -> "QuerySet[Any, Any]":
    key = Cast("pk", CharField())
    return rows.order_by().values_list(Concat(Value(before), key) if before else key)


def can_search(user: AbstractBaseUser) -> bool:
    return SOCKETS.search is not None and SOCKETS.search(user)


def url_name_of(subject_type: str) -> str:
    subject = SOCKETS.subjects.get(subject_type)
    return subject.url_name if subject else ""
