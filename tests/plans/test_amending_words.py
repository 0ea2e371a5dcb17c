"""What an amendment says, without a database: instructions, citations, pairs, marked words. S0-53."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.plans.amending.citations import CitedAmendment, cited_amendments
from phongtrao.plans.amending.difference import differ, field_changes, mark_words
from phongtrao.plans.amending.instructions import Instruction, read_instruction
from phongtrao.plans.amending.pairing import pair_tasks
from phongtrao.plans.amending.task_words import TaskWords
from phongtrao.plans.amending.work_rules import CHOICES, Rule, default_rule
from phongtrao.plans.models import Plan
from tests.plans.amended import CHANGED, DROPPED, KEPT, MOVED, NEW

PART, WHOLE = Plan.Amending.PART, Plan.Amending.WHOLE


def words(task, text, **said):
    empty = {"section": "II. Nhiệm vụ", "ordinal": "", "leads": ("Các trường",), "coordinators": ()}
    empty |= {"time": "", "timing": "unspecified", "timing_value": "", "deliverable": ""}
    return TaskWords(task=task, text=text, **(empty | said))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (
            "Sửa đổi điểm 2 mục III như sau: Tổ chức ngày hội",
            ("change", "2", "III", "Tổ chức ngày hội"),
        ),
        (
            "Sửa đổi, bổ sung nhiệm vụ số 3 mục II thành: “Tập huấn giáo viên”",
            ("change", "3", "II", "Tập huấn giáo viên"),
        ),
        (
            "Điều chỉnh khoản 1.2 phần IV: Báo cáo trước ngày 15/7",
            ("change", "1.2", "IV", "Báo cáo trước ngày 15/7"),
        ),
        ("Bãi bỏ nhiệm vụ số 4 mục II.", ("drop", "4", "II", "Bãi bỏ nhiệm vụ số 4 mục II.")),
        ("Hủy bỏ nhiệm vụ: Tham quan mô hình", ("drop", "", "", "Tham quan mô hình")),
        (
            "Bổ sung nhiệm vụ vào mục II như sau: Mở chuyên mục",
            ("add", "", "II", "Mở chuyên mục"),
        ),
        # A task, not an instruction.
        (
            "Bổ sung thiết bị cho phòng tin học của các trường",
            ("", "", "", "Bổ sung thiết bị cho phòng tin học của các trường"),
        ),
        (
            "Sửa đổi quy chế thi đua của đơn vị",
            ("", "", "", "Sửa đổi quy chế thi đua của đơn vị"),
        ),
    ],
)
def test_instructions_are_read(text, read):
    assert read_instruction(text) == Instruction(*read)


@given(st.text(max_size=200))
def test_any_text_is_read_without_losing_a_task(text):
    found = read_instruction(text)

    assert found.deed in ("", "change", "add", "drop")
    assert bool(found.text) == bool(text.strip())


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        (
            "Sửa đổi, bổ sung một số nội dung của Kế hoạch số 12/KH-SGDĐT ngày 05/01/2026",
            [CitedAmendment("12/KH-SGDĐT", PART)],
        ),
        (
            "Kế hoạch này thay thế Kế hoạch số 155/KH-UBND ngày 02/03/2025",
            [CitedAmendment("155/KH-UBND", WHOLE)],
        ),
        ("Thực hiện Kế hoạch số 155/KH-UBND", []),
        ("Bổ sung thiết bị. Thực hiện Kế hoạch số 155/KH-UBND", []),
    ],
)
def test_the_amended_plan_is_named(text, cited):
    assert list(cited_amendments([text])) == cited


def pairs(old, new, copied=None, *, is_whole=True):
    found = pair_tasks(old, new, copied or {}, is_whole=is_whole)
    return [
        (pair.kind, pair.old and pair.old.task, pair.new and pair.new.task, pair.is_sure)
        for pair in found
    ]


OLD = [
    words(1, "Tập huấn giáo viên về sáng kiến số", ordinal="1"),
    words(2, "Tổ chức hội thi sáng tạo cấp trường", ordinal="2"),
    words(3, "Báo cáo kết quả phong trào", ordinal="3"),
]


def test_the_very_words_are_the_same_task_wherever_they_stand():
    new = [words(11, "Báo cáo kết quả phong trào", ordinal="1")]

    assert pairs(OLD, new)[0] == (CHANGED, 3, 11, True)


def test_like_words_are_offered_and_wait_for_the_office():
    new = [words(11, "Tập huấn giáo viên và cán bộ quản lý về sáng kiến số", ordinal="1")]

    assert pairs(OLD, new)[0] == (CHANGED, 1, 11, False)


def test_other_words_are_a_new_task():
    new = [words(11, "Mua sắm máy chiếu cho phòng họp", section="IV", leads=("Văn phòng",))]

    assert pairs(OLD, new)[0] == (NEW, None, 11, False)


def test_what_a_whole_text_leaves_out_is_dropped_and_what_a_part_leaves_out_stays():
    new = [words(11, OLD[0].text, ordinal="1")]

    assert pairs(OLD, new) == [
        (KEPT, 1, 11, True),
        (DROPPED, 2, None, False),
        (DROPPED, 3, None, False),
    ]
    assert pairs(OLD, new, is_whole=False) == [
        (KEPT, 1, 11, True),
        (KEPT, 2, None, True),
        (KEPT, 3, None, True),
    ]


def test_a_copy_stands_for_its_task_however_much_it_was_edited():
    new = [words(11, "Chuyện hoàn toàn khác")]

    assert pairs(OLD, new, {11: 2})[0] == (CHANGED, 2, 11, True)


def test_each_change_is_offered_the_rule_that_fits():
    def rule(new):
        (pair, *_rest) = pair_tasks(OLD[:1], [new], {11: 1}, is_whole=True)
        return default_rule(pair, pair.kind)

    later = words(11, OLD[0].text, ordinal="1", time="Chậm nhất ngày 15/07/2030")
    other = words(11, "Mở lớp trực tuyến cho học sinh", ordinal="1")

    assert rule(later) is Rule.FOLLOW
    assert rule(other) is Rule.ASK


def test_every_kind_has_a_rule():
    assert set(CHOICES) == {NEW, CHANGED, MOVED, DROPPED, KEPT}
    assert all(CHOICES.values())


def test_words_are_marked_one_by_one():
    marked = [(p.kind, p.text) for p in mark_words("Hạn ngày 30/6", "Hạn ngày 15/7")]

    assert marked == [("same", "Hạn ngày"), ("removed", "30/6"), ("added", "15/7")]


def test_changed_fields_are_named():
    new = words(1, OLD[0].text, ordinal="1", time="Trước 15/7", leads=("Sở",))

    found = [(f.name, f.before, f.after) for f in field_changes(OLD[0], new)]

    assert found == [("time", "", "Trước 15/7"), ("leads", "Các trường", "Sở")]


def test_two_versions_are_compared_by_task():
    now = [OLD[2], words(4, "Mới"), words(1, "Tập huấn lại", ordinal="1")]

    found = [(row.kind, row.words.task, row.target) for row in differ(OLD, now, {2: 4})]

    assert found == [(KEPT, 3, ""), (NEW, 4, ""), (CHANGED, 1, ""), (MOVED, 2, "Mới")]
