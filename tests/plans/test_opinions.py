"""Opinions asked and given once; who sees which. Issue 3."""

from datetime import timedelta

import pytest
from django.utils import timezone

from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.notifications.models import Notice
from phongtrao.orgs.models import Unit
from phongtrao.plans.access import inside as access
from phongtrao.plans.models import Consultation
from phongtrao.plans.queries.waiting_inside import waiting_inside
from phongtrao.plans.services import consultations
from phongtrao.plans.services.consultations import Asking
from tests.factories import make_unit, make_user
from tests.plans.test_handovers import post_at
from tests.plans.test_unit_work_pages import get, post, words
from tests.plans.work import make_work

DAY = timedelta(days=1)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def work(so, hoa_sen):
    return make_work(so, hoa_sen)


@pytest.fixture
def expert(db):
    """An outside expert: an account with neither role nor post."""
    return make_user("Lưu Bách Khoa", "chuyengia")


@pytest.fixture
def phong(so):
    return make_unit("Phòng Khảo thí", Unit.Kind.OFFICE, admin=so)


@pytest.fixture
def asked(work, an, expert, today):
    (made,) = consultations.ask_about_task(work.task, asking(today, "chuyengia"), by=an)
    return made


def asking(today, *people, **more):
    return Asking("Tiêu chí này có đo được không?", today + 5 * DAY, people, **more)


# ------------------------------------------------------------------ opinions


def test_expert_is_asked_and_told(asked, expert, an):  # S2-27, S4-21
    assert (asked.user, asked.given_at) == (expert, None)
    assert [notice.to for notice in Notice.objects.all()] == [expert]


def test_room_and_person_are_asked_each_for_itself(work, an, expert, phong, today):
    member = make_user("Thái Thị Khảo", "khao")
    post_at(phong, member)

    made = consultations.ask_about_task(
        work.task, asking(today, "Lưu Bách Khoa", rooms=(phong,)), by=an
    )

    assert [row.asked for row in made] == ["Lưu Bách Khoa", "Phòng Khảo thí"]
    assert list(access.visible_consultations(member)) == [made[1]]


def test_opinion_is_given_once(asked, expert, an):
    stale = Consultation.objects.get(pk=asked.pk)
    consultations.give_opinion(asked, "Đo được, nên thêm mẫu số.", by=expert)

    with pytest.raises(WrongState, match="vừa gửi ý kiến"):
        consultations.give_opinion(stale, "Khác", by=expert)
    with pytest.raises(NotAllowed, match="chỉ gửi một lần"):
        consultations.give_opinion(asked, "Khác", by=expert)

    assert (asked.opinion, asked.given_by) == ("Đo được, nên thêm mẫu số.", expert)
    assert Notice.objects.filter(to=an, text__contains="đã cho ý kiến").count() == 1


@pytest.mark.parametrize(
    ("names", "days", "says"),
    [
        ((), 5, "ít nhất một người"),
        (("ai-do",), 5, "Không có đúng một"),
        (("chuyengia",), -1, "đã qua"),
    ],
)
def test_asking_nobody_somebody_unknown_or_too_late_is_refused(
    work, an, expert, today, names, days, says
):
    with pytest.raises(BadInput, match=says):
        consultations.ask_about_task(work.task, Asking("Hỏi", today + days * DAY, names), by=an)

    assert not Consultation.objects.exists()


def test_room_of_another_house_is_refused(work, an, binh_minh, today):
    theirs = make_unit("Tổ Một", Unit.Kind.ROOM, admin=binh_minh, code=None)

    with pytest.raises(BadInput, match="không thuộc đơn vị hỏi"):
        consultations.ask_about_task(work.task, asking(today, rooms=(theirs,)), by=an)


def test_head_asks_about_the_units_work_and_nobody_else_does(work, binh, chi, giang, expert, today):
    (made,) = consultations.ask_about_work(work, asking(today, "chuyengia"), by=binh)

    for user in (chi, giang):
        with pytest.raises(NotAllowed, match="Chỉ thủ trưởng hoặc đầu mối"):
            consultations.ask_about_work(work, asking(today, "chuyengia"), by=user)
    assert made.assignment == work


def test_expert_sees_the_question_and_nothing_of_the_plan(client, asked, expert, work):
    statuses = [
        get(client, expert, name, pk).status_code
        for name, pk in (
            ("consultation", asked.pk),
            ("task", work.task_id),
            ("plan", work.task.plan_id),
            ("assignment", work.pk),
        )
    ]

    assert statuses == [200, 404, 404, 404]


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("an", True),
        ("dung", True),
        ("expert", True),
        ("binh", False),
        ("chi", False),
        ("khanh", False),
    ],
)
def test_opinion_is_seen_by_who_asks_and_who_is_asked(request, asked, who, sees):
    assert access.visible_consultations(request.getfixturevalue(who)).exists() is sees


def test_pages_ask_answer_and_show_who_has_not(client, work, an, expert, today):
    day = f"{today + DAY:%d/%m/%Y}"
    data = {"people": "chuyengia\ndung", "question": "Đo bằng gì?", "due_on": day}
    make_user("Phùng Văn Dũng", "dung")
    post(client, an, "ask_about_task", work.task_id, **data)
    mine = Consultation.objects.get(user=expert)

    answer = words(post(client, expert, "consultation", mine.pk, opinion="Bằng phiếu hỏi."))

    page = words(get(client, an, "task", work.task_id))
    assert "Đã gửi ý kiến." in answer
    assert "Lưu Bách Khoa Đã cho ý kiến" in page
    assert "Phùng Văn Dũng Chưa cho ý kiến" in page


def test_question_waits_for_the_expert_until_it_is_answered(asked, expert, today):
    (row,) = waiting_inside(expert, today)
    consultations.give_opinion(asked, "Được.", by=expert)

    assert row.what == "Lê Thu An xin ý kiến: Tiêu chí này có đo được không?"
    assert waiting_inside(expert, today) == []
