"""What no page can read gets a sentence, never an error of ours."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.plans.work import make_submitted, make_work

ENDLESS = "9" * 5_000
BEYOND = "9" * 25  # more than a bigint holds

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client, an):
    client.force_login(an)
    return client


def post(client, url, **fields):
    return client.post(url, fields)


# ------------------------------------------------------------------ addresses


@pytest.mark.parametrize(
    "query",
    [f"trang={ENDLESS}", f"nhiem-vu={ENDLESS}", "q=a%00b", "sap-xep=%00", "%00=1"],
)
@pytest.mark.parametrize("name", ["plans:plan_list", "portal:search", "documents:document_list"])
def test_addresses_nobody_can_read_are_400_with_a_sentence(office, name, query):
    answer = office.get(f"{reverse(name)}?{query}")

    assert answer.status_code == 400
    assert "Hãy quay lại trang trước" in answer.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        f"trang={BEYOND}",
        "trang=-1",
        "trang=²",
        "sap-xep=khong-co",
        "so-dong=7",
        "q=%ff%fe",
        "xuat=pdf",
    ],
)
@pytest.mark.parametrize("name", ["plans:plan_list", "orgs:unit_list", "documents:document_list"])
def test_odd_addresses_show_the_list(office, name, query):
    assert office.get(f"{reverse(name)}?{query}").status_code == 200


@pytest.mark.parametrize("pk", [BEYOND, ENDLESS])
@pytest.mark.parametrize(
    "place",
    [
        "/ke-hoach/{}/",
        "/van-ban/tep/{}/",
        "/don-vi/{}/",
        "/nhat-ky/plans.plan/{}/",
        "/thong-bao/{}/",
    ],
)
def test_keys_beyond_every_key_are_404(office, place, pk):
    assert office.get(place.format(pk)).status_code == 404


# ------------------------------------------------------------------ forms


def test_switching_to_a_unit_without_end_is_400_and_to_a_strange_one_404(office):
    url = reverse("orgs:switch_unit")

    assert [post(office, url, unit=unit).status_code for unit in (ENDLESS, BEYOND, "x")] == [
        400,
        404,
        404,
    ]


def test_accepting_rows_without_end_is_400_and_strange_ones_accept_nothing(office):
    url = reverse("plans:accept_selected_reports")

    assert post(office, url, row=ENDLESS).status_code == 400
    assert post(office, url, row=BEYOND).status_code == 302


def test_a_reason_with_nul_is_refused_in_words(office, so, hoa_sen, lan):
    report = make_submitted(make_work(so, hoa_sen), lan)

    answer = office.post(
        reverse("plans:review_report", args=[report.pk]), {"reason": "thiếu\x00ảnh"}, follow=True
    )

    assert "Hãy ghi lý do trả lại" in answer.content.decode()
    report.refresh_from_db()
    assert report.status == "submitted"


def test_too_many_fields_are_400_with_a_sentence(office):
    answer = office.post(reverse("notifications:read_all"), {f"f{n}": "1" for n in range(3_000)})

    assert answer.status_code == 400
    assert "Hãy quay lại trang trước" in answer.content.decode()


def test_a_flood_of_words_is_413_with_a_sentence(office):
    answer = office.post(reverse("notifications:read_all"), {"f": "a" * 6_000_000})

    assert answer.status_code == 413
    assert "Hãy chọn tệp nhỏ hơn" in answer.content.decode()


@pytest.mark.parametrize("login", ["a\x00b", "ế" * 50_000, ENDLESS, "' OR 1=1 --"])
def test_odd_names_at_the_door_are_refused_in_words(login):
    answer = Client().post(
        reverse("account_login"), {"login": login, "password": "Một-mật-khẩu-nào-đó"}
    )

    assert answer.status_code in (200, 400)
