"""Days of research in the calendar, the feed and on the desk: to those who carry a task out, and its office. S0-28"""

from datetime import timedelta

import pytest
from django.urls import reverse

from phongtrao.accounts.services import open_calendar
from phongtrao.portal.queries.calendar import due_at, due_for
from phongtrao.research.access.tasks import followed_tasks
from phongtrao.research.models import Instalment
from phongtrao.research.queries.clocks import clocks_between
from phongtrao.research.services.running import Seen, add_visit
from tests.literacy.made import make_worker
from tests.research.made import TODAY, join, make_task, run
from tests.research.screens import as_

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
SPAN = (TODAY - 10 * DAY, TODAY + 10 * DAY)


@pytest.fixture
def running(so, hoa_sen, lan, giang, an):
    found = make_task(so, hoa_sen, lan)
    join(found, make_worker(giang, hoa_sen), lan, "lead")
    run(found, an)
    found.reports.exclude(number=1).delete()
    found.reports.update(due_on=TODAY + DAY)
    add_visit(found, Seen(TODAY, "Đoàn", "Chậm", "Bổ sung", TODAY + 2 * DAY), by=an)
    Instalment.objects.create(task=found, number=1, amount=5_000_000, due_on=TODAY + 3 * DAY)
    found.ends_on = TODAY + 4 * DAY
    found.save()
    return found


def said(rows):
    return [(row.day, row.what.split(":")[0]) for row in rows if row.kind == "research"]


ALL = [
    (TODAY + DAY, "Báo cáo định kỳ"),
    (TODAY + 2 * DAY, "Khắc phục kiến nghị kiểm tra"),
    (TODAY + 3 * DAY, "Cấp kinh phí"),
    (TODAY + 4 * DAY, "Hết thời gian thực hiện"),
]


def test_those_who_carry_it_out_and_its_office_have_its_days(running, an, lan, giang, chi, lam):
    assert [said(due_for(user, *SPAN)) for user in (an, lan, giang)] == [ALL, ALL, ALL]
    assert said(due_for(chi, *SPAN)) == said(due_for(lam, *SPAN)) == []


def test_a_stage_that_waits_stands_on_its_day(so, hoa_sen, lan, an):
    task = make_task(so, hoa_sen, lan, TODAY - 25 * DAY)

    assert said(due_for(an, *SPAN)) == [(TODAY + 5 * DAY, "Hạn của bước")]
    assert said(due_for(an, TODAY, TODAY + 4 * DAY)) == []
    assert task.stages.get().due_on == TODAY + 5 * DAY


def test_the_week_of_the_unit_and_the_feed_have_them(running, hoa_sen, an, lan):
    assert said(due_at(an, hoa_sen, *SPAN)) == ALL
    secret = open_calendar(lan)
    feed = as_(lan).get(reverse("portal:calendar_feed", args=[secret])).content.decode()

    assert "Báo cáo định kỳ" in feed


def test_what_is_over_is_due_no_more(running, an):
    running.reports.update(status="accepted", done="Xong", pace="on_time", percent=10, submitted_at="2026-01-01T00:00Z")  # fmt: skip
    Instalment.objects.update(paid_on=TODAY)

    assert said(due_for(an, *SPAN)) == [ALL[1], ALL[3]]


def test_money_to_pay_and_the_end_wait_on_the_desk(running, an, lan):
    office = as_(an).get(reverse("portal:home")).content.decode()
    host = as_(lan).get(reverse("portal:home")).content.decode()

    assert "Đến ngày cấp kinh phí nhiệm vụ KH&amp;CN" in office
    assert "Sắp hết thời gian thực hiện nhiệm vụ KH&amp;CN" in host


def test_any_number_of_tasks_is_asked_in_one_query(
    running, so, hoa_sen, lan, an, django_assert_num_queries
):
    for number in range(3):
        make_task(so, hoa_sen, lan, TODAY - 25 * DAY, code=str(number))
    due_for(an, *SPAN)
    with django_assert_num_queries(1):
        assert len(list(clocks_between(followed_tasks(an), *SPAN, 50))) == 7
