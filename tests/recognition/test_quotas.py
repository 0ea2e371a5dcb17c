"""Recognised initiatives against what is asked of a unit, with predecessors, in a year."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse

from phongtrao.lib.errors import NotAllowed
from phongtrao.lib.periods import calendar_year, school_year
from phongtrao.orgs.forest import Merge
from phongtrao.orgs.models import Headcount, Post, Unit
from phongtrao.orgs.queries import shares, total_of
from phongtrao.orgs.services import Order, reorganise
from phongtrao.recognition.law import shipped_quota
from phongtrao.recognition.queries.quotas import (
    Standing,
    asked_of,
    count_day,
    counted_creations,
    quota_over,
    standing_of,
    trend_of_all,
    with_standing,
)
from phongtrao.recognition.services.creations import Recognition, write_recognition
from phongtrao.recognition.services.quotas import set_quota
from phongtrao.recognition.services.scopes import revoke_scope
from tests.factories import LONG_AGO, make_person
from tests.recognition.made import make_creation

pytestmark = pytest.mark.django_db
YEAR = school_year(2024)
IN_YEAR = date(2025, 5, 20)


def staff(unit, count):
    for number in range(count):
        Post.objects.create(
            person=make_person(f"Nông Thị Hạ {number}"),
            unit=unit,
            position="Giáo viên",
            category="public",
            days=DateRange(LONG_AGO, None),
        )


def declare(unit, count, day=date(2024, 10, 1)):
    Headcount.objects.create(
        unit=unit,
        day=day,
        staff=count,
        frontline=count,
        counted_staff=count,
        counted_frontline=count,
    )


def recognised(unit, count, on=IN_YEAR, **more):
    author = make_person("Lâm Thị Mai")
    return [
        make_creation(unit, {author: 100}, on=on, title=f"Số {number}", **more)
        for number in range(count)
    ]


def now(unit):
    return standing_of(unit, asked_of(unit, YEAR))


def test_of_twenty_one_people_three_initiatives_are_asked_and_two_leave_one_missing(  # S0-42
    hoa_sen,
):
    staff(hoa_sen, 21)
    recognised(hoa_sen, 2)

    found = now(hoa_sen)

    assert (found.recognised, found.staff, found.needed, found.missing) == (2, 21, 3, 1)
    assert (found.ratio, found.is_met) == (Decimal("9.5"), False)


def test_exactly_ten_in_a_hundred_is_enough(hoa_sen):
    declare(hoa_sen, 20)
    recognised(hoa_sen, 2)

    assert (now(hoa_sen).missing, now(hoa_sen).is_met) == (0, True)


def test_where_nobody_works_nothing_is_said_to_be_reached(hoa_sen):
    found = now(hoa_sen)

    assert (found.ratio, found.participation, found.is_met) == (None, None, False)


def test_only_what_was_recognised_in_the_year_and_still_holds_counts(hoa_sen, so, an, province):
    declare(hoa_sen, 10)
    recognised(hoa_sen, 1, on=YEAR.start - timedelta(days=1))
    recognised(hoa_sen, 1, on=YEAR.end + timedelta(days=1))
    recognised(hoa_sen, 1, kind="practice")
    (kept,) = recognised(hoa_sen, 1)
    (revoked,) = recognised(hoa_sen, 1)
    row = revoked.scopes.get()
    row.decided_by = so
    row.save()
    revoke_scope(row, "Số liệu sai.", None, by=an)
    write_recognition(kept, Recognition("province", IN_YEAR + timedelta(days=9), province))

    assert (now(hoa_sen).recognised, now(hoa_sen).wide) == (1, 1)
    assert list(counted_creations(hoa_sen, YEAR)) == [kept]


def test_a_school_has_what_those_it_follows_made_and_their_people(hoa_sen, binh_minh):  # S0-42
    declare(hoa_sen, 12)
    declare(binh_minh, 8)
    recognised(hoa_sen, 1)
    recognised(binh_minh, 1)
    reorganise(Order("Sáp nhập", date(2025, 7, 1), (Merge((hoa_sen.pk,), binh_minh.pk),)), by=None)

    found = now(binh_minh)

    # The stated day, 31/12/2024, lies before the merger: both schools stood then.
    assert (found.recognised, found.staff) == (2, 20)


def test_sql_and_the_page_of_numbers_count_the_same_people(hoa_sen, binh_minh, thpt):
    staff(hoa_sen, 3)
    declare(hoa_sen, 7, day=date(2025, 2, 1))  # after the stated day
    declare(binh_minh, 9)
    reorganise(Order("Sáp nhập", date(2024, 11, 1), (Merge((hoa_sen.pk,), thpt.pk),)), by=None)
    asked = asked_of(hoa_sen, YEAR)

    rows = with_standing(Unit.objects.order_by("pk"), asked)

    assert {row.pk: row.staff for row in rows} == {
        row.pk: total_of(shares(row, asked.counted_on)).staff for row in rows
    }


def test_the_nearest_office_says_how_much(so, suoi_may, hoa_sen, binh_minh, an, lam, chi):
    assert quota_over(hoa_sen) == (shipped_quota(), None)
    law = replace(
        shipped_quota(), percent=Decimal("15.00"), needs_check=False, calendar="calendar_year"
    )
    set_quota(so, law, by=an)
    with pytest.raises(NotAllowed):
        set_quota(suoi_may, law, by=chi)

    assert quota_over(hoa_sen) == (law, so)
    found = with_standing(Unit.objects.filter(pk=hoa_sen.pk), asked_of(so)).get()
    assert found.percent == Decimal(15)


def test_the_day_of_the_staff_lies_in_the_year_and_not_ahead():
    law = shipped_quota()

    assert count_day(law, school_year(2024)) == date(2024, 12, 31)
    assert count_day(law, calendar_year(2023)) == date(2023, 12, 31)
    assert count_day(replace(law, counted_on="29/2"), calendar_year(2023)) == date(2023, 2, 28)


def test_the_trend_adds_up_what_the_list_shows(so, hoa_sen, binh_minh):  # S0-05
    declare(hoa_sen, 10)
    declare(binh_minh, 30)
    recognised(hoa_sen, 2)
    asked = asked_of(so, YEAR)

    *_before, last = trend_of_all(Unit.objects.filter(kind="school"), asked)

    assert last == Standing(YEAR, 2, 0, 1, 40, Decimal(10))


def test_the_card_says_what_is_missing_and_why_and_only_to_who_reads_the_unit(  # S0-42
    hoa_sen, binh, an, chi
):
    declare(hoa_sen, 25)
    (made,) = recognised(hoa_sen, 1)
    address = reverse("recognition:unit_quota", args=[hoa_sen.pk], query={"nam": YEAR.key})
    answers = {}
    for user in (binh, an, chi):
        client = Client()
        client.force_login(user)
        answers[user] = client.get(address)

    assert [answer.status_code for answer in answers.values()] == [200, 200, 404]
    shown = answers[binh].content.decode()
    assert "Còn thiếu 2 sáng kiến" in shown
    assert made.title in shown
    assert "khai tính đến 01/10/2024" in shown


def test_the_list_is_narrowed_to_those_that_lack_some(so, an, hoa_sen, binh_minh):
    declare(hoa_sen, 10)
    declare(binh_minh, 10)
    recognised(hoa_sen, 1)
    client = Client()
    client.force_login(an)

    def shown(**query):
        return client.get(
            reverse("recognition:quotas", query={"nam": YEAR.key, **query})
        ).content.decode()

    assert hoa_sen.name in shown(dat="co")
    assert binh_minh.name not in shown(dat="co")
    assert binh_minh.name in shown(dat="chua")
    assert hoa_sen.name not in shown(dat="chua")
