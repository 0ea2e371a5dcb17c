"""A word planted in what one may not see shows nowhere: no page, no list, no search, no export, and in no
history. What the services write they also record; fields written behind their back have no history."""

import re
from collections import defaultdict
from collections.abc import Iterator
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
    CommonAnswer,
    Consultation,
    Difficulty,
    HandOver,
    Intake,
    Movement,
    Plan,
    ProgressReport,
    Task,
    TaskParty,
    TextDefect,
)
from phongtrao.web.models import Work
from tests.access_table import read_once, shown_to
from tests.addresses import Place, places
from tests.planted import DEEDS
from tests.world import SIGN_INS, World

pytestmark = [pytest.mark.django_db, pytest.mark.long]

ASKED = "xq7leak"
WORD = f"{ASKED}9"  # the search page repeats what was asked for, and only that
WHO = "hieutruong"
EXPORT = {"xuat": "xlsx"}


def test_words_of_deeds_show_to_those_only_who_may_read_them(world, settings):
    settings.ROOT_URLCONF = "tests.bare_urls"
    words = {f"{ASKED}{number:02}": deed for number, deed in enumerate(DEEDS, start=10)}
    may = {word: deed(world, word) for word, deed in words.items()}
    where = [place.url for place in places(world) if is_near(place)]

    seen: dict[str, set[str]] = defaultdict(set)
    leaks = []
    with read_once():
        shown = {who: words_shown(world.people[who], where, set(may)) for who in SIGN_INS}
    for who, found in shown.items():
        for word, url in found:
            seen[word].add(who)
            if who not in may[word]:
                leaks.append((words[word].__name__, who, url))

    assert leaks == []
    # The same walk does find them: no page was blind.
    assert {word: seen[word] for word in may} == may


def test_word_planted_outside_ones_scope_shows_nowhere_and_within_it_is_found(world, settings):
    settings.ROOT_URLCONF = "tests.bare_urls"
    plant(world)
    client = Client()
    client.force_login(world.people[WHO])

    shown = shown_to()
    own = [place.url for place in places(world) if WHO in shown.get(place.name, ())]
    asked = [(url, query) for url in own for query in ({}, {"q": ASKED}, EXPORT)]
    found = [(url, query) for url, query in asked if WORD in text_at(client, url, query)]

    assert len(own) > 40
    assert found == []

    # The same way of looking does find what may be seen.
    own = Assignment.objects.filter(unit=world.places["upper"]).order_by("pk")[0]
    Assignment.objects.filter(pk=own.pk).update(wording=WORD)
    Task.objects.filter(pk=own.task_id).update(text=WORD)
    unit_work = f"/don-vi/{own.unit_id}/viec/"
    seen = [
        WORD in text_at(client, url, query)
        for url, query in ((unit_work, {}), (unit_work, EXPORT), ("/tim-kiem/", {"q": ASKED}))
    ]
    assert seen == [True, True, True]


# ------------------------------------------------------------------ planting

# The teacher of the lower school: an author in the library, and of what the upper school is asked to confirm.
NAMED = {"own school"}


def plant(world: World) -> None:
    """In every field of words of everything outside the upper school and its plans."""
    hidden = {
        Plan: ("plan", {"at work"}, ("title", "contact", "programme")),
        Movement: ("movement", {"running"}, ("title", "goals", "subjects")),
        Task: ("task", {"at work"}, ("text", "section", "deliverable", "passage", "programme")),
        HandOver: ("handover", set(), ("note", "done", "return_reason")),
        Consultation: ("consultation", set(), ("question", "opinion")),
        Difficulty: ("difficulty", {"upper, open"}, ("text", "wish", "answer", "passed_note")),
        CommonAnswer: ("common answer", {"standing"}, ("question", "answer")),
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
        TextDefect: ("defect", set(), ("quote", "passage", "reason")),
        Person: ("person", NAMED, ("full_name", "search_text")),
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


# Lists have no label; of what has a page of its own, that which the deeds touched.
TOUCHED = ("planted", "dropped", "at work")
WALKED = (
    "audit:",
    "certificates:",
    "initiatives:",
    "notifications:",
    "plans:",
    "portal:",
    "recognition_papers:",
    "documents:evidence",
    "documents:file",
    "orgs:correction",
    "orgs:my_record",
    "orgs:takeover",
    "orgs:unit_takeovers",
    "reports:answer",
    "reports:request",
)


def is_near(place: Place) -> bool:
    is_touched = not place.label or any(word in place.label for word in TOUCHED)
    return is_touched and place.route.startswith(WALKED)


def words_shown(user: User, urls: list[str], words: set[str]) -> list[tuple[str, str]]:
    """(word, address) wherever the user finds one."""
    client = Client()
    client.force_login(user)
    found = []
    for url in urls:
        shown = set(re.findall(rf"{ASKED}\d\d", " ".join(texts(client, url))))
        found += [(word, url) for word in shown & words]
    return found


def texts(client: Client, url: str) -> Iterator[str]:
    """Of the page, of what it finds when asked, and of what it exports; none where nothing is shown."""
    page = client.get(url)
    content = _content(page)
    if page.status_code != 200:
        return
    yield _text(content)
    if b'name="q"' in content:
        yield text_at(client, url, {"q": ASKED})
    if b"xuat=xlsx" in content:
        yield text_at(client, url, EXPORT)


def text_at(client: Client, url: str, query: dict[str, str]) -> str:
    """All text of the answer in lower case, also of what is packed in a workbook or paper."""
    return _text(_content(client.get(url, query)))


def _text(content: bytes) -> str:
    packed = BytesIO(content)
    if is_zipfile(packed):
        with ZipFile(packed) as archive:
            content = b"".join(archive.read(name) for name in archive.namelist())
    return content.decode("utf-8", errors="replace").lower()


def _content(response: Any) -> bytes:
    return b"".join(response) if response.streaming else response.content
