"""Movements: written by the office, moved along their life, seen below. S0-01, S0-15 to S0-19."""

from dataclasses import replace
from datetime import date

import pytest
from django.http import Http404

from phongtrao.audit.models import Entry
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.plans.access import movements as access
from phongtrao.plans.models import Content, Movement, Phase, Task
from phongtrao.plans.services.movements import (
    PhaseLine,
    create_movement,
    edit_movement,
    move_movement,
    next_steps,
    read_outline,
    write_outline,
)
from tests.plans.work import make_plan, make_task
from tests.threads import at_once

S = Movement.Status
OUTLINE = "Quản lý nhà nước\n- Tuyên truyền\n-- Mạng xã hội\nPhong trào sáng kiến"
PHASES = [
    PhaseLine("Giai đoạn 1", date(2024, 1, 1), date(2027, 5, 18), date(2027, 5, 18), "Sơ kết"),
    PhaseLine("Giai đoạn 2", date(2027, 5, 19), date(2030, 12, 31), date(2030, 12, 1)),
]


def make_movement(owner, title="Thi đua đổi mới sáng tạo", **more):
    return Movement(owner=owner, title=title, starts_on=date(2024, 1, 1), **more)


@pytest.fixture
def movement(so, an):
    return create_movement(make_movement(so), OUTLINE, PHASES, by=an)


def test_a_movement_has_contents_as_a_tree_and_dated_reviews(movement):
    contents = list(movement.contents.values_list("text", "parent__text"))
    phases = list(movement.phases.values_list("name", "review_on"))

    assert contents == [  # S0-19
        ("Quản lý nhà nước", None),
        ("Tuyên truyền", "Quản lý nhà nước"),
        ("Mạng xã hội", "Tuyên truyền"),
        ("Phong trào sáng kiến", None),
    ]
    assert phases == [  # S0-16 to S0-18
        ("Giai đoạn 1", date(2027, 5, 18)),
        ("Giai đoạn 2", date(2030, 12, 1)),
    ]
    assert movement.status == S.DRAFT


def test_the_outline_is_read_back_as_it_was_written(movement):
    assert write_outline(movement.contents.all()) == OUTLINE
    assert read_outline("  – Một\n\n-- Hai") == [(1, "Một"), (2, "Hai")]


@pytest.mark.parametrize("who", ["binh", "dung", "khanh", "hoa"])
def test_only_the_office_over_the_unit_writes_movements(request, so, an, who):
    user = request.getfixturevalue(who)

    with pytest.raises(NotAllowed, match="không phụ trách phong trào"):
        create_movement(make_movement(so), "", by=user)

    assert list(Movement.objects.all()) == []


def test_editing_keeps_contents_that_stay_so_that_tasks_stay_on_them(movement, so, an):
    content = movement.contents.get(text="Tuyên truyền")
    task = make_task(make_plan(so), content=content)

    fields = {"title": "Thi đua sáng tạo"}
    edit_movement(movement, fields, "Tuyên truyền\nNội dung mới", [], by=an)

    task.refresh_from_db()
    assert task.content == content
    assert list(Content.objects.values_list("text", "parent")) == [
        ("Tuyên truyền", None),
        ("Nội dung mới", None),
    ]
    assert list(Phase.objects.all()) == []
    assert list(Entry.objects.values_list("action", flat=True)[:2]) != []
    assert movement.title == "Thi đua sáng tạo"


def test_two_contents_with_the_same_words_stay_two(movement, an):
    edit_movement(movement, {}, "A\n- Chung\nB\n- Chung", [], by=an)
    edit_movement(movement, {}, "A\n- Chung\nB\n- Chung", [], by=an)

    assert list(movement.contents.values_list("text", "parent__text")) == [
        ("A", None),
        ("Chung", "A"),
        ("B", None),
        ("Chung", "B"),
    ]


def test_a_phase_with_tasks_is_not_dropped(movement, so, an):
    phase = movement.phases.first()
    make_task(make_plan(so), timing=Task.Timing.PHASE, phase=phase)

    with pytest.raises(BadInput, match="“Giai đoạn 1” đang có nhiệm vụ"):
        edit_movement(movement, {}, OUTLINE, PHASES[1:], by=an)

    assert movement.phases.count() == 2


@pytest.mark.parametrize("whose", ["dropped", "another movement's"])
def test_a_phase_that_is_not_the_movements_is_refused_with_a_sentence(movement, so, an, whose):
    line = PhaseLine("Giai đoạn 1", date(2026, 1, 1), date(2026, 6, 30))
    other = create_movement(make_movement(so, "Khác"), "", [line], by=an).phases.get()
    pk = other.pk
    if whose == "dropped":
        other.delete()

    with pytest.raises(BadInput, match="Giai đoạn “Giai đoạn 1” không còn trong phong trào này"):
        edit_movement(movement, {}, "", [replace(line, pk=pk)], by=an)

    assert not movement.phases.filter(pk=pk).exists()


def test_a_phase_must_end_after_it_starts(movement, an):
    wrong = [PhaseLine("Ngược", date(2026, 2, 1), date(2026, 1, 1))]

    with pytest.raises(BadInput, match="phải sau ngày bắt đầu"):
        edit_movement(movement, {}, OUTLINE, wrong, by=an)


def test_a_movement_cannot_answer_itself(movement, so, an):
    below = create_movement(make_movement(so, "Hưởng ứng", parent=movement), "", by=an)

    with pytest.raises(BadInput, match="hưởng ứng chính nó"):
        edit_movement(movement, {"parent": below}, OUTLINE, PHASES, by=an)


def test_a_movement_goes_along_its_life_and_history_tells(movement, an):  # S0-15
    road = [S.LAUNCHED, S.RUNNING, S.INTERIM, S.RUNNING, S.FINAL, S.CLOSED]

    for step in road:
        move_movement(movement, step, by=an)

    assert movement.status == S.CLOSED
    assert next_steps(movement) == []
    assert Entry.objects.filter(action="plans.movement_moved").count() == len(road)


def test_a_step_that_is_not_on_the_road_is_refused(movement, an):
    with pytest.raises(WrongState, match="Không thể chuyển từ “Dự thảo” sang “Tổng kết”"):
        move_movement(movement, S.FINAL, by=an)


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_launch_a_movement_once(so, an):
    created = create_movement(make_movement(so), "", by=an)
    mine, yours = Movement.objects.get(pk=created.pk), Movement.objects.get(pk=created.pk)

    said = at_once(
        lambda: move_movement(mine, S.LAUNCHED, by=an),
        lambda: move_movement(yours, S.LAUNCHED, by=an),
    )

    assert sorted(type(error).__name__ for error in said) == ["NoneType", "WrongState"]


@pytest.mark.parametrize("who", ["an", "dung"])
def test_a_draft_is_seen_by_its_office_and_leaders(request, movement, who):
    assert access.get_visible(request.getfixturevalue(who), movement.pk) == movement


@pytest.mark.parametrize("who", ["binh", "giang", "lam", "khanh", "hoa"])
def test_a_draft_does_not_exist_for_others(request, movement, who):
    user = request.getfixturevalue(who)

    with pytest.raises(Http404):
        access.get_visible(user, movement.pk)


@pytest.mark.parametrize("who", ["binh", "giang", "lam", "khanh", "chi"])
def test_a_launched_movement_is_seen_by_everybody_below(request, movement, an, who):
    move_movement(movement, S.LAUNCHED, by=an)

    assert access.get_visible(request.getfixturevalue(who), movement.pk) == movement


def test_a_launched_movement_is_not_seen_by_the_administrator_or_beside(movement, an, hoa):
    move_movement(movement, S.LAUNCHED, by=an)

    with pytest.raises(Http404):
        access.get_visible(hoa, movement.pk)


def test_the_movement_of_a_school_is_not_seen_by_another(hoa_sen, binh, chi):
    movement = create_movement(make_movement(hoa_sen), "", by=binh)
    move_movement(movement, S.LAUNCHED, by=binh)

    assert access.get_visible(binh, movement.pk) == movement
    with pytest.raises(Http404):
        access.get_visible(chi, movement.pk)
