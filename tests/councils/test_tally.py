"""What a vote comes to: shares as exact fractions, every base, every word of a rule."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.councils.catalogue import read_rules
from phongtrao.councils.tally import Quorum, Tally, decide, share_of, voting_rule
from phongtrao.lib.errors import BadInput

VOTING = {row["key"]: voting_rule(row["data"]) for row in read_rules() if row["of"] == "voting"}
YES_NO = [{"key": "yes", "label": "Đồng ý"}, {"key": "no", "label": "Không"}]


def rule_of(**clause: str):
    agreed = {"key": "agreed", "label": "Thông qua", "passes": True}
    outcomes = [
        agreed | {"all": [{"choice": "yes"} | clause]},
        {"key": "refused", "label": "Không"},
    ]
    return voting_rule({"choices": YES_NO, "outcomes": outcomes})


@pytest.mark.parametrize(
    ("clause", "yes", "outcome"),
    [
        ({"at_least": "9/10", "of": "seats"}, 8, "refused"),  # 8 of 9 is 88.9 %
        ({"at_least": "8/9", "of": "seats"}, 8, "agreed"),
        ({"more_than": "8/9", "of": "seats"}, 8, "refused"),
        ({"at_least": "80%", "of": "present"}, 8, "agreed"),
        ({"more_than": "1/2", "of": "cast"}, 4, "refused"),
        ({"more_than": "1/2", "of": "cast"}, 5, "agreed"),
    ],
)
def test_a_share_is_exact(clause, yes, outcome):
    tally = Tally(seats=9, present=7, written=1, counts={"yes": yes, "no": 8 - yes})

    assert decide(tally, rule_of(**clause)).outcome.key == outcome


def test_written_opinions_of_absentees_count_among_all_members():  # NĐ 98/2023, điều 30 khoản 7
    eight_in_the_room = Tally(seats=10, present=8, written=0, counts={"yes": 8, "no": 0})
    two_more_wrote = Tally(seats=10, present=8, written=1, counts={"yes": 9, "no": 0})

    said = [
        decide(tally, VOTING["award_90"]).outcome.key
        for tally in (eight_in_the_room, two_more_wrote)
    ]

    assert said == ["refused", "agreed"]


@pytest.mark.parametrize(
    ("excellent", "good", "failed", "outcome"),
    [
        (6, 2, 0, "excellent"),
        (7, 0, 1, "good"),
        (5, 3, 0, "good"),
        (5, 0, 3, "failed"),
        (0, 6, 2, "good"),
    ],
)
def test_science_councils_know_three_words(excellent, good, failed, outcome):  # TT 11/2014/TT-BKHCN
    counts = {"excellent": excellent, "good": good, "failed": failed}
    tally = Tally(seats=9, present=8, written=0, counts=counts)

    assert decide(tally, VOTING["science_acceptance"]).outcome.key == outcome


def test_every_clause_that_was_asked_says_what_it_wanted_and_what_there_was():
    tally = Tally(seats=9, present=8, written=0, counts={"yes": 8, "no": 0})

    (reason,) = decide(tally, VOTING["award_90"]).reasons

    assert (reason.have, reason.needed, reason.base, reason.holds) == (8, 9, 9, False)


@pytest.mark.parametrize(
    "numbers",
    [
        {"seats": 5, "present": 4, "written": 2, "counts": {"yes": 6}},
        {"seats": 5, "present": 2, "written": 0, "counts": {"yes": 3}},
        {"seats": 5, "present": 2, "written": 0, "counts": {"yes": -1}},
    ],
)
def test_numbers_that_contradict_each_other_are_no_tally(numbers):
    with pytest.raises(ValueError, match=r"more|never"):
        Tally(**numbers)


def test_quorum_counts_seats_and_asks_for_roles():
    quorum = Quorum(Fraction(2, 3), needs=(frozenset({"chair", "vice"}), frozenset({"reviewer"})))

    assert [quorum.is_met(9, there) for there in (5, 6)] == [False, True]
    assert quorum.missing_roles(["vice", "member"]) == (frozenset({"reviewer"}),)
    assert not quorum.is_met(0, 0)


@pytest.mark.parametrize(
    "data",
    [
        {"choices": YES_NO[:1], "outcomes": []},
        {"choices": YES_NO, "outcomes": []},
        {"choices": YES_NO, "outcomes": [{"key": "a", "label": "A", "all": [{"choice": "yes", "at_least": "1/2", "of": "seats"}]}]},
        {"choices": YES_NO, "outcomes": [{"key": "a", "label": "A", "all": [{"choice": "maybe", "at_least": "1/2", "of": "seats"}]}, {"key": "b", "label": "B"}]},
        {"choices": YES_NO, "outcomes": [{"key": "a", "label": "A", "all": [{"choice": "yes", "at_least": "1/2", "of": "moon"}]}, {"key": "b", "label": "B"}]},
        {"choices": YES_NO, "outcomes": [{"key": "a", "label": "A", "all": [{"choice": "yes", "at_least": "3/2", "of": "seats"}]}, {"key": "b", "label": "B"}]},
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_counted_by_is_refused_with_a_sentence(data):
    with pytest.raises(BadInput):
        voting_rule(data)


@pytest.mark.parametrize(("text", "share"), [("2/3", "2/3"), ("80%", "4/5"), ("66,5 %", "133/200"), ("0.5", "1/2")])  # fmt: skip
def test_shares_are_read_as_offices_write_them(text, share):
    assert share_of(text) == Fraction(share)


# ------------------------------------------------------------------ properties over random votes


@st.composite
def votes(draw):
    """(rule, seats, who is there, who wrote, a choice or a spoilt ballot of each who voted)."""
    rule = draw(st.sampled_from(sorted(VOTING.items())))[1]
    seats = draw(st.integers(1, 25))
    present = draw(st.integers(0, seats))
    written = draw(st.integers(0, seats - present))
    cast = draw(st.lists(st.sampled_from([*rule.keys, None]), max_size=present + written))
    return rule, seats, present, written, cast


def tally_of(rule, seats, present, written, cast):
    counts = {key: cast.count(key) for key in rule.keys}
    return Tally(seats, present, written, counts, spoilt=cast.count(None))


@given(votes())
def test_one_outcome_and_it_is_what_its_reasons_say(vote):
    tally = tally_of(*vote)
    rule = vote[0]

    decision = decide(tally, rule)

    assert decision.outcome in rule.outcomes
    mine = [reason for reason in decision.reasons if reason.outcome == decision.outcome]
    assert all(reason.holds for reason in mine)
    for before in rule.outcomes[: rule.outcomes.index(decision.outcome)]:
        assert not all(reason.holds for reason in decision.reasons if reason.outcome == before)


@given(votes(), st.randoms())
def test_the_order_of_ballots_changes_nothing(vote, random):
    rule, seats, present, written, cast = vote
    shuffled = random.sample(cast, len(cast))

    assert decide(tally_of(*vote), rule) == decide(
        tally_of(rule, seats, present, written, shuffled), rule
    )


@given(votes())
def test_needed_is_the_very_number_from_which_a_clause_holds(vote):
    rule, seats, present, written, _cast = vote
    most = present + written
    for outcome in rule.outcomes:
        for clause in outcome.all:
            holds = [
                clause.holds(Tally(seats, present, written, {clause.choice: n}, spoilt=most - n))
                for n in range(most + 1)
            ]
            full = Tally(seats, present, written, {clause.choice: most})
            expected = [(n <= clause.needed(full)) if clause.most else (n >= clause.needed(full)) for n in range(most + 1)]  # fmt: skip
            assert holds == expected


@given(votes())
def test_another_yes_never_turns_a_recognition_into_a_refusal(vote):
    rule, seats, present, written, cast = vote
    if rule.keys != ("yes", "no") or "no" not in cast:
        return
    better = list(cast)
    better[better.index("no")] = "yes"

    before = decide(tally_of(rule, seats, present, written, cast), rule).outcome.passes
    after = decide(tally_of(rule, seats, present, written, better), rule).outcome.passes

    assert after >= before
