"""What an evaluation keeps of single people has an end, and goes with the data of a person. S0-14"""

from datetime import date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from phongtrao.accounts.models import Role
from phongtrao.awards.models import Evaluation
from phongtrao.awards.queries.evaluations import Found
from phongtrao.awards.services.evaluations import evaluate_rule
from phongtrao.awards.services.forgetting import forget_old
from phongtrao.orgs.models import Post
from phongtrao.orgs.services import end_post, erase_person
from phongtrao.orgs.tasks import forget_passing
from tests.awards.test_evaluations import GOOD, ask, rate
from tests.factories import give, make_user
from tests.literacy.made import make_worker

pytestmark = pytest.mark.django_db
WHICH = ("met", "near", "undecided", "failed")


@pytest.fixture
def giang_works(giang, hoa_sen):
    return make_worker(giang, hoa_sen)


@pytest.fixture
def lan_works(lan, hoa_sen):
    return make_worker(lan, hoa_sen)


@pytest.fixture
def made(so, hoa_sen, an, giang_works, lan_works):
    rate(giang_works, hoa_sen, **GOOD)
    return evaluate_rule(ask(so), by=an)


def known(made):
    found = Found(Evaluation.objects.get(pk=made.pk), {})
    return {key for which in WHICH for key in found.keys(which).tolist()}


def asked_at(made, *day):
    Evaluation.objects.filter(pk=made.pk).update(asked_at=datetime(*day, tzinfo=timezone.get_current_timezone()))  # fmt: skip


def test_who_is_erased_stands_in_no_evaluation(made, province, giang_works, lan_works):
    Evaluation.objects.filter(pk=made.pk).update(
        older={"met": 2, "only": [giang_works.pk, lan_works.pk]}
    )
    keeper = make_user("Quản trị tỉnh")
    give(keeper, Role.ADMIN, province)
    end_post(Post.objects.get(person=giang_works), timezone.localdate(), by=None)

    erased = erase_person(giang_works, why="Người này đề nghị", by=keeper)

    assert erased["awards.evaluation"] == 1
    assert known(made) == {lan_works.pk}
    assert Evaluation.objects.get().older["only"] == [lan_works.pk]


def test_after_two_years_only_the_counts_stay(client, made, an, giang_works):
    asked_at(made, 2027, 3, 1)

    assert forget_old(date(2029, 3, 1)) == 0
    assert giang_works.pk in known(made)
    assert forget_old(date(2029, 3, 2)) == 1

    assert known(made) == set()
    assert Evaluation.objects.get().found == made.found
    client.force_login(an)
    page = client.get(reverse("awards:evaluation", args=[made.pk])).content.decode()
    assert "trên 2." in page
    assert "đã xóa khi hết hạn lưu" in page
    verdict = reverse("awards:verdict", args=[made.pk, giang_works.pk])
    assert client.get(verdict).status_code == 404


def test_a_job_forgets_at_night_and_the_register_says_so(client, made, hoa):
    asked_at(made, 2020, 1, 1)
    client.force_login(hoa)
    page = client.get(reverse("orgs:personal_data")).content.decode()
    assert "24 tháng từ ngày lập" in page
    assert "1 bản ghi hết hạn trong đêm nay" in page

    forget_passing(timestamp=0)
    forget_passing(timestamp=0)

    assert known(made) == set()
