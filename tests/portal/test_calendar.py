"""Calendar, week of a unit, and the feed at a secret address: what is due, and only to whom it may show."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from phongtrao.accounts.models import User
from phongtrao.accounts.services import close_calendar, hash_of, open_calendar
from phongtrao.lib.errors import WrongState
from phongtrao.orgs.models import Grant
from phongtrao.plans.models import HandOver, Movement, Phase
from phongtrao.portal.pages.calendar import CalendarPage, span_of
from phongtrao.portal.queries.calendar import Item, due_at, due_for
from phongtrao.portal.queries.week import UnitWeek
from tests.factories import LONG_AGO, make_movement
from tests.lib.test_ical import read_events
from tests.plans.work import TODAY, make_plan, make_submitted, make_task, make_work
from tests.plans.work import make_assignment as assign

DAY = timedelta(days=1)
SPAN = (TODAY - 10 * DAY, TODAY + 10 * DAY)
TASK = "Tổ chức hội thi sáng tạo"


def feed_url(secret: str) -> str:
    return reverse("portal:calendar_feed", args=[secret])


def hand(work, user, by, due_on, **more):
    fields = {"note": "Soạn kịch bản", "given_by": by, "given_at": timezone.now(), **more}
    return HandOver.objects.create(assignment=work, user=user, due_on=due_on, **fields)


# ------------------------------------------------------------------ what is due
def test_unit_has_its_own_open_work_due(so, hoa_sen, binh_minh, binh):
    work = make_work(so, hoa_sen, due_on=TODAY)
    make_work(so, hoa_sen, due_on=TODAY, done_on=TODAY)
    make_work(so, hoa_sen, due_on=TODAY + 11 * DAY)
    make_work(so, binh_minh, due_on=TODAY)

    rows = due_for(binh, *SPAN)

    url = reverse("plans:assignment", args=[work.pk])
    assert rows == [Item(TODAY, "work", f"work-{work.pk}", TASK, hoa_sen.name, url)]


def test_teacher_has_what_is_handed_to_her(so, hoa_sen, binh, giang):
    work = make_work(so, hoa_sen, due_on=TODAY + 5 * DAY)
    part = hand(work, giang, binh, TODAY + DAY)
    hand(work, giang, binh, TODAY + DAY, status=HandOver.Status.DONE)

    rows = due_for(giang, *SPAN)

    url = reverse("plans:handover", args=[part.pk])
    what = "Vũ Thị Giang: Soạn kịch bản"
    assert rows == [Item(TODAY + DAY, "inner", f"part-{part.pk}", what, hoa_sen.name, url)]


def test_office_has_one_row_a_plan_and_day(so, hoa_sen, binh_minh, an):
    plan = make_plan(so)
    task = make_task(plan)
    for unit in (hoa_sen, binh_minh):
        assign(task, unit, due_on=TODAY)

    (row,) = due_for(an, *SPAN)

    assert (row.what, row.whom) == (f"2 việc đến hạn: {plan.title}", "2 đơn vị")


def test_reviews_show_to_those_who_see_the_movement(so, hoa_sen, binh):
    movement = make_movement(so)
    draft = make_movement(so, "Đang soạn", status=Movement.Status.DRAFT)
    for one in (movement, draft):
        Phase.objects.create(
            movement=one, name="Sơ kết", starts_on=LONG_AGO, ends_on=TODAY, review_on=TODAY
        )

    assert [row.what for row in due_for(binh, *SPAN)] == [f"Sơ kết: {movement.title}"]


def test_heads_inner_days_stay_inside_the_unit(so, hoa_sen, binh, giang, an):
    hand(make_work(so, hoa_sen), giang, binh, TODAY)

    assert [row.kind for row in due_at(binh, hoa_sen, *SPAN)] == ["inner"]
    assert due_at(an, hoa_sen, *SPAN) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow(so, hoa_sen, binh, giang, rows, django_assert_num_queries):
    for _n in range(rows):
        hand(make_work(so, hoa_sen, due_on=TODAY), giang, binh, TODAY)
    due_for(binh, *SPAN)

    # reviews 2, handed to me, asked of me, reports and papers that wait, work, handed on, reports owed,
    # inspections
    with django_assert_num_queries(13):
        assert len(due_for(binh, *SPAN)) == 2 * rows


# ------------------------------------------------------------------ the page
@pytest.mark.parametrize(
    ("view", "day", "span"),
    [
        ("thang", date(2028, 2, 10), (date(2028, 2, 1), date(2028, 2, 29))),
        ("thang", date(2026, 12, 31), (date(2026, 12, 1), date(2026, 12, 31))),
        ("tuan", date(2026, 3, 15), (date(2026, 3, 9), date(2026, 3, 15))),
    ],
)
def test_span_of_a_day(view, day, span):
    assert span_of(view, day) == span


@pytest.mark.parametrize("asked", ["", "hôm nay", "9999-12-31", "0001-01-01", "2026-13-40"])
def test_nonsense_day_shows_today(asked):
    page = CalendarPage.build({"ngay": asked}, lambda _first, _last: [], TODAY)

    assert page.title == "Tháng 3 năm 2026"


def test_month_shows_the_first_of_a_full_day_and_the_way_to_the_rest():
    items = [Item(TODAY, "work", f"work-{n}", f"Việc {n}", "", "/") for n in range(9)]

    page = CalendarPage.build({}, lambda _first, _last: items, TODAY)

    (day,) = (day for week in page.weeks for day in week if day.items)
    assert (len(day.items), day.more, day.week_url) == (3, 6, "?xem=tuan&ngay=2026-03-10")
    assert page.count == 9


def test_calendar_page_names_what_is_due(client, so, hoa_sen, binh):
    make_work(so, hoa_sen, due_on=timezone.localdate())
    client.force_login(binh)

    page = client.get(reverse("portal:calendar")).content.decode()

    assert TASK in page
    assert "1 hạn trong khoảng đang xem" in page


@pytest.mark.parametrize("name", ["portal:unit_calendar", "portal:unit_week"])
@pytest.mark.parametrize(("who", "status"), [("binh", 200), ("an", 200), ("chi", 404)])
def test_calendar_of_a_unit_is_for_those_who_read_its_work(
    client, request, hoa_sen, name, who, status
):
    client.force_login(request.getfixturevalue(who))

    assert client.get(reverse(name, args=[hoa_sen.pk])).status_code == status


# ------------------------------------------------------------------ the week of a unit
def test_week_says_due_reported_and_late(so, hoa_sen, binh):
    make_work(so, hoa_sen, due_on=TODAY)
    make_work(so, hoa_sen, due_on=TODAY - 20 * DAY)
    make_work(so, hoa_sen, due_on=TODAY - 20 * DAY, done_on=TODAY - DAY)
    sent = make_submitted(make_work(so, hoa_sen), binh)
    type(sent).objects.update(submitted_at=timezone.now().replace(2026, 3, 10, 5))

    week = UnitWeek.build(binh, hoa_sen, "2026-03-10", TODAY)

    said = [(len(d.due), len(d.reported), d.late) for d in week.days]
    assert said == [(0, 0, 2), (1, 1, 1), *[(0, 0, None)] * 5]
    assert week.sentence() == "Tuần 09/03 – 15/03/2026: 1 việc đến hạn, 1 báo cáo đã nộp."


# ------------------------------------------------------------------ the feed
def test_feed_is_a_calendar_of_what_is_due(client, so, hoa_sen, binh):
    today = timezone.localdate()
    work = make_work(so, hoa_sen, due_on=today)

    answer = client.get(feed_url(open_calendar(binh)))

    (event,) = read_events(answer.content.decode())
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    assert (event["UID"], event["DTSTART;VALUE=DATE"], event["SUMMARY"]) == (
        f"work-{work.pk}@testserver",
        f"{today:%Y%m%d}",
        TASK,
    )


def test_feed_shows_only_what_its_owner_may_see_now(client, so, hoa_sen, binh_minh, binh):
    today = timezone.localdate()
    make_work(so, hoa_sen, due_on=today)
    other = assign(make_task(make_plan(so), "xq7leak"), binh_minh, due_on=today)
    secret = open_calendar(binh)

    before = client.get(feed_url(secret)).content.decode()
    Grant.objects.filter(user=binh).delete()
    after = client.get(feed_url(secret)).content.decode()

    assert (other.text in before, len(read_events(before))) == (False, 1)
    assert read_events(after) == []


def test_feed_ends_when_withdrawn_renewed_or_locked(client, binh):
    first = open_calendar(binh)
    second = open_calendar(binh)
    answers = [client.get(feed_url(secret)).status_code for secret in (first, second)]
    User.objects.filter(pk=binh.pk).update(is_active=False)
    locked = client.get(feed_url(second)).status_code
    User.objects.filter(pk=binh.pk).update(is_active=True)
    close_calendar(binh)

    assert answers == [404, 200]
    assert locked == 404
    assert client.get(feed_url(second)).status_code == 404
    with pytest.raises(WrongState):
        close_calendar(binh)


@pytest.mark.parametrize("key", ["abc", "x" * 64])
def test_feed_of_nobody_does_not_exist(client, binh, key):
    assert client.get(feed_url(key)).status_code == 404


def test_stored_key_is_no_address(client, binh):
    secret = open_calendar(binh)
    binh.refresh_from_db()

    assert binh.calendar_key == hash_of(secret)
    assert client.get(feed_url(binh.calendar_key)).status_code == 404


def test_account_page_makes_and_withdraws_the_address(client, hoa_sen, binh):
    client.force_login(binh)

    made = client.post(reverse("accounts:calendar_open"))
    path = made.context["address"].removeprefix("http://testserver")
    found = client.get(path).status_code
    client.post(reverse("accounts:calendar_close"))

    assert (found, client.get(path).status_code) == (200, 404)
    assert path not in client.get(reverse("accounts:profile")).content.decode()
