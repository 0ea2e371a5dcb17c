from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.lib.errors import BadInput
from phongtrao.lib.periods import PartialDate, Timing, TimingKind, parse_timing

years = st.integers(1950, 2150)
months = st.integers(1, 12)
days = st.dates(date(1950, 1, 1), date(2150, 12, 31))
spans = st.tuples(days, days).map(sorted)
timings = (
    st.builds(Timing.on, days)
    | st.builds(Timing.in_month, years, months)
    | st.builds(Timing.in_quarter, years, st.integers(1, 4))
    | st.builds(Timing.in_year, years)
    | st.builds(Timing.yearly, months, st.integers(1, 28))
    | st.just(Timing.yearly(2, 29))
    | st.builds(Timing.monthly, st.integers(1, 31))
    | st.builds(Timing.quarterly, st.integers(1, 31))
    | st.just(Timing.continuous())
    | st.just(Timing.separate_plan())
    | spans.map(lambda span: Timing.phase(*span))
)
NEW_YEAR, CHRISTMAS = date(2026, 1, 1), date(2027, 12, 24)
EVERY_KIND = [
    (
        Timing.on(date(2026, 8, 5)),
        "date:2026-08-05",
        "Chậm nhất ngày 05/08/2026",
        [date(2026, 8, 5)],
    ),
    (Timing.in_month(2026, 2), "month:2026-02", "Tháng 02/2026", [date(2026, 2, 28)]),
    (Timing.in_quarter(2026, 2), "quarter:2026-06", "Quý II/2026", [date(2026, 6, 30)]),
    (Timing.in_year(2026), "year:2026", "Năm 2026", [date(2026, 12, 31)]),
    (
        Timing.yearly(12, 15),
        "yearly:--12-15",
        "Trước ngày 15/12 hằng năm",
        [date(2026, 12, 15), date(2027, 12, 15)],
    ),
    (Timing.continuous(), "continuous", "Thường xuyên", []),
    (Timing.separate_plan(), "separate_plan", "Theo kế hoạch riêng", []),
    (
        Timing.phase(date(2025, 1, 1), date(2026, 12, 31)),
        "phase:2025-01-01/2026-12-31",
        "Giai đoạn 2025–2026",
        [date(2026, 12, 31)],
    ),
    (
        Timing.phase(date(2026, 3, 1), date(2026, 5, 19)),
        "phase:2026-03-01/2026-05-19",
        "Từ 01/03/2026 đến 19/05/2026",
        [date(2026, 5, 19)],
    ),
    (
        Timing.phase(date(2026, 1, 1), date(2026, 12, 31)),
        "phase:2026-01-01/2026-12-31",
        "Năm 2026",
        [date(2026, 12, 31)],
    ),
]


@pytest.mark.parametrize(("timing", "key", "sentence", "due"), EVERY_KIND)
def test_timing(timing, key, sentence, due):
    assert timing.key == key
    assert timing.sentence() == sentence
    assert timing.due_dates(NEW_YEAR, CHRISTMAS) == due


def test_due_dates_when_monthly_and_the_month_is_short():
    month_ends = Timing.monthly(31)

    assert month_ends.sentence() == "Trước ngày 31 hằng tháng"
    assert month_ends.due_dates(date(2028, 1, 31), date(2028, 4, 29)) == [
        date(2028, 1, 31),
        date(2028, 2, 29),
        date(2028, 3, 31),
    ]


def test_due_dates_when_quarterly_lie_in_the_last_month():
    report = Timing.quarterly(31)

    assert (report.key, report.sentence()) == (
        "quarterly:---31",
        "Trước ngày 31 tháng cuối mỗi quý",
    )
    assert report.due_dates(date(2026, 1, 1), date(2026, 12, 31)) == [
        date(2026, 3, 31),
        date(2026, 6, 30),
        date(2026, 9, 30),
        date(2026, 12, 31),
    ]
    assert report.next_due(date(2026, 12, 31)) == date(2027, 3, 31)


def test_due_dates_when_yearly_on_the_leap_day():
    assert Timing.yearly(2, 29).due_dates(date(2027, 1, 1), date(2028, 12, 31)) == [
        date(2027, 2, 28),
        date(2028, 2, 29),
    ]


def test_next_due_is_later_than_the_day_asked_for():
    report = Timing.yearly(12, 15)

    assert report.next_due(date(2026, 12, 14)) == date(2026, 12, 15)
    assert report.next_due(date(2026, 12, 15)) == date(2027, 12, 15)
    assert report.next_due(date(9999, 12, 15)) is None
    assert Timing.on(date(2030, 1, 5)).next_due(date(2026, 1, 1)) == date(2030, 1, 5)
    assert Timing.on(date(2025, 1, 5)).next_due(date(2025, 1, 5)) is None
    assert Timing.continuous().next_due(date(2026, 1, 1)) is None


def test_only_yearly_quarterly_and_monthly_recur():
    recurring = {timing.kind for timing, *_ in EVERY_KIND if timing.is_recurring}

    assert recurring == {TimingKind.YEARLY}
    assert Timing.monthly(20).is_recurring
    assert Timing.quarterly(20).is_recurring


@given(timings, spans)
def test_due_dates_lie_inside_the_span_in_order(timing, span):
    due = timing.due_dates(*span)

    assert due == sorted(set(due))
    assert all(span[0] <= day <= span[1] for day in due)


@given(timings, days)
def test_next_due_is_the_first_of_the_due_dates(timing, day):
    later = [due for due in timing.due_dates(day, date(2152, 1, 1)) if due > day]

    assert timing.next_due(day) == (later[0] if later else None)


@given(timings)
def test_timing_round_trips_through_its_key(timing):
    assert parse_timing(timing.key) == timing


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        (TimingKind.DATE, {"when": PartialDate(2026)}),
        (TimingKind.QUARTER, {"when": PartialDate(2026, 5)}),
        (TimingKind.YEAR, {}),
        (TimingKind.CONTINUOUS, {"when": PartialDate(2026)}),
        (TimingKind.PHASE, {"start": date(2026, 1, 2)}),
        (TimingKind.PHASE, {"start": date(2026, 1, 2), "end": date(2026, 1, 1)}),
        (TimingKind.SEPARATE_PLAN, {"end": date(2026, 1, 1)}),
    ],
)
def test_timing_refuses_a_mixture(kind, parts):
    with pytest.raises(ValueError, match=r"."):
        Timing(kind, **parts)


@pytest.mark.parametrize(
    "key", ["", "date", "date:2026", "sometimes", "phase:2026-01-01", "continuous:2026", "date:x"]
)
def test_parse_timing_refuses(key):
    with pytest.raises(BadInput, match="không phải là"):
        parse_timing(key)
