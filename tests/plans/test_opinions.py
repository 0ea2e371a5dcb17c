"""Opinions asked and given once; difficulties raised, answered, closed; who sees which. Issue 3."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.lib.sheets import open_workbook
from phongtrao.notifications.models import Notice
from phongtrao.orgs.models import Unit
from phongtrao.plans.access import inside as access
from phongtrao.plans.models import Consultation, Difficulty, Plan
from phongtrao.plans.queries.waiting_inside import waiting_inside
from phongtrao.plans.services import consultations, difficulties
from phongtrao.plans.services.consultations import Asking
from tests.factories import make_unit, make_user
from tests.plans.test_handovers import post_at
from tests.plans.test_unit_work_pages import get, post, words
from tests.plans.work import make_work

DAY = timedelta(days=1)
D = Difficulty.Status


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


# ------------------------------------------------------------------ difficulties


@pytest.fixture
def raised(work, binh):
    return difficulties.raise_difficulty(work, "Chưa có phòng máy.", "Xin dùng chung.", by=binh)


def test_difficulty_goes_up_is_answered_and_closed(an, raised, binh, lan):  # S2-31, S1-88
    difficulties.answer_difficulty(raised, "Mượn của trường bên.", by=an)
    difficulties.close_difficulty(raised, by=binh)

    told = set(Notice.objects.values_list("to__username", "text"))
    assert (raised.status, raised.answer, raised.answered_by) == (
        D.CLOSED,
        "Mượn của trường bên.",
        an,
    )
    assert {who for who, _text in told} == {"an", "binh", "lan"}


def test_difficulty_may_settle_by_itself_and_closed_is_answered_no_more(raised, an, binh):
    difficulties.close_difficulty(raised, by=binh)

    with pytest.raises(NotAllowed, match="không còn chờ trả lời"):
        difficulties.answer_difficulty(raised, "Muộn.", by=an)


def test_empty_words_are_refused(work, raised, an, binh):
    with pytest.raises(BadInput, match="không được để trắng"):
        difficulties.raise_difficulty(work, " ", by=binh)
    with pytest.raises(BadInput, match="Hãy ghi lời trả lời"):
        difficulties.answer_difficulty(raised, " ", by=an)


@pytest.mark.parametrize("who", ["giang", "chi", "an", "lam"])
def test_only_the_units_own_raise(request, work, who):
    with pytest.raises(NotAllowed, match="Chỉ thủ trưởng hoặc đầu mối"):
        difficulties.raise_difficulty(work, "Thiếu.", by=request.getfixturevalue(who))


@pytest.mark.parametrize("who", ["binh", "lam", "khanh"])
def test_only_the_plans_side_answers(request, raised, who):
    with pytest.raises(NotAllowed, match="của đơn vị ban hành được trả lời"):
        difficulties.answer_difficulty(raised, "Được.", by=request.getfixturevalue(who))


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("an", True),
        ("dung", True),
        ("khanh", True),
        ("binh", True),
        ("lan", True),
        ("lam", True),
        ("giang", False),
        ("chi", False),
    ],
)
def test_difficulty_is_seen_up_the_line_and_not_sideways(request, raised, who, sees):
    assert access.visible_difficulties(request.getfixturevalue(who)).exists() is sees


def test_form_says_whom_to_ask_and_the_list_is_exported(client, work, an, binh):  # S2-31
    Plan.objects.update(contact="Phòng GDTX, 0200 000 111")
    form = words(get(client, binh, "difficulty_new", work.pk))
    post(client, binh, "difficulty_new", work.pk, text="Chưa có phòng máy.", wish="Xin dùng chung.")

    found = words(get(client, an, "difficulty_list", q="phong may", tinh_trang="open"))
    none = words(get(client, an, "difficulty_list", tinh_trang="closed"))
    sheet = get(client, an, "difficulty_list", xuat="xlsx")

    rows = list(open_workbook(sheet.content, "vuong-mac.xlsx").rows())
    assert "Phòng GDTX, 0200 000 111" in form
    assert "Chưa có phòng máy." in found
    assert "Chưa có phòng máy." not in none
    assert any("Xin dùng chung." in row for row in rows)


def test_pages_answer_and_close(client, raised, an, binh):
    answered = words(post(client, an, "difficulty_answer", raised.pk, answer="Mượn trường bên."))
    closed = words(post(client, binh, "difficulty_close", raised.pk))

    assert "Đã gửi trả lời." in answered
    assert "Đã ghi là giải quyết xong." in closed


def test_difficulty_waits_for_the_office_then_for_the_unit(raised, an, binh, today):
    first = [row.what for row in waiting_inside(an, today)], waiting_inside(binh, today)
    difficulties.answer_difficulty(raised, "Mượn.", by=an)
    then = waiting_inside(an, today), [row.what for row in waiting_inside(binh, today)]

    assert first == (["Vướng mắc: Chưa có phòng máy."], [])
    assert then == ([], ["Đã trả lời vướng mắc: Chưa có phòng máy."])


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_difficulties_takes_the_same_queries(
    client, so, hoa_sen, an, binh, rows, django_assert_num_queries
):
    for number in range(rows):
        difficulties.raise_difficulty(make_work(so, hoa_sen), f"Thiếu {number}", by=binh)
    client.force_login(an)
    client.get("/")

    with django_assert_num_queries(8):
        client.get(reverse("plans:difficulty_list"))
