"""Facts of people and units: what each counts, with predecessors, and one subject like all.  S3-29 S3-30"""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from phongtrao.lib import facts
from phongtrao.lib.facts import Subject
from phongtrao.lib.periods import calendar_year, school_year
from phongtrao.orgs.facts import PUBLISHED
from phongtrao.orgs.forest import Merge
from phongtrao.orgs.models import Person, Unit
from phongtrao.orgs.services import Given, Numbers, Order, declare_headcounts, rate, reorganise
from tests.factories import make_person, make_unit
from tests.orgs.people_work import ask, away, disciplined, explain, place

END = date(2026, 12, 31)
MERGED = date(2025, 7, 1)


def merge(old, new, on=MERGED):
    return reorganise(Order("Sáp nhập", on, (Merge((old.pk,), new.pk),)), by=None)


# ------------------------------------------------------------------ what each counts
def test_ratings_of_a_person_by_year_and_calendar(hoa_sen):  # S3-40
    person = place(hoa_sen).person
    rate(school_year(2023), [Given(hoa_sen, 4, person)], by=None)
    rate(school_year(2024), [Given(hoa_sen, None, person, "Mới tuyển dụng")], by=None)
    rate(calendar_year(2025), [Given(hoa_sen, 3, person)], by=None)

    whole = ask("orgs.rating", person, until=END)
    school = ask("orgs.rating", person, until=END, calendar="school")
    late = ask("orgs.rating", person, since=date(2025, 9, 1), until=END)

    assert whole == [(date(2024, 8, 31), 4), (date(2025, 8, 31), None), (date(2025, 12, 31), 3)]
    assert school == whole[:2]
    assert late == whole[2:]
    row = person.ratings.get(period="2025")
    assert explain("orgs.rating", person, until=END)[-1].evidence == (
        f"orgs.yearlyrating:{row.pk}",
    )


def test_a_unit_has_the_ratings_of_those_it_follows(hoa_sen, binh_minh):  # S3-29 S3-36
    rate(calendar_year(2023), [Given(hoa_sen, 4), Given(binh_minh, 3)], by=None)
    merge(hoa_sen, binh_minh)
    rate(calendar_year(2025), [Given(binh_minh, 4)], by=None)

    with_them = ask("orgs.unit_rating", binh_minh, until=END)
    alone = ask("orgs.unit_rating", binh_minh, until=END, with_predecessors=False)

    years = (date(2023, 12, 31), date(2025, 12, 31))
    assert sorted(with_them) == [(years[0], 3), (years[0], 4), (years[1], 4)]
    assert alone == [(years[0], 3), (years[1], 4)]


def test_working_time_counts_maternity_and_leaves_out_what_does_not_count(hoa_sen):
    person = place(hoa_sen, since=date(2023, 1, 1), until=date(2026, 1, 1)).person
    away(person, "maternity", date(2023, 3, 1), date(2023, 9, 1), counts=True)
    away(person, "unpaid", date(2024, 1, 1), date(2024, 7, 1), counts=False)
    place(hoa_sen, person, date(2023, 1, 1), is_full=False)

    months = ask("orgs.working_months", person, until=END)

    assert months == [(END, Decimal("30.00"))]
    assert len(explain("orgs.working_months", person, until=END)[0].evidence) == 2


def test_working_time_at_a_unit_goes_on_from_those_it_follows(hoa_sen, binh_minh, thpt):  # S3-30
    person = place(hoa_sen, since=date(2024, 7, 1)).person
    merge(hoa_sen, binh_minh)
    until = date(2026, 6, 30)

    there = ask("orgs.working_months", person, until=until, unit=binh_minh.pk)
    alone = ask(
        "orgs.working_months", person, until=until, unit=binh_minh.pk, with_predecessors=False
    )
    elsewhere = ask("orgs.working_months", person, until=until, unit=thpt.pk)

    assert (there, alone, elsewhere) == ([(until, Decimal(24))], [(until, Decimal(12))], [])


@pytest.mark.parametrize(
    ("since", "until", "months"),
    [
        (date(2024, 1, 15), date(2024, 2, 14), "1.00"),
        (date(2024, 1, 31), date(2024, 2, 29), "1.03"),  # a month and a day
        (date(2024, 1, 1), date(2024, 1, 15), "0.50"),
        (date(2023, 1, 1), date(2023, 12, 31), "12.00"),
    ],
)
def test_months_are_whole_ones_and_thirtieths(hoa_sen, since, until, months):
    person = place(hoa_sen, since=since).person

    assert ask("orgs.working_months", person, until=until) == [(until, Decimal(months))]


def test_headcount_is_what_was_declared_last_else_what_the_posts_say(hoa_sen, binh_minh):
    place(hoa_sen)
    place(hoa_sen, is_frontline=False)
    place(binh_minh)
    day = date(2025, 1, 1)
    declare_headcounts(day, [Numbers(binh_minh, 9, 8, 300, "Có người biệt phái")], by=None)
    merge(hoa_sen, binh_minh)

    def count(of, unit, on, **more):
        return [value for _day, value in ask("orgs.headcount", unit, on=on, of=of, **more)]

    assert count("staff", binh_minh, date(2024, 6, 1)) == [3]  # 2 and 1, counted
    assert count("staff", binh_minh, date(2025, 6, 1)) == [11]  # 2 counted, 9 declared
    assert count("frontline", binh_minh, date(2025, 6, 1)) == [9]
    assert count("learners", binh_minh, date(2025, 6, 1)) == [300]
    assert count("learners", hoa_sen, date(2025, 6, 1)) == []
    assert count("staff", binh_minh, date(2025, 6, 1), with_predecessors=False) == [9]
    assert count("staff", hoa_sen, MERGED) == []  # it stands no more


def test_discipline_touches_the_days_asked_about(hoa_sen):  # S0-45
    person = place(hoa_sen).person
    case = disciplined(person, hoa_sen, date(2024, 3, 1), until=date(2025, 2, 28))
    disciplined(person, hoa_sen, date(2026, 1, 5), form="", decided_on=None)

    whole = explain("orgs.discipline", person, until=END)

    assert [(fact.date, fact.value) for fact in whole] == [
        (date(2024, 3, 1), 2),
        (date(2026, 1, 5), 0),
    ]
    assert whole[0].evidence == (f"orgs.discipline:{case.pk}",)
    assert ask("orgs.discipline", person, since=date(2025, 3, 1), until=date(2025, 12, 31)) == []


def test_lineage_names_those_a_unit_follows_and_since_when(hoa_sen, binh_minh, thpt):
    merge(hoa_sen, binh_minh, date(2024, 7, 1))
    merge(binh_minh, thpt)

    assert ask("orgs.lineage", thpt, on=END) == [
        (date(2024, 7, 1), hoa_sen.pk),
        (MERGED, binh_minh.pk),
    ]
    assert ask("orgs.lineage", thpt, on=date(2025, 6, 30)) == []


def test_posts_tell_the_category(hoa_sen, binh_minh):  # S0-14
    person = place(hoa_sen, since=date(2022, 1, 1), until=date(2024, 1, 1)).person
    place(binh_minh, person, date(2024, 1, 1), category="civil")

    assert ask("orgs.post", person, until=END) == [
        (date(2022, 1, 1), "public"),
        (date(2024, 1, 1), "civil"),
    ]


def test_people_of_a_unit_by_the_level_of_their_year(hoa_sen, binh_minh):  # S3-29 S3-36 S3-40
    first, second, third = (place(hoa_sen, f"Người {number}").person for number in range(3))
    given = [Given(hoa_sen, 4, first), Given(hoa_sen, 2, second)]
    rate(calendar_year(2024), [*given, Given(hoa_sen, None, third, "Mới tuyển dụng")], by=None)
    rate(calendar_year(2024), [Given(hoa_sen, 3)], by=None)  # of the unit itself
    merge(hoa_sen, binh_minh)

    year = {"since": date(2024, 1, 1), "until": date(2024, 12, 31)}
    found = explain("orgs.unit_member_rating", binh_minh, **year)

    day = date(2024, 12, 31)
    levels = {(fact.date, fact.value) for fact in found}
    assert levels == {(day, 2), (day, 4), (day, None)}  # who is not subject to it has no value
    row = first.ratings.get()
    assert (f"orgs.yearlyrating:{row.pk}",) in {fact.evidence for fact in found}
    assert ask("orgs.unit_member_rating", binh_minh, with_predecessors=False, **year) == []
    assert ask("orgs.unit_member_rating", hoa_sen, until=date(2024, 12, 30)) == []


def test_who_is_rated_by_both_calendars_counts_once(hoa_sen):
    person = place(hoa_sen).person
    rate(school_year(2023), [Given(hoa_sen, 1, person)], by=None)
    rate(calendar_year(2024), [Given(hoa_sen, 3, person)], by=None)

    assert ask("orgs.unit_member_rating", hoa_sen, until=END) == [(date(2024, 12, 31), 3)]
    assert ask("orgs.unit_member_rating", hoa_sen, calendar="school", until=END) == [
        (school_year(2023).end, 1)
    ]


def test_people_of_a_unit_under_discipline_by_severity(hoa_sen, binh_minh):  # S3-29
    person = place(hoa_sen).person
    case = disciplined(person, hoa_sen, date(2024, 3, 1), until=date(2025, 2, 28))
    disciplined(person, hoa_sen, date(2024, 9, 1), form="dismissal", until=date(2025, 8, 31))
    disciplined(person, hoa_sen, date(2024, 1, 5), form="", decided_on=None)  # nothing decided
    disciplined(None, hoa_sen, date(2024, 3, 1))  # against the unit itself
    merge(hoa_sen, binh_minh)
    name = "orgs.unit_member_discipline"

    found = explain(name, binh_minh, until=END, with_predecessors=True)

    assert facts.PROVIDERS[name].is_sensitive
    assert [(fact.date, fact.value) for fact in found] == [
        (date(2024, 3, 1), 2),
        (date(2024, 9, 1), 6),
    ]
    assert found[0].evidence == (f"orgs.discipline:{case.pk}",)
    # It counts in the year it began in, not again while it lasts; an heir does not answer for it.
    assert ask(name, hoa_sen, since=date(2024, 6, 1), until=END) == [(date(2024, 9, 1), 6)]
    assert ask(name, hoa_sen, since=date(2025, 1, 1), until=END) == []
    assert ask(name, binh_minh, until=END) == []


# ------------------------------------------------------------------ one like all
ASKED = {
    "orgs.rating": {"until": END},
    "orgs.unit_rating": {"until": END},
    "orgs.unit_member_rating": {"until": END},
    "orgs.unit_member_discipline": {"until": END, "with_predecessors": True},
    "orgs.post": {"until": END},
    "orgs.working_months": {"until": END},
    "orgs.headcount": {"on": date(2024, 6, 1), "of": "staff"},
    "orgs.discipline": {"until": END},
    "orgs.unit_discipline": {"until": END, "with_predecessors": True},
    "orgs.lineage": {"on": END},
}
lives = st.lists(
    st.tuples(
        st.sampled_from(
            ["post", "rating", "unit rating", "leave", "case", "unit case", "count", "merge"]
        ),
        st.integers(0, 3),
        st.integers(0, 3),
        st.integers(0, 1500),
    ),
    max_size=12,
)


def live(life, units, people):
    """Carry out what can be; what is refused changes nothing."""
    for deed, one, other, days in life:
        unit, person, day = units[one], people[other], date(2021, 1, 1) + timedelta(days)
        try:
            with transaction.atomic():
                do(deed, unit, person, day, units[other])
        except Exception as error:  # noqa: BLE001 -- any refusal of any deed
            assert type(error).__name__ in {"ValidationError", "BadInput"}, error  # noqa: PT017


def do(deed, unit, person, day, other):
    {
        "post": lambda: place(unit, person, day, day + timedelta(400)),
        "rating": lambda: rate(calendar_year(day.year), [Given(unit, 3, person)], by=None),
        "unit rating": lambda: rate(calendar_year(day.year), [Given(unit, 4)], by=None),
        "leave": lambda: away(person, "unpaid", day, day + timedelta(90), counts=False),
        "case": lambda: disciplined(person, unit, day),
        "unit case": lambda: disciplined(None, unit, day),
        "count": lambda: declare_headcounts(day, [Numbers(unit, 5, 5, 90, "Khác")], by=None),
        "merge": lambda: merge(unit, other, day),
    }[deed]()


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(life=lives)
def test_properties_of_facts_one_subject_and_a_population_answer_the_same(so, life):
    point = transaction.savepoint()
    units = [make_unit(f"Trường số {number}", admin=so) for number in range(4)]
    people = [make_person(f"Người {number}") for number in range(4)]
    live(life, units, people)

    everybody = {
        Subject.PERSON: list(Person.objects.values_list("pk", flat=True)),
        Subject.UNIT: list(Unit.objects.values_list("pk", flat=True)),
    }
    for provider in PUBLISHED:
        assert_same(provider, everybody[provider.subject])
    transaction.savepoint_rollback(point)


def assert_same(provider, keys):
    asked = ASKED[provider.name]
    with connection.cursor() as cursor:
        one_by_one = {
            fact for key in keys for fact in facts.facts_of(cursor, provider.name, key, **asked)
        }
        found = list(facts.facts_of_all(cursor, provider.name, facts.these(keys), **asked))
    assert len(found) == len(set(found))
    assert set(found) == one_by_one
    assert all(fact.value is None or type(fact.value) is provider.value for fact in found)
