"""The rules of the automatic status: what they say, and that SQL and Python say the same."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from phongtrao.plans.models import Assignment
from phongtrao.plans.queries.status import state_of, status_reason, with_progress
from tests.plans.work import TODAY, make_work

State = Assignment.Progress


def noon(days_ago):
    return timezone.make_aware(datetime.combine(TODAY - timedelta(days=days_ago), time(12)))


def day(offset):
    return TODAY + timedelta(days=offset)


CASES = [
    (
        {"due_on": day(-5), "reported_at": noon(20), "percent": 60},
        State.LATE,
        "Quá hạn 5 ngày: hạn 05/03/2026, báo cáo gần nhất 60%.",
    ),
    (
        {"due_on": day(-1), "sent_at": noon(3)},
        State.LATE,
        "Quá hạn 1 ngày: hạn 09/03/2026, chưa có báo cáo.",
    ),
    (
        {"due_on": day(0), "sent_at": noon(3)},
        State.DUE_SOON,
        "Sắp đến hạn: hết hạn hôm nay, hạn 10/03/2026, chưa có báo cáo.",
    ),
    (
        {"due_on": day(7), "reported_at": noon(1), "percent": 80},
        State.DUE_SOON,
        "Sắp đến hạn: còn 7 ngày, hạn 17/03/2026, báo cáo gần nhất 80%.",
    ),
    (
        {"due_on": day(8), "reported_at": noon(1), "percent": 80},
        State.ON_TIME,
        "Đúng hạn: hạn 18/03/2026, báo cáo gần nhất 80%.",
    ),
    (
        {"due_on": day(90), "sent_at": noon(3)},
        State.NOT_STARTED,
        "Chưa bắt đầu: chưa nộp báo cáo nào, hạn 08/06/2026.",
    ),
    (  # a report that waits, or came back: the work has been started all the same
        {"due_on": day(90), "sent_at": noon(3), "claimed_at": noon(1), "claimed_percent": 60},
        State.ON_TIME,
        "Đúng hạn: hạn 08/06/2026, đơn vị báo 60%, chưa được duyệt.",
    ),
    (
        {"due_on": None, "sent_at": noon(90), "claimed_at": noon(61), "claimed_percent": 20},
        State.STALE,
        "Đã 61 ngày không có cập nhật, đơn vị báo 20%, chưa được duyệt.",
    ),
    (
        {
            "due_on": day(-5),
            "reported_at": noon(20),
            "percent": 60,
            "claimed_at": noon(2),
            "claimed_percent": 80,
        },
        State.LATE,
        "Quá hạn 5 ngày: hạn 05/03/2026, đơn vị báo 80%, chưa được duyệt.",
    ),
    (
        {"due_on": None, "reported_at": noon(61), "percent": 30},
        State.STALE,
        "Đã 61 ngày không có cập nhật, báo cáo gần nhất 30%.",
    ),
    (
        {"due_on": None, "reported_at": noon(60), "percent": 30},
        State.ON_TIME,
        "Đúng hạn: không có hạn cố định, báo cáo gần nhất 30%.",
    ),
    (
        {"due_on": day(-5), "done_on": day(-6), "reported_at": noon(6), "percent": 100},
        State.DONE,
        "Hoàn thành ngày 04/03/2026.",
    ),
    (
        {"due_on": day(-5), "status": "declined", "mode": "requested"},
        State.DECLINED,
        "Đơn vị từ chối đề nghị này nên không tính hạn, không tính vào tiến độ.",
    ),
    (
        {"due_on": day(-5), "override": "on_time", "override_reason": "Bão số 3.", "percent": 10},
        State.ON_TIME,
        "Đánh giá lại: Bão số 3. (Tự động: Quá hạn 5 ngày: hạn 05/03/2026, chưa có báo cáo.)",
    ),
]


def in_sql(assignment):
    rows = Assignment.objects.filter(pk=assignment.pk)
    return with_progress(rows, TODAY).values_list("state", flat=True).get()


@pytest.mark.parametrize(("fields", "state", "sentence"), CASES)
def test_state_and_reason_of_each_case(so, hoa_sen, fields, state, sentence):
    assignment = make_work(so, hoa_sen)
    Assignment.objects.filter(pk=assignment.pk).update(**fields)
    assignment.refresh_from_db()

    found = (in_sql(assignment), state_of(assignment, TODAY), status_reason(assignment, TODAY))

    assert found == (state, state, sentence)


near = st.none() | st.integers(-80, 80)
ago = st.none() | st.integers(0, 80)


@pytest.mark.django_db
@given(
    due=near,
    done=ago,
    reported=ago,
    claimed=ago,
    answered=ago,
    sent=st.integers(0, 80),
    status=st.sampled_from(["sent", "accepted", "proposed", "declined"]),
    override=st.sampled_from(["", "", "done", "late"]),
)
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_sql_and_sentence_tell_the_same_state(
    so, hoa_sen, due, done, reported, claimed, answered, sent, status, override
):
    assignment = Assignment.objects.first() or make_work(so, hoa_sen, mode="requested")
    Assignment.objects.filter(pk=assignment.pk).update(
        due_on=None if due is None else day(due),
        done_on=None if done is None else day(-done),
        reported_at=None if reported is None else noon(reported),
        claimed_at=None if claimed is None else noon(claimed),
        answered_at=None if answered is None else noon(answered),
        sent_at=noon(sent),
        status=status,
        override=override,
        override_reason=override and "Có lý do.",
    )
    assignment.refresh_from_db()

    assert in_sql(assignment) == state_of(assignment, TODAY)
    assert status_reason(assignment, TODAY).endswith((".", ")"))
