"""What was handed in is checked by itself; drafts by their authors; every check is kept."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from bench._copies import REWORDED, copy
from bench._reports import report
from phongtrao.accounts.models import User
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.similarity.kinds import KINDS, TextKind, register
from phongtrao.similarity.models import Check, IndexedText
from phongtrao.similarity.queries.checks import checks_of, newest_check, newest_draft_check
from phongtrao.similarity.services.checks import (
    ask_again,
    check_draft,
    mark_of,
    note_checks,
    run,
    run_waiting,
    try_again,
)
from phongtrao.similarity.services.indexing import note_arrivals, read_waiting, rebuild
from tests.factories import make_user
from tests.similarity.shelf import KEY, Shelf

pytestmark = pytest.mark.django_db
Stage = Check.Status
PEOPLE = {1: frozenset({7}), 2: frozenset({8})}


@pytest.fixture
def shelf():
    """Thirty reports; text 100 copies of 1, which has the same author, and of 2, which has not."""
    shelf = Shelf({number: report(number).text for number in range(1, 31)})
    shelf.words[100] = copy(1_000, 0.4, [1, 2], "none").text
    kind = TextKind(
        KEY,
        "Giá sách",
        shelf.arrivals,
        shelf.texts,
        makers=lambda numbers: {one: PEOPLE[one] for one in numbers if one in PEOPLE},
        is_checked=True,
    )
    register(kind)
    PEOPLE[100] = frozenset({7, 9})
    yield shelf
    del KINDS[KEY], PEOPLE[100]


def check_all():
    note_arrivals()
    read_waiting()
    note_checks()
    return run_waiting()


def test_what_was_handed_in_is_checked_once_by_itself(shelf):
    assert check_all() == 31
    assert check_all() == 0

    check = newest_check(KEY, 100)
    assert (check.status, check.asked_by, check.against) == (Stage.DONE, None, 31)
    assert check.engine
    others = [one for one in check.findings.all() if not one.is_own]
    [own] = check.findings.filter(is_own=True)
    assert (others[0].number, own.number) == (2, 1)
    assert others[0].share > 0.15
    assert check.own_share > 0.15
    start, end, there, until, likeness = others[0].passages[0]
    assert shelf.words[100][start:end][:40] == shelf.words[2][there:until][:40]
    assert likeness == 1


def test_what_was_handed_in_later_is_shown_but_not_counted(shelf):
    """Whoever is copied from is not accused when the copy comes in."""
    check_all()
    IndexedText.objects.filter(number=100).update(day=shelf.day + timedelta(days=3))
    copied = newest_check(KEY, 2)
    ask_again(copied, by=make_asker())

    run_waiting()

    check = newest_check(KEY, 2)
    later = check.findings.get(number=100)
    assert later.is_later
    assert check.share < 0.2 < later.share


@pytest.mark.parametrize(
    ("source", "copied", "is_later"), [(9, 8, True), (8, 9, False), (9, 9, False), (None, 8, False)]
)
def test_of_two_texts_of_one_day_the_moment_tells_who_was_first(shelf, source, copied, is_later):
    """Only equal and unknown moments count both ways."""
    check_all()
    at = {hour: timezone.make_aware(datetime.combine(shelf.day, time(hour))) for hour in (8, 9)}
    IndexedText.objects.filter(number=100).update(moment=at.get(source))
    Check.objects.filter(number=2).update(moment=at[copied])
    ask_again(newest_check(KEY, 2), by=make_asker())

    run_waiting()

    check = newest_check(KEY, 2)
    assert check.findings.get(number=100).is_later is is_later
    assert (check.share < 0.2) is is_later


def test_a_text_that_cannot_be_had_fails_is_tried_again_and_succeeds(shelf):
    check_all()
    words = shelf.words.pop(100)
    again = ask_again(newest_check(KEY, 100), by=make_asker())

    run_waiting()
    again.refresh_from_db()
    assert (again.status, again.tries) == (Stage.FAILED, 1)
    assert "Văn bản không còn" in again.fault

    shelf.words[100] = words
    check_draft(KEY, 500, words, makers=frozenset(), most=1, by=make_asker())
    assert (try_again(), run_waiting()) == (1, 1)
    assert newest_check(KEY, 100).status == Stage.DONE


def make_asker():
    return User.objects.filter(username="hoi").first() or make_user("Lê Hỏi", "hoi")


def test_a_check_whose_worker_was_killed_is_given_back(shelf):
    check_all()
    check = newest_check(KEY, 100)
    rows = Check.objects.filter(pk=check.pk)
    rows.update(status=Stage.RUNNING, started_at=timezone.now() - timedelta(minutes=5))
    assert run_waiting() == 0
    rows.update(started_at=timezone.now() - timedelta(minutes=11))
    assert run_waiting() == 1
    check.refresh_from_db()
    assert check.status == Stage.DONE
    assert check.findings.filter(number=2).count() == 1
    rows.update(status=Stage.RUNNING, started_at=timezone.now() - timedelta(minutes=11), tries=3)
    run_waiting()
    check.refresh_from_db()
    assert check.status == Stage.FAILED


def test_a_worker_that_lost_its_check_writes_nothing(shelf):
    check_all()
    slow = newest_check(KEY, 100)
    slow.started_at = timezone.now() - timedelta(minutes=11)
    Check.objects.filter(pk=slow.pk).update(status=Stage.RUNNING, started_at=timezone.now())

    run(slow)

    kept = Check.objects.get(pk=slow.pk)
    assert (kept.status, kept.findings.filter(number=2).count()) == (Stage.RUNNING, 1)


def test_asking_again_keeps_the_check_before_and_only_one_waits(shelf):
    check_all()
    by = make_asker()
    again = ask_again(newest_check(KEY, 100), by=by)

    with pytest.raises(WrongState, match="đang chờ đối chiếu"):
        ask_again(again, by=by)

    run_waiting()
    assert [one.asked_by for one in checks_of(KEY, 100)] == [by, None]


def test_a_draft_is_checked_at_once_and_so_often_a_day(shelf):
    check_all()
    by, words = make_asker(), copy(2_000, 0.5, [3], "10 % words").text
    ask = {"makers": frozenset(), "most": 2, "by": by}

    check = check_draft(KEY, 500, words, **ask)

    assert (check.status, check.draft) == (Stage.DONE, mark_of(words))
    assert check.findings.get(number=3).share > 0.3
    assert newest_draft_check(KEY, 500, by) == check
    assert list(checks_of(KEY, 500)) == []
    with pytest.raises(BadInput, match="chưa có phần văn nào"):
        check_draft(KEY, 500, " \n ", **ask)
    check_draft(KEY, 500, words, **ask)
    with pytest.raises(BadInput, match="đã đối chiếu bản thảo 2 lần"):
        check_draft(KEY, 500, words, **ask)
    Check.objects.update(asked_at=timezone.now() - timedelta(days=1))
    assert check_draft(KEY, 500, words, **ask).is_done


def test_what_is_said_in_other_words_is_a_weaker_finding_and_counts_for_nothing(shelf):
    shelf.words |= {number: report(number).text for number in range(31, 121)}
    note_arrivals()
    read_waiting()
    rebuild()
    read_waiting()
    words = copy(1_000, 0.6, [44], REWORDED).text
    by = make_asker()

    check = check_draft(KEY, 600, words, makers=frozenset(), most=1, by=by)

    weak = check.findings.filter(is_weak=True)
    assert weak[0].number == 44
    assert check.share <= sum(one.share for one in check.findings.filter(is_weak=False))
