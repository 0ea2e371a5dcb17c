"""Rules on screen: read by everybody who signs in, asked by offices and heads, of those below them. S1-16 S1-71"""

from datetime import date

import pytest
from django.urls import reverse

from phongtrao.awards.models import Evaluation, RuleSet
from tests.awards.made import newest
from tests.awards.test_evaluations import GOOD, giang_works, rate  # noqa: F401 -- fixture
from tests.recognition.made import make_creation

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return newest("ke-hoach-003").rule_set


def asking(so, **more) -> dict[str, object]:
    said = {
        "office": so.pk,
        "subject": "person",
        "on": "20/08/2025",
        "calendar": "year",
        "year": "2024",
    }
    return {**said, **more}


def test_rules_are_read_with_their_law(client, lan, plan):
    client.force_login(lan)

    page = client.get(reverse("awards:rule", args=[plan.pk, "003_person"])).content.decode()

    assert "KH 003 IV.2" in page
    assert "hoàn thành tốt nhiệm vụ trở lên" in page


def test_an_office_asks_and_opens_who_and_why(client, so, an, hoa_sen, plan, giang_works):  # noqa: F811
    rate(giang_works, hoa_sen, **GOOD)
    make_creation(hoa_sen, {giang_works: 100}, date(2022, 5, 20), scope="province")
    client.force_login(an)

    answer = client.post(reverse("awards:rule", args=[plan.pk, "003_person"]), asking(so))

    made = Evaluation.objects.get()
    assert answer.url == reverse("awards:evaluation", args=[made.pk])
    page = client.get(answer.url).content.decode()
    assert "1 đạt, 0 còn thiếu một điều kiện, 0 chưa đủ căn cứ, trên 1." in page
    assert str(giang_works) in page
    why = client.get(reverse("awards:verdict", args=[made.pk, giang_works.pk])).content.decode()
    assert "Chấm bài bằng điện thoại" in why
    assert client.get(reverse("awards:verdict", args=[made.pk, 10**9])).status_code == 404


def test_a_number_tried_is_said_with_who_moves(client, so, an, hoa_sen, plan, giang_works):  # noqa: F811
    rate(giang_works, hoa_sen, **GOOD)
    make_creation(hoa_sen, {giang_works: 100}, date(2022, 5, 20))
    client.force_login(an)
    client.post(reverse("awards:rule", args=[plan.pk, "003_person"]), asking(so))
    address = reverse("awards:evaluation", args=[Evaluation.objects.get().pk])

    places = [field.name for field in client.get(address).context["page"].form]
    moved = [client.get(address, {name: "1"}).context["page"].moved for name in places]

    assert "Với các số này: thêm 1, bớt 0 so với tiêu chuẩn đang dùng." in moved


def test_a_number_too_large_is_told(client, so, an, plan):
    client.force_login(an)
    client.post(reverse("awards:rule", args=[plan.pk, "003_person"]), asking(so))
    address = reverse("awards:evaluation", args=[Evaluation.objects.get().pk])

    for huge in ("1" + "0" * 30, "0," + "0" * 12 + "1"):
        page = client.get(address, {"n0": huge})
        assert page.status_code == 200
        assert page.context["page"].found.tried in ({}, {0: 0})


def test_others_do_not_ask_nor_open(client, so, an, chi, lan, plan):
    client.force_login(an)
    client.post(reverse("awards:rule", args=[plan.pk, "003_person"]), asking(so))
    address = reverse("awards:evaluation", args=[Evaluation.objects.get().pk])

    for stranger in (lan, chi):
        client.force_login(stranger)
        assert client.get(address).status_code == 404
    client.force_login(lan)
    assert client.post(reverse("awards:rule", args=[plan.pk, "003_person"]), asking(so)).status_code == 404  # fmt: skip


def test_an_office_one_may_not_ask_is_no_choice(client, so, chi, plan):
    client.force_login(chi)

    answer = client.post(reverse("awards:rule", args=[plan.pk, "003_person"]), asking(so))

    assert "office" in answer.context["form"].errors
    assert not Evaluation.objects.exists()


def test_one_sees_ones_own_way_to_titles(client, hoa_sen, giang, giang_works):  # noqa: F811
    rate(giang_works, hoa_sen, y2025=3)
    client.force_login(giang)

    page = client.get(reverse("awards:mine"), {"nam": "2025"}).content.decode()

    assert "Lao động tiên tiến" in page
    assert "Chiến sĩ thi đua cơ sở" in page


def test_an_office_copies_a_set_and_a_focal_person_does_not(client, so, an, lan, plan):
    address = reverse("awards:rule_set_copy", args=[plan.pk])
    client.force_login(an)
    client.post(address, {"unit": so.pk, "title": "Tiêu chuẩn của Sở"})

    assert RuleSet.objects.get(owner=so).title == "Tiêu chuẩn của Sở"
    client.force_login(lan)
    assert client.get(address).status_code == 404
