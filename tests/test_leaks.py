"""A word planted in what a head of another school may not see shows nowhere: no page, no list, no
search, no export."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile, is_zipfile

import pytest
from django.db.models import Model
from django.test import Client

from phongtrao.accounts.models import User
from phongtrao.documents.models import (
    Evidence,
    Incoming,
    OfficialDocument,
    Paper,
    RecipientGroup,
    StoredFile,
)
from phongtrao.notifications.models import Notice
from phongtrao.orgs.models import Person
from phongtrao.plans.models import (
    Assignment,
    BudgetLine,
    Consultation,
    Difficulty,
    HandOver,
    Intake,
    Movement,
    Plan,
    ProgressReport,
    Task,
    TaskParty,
)
from phongtrao.web.models import Work
from tests.addresses import places
from tests.world import World, build_world

pytestmark = pytest.mark.django_db

ASKED = "xq7leak"
WORD = f"{ASKED}9"  # the search page repeats what was asked for, and only that
WHO = "hieutruong"
EXPORT = {"xuat": "xlsx"}


def test_word_planted_outside_ones_scope_shows_nowhere(settings):
    settings.ROOT_URLCONF = "tests.bare_urls"
    world = build_world()
    plant(world)
    client = Client()
    client.force_login(world.people[WHO])

    shown = [place.url for place in places(world) if answers(client, place.url)]
    asked = [(url, query) for url in shown for query in ({}, {"q": ASKED}, EXPORT)]
    found = [(url, query) for url, query in asked if WORD in read(client, url, query)]

    assert len(shown) > 40
    assert found == []


def test_word_planted_within_ones_scope_is_found():
    """The same way of looking does find what may be seen."""
    world = build_world()
    own = Assignment.objects.filter(unit=world.places["upper"]).order_by("pk")[0]
    Assignment.objects.filter(pk=own.pk).update(wording=WORD)
    Task.objects.filter(pk=own.task_id).update(text=WORD)
    client = Client()
    client.force_login(world.people[WHO])

    unit_work = f"/don-vi/{own.unit_id}/viec/"
    seen = [
        WORD in read(client, url, query)
        for url, query in ((unit_work, {}), (unit_work, EXPORT), ("/tim-kiem/", {"q": ASKED}))
    ]
    assert seen == [True, True, True]


# ------------------------------------------------------------------ planting


def plant(world: World) -> None:
    """In every field of words of everything outside the upper school and its plans."""
    hidden = {
        Plan: ("plan", {"at work"}, ("title", "contact", "programme")),
        Movement: ("movement", {"running"}, ("title", "goals", "subjects")),
        Task: ("task", {"at work"}, ("text", "section", "deliverable", "passage", "programme")),
        HandOver: ("handover", set(), ("note", "done", "return_reason")),
        Consultation: ("consultation", set(), ("question", "opinion")),
        Difficulty: ("difficulty", {"upper, open"}, ("text", "wish", "answer")),
        BudgetLine: ("budget line", set(), ("source", "payer", "note")),
        Assignment: ("assignment", {"upper school"}, ("wording", "answer", "proposed_text", "reply")),
        ProgressReport: ("report", {"upper, submitted"}, ("done", "obstacles", "return_reason")),
        OfficialDocument: ("document", {"issued", "cited only"}, ("abstract", "search_text")),
        Incoming: ("incoming", {"upper, new"}, ("abstract", "sender", "number", "note", "result")),
        RecipientGroup: ("recipient group", set(), ("name",)),
        Evidence: ("evidence", set(), ("title",)),
        StoredFile: ("file", {"issued document"}, ("name",)),
        Paper: ("paper", set(), ("title",)),
        Intake: ("intake", set(), ("title",)),
        Person: ("person", set(), ("full_name", "search_text")),
        Notice: ("notice", set(), ("text",)),
        Work: ("work", set(), ("title", "message")),
    }  # fmt: skip
    for model, (noun, seen, fields) in hidden.items():
        samples = world.samples[noun]
        _write(model, [pk for label, pk in samples.items() if label not in seen], fields)
    tasks = [pk for label, pk in world.samples["task"].items() if label != "at work"]
    TaskParty.objects.filter(task__in=tasks).update(name=WORD)
    User.objects.filter(pk=world.stranger.pk).update(full_name=WORD, email=f"{WORD}@vidu.example")
    # What others wrote about the very task that one's own school has as well.
    others = Assignment.objects.exclude(unit=world.places["upper"])
    others.update(answer=WORD, wording=WORD, override_reason=WORD)
    ProgressReport.objects.filter(assignment__in=others).update(done=WORD, obstacles=WORD)


def _write(model: type[Model], pks: list[int], fields: tuple[str, ...]) -> None:
    changed = model._default_manager.filter(pk__in=pks).update(**dict.fromkeys(fields, WORD))
    assert changed == len(pks)


# ------------------------------------------------------------------ looking


def answers(client: Client, url: str) -> bool:
    response = client.get(url)
    _content(response)
    return response.status_code == 200


def read(client: Client, url: str, query: dict[str, str]) -> str:
    """All text of the answer in lower case, also of what is packed in a workbook or paper."""
    content = _content(client.get(url, query))
    packed = BytesIO(content)
    if is_zipfile(packed):
        with ZipFile(packed) as archive:
            content = b"".join(archive.read(name) for name in archive.namelist())
    return content.decode("utf-8", errors="replace").lower()


def _content(response: Any) -> bytes:
    return b"".join(response) if response.streaming else response.content
