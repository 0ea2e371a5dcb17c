"""A rule asked of everybody below an office: who meets it, who is near, who moves with other numbers. S3-40 S3-41"""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from django.urls import reverse

from phongtrao.awards.models import CompleteSince, Evaluation, RuleSetVersion
from phongtrao.awards.populations import Whom
from phongtrao.awards.queries.evaluations import Found, explain_subject
from phongtrao.awards.queries.questions import Question, complete_of
from phongtrao.awards.services.evaluations import evaluate_rule
from phongtrao.awards.services.rules import copy_set
from phongtrao.lib.errors import DomainError
from phongtrao.lib.facts import Subject
from phongtrao.lib.rules import Outcome, explain, say_clause, thresholds
from phongtrao.lib.rules.population import columns_of
from phongtrao.orgs.models import Post, YearlyRating
from tests.awards.made import at, newest
from tests.literacy.made import make_worker
from tests.recognition.made import make_creation

pytestmark = pytest.mark.django_db
AUGUST = date(2025, 8, 20)


def rate(person, unit, **levels: int | None) -> None:
    for year, level in levels.items():
        YearlyRating.objects.create(
            person=person, unit=unit, period=year[1:], ends_on=date(int(year[1:]), 12, 31), level=level
        )  # fmt: skip


GOOD = {"y2020": 3, "y2021": 4, "y2022": 3, "y2023": 4, "y2024": 3}


@pytest.fixture
def giang_works(giang, hoa_sen):
    return make_worker(giang, hoa_sen)


@pytest.fixture
def lan_works(lan, hoa_sen):
    return make_worker(lan, hoa_sen)


def ask(so, kinds=()) -> Question:
    whom = Whom(Subject.PERSON, so, AUGUST, kinds)
    return Question(newest("ke-hoach-003"), "003_person", whom, at(AUGUST, 2024))


@pytest.fixture
def chi_works(chi, binh_minh):
    return make_worker(chi, binh_minh)


def test_everybody_below_is_asked_and_counted(so, hoa_sen, an, giang_works, lan_works):
    rate(giang_works, hoa_sen, **GOOD)
    rate(lan_works, hoa_sen, **GOOD)
    make_creation(hoa_sen, {giang_works: 60, lan_works: 40}, date(2022, 5, 20), title="Một")
    make_creation(hoa_sen, {giang_works: 100}, date(2023, 5, 20), title="Hai")

    made = evaluate_rule(ask(so), by=an)

    assert made.found == {"met": 1, "near": 1, "undecided": 0, "failed": 0, "asked": 2}
    found = Found(made, {})
    assert found.keys("met").tolist() == [giang_works.pk]
    assert found.keys("near").tolist() == [lan_works.pk]


def test_a_year_not_rated_yet_is_left_out_one_that_is_over_is_missing(so, hoa_sen, an, giang_works):
    rate(giang_works, hoa_sen, y2020=3, y2021=4, y2022=4, y2024=3)  # nothing of 2023
    make_creation(hoa_sen, {giang_works: 100}, date(2022, 5, 20), scope="province")

    made = evaluate_rule(ask(so), by=an)

    assert made.found["undecided"] == 1
    verdict = explain_subject(Found(made, {}), giang_works.pk)
    assert (verdict.outcome, verdict.missing) == (Outcome.UNDECIDABLE, ("rating:2023",))


def test_other_numbers_say_who_moves(so, hoa_sen, an, lan_works):
    rate(lan_works, hoa_sen, **GOOD)
    make_creation(hoa_sen, {lan_works: 100}, date(2022, 5, 20))
    made = evaluate_rule(ask(so), by=an)
    numbers = thresholds(Found(made, {}).clause)
    place = next(
        one.place for one in numbers if "sáng kiến" in say_clause(one.clause)
    )  # 02 of the base

    tried = Found(made, {place: Fraction(1)})

    assert (tried.keys("came").tolist(), tried.keys("went").tolist()) == ([lan_works.pk], [])
    assert explain_subject(tried, lan_works.pk).outcome == Outcome.MET


def test_explanation_names_the_clause_the_fact_and_the_paper(so, hoa_sen, an, giang_works):
    rate(giang_works, hoa_sen, **GOOD)
    creation = make_creation(hoa_sen, {giang_works: 100}, date(2022, 5, 20), scope="province")
    made = evaluate_rule(ask(so), by=an)

    lines = explain(explain_subject(Found(made, {}), giang_works.pk))

    paper = f"recognition.scoperecognition:{creation.scopes.get().pk}"
    assert [line.evidence for line in lines if paper in line.evidence][:1] == [(paper,)]
    assert lines[0].outcome == Outcome.MET


def test_discipline_is_not_looked_at_where_not_everybody_may_see_it(so, hoa_sen, an, giang_works):
    """Neither as a count nor as the day a window begins after."""
    clause = {
        "count": "initiatives",
        "at_least": 1,
        "within": {"since_last": {"count": "discipline"}},
    }
    own = copy_set(newest("ke-hoach-003").rule_set, so, "Của Sở", by=an)
    rule = {"key": "anew", "title": "Sau kỷ luật", "subject": "person", "requires": clause}
    version = RuleSetVersion.objects.create(rule_set=own, number=2, data={"rules": [rule]})

    shipped = evaluate_rule(ask(so), by=an)
    anew = evaluate_rule(replace(ask(so), version=version, rule="anew"), by=an)

    for made in (shipped, anew):
        words = [line.asked for line in explain(explain_subject(Found(made, {}), giang_works.pk))]
        assert any("kỷ luật" in line and "đơn vị xác nhận" in line for line in words)
        asked = {
            column.ask.provider
            for column in columns_of(Found(made, {}).clause, Found(made, {}).asked)
        }
        assert not any("discipline" in name for name in asked)


def test_people_of_other_offices_are_not_asked(so, hoa_sen, binh, giang_works, chi_works):
    made = evaluate_rule(ask(hoa_sen), by=binh)

    found = Found(made, {})
    keys = [key for which in ("met", "near", "undecided", "failed") for key in found.keys(which)]
    assert keys == [giang_works.pk]


def test_who_left_for_another_office_is_shown_no_longer(
    client, hoa_sen, binh_minh, binh, giang_works, hoa
):
    made = evaluate_rule(ask(hoa_sen), by=binh)
    post = giang_works.posts.get()
    Post.objects.filter(pk=post.pk).update(unit=binh_minh)
    client.force_login(binh)

    assert client.get(reverse("awards:verdict", args=[made.pk, giang_works.pk])).status_code == 404
    page = client.get(reverse("awards:evaluation", args=[made.pk]), {"xem": "failed"})
    assert "trên 0." in page.content.decode()


@pytest.mark.parametrize("day", [date(2024, 1, 1), date(2999, 1, 1)])
def test_a_set_is_asked_on_days_it_holds_and_no_day_to_come(so, an, day):
    with pytest.raises(DomainError):
        evaluate_rule(replace(ask(so), occasion=at(day, 2024)), by=an)

    assert not Evaluation.objects.exists()


def test_years_before_the_register_is_whole_prove_nothing(so, hoa_sen, an, giang_works):
    CompleteSince.objects.create(office=so, fact="titles", since=date(2023, 1, 1), said_by=an)
    whom = Whom(Subject.PERSON, so, AUGUST)
    question = Question(newest("luat-06-2022"), "province_fighter", whom, at(AUGUST, 2024))

    made = evaluate_rule(question, by=an)

    assert complete_of(hoa_sen) == {"titles": date(2023, 1, 1)}
    verdict = explain_subject(Found(made, {}), giang_works.pk)
    assert verdict.outcome == Outcome.NOT_MET  # 2023 and 2024 are whole, and without a title


def test_only_those_of_the_office_ask(so, hoa_sen, lan):
    with pytest.raises(DomainError):
        evaluate_rule(ask(so), by=lan)

    assert not Evaluation.objects.exists()


def test_people_of_other_kinds_of_unit_are_left_out(so, hoa_sen, an, giang_works):
    made = evaluate_rule(ask(so, ("commune",)), by=an)

    assert made.found["asked"] == 0


def test_a_copy_is_the_units_own(so, an):
    made = copy_set(newest("ke-hoach-003").rule_set, so, "Tiêu chuẩn của Sở", by=an)

    assert (made.owner, made.versions.get().data) == (so, newest("ke-hoach-003").data)
