"""Discipline in an evaluation: looked at by whoever keeps it of all who are asked, seen by nobody else. S0-40 S3-40"""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from phongtrao.accounts.models import Role
from phongtrao.audit.models import SensitiveRead
from phongtrao.awards.models import RuleSetVersion
from phongtrao.awards.queries.evaluations import Found
from phongtrao.awards.services.evaluations import evaluate_rule
from phongtrao.awards.services.rules import copy_set
from phongtrao.orgs.models import Line
from tests.awards.made import newest
from tests.awards.test_evaluations import GOOD, ask, rate
from tests.factories import give, make_user
from tests.literacy.made import make_worker
from tests.orgs.people_work import disciplined

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(so):
    """Of the movement office, and of the personnel office."""
    user = make_user("Hoàng Hai Việc")
    give(user, Role.OFFICE, so, Line.PROF)
    give(user, Role.PERSONNEL, so, Line.PROF)
    return user


@pytest.fixture
def giang_works(giang, hoa_sen):
    return make_worker(giang, hoa_sen)


@pytest.fixture
def question(so, an, hoa_sen, giang_works):
    """Nobody who was disciplined in 2020–2025."""
    rate(giang_works, hoa_sen, **GOOD)
    disciplined(giang_works, hoa_sen, date(2024, 3, 1))
    own = copy_set(newest("ke-hoach-003").rule_set, so, "Của Sở", by=an)
    clause = {"count": "discipline", "at_most": 0, "within": "period"}
    rule = {"key": "clean", "title": "Không bị kỷ luật", "subject": "person", "requires": clause}
    version = RuleSetVersion.objects.create(rule_set=own, number=2, data={"rules": [rule]})
    return replace(ask(so), version=version, rule="clean")


def test_who_keeps_discipline_of_all_finds_who_was_disciplined(question, so, keeper, an, giang_works):  # fmt: skip
    whole, open_ = evaluate_rule(question, by=keeper), evaluate_rule(question, by=an)

    assert (whole.with_discipline, open_.with_discipline) == (True, False)
    assert Found(whole, {}).keys("near").tolist() == [giang_works.pk]
    assert Found(open_, {}).keys("met").tolist() == [giang_works.pk]
    read = SensitiveRead.objects.get()
    assert (read.reader, read.what, read.subject_id) == (keeper, "orgs.discipline", str(so.pk))


def test_who_keeps_discipline_of_some_only_looks_at_nobodys(question, so, binh_minh, giang_works):
    some = make_user("Lý Một Nơi")
    give(some, Role.OFFICE, so, Line.PROF)
    give(some, Role.PERSONNEL, binh_minh)

    made = evaluate_rule(question, by=some)

    assert not made.with_discipline
    assert Found(made, {}).keys("met").tolist() == [giang_works.pk]
    assert not SensitiveRead.objects.exists()


def test_what_was_found_with_discipline_is_opened_by_nobody_else(client, question, keeper, an, giang_works):  # fmt: skip
    made = evaluate_rule(question, by=keeper)
    page = reverse("awards:evaluation", args=[made.pk])
    why = reverse("awards:verdict", args=[made.pk, giang_works.pk])

    client.force_login(an)
    assert [client.get(one).status_code for one in (page, why)] == [404, 404]
    listed = client.get(reverse("awards:evaluations")).content.decode()
    assert page not in listed

    client.force_login(keeper)
    assert "đã xét" in client.get(page).content.decode()
    assert client.get(why).status_code == 200
    read = SensitiveRead.objects.latest("pk")
    assert (read.subject_type, read.subject_id) == ("orgs.person", str(giang_works.pk))
