from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import (
    before_after,
    format_date,
    format_number,
    mean_percent,
    parse_date,
    parse_number,
    parse_whole_number,
    roman,
    to_exact,
    with_measure,
)

TOO_HARD = [
    "abc", "", "-", "%", ",", "1.23.456", "1,2,3", "1.234,5,6", "1.234.5,6", "12 34", "1e5",
    "٣", "0x1", "--5", "1..5", "1 2345",
]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (Decimal("1234.5"), None, "1.234,5"),
        (Decimal("1234.50"), None, "1.234,5"),
        (Decimal("1E+6"), None, "1.000.000"),
        (1234567, None, "1.234.567"),
        (-1234, None, "-1.234"),
        (0.1 + 0.2, None, "0,3"),
        (Decimal("2.5"), 0, "3"),  # half up, not half even
        (Decimal("0.125"), 2, "0,13"),
        (5, 2, "5,00"),
        (Decimal("-0.001"), 2, "0,00"),
        (Decimal("-0"), None, "0"),
        (0, None, "0"),
    ],
)
def test_format_number(value, places, written):
    assert format_number(value, places) == written


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN")])
def test_format_number_refuses_what_is_no_number(value):
    with pytest.raises(ValueError, match="not a number"):
        format_number(value)


@pytest.mark.parametrize(
    ("value", "measure", "written"),
    [("1234.5", "phút", "1.234,5 phút"), ("79", "%", "79%"), ("12", "", "12")],
)
def test_a_word_stands_apart_from_its_number_and_a_sign_at_it(value, measure, written):
    assert with_measure(Decimal(value), measure) == written


def test_before_and_after_are_told_in_words():
    assert before_after(Decimal(120), Decimal("15.5"), "phút") == "trước 120 phút, sau 15,5 phút"


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("1.234,5", "1234.5"),
        ("1234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234", "1234"),
        ("1,234", "1.234"),
        ("1,234,567", "1234567"),
        ("1.234.567,89", "1234567.89"),
        ("1234.567", "1234.567"),
        ("0.125", "0.125"),
        ("1.5", "1.5"),
        ("1 234 567,5", "1234567.5"),
        ("1\u00a0234", "1234"),
        (",5", "0.5"),
        (" +12 ", "12"),
        ("−7", "-7"),
        ("95%", "95"),
        ("95,5 %", "95.5"),
        ("007", "7"),
        (12, "12"),
        (0.1 + 0.2, "0.3"),
        (Decimal("1.10"), "1.1"),
    ],
)
def test_parse_number(value, number):
    assert parse_number(value) == Decimal(number)


@pytest.mark.parametrize("value", [*TOO_HARD, True, None, date(2025, 1, 1), float("nan")])
def test_parse_number_refuses(value):
    with pytest.raises(BadInput) as refused:
        parse_number(value)

    assert str(refused.value) == f"“{value}” không phải là số. Hãy nhập số, ví dụ 1.234,5."


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_numbers_round_trip(number):
    assert parse_number(format_number(number)) == number


@given(st.text())
def test_parse_number_reads_or_refuses_any_text(text):
    with suppress(BadInput):
        assert parse_number(text).is_finite()


def test_parse_whole_number():
    assert parse_whole_number("1.234") == 1234
    assert parse_whole_number(5.0) == 5
    with pytest.raises(BadInput, match="“1,5” không phải là số nguyên"):
        parse_whole_number("1,5")


def test_to_exact_drops_the_noise_of_floats():
    assert to_exact(0.1 + 0.2) == Decimal("0.3")


def test_format_date():
    assert format_date(date(2025, 8, 5)) == "05/08/2025"


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("20/08/2025", date(2025, 8, 20)),
        (" 5/9/2025 ", date(2025, 9, 5)),
        ("20-8-25", date(2025, 8, 20)),
        ("1.2.70", date(1970, 2, 1)),
        ("2025-08-20", date(2025, 8, 20)),
        ("2025-08-20T07:30:00+07:00", date(2025, 8, 20)),
        ("Ngày 5 tháng 9 năm 2025", date(2025, 9, 5)),
        ("5 tháng 9 năm 2025", date(2025, 9, 5)),
        (date(2025, 8, 20), date(2025, 8, 20)),
        (datetime(2025, 8, 20, 7, 30), date(2025, 8, 20)),  # noqa: DTZ001 -- as cells come
        (45889, date(2025, 8, 20)),
        (45889.5, date(2025, 8, 20)),
    ],
)
def test_parse_date(value, day):
    assert parse_date(value) == day


@pytest.mark.parametrize(
    "value",
    [
        "31/02/2025",
        "2025",
        "20/8-2025",
        "08/20/2025",
        "mai",
        "",
        None,
        True,
        0,
        1e300,
        float("nan"),
    ],
)
def test_parse_date_refuses(value):
    with pytest.raises(BadInput) as refused:
        parse_date(value)

    assert str(refused.value) == (
        f"“{value}” không phải là ngày. Hãy nhập ngày/tháng/năm, ví dụ 20/08/2025."
    )


def test_parse_date_refuses_a_year_nobody_means():
    with pytest.raises(BadInput, match="Năm 205 ngoài khoảng 1900–2100"):
        parse_date("20/08/0205")


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_dates_round_trip(day):
    assert parse_date(format_date(day)) == day


@pytest.mark.parametrize(
    ("number", "written"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (1994, "MCMXCIV")]
)
def test_roman(number, written):
    assert roman(number) == written


@pytest.mark.parametrize("number", [0, 4000, -1])
def test_roman_refuses(number):
    with pytest.raises(ValueError, match="no Roman numeral"):
        roman(number)


@pytest.mark.parametrize(
    ("total", "count", "mean"),
    [(0, 0, 0), (0, 3, 0), (1, 300, 1), (100, 13, 8), (149, 2, 75), (299, 3, 99), (300, 3, 100)],
)
def test_a_mean_of_percentages_is_rounded_but_only_the_whole_reads_100(total, count, mean):
    assert mean_percent(total, count) == mean
