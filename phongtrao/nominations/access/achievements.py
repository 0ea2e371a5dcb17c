"""The record somebody is to be praised for, whose it is, and for whom of them one may ask. S0-07"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import Http404
from django.utils.translation import gettext as _

from phongtrao.activities.access.activities import get_activity
from phongtrao.orgs.access.people import get_person
from phongtrao.orgs.models import Person, Unit
from phongtrao.recognition.access import get_visible_creation
from phongtrao.research.access.tasks import get_task
from phongtrao.research.models import ResearchTask


@dataclass(frozen=True, slots=True)
class Achievement:
    """``words``: one line of the dossier, empty where only somebody was named; ``source`` as of a claim."""

    title: str
    source: str = ""
    words: str = ""
    on: date | None = None
    people: Sequence[Person] = ()
    units: Sequence[Unit] = field(default=())


def achievement_of(user: AbstractBaseUser, source: str) -> Achievement:
    """By “app.model:key”; 404 for what is none, or what one does not see."""
    model, _colon, key = source.partition(":")
    if model not in READ or not (key.isascii() and key.isdecimal()):
        raise Http404
    return READ[model](user, int(key))


def _creation(user: AbstractBaseUser, pk: int) -> Achievement:
    found = get_visible_creation(user, pk)
    people = [one.person for one in found.shares.select_related("person")]
    words = _("%(kind)s: %(title)s") % {"kind": found.get_kind_display(), "title": found}
    # A task that became a creation is one achievement, under the name it has among facts.
    task = ResearchTask.objects.filter(creation=found).first()
    source = f"research.researchtask:{task.pk}" if task else f"recognition.creation:{pk}"
    return Achievement(str(found), source, words, None, people, [found.unit])


def _task(user: AbstractBaseUser, pk: int) -> Achievement:
    found = get_task(user, pk)
    people = [one.person for one in found.members.select_related("person")]
    words = _("Nhiệm vụ nghiên cứu: %s") % found
    source = f"research.researchtask:{pk}"
    return Achievement(str(found), source, words, found.accepted_on, people, [found.host])


def _activity(user: AbstractBaseUser, pk: int) -> Achievement:
    found = get_activity(user, pk)
    people = [one.person for one in found.contributions.select_related("person")]
    source = f"activities.activity:{pk}"
    words = _("Hoạt động: %s") % found
    return Achievement(str(found), source, words, found.ends_on, people, [found.unit])


def _person(user: AbstractBaseUser, pk: int) -> Achievement:
    found = get_person(user, pk)
    return Achievement(found.full_name, people=[found])


READ: Mapping[str, Callable[[Any, int], Achievement]] = {
    "recognition.creation": _creation,
    "research.researchtask": _task,
    "activities.activity": _activity,
    "orgs.person": _person,
}
