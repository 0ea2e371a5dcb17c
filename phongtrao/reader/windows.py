"""The time a criterion looks at: “hằng năm, giai đoạn 2020-2025”, “02 năm liên tục trước …”."""

import re
from datetime import date

from phongtrao.lib.rules import EVER, PERIOD, YEAR, Window
from phongtrao.reader.text import plain

# How often; unmarked, as the rest here.
_RHYTHM = re.compile(
    r"\b(?:hang|moi) (?:nam(?: hoc)?|quy|thang|hoc ky|ky)\b|\bcuoi (?:moi )?nam hoc\b"
)
_IN_WORDS = {"hai": 2, "ba": 3, "bon": 4}
_COUNT = rf"(?:it nhat |tu )?(?:\d{{1,2}}|{'|'.join(_IN_WORDS)})(?: \(\w+\))? nam(?: hoc)?"
_ROW = r"(?:lien tuc|lien ke|lien tiep|gan nhat|gan day|qua|cuoi)"
_UP_TO = (
    r"(?:,? ?(?:tinh )?(?:den|truoc|toi) (?:thoi diem|khi|ngay|nam|luc) [^,.;:]{0,40}?"
    r"(?=,|\.|;|:|$| duoc| phai| co\b| dat| hoan thanh| xep))?"
)
_YEARS = r"(?:19|20)\d\d ?- ?(?:19|20)\d\d"
_PERIOD = re.compile(
    rf"\btrong thoi gian thuc hien [^,.;:]{{3,60}}|\btrong dot (?:thi dua|phat dong)\b"
    rf"|\b(?:trong )?(?:ca )?giai doan {_YEARS}"
    rf"|\btu nam (?:hoc )?(?:19|20)\d\d(?: ?- ?(?:19|20)\d\d)? den (?:het )?(?:nam (?:hoc )?)?(?:19|20)\d\d(?: ?- ?(?:19|20)\d\d)?"
    rf"|\b(?:trong |co |dat )?(?:thoi gian )?{_COUNT} {_ROW}(?: {_ROW})?(?: \({_YEARS}\))?{_UP_TO}"
    rf"|\btrong {_COUNT}(?: \({_YEARS}\))?{_UP_TO}"
    rf"|\b(?:trong )?nam hoc {_YEARS}|\bca nam(?: hoc)?\b|\btrong (?:ca )?nam(?: hoc)?(?: xet(?: khen thuong| tang)?| (?:19|20)\d\d)?(?! tro)\b"
    rf"|\btinh den (?:het )?(?:thoi diem|ngay|nam|thang) [^,.;:]{{2,40}}"
)
_LEAD = re.compile(
    r"(?:trong|co|dat) (?=(?:ca )?giai doan|ca nam|(?:thoi gian )?(?:\d|hai|ba|bon)|nam hoc \d)"
)


def find_rhythm(text: str) -> str | None:
    """“hằng năm”, “mỗi năm học”, as written but in small letters."""
    return _said(text, _RHYTHM.search(plain(text)))


def find_period(text: str) -> str | None:
    """“giai đoạn 2020-2025”, “02 năm liên tục trước thời điểm xét khen thưởng”."""
    return _said(text, _PERIOD.search(plain(text)))


def read_window(text: str) -> str | None:
    """Both in one: “hằng năm, giai đoạn 2020-2025”; None where no time is named."""
    rhythm, period = find_rhythm(text), find_period(text)
    if rhythm and period and (rhythm in period or period in f"trong {rhythm}"):
        period = None if len(period) <= len(rhythm) + len("trong ") else period
        rhythm = None if period else rhythm
    return ", ".join(filter(None, (rhythm, period))) or None


def _said(text: str, match: re.Match[str] | None) -> str | None:
    if match is None:
        return None
    words = text[match.start() : match.end()].strip()
    lead = _LEAD.match(plain(words))
    words = words[lead.end() :] if lead else words
    return words[:1].lower() + words[1:]


# ------------------------------------------------------------------ as rules ask it

_EACH = re.compile(r"(?:hang|moi) nam")
_LAST_YEARS = re.compile(rf"(\d{{1,2}}|{'|'.join(_IN_WORDS)})(?: \(\w+\))? nam(?: hoc)? {_ROW}")
_FROM_TO = re.compile(r"((?:19|20)\d\d)\D{1,24}((?:19|20)\d\d)")
_DAY = re.compile(r"tinh den (?:het )?ngay (\d{1,2})/(\d{1,2})/(\d{4})")
_ONE_YEAR = re.compile(r"\btrong (?:ca )?nam|\bnam hoc\b|\bnam xet\b")
_MOVEMENT = re.compile(r"thoi gian (?:thuc hien|dien ra|cua)|phong trao")


def read_span(words: object, otherwise: Window) -> tuple[Window, bool]:
    """The window of a criterion as a rule has it, and whether it is asked of each year of it.

    “hằng năm, giai đoạn 2020-2025” → (2020 to 2025, True); ``otherwise`` where no time is named.
    """
    folded = plain(str(words or ""))
    each_year = bool(_EACH.search(folded))
    window = _span(folded)
    if window is None:
        window = PERIOD if each_year else otherwise
    return window, each_year and window.has_years


def _span(folded: str) -> Window | None:
    if last := _LAST_YEARS.search(folded):
        count = last.group(1)
        return _last(_IN_WORDS.get(count) or int(count))
    if day := _DAY.search(folded):
        return _until(*map(int, day.groups()))
    if "nam hoc" not in folded and (pair := _FROM_TO.search(folded)):
        return _between(int(pair.group(1)), int(pair.group(2)))
    if _MOVEMENT.search(folded):
        return PERIOD
    if "tinh den" in folded:
        return EVER
    return YEAR if _ONE_YEAR.search(folded) and not _EACH.search(folded) else None


def _last(count: int) -> Window | None:
    try:
        return Window.last_years(count)
    except ValueError:
        return None


def _until(day: int, month: int, year: int) -> Window | None:
    try:
        return Window.until(date(year, month, day))
    except ValueError:
        return None


def _between(first: int, last: int) -> Window | None:
    try:
        return Window.of_years(first, last)
    except ValueError:
        return None
