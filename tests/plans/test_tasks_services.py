"""Tasks of a draft: written, moved, dropped; their parties found among the units."""

import pytest

from phongtrao.audit.models import Entry
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.plans.models import Plan, Task, TaskParty
from phongtrao.plans.queries.parties import resolve_units, suggest_units
from phongtrao.plans.services.plans import publish_plan
from phongtrao.plans.services.tasks import (
    Imported,
    TaskDraft,
    add_task,
    drop_task,
    edit_task,
    import_tasks,
    move_task,
    preview_import,
)
from phongtrao.plans.timings import When
from tests.factories import make_movement
from tests.plans.work import make_plan, make_task

K = Task.Timing


@pytest.fixture
def draft(so):
    return make_plan(so, status=Plan.Status.DRAFT)


def said(plan):
    return list(plan.tasks.order_by("position").values_list("section", "text"))


def parties(task):
    rows = TaskParty.objects.filter(task=task).order_by("-role", "position")
    return [(party.role, party.name, party.unit and party.unit.name) for party in rows]


def test_a_task_says_who_when_and_what(draft, hoa_sen, an):
    what = TaskDraft(
        text=" Tổ chức hội thi ",
        section="I. Truyền thông",
        ordinal="1",
        when=When(K.YEAR, "2026"),
        deliverable="Hội thi",
        leads=("Văn phòng Sở",),
        coordinators=("truong thcs hoa sen", "Các cơ sở giáo dục"),
    )

    task = add_task(draft, what, by=an)

    task.refresh_from_db()
    assert (task.text, task.timing, task.timing_value, task.timing_text) == (
        "Tổ chức hội thi",
        "year",
        "2026",
        "Năm 2026",
    )
    assert parties(task) == [
        ("lead", "Văn phòng Sở", None),
        ("coordinator", "truong thcs hoa sen", "Trường THCS Hoa Sen"),
        ("coordinator", "Các cơ sở giáo dục", None),
    ]


def test_a_new_task_stands_at_the_end_of_its_section(draft, an):
    for section, text in [("I. A", "một"), ("II. B", "hai"), ("I. A", "ba")]:
        add_task(draft, TaskDraft(text=text, section=section), by=an)

    assert said(draft) == [("I. A", "một"), ("I. A", "ba"), ("II. B", "hai")]


def test_tasks_move_up_and_down_and_stop_at_the_ends(draft, an):
    first, second, third = (make_task(draft, text) for text in ("một", "hai", "ba"))

    move_task(third, -1, by=an)
    move_task(first, -1, by=an)
    move_task(second, 9, by=an)

    assert [text for _section, text in said(draft)] == ["một", "ba", "hai"]


def test_editing_changes_words_and_parties_and_history_keeps_both(draft, an):
    task = add_task(draft, TaskDraft(text="cũ", leads=("A",)), by=an)

    edit_task(task, TaskDraft(text="mới", leads=("B",)), by=an)

    entry = Entry.objects.get(action="plans.task_edited")
    assert entry.values.before == {"text": "cũ", "parties": ["Chủ trì: A"]}
    assert entry.values.after == {"text": "mới", "parties": ["Chủ trì: B"]}
    assert parties(task) == [("lead", "B", None)]


def test_a_task_without_text_is_refused(draft, an):
    with pytest.raises(BadInput):
        add_task(draft, TaskDraft(text="  "), by=an)

    assert said(draft) == []


def test_a_task_is_not_part_of_itself_or_of_another_plan(draft, so, an):
    task = make_task(draft)
    elsewhere = make_task(make_plan(so))

    for whole in (task, elsewhere):
        with pytest.raises(BadInput, match="Nhiệm vụ cha"):
            edit_task(task, TaskDraft(text="x", part_of=whole), by=an)


def test_a_task_goes_with_its_parts_but_not_from_under_others(draft, so, an):
    task, used = make_task(draft), make_task(draft, "đang dùng")
    make_task(draft, "phần", part_of=task)
    make_task(make_plan(so), derived_from=used)

    drop_task(task, by=an)

    assert said(draft) == [("", "đang dùng")]
    with pytest.raises(BadInput, match="cụ thể hóa"):
        drop_task(used, by=an)


@pytest.mark.parametrize("who", ["dung", "binh", "khanh", "hoa"])
def test_only_the_office_writes_tasks(request, draft, who):
    with pytest.raises(NotAllowed, match="Chỉ văn phòng"):
        add_task(draft, TaskDraft(text="x"), by=request.getfixturevalue(who))

    assert said(draft) == []


def test_writing_meets_a_publication_that_came_first(draft, an):
    draft.movements.add(make_movement(draft.owner))
    stale = Plan.objects.select_related("owner").get(pk=draft.pk)
    publish_plan(draft, by=an)

    with pytest.raises(WrongState, match="vừa được ban hành"):
        add_task(stale, TaskDraft(text="x"), by=an)


# ------------------------------------------------------------------ names


def test_names_are_found_whatever_their_marks_and_only_when_one_unit_bears_them(
    so, hoa_sen, binh_minh
):
    found = resolve_units(["Trường THCS hoa sen", "TRUONG TIEU HOC BINH MINH", "Trường"], so)

    assert found == {
        "Trường THCS hoa sen": hoa_sen,
        "TRUONG TIEU HOC BINH MINH": binh_minh,
    }
    assert resolve_units(["Trường THCS Hoa Sen"], binh_minh) == {}
    assert resolve_units([" "], so) == {}


def test_suggestions_begin_with_what_is_typed(so, hoa_sen, binh_minh):
    assert suggest_units("hoa s", so) == [hoa_sen]
    assert suggest_units("truong t", so)[0] in (hoa_sen, binh_minh)
    assert suggest_units("", so) == []


# ------------------------------------------------------------------ the office's table


def test_a_table_replaces_the_tasks_and_keeps_those_with_the_same_words(draft, an):
    kept = make_task(draft, "Giữ lại", section="I. A", page=4, passage="đoạn")
    make_task(draft, "Bỏ đi")
    rows = [TaskDraft(text="Mới"), TaskDraft(text="giữ lại", section="I. A", leads=("Sở",))]

    asked = preview_import(draft, rows)
    result = import_tasks(draft, rows, by=an)

    kept.refresh_from_db()
    assert asked == result == Imported(added=1, changed=1, dropped=1)
    assert said(draft) == [("", "Mới"), ("I. A", "giữ lại")]
    assert (kept.page, kept.passage, parties(kept)) == (4, "đoạn", [("lead", "Sở", None)])
    assert Entry.objects.get(action="plans.tasks_imported").data == {
        "added": 1,
        "changed": 1,
        "dropped": 1,
    }
