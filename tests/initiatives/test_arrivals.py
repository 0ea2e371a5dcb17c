"""The last minutes of a round as its office sees them: who comes in by the minute, and how many still write."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from phongtrao.initiatives.models import Initiative
from phongtrao.initiatives.queries.arrivals import arrivals_of
from phongtrao.initiatives.services.rounds import close_round
from phongtrao.initiatives.services.submitting import submit_initiative
from tests.initiatives.made import TODAY, make_round, make_written

pytestmark = pytest.mark.django_db
PART = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "dang-nop"}


@pytest.fixture
def client_of():
    def sign_in(user):
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def four(round_, hoa_sen, giang, giang_at_work):
    """Three handed in (two in this minute, one five minutes ago), one still written."""
    made = [make_written(round_, hoa_sen, giang) for _n in range(4)]
    for one in made[:3]:
        submit_initiative(one, by=giang)
    now = timezone.now().replace(second=30)
    moments = (now, now, now - timedelta(minutes=5))
    for one, moment in zip(made, moments, strict=False):
        Initiative.objects.filter(pk=one.pk).update(submitted_at=moment)
    return now


def test_every_minute_of_the_last_quarter_is_counted_and_so_are_drafts(round_, four):
    found = arrivals_of(round_, four)

    assert [count for _minute, count in found.by_minute] == [0] * 9 + [1, 0, 0, 0, 0, 2]
    assert (found.total, found.drafts) == (3, 1)
    assert arrivals_of(round_, four + timedelta(minutes=16)).total == 0


def test_the_office_sees_it_and_the_part_draws_itself_anew(client_of, round_, four, an):
    office = client_of(an)
    address = reverse("initiatives:round_arrivals", args=[round_.pk])

    shown = office.get(reverse("initiatives:round", args=[round_.pk])).content.decode()
    part = office.get(address, **PART).content.decode()

    said = "15 phút qua có 3 sáng kiến nộp vào. Còn 1 bản nháp."
    assert (said in shown, said in part) == (True, True)
    assert f'hx-get="{address}"' in part
    assert re.findall(r'<rect x="\d+" y="(\d+)" width="20" height="(\d+)"/>', part) == [
        ("46", "30"),
        ("16", "60"),
    ]
    assert "every 60s" in part
    assert "<html" not in part


def test_on_the_last_day_it_is_asked_for_often_and_nothing_is_said_as_such(client_of, so, an):
    last = make_round(so, an, closes_on=TODAY)

    part = client_of(an).get(reverse("initiatives:round_arrivals", args=[last.pk]), **PART)

    assert "every 10s" in part.content.decode()
    assert "15 phút qua chưa có ai nộp. Không còn bản nháp nào." in part.content.decode()
    assert "<svg" not in part.content.decode()


def test_once_the_round_is_closed_the_page_comes_anew(client_of, round_, an):
    close_round(round_, by=an)
    address = reverse("initiatives:round_arrivals", args=[round_.pk])
    office = client_of(an)

    assert office.get(address, **PART).headers["HX-Refresh"] == "true"
    assert office.get(address).url == reverse("initiatives:round", args=[round_.pk])
    assert (
        "dang-nop"
        not in office.get(reverse("initiatives:round", args=[round_.pk])).content.decode()
    )


def test_how_many_still_write_is_the_offices_alone(client_of, round_, four, giang, binh):
    address = reverse("initiatives:round_arrivals", args=[round_.pk])
    for user in (giang, binh):
        client = client_of(user)
        shown = client.get(reverse("initiatives:round", args=[round_.pk])).content.decode()

        assert "dang-nop" not in shown
        assert client.get(address, **PART).status_code == 403
