"""The index in PostgreSQL: complete, never half, the same as one made anew."""

import os
import random
import signal
import time
from collections.abc import Callable
from itertools import count

import pytest
from django.db import connection

from bench._copies import copy
from bench._reports import report
from phongtrao.lib.errors import BadFile
from phongtrao.similarity.engine import build_index, read_document
from phongtrao.similarity.engine.bundles import stored_codes
from phongtrao.similarity.models import IndexedText
from phongtrao.similarity.queries import index as state
from phongtrao.similarity.queries.common import newest_common
from phongtrao.similarity.queries.index import has_outgrown, is_read_again
from phongtrao.similarity.queries.sources import all_fingerprints
from phongtrao.similarity.services.checking import ANY, Asked, find_copies
from phongtrao.similarity.services.indexing import (
    note_arrivals,
    read_some,
    read_waiting,
    rebuild,
    sweep,
    try_again,
)
from tests.similarity.shelf import (
    KEY,
    Shelf,
    answering,
    codes_anew,
    codes_by_text,
    kept_codes,
    plugged,
    right_codes,
)
from tests.threads import at_once

KILLS = 200
THINGS = 60


@pytest.fixture
def shelf():
    with plugged(Shelf()) as shelf:
        yield shelf


def put(shelf, *numbers):
    for number in numbers:
        shelf.words[number] = report(number).text


def sources(words, asked=ANY):
    """Whose text it is; a sixth of every report is what everybody writes, which a small archive cannot know."""
    findings = find_copies(words, asked)[1]
    return [one.source.number for one in findings if one.overlap.share > 0.3]


def take_in():
    note_arrivals()
    return read_waiting()


@pytest.mark.django_db
def test_a_copy_leads_to_its_sources_and_passages(shelf):
    put(shelf, *range(1, 31))
    assert take_in() == 30
    case = copy(1_000, 0.3, [4, 9], "25 % words")

    document, findings = find_copies(case.text)

    assert {one.source.number for one in findings[:2]} == {4, 9}
    for one in findings[:2]:
        mine, theirs = one.overlap.passages[0], one.document.text
        assert set(case.text[mine.start : mine.end].split()) & set(
            theirs[mine.source_start : mine.source_end].split()
        )
    assert 0.15 < findings[0].overlap.share < 0.4
    assert document.text == case.text


@pytest.mark.django_db
def test_nobody_is_the_source_of_the_own_text(shelf):
    put(shelf, 1, 2)
    take_in()

    assert sources(report(1).text) == [1]
    assert sources(report(1).text, Asked((KEY, 1))) == []


@pytest.mark.django_db
def test_a_newer_text_takes_the_place_of_the_one_before(shelf):
    put(shelf, 1)
    take_in()
    shelf.things[2] = 1
    put(shelf, 2)

    take_in()

    assert list(answering()) == [2]
    assert sources(report(1).text) == []
    sweep()
    assert kept_codes() == right_codes(shelf)
    assert IndexedText.objects.count() == 1


@pytest.mark.django_db
def test_an_older_text_that_comes_late_is_noted_but_does_not_answer(shelf):
    put(shelf, 1, 3)
    take_in()
    shelf.things[2] = 3
    put(shelf, 2)

    assert note_arrivals() == 1
    assert note_arrivals() == 0
    read_waiting()

    assert list(answering()) == [1, 3]


@pytest.mark.django_db
def test_one_text_that_cannot_be_read_holds_up_no_other(shelf):
    put(shelf, 1, 2, 3)
    shelf.words[2] = 5  # no text at all

    note_arrivals()
    assert [read_waiting() for _round in range(4) if try_again() or True] == [2, 0, 0, 0]

    failed = IndexedText.objects.get(number=2)
    assert (failed.status, failed.tries) == ("failed", 3)
    assert failed.fault.startswith("Văn bản này chưa đọc được do lỗi của chương trình")
    assert kept_codes() == right_codes(shelf)


@pytest.mark.django_db
def test_only_a_sentence_meant_for_people_is_shown_of_a_fault(shelf):
    put(shelf, 1)
    note_arrivals()

    class Locked(dict):
        def __contains__(self, number):
            raise BadFile("Tệp có mật khẩu. Hãy bỏ mật khẩu.")

    shelf.words = Locked(shelf.words)

    assert read_waiting() == 0
    assert IndexedText.objects.get().fault == "Tệp có mật khẩu. Hãy bỏ mật khẩu."


@pytest.mark.django_db
def test_a_reading_with_phrases_of_before_never_replaces_a_newer_one(shelf):
    put(shelf, 1, 2)
    take_in()
    rebuild()
    IndexedText.objects.filter(status="done", number=1).update(status="failed", tries=1)
    read_waiting()

    try_again()
    read_waiting()

    assert {row.common_id for row in answering().values()} == {newest_common().pk}
    assert IndexedText.objects.filter(status="replaced").count() == 2
    sweep()
    assert kept_codes() == right_codes(shelf)


@pytest.mark.django_db
def test_a_text_that_is_gone_does_not_keep_the_index_in_rebuilding(shelf, monkeypatch):
    put(shelf, 1, 2, 3)
    take_in()
    del shelf.words[1]
    rebuild()
    read_waiting()
    put(shelf, 4)
    note_arrivals()

    assert set(answering()) == {2, 3}
    assert not is_read_again(newest_common())
    monkeypatch.setattr(state, "LEAST", 1)
    monkeypatch.setattr(state, "GROWN", 0)
    assert has_outgrown()


@pytest.mark.django_db
def test_a_text_that_is_gone_is_not_waited_for(shelf):
    put(shelf, 1, 2)
    note_arrivals()
    del shelf.words[1]

    assert read_waiting() == 1
    assert list(answering()) == [2]


@pytest.mark.django_db
def test_rebuilding_learns_what_everybody_writes_and_answers_meanwhile(shelf):
    put(shelf, *range(1, 61))
    take_in()
    before = kept_codes()

    assert rebuild() == 60
    assert sources(report(7).text) == [7]
    assert read_waiting() == 60
    sweep()

    assert kept_codes() == right_codes(shelf)
    assert set(before) == set(kept_codes())
    assert sum(map(len, kept_codes().values())) < sum(map(len, before.values()))
    assert sources(report(7).text) == [7]


@pytest.mark.django_db
def test_bulk_work_gets_the_fingerprints_of_the_texts_that_answer(shelf):
    put(shelf, 1, 2)
    take_in()
    shelf.things[3] = 1
    put(shelf, 3)
    take_in()
    keys = {number: row.pk for number, row in answering().items()}

    kept = all_fingerprints()

    assert list(kept) == [keys[2], keys[3]]
    read = {
        number: stored_codes(read_document(shelf.words[number]).fingerprints.codes)
        for number in keys
    }
    assert {number: stored_codes(kept[key]).tolist() for number, key in keys.items()} == {
        number: codes.tolist() for number, codes in read.items()
    }
    index = build_index(kept.values())
    asked = read_document(copy(1_000, 0.3, [3]).text)
    assert index.candidates(asked.fingerprints.codes)[0].document == 1


@pytest.mark.django_db(transaction=True)
def test_workers_side_by_side_read_each_text_once(shelf):
    put(shelf, *range(1, 25))

    assert at_once(note_arrivals, note_arrivals) == [None, None]
    read = []
    assert at_once(*[lambda: read.append(read_waiting())] * 3) == [None] * 3

    assert sum(read) == 24
    assert kept_codes() == right_codes(shelf)


@pytest.mark.django_db(transaction=True)
def test_a_text_that_kills_its_worker_is_given_up_and_holds_up_no_other(shelf):
    put(shelf, 1, 2, 3)
    whole, shelf.words[1] = shelf.words[1], Deadly()
    note_arrivals()

    workers = 0
    while IndexedText.objects.filter(status="waiting").exists():
        _worker_dies_by_itself()
        workers += 1
        assert set(answering()) == ({2, 3} if workers > 1 else set())

    failed = IndexedText.objects.get(number=1)
    assert (workers, failed.status, failed.tries) == (4, "failed", 3)
    assert failed.fault.startswith("Văn bản này chưa đọc được do lỗi của chương trình")
    assert try_again() == 0
    shelf.words[1] = whole
    IndexedText.objects.filter(pk=failed.pk).update(status="waiting", tries=0)
    assert read_waiting() == 1
    assert kept_codes() == right_codes(shelf)


class Deadly:
    """Words no worker survives, as if it ran out of memory over them."""

    def __getattr__(self, _name):
        os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_at_any_moment_leaves_no_half_text(shelf):
    """200 kills, every tenth in a sweep and every tenth in a rebuild; texts of before are replaced all the while. After
    every one of them what is in the index is compared with what a new one would have of the same texts."""
    rng = random.Random(6)  # noqa: S311 -- repeatable
    anew, kills = Anew(shelf), 0
    _put_newer(shelf, 0)
    longest = _seconds_of(take_in)
    for turn in count(1):
        work = {0: sweep, 5: _rebuild_and_read}.get(turn % 10, take_in)
        _put_newer(shelf, turn)
        kills += _kill_after(rng.uniform(0, longest), work)
        anew.assert_same()
        if kills == KILLS:
            break

    take_in()
    # Killed over three times by chance it is given up, until the office asks for it again.
    IndexedText.objects.filter(status="failed").update(status="waiting", tries=0)
    take_in()
    sweep()

    assert len(answering()) == THINGS
    assert kept_codes() == right_codes(shelf)
    assert anew.states >= {"waiting", "done", "replaced"}


class Anew:
    """The texts of a shelf, each read anew once with the same phrases; ``states``: those that were met."""

    def __init__(self, shelf):
        self.shelf, self.read, self.states = shelf, {}, set()

    def assert_same(self):
        """A text that answers has all its codes, one that was replaced no others, one that waits none."""
        kept = codes_by_text()
        rows = IndexedText.objects.select_related("common").in_bulk()
        self.states |= {row.status for row in rows.values()}
        assert {rows[key].status for key in kept} <= {"done", "replaced"}
        done = [row for row in rows.values() if row.status == "done"]
        assert {row.number: kept.get(row.pk) for row in done} == {
            row.number: self._codes(row) for row in done
        }
        left = [rows[key] for key in kept if rows[key].status == "replaced"]
        assert all(set(kept[row.pk]) <= set(self._codes(row)) for row in left)

    def _codes(self, row):
        key = (row.number, row.common_id)
        if key not in self.read:
            self.read[key] = codes_anew(self.shelf.words[row.number], row)
        return self.read[key]


def _worker_dies_by_itself() -> None:
    os.waitpid(_forked(take_in), 0)


def _put_newer(shelf, turn: int) -> None:
    """Three texts, of things that have older ones before long."""
    numbers = range(turn * 3 + 1, turn * 3 + 4)
    shelf.things.update({number: number % THINGS for number in numbers})
    put(shelf, *numbers)


def _seconds_of(work: Callable[[], object]) -> float:
    """In a worker, from its birth to its end: what kills are spread over, however busy the machine is."""
    begun = time.monotonic()
    os.waitpid(_forked(work), 0)
    return time.monotonic() - begun


def _rebuild_and_read() -> None:
    rebuild()
    read_some(5)


def _kill_after(seconds: float, work: Callable[[], object]) -> bool:
    """A worker does it, until it is killed; whether it was, and had not ended before."""
    worker = _forked(work)
    time.sleep(seconds)
    os.kill(worker, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(worker, 0)[1])


def _forked(work: Callable[[], object]) -> int:
    connection.close()
    worker = os.fork()
    if worker == 0:
        try:
            work()
        finally:
            os._exit(0)  # nothing of the test's own is tidied up by the child
    return worker


@pytest.mark.django_db
def test_copies_of_one_work_take_no_place_from_another(shelf):
    """The same words four times over: a second true source is shown all the same."""
    put(shelf, 1, 2)
    copies = range(101, 105)
    shelf.words.update(dict.fromkeys(copies, report(1).text))
    take_in()

    found = sources(f"{report(1).text}\n\n{report(2).text}")

    assert set(found) == {1, 2, *copies}
