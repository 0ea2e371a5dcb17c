"""What a movement refuses, and with which sentence: overlapping stages, wrong days, two people at once."""

from datetime import date

import pytest

from phongtrao.lib.errors import BadInput
from phongtrao.plans.models import Movement
from phongtrao.plans.services.movement_steps import Review, review_movement
from phongtrao.plans.services.movements import PhaseLine, edit_movement, move_movement
from tests.factories import make_movement
from tests.threads import at_once

S = Movement.Status
FIRST = PhaseLine("Giai đoạn 1", date(2024, 9, 1), date(2027, 5, 18), date(2027, 5, 18))


@pytest.fixture
def movement(so):
    return make_movement(so, starts_on=date(2024, 9, 1), ends_on=date(2030, 12, 31))


@pytest.mark.parametrize(
    ("first", "last"), [("2024-09-01", "2030-12-31"), ("2026-01-01", "2027-05-18")]
)
def test_stages_that_lie_on_each_other_are_refused(movement, an, first, last):
    second = PhaseLine("Giai đoạn 2", date.fromisoformat(first), date.fromisoformat(last))

    with pytest.raises(BadInput, match="chồng lên nhau"):
        edit_movement(movement, {}, "", [second, FIRST], by=an)

    assert list(movement.phases.all()) == []


@pytest.mark.parametrize("first", ["2027-05-19", "2027-01-01"])
def test_stages_that_follow_each_other_are_kept(movement, an, first):
    second = PhaseLine("Giai đoạn 2", date.fromisoformat(first), date(2030, 12, 31))

    edit_movement(movement, {}, "", [second, FIRST], by=an)

    assert [phase.name for phase in movement.phases.all()] == ["Giai đoạn 1", "Giai đoạn 2"]


@pytest.mark.parametrize("day", [date(2024, 8, 31), date(2031, 1, 1)])
def test_a_review_day_outside_of_the_span_is_refused(movement, an, day):
    line = PhaseLine("Giai đoạn 1", date(2024, 9, 1), date(2027, 5, 18), day)

    with pytest.raises(BadInput, match=f"Ngày sơ kết, tổng kết {day:%d/%m/%Y}"):
        edit_movement(movement, {}, "", [line], by=an)


def test_a_review_held_before_the_movement_is_refused(movement, an):
    with pytest.raises(BadInput, match="trước khi phong trào bắt đầu"):
        review_movement(movement, S.INTERIM, Review(date(2024, 1, 1)), by=an)


@pytest.mark.django_db(transaction=True)
def test_two_people_moving_it_at_once_move_it_once(movement, an):  # S0-15
    pk = movement.pk

    def move(to):
        found = Movement.objects.get(pk=pk)
        return lambda: move_movement(found, to, by=an)

    said = at_once(move(S.INTERIM), move(S.FINAL))

    movement.refresh_from_db()
    assert sorted(type(error).__name__ for error in said) == ["NoneType", "WrongState"]
    assert movement.status in (S.INTERIM, S.FINAL)
