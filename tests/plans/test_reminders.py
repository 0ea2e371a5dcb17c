"""Reminders before and after deadlines and reviews, and weekly sums: each said once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from phongtrao.notifications.models import Notice
from phongtrao.plans.models import Assignment, Movement, Phase, Plan, YearlyReview
from phongtrao.plans.queries.reminders import stage_of
from phongtrao.plans.services.reminders import (
    send_late_summaries,
    send_reminders,
    send_review_reminders,
)
from phongtrao.plans.tasks import remind
from tests.factories import make_movement
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


def test_work_of_which_nobody_is_told_is_not_marked_as_said(so, hoa_sen, binh_minh, binh):
    rows = [make_work(so, unit, due_on=TODAY + DAY) for unit in (hoa_sen, binh_minh)]

    send_reminders(TODAY)

    said = [Assignment.objects.get(pk=row.pk).reminded_on for row in rows]
    assert said == [TODAY, None]


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

    with django_assert_num_queries(6):  # savepoint, due, people, notices, days, release
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


# ------------------------------------------------------------------ reviews of stages


@pytest.fixture
def stage(so):
    movement = make_movement(so, "Thi đua đổi mới")
    return Phase.objects.create(
        movement=movement,
        name="Giai đoạn 1",
        starts_on=TODAY - 300 * DAY,
        ends_on=TODAY + 100 * DAY,
        review_on=TODAY + 14 * DAY,
    )


def test_office_hears_of_a_review_once_before_and_once_after(so, stage, an, binh, dung):
    # S0-17 S0-18 S1-49 S1-50
    for days in (-1, 0, 0, 5, 14, 15, 16, 40):
        send_review_reminders(TODAY + days * DAY)

    assert told() == [
        (
            "an",
            (
                "Còn 14 ngày đến ngày sơ kết, tổng kết “Giai đoạn 1” (24/03/2026) "
                "của phong trào “Thi đua đổi mới”. Hãy chuẩn bị báo cáo."
            ),
        ),
        (
            "an",
            (
                "Đã qua ngày sơ kết, tổng kết “Giai đoạn 1” (24/03/2026) của phong trào "
                "“Thi đua đổi mới”. Hãy ghi kết quả, hoặc sửa ngày nếu hoãn."
            ),
        ),
    ]


def test_office_hears_of_the_review_of_every_year_once_before_and_once_after(so, an):
    # S0-17, each 15/12
    make_movement(so, "Thi đua đổi mới", yearly_review="--03-20")

    for days in (-10, 0, 1, 10, 11, 12, 30):
        send_review_reminders(TODAY + days * DAY)

    assert [text for _name, text in told()] == [
        (
            "Còn 10 ngày đến ngày sơ kết, tổng kết “năm 2026” (20/03/2026) "
            "của phong trào “Thi đua đổi mới”. Hãy chuẩn bị báo cáo."
        ),
        (
            "Đã qua ngày sơ kết, tổng kết “năm 2026” (20/03/2026) của phong trào "
            "“Thi đua đổi mới”. Hãy ghi kết quả, hoặc sửa ngày nếu hoãn."
        ),
    ]


def test_office_does_not_hear_of_the_year_that_was_reviewed(so, an):  # S0-17
    movement = make_movement(so, "Thi đua đổi mới", yearly_review="--03-20")
    YearlyReview.objects.create(movement=movement, year=2026, held_on=TODAY)

    assert (send_review_reminders(TODAY + 11 * DAY), told()) == (0, [])


def test_office_does_not_hear_of_a_review_that_was_held(stage, an):
    Phase.objects.filter(pk=stage.pk).update(reviewed_on=TODAY)

    assert (send_review_reminders(TODAY + 15 * DAY), told()) == (0, [])


@pytest.mark.parametrize("status", ["draft", "closed"])
def test_nobody_hears_of_reviews_of_what_does_not_run(stage, an, status):
    Movement.objects.filter(pk=stage.movement_id).update(status=status)

    assert (send_review_reminders(TODAY), told()) == (0, [])


def test_reminders_speak_the_language_of_the_office_whatever_the_worker_speaks(so, hoa_sen, lan):
    make_work(so, hoa_sen, due_on=TODAY + DAY)

    with translation.override("en"):
        send_reminders(TODAY)

    assert all("Hãy báo cáo tiến độ" in text for __, text in told())
    assert told()
