"""Reminders before and after deadlines, weekly sums, and urging by hand: each said once."""

from datetime import UTC, datetime, timedelta

import pytest

from phongtrao.audit.models import Entry
from phongtrao.lib.errors import NotAllowed, WrongState
from phongtrao.notifications.models import Notice
from phongtrao.plans.models import Assignment, Plan
from phongtrao.plans.queries.reminders import stage_of
from phongtrao.plans.services.reminders import (
    Urged,
    send_late_summaries,
    send_reminders,
    urge_plan,
    urge_task,
)
from phongtrao.plans.tasks import remind
from tests.plans.work import (
    TODAY,
    make_assignment,
    make_plan,
    make_submitted,
    make_task,
    make_work,
)

DAY = timedelta(days=1)


def told():
    rows = Notice.objects.order_by("to__username", "pk")
    return list(rows.values_list("to__username", "text"))


@pytest.mark.parametrize(
    ("days", "stage"),
    [
        (8, ""),
        (7, "before7"),
        (2, "before7"),
        (1, "before1"),
        (0, "before1"),
        (-1, "after1"),
        (-7, "after7"),
        (-14, "after14"),
        (-21, ""),
    ],
)
def test_stage_of_days_left(days, stage):
    assert stage_of(days) == stage


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (7, "Còn 7 ngày đến hạn 17/03/2026: “Tổ chức hội thi sáng tạo”. Hãy báo cáo tiến độ."),
        (0, "Hôm nay là hạn 10/03/2026: “Tổ chức hội thi sáng tạo”. Hãy báo cáo tiến độ."),
        (-1, "Quá hạn 1 ngày, hạn 09/03/2026: “Tổ chức hội thi sáng tạo”. Hãy báo cáo ngay."),
    ],
)
def test_head_and_focal_person_are_reminded(so, hoa_sen, binh, lan, giang, days, text):
    make_work(so, hoa_sen, due_on=TODAY + days * DAY)

    send_reminders(TODAY)

    assert told() == [("binh", text), ("lan", text)]


def test_a_stage_is_said_once_however_often_the_job_runs(so, hoa_sen, binh):
    make_work(so, hoa_sen, due_on=TODAY + 7 * DAY)

    for day in (TODAY, TODAY, TODAY + DAY, TODAY + 6 * DAY, TODAY + 8 * DAY, TODAY + 30 * DAY):
        send_reminders(day)

    days = [text[: text.index(" đến hạn" if "Còn" in text else ",")] for _, text in told()]
    assert days == ["Còn 7 ngày", "Còn 1 ngày", "Quá hạn 1 ngày"]


def test_work_of_one_day_is_one_notice(so, hoa_sen, binh):
    plan = make_plan(so)
    for text in ("Một", "Hai", "Ba"):
        make_assignment(make_task(plan, text), hoa_sen, due_on=TODAY + DAY)

    send_reminders(TODAY)

    assert told() == [("binh", "Còn 1 ngày đến hạn 11/03/2026: 3 nhiệm vụ. Hãy báo cáo tiến độ.")]


def test_nobody_is_reminded_of_what_is_settled(so, hoa_sen, binh):
    due = {"due_on": TODAY + DAY}
    make_work(so, hoa_sen, **due, done_on=TODAY)
    make_work(so, hoa_sen, **due, mode="requested", status="declined")
    make_work(so, hoa_sen, **due, override="done", override_reason="Xong.")
    make_submitted(make_work(so, hoa_sen, **due), binh, percent=100)
    draft = make_plan(so, status=Plan.Status.DRAFT)
    make_assignment(make_task(draft), hoa_sen, **due)

    assert (send_reminders(TODAY), told()) == (0, [])


def test_reminders_take_the_same_queries_for_many_units(
    so, hoa_sen, binh_minh, thpt, binh, chi, django_assert_num_queries
):
    plan = make_plan(so)
    for unit in (hoa_sen, binh_minh, thpt):
        for text in ("Một", "Hai"):
            make_assignment(make_task(plan, text), unit, due_on=TODAY + DAY)

    with django_assert_num_queries(5):  # savepoint, due, people, notices, release
        send_reminders(TODAY)


def test_office_hears_once_a_week_what_is_late(so, hoa_sen, binh_minh, an, dung):
    plan = make_plan(so)
    for unit in (hoa_sen, binh_minh):
        make_assignment(make_task(plan), unit, due_on=TODAY - DAY)

    for day in (TODAY, TODAY + DAY, TODAY + 7 * DAY):
        send_late_summaries(day)

    text = "“Kế hoạch đổi mới sáng tạo”: 2 việc của 2 đơn vị đã quá hạn. Hãy xem và đôn đốc."
    assert told() == [("an", text), ("an", text)]


def test_job_reminds_by_the_day_it_was_planned_for(so, hoa_sen, binh):
    make_work(so, hoa_sen, due_on=TODAY + 7 * DAY)
    half_past_six = datetime(2026, 3, 9, 23, 30, tzinfo=UTC)  # the 10th here

    remind(timestamp=int(half_past_six.timestamp()))

    assert [text[:10] for _, text in told()] == ["Còn 7 ngày"]


# ------------------------------------------------------------------ by hand


@pytest.fixture
def slow(so, hoa_sen, binh_minh):
    """A plan with work late at one school and unanswered at two."""
    plan = make_plan(so)
    task = make_task(plan)
    make_assignment(task, hoa_sen)
    make_assignment(task, binh_minh)
    make_assignment(make_task(plan), hoa_sen, status="accepted", due_on=TODAY - 300 * DAY)
    return plan


def test_office_urges_slow_units_once_a_day(slow, an, binh):
    urged = urge_plan(slow, by=an)
    with pytest.raises(WrongState, match="Hôm nay đã đôn đốc"):
        urge_plan(slow, by=an)

    assert urged == Urged(units=1, without_people=1)
    assert told() == [
        (
            "binh",
            (
                "Văn phòng đôn đốc “Kế hoạch đổi mới sáng tạo”: 1 chờ tiếp nhận, 1 quá hạn. "
                "Hãy tiếp nhận và báo cáo tiến độ."
            ),
        )
    ]
    assert [entry.action for entry in Entry.objects.filter(action="plans.urged")] == ["plans.urged"]


def test_urging_one_task_leaves_the_others(slow, an, binh):
    urge_task(slow.tasks.order_by("pk")[0], by=an)

    assert [text.split(": ")[1] for _, text in told()] == [
        "1 chờ tiếp nhận. Hãy tiếp nhận và báo cáo tiến độ."
    ]


def test_nobody_is_urged_without_need_or_right(so, hoa_sen, slow, an, binh, dung):
    quiet = make_work(so, hoa_sen, due_on=None)
    Assignment.objects.filter(pk=quiet.pk).update(reported_at=quiet.sent_at)

    with pytest.raises(WrongState, match="không cần đôn đốc"):
        urge_plan(quiet.task.plan, by=an)
    with pytest.raises(NotAllowed, match="Chỉ văn phòng"):
        urge_plan(slow, by=binh)
    with pytest.raises(NotAllowed, match="Chỉ văn phòng"):
        urge_plan(slow, by=dung)

    assert told() == []
