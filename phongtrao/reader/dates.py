"""Days and deadlines as plans write them, as the partial ISO dates of schema.json."""

import re
from dataclasses import dataclass
from datetime import date

from phongtrao.reader.text import plain

RECURRING, YEAR, DATE, SEPARATE_PLAN, UNSPECIFIED = (
    "recurring", "year", "date", "separate_plan", "unspecified",
)  # fmt: skip

_DAY = r"(\d{1,2})\s?[/.-]\s?(\d{1,2})(?:\s?[/.-]\s?(\d{4}))?"
_DAY_IN_WORDS = r"(\d{1,2}) thang (\d{1,2})(?: nam (\d{4}))?"
_YEARLY = r"(?P<yearly>,? (?:(?:vao )?(?:hang|moi) nam))?"
_FULL_DAY = re.compile(rf"(?:ngay )?(?:{_DAY_IN_WORDS}|{_DAY}){_YEARLY}")
# A day of every month; of every quarter it is a day of the quarter's last month.
_EVERY = r"(\d{1,2})[,/]? (?:cua )?(?:(?:hang|moi) (?:thang|quy)|thang cuoi (?:cua )?(?:hang |moi )?quy)\b"
_MONTHLY = re.compile(rf"(?:ngay )?{_EVERY}")
_QUARTER = re.compile(r"quy (i{1,3}|iv|[1-4])\b(?:[/, ]+(?:nam )?(\d{4}))?")
_MONTH = re.compile(r"thang (\d{1,2})(?:[/, ]+(?:nam )?(\d{4}))")
_YEARS = re.compile(r"\b(20\d\d)\b")
_RECURRING = re.compile(r"thuong xuyen|lien tuc|dinh ky|(?:hang|moi) (?:nam|quy|thang|tuan|ngay)")
_SEPARATE = re.compile(
    r"(?:ke hoach|van ban|huong dan|chuong trinh|thong bao) (?:\w+ )?rieng|theo ke hoach"
)
_DUE = re.compile(
    r"(?:hoan thanh |gui |xong )?(?:truoc|trong|cham nhat(?: la)?(?: vao| truoc)?|den het|den|vao|han cuoi(?: la)?)"
    rf"\s+(?:ngay )?(?:{_MONTHLY.pattern}|{_DAY_IN_WORDS}|{_DAY}){_YEARLY}"
    rf"|ngay {_EVERY}"  # what comes round needs no “trước”
)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline found in a text: its words, and how schema.json says it."""

    phrase: str
    kind: str
    deadline: str | None
    start: int


def find_due(text: str) -> Due | None:
    """The first “trước ngày …”, “ngày … hằng tháng” of ``text``; days of cited documents do not count."""
    match = _DUE.search(plain(text))
    if not match:
        return None
    kind, deadline = read_time(match.group())
    if deadline is None:
        return None
    return Due(text[match.start() : match.end()], kind, deadline, match.start())


def is_quarterly(phrase: str) -> bool:
    """Whether “trước ngày 25 hằng quý” is said: schema.json writes it as a day of every month."""
    return bool(
        re.search(r"(?:hang|moi|thang cuoi (?:cua )?(?:hang |moi )?)\s?quy\b", plain(phrase))
    )


def read_time(text: str) -> tuple[str, str | None]:
    """Kind and deadline of a time as written: “Quý II/2025” → ("date", "2025-06")."""
    folded = " ".join(plain(text).split())
    if monthly := _MONTHLY.search(folded):
        return RECURRING, f"---{int(monthly.group(1)):02d}"
    for match in _FULL_DAY.finditer(folded):
        day = _iso(match)
        if day:
            return (RECURRING if day.startswith("--") else DATE), day
    if _SEPARATE.search(folded):
        return SEPARATE_PLAN, None
    return _read_period(folded)


def find_day(text: str) -> str | None:
    """The first full day in ``text``, ISO; None if there is none."""
    for match in _FULL_DAY.finditer(plain(text)):
        day = _iso(match)
        if day and not day.startswith("--"):
            return day
    return None


def find_day_and_month(text: str) -> tuple[int, int] | None:
    """(month, day) of the first “18/5” in ``text``."""
    for match in _FULL_DAY.finditer(plain(text)):
        day, month, _ = _numbers(match)
        if _is_day(2000, month, day):
            return month, day
    return None


def _read_period(folded: str) -> tuple[str, str | None]:
    if quarter := _QUARTER.search(folded):
        number = _QUARTERS.get(quarter.group(1)) or int(quarter.group(1))
        year = quarter.group(2)
        return (DATE, f"{year}-{number * 3:02d}") if year else (UNSPECIFIED, None)
    month = _MONTH.search(folded)
    if month and _is_day(2000, int(month.group(1)), 1):
        return DATE, f"{month.group(2)}-{int(month.group(1)):02d}"
    if _RECURRING.search(folded):
        return RECURRING, None
    years = _YEARS.findall(folded)
    return (YEAR, years[-1]) if years else (UNSPECIFIED, None)


def _iso(match: re.Match[str]) -> str | None:
    day, month, year = _numbers(match)
    if not _is_day(int(year or 2000), month, day):
        return None
    if year:
        return f"{year}-{month:02d}-{day:02d}"
    return f"--{month:02d}-{day:02d}" if match["yearly"] else None


def _numbers(match: re.Match[str]) -> tuple[int, int, str | None]:
    groups = match.groups()
    day, month, year = groups[:3] if groups[0] else groups[3:6]
    return int(day), int(month), year


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
