"""Days and deadlines as plans write them, as the partial ISO dates of schema.json."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from phongtrao.reader.text import plain

RECURRING, YEAR, DATE, SEPARATE_PLAN, UNSPECIFIED = (
    "recurring", "year", "date", "separate_plan", "unspecified",
)  # fmt: skip

_DAY = r"(?<!thang )(?<!\d)(\d{1,2})\s?[/.-]\s?(\d{1,2})(?:\s?[/.-]\s?(\d{4}))?(?![\d/]|\s?%)"
_DAY_IN_WORDS = r"(?<!tuan )(\d{1,2}) thang (\d{1,2})(?:,? nam (\d{4})|/(\d{4}))?"
_YEARLY = r"(?P<yearly>,? (?:(?:vao )?(?:hang|moi) nam))?"
_FULL_DAY = re.compile(rf"(?:ngay )?(?:{_DAY_IN_WORDS}|{_DAY}){_YEARLY}")
# A day of every month; of every quarter it is a day of the quarter's last month.
_EVERY = r"(\d{1,2})[,/]? (?:cua )?(?:(?:hang|moi) (?:thang|quy)|thang (?:cuoi|dau) (?:cua )?(?:hang |moi )?quy)\b"
_MONTHLY = re.compile(rf"(?:ngay )?{_EVERY}")
_QUARTER_NAMES = r"(?:i{1,3}|iv|[1-4])\b"
_QUARTER = re.compile(
    rf"quy ({_QUARTER_NAMES}(?: ?(?:-|–|,|den|va) ?(?:quy )?{_QUARTER_NAMES})*)(?:[/, -]+(?:nam )?(\d{{4}}))?"
)
_MONTH = re.compile(
    r"thang (\d{1,2}(?: ?(?:-|–|,|den|va) ?(?:thang )?\d{1,2}(?![\d/]\d?/))*)\b(?:[/, -]+(?:nam )?(\d{4}))?"
)
_BARE_MONTH = re.compile(r"(?<![\d/-])(\d{1,2}) ?/ ?(20\d\d)(?![\d/])")  # “9/2026” in a calendar
_HALF_YEAR = re.compile(r"6 thang (dau|cuoi) nam (\d{4})")
_YEARS = re.compile(r"\b(20\d\d)\b")
_RECURRING = re.compile(
    r"thuong xuyen|lien tuc|dinh ky|(?:hang|moi) (?:nam|quy|thang|tuan|ngay)|ca nam(?: hoc)?|suot nam"
    r"|(?:va|cac) (?:cac )?nam (?:tiep theo|sau)"
)
_SEPARATE = re.compile(
    r"(?:ke hoach|van ban|huong dan|chuong trinh|thong bao|the le|lich|cong van) (?:\w+ )?rieng"
    r"|theo (?:ke hoach|huong dan|van ban|thong bao|the le|lich|cong van)"
)
_RANGE = re.compile(r"\btu\b.*\bden\b|\d ?[-–] ?(?:ngay )?\d{1,2}[/ ]")
_BOTH = re.compile(r"\d(?: (?:hang|moi) nam)?,? va (?:truoc |cham nhat )?(?:ngay )?\d")
_BEFORE = r"(?:truoc|trong(?: cac)?|cham nhat(?: la)?(?: vao| truoc| trong)?|den het|den|het|vao|xong(?: trong)?|han cuoi(?: la)?|muon nhat(?: la)?)"
_HOUR = r"\d{1,2} ?(?:h|gio) ?(?:\d{2})?(?: phut)?,? "
_DUE = re.compile(
    rf"{_BEFORE}\s+(?:het )?(?:{_HOUR})?(?:ngay )?(?:{_MONTHLY.pattern}|{_DAY_IN_WORDS}|{_DAY}){_YEARLY}"
    rf"|ngay {_EVERY}"  # what comes round needs no “trước”
    rf"|(?:{_BEFORE}|hoan thanh)\s+(?:het |dau |giua |cuoi )?(?:{_MONTH.pattern}|{_QUARTER.pattern})(?:,? (?:hang|moi) nam)?"
)
# “trước ngày 15/6 và 15/12 hằng năm”: “trước” holds for the second day as well.
_NEXT_DAY = re.compile(rf"(?:[,;](?: va)?| va) (?:ngay )?(?:{_DAY_IN_WORDS}|{_DAY}){_YEARLY}")
_ENDS_DAY = re.compile(rf"(?:{_DAY_IN_WORDS}|{_DAY}){_YEARLY}$")
_JOINED = re.compile(r"^[,;]?(?: va)? ")
# “tổng duyệt ngày 13/5/2026”; the year must be said, and no document be dated so.
_ON_DAY = re.compile(r"\bngay \d{1,2}/\d{1,2}/20\d\d\b(?! cua)")
_YEAR_SAID = re.compile(r"20\d\d|\bthang (?:cuoi|dau)\b|\b(?:hang|moi|quy)\b")
# “trước ngày 15/6, báo cáo năm trước ngày 10/12 hằng năm”: said once for both.
_COMES_ROUND = re.compile(r"^[^.;]*\b(?:hang|moi) nam\b")
_CAME_ROUND = re.compile(r"\b(?:(?:hang|moi) nam|dinh ky)\b[^.;]*$")
_IN = "vao "  # “vào quý II/2026”: no part of the time
_CITED = re.compile(
    r"(?:\d/?[a-z\d&/-]*|so [^,;]{0,30}|ke hoach|cong van|quyet dinh|nghi \w+|\bky|ky niem|hop|phien hop),? $"
)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_SCHOOL_YEAR_OPENS = (
    8  # a school year runs from August to July (Luật Giáo dục leaves it to the yearly decision)
)


@dataclass(frozen=True, slots=True)
class Period:
    """The years a plan is made for: what “trong tháng 5” means in it."""

    first: int
    last: int
    is_school_year: bool = False

    def year_of(self, month: int) -> int:
        """The year of a month named without one."""
        if self.is_school_year and month < _SCHOOL_YEAR_OPENS:
            return self.last
        return self.first


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline found in a text: its words, and how schema.json says it."""

    phrase: str
    kind: str
    deadline: str | None
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.phrase)


def read_period(text: str, year: int | None = None) -> Period | None:
    """The period named in a title, “năm học 2026-2027”, “năm 2026”; else the year of issue."""
    folded = plain(text)
    if school := re.search(r"nam hoc (20\d\d) ?[-–] ?(20\d\d)", folded):
        return Period(int(school.group(1)), int(school.group(2)), is_school_year=True)
    named = re.findall(r"(?<!giai doan )(?<!den )\bnam (20\d\d)\b(?! ?[-–])", folded)
    if named and (year is None or int(named[0]) >= year):
        return Period(int(named[0]), int(named[0]))
    return Period(year, year) if year else None


def find_due(text: str, period: Period | None = None) -> Due | None:
    """The first “trước ngày …”, “ngày … hằng tháng” of ``text``; days of cited documents do not count."""
    return next(find_dues(text, period), None)


def find_dues(text: str, period: Period | None = None) -> Iterator[Due]:
    """Every deadline said in ``text``, in order; a bare day only where no other is said."""
    folded = plain(text)
    for match in _said(folded):
        words = _JOINED.sub("", match.group())
        is_yearly = not _YEAR_SAID.search(words) and (
            _COMES_ROUND.search(folded[match.end() :])
            or _CAME_ROUND.search(folded[: match.start()])
        )
        kind, deadline = read_time(f"{words} hang nam" if is_yearly else words, period)
        if deadline is not None or kind == RECURRING:
            start = match.end() - len(words.removeprefix(_IN))
            yield Due(text[start : match.end()].strip(" ,"), kind, deadline, start)


def _said(folded: str) -> Iterator[re.Match[str]]:
    """Where a deadline is said, and the further days joined to it; else where a day stands alone."""
    found = list(_DUE.finditer(folded))
    for match in found:
        yield match
        last = match
        while _ENDS_DAY.search(last.group()) and (more := _NEXT_DAY.match(folded, last.end())):
            last = more
            yield more
    if not found:
        bare = _ON_DAY.finditer(folded)
        yield from (one for one in bare if not _CITED.search(folded[: one.start()]))


def is_quarterly(phrase: str) -> bool:
    """Whether “trước ngày 25 hằng quý” is said: schema.json writes it as a day of every month."""
    return bool(
        re.search(
            r"(?:hang|moi|thang (?:cuoi|dau) (?:cua )?(?:hang |moi )?)\s?quy\b", plain(phrase)
        )
    )


def read_time(text: str, period: Period | None = None) -> tuple[str, str | None]:
    """Kind and deadline of a time as written: “Quý II/2025” → ("date", "2025-06").

    ``period`` gives the year of a month or a day named without one.
    """
    folded = " ".join(plain(text).split())
    if monthly := _MONTHLY.search(folded):
        return RECURRING, f"---{int(monthly.group(1)):02d}"
    if day := _last_day(folded, period):
        return (RECURRING if day.startswith("--") else DATE), day
    if _SEPARATE.search(folded):
        return SEPARATE_PLAN, None
    return _read_span(folded, period)


def find_day(text: str) -> str | None:
    """The first full day in ``text``, ISO; None if there is none."""
    for match in _FULL_DAY.finditer(plain(text)):
        day = _iso(match, None)
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


def _last_day(folded: str, period: Period | None) -> str | None:
    """The first day named; of “từ ngày … đến ngày …”, “trước ngày … và trước ngày …” the last."""
    days = [day for match in _FULL_DAY.finditer(folded) if (day := _iso(match, period))]
    if not days:
        return None
    return days[-1] if _RANGE.search(folded) or _BOTH.search(folded) else days[0]


def _read_span(folded: str, period: Period | None) -> tuple[str, str | None]:
    """Quarters, months, half-years and years; their end is the deadline."""
    if re.search(r"(?:hang|moi) nam|nam (?:tiep theo|sau)", folded):
        return RECURRING, None
    if half := _HALF_YEAR.search(folded):
        return DATE, f"{half.group(2)}-{'06' if half.group(1) == 'dau' else '12'}"
    for pattern, months in ((_QUARTER, _quarter_end), (_MONTH, _last_month)):
        found = list(pattern.finditer(folded))
        if found and (
            deadline := _month_of(months(found[-1].group(1)), found[-1].group(2), period)
        ):
            return DATE, deadline
    if _RECURRING.search(folded):
        return RECURRING, None
    if named := _BARE_MONTH.findall(folded):
        month, year = named[-1]
        return DATE, _month_of(int(month), year, None) or year
    years = _YEARS.findall(folded)
    return (YEAR, years[-1]) if years else (UNSPECIFIED, None)


def _quarter_end(names: str) -> int:
    name = re.findall(_QUARTER_NAMES, names)[-1]
    return 3 * (_QUARTERS.get(name) or int(name))


def _last_month(names: str) -> int:
    return int(re.findall(r"\d+", names)[-1])


def _month_of(month: int, year: str | None, period: Period | None) -> str | None:
    if not _is_day(2000, month, 1) or not (year or period):
        return None
    number = int(year) if year else period.year_of(month) if period else 0
    return f"{number}-{month:02d}"


def _iso(match: re.Match[str], period: Period | None) -> str | None:
    day, month, year = _numbers(match)
    if not _is_day(int(year or 2000), month, day):
        return None
    if year:
        return f"{year}-{month:02d}-{day:02d}"
    if match["yearly"]:
        return f"--{month:02d}-{day:02d}"
    return f"{period.year_of(month)}-{month:02d}-{day:02d}" if period else None


def _numbers(match: re.Match[str]) -> tuple[int, int, str | None]:
    day, month, year, other_year, *short = match.groups()[:7]
    if day:
        return int(day), int(month), year or other_year
    return int(short[0]), int(short[1]), short[2]


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
