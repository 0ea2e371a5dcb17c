"""Votes when several people act in the same moment: real threads, each with a transaction of its own."""

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from phongtrao.councils.catalogue import add_missing
from phongtrao.councils.models import Case, Conflict, Item, Member, Vote, Voter
from phongtrao.councils.services.counting import count_votes
from phongtrao.councils.services.sittings import close_sitting
from phongtrao.councils.services.voting import cast_votes, void_votes
from tests.councils.cast import SEATS
from tests.councils.meeting import begin, make_cases, start_vote, vote
from tests.factories import LONG_AGO
from tests.threads import at_once

ALL = tuple(SEATS)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shipped(transactional_db):
    add_missing()


@pytest.fixture
def seven(shipped, seven):
    """Real transactions empty the tables first: the rules are put back before the council is written."""
    return seven


@pytest.fixture
def running(seven):
    """A sitting of two cases with a secret vote open: the sitting, its items, the halves."""
    sitting = begin(seven, make_cases(seven, 2))
    halves = start_vote(seven, sitting, Item.Mode.SECRET)
    return sitting, [item.pk for item in sitting.items.all()], halves


def test_the_same_member_twice_at_once_votes_once(seven, running):
    sitting, keys, halves = running
    ba = seven.people["doc"]
    twice = [lambda: cast_votes(sitting, dict.fromkeys(keys, "yes"), by=ba)] * 2

    errors = at_once(*twice)

    assert sum(error is None for error in errors) == 1
    done = count_votes(sitting, keys, by=seven.office, halves=halves)
    assert len(done.counted) == 2
    assert [item.tally["counts"]["yes"] for item in sitting.items.all()] == [1, 1]


def test_seven_at_once_lose_no_ballot(seven, running):
    sitting, keys, halves = running

    errors = at_once(
        *(
            lambda name=name: cast_votes(sitting, dict.fromkeys(keys, "yes"), by=seven.people[name])
            for name in ALL
        )
    )

    assert errors == [None] * 7
    count_votes(sitting, keys, by=seven.office, halves=halves)
    assert [item.tally["counts"]["yes"] for item in sitting.items.all()] == [7, 7]


def test_a_vote_cast_during_counting_is_in_or_refused(seven, running):
    sitting, keys, halves = running
    vote(seven, sitting, chu="yes", pho="yes", thu="no", xet="yes", ban="no")

    late, counted = at_once(
        lambda: cast_votes(sitting, dict.fromkeys(keys, "yes"), by=seven.people["doc"]),
        lambda: count_votes(sitting, keys, by=seven.office, halves=halves),
    )

    assert counted is None
    expected = 3 if late else 4
    assert [item.tally["counts"]["yes"] for item in sitting.items.all()] == [expected] * 2
    assert Voter.objects.filter(has_voted=True).count() == 2 * (expected + 2)


def test_two_people_count_at_once_and_one_count_stands(seven, running):
    sitting, keys, halves = running
    vote(seven, sitting, **dict.fromkeys(ALL, "yes"))

    errors = at_once(
        lambda: count_votes(sitting, keys, by=seven.office, halves=halves),
        lambda: count_votes(sitting, keys, by=seven.secretary, halves=halves),
    )

    assert sum(error is None for error in errors) == 1
    assert {case.status for case in Case.objects.all()} == {"decided"}


def test_two_people_close_the_sitting_at_once(seven, running):
    sitting, keys, halves = running
    vote(seven, sitting, **dict.fromkeys(ALL, "yes"))
    count_votes(sitting, keys, by=seven.office, halves=halves)

    errors = at_once(
        lambda: close_sitting(type(sitting).objects.get(pk=sitting.pk), by=seven.office),
        lambda: close_sitting(type(sitting).objects.get(pk=sitting.pk), by=seven.secretary),
    )

    assert sum(error is None for error in errors) == 1


def test_counting_and_voiding_at_once_end_in_one_of_them(seven, running):
    sitting, keys, halves = running
    vote(seven, sitting, **dict.fromkeys(ALL, "yes"))

    errors = at_once(
        lambda: count_votes(sitting, keys, by=seven.office, halves=halves),
        lambda: void_votes(sitting, keys, "Nhầm", by=seven.secretary),
    )

    assert sum(error is None for error in errors) == 1
    counted = errors[0] is None
    assert {item.status for item in sitting.items.all()} == {"counted" if counted else "waiting"}


def test_a_member_removed_while_voting_is_in_or_out_as_a_whole(seven, running):
    sitting, keys, halves = running
    seat = seven.seats["doc"]
    gone = DateRange(LONG_AGO, timezone.localdate())

    late, _removed = at_once(
        lambda: cast_votes(sitting, dict.fromkeys(keys, "yes"), by=seven.people["doc"]),
        lambda: Member.objects.filter(pk=seat.pk).update(days=gone),
    )

    vote(seven, sitting, **dict.fromkeys([n for n in ALL if n != "doc"], "no"))
    count_votes(sitting, keys, by=seven.office, halves=halves)
    yes = 0 if late else 1
    expected = {"yes": yes, "no": 6}
    assert [item.tally["counts"] for item in sitting.items.all()] == [expected] * 2
    assert [item.tally["seats"] for item in sitting.items.all()] == [6 + yes] * 2


def test_a_recusal_in_the_moment_of_voting_never_counts_the_ballot(seven, running):
    sitting, keys, halves = running
    vote(seven, sitting, **dict.fromkeys([n for n in ALL if n != "doc"], "no"))
    case = Case.objects.order_by("pk").first()

    at_once(
        lambda: cast_votes(sitting, dict.fromkeys(keys, "yes"), by=seven.people["doc"]),
        lambda: Conflict.objects.create(case=case, member=seven.seats["doc"], ground="pinned"),
    )

    count_votes(sitting, keys, by=seven.office, halves=halves)
    item = Item.objects.get(case=case)
    assert item.status == "waiting" or item.tally["counts"]["yes"] == 0
    assert not Vote.objects.exists()
