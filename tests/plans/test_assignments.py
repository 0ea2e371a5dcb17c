"""What units answer, what the office answers back, and who may."""

from datetime import timedelta

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from phongtrao.audit.models import Entry
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.notifications.models import Notice
from phongtrao.plans.access import assignments as access
from phongtrao.plans.access.assignments import visible_assignments
from phongtrao.plans.models import Assignment, Plan, Task
from phongtrao.plans.services import assignments as services
from phongtrao.plans.services.assignments import LocalTask, Proposal
from tests.plans.work import make_assignment, make_plan, make_task, make_work

S = Assignment.Status


@pytest.fixture
def sent(so, hoa_sen):
    return make_assignment(make_task(make_plan(so)), hoa_sen)


@pytest.fixture
def requested(so, hoa_sen):
    task = make_task(make_plan(so))
    return make_assignment(task, hoa_sen, mode=Assignment.Mode.REQUESTED)


def next_week():
    return timezone.localdate() + timedelta(days=7)


def actions():
    return list(Entry.objects.filter(action__startswith="plans.").values_list("action", flat=True))


# ------------------------------------------------------------------ accept


def test_head_and_focal_person_accept(sent, binh):
    services.accept_assignment(sent, by=binh)

    assert (sent.status, sent.answered_by, sent.accepted_at is not None) == (S.ACCEPTED, binh, True)
    assert actions() == ["plans.assignment_accepted"]


@pytest.mark.parametrize("who", ["an", "dung", "giang", "chi", "lam", "khanh", "hoa"])
def test_accept_is_refused_to_all_but_the_units_own(request, sent, who):
    user = request.getfixturevalue(who)

    with pytest.raises(NotAllowed, match="Chỉ thủ trưởng hoặc đầu mối"):
        services.accept_assignment(sent, by=user)

    sent.refresh_from_db()
    assert (sent.status, actions()) == (S.SENT, [])


def test_accept_when_a_colleague_was_faster(sent, binh, lan):
    stale = Assignment.objects.select_related("unit", "task__plan").get(pk=sent.pk)
    services.accept_assignment(sent, by=lan)

    with pytest.raises(WrongState, match="vừa được người khác xử lý"):
        services.accept_assignment(stale, by=binh)

    assert actions() == ["plans.assignment_accepted"]


def test_accept_in_a_closed_plan_is_refused(sent, binh):
    sent.task.plan.status = Plan.Status.CLOSED

    with pytest.raises(NotAllowed, match="Kế hoạch đã kết thúc"):
        services.accept_assignment(sent, by=binh)


def test_accept_several_leaves_alone_what_does_not_wait(sent, binh, so, hoa_sen, binh_minh):
    done = make_work(so, hoa_sen)
    others = make_assignment(sent.task, binh_minh)

    accepted = services.accept_assignments([sent, done, others], by=binh)

    for work in (sent, others):
        work.refresh_from_db()
    assert (accepted, sent.status, others.status) == ({sent.pk}, S.ACCEPTED, S.SENT)
    assert (sent.answered_by, Entry.objects.get(action="plans.assignment_accepted").subject_id) == (
        binh,
        str(sent.pk),
    )


def test_accepting_many_asks_no_more_than_accepting_one(
    so, hoa_sen, binh, django_assert_num_queries
):
    works = [make_assignment(make_task(make_plan(so)), hoa_sen) for _n in range(6)]
    rows = list(visible_assignments(binh).order_by("pk"))

    with CaptureQueriesContext(connection) as one:
        services.accept_assignments(rows[:1], by=binh)
    with django_assert_num_queries(len(one)):
        accepted = services.accept_assignments(rows[1:], by=binh)

    assert accepted == {work.pk for work in works[1:]}


# ------------------------------------------------------------------ propose, and the office's answer


def test_propose_tells_the_office(sent, binh, an):
    proposal = Proposal("Trùng kỳ thi.", due_on=next_week())

    services.propose_change(sent, proposal, by=binh)

    assert (sent.status, sent.answer, sent.proposed_due_on) == (
        S.PROPOSED,
        "Trùng kỳ thi.",
        next_week(),
    )
    assert [(notice.to, notice.text) for notice in Notice.objects.all()] == [
        (
            an,
            "Trường THCS Hoa Sen đề xuất điều chỉnh: “Tổ chức hội thi sáng tạo”. Hãy trả lời.",
        )
    ]


@pytest.mark.parametrize(
    ("proposal", "sentence"),
    [
        (Proposal(" ", text="Khác"), "Hãy ghi lý do đề xuất"),
        (Proposal("Bận."), "nội dung khác, hạn khác"),
        (Proposal("Bận.", due_on=timezone.localdate() - timedelta(days=1)), "đã qua"),
    ],
)
def test_propose_without_what_is_needed(sent, binh, proposal, sentence):
    with pytest.raises(BadInput, match=sentence):
        services.propose_change(sent, proposal, by=binh)


def test_agree_takes_the_units_words_and_day(sent, binh, an):
    text = "Tổ chức hội thi cấp trường"
    services.propose_change(sent, Proposal("Nhỏ.", text, next_week()), by=binh)

    services.agree_to_proposal(sent, reply="Được.", by=an)

    assert (sent.status, sent.text, sent.due_on, sent.reply, sent.proposed_text) == (
        S.ACCEPTED,
        text,
        next_week(),
        "Được.",
        "",
    )
    assert actions() == ["plans.assignment_proposed", "plans.proposal_agreed"]


def test_keep_sends_work_never_accepted_back_to_waiting(sent, binh, an):
    services.propose_change(sent, Proposal("Bận.", due_on=next_week()), by=binh)

    services.keep_as_sent(sent, "Hạn của tỉnh.", by=an)

    assert (sent.status, sent.due_on, sent.proposed_due_on) == (S.SENT, None, None)


def test_keep_lets_accepted_work_go_on(so, hoa_sen, binh, an):
    work = make_work(so, hoa_sen)
    services.propose_change(work, Proposal("Bận.", due_on=next_week()), by=binh)

    services.keep_as_sent(work, "Hạn của tỉnh.", by=an)

    assert work.status == S.ACCEPTED


def test_only_the_office_of_the_owner_answers_a_proposal(sent, binh, dung):
    services.propose_change(sent, Proposal("Bận.", due_on=next_week()), by=binh)

    with pytest.raises(NotAllowed, match="Chỉ văn phòng"):
        services.agree_to_proposal(sent, by=dung)
    with pytest.raises(NotAllowed, match="Chỉ văn phòng"):
        services.keep_as_sent(sent, "Không.", by=binh)


# ------------------------------------------------------------------ decline


def test_a_request_may_be_declined_with_a_reason(requested, binh, an):  # S1-89
    services.decline_request(requested, "Chưa có phòng máy.", by=binh)

    assert (requested.status, requested.answer) == (S.DECLINED, "Chưa có phòng máy.")
    assert Notice.objects.get().to == an


def test_what_is_ordered_cannot_be_declined(sent, binh):  # S1-89
    with pytest.raises(NotAllowed, match="được giao thì không từ chối"):
        services.decline_request(sent, "Bận.", by=binh)


def test_declining_needs_a_reason(requested, binh):
    with pytest.raises(BadInput, match="Hãy ghi lý do từ chối"):
        services.decline_request(requested, "  ", by=binh)


def test_a_unit_may_come_to_accept_what_it_declined(requested, binh):
    services.decline_request(requested, "Bận.", by=binh)

    services.accept_assignment(requested, by=binh)

    assert (requested.status, requested.answer) == (S.ACCEPTED, "")


# ------------------------------------------------------------------ override


def test_leader_overrides_with_a_reason_and_resets(so, hoa_sen, dung, lan):
    work = make_work(so, hoa_sen)

    services.override_status(work, "done", "Đã kiểm tra tại chỗ.", by=dung)
    overridden = (work.override, work.override_reason, work.override_by)
    services.reset_status(work, by=dung)

    assert overridden == ("done", "Đã kiểm tra tại chỗ.", dung)
    assert (work.override, work.override_reason, work.override_by) == ("", "", None)
    assert [notice.to for notice in Notice.objects.all()] == [lan]


def test_override_is_refused_without_reason_or_right(so, hoa_sen, an, binh):
    work = make_work(so, hoa_sen)

    with pytest.raises(BadInput, match="phải có lý do"):
        services.override_status(work, "done", " ", by=an)
    with pytest.raises(BadInput, match="chọn một tình trạng"):
        services.override_status(work, "xong", "Vì thế.", by=an)
    with pytest.raises(NotAllowed, match="văn phòng hoặc lãnh đạo"):
        services.override_status(work, "done", "Vì thế.", by=binh)


# ------------------------------------------------------------------ the unit's own tasks


def test_local_task_stands_beside_the_plans(sent, binh):  # S0-09
    local = LocalTask("Mở câu lạc bộ rô-bốt", "Trường có phòng máy.", next_week())

    work = services.add_local_task(sent.unit, sent.task.plan, local, by=binh)

    assert (work.task.local_to, work.status, work.due_on) == (sent.unit, S.ACCEPTED, next_week())
    assert actions() == ["plans.local_task_added"]


def test_local_task_is_refused_in_a_plan_of_others(sent, chi, binh_minh, binh):
    local = LocalTask("Mở câu lạc bộ", "Hợp.")

    with pytest.raises(NotAllowed, match="chưa có nhiệm vụ nào"):
        services.add_local_task(binh_minh, sent.task.plan, local, by=chi)
    with pytest.raises(NotAllowed, match="Chỉ thủ trưởng"):
        services.add_local_task(binh_minh, sent.task.plan, local, by=binh)
    with pytest.raises(BadInput, match="Hãy ghi nội dung"):
        services.add_local_task(sent.unit, sent.task.plan, LocalTask(" ", "Hợp."), by=binh)


def test_local_task_without_reports_can_be_dropped(sent, binh):
    local = LocalTask("Mở câu lạc bộ", "Hợp.")
    work = services.add_local_task(sent.unit, sent.task.plan, local, by=binh)

    with pytest.raises(NotAllowed, match="do đơn vị tự đặt"):
        services.drop_local_task(sent, by=binh)
    services.drop_local_task(work, by=binh)

    assert list(Task.objects.all()) == [sent.task]


# ------------------------------------------------------------------ who sees


@pytest.mark.parametrize("who", ["an", "dung", "khanh", "binh", "lan", "giang", "lam"])
def test_work_is_seen_by_both_sides(request, sent, who):
    user = request.getfixturevalue(who)

    assert access.get_visible(user, sent.pk) == sent


@pytest.mark.parametrize("who", ["chi", "hoa"])
def test_work_outside_ones_scope_does_not_exist(request, sent, who):
    user = request.getfixturevalue(who)

    with pytest.raises(Http404):
        access.get_visible(user, sent.pk)


def test_work_of_a_draft_plan_is_not_seen(so, hoa_sen, binh):
    draft = make_plan(so, status=Plan.Status.DRAFT)
    work = make_assignment(make_task(draft), hoa_sen)

    with pytest.raises(Http404):
        access.get_visible(binh, work.pk)
