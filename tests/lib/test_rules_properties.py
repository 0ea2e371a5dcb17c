"""What holds of every rule: data and value are one, knowledge never turns a verdict, words fit it."""

from datetime import date
from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from phongtrao.lib.facts import Fact, Subject
from phongtrao.lib.rules import (
    CATALOGUE,
    DAY,
    EVER,
    PERIOD,
    YEAR,
    AllOf,
    AllOrAny,
    Among,
    AnyOf,
    Count,
    Declared,
    Occasion,
    Outcome,
    Rule,
    Share,
    Sign,
    SomeOf,
    Streak,
    Tally,
    Window,
    decide,
    explain,
    parse_rule,
    print_rule,
    settle,
)
from tests.lib.records import Known

M, N, U = Outcome.MET, Outcome.NOT_MET, Outcome.UNDECIDABLE
NOW = Occasion(on=date(2025, 6, 30), year=2024, period=(2022, 2025))
STATEMENTS = ("A", "B", "C")
LEVELS = st.sampled_from(["done", "good", "excellent"])
NUMBERS = st.integers(0, 500).map(lambda number: Fraction(number, 100))

of_years = st.tuples(st.integers(2020, 2025), st.integers(0, 4)).map(
    lambda pair: Window.of_years(pair[0], pair[0] + pair[1])
)
yearly_windows = st.one_of(
    st.sampled_from([YEAR, PERIOD]), of_years, st.integers(1, 5).map(Window.last_years)
)
windows = st.one_of(yearly_windows, st.just(EVER), st.just(DAY), st.dates(date(2020, 1, 1), date(2026, 1, 1)).map(Window.until))  # fmt: skip
times = st.one_of(windows.map(lambda w: (w, False)), yearly_windows.map(lambda w: (w, True)))
tallies = st.one_of(
    st.sampled_from([Tally("initiatives", (("scope", "base"),)), Tally("publications"), Tally("contribution")]),
    LEVELS.map(lambda level: Tally("rating", level=level)),
)  # fmt: skip
notes = st.sampled_from([{}, {"said": "Có sáng kiến", "basis": "Điều 74"}])


@st.composite
def counts(draw, signs=tuple(Sign)):
    window, each_year = draw(times)
    sign = draw(st.sampled_from(signs))
    return Count(draw(tallies), sign, draw(NUMBERS), window, each_year, **draw(notes))


@st.composite
def shares(draw):
    window, each_year = draw(times)
    whole = draw(st.sampled_from([Tally("staff"), Tally("tasks")]))
    return Share(draw(tallies), whole, draw(st.sampled_from(Sign)), draw(NUMBERS), window, each_year)  # fmt: skip


amongs = st.builds(Among, LEVELS, st.integers(1, 4))
streaks = st.builds(
    Streak, st.just("rating"), LEVELS, yearly_windows, st.lists(amongs, max_size=2).map(tuple)
)
declared = st.builds(Declared, st.sampled_from(STATEMENTS), st.sampled_from(["superior", "unit"]))


def groups(parts):
    several = st.lists(parts, min_size=1, max_size=3).map(tuple)
    some = several.flatmap(lambda p: st.builds(SomeOf, st.integers(1, len(p)), st.just(p)))
    open_ = st.builds(AllOrAny, several, st.sampled_from([None, "all", "any"]))
    return st.one_of(st.builds(AllOf, several), st.builds(AnyOf, several), some, open_)


clauses = st.recursive(st.one_of(counts(), shares(), streaks, declared), groups, max_leaves=6)
rules = st.builds(
    Rule,
    clauses,
    st.sampled_from([None, Subject.PERSON, Subject.UNIT]),
    st.sampled_from(["", "Bằng khen"]),
)

years = st.integers(2020, 2026)
events = st.lists(years.map(lambda year: Fact(1, date(year, 5, 4), None)), max_size=4).map(tuple)
amounts = st.lists(st.tuples(years, st.integers(0, 50)).map(lambda p: Fact(1, date(p[0], 1, 1), p[1])), max_size=3).map(tuple)  # fmt: skip
ratings = st.dictionaries(years, st.sampled_from([None, 1, 2, 3, 4])).map(
    lambda levels: tuple(Fact(1, date(y, 12, 31), level) for y, level in sorted(levels.items()))
)
FACTS = {
    "initiatives": events, "publications": events, "tasks": events, "contribution": amounts,
    "staff": amounts, "rating": ratings,
}  # fmt: skip


@st.composite
def records(draw):
    """Two records of one subject: what is known today, and the same with more known."""
    more = {name: draw(facts) for name, facts in FACTS.items()}
    said = {statement: draw(st.booleans()) for statement in STATEMENTS}
    hidden = draw(st.sets(st.sampled_from([*FACTS, *STATEMENTS])))
    less = {name: facts for name, facts in more.items() if name not in hidden}
    if "rating" in less and draw(
        st.booleans()
    ):  # the rating of a year that is over has not come in
        over = [fact for fact in less["rating"] if fact.date < NOW.on]
        less["rating"] = tuple(fact for fact in less["rating"] if fact not in over[-1:])
    heard = {statement: answer for statement, answer in said.items() if statement not in hidden}
    return Known(less, heard), Known(more, said)


@given(rules)
def test_rule_that_is_printed_is_read_back_as_it_was(rule):
    assert parse_rule(print_rule(rule)) == rule


@given(clauses, records())
def test_more_knowledge_decides_what_was_open_and_turns_nothing(clause, known):
    before, after = (decide(clause, record, NOW).outcome for record in known)

    assert before in (U, after)


@given(counts((Sign.AT_LEAST, Sign.MORE_THAN)), records(), years)
def test_another_achievement_never_loses_a_verdict(clause, known, year):
    record = known[1]
    richer = {
        name: (*facts, Fact(1, date(year, 8, 1), None))
        if name in ("initiatives", "publications")
        else facts
        for name, facts in record.facts_of.items()
    }

    before = decide(clause, record, NOW).outcome
    after = decide(clause, Known(richer, record.said), NOW).outcome

    assert (before, after) == (before, M) if before == M else after in (M, before)


def test_groups_follow_the_truth_tables():
    order = {N: 0, U: 1, M: 2}
    for pair in product(Outcome, repeat=2):
        assert settle(2, pair) == min(pair, key=order.get)
        assert settle(1, pair) == max(pair, key=order.get)
    for three in product(Outcome, repeat=3):
        assert settle(2, three) == sorted(three, key=order.get)[1]


@given(rules, records())
def test_explanation_never_contradicts_the_verdict(rule, known):
    verdict = decide(rule, known[0], NOW)

    lines = explain(verdict)

    assert (lines[0].outcome, lines[0].depth) == (verdict.outcome, 0)
    assert all(str(line).startswith(line.outcome.label) for line in lines)
    assert _contradictions(verdict) == []


def _contradictions(verdict) -> list[object]:
    """Numbers that do not bear their answer, missing papers of what is decided."""
    clause, wrong = verdict.clause, []
    is_number = isinstance(clause, Count) and CATALOGUE[clause.tally.fact].kind != "yearly"
    is_found = is_number and verdict.found is not None
    if is_found and (verdict.outcome == M) != clause.sign.holds(verdict.found, clause.threshold):
        wrong.append(verdict)
    if verdict.outcome != U and verdict.missing:
        wrong.append(verdict)
    return wrong + [one for part in verdict.parts for one in _contradictions(part)]
