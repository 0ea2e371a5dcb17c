"""Many facts in one act and back again; tasks drafted from contents; a number that is nearly known."""

import pytest

from phongtrao.audit.models import Entry
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.plans.models import Intake, IntakeFact
from phongtrao.plans.services.intake_batches import (
    accept_facts,
    draft_tasks,
    undo_batch,
    undo_drafted_tasks,
)
from phongtrao.plans.services.intake_facts import accept_fact, drop_fact, edit_fact
from phongtrao.plans.services.intake_numbers import take_registered_number
from tests.plans.intake_work import (
    PLAN,
    make_fact,
    make_intake,
    page,
    read_in,
    register,
    source,
    task_value,
)

S = IntakeFact.State
NUMBERED = "Số: 05/KH-SGDĐT\n\nKẾ HOẠCH"


@pytest.fixture
def intake(so, an) -> Intake:
    return make_intake(so, an, blocks=source(20))


@pytest.fixture
def signed_in(client, an):
    client.force_login(an)
    return client


def states(intake: Intake) -> list[str]:
    return list(intake.facts.order_by("pk").values_list("state", flat=True))


def content(intake: Intake, text: str = "Đẩy mạnh thi đua", **more) -> IntakeFact:
    return make_fact(intake, "contents", {"text": text, "heading": "Nội dung"}, **more)


def numbered(so, an) -> Intake:
    """A plan whose number says Đ where the register says D."""
    return read_in(so, an, PLAN.replace("KẾ HOẠCH", NUMBERED, 1))


# ------------------------------------------------------------------ accepting what has been read


def test_the_doubtful_are_not_accepted_with_the_rest(intake, an):
    sure, doubtful = make_fact(intake), make_fact(intake, confidence=0.6)

    count = accept_facts(intake, [sure.pk, doubtful.pk], "tasks", by=an)

    assert (count, states(intake)) == (1, [S.CONFIRMED, S.PENDING])


def test_the_button_counts_the_sure_and_names_the_others(signed_in, intake):
    sure = [make_fact(intake) for _n in range(2)]
    make_fact(intake, value=task_value("Việc ngờ ngợ"), confidence=0.6, doubt="Hãy đối chiếu.")
    make_fact(intake, value=task_value("Việc không ai làm", lead_units=[]))

    answer = signed_in.get(f"/tiep-nhan/{intake.pk}/?muc=tasks")

    text = answer.content.decode()
    shown = answer.context["page"]
    assert "Nhận 2 mục không nghi vấn" in text
    assert "Không nhận cùng 2 mục cần xem riêng:" in text
    assert shown.shown_sure == [fact.pk for fact in sure]
    assert [draft.title for draft in shown.shown_unsure] == ["Việc ngờ ngợ", "Việc không ai làm"]


def test_among_the_doubtful_nothing_is_accepted_at_once(signed_in, intake):
    make_fact(intake, confidence=0.6)

    text = page(signed_in, intake, "?muc=can-xem")

    assert "không nghi vấn" not in text


def test_a_batch_is_taken_back_whole(signed_in, an, intake):
    before = accept_fact(make_fact(intake), by=an)
    batch = [make_fact(intake).pk for _n in range(2)]
    accept_facts(intake, batch, "tasks", by=an)
    text = page(signed_in, intake, "?muc=tasks")

    signed_in.post(f"/tiep-nhan/{intake.pk}/hoan-tac/", {"muc": "tasks"})

    assert "Hoàn tác lần nhận 2 mục vừa rồi" in text
    assert "Hoàn tác lần nhận" not in page(signed_in, intake, "?muc=tasks")
    confirmed = intake.facts.filter(state=S.CONFIRMED)
    assert list(confirmed.values_list("pk", flat=True)) == [before.pk]
    assert Entry.objects.get(action="plans.facts_unaccepted").data == {"facts": 2}


def test_after_another_decision_a_batch_stays(intake, an):
    facts = [make_fact(intake) for _n in range(2)]
    accept_facts(intake, [fact.pk for fact in facts], "tasks", by=an)
    edit_fact(facts[0], {"text": "Mở lớp"}, by=an)

    with pytest.raises(WrongState, match="đã có việc khác"):
        undo_batch(intake, by=an)

    assert states(intake) == [S.CONFIRMED, S.CONFIRMED]


def test_nobody_takes_back_what_another_accepted(intake, an, dung):
    facts = [make_fact(intake).pk for _n in range(2)]
    accept_facts(intake, facts, "tasks", by=an)

    with pytest.raises(NotAllowed):
        undo_batch(intake, by=dung)


# ------------------------------------------------------------------ tasks out of contents and duties


def test_contents_and_duties_become_drafts_and_stay(intake, an):
    plain = content(intake, "Đẩy mạnh thi đua trước ngày 30/6/2026")
    duty = make_fact(intake, "responsibilities", {"unit": "Văn phòng Sở", "text": "Theo dõi"})
    other = content(intake, "Không chọn")

    made = draft_tasks(intake, [plain.pk, duty.pk], ["Các trường"], by=an)

    said = [(t.value["lead_units"], t.value["deadline"], t.state) for t in made]
    assert said == [(["Các trường"], "2026-06-30", S.PENDING), (["Văn phòng Sở"], None, S.PENDING)]
    assert [f.state for f in (plain, duty, other)] == [S.PENDING] * 3
    assert Entry.objects.get(action="plans.tasks_drafted").data == {"tasks": 2}


def test_a_second_press_drafts_nothing_twice(intake, an):
    plain = content(intake)
    draft_tasks(intake, [plain.pk], by=an)

    with pytest.raises(BadInput, match="Chưa chọn mục nào"):
        draft_tasks(intake, [plain.pk], by=an)

    assert intake.facts.filter(section="tasks").count() == 1


def test_drafted_tasks_are_taken_back_but_not_those_already_read(intake, an):
    read, unread = draft_tasks(
        intake, [content(intake).pk, content(intake, "Mở lớp").pk], ["Các trường"], by=an
    )
    accept_fact(read, by=an)

    undone = undo_drafted_tasks(intake, by=an)

    assert undone == 1
    assert list(intake.facts.filter(section="tasks")) == [read]
    assert not IntakeFact.objects.filter(pk=unread.pk).exists()
    with pytest.raises(WrongState, match="Không còn nhiệm vụ nháp"):
        undo_drafted_tasks(intake, by=an)


def test_a_plan_without_tasks_says_so_at_once(signed_in, intake):
    content(intake)
    make_fact(intake, "responsibilities", {"unit": "Văn phòng Sở", "text": "Theo dõi"})
    content(intake, "Mở lớp")
    drop_fact(content(intake, "Bỏ đi"), by=intake.uploaded_by)
    url = f"/tiep-nhan/{intake.pk}/lap-nhiem-vu/"
    text = page(signed_in, intake)
    form = signed_in.get(url).content.decode()

    answer = signed_in.post(url, {"contents": ["ca"], "leads": "Các trường"})

    after = page(signed_in, intake, "?muc=tasks")
    assert "Có thể biến 3 nội dung, phân công thành nhiệm vụ." in text
    assert "Không thấy: Số, ký hiệu; Ngày ban hành; Trích yếu; Giai đoạn; Nhiệm vụ;" in text
    assert "Văn phòng Sở: Theo dõi" in form
    assert answer.url == f"/tiep-nhan/{intake.pk}/?muc=tasks"
    assert "2 nhiệm vụ nháp lập từ nội dung đang chờ soát." in after
    assert "lập từ “Nội dung”" in after
    assert "Không thấy bảng nhiệm vụ" not in after


def test_nothing_ticked_is_said_on_the_form(signed_in, intake):
    content(intake)

    answer = signed_in.post(f"/tiep-nhan/{intake.pk}/lap-nhiem-vu/", {})

    assert answer.context["form"].non_field_errors() == [
        "Chưa chọn mục nào để lập nhiệm vụ. Hãy đánh dấu ít nhất một mục."
    ]


# ------------------------------------------------------------------ a number that is nearly known


def test_a_number_that_differs_in_d_alone_is_pointed_out(signed_in, so, an):  # SX-07
    known = register(so, "05/KH-SGDDT")
    intake = numbered(so, an)
    number = intake.facts.get(section="document", value__has_key="number")

    text = page(signed_in, intake)

    assert "Số 05/KH-SGDĐT gần giống số của văn bản đã có trong sổ." in text
    assert f'href="/van-ban/{known.pk}/"' in text
    assert number.confidence < 0.8


def test_the_same_paper_takes_the_number_of_the_register(signed_in, so, an):  # SX-07
    known = register(so, "05/KH-SGDDT")
    intake = numbered(so, an)

    signed_in.post(f"/tiep-nhan/{intake.pk}/so-trong-so/", {"van_ban": known.pk})

    number = intake.facts.get(section="document", value__has_key="number")
    assert (number.value["number"], number.state) == ("05/KH-SGDDT", S.CONFIRMED)
    assert "gần giống" not in page(signed_in, intake)


def test_another_paper_keeps_its_number(signed_in, so, an):  # SX-07
    register(so, "05/KH-SGDDT")
    intake = numbered(so, an)
    number = intake.facts.get(section="document", value__has_key="number")

    signed_in.post(f"/tiep-nhan/muc/{number.pk}/nhan/", {"muc": "document"})

    number.refresh_from_db()
    assert (number.value["number"], number.state) == ("05/KH-SGDĐT", S.CONFIRMED)
    assert "gần giống" not in page(signed_in, intake)


def test_only_a_near_number_is_taken(so, an):
    intake = numbered(so, an)
    other = register(so, "06/KH-SGDĐT")

    with pytest.raises(WrongState, match="vừa được sửa"):
        take_registered_number(intake, other, by=an)
