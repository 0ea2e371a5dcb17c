"""Numbers and dates as Vietnamese offices write and type them: 1.234,5 and 20/08/2025.

Spreadsheets hand over floats and day counts, people type every mixture of dots and commas;
all of it comes in here, and anything that could be read in two ways follows the rule written
at its function.
"""

import re
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal

from phongtrao.lib.errors import BadInput
from phongtrao.lib.words import say as _

_SPREADSHEET_DIGITS = 15  # a spreadsheet keeps no more; the rest of a float is noise
EXACT = Context(prec=10_000)  # quantize must not fail for lack of digits
# One sign groups by threes, the other one, at most once, is decimal.
_GROUPED = re.compile(
    r"(?P<whole>[1-9]\d{0,2}(?P<sign>[.,])\d{3}(?:(?P=sign)\d{3})*)(?P<decimals>(?!(?P=sign))[.,]\d+)?"
)
_PLAIN = re.compile(r"\d+|\d*[.,]\d+")
_SPACES = re.compile(r"(?<=\d)[\s\u00a0\u202f'](?=\d{3}(?!\d))")

_DAY_FIRST = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})")
_IN_WORDS = re.compile(r"(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.+Z-]*)?")
_DAY_ZERO = date(1899, 12, 30)  # of spreadsheets, from March 1900 on
_CENTURY_TURN = 70  # two-digit years: 69 is 2069, 70 is 1970
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_ROMAN_END = 4000


def mean_percent(total: int, count: int) -> int:
    """The mean of ``count`` percentages that add up to ``total``, rounded half up.

    Only what is wholly done reads 100, only what is not begun at all reads 0.
    """
    if not count or not total:
        return 0
    if total >= 100 * count:
        return 100
    return min(99, max(1, (2 * total + count) // (2 * count)))


def with_measure(value: Decimal | float, measure: str) -> str:
    """“15 phút”, “79%”: a sign stands at its number, a word apart from it."""
    gap = "" if measure.startswith("%") else " "
    return f"{format_number(value)}{gap}{measure}".strip()


def before_after(before: Decimal, after: Decimal, measure: str) -> str:
    """“trước 120 phút, sau 15 phút”: a dash between two numbers would be read as a span."""
    return _("trước %(before)s, sau %(after)s") % {
        "before": with_measure(before, measure),
        "after": with_measure(after, measure),
    }


def format_number(value: Decimal | float, places: int | None = None) -> str:
    """Write 1234.5 as “1.234,5”.

    ``places``: decimals to show, rounded half up as in school; None shows those the value has.
    Raises ValueError for NaN and infinity.
    """
    number = to_exact(value)
    if not number.is_finite():
        raise ValueError(f"not a number to show: {value!r}")
    if places is not None:
        number = _round(number, places)
    elif number == number.to_integral_value():
        number = _round(number, 0)
    else:
        number = _round(number, -int(number.as_tuple().exponent)).normalize(EXACT)
    if not number:
        number = abs(number)  # no “-0”
    return f"{number:,f}".translate({ord(","): ".", ord("."): ","})


def parse_number(value: object) -> Decimal:
    """Read a number from a cell or a field; BadInput says what is wrong.

    Text: dots group and the comma is decimal (1.234,5); 1,234.5 is understood because its last
    sign is the decimal one. A single sign before exactly three digits follows Vietnamese use:
    “1.234” is one thousand two hundred thirty-four, “1,234” is a little more than one; “0.125”
    cannot be grouped, so it is an eighth. Spaces may group. A final “%” is dropped: 95% is 95.
    Floats are read to 15 digits, as spreadsheets show them.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise _not_a_number(value)
    if isinstance(value, str):
        return _parse_number_text(value)
    number = to_exact(value)
    if not number.is_finite():
        raise _not_a_number(value)
    return number


def parse_whole_number(value: object) -> int:
    """Read a count: like parse_number, but decimals are BadInput."""
    number = parse_number(value)
    if number != number.to_integral_value():
        said = _("“{value}” không phải là số nguyên. Hãy nhập số, ví dụ 12.")
        raise BadInput(said.format(value=format_number(number)))
    return int(number)


def to_exact(value: Decimal | float) -> Decimal:
    """Return the decimal a person sees: floats to 15 digits, so 0.1 + 0.2 is 0.3."""
    if isinstance(value, float):
        return Decimal(f"{value:.{_SPREADSHEET_DIGITS}g}")
    return Decimal(value)


def format_date(day: date) -> str:
    """Write dd/mm/yyyy."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def parse_date(value: object) -> date:
    """Read a date from a cell or a field; BadInput says what is wrong.

    20/8/2025, 20-8-25, 20.08.2025, 2025-08-20, “ngày 20 tháng 8 năm 2025”, dates and day counts
    of spreadsheets. The day stands before the month. Years 1900 to 2100.
    """
    day = _to_date(value)
    if day is None:
        said = _("“{value}” không phải là ngày. Hãy nhập ngày/tháng/năm, ví dụ 20/08/2025.")
        raise BadInput(said.format(value=value))
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        said = _("Năm {year} ngoài khoảng {first}–{last}. Hãy xem lại năm.")
        raise BadInput(said.format(year=day.year, first=_FIRST_YEAR, last=_LAST_YEAR))
    return day


def roman(number: int) -> str:
    """Write 1 to 3999 in Roman numerals: 4 → “IV”. ValueError outside."""
    if not 0 < number < _ROMAN_END:
        raise ValueError(f"no Roman numeral for {number}")
    written = ""
    for worth, letters in _ROMAN:
        times, number = divmod(number, worth)
        written += letters * times
    return written


def _round(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, EXACT)


def _parse_number_text(text: str) -> Decimal:
    bare = _SPACES.sub("", text.strip().replace("−", "-").removesuffix("%").rstrip())
    sign = "-" if bare.startswith("-") else ""
    digits = bare.removeprefix("-") if sign else bare.removeprefix("+")
    plain = _without_groups(digits)
    if not plain.isascii() or not _PLAIN.fullmatch(plain):
        raise _not_a_number(text)
    return Decimal(sign + plain.replace(",", "."))


def _without_groups(digits: str) -> str:
    """Take out the signs that group thousands: “1.234,5” → “1234,5”, “1.234” → “1234”."""
    grouped = _GROUPED.fullmatch(digits)
    if not grouped:
        return digits
    # One comma alone is the decimal sign; one dot alone groups.
    if digits.count(",") == 1 and not grouped["decimals"]:
        return digits
    return re.sub("[.,]", "", grouped["whole"]) + (grouped["decimals"] or "")


def _not_a_number(value: object) -> BadInput:
    said = _("“{value}” không phải là số. Hãy nhập số, ví dụ 1.234,5.")
    return BadInput(said.format(value=value))


def _to_date(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        return _date_of_text(value.strip())
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _date_of_count(value)
    return None


def _date_of_text(text: str) -> date | None:
    if found := _ISO.fullmatch(text):
        year, month, day = found.groups()
    elif found := _DAY_FIRST.fullmatch(text):
        day, __, month, year = found.groups()
    elif found := _IN_WORDS.fullmatch(text):
        day, month, year = found.groups()
    else:
        return None
    try:
        return date(_four_digits(year), int(month), int(day))
    except ValueError:  # 31/02
        return None


def _four_digits(year: str) -> int:
    if len(year) != len("25"):
        return int(year)
    return int(year) + (1900 if int(year) >= _CENTURY_TURN else 2000)


def _date_of_count(days: float) -> date | None:
    try:
        return _DAY_ZERO + timedelta(days=int(days)) if days >= 1 else None
    except (OverflowError, ValueError):
        return None
