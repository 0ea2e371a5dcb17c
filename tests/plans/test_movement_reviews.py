"""The review of every year: written down, told in the story, due no more. S0-17, S1-49."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from phongtrao.audit.models import Entry
from phongtrao.documents.services import DocumentData, register_document
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.plans.models import Movement, Phase, YearlyReview
from phongtrao.plans.queries.movement_reviews import open_years, reviews_between
from phongtrao.plans.services.movement_reviews import YearHeld, review_year
from tests.factories import make_movement
from tests.threads import at_once

S = Movement.Status
BEGUN, OVER = date(2024, 9, 1), date(2030, 12, 31)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def movement(so):
    return make_movement(so, starts_on=BEGUN, ends_on=OVER, yearly_review="--12-15")


def due(first, last):
    rows = reviews_between(Movement.objects.all(), first, last)
    return [(row.name, row.day, row.held_on) for row in rows]


def test_the_review_of_a_year_is_written_down_and_waits_no_more(movement, an, today):  # S0-17
    held = YearHeld(2024, date(2024, 12, 10), lessons="Giao việc sớm hơn.")

    review_year(movement, held, by=an)

    assert due(date(2024, 1, 1), date(2025, 12, 31)) == [
        ("năm 2024", date(2024, 12, 15), date(2024, 12, 10)),
        ("năm 2025", date(2025, 12, 15), None),
    ]
    assert 2024 not in {row.year for row in open_years(movement, today)}
    assert Entry.objects.filter(action="plans.year_reviewed").count() == 1
    movement.refresh_from_db()
    assert movement.status == S.RUNNING


def test_stages_and_years_stand_in_one_list(movement):  # S0-17 S1-49
    days = {"starts_on": BEGUN, "ends_on": date(2025, 5, 1)}
    Phase.objects.create(movement=movement, name="Giai đoạn 1", review_on=date(2025, 5, 18), **days)

    assert due(date(2025, 1, 1), date(2025, 12, 31)) == [
        ("Giai đoạn 1", date(2025, 5, 18), None),
        ("năm 2025", date(2025, 12, 15), None),
    ]


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (YearHeld(2023, date(2024, 12, 10)), "Năm 2023 không có sơ kết"),
        (YearHeld(2024, date(2024, 8, 1)), "trước khi phong trào bắt đầu"),
        (YearHeld(2024, date(2999, 1, 1)), "chưa tới"),
    ],
)
def test_a_year_or_day_outside_of_the_movement_is_refused(movement, an, held, said):
    with pytest.raises(BadInput, match=said):
        review_year(movement, held, by=an)

    assert list(YearlyReview.objects.all()) == []


def test_a_school_and_a_closed_movement_have_no_review(movement, binh, an):
    with pytest.raises(NotAllowed, match="Chỉ văn phòng"):
        review_year(movement, YearHeld(2024, date(2024, 12, 10)), by=binh)
    Movement.objects.filter(pk=movement.pk).update(status=S.CLOSED)
    movement.refresh_from_db()
    with pytest.raises(NotAllowed, match="đã kết thúc"):
        review_year(movement, YearHeld(2024, date(2024, 12, 10)), by=an)


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_write_the_year_once(movement, an):
    held = YearHeld(2024, date(2024, 12, 10))

    said = at_once(
        lambda: review_year(movement, held, by=an), lambda: review_year(movement, held, by=an)
    )

    assert sorted(type(error).__name__ for error in said) == ["NoneType", "WrongState"]


def test_a_year_twice_is_refused(movement, an):
    held = YearHeld(2024, date(2024, 12, 10))
    review_year(movement, held, by=an)

    with pytest.raises(WrongState, match="Năm 2024 đã ghi sơ kết"):
        review_year(movement, held, by=an)


# ------------------------------------------------------------------ the page


def test_the_form_writes_the_year_and_the_story_tells_it(client, movement, so, an):  # S0-17
    paper = register_document(
        DocumentData("BC", "Sơ kết năm 2024", "90/BC-SGDĐT", date(2024, 12, 12), so), by=an
    )
    client.force_login(an)
    said = {
        "year": "2024",
        "held_on": "12/12/2024",
        "paper": "90/BC-SGDĐT",
        "lessons": "Giao việc sớm hơn.",
    }

    client.post(reverse("plans:movement_year", args=[movement.pk]), said)

    page = client.get(reverse("plans:movement", args=[movement.pk])).context["page"]
    told = [line for line in page.story if line.moment.title == "Báo cáo, sơ kết năm 2024"]
    assert [(line.moment.day, line.due, line.moment.url) for line in told] == [
        (date(2024, 12, 12), None, reverse("documents:document", args=[paper.pk]))
    ]
    assert "Giao việc sớm hơn." in told[0].moment.text
    assert page.year_to_review == 2025


def test_the_form_says_what_is_wrong_and_keeps_nothing(client, movement, an, today):
    client.force_login(an)
    tomorrow = today + timedelta(days=1)

    answer = client.post(
        reverse("plans:movement_year", args=[movement.pk]),
        {"year": "2024", "held_on": f"{tomorrow:%d/%m/%Y}"},
    )

    assert "Ngày sơ kết, tổng kết chưa tới" in answer.content.decode()
    assert list(YearlyReview.objects.all()) == []


def test_a_school_does_not_open_the_form(client, movement, binh):
    client.force_login(binh)

    assert client.get(reverse("plans:movement_year", args=[movement.pk])).status_code == 403


def test_only_who_may_write_it_down_is_led_to_the_form(client, movement, an, binh):
    address = reverse("plans:movement_year", args=[movement.pk])

    def links(user):
        client.force_login(user)
        page = client.get(reverse("plans:movement", args=[movement.pk])).context["page"]
        return address in {line.moment.url for line in page.story}

    assert (links(an), links(binh)) == (True, False)
