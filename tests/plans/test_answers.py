"""After an answer: the state, what is offered next, and what is not, wherever the work stands."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from phongtrao.lib.errors import NotAllowed, WrongState
from phongtrao.plans.models import Assignment
from phongtrao.plans.queries.status import state_of
from phongtrao.plans.queries.waiting import waiting_for
from phongtrao.plans.services.assignments import (
    Proposal,
    accept_assignment,
    accept_assignments,
    decline_request,
    override_status,
    propose_change,
    reset_status,
)
from tests.plans.work import make_assignment, make_plan, make_task, make_work

ACCEPT = "tiep-nhan/"


@pytest.fixture
def declined(so, hoa_sen, binh):
    due = timezone.localdate() - timedelta(days=3)
    sent = make_assignment(make_task(make_plan(so)), hoa_sen, mode="requested", due_on=due)
    return decline_request(sent, "Trường đang sửa phòng máy.", by=binh)


@pytest.fixture
def proposed(so, hoa_sen, binh):
    sent = make_assignment(make_task(make_plan(so)), hoa_sen)
    return propose_change(sent, Proposal("Bận thi.", "Mở hai lớp"), by=binh)


def page_of(client, user, name, *args, query=""):
    client.force_login(user)
    return client.get(reverse(f"plans:{name}", args=args) + query).content.decode()


def test_declined_work_says_so_and_offers_to_take_it_back_in_the_menu(client, declined, binh, an):
    own = page_of(client, binh, "assignment", declined.pk)
    office = page_of(client, an, "assignment", declined.pk)

    assert state_of(declined) == "declined"
    assert "Nhận lại đề nghị" in own
    assert '<button class="btn btn-primary" type="submit">' not in own
    assert "Nếu đổi ý" in own
    assert "Hãy trao đổi lại với đơn vị" in office
    assert "Nhận lại đề nghị" not in office


def test_declined_work_stands_in_lists_as_declined_and_is_not_counted(
    client, declined, hoa_sen, an, binh
):
    listed = page_of(client, binh, "unit_work", hoa_sen.pk)
    found = page_of(client, binh, "unit_work", hoa_sen.pk, query="?viec=tu-choi")
    board = page_of(client, an, "board", declined.task.plan_id)
    plan = page_of(client, an, "plan", declined.task.plan_id)

    assert "0 nhiệm vụ: ngoài ra 1 đề nghị đã từ chối." in listed
    assert "Đã từ chối" in found.split("<tbody")[1]
    assert "Chưa bắt đầu" not in found.split("<tbody")[1]
    assert "<td>0/0</td><td class=x><b>Đã từ chối</b>" in board
    assert "1 đơn vị từ chối đề nghị, chưa đơn vị nào khác nhận việc." in plan
    assert "1 từ chối" in plan


def test_the_cell_of_the_board_says_why_and_what_is_awaited(client, declined, proposed, an):
    said = [
        page_of(
            client, an, "cell", work.task.plan_id,
            query=f"?don-vi={work.unit_id}&nhiem-vu={work.task_id}",
        )
        for work in (declined, proposed)
    ]  # fmt: skip

    assert "Lý do từ chối: Trường đang sửa phòng máy." in said[0]
    assert "chờ văn phòng trả lời: Bận thi." in said[1]


def test_declined_work_waits_for_nobody_and_is_not_taken_on_in_bulk(declined, proposed, binh):
    assert accept_assignments([declined, proposed], by=binh) == set()
    assert waiting_for(binh) == []
    assert accept_assignment(declined, by=binh).status == Assignment.Status.ACCEPTED


def test_proposed_work_says_who_has_to_answer(client, proposed, hoa_sen, binh, an):
    own = page_of(client, binh, "assignment", proposed.pk)
    office = page_of(client, an, "assignment", proposed.pk)
    listed = page_of(client, binh, "unit_work", hoa_sen.pk, query="?viec=cho-tra-loi")

    assert "Đề xuất đang chờ văn phòng trả lời" in own
    assert ACCEPT not in own
    assert "hãy đồng ý hoặc giữ nguyên" in office
    assert "1 nhiệm vụ: 1 chờ văn phòng trả lời đề xuất." in listed
    assert [row.label for row in waiting_for(an)] == ["Trả lời"]


def test_work_that_waits_says_what_the_unit_may_do(client, so, hoa_sen, binh):
    rows = [
        make_assignment(make_task(make_plan(so)), hoa_sen, mode=m) for m in ("ordered", "requested")
    ]

    said = [page_of(client, binh, "assignment", row.pk) for row in rows]

    assert "Hãy tiếp nhận hoặc đề xuất điều chỉnh." in said[0]
    assert "Hãy tiếp nhận, đề xuất điều chỉnh, hoặc từ chối và ghi lý do." in said[1]


def test_a_judgement_goes_with_a_refusal_and_cannot_come_after_it(so, hoa_sen, an, binh):
    sent = make_assignment(make_task(make_plan(so)), hoa_sen, mode="requested")
    override_status(sent, "on_time", "Bão số 3.", by=an)

    declined = decline_request(sent, "Không có người.", by=binh)

    assert (declined.override, state_of(declined)) == ("", "declined")
    with pytest.raises(NotAllowed, match="đã từ chối"):
        override_status(declined, "on_time", "Bão số 3.", by=an)


def test_what_is_not_judged_cannot_be_reset(so, hoa_sen, an):
    work = make_work(so, hoa_sen)

    with pytest.raises(WrongState, match="không có đánh giá lại để bỏ"):
        reset_status(work, by=an)
