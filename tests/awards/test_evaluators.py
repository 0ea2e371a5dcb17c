"""Explaining one subject and evaluating all of them give the same answers, whatever the rule and the facts."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from phongtrao.awards.queries.populations import prepare
from phongtrao.lib import facts
from phongtrao.lib.facts import Fact, Parameter, Population, Provider, Subject
from phongtrao.lib.rules import (
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
    Meets,
    Occasion,
    Outcome,
    Share,
    Sign,
    SomeOf,
    Streak,
    Tally,
    When,
    Window,
    decide,
    distance,
)
from phongtrao.lib.rules.asking import Ask, ask_of
from phongtrao.lib.rules.population import Asked, columns_of, evaluate

pytestmark = [pytest.mark.django_db, pytest.mark.long]
PEOPLE = 12
EVERYBODY = Population(f"SELECT generate_series(1, {PEOPLE})")
NAMES = {
    "rating": "orgs.rating", "initiatives": "recognition.initiative", "research": "research.accepted",
    "contribution": "research.contribution", "titles": "awards.title", "discipline": "orgs.discipline",
    "working_months": "orgs.working_months", "publications": "research.published",
}  # fmt: skip

# ------------------------------------------------------------------ rules

small = st.integers(0, 12).map(lambda quarters: Fraction(quarters, 4))
numbers = st.one_of(
    small, small, st.sampled_from([Fraction(10**30), Fraction(1, 3), Fraction(1, 10**20)])
)
of_years = st.tuples(st.integers(2018, 2026), st.integers(0, 5)).map(
    lambda pair: Window.of_years(pair[0], pair[0] + pair[1])
)
yearly_windows = st.one_of(
    st.sampled_from([YEAR, PERIOD]), of_years, st.integers(1, 6).map(Window.last_years)
)
others = st.one_of(
    st.just(EVER), st.just(DAY), st.dates(date(2018, 1, 1), date(2027, 1, 1)).map(Window.until),
    st.integers(1, 5).map(Window.before_last_years),
    st.just(Window.since_last(Tally("titles"))), st.just(Window.since_last(Tally("titles", (("title", "base_fighter"),)))),
)  # fmt: skip
windows = st.one_of(yearly_windows, others)
times = st.one_of(windows.map(lambda w: (w, False)), yearly_windows.map(lambda w: (w, True)))
levels = st.sampled_from(["done", "good", "excellent"])
tallies = st.one_of(
    st.sampled_from(["initiatives", "contribution", "titles", "discipline", "working_months", "publications"]).map(Tally),
    st.sampled_from(["base", "province"]).map(lambda scope: Tally("initiatives", (("scope", scope),))),
    st.sampled_from(["", "good"]).map(lambda level: Tally("research", level=level)),
    levels.map(lambda level: Tally("rating", level=level)),
)  # fmt: skip


@st.composite
def leaves(draw):
    window, each_year = draw(times)
    sign, number = draw(st.sampled_from(Sign)), draw(numbers)
    match draw(st.sampled_from(["count", "count", "share", "streak", "declared"])):
        case "count":
            return Count(draw(tallies), sign, number, window, each_year)
        case "share":
            whole = draw(st.sampled_from([Tally("working_months"), Tally("initiatives")]))
            return Share(draw(tallies), whole, sign, number * 25, window, each_year)
        case "streak":
            among = draw(st.lists(st.builds(Among, levels, st.integers(1, 4)), max_size=2))
            return Streak("rating", draw(levels), draw(yearly_windows), tuple(among))
    return Declared(draw(st.sampled_from(["A", "B", "C"])))


def groups(parts):
    several = st.lists(parts, min_size=1, max_size=4).map(tuple)
    some = several.flatmap(lambda p: st.builds(SomeOf, st.integers(1, len(p)), st.just(p)))
    return st.one_of(
        st.builds(AllOf, several), st.builds(AnyOf, several), some,
        st.builds(AllOrAny, several, st.sampled_from([None, "all", "any"])),
        st.builds(When, parts, parts), parts.map(lambda part: Meets("other", "Khác", part)),
    )  # fmt: skip


clauses = st.recursive(leaves(), groups, max_leaves=7)
occasions = st.builds(
    Occasion,
    on=st.sampled_from([date(2025, 8, 20), date(2026, 7, 10), date(2024, 12, 31)]),
    year=st.integers(2022, 2026),
    period=st.sampled_from([None, (2020, 2025)]),
    calendar=st.sampled_from(["year", "school"]),
)
incomplete = st.dictionaries(
    st.sampled_from(["titles", "initiatives", "research", "contribution"]), st.sampled_from([date(2021, 1, 1), date(2024, 6, 1)])
)  # fmt: skip

# ------------------------------------------------------------------ facts

days = st.integers(0, 3200).map(lambda number: date(2018, 1, 1) + timedelta(days=number))
values = {
    "rating": st.sampled_from([None, 1, 2, 3, 3, 4, 4]),
    "research": st.sampled_from([None, 2, 4]),
    "contribution": st.sampled_from([None, 0.25, 1.5, 2.75]),
    "working_months": st.sampled_from([None, 0, 1, 2.5, 2.50004, 12]),
}


@st.composite
def known(draw):
    """Rows (name, subject, day, value), as providers would find them."""
    name = draw(st.sampled_from([*NAMES]))
    day = draw(st.one_of(days, days, days, st.none())) if name != "rating" else draw(days)
    return name, draw(st.integers(1, PEOPLE)), day, draw(values.get(name, st.none()))


populations = st.lists(known(), max_size=60)


@pytest.fixture
def published(monkeypatch):
    """Facts of a table of ours under the names rules know; all but one, which nobody publishes."""
    monkeypatch.setattr(facts, "PROVIDERS", dict(facts.PROVIDERS))
    for module in ("lib.rules.asking", "lib.rules.population.statements"):
        monkeypatch.setattr(f"phongtrao.{module}.PROVIDERS", facts.PROVIDERS)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE known (id serial, name text, subject bigint, day date, value numeric)"
        )
    for name, provider in NAMES.items():
        if name != "publications":
            facts.PROVIDERS[provider] = _provider(provider)


def _provider(name: str) -> Provider:
    return Provider(
        name=name, subject=Subject.PERSON, value=float, about="",
        parameters=(Parameter("scope", str, "", ""), Parameter("title", str, "", "")),
        sql=f"""
            SELECT k.subject, k.day, k.value, ARRAY['known:' || k.id]
            FROM known k JOIN subjects ON subjects.subject = k.subject
            WHERE k.name = '{name}' AND (%(scope)s <> 'province' OR k.id %% 2 = 0)
                AND (%(title)s = '' OR k.id %% 3 = 0)
        """,  # noqa: S608 -- the name is ours
    )  # fmt: skip


@dataclass(frozen=True)
class Kept:
    """One subject, asked of the database as awards ask."""

    subject: int
    asked: Asked
    found: dict[Ask, dict[int, list[Fact]]]

    def facts(self, tally, days):
        ask = ask_of(tally, Subject.PERSON, days, self.asked.occasion.on)
        if ask is None:
            return None
        if ask not in self.found:
            self.found[ask] = _facts_of_everybody(ask)
        return self.found[ask].get(self.subject, [])

    def declared(self, statement):
        return self.asked.said(Declared(statement))

    def complete_since(self, fact):
        return self.asked.complete_since.get(fact)


def _facts_of_everybody(ask: Ask) -> dict[int, list[Fact]]:
    found: dict[int, list[Fact]] = {}
    with connection.cursor() as cursor:
        for fact in facts.facts_of_all(cursor, ask.provider, EVERYBODY, **dict(ask.parameters)):
            found.setdefault(fact.subject, []).append(fact)
    return found


def _say(statement: Declared) -> bool | None:
    return {"A": True, "B": False}.get(statement.statement)


@settings(max_examples=2_000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])  # fmt: skip
@given(clauses, occasions, incomplete, populations)
def test_both_evaluators_agree(published, clause, occasion, complete, rows):
    """S3-36 … S3-41 and every other rule: 2,000 rules, each over a dozen people."""
    _fill(rows)
    asked = Asked(Subject.PERSON, occasion, complete, _say)

    prepared = prepare(columns_of(clause, asked), EVERYBODY)
    answers = evaluate(clause, prepared, asked)
    found: dict[Ask, dict[int, list[Fact]]] = {}

    for place, subject in enumerate(prepared.keys):
        verdict = decide(clause, Kept(int(subject), asked, found), occasion)
        assert (answers.met[place], answers.possible[place]) == (
            verdict.outcome == Outcome.MET,
            verdict.outcome != Outcome.NOT_MET,
        ), verdict
        assert answers.distance[place] == distance(verdict)


def _fill(rows) -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE known RESTART IDENTITY")
        cursor.executemany(
            "INSERT INTO known (name, subject, day, value) VALUES (%s, %s, %s, %s)",
            [(NAMES[name], subject, day, value) for name, subject, day, value in rows],
        )
