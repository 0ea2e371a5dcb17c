from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.lib.errors import BadInput
from phongtrao.lib.periods import (
    MonthDay,
    PartialDate,
    Period,
    PeriodKind,
    calendar_year,
    campaign,
    containing,
    last_day_of_month,
    month,
    parse_partial,
    parse_period,
    quarter,
    quarters,
    school_year,
)

ONE_DAY = timedelta(days=1)
days = st.dates(date(1950, 1, 1), date(2150, 12, 31))
regular = st.sampled_from([kind for kind in PeriodKind if kind is not PeriodKind.CAMPAIGN])
starts = st.builds(MonthDay, st.integers(1, 12), st.integers(1, 28)) | st.just(MonthDay(2, 29))


@pytest.mark.parametrize(
    ("period", "days", "key", "label"),
    [
        (school_year(2025), ((2025, 9, 1), (2026, 8, 31)), "SY2025", "Năm học 2025–2026"),
        (calendar_year(2026), ((2026, 1, 1), (2026, 12, 31)), "2026", "Năm 2026"),
        (quarter(2026, 1), ((2026, 1, 1), (2026, 3, 31)), "2026Q1", "Quý I/2026"),
        (quarter(2026, 4), ((2026, 10, 1), (2026, 12, 31)), "2026Q4", "Quý IV/2026"),
        (month(2028, 2), ((2028, 2, 1), (2028, 2, 29)), "2028-02", "Tháng 02/2028"),
        (
            campaign(date(2026, 3, 1), date(2026, 5, 19)),
            ((2026, 3, 1), (2026, 5, 19)),
            "2026-03-01/2026-05-19",
            "Đợt từ 01/03/2026 đến 19/05/2026",
        ),
    ],
)
def test_period(period, days, key, label):
    assert (period.start, period.end) == tuple(date(*day) for day in days)
    assert (period.key, period.label) == (key, label)
    assert parse_period(key) == period


def test_school_year_when_the_province_starts_it_elsewhere():
    august = MonthDay(8, 15)

    period = school_year(2025, starts=august)

    assert (period.start, period.end) == (date(2025, 8, 15), date(2026, 8, 14))
    assert period.next() == school_year(2026, starts=august)
    assert parse_period("SY2025", starts=august) == period


def test_campaign_keeps_its_name():
    drive = campaign(date(2026, 3, 1), date(2026, 5, 19), "90 ngày đêm")

    assert drive.label == "90 ngày đêm"
    assert drive.days == 80


@pytest.mark.parametrize("go", [Period.next, Period.previous])
def test_campaign_has_no_neighbours(go):
    with pytest.raises(ValueError, match="campaign"):
        go(campaign(date(2026, 3, 1), date(2026, 5, 19)))


def test_period_refuses_to_end_before_it_starts():
    with pytest.raises(ValueError, match="ends after"):
        campaign(date(2026, 5, 2), date(2026, 5, 1))


def test_quarters_make_the_year():
    assert [q.key for q in quarters(2026)] == ["2026Q1", "2026Q2", "2026Q3", "2026Q4"]
    assert sum(q.days for q in quarters(2028)) == calendar_year(2028).days == 366
    with pytest.raises(ValueError, match="no quarter 5"):
        quarter(2026, 5)


@given(days, regular, starts)
def test_periods_partition_time(day, kind, starts):
    period = containing(day, kind, starts=starts)

    assert day in period
    assert containing(period.start, kind, starts=starts) == period
    assert containing(period.end, kind, starts=starts) == period
    assert containing(period.end + ONE_DAY, kind, starts=starts).start == period.end + ONE_DAY
    assert parse_period(period.key, starts=starts) == period


@given(days, regular)
def test_next_and_previous_are_inverse(day, kind):
    period = containing(day, kind)

    assert period.next().start == period.end + ONE_DAY
    assert period.next().previous() == period


@pytest.mark.parametrize(
    "key", ["", "2026Q5", "2026-13", "0000", "SY26", "2026-05-02/2026-05-01", "SY9999", "２026"]
)
def test_parse_period_refuses(key):
    with pytest.raises(BadInput, match="không phải là kỳ báo cáo"):
        parse_period(key)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2025", PartialDate(2025)),
        ("2025-08", PartialDate(2025, 8)),
        ("2025-08-20", PartialDate(2025, 8, 20)),
        ("--12-15", PartialDate(None, 12, 15)),
        ("--02-29", PartialDate(None, 2, 29)),
        ("---20", PartialDate(None, None, 20)),
        ("---31", PartialDate(None, None, 31)),
    ],
)
def test_parse_partial(text, parts):
    assert parse_partial(text) == parts
    assert str(parts) == text
    assert parts.is_recurring is text.startswith("-")


@pytest.mark.parametrize(
    "text", ["", "25", "2025-13", "2025-02-29", "--13-01", "--02-30", "---32", "0000", "2025-8"]
)
def test_parse_partial_refuses(text):
    with pytest.raises(BadInput, match="không phải là mốc thời gian"):
        parse_partial(text)


@pytest.mark.parametrize("parts", [(None, None, None), (None, 5, None), (2025, None, 5)])
def test_partial_date_refuses_parts_that_mean_nothing(parts):
    with pytest.raises(ValueError, match="a partial date is"):
        PartialDate(*parts)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", (2025, 1, 1), (2025, 12, 31)),
        ("2028-02", (2028, 2, 1), (2028, 2, 29)),
        ("2025-08-20", (2025, 8, 20), (2025, 8, 20)),
    ],
)
def test_partial_date_has_a_first_and_a_last_day(text, first, last):
    known = parse_partial(text)

    assert (known.first_day(), known.last_day()) == (date(*first), date(*last))


def test_partial_date_has_no_first_day_when_it_recurs():
    with pytest.raises(ValueError, match="--12-15 has no year"):
        parse_partial("--12-15").first_day()


def test_month_day_in_a_common_and_in_a_leap_year():
    leap_day = MonthDay(2, 29)

    assert leap_day.in_year(2027) == date(2027, 2, 28)
    assert leap_day.in_year(2028) == date(2028, 2, 29)
    with pytest.raises(ValueError, match="day"):
        MonthDay(2, 30)


def test_last_day_of_month():
    assert last_day_of_month(2028, 2) == date(2028, 2, 29)
