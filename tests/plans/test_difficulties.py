"""Difficulties raised about work or in general, answered, passed up, turned into an amendment or an answer
for all; who sees which. S2-31, S1-88, S0-58."""

import pytest
from django.urls import reverse
from django.utils import timezone

from phongtrao.accounts.models import Role
from phongtrao.audit.models import Entry
from phongtrao.audit.visibility import seen_entries
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.lib.sheets import open_workbook
from phongtrao.notifications.models import Notice
from phongtrao.plans.access import difficulties as access
from phongtrao.plans.models import CommonAnswer, Difficulty, Plan
from phongtrao.plans.queries.waiting_inside import waiting_inside
from phongtrao.plans.services import common_answers, difficulties
from phongtrao.plans.services.escalation import send_escalations
from tests.factories import give, make_user
from tests.plans.handed import DAY
from tests.plans.test_unit_work_pages import get, post, words
from tests.plans.work import make_work

D = Difficulty.Status


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def work(so, hoa_sen):
    return make_work(so, hoa_sen)


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
    with pytest.raises(NotAllowed, match="của nơi giải đáp được trả lời"):
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

    with django_assert_num_queries(9):
        client.get(reverse("plans:difficulty_list"))


# ------------------------------------------------------------------ about no work; up the tree


@pytest.fixture
def general(hoa_sen, suoi_may, binh):
    """From the head of a school to the commune above it."""
    text = "Máy tính đã dùng 12 năm."
    return difficulties.raise_in_general(hoa_sen, text, "Xin thay.", to=suoi_may, by=binh)


def test_a_head_asks_a_unit_above_which_passes_it_up(general, so, suoi_may, an, lam, binh, today):
    assert (general.status, general.desk, general.assignment) == (D.OPEN, suoi_may, None)
    assert [row.what for row in waiting_inside(lam, today)] == [f"Vướng mắc: {general.text}"]
    assert waiting_inside(an, today) == []

    difficulties.pass_up(general, so, "Xã không có nguồn.", by=lam)

    line = Entry.objects.get(action="plans.difficulty_passed_up")
    told = set(Notice.objects.filter(text__contains="chuyển lên").values_list("to__username"))
    assert (general.desk, general.passed_note) == (so, "Xã không có nguồn.")
    assert line.subject_id == str(general.pk)
    assert [row.what for row in waiting_inside(an, today)] == [f"Vướng mắc: {general.text}"]
    assert waiting_inside(lam, today) == []
    assert ("binh",) in told
    with pytest.raises(NotAllowed, match="của nơi giải đáp được trả lời"):
        difficulties.answer_difficulty(general, "Được.", by=lam)
    difficulties.answer_difficulty(general, "Đưa vào kế hoạch chung.", by=an)


def test_days_count_anew_at_the_next_desk(general, so, an, lam, today):
    before = send_escalations(today + 5 * DAY)
    Difficulty.objects.update(sent_at=timezone.now() - 5 * DAY)
    difficulties.pass_up(general, so, "", by=lam)

    assert before == 1
    assert send_escalations(today + 2 * DAY) == 0
    assert send_escalations(today + 3 * DAY) == 1


def test_a_desk_it_lay_on_reads_the_answer_of_the_next(general, suoi_may, so, an):
    focal = make_user("Đinh Thị Lựu", "luu")
    give(focal, Role.FOCAL, suoi_may)
    difficulties.pass_up(general, so, "", by=focal)
    difficulties.answer_difficulty(general, "Đưa vào kế hoạch chung.", by=an)

    assert access.visible_difficulties(focal).get().answer == "Đưa vào kế hoạch chung."


def test_an_answer_of_a_desk_that_has_passed_it_up_is_refused(general, so, lam):
    read_before = Difficulty.objects.get(pk=general.pk)
    difficulties.pass_up(general, so, "", by=lam)

    with pytest.raises(WrongState, match="vừa được người khác xử lý"):
        difficulties.answer_difficulty(read_before, "Được.", by=lam)


def test_where_nobody_answers_for_the_unit_it_goes_straight_above(hoa_sen, so, giang, an):
    raised = difficulties.raise_in_general(hoa_sen, "Thiếu học liệu.", by=giang)

    assert (raised.status, raised.desk) == (D.OPEN, so)


def test_two_at_one_desk_pass_it_up_once(general, so, lam):
    other = Difficulty.objects.get(pk=general.pk)
    difficulties.pass_up(general, so, "", by=lam)

    with pytest.raises(WrongState, match="vừa được người khác xử lý"):
        difficulties.pass_up(other, so, "", by=lam)


def test_a_teacher_tells_the_own_head_first(hoa_sen, so, giang, binh, an):
    raised = difficulties.raise_in_general(hoa_sen, "Thiếu học liệu.", by=giang)
    assert (raised.status, raised.desk, raised.sent_at) == (D.INSIDE, hoa_sen, None)
    assert not access.visible_difficulties(an).exists()

    difficulties.send_up(raised, to=so, by=binh)

    assert (raised.status, raised.desk) == (D.OPEN, so)
    assert access.visible_difficulties(an).get() == raised


def test_only_a_unit_right_above_is_asked(hoa_sen, binh_minh, binh):
    with pytest.raises(BadInput, match="không phải cấp trên trực tiếp"):
        difficulties.raise_in_general(hoa_sen, "Thiếu.", to=binh_minh, by=binh)
    with pytest.raises(NotAllowed, match="không công tác tại"):
        difficulties.raise_in_general(binh_minh, "Thiếu.", by=binh)


def test_pages_raise_in_general_and_pass_up(client, hoa_sen, so, suoi_may, binh, lam, an):
    started = get(client, binh, "difficulty_start")
    form = words(get(client, binh, "unit_difficulty", hoa_sen.pk))
    post(client, binh, "unit_difficulty", hoa_sen.pk, text="Thiếu máy.", wish="", to=suoi_may.pk)
    (raised,) = Difficulty.objects.all()
    page = words(get(client, lam, "difficulty", raised.pk))
    passed = words(
        post(client, lam, "difficulty_pass_up", raised.pk, note="Ngoài quyền xã.", to=so.pk)
    )
    seen = words(get(client, an, "difficulty", raised.pk))

    assert started.status_code == 302
    assert "Gửi tới" in form
    assert "Chuyển lên cấp trên" in page
    assert "Đã chuyển vướng mắc lên cấp trên." in passed
    assert "Ngoài quyền xã." in seen


# ------------------------------------------------------------------ into an amendment


def test_a_difficulty_leads_to_an_amendment_of_its_plan(raised, an, binh, today):
    amendment = difficulties.amend_for(raised, "Sửa đổi", today, Plan.Amending.WHOLE, by=an)

    assert (amendment.amends, list(amendment.difficulties.all())) == (raised.plan, [raised])
    with pytest.raises(NotAllowed, match="đã dẫn đến một bản sửa đổi"):
        difficulties.join_amendment(raised, by=an)


def test_another_joins_the_amendment_that_is_drafted(client, work, raised, an, binh, today):
    other = difficulties.raise_difficulty(work, "Thiếu đường truyền.", by=binh)
    made = difficulties.amend_for(raised, "Sửa đổi", today, Plan.Amending.WHOLE, by=an)

    page = words(get(client, an, "difficulty", other.pk))
    joined = words(post(client, an, "difficulty_join", other.pk))
    plan = words(get(client, an, "plan", made.pk))

    assert "Gắn với bản sửa đổi đang soạn" in page
    assert "Đã gắn vướng mắc" in joined
    assert made.difficulties.count() == 2
    assert "Thiếu đường truyền." in plan


@pytest.mark.parametrize("who", ["binh", "lam", "khanh"])
def test_only_the_plans_office_amends(request, raised, who, today):
    with pytest.raises(NotAllowed, match="Chỉ văn phòng của đơn vị ban hành"):
        difficulties.amend_for(
            raised, "Sửa đổi", today, Plan.Amending.WHOLE, by=request.getfixturevalue(who)
        )


# ------------------------------------------------------------------ answers for all


@pytest.fixture
def published(raised, an):
    difficulties.answer_difficulty(raised, "Mượn của trường bên.", by=an)
    return common_answers.publish_answer(raised, "Chưa có phòng máy?", "Mượn.", by=an)


def test_an_answer_is_published_for_all_and_names_nobody(client, published, raised, chi):
    page = words(get(client, chi, "common_answer", published.pk))

    assert "Chưa có phòng máy?" in page
    assert [name for name in (str(raised.unit), str(raised.raised_by)) if name in page] == []
    assert "Mở vướng mắc ban đầu" not in page


def test_publishing_needs_an_answer_of_that_desk(raised, an, binh):
    with pytest.raises(NotAllowed, match="đã được nơi giải đáp trả lời"):
        common_answers.publish_answer(raised, "Hỏi?", "Đáp.", by=an)
    difficulties.answer_difficulty(raised, "Mượn.", by=an)
    with pytest.raises(NotAllowed, match="Chỉ văn phòng của nơi giải đáp"):
        common_answers.publish_answer(raised, "Hỏi?", "Đáp.", by=binh)
    common_answers.publish_answer(raised, "Hỏi?", "Đáp.", by=an)
    with pytest.raises(NotAllowed, match="đã đăng"):
        common_answers.publish_answer(raised, "Hỏi?", "Đáp.", by=an)


def test_withdrawn_is_read_by_its_office_and_stands_again_once_edited(published, an, chi):
    common_answers.withdraw_answer(published, by=an)
    hidden = access.visible_answers(chi).exists(), access.visible_answers(an).exists()
    shown = common_answers.mark_of_answer(published)
    common_answers.edit_answer(published, "Chưa có phòng máy thì sao?", "Mượn.", shown, by=an)

    assert hidden == (False, True)
    assert access.visible_answers(chi).get().question == "Chưa có phòng máy thì sao?"


def test_an_editor_does_not_put_back_what_a_colleague_withdrew(published, an):
    shown = common_answers.mark_of_answer(published)
    common_answers.withdraw_answer(CommonAnswer.objects.get(), by=an)

    with pytest.raises(WrongState, match="vừa được người khác sửa hoặc gỡ"):
        common_answers.edit_answer(published, "Chưa có phòng máy?", "Xin mượn.", shown, by=an)
    assert CommonAnswer.objects.get().withdrawn_at


def test_what_was_taken_out_is_told_to_the_office_only(client, published, an, chi):
    shown = common_answers.mark_of_answer(published)
    common_answers.edit_answer(published, "Thiếu phòng máy?", "Mượn.", shown, by=an)

    own = Entry.objects.filter(seen_entries(an), subject_type="plans.commonanswer")
    others = Entry.objects.filter(seen_entries(chi), subject_type="plans.commonanswer")
    assert (own.count(), others.count()) == (2, 0)


def test_a_school_publishes_nothing_for_the_province(hoa_sen, binh):
    with pytest.raises(NotAllowed, match="Chỉ văn phòng"):
        common_answers.write_answer(hoa_sen, "Hỏi?", "Đáp.", by=binh)


def test_pages_publish_write_edit_and_search(client, raised, so, an, chi):
    post(client, an, "difficulty_answer", raised.pk, answer="Mượn trường bên.")
    form = words(get(client, an, "publish_difficulty", raised.pk))
    post(client, an, "publish_difficulty", raised.pk, question="Thiếu phòng máy?", answer="Mượn.")
    written = {"question": "Nộp báo cáo ngày nào?", "answer": "Ngày 15."}
    post(client, an, "common_answer_new", so.pk, **written)
    found = words(get(client, chi, "common_answers", q="phong may"))
    row = CommonAnswer.objects.get(difficulty=raised)
    gone = words(post(client, an, "common_answer_withdraw", row.pk))

    assert "Mọi đơn vị đọc được" in form
    assert "Thiếu phòng máy?" in found
    assert "Nộp báo cáo ngày nào?" not in found
    assert "Đã gỡ." in gone
    assert "Thiếu phòng máy?" not in words(get(client, chi, "common_answers"))
