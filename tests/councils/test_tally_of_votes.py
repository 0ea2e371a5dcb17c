"""Random votes through the services come to what a hand count of them says (``pytest -k tally``)."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from phongtrao.councils.models import Case, Item
from phongtrao.councils.services.counting import PaperTally, count_votes, enter_paper_count
from phongtrao.councils.tally import Tally, decide, voting_rule
from phongtrao.lib.errors import DomainError, WrongState
from tests.councils.cast import SEATS
from tests.councils.meeting import begin, make_cases, start_vote, vote

ALL = tuple(SEATS)
RULES = ("majority", "award_90", "initiative_70", "science_acceptance", "award_80_present")
RANDOM = settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
)


@st.composite
def courses(draw):
    """Who is there, who writes, what each seat chooses (0: not at all), and the order of the votes."""
    kinds = draw(
        st.lists(st.sampled_from(["present", "present", "wrote", "absent"]), min_size=7, max_size=7)
    )
    picks = draw(st.lists(st.integers(0, 3), min_size=7, max_size=7))
    order = draw(st.permutations(range(7)))
    return dict(zip(SEATS, kinds, strict=True)), dict(zip(SEATS, picks, strict=True)), order


@RANDOM
@given(courses(), st.sampled_from(RULES), st.sampled_from(["open", "secret"]))
def test_tally_of_random_votes_is_the_hand_count(seven, course, rule, mode):
    kinds, picks, order = course
    case = make_cases(seven)[0]
    absent = [name for name, kind in kinds.items() if kind == "absent"]
    wrote = [name for name, kind in kinds.items() if kind == "wrote"]
    sitting = begin(seven, [case], absent=absent, wrote=wrote)
    try:
        halves = start_vote(seven, sitting, mode, rule)
    except DomainError:
        return  # no chair, no quorum or no tellers: other tests say which
    item = Item.objects.get(sitting=sitting)
    choices = [choice["key"] for choice in item.rule["choices"]]
    counts = Counter()
    for seat in (ALL[place] for place in order):
        if kinds[seat] == "absent" or not 0 < picks[seat] <= len(choices):
            continue
        vote(seven, sitting, **{seat: choices[picks[seat] - 1]})
        counts[choices[picks[seat] - 1]] += 1
    written = sum(kinds[n] == "wrote" and 0 < picks[n] <= len(choices) for n in SEATS)
    present = sum(kind == "present" for kind in kinds.values())
    quorum = voting_rule(item.rule).quorum
    if not quorum.is_met(7, present + (written if quorum.writes_count else 0)):
        # Who was to write and did not is missed only now.
        with pytest.raises(WrongState):
            count_votes(sitting, [item.pk], by=seven.office, halves=halves)
        return

    count_votes(sitting, [item.pk], by=seven.office, halves=halves)

    item.refresh_from_db()
    by_hand = Tally(
        seats=7,
        present=present,
        written=written,
        counts={key: counts[key] for key in choices},
    )
    assert Tally(**item.tally) == by_hand
    assert (
        Case.objects.get(pk=case.pk).outcome == decide(by_hand, voting_rule(item.rule)).outcome.key
    )


@RANDOM
@given(st.lists(st.integers(0, 4), min_size=3, max_size=3), st.booleans())
def test_tally_of_paper_is_taken_only_where_both_counters_agree_and_it_fits(seven, numbers, agree):
    sitting = begin(seven, make_cases(seven))
    start_vote(seven, sitting, Item.Mode.PAPER)
    item = Item.objects.get(sitting=sitting)
    yes, no, spoilt = numbers
    other = PaperTally({"yes": yes, "no": no}, spoilt if agree else spoilt + 1)
    counters = (("xet", PaperTally({"yes": yes, "no": no}, spoilt)), ("ban", other))
    fits = True
    for name, found in counters:
        try:
            enter_paper_count(item, found, by=seven.people[name])
        except DomainError:
            fits = False

    try:
        count_votes(sitting, [item.pk], by=seven.office)
    except DomainError:
        assert not (fits and agree)
    else:
        assert fits
        assert agree
        item.refresh_from_db()
        assert (item.tally["counts"], item.tally["spoilt"]) == ({"yes": yes, "no": no}, spoilt)
