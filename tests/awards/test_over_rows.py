"""Rules of units decided over rows that are there, by both evaluators: tasks, targets, reports, their people.

S1-52 S1-57 S3-29 S3-36 S3-40
"""

from datetime import date, timedelta

import pytest

from phongtrao.awards.queries.populations import Kept, prepare
from phongtrao.lib.facts import Subject, these
from phongtrao.lib.periods import calendar_year
from phongtrao.lib.rules import Occasion, Outcome, decide, parse_clause
from phongtrao.lib.rules.population import Asked, columns_of, evaluate
from phongtrao.orgs.services import Given, rate
from tests.indicators.made import make_indicator, make_target, measure
from tests.orgs.people_work import disciplined, place
from tests.plans.work import make_assignment, make_plan, make_task

pytestmark = pytest.mark.django_db
NOW = Occasion(on=date(2026, 12, 31), year=2026, period=(2026, 2026))
DUE = date(2026, 6, 30)
MET, NOT_MET, OPEN = Outcome.MET, Outcome.NOT_MET, Outcome.UNDECIDABLE
# Plan 001, III.1a, 2 and the law, article 27: as packs/awards has them.
TASKS = {"share": {"count": "tasks_done"}, "of": {"count": "tasks"}, "at_least": 100}
EXCEEDED = {"share": {"count": "targets_exceeded"}, "of": {"count": "targets"}, "at_least": 10}
RATED = {
    "share": {"count": "members_rated", "level": "done"},
    "of": {"count": "members_rated", "level": "not_done"},
    "at_least": 100,
}
EVERYBODY = {"share": {"count": "members_rated"}, "of": {"count": "staff"}, "at_least": 100}
CLEAN = {"count": "members_disciplined", "level": "warning", "at_most": 0}


def outcomes(data, *units):
    """Of each unit, the same from who explains one and who evaluates all."""
    clause, asked = parse_clause({**data, "within": "year"}), Asked(Subject.UNIT, NOW)
    prepared = prepare(columns_of(clause, asked), these([unit.pk for unit in units]))
    answers = evaluate(clause, prepared, asked)
    found = {}
    for place_, key in enumerate(prepared.keys):
        found[key] = decide(clause, Kept(Subject.UNIT, int(key), NOW), NOW).outcome
        assert bool(answers.met[place_]) == (found[key] == MET)
        assert bool(answers.possible[place_]) == (found[key] != NOT_MET)
    return [found[unit.pk] for unit in units]


def test_all_tasks_in_time_and_no_tasks_at_all(so, hoa_sen, binh_minh, thpt):  # S1-52
    plan = make_plan(so)
    for unit, done in ((hoa_sen, DUE), (binh_minh, DUE + timedelta(days=1))):
        make_assignment(make_task(plan), unit, due_on=DUE, done_on=done, status="accepted")

    assert outcomes(TASKS, hoa_sen, binh_minh, thpt) == [MET, NOT_MET, OPEN]


def test_a_tenth_of_the_targets_exceeded(so, hoa_sen, binh_minh):  # S1-52
    for number in range(10):
        indicator = make_indicator(so, rolling="mean", denominator_source="", measure="buổi")
        make_target(indicator, so, year=2026, value=5, comparator=">=")
        measure(indicator, hoa_sen, "2026", 6 if number == 0 else 5, None)
        measure(indicator, binh_minh, "2026", 5, None)

    assert outcomes(EXCEEDED, hoa_sen, binh_minh) == [MET, NOT_MET]


def test_all_who_are_rated_did_their_work(hoa_sen, binh_minh, thpt):  # S3-36 S3-40
    """Who is not subject to rating is in neither number."""
    people = [place(unit, f"Người {unit.pk}").person for unit in (hoa_sen, hoa_sen, binh_minh)]
    given = [Given(hoa_sen, 2, people[0]), Given(hoa_sen, None, people[1], "Mới tuyển dụng")]
    rate(calendar_year(2026), [*given, Given(binh_minh, 1, people[2])], by=None)

    assert outcomes(RATED, hoa_sen, binh_minh, thpt) == [MET, NOT_MET, OPEN]


def test_who_was_not_rated_at_all_is_missed(hoa_sen, binh_minh):  # S1-16 S3-36
    """Who is not subject to rating was looked at; of whom nothing was entered, nobody knows."""
    people = [
        place(unit, f"Người {number}").person
        for number, unit in enumerate((hoa_sen, hoa_sen, binh_minh, binh_minh))
    ]
    given = [Given(hoa_sen, 2, people[0]), Given(hoa_sen, None, people[1], "Mới tuyển dụng")]
    rate(calendar_year(2026), [*given, Given(binh_minh, 4, people[2])], by=None)

    assert outcomes(EVERYBODY, hoa_sen, binh_minh) == [MET, NOT_MET]
    assert outcomes(RATED, hoa_sen, binh_minh) == [MET, MET]


def test_a_discipline_of_last_year_does_not_count_again(hoa_sen):
    person = place(hoa_sen).person
    disciplined(person, hoa_sen, date(2025, 12, 1), until=date(2026, 11, 30))

    assert outcomes(CLEAN, hoa_sen) == [MET]


def test_a_warning_of_one_member_and_a_reprimand(hoa_sen, binh_minh):
    for unit, form in ((hoa_sen, "reprimand"), (binh_minh, "pay_cut")):
        disciplined(place(unit, f"Người {unit.pk}").person, unit, date(2026, 3, 1), form=form)

    assert outcomes(CLEAN, hoa_sen, binh_minh) == [MET, NOT_MET]
