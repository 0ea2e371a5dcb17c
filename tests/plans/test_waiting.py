"""“Việc của tôi”: what waits for whom, in what order, in how many queries."""

from datetime import timedelta

import pytest
from django.urls import reverse

from phongtrao.plans.queries.waiting import Waiting, waiting_for
from phongtrao.plans.services.assignments import Proposal, propose_change
from tests.plans.work import (
    TODAY,
    make_assignment,
    make_plan,
    make_report,
    make_submitted,
    make_task,
    make_work,
)

DAY = timedelta(days=1)
HOA_SEN = "Trường THCS Hoa Sen"


@pytest.mark.parametrize(
    ("days", "bucket"),
    [(-1, "overdue"), (0, "today"), (1, "week"), (5, "week"), (6, "later"), (None, "week")],
)
def test_bucket_of_a_day(days, bucket):  # the 10th of March 2026 is a Tuesday
    due = None if days is None else TODAY + days * DAY

    assert Waiting("", "", due, "", "").bucket(TODAY) == bucket


def test_unit_has_work_to_accept_mend_and_report(so, hoa_sen, binh):
    plan = make_plan(so)
    for text in ("Một", "Hai"):
        make_assignment(make_task(plan, text), hoa_sen, due_on=TODAY + 3 * DAY)
    returned = make_report(
        make_work(so, hoa_sen, due_on=TODAY - DAY), binh, status="returned", return_reason="Thiếu."
    )
    late = make_work(so, hoa_sen, due_on=TODAY - 2 * DAY)
    make_work(so, hoa_sen, due_on=TODAY + 31 * DAY)
    make_submitted(make_work(so, hoa_sen, due_on=TODAY), binh)

    rows = waiting_for(binh, TODAY)

    task = "Tổ chức hội thi sáng tạo"
    assert rows == [
        Waiting(
            task,
            HOA_SEN,
            TODAY - 2 * DAY,
            reverse("plans:start_report", args=[late.pk]),
            "Báo cáo tiến độ",
        ),
        Waiting(
            f"Báo cáo bị trả lại: {task}",
            HOA_SEN,
            TODAY - DAY,
            reverse("plans:edit_report", args=[returned.pk]),
            "Sửa và nộp lại",
            is_back=True,
        ),
        Waiting(
            "2 nhiệm vụ chờ tiếp nhận: Kế hoạch đổi mới sáng tạo",
            HOA_SEN,
            TODAY + 3 * DAY,
            f"/don-vi/{hoa_sen.pk}/viec/?viec=cho-tiep-nhan&ke_hoach={plan.pk}&chon=het",
            "Tiếp nhận",
            "Hạn gần nhất",
        ),
    ]


def test_a_group_with_late_work_says_since_when(so, hoa_sen, binh):
    plan = make_plan(so)
    for days in (-40, 5, 60):
        make_assignment(make_task(plan), hoa_sen, due_on=TODAY + days * DAY)

    (row,) = waiting_for(binh, TODAY)

    assert (row.what, row.due, row.due_words, row.bucket(TODAY)) == (
        "3 nhiệm vụ chờ tiếp nhận, 1 đã quá hạn: Kế hoạch đổi mới sáng tạo",
        TODAY - 40 * DAY,
        "Quá hạn từ",
        "overdue",
    )


def test_each_plan_has_its_own_row_and_address(client, so, hoa_sen, binh):
    plans = [make_plan(so, title) for title in ("Kế hoạch một", "Kế hoạch hai")]
    for plan in plans:
        make_assignment(make_task(plan, f"Việc của {plan.title}"), hoa_sen)
    client.force_login(binh)

    urls = {row.what: row.url for row in waiting_for(binh, TODAY)}
    page = client.get(urls["1 nhiệm vụ chờ tiếp nhận: Kế hoạch một"]).content.decode()

    assert "Việc của Kế hoạch một" in page
    assert "Việc của Kế hoạch hai" not in page


def test_office_has_reports_proposals_and_late_work(so, hoa_sen, an, binh):
    plan = make_plan(so)
    accepted = {"status": "accepted", "accepted_at": None}
    late = make_assignment(make_task(plan), hoa_sen, due_on=TODAY - DAY, **accepted)
    make_submitted(late, binh)
    asked = make_assignment(make_task(plan, "Mở lớp"), hoa_sen)
    propose_change(asked, Proposal("Bận.", "Mở hai lớp"), by=binh)

    rows = waiting_for(an, TODAY)

    title = "Kế hoạch đổi mới sáng tạo"
    queue = f"{reverse('plans:review_queue')}?ke_hoach={plan.pk}"
    assert rows == [
        Waiting(
            f"1 việc quá hạn: {title}",
            "1 đơn vị",
            TODAY - DAY,
            f"{reverse('plans:board', args=[plan.pk])}?tinh_trang=late",
            "Xem và đôn đốc",
            is_late=True,
        ),
        Waiting("1 báo cáo tiến độ chờ duyệt", f"1 đơn vị, {title}", None, queue, "Duyệt báo cáo"),
        Waiting(
            "Đề xuất điều chỉnh: Mở lớp",
            HOA_SEN,
            None,
            reverse("plans:assignment", args=[asked.pk]),
            "Trả lời",
        ),
    ]


@pytest.mark.parametrize("who", ["chi", "giang", "lam", "khanh", "hoa", "dung"])
def test_nothing_waits_for_others(request, so, hoa_sen, binh, who):
    user = request.getfixturevalue(who)
    make_work(so, hoa_sen, due_on=TODAY - DAY)
    make_submitted(make_work(so, hoa_sen), binh)

    assert waiting_for(user, TODAY) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow(so, hoa_sen, an, binh, rows, django_assert_num_queries):
    for _ in range(rows):
        make_work(so, hoa_sen, due_on=TODAY - DAY)
        make_submitted(make_work(so, hoa_sen), binh)
        make_report(make_work(so, hoa_sen), binh, status="returned")

    with django_assert_num_queries(2):  # grants, all that waits
        waiting_for(binh, TODAY)
    with django_assert_num_queries(2):
        waiting_for(an, TODAY)
