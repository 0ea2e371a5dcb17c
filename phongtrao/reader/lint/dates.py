"""Days that are on no calendar, weekdays that do not fit, deadlines that had passed when the plan was signed."""

import re
from collections.abc import Iterator
from datetime import date

from phongtrao.lib.words import gettext_noop as _
from phongtrao.reader.lint.model import ERROR, Defect, Paper, Rule
from phongtrao.reader.model import Paragraph
from phongtrao.reader.text import plain

IMPOSSIBLE = Rule(
    "dates.impossible",
    ERROR,
    _("Ngày không có thật"),
    _("Không có ngày “%(day)s” trên lịch."),
    _("Thường do gõ nhầm hoặc nhận dạng sai; hạn hay căn cứ ghi như vậy không dùng được."),
    _("Đối chiếu với bản gốc rồi ghi lại ngày đúng."),
)
WEEKDAY = Rule(
    "dates.weekday",
    ERROR,
    _("Thứ và ngày không khớp"),
    _("Ngày %(day)s là %(right)s, không phải %(said)s."),
    _("Người dự không biết đến vào thứ hay vào ngày đã ghi."),
    _("Xem lịch, sửa thứ hoặc sửa ngày."),
)
PASSED = Rule(
    "dates.passed",
    ERROR,
    _("Hạn đã qua khi ký"),
    _("Hạn %(day)s đã qua vào ngày ký kế hoạch (%(own)s)."),
    _("Đơn vị nhận nhiệm vụ đã trễ ngay khi kế hoạch ban hành."),
    _("Lùi hạn, hoặc kiểm tra lại năm của hạn này."),
)
BACKWARDS = Rule(
    "dates.backwards",
    ERROR,
    _("Ngày cuối trước ngày đầu"),
    _("“%(span)s” kết thúc trước khi bắt đầu."),
    _("Khoảng thời gian phải đi từ ngày sớm đến ngày muộn."),
    _("Kiểm tra lại hai ngày; thường là nhầm tháng hoặc năm."),
)
RULES = (IMPOSSIBLE, WEEKDAY, PASSED, BACKWARDS)

_FULL = re.compile(
    r"(?<![\w/.-])(\d{1,3})(?:\s?[/.-]\s?(\d{1,3})\s?[/.-]\s?|\s+thang\s+(\d{1,3})\s+nam\s+)((?:19|20)\d\d)(?![\w/]|-\d)"
)
_SHORT = re.compile(r"\b(?:ngay|truoc|den)\s+(\d{1,2})/(\d{1,2})(?![\d/%]|\s?/|\s+(?:so|tong)\b)")
_MONTH = re.compile(r"\bthang\s+(\d{1,2})(?:/|\s+nam\s+)(?:19|20)\d\d\b")
_WEEKDAYS = {
    "hai": "thứ Hai", "ba": "thứ Ba", "tu": "thứ Tư", "nam": "thứ Năm", "sau": "thứ Sáu", "bay": "thứ Bảy",
    "chu nhat": "Chủ nhật",
}  # fmt: skip
_ON_WEEKDAY = re.compile(
    r"\b(?:thu (hai|ba|tu|nam|sau|bay)|(chu nhat)),?\s*\(?(?:ngay )?(\d{1,2})/(\d{1,2})/(20\d\d)\b"
)
_SPAN = re.compile(
    r"\btu ngay (\d{1,2})/(\d{1,2})/(20\d\d) (?:den|-|–)(?: het)?(?: ngay)? (\d{1,2})/(\d{1,2})/(20\d\d)"
)
_MONTHS = 12


def check_impossible(paper: Paper) -> Iterator[Defect]:
    """In the letterhead too: “ngày 27 tháng 70 năm 2025”."""
    said: set[str] = set()
    for paragraph in [*paper.header.letterhead, *paper.paragraphs]:
        for words in _impossible(paragraph):
            if words not in said:
                said.add(words)
                yield paper.defect(IMPOSSIBLE, words, paragraph, day=words)


def check_weekdays(paper: Paper) -> Iterator[Defect]:
    names = list(_WEEKDAYS.values())
    for paragraph in paper.paragraphs:
        for match in _ON_WEEKDAY.finditer(plain(paragraph.text)):
            day = _day(match[5], match[4], match[3])
            named = _WEEKDAYS[match[1] or match[2]]
            if day and names[day.weekday()] != named:
                words = paragraph.text[match.start() : match.end()]
                facts = {"day": shown(day.isoformat()), "right": names[day.weekday()]}
                yield paper.defect(WEEKDAY, words, paragraph, said=named, **facts)


def check_passed(paper: Paper) -> Iterator[Defect]:
    """Deadlines of tasks and reports printed with day, month and year; a year the reader adds proves nothing."""
    if paper.day is None:
        return
    for section in ("tasks", "reports_due"):
        for finding in paper.findings[section]:
            quote = str(finding.value.get("time") or "")
            days = [_day(m[4], m[2] or m[3], m[1]) for m in _FULL.finditer(plain(quote))]
            if days and all(day and day < paper.day.earliest for day in days):
                own = shown(paper.day.earliest.isoformat())
                last = max(day for day in days if day)
                facts = {"day": shown(last.isoformat()), "own": own}
                yield paper.defect(PASSED, quote, finding, **facts)


def check_spans(paper: Paper) -> Iterator[Defect]:
    for paragraph in paper.paragraphs:
        for match in _SPAN.finditer(plain(paragraph.text)):
            first, last = _day(match[3], match[2], match[1]), _day(match[6], match[5], match[4])
            if first and last and last < first:
                words = paragraph.text[match.start() : match.end()]
                yield paper.defect(BACKWARDS, words, paragraph, span=words)


def shown(day: str | None) -> str:
    """“2025-08-14” as an office writes it: 14/8/2025; a bare year stays."""
    parts = [part.lstrip("0") for part in str(day or "").split("-")]
    return "/".join(reversed(parts))


def _impossible(paragraph: Paragraph) -> Iterator[str]:
    folded = plain(paragraph.text)
    for match in _FULL.finditer(folded):
        if _day(match[4], match[2] or match[3], match[1]) is None:
            yield paragraph.text[match.start() : match.end()]
    for match in _SHORT.finditer(folded):
        if _day("2000", match[2], match[1]) is None:  # a leap year: 29/2 may be
            yield paragraph.text[match.start() : match.end()]
    for match in _MONTH.finditer(folded):
        is_in_full_day = re.search(r"\d\s+$", folded[: match.start()])
        if not 1 <= int(match[1]) <= _MONTHS and not is_in_full_day:
            yield paragraph.text[match.start() : match.end()]


def _day(year: str, month: str, day: str) -> date | None:
    try:
        # “018” is no month even where int() would make one of it
        return date(int(year), int(month), int(day)) if len(month) < 3 > len(day) else None  # noqa: PLR2004
    except ValueError:
        return None
