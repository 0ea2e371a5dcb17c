"""Working days: weekends, holidays, Tết, and Saturdays worked in their place."""

from datetime import date

import pytest

from phongtrao.orgs.working_days import after_working_days, working_days

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "count", "later"),
    [
        (date(2026, 11, 13), 1, date(2026, 11, 16)),  # over a weekend
        (
            date(2026, 2, 13),
            1,
            date(2026, 2, 23),
        ),  # over Tết, Friday to Monday of the next week but one
        (date(2026, 4, 24), 1, date(2026, 4, 28)),  # Giỗ Tổ on a Sunday is made up for on Monday
        (date(2025, 4, 25), 1, date(2025, 4, 26)),  # a Saturday worked for the second of May
        (date(2026, 9, 3), 0, date(2026, 9, 3)),
    ],
)
def test_the_day_so_many_working_days_later(day, count, later):
    assert after_working_days(day, count) == later


def test_what_lengthened_a_clock_is_told():
    off = working_days().off_between(date(2026, 4, 24), date(2026, 5, 4))

    assert off == [date(2026, 4, 27), date(2026, 4, 30), date(2026, 5, 1)]


def test_a_year_whose_tet_nobody_wrote_down_is_said():
    week = working_days()

    assert week.knows(date(2025, 12, 1), date(2026, 3, 1))
    assert not week.knows(date(2039, 12, 1), date(2040, 3, 1))


def test_fixed_holidays_hold_in_every_year():
    assert after_working_days(date(2039, 9, 1), 1) == date(2039, 9, 5)  # 2 September is a Friday
