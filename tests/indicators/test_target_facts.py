"""Targets of a unit whose year ended, reached and exceeded: what rules count.  S1-52 S3-29"""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from phongtrao.indicators.models import Measurement
from phongtrao.indicators.queries.computed import judged_numbers
from phongtrao.lib import facts
from phongtrao.orgs.forest import Merge
from phongtrao.orgs.services import Order, reorganise
from tests.indicators.made import make_indicator, make_target, measure
from tests.orgs.people_work import ask, explain

pytestmark = pytest.mark.django_db
NAME = "indicators.target"
END = date(2026, 12, 31)
DAYS = {"since": date(2026, 1, 1), "until": END}
PEOPLE = {"rolling": "sum", "denominator_source": "", "measure": "người"}
SHARE = {"denominator_source": "typed"}


def counted(unit, **more):
    """How many: asked, reached, exceeded."""
    return tuple(
        len(ask(NAME, unit, how=how, **DAYS, **more)) for how in ("", "reached", "exceeded")
    )


def people(so, unit, goal, **more):
    """So many are asked of the unit itself."""
    indicator = make_indicator(so, **PEOPLE)
    fields = {"year": 2026, "value": Decimal(goal), "comparator": ">=", **more}
    return make_target(indicator, unit, **fields)


@pytest.mark.parametrize(
    ("sign", "number", "expected"),
    [
        (">=", 31, (1, 1, 1)),
        (">=", 30, (1, 1, 0)),
        (">=", 29, (1, 0, 0)),
        (">", 30, (1, 0, 0)),
        ("=", 30, (1, 1, 0)),
    ],
)
def test_reached_as_its_sign_says_and_exceeded_where_it_is_better(so, hoa_sen, sign, number, expected):  # fmt: skip
    target = people(so, hoa_sen, 30, comparator=sign)
    row = measure(target.indicator, hoa_sen, "2026", number, None)

    (fact,) = explain(NAME, hoa_sen, **DAYS)

    assert counted(hoa_sen) == expected
    assert (fact.date, fact.value) == (END, number)
    assert fact.evidence == (f"indicators.measurement:{row.pk}", f"indicators.target:{target.pk}")


def test_where_less_is_better_fewer_exceed(so, hoa_sen):
    indicator = make_indicator(so, direction="down", **PEOPLE)
    make_target(indicator, hoa_sen, year=2026, value=5, comparator="<=")
    measure(indicator, hoa_sen, "2026", 4, None)

    assert counted(hoa_sen) == (1, 1, 1)


def test_the_last_number_of_the_year_holds_and_one_that_waits_does_not(so, hoa_sen):
    target = people(so, hoa_sen, 30)
    for period, number in (("2026Q1", 50), ("2026-11", 10), ("SY2025", 40), ("SY2026", 90), ("2025", 70)):  # fmt: skip
        measure(target.indicator, hoa_sen, period, number, None)
    measure(target.indicator, hoa_sen, "2026-03-01/2026-12-30", 12, None)
    measure(target.indicator, hoa_sen, "2026", 99, None, is_accepted=False)

    assert ask(NAME, hoa_sen, **DAYS) == [(END, Decimal(12))]


def test_its_own_target_without_a_number_is_not_reached_and_a_running_year_is_not_asked(so, hoa_sen):  # fmt: skip
    people(so, hoa_sen, 30)
    people(so, hoa_sen, 30, year=2027)

    assert ask(NAME, hoa_sen, **DAYS) == [(END, None)]
    assert counted(hoa_sen) == (1, 0, 0)


def test_a_rate_of_the_office_is_asked_of_each_school_it_is_for(so, hoa_sen, binh_minh):
    share = make_indicator(so, **SHARE)
    whole = make_target(share, so, year=2026, value=60)
    own = make_target(share, hoa_sen, year=2026, value=80, derived_from=whole)
    of_offices = make_indicator(so, **SHARE)
    make_target(of_offices, so, year=2026, value=60, kinds=["commune"])
    for unit in (hoa_sen, binh_minh):
        measure(share, unit, "2026", 7, 10)
        measure(of_offices, unit, "2026", 7, 10)

    (of_hoa_sen,) = explain(NAME, hoa_sen, **DAYS)

    assert counted(hoa_sen) == (1, 0, 0)  # by its own, stricter one
    assert counted(binh_minh) == (1, 1, 1)
    assert f"indicators.target:{own.pk}" in of_hoa_sen.evidence
    assert ask(NAME, binh_minh, **DAYS) == [(END, Decimal(70))]


def test_what_is_added_up_over_units_is_not_asked_of_one(so, hoa_sen):
    whole = people(so, so, 5_000)
    measure(whole.indicator, hoa_sen, "2026", 31, None)

    assert counted(hoa_sen) == counted(so) == (0, 0, 0)


def test_after_a_merger_the_heir_is_held_by_what_the_merged_brought(so, hoa_sen, binh_minh):
    share, sums = make_indicator(so, **SHARE), people(so, hoa_sen, 30)
    make_target(share, binh_minh, year=2026, value=60)
    measure(share, hoa_sen, "2026", 9, 10)
    measure(sums.indicator, hoa_sen, "2026", 31, None)
    reorganise(Order("Sáp nhập", date(2026, 7, 1), (Merge((hoa_sen.pk,), binh_minh.pk),)), by=None)

    assert counted(binh_minh) == (2, 2, 2)
    assert counted(binh_minh, with_predecessors=False) == (2, 0, 0)

    measure(share, binh_minh, "2026", 5, 10)  # a number of its own stands before theirs
    assert counted(binh_minh) == (2, 1, 1)


def test_one_unit_and_a_population_answer_the_same_and_as_the_indicator_does(land):
    """Exceeded is what ``queries.computed`` calls better, of schools of an office."""
    so, schools = land["so"], [land[name] for name in "ABC"]
    share, mean = make_indicator(so, **SHARE), make_indicator(so, rolling="mean", measure="ngày", denominator_source="")  # fmt: skip
    sums = make_indicator(so, direction="down", **PEOPLE)
    make_target(share, so, year=2026, value=60)
    make_target(mean, so, year=2026, value=4, comparator=">=", levels=["lower"])
    whole = make_target(sums, so, year=2026, value=100, comparator="<=")
    make_target(sums, land["A"], year=2026, value=8, comparator="<=", derived_from=whole)
    for number, unit in enumerate(schools):
        measure(share, unit, "2026", 5 + number, 10)
        measure(mean, unit, "2026Q4", 3 + number, None)
        measure(sums, unit, "2026", 7 + number, None)
    beyond = make_indicator(so, computed_from="targets_beyond", denominator_source="computed")
    keys = [unit.pk for unit in [so, *land["xa"], *schools]]

    found = {}
    for how in ("", "reached", "exceeded"):
        with connection.cursor() as cursor:
            single = {f for key in keys for f in facts.facts_of(cursor, NAME, key, how=how, **DAYS)}
            every = list(facts.facts_of_all(cursor, NAME, facts.these(keys), how=how, **DAYS))
        assert set(every) == single
        assert len(every) == len(single)
        found[how] = sorted((fact.subject, fact.value) for fact in every)

    judged = judged_numbers(beyond, 2026)
    assert Measurement.objects.count() == 9
    assert found[""] == sorted((one.measurement.unit_id, one.value) for one in judged)
    better = [(one.measurement.unit_id, one.value) for one in judged if one.better]
    assert found["exceeded"] == sorted(better)
    assert len(better) == 3
