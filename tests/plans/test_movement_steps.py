"""Steps of a movement that carry more: launch with a day for units, reviews, answers, urging."""

from datetime import date, timedelta

import pytest
from django.db.models import Q
from django.utils import timezone

from phongtrao.accounts.models import Role
from phongtrao.audit.models import Entry
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.notifications.models import Notice
from phongtrao.orgs.models import Unit
from phongtrao.plans.models import Movement, Phase
from phongtrao.plans.queries.cascade import issuable_units
from phongtrao.plans.queries.movement_units import (
    Launch,
    running_work,
    with_activity,
    with_launch,
    with_work,
)
from phongtrao.plans.services.movement_steps import (
    Launching,
    Review,
    answer_movement,
    launch_movement,
    name_of_answer,
    review_movement,
    urge_launch,
)
from phongtrao.plans.services.movements import move_movement, next_step
from phongtrao.plans.services.urging import Urged
from tests.factories import give, make_movement, make_unit, make_user
from tests.plans.work import make_assignment, make_plan, make_submitted, make_task
from tests.threads import at_once

S = Movement.Status
DAY = timedelta(days=1)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def movement(so):
    return make_movement(so, units_launch_by=date(2020, 2, 1))


def make_phase(movement, name, review_on):
    days = {"starts_on": date(2024, 1, 1), "ends_on": date(2030, 12, 31)}
    return Phase.objects.create(movement=movement, name=name, review_on=review_on, **days)


def test_a_stage_before_the_last_is_reviewed_before_the_final_review(movement):  # S0-17 S0-18
    make_phase(movement, "Năm 2027", date(2027, 5, 18))
    last = make_phase(movement, "Năm 2030", None)
    Phase.objects.filter(pk=last.pk).update(starts_on=date(2028, 1, 1))
    Phase.objects.exclude(pk=last.pk).update(ends_on=date(2027, 12, 31))

    assert next_step(movement) == S.INTERIM


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Phong trào “Cả nước thi đua”", "Trường THCS Hoa Sen hưởng ứng Phong trào “Cả nước thi đua”"),
        ("Thi đua dạy tốt", "Trường THCS Hoa Sen hưởng ứng phong trào “Thi đua dạy tốt”"),
    ],
)  # fmt: skip
def test_the_name_of_an_answer_says_movement_once(so, hoa_sen, title, name):
    assert name_of_answer(hoa_sen, make_movement(so, title)) == name


def answer(movement, owner, by, **more):
    fields = {"title": "Trường hưởng ứng", "launched_on": timezone.localdate(), **more}
    return answer_movement(movement, owner, Launching(**fields), by=by)


def launched(movement, units=None):
    rows = units if units is not None else issuable_units(movement.owner)
    found = with_launch(rows, movement, timezone.localdate())
    return {row.pk: row.launch for row in found}


def test_a_launch_with_a_day_tells_the_units_once(so, an, binh, lan, lam, today):  # S0-16
    draft = make_movement(so, status=S.DRAFT)

    launch_movement(draft, today + 30 * DAY, by=an)

    told = Notice.objects.order_by("to__username").values_list("to__username", "key")
    assert (draft.status, draft.launched_on) == (S.LAUNCHED, today)
    assert draft.units_launch_by == today + 30 * DAY
    assert [name for name, _key in told] == ["binh", "lam", "lan"]


def test_a_launch_with_a_day_that_is_past_is_refused(so, an, today):
    draft = make_movement(so, status=S.DRAFT)

    with pytest.raises(BadInput, match="Hạn các đơn vị phát động đã qua"):
        launch_movement(draft, today - DAY, by=an)

    draft.refresh_from_db()
    assert draft.status == S.DRAFT


def test_the_interim_review_keeps_its_day_and_lessons_and_the_final_comes_next(
    movement, an, today
):  # S0-17 S1-49
    first = make_phase(movement, "Giai đoạn 1", date(2027, 5, 18))
    make_phase(movement, "Giai đoạn 2", date(2030, 12, 31))
    before = next_step(movement)

    review_movement(movement, S.INTERIM, Review(today, first, lessons="Làm sớm hơn."), by=an)
    move_movement(movement, S.RUNNING, by=an)

    first.refresh_from_db()
    assert (before, next_step(movement)) == (S.INTERIM, S.FINAL)
    assert (first.reviewed_on, first.lessons) == (today, "Làm sớm hơn.")
    assert Entry.objects.filter(action="plans.movement_reviewed").count() == 1


def test_a_review_that_is_still_to_come_is_not_recorded(movement, an, today):
    with pytest.raises(BadInput, match="chưa tới"):
        review_movement(movement, S.INTERIM, Review(today + DAY), by=an)


def test_a_review_is_refused_to_a_school(movement, binh, today):
    with pytest.raises(NotAllowed):
        review_movement(movement, S.INTERIM, Review(today), by=binh)


def test_a_school_launches_its_own_in_answer(movement, hoa_sen, lan, today):  # S1-82 S1-84
    made = answer(movement, hoa_sen, lan, number="12/KH-THCSHS")

    assert (made.parent, made.owner, made.status) == (movement, hoa_sen, S.LAUNCHED)
    assert (made.launched_by.number, made.launched_on) == ("12/KH-THCSHS", today)


def test_schools_of_one_name_do_not_get_each_others_paper(
    movement, suoi_may, doi_thong, hoa_sen, lan
):
    twin = make_unit(hoa_sen.name, admin=doi_thong)
    other = make_user("Đặng Thị Hai", "hai")
    give(other, Role.FOCAL, twin)

    first = answer(movement, hoa_sen, lan, number="12/KH-THCSHS").launched_by
    second = answer(movement, twin, other, number="12/KH-THCSHS").launched_by

    assert first != second
    assert (first.issuer, second.issuer) == (hoa_sen, twin)
    assert (first.registered_by, second.registered_by) == (lan, other)


def test_a_school_answers_once_until_its_answer_is_closed(movement, hoa_sen, lan, binh):  # S1-84
    first = answer(movement, hoa_sen, lan)

    with pytest.raises(WrongState, match="đã có “Trường hưởng ứng”"):
        answer(movement, hoa_sen, binh)
    for step in (S.RUNNING, S.FINAL, S.CLOSED):
        move_movement(first, step, by=binh)
    second = answer(movement, hoa_sen, binh, title="Năm sau")

    assert list(movement.children.order_by("pk")) == [first, second]


@pytest.mark.parametrize("who", ["giang", "khanh", "hoa", "dung", "chi"])
def test_nobody_else_launches_for_the_school(request, movement, hoa_sen, binh_minh, who):
    user = request.getfixturevalue(who)

    with pytest.raises((NotAllowed, BadInput)):
        answer(movement, hoa_sen, user)

    assert list(movement.children.all()) == []


def test_a_draft_and_a_closed_movement_are_not_answered(so, hoa_sen, lan):
    for status in (S.DRAFT, S.CLOSED):
        with pytest.raises(NotAllowed, match="đã phát động và chưa kết thúc"):
            answer(make_movement(so, status=status), hoa_sen, lan)


@pytest.mark.django_db(transaction=True)
def test_two_people_of_a_school_at_once_launch_it_once(movement, hoa_sen, lan, binh):
    said = at_once(lambda: answer(movement, hoa_sen, lan), lambda: answer(movement, hoa_sen, binh))

    assert sorted(type(error).__name__ for error in said) == ["NoneType", "WrongState"]


def test_who_has_launched_counts_answers_of_answers(
    movement, suoi_may, doi_thong, hoa_sen, binh_minh, lam, lan
):  # S0-16
    commune = answer(movement, suoi_may, lam)
    answer(commune, hoa_sen, lan)

    assert launched(movement) == {
        suoi_may.pk: Launch.LAUNCHED,
        hoa_sen.pk: Launch.LAUNCHED,
        binh_minh.pk: Launch.LATE,
        doi_thong.pk: Launch.LATE,
    }


def test_only_who_has_not_launched_is_urged_and_once_a_day(
    movement, hoa_sen, binh_minh, thpt, lan, chi, an
):
    answer(movement, hoa_sen, lan)
    units = [hoa_sen.pk, binh_minh.pk, thpt.pk]

    urged = urge_launch(movement, units, "Hãy phát động ngay.", by=an)

    text = (
        "Văn phòng đôn đốc phát động hưởng ứng “Thi đua đổi mới sáng tạo” (hạn 01/02/2020). "
        "Hãy phát động ngay."
    )
    assert urged == Urged(units=1, without_people=1)
    assert list(Notice.objects.values_list("to__username", "text")) == [("chi", text)]
    with pytest.raises(WrongState, match="Không còn đơn vị nào"):
        urge_launch(movement, [binh_minh.pk], "Lần nữa.", by=an)


def test_units_below_do_not_urge(movement, binh_minh, binh):
    with pytest.raises(NotAllowed):
        urge_launch(movement, [binh_minh.pk], "Nhanh.", by=binh)


def test_participation_counts_work_of_the_movement_only(
    movement, so, hoa_sen, binh_minh, lan, today
):  # S1-79
    plan = make_plan(so)
    plan.movements.set([movement])
    task = make_task(plan)
    accepted = {"status": "accepted", "accepted_at": timezone.now()}
    done = make_assignment(task, hoa_sen, done_on=today, percent=100, **accepted)
    make_assignment(make_task(plan), hoa_sen)
    make_assignment(task, binh_minh)
    make_assignment(make_task(make_plan(so)), hoa_sen)
    make_submitted(done, lan)

    rows = with_work(issuable_units(so).filter(kind=Unit.Kind.SCHOOL), movement, Q())
    rows = with_activity(rows, movement, Q(), today).order_by("pk")

    assert list(rows.values_list("name", "given", "accepted", "done", "reports", "is_quiet")) == [
        ("Trường THCS Hoa Sen", 2, 1, 1, 1, False),
        ("Trường Tiểu học Bình Minh", 1, 0, 0, 0, True),
    ]


def test_what_a_closing_leaves_unfinished_is_counted(movement, so, hoa_sen, binh_minh, today):
    plan = make_plan(so)
    plan.movements.set([movement])
    make_assignment(make_task(plan), hoa_sen)
    make_assignment(make_task(plan), binh_minh, done_on=today)

    assert running_work(movement) == {"work": 1, "units": 1, "plans": 1}
