"""Accept, edit, split, join, drop, add; and a second reading that keeps all of it."""

import pytest

from phongtrao.audit.models import Entry
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.plans.intake.rules import with_rule
from phongtrao.plans.models import Intake, IntakeFact
from phongtrao.plans.services.intake import reread_intake
from phongtrao.plans.services.intake_batches import accept_facts
from phongtrao.plans.services.intake_facts import (
    accept_fact,
    add_fact,
    drop_fact,
    edit_fact,
    join_fact,
    restore_fact,
    split_fact,
)
from phongtrao.plans.services.intake_turns import copy_as_task
from tests.plans.intake_work import make_fact, make_intake, read_in, run_jobs, task_value

S = IntakeFact.State


@pytest.fixture
def intake(so, an) -> Intake:
    return make_intake(so, an)


def texts(intake: Intake, section: str = "tasks") -> list[tuple[str, str]]:
    rows = intake.facts.filter(section=section).order_by("position", "pk")
    return [(fact.value["text"], fact.state) for fact in rows]


def said(action: str) -> list[dict]:
    return [entry.data for entry in Entry.objects.filter(action=action).order_by("pk")]


# ------------------------------------------------------------------ one act each


def test_accepting_confirms_once(intake, an):
    fact = make_fact(intake)

    accept_fact(fact, by=an)
    accept_fact(fact, by=an)

    assert (fact.state, fact.decided_by) == (S.CONFIRMED, an)
    assert said("plans.facts_accepted") == [{"facts": 1, "part": "Nhiệm vụ"}]


def test_accepting_all_shown_writes_one_line_with_its_count(intake, an):
    shown = [make_fact(intake, position=n) for n in range(3)]
    elsewhere = make_fact(make_intake(intake.unit, an))
    drop_fact(shown[2], by=an)

    count = accept_facts(intake, [f.pk for f in (*shown, elsewhere)], "tasks", by=an)

    elsewhere.refresh_from_db()
    assert (count, elsewhere.state) == (2, S.PENDING)
    assert said("plans.facts_accepted") == [{"facts": 2, "part": "Nhiệm vụ"}]


def test_editing_is_accepting_and_keeps_what_the_machine_read(intake, an):
    fact = make_fact(intake, "criteria", {"text": "Đạt 10%", "source_text": "cả đoạn"})

    edit_fact(fact, {"text": "  Đạt 15%  "}, by=an)

    fact.refresh_from_db()
    assert fact.value == with_rule("criteria", {"text": "Đạt 15%", "source_text": "cả đoạn"})
    assert fact.value_read == {"text": "Đạt 10%", "source_text": "cả đoạn"}
    assert fact.state == S.CONFIRMED
    entry = Entry.objects.get(action="plans.fact_edited")
    assert (entry.values.before, entry.values.after) == ({"fact": "Đạt 10%"}, {"fact": "Đạt 15%"})


def test_splitting_makes_facts_in_place_with_the_other_fields(intake, an):
    first = make_fact(intake, value=task_value("Mở lớp. Tổ chức thi"), position=0)
    make_fact(intake, value=task_value("Báo cáo"), position=1)

    made = split_fact(first, ["Mở lớp.", " ", "Tổ chức thi"], by=an)

    assert texts(intake) == [
        ("Mở lớp.", S.PENDING),
        ("Tổ chức thi", S.PENDING),
        ("Báo cáo", S.PENDING),
    ]
    assert made[1].value == task_value("Tổ chức thi")


def test_splitting_into_one_is_refused(intake, an):
    fact = make_fact(intake)

    with pytest.raises(BadInput, match="xuống dòng ở chỗ muốn tách"):
        split_fact(fact, ["Tổ chức hội thi sáng tạo"], by=an)


def test_joining_takes_the_next_that_stands_and_drops_it(intake, an):
    first = make_fact(intake, value=task_value("Mở lớp"), position=0, first_block=3, last_block=4)
    gone = make_fact(intake, value=task_value("Số trang"), position=1)
    drop_fact(gone, by=an)
    leads = {"lead_units": ["Văn phòng Sở"], "coordinating_units": ["Đoàn trường"]}
    other = make_fact(
        intake, value=task_value("cho giáo viên", **leads), position=2, first_block=5, last_block=6
    )

    join_fact(first, by=an)

    other.refresh_from_db()
    assert first.value == task_value(
        "Mở lớp cho giáo viên",
        lead_units=["Trường THCS Hoa Sen", "Văn phòng Sở"],
        coordinating_units=["Đoàn trường"],
    )
    assert (first.first_block, first.last_block, other.state) == (3, 6, S.DROPPED)


def test_the_last_fact_has_nothing_to_join(intake, an):
    fact = make_fact(intake)

    with pytest.raises(BadInput, match="Không có mục nào phía sau để gộp"):
        join_fact(fact, by=an)


def test_a_dropped_fact_can_be_taken_back_but_not_accepted(intake, an):
    fact = make_fact(intake)
    drop_fact(fact, by=an)

    with pytest.raises(WrongState, match="Mục này đã bỏ"):
        accept_fact(fact, by=an)
    restore_fact(fact, by=an)

    assert (fact.state, fact.decided_by) == (S.PENDING, None)


def test_adding_by_hand_is_confirmed_and_knows_its_place(intake, an):
    make_fact(intake)
    block = {"number": 7, "page": 2, "line": None, "text": "Mở hội nghị"}

    fact = add_fact(intake, "tasks", task_value("Mở hội nghị"), block, by=an)

    assert (fact.state, fact.origin, fact.position) == (S.CONFIRMED, "added", 1)
    assert (fact.first_block, fact.page, fact.passage) == (7, 2, "Mở hội nghị")


def test_a_responsibility_can_become_a_task(intake, an):
    fact = make_fact(intake, "responsibilities", {"unit": "Văn phòng Sở", "text": "Mở hội nghị"})

    task = copy_as_task(fact, by=an)

    assert (task.value["text"], task.value["lead_units"]) == ("Mở hội nghị", ["Văn phòng Sở"])
    assert (task.state, fact.state) == (S.PENDING, S.PENDING)


def test_only_the_office_reviews(intake, dung, khanh):
    fact = make_fact(intake)

    for user in (dung, khanh):
        with pytest.raises(NotAllowed, match="Chỉ văn phòng của đơn vị tiếp nhận"):
            accept_fact(fact, by=user)

    fact.refresh_from_db()
    assert fact.state == S.PENDING


def test_a_published_intake_is_under_review_no_more(intake, an):
    fact = make_fact(intake)
    # Somebody else published it after this page was loaded.
    Intake.objects.filter(pk=intake.pk).update(status=Intake.Status.PUBLISHED)

    with pytest.raises(WrongState, match="không còn chờ soát"):
        edit_fact(fact, {"text": "Khác"}, by=an)


# ------------------------------------------------------------------ a second reading


def test_a_second_reading_keeps_what_a_person_has_decided(so, an):
    intake = read_in(so, an)
    purposes = list(intake.facts.filter(section="purposes"))
    contents = list(intake.facts.filter(section="contents"))
    duties = list(intake.facts.filter(section="responsibilities"))
    edit_fact(purposes[0], {"text": "Nâng cao nhận thức của mọi người."}, by=an)
    drop_fact(purposes[1], by=an)
    accept_fact(contents[0], by=an)
    halves = split_fact(contents[1], ["Phát huy sáng kiến", "Cải tiến phương pháp"], by=an)
    added = add_fact(intake, "tasks", task_value("Mở hội nghị"), by=an)
    decided = {f.pk: (f.value, f.state) for f in (*purposes, contents[0], *halves, added)}

    reread_intake(intake, by=an)
    run_jobs()

    intake.refresh_from_db()
    after = {fact.pk: (fact.value, fact.state) for fact in intake.facts.all()}
    assert intake.status == Intake.Status.REVIEW
    assert {pk: after.get(pk) for pk in decided} == decided
    assert [text for text, _state in texts(intake, "purposes")] == [
        "Nâng cao nhận thức của mọi người.",
        purposes[1].value["text"],
    ]
    assert [text for text, _state in texts(intake, "contents")] == [
        contents[0].value["text"],
        "Phát huy sáng kiến",
        "Cải tiến phương pháp",
    ]
    assert texts(intake, "responsibilities") == [(f.value["text"], S.PENDING) for f in duties]
    assert said("plans.intake_read")[-1]["kept"] == len(decided)


def test_facts_joined_do_not_come_apart_again(so, an):
    intake = read_in(so, an)
    first, second = intake.facts.filter(section="purposes")
    join_fact(first, by=an)
    joined = f"{first.value_read['text']}. {second.value['text']}"

    reread_intake(intake, by=an)
    run_jobs()

    assert texts(intake, "purposes") == [
        (joined, S.PENDING),
        (second.value["text"], S.DROPPED),
    ]


def test_two_tasks_with_one_printed_number_stay_two(intake, an):  # SX-02
    same = {"ordinal": "III.1"}
    first = make_fact(intake, value=task_value("Phân công đơn vị thực hiện", **same))
    second = make_fact(intake, value=task_value("Xét khen thưởng cuối năm", **same))

    edit_fact(second, {"text": "Xét khen thưởng hằng năm"}, by=an)

    first.refresh_from_db()
    assert (first.value["text"], first.state) == ("Phân công đơn vị thực hiện", S.PENDING)
