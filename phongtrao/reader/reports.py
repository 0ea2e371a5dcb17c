"""Reports and papers due on a stated day: who hands in what to whom, and when.

They stand among the duties, and in sections that say where papers are sent.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from phongtrao.lib.words import gettext_noop
from phongtrao.reader.dates import RECURRING, Due, Period, find_dues, is_quarterly
from phongtrao.reader.model import DOUBTFUL, FAIR, Finding, Node
from phongtrao.reader.sections import Sections
from phongtrao.reader.text import UPPER, bare, capitalised, plain, sentences
from phongtrao.reader.units import NAME_GOES_ON, split_duty, starts_like_unit

NOBODY_NAMED = gettext_noop(
    "Câu này không nói đơn vị nào phải gửi; tạm ghi “Các đơn vị”. Hãy chọn đơn vị."
)
# Sections whose sentences may say where and when papers are handed in.
_ELSEWHERE = (
    "reports",
    "submission",
    "dossier_components",
    "award_rules",
    "contents",
    "participants",
    "form",
)
# What is laid before an authority is due as well; what a council examines is its own work.
_HANDS_IN = re.compile(
    r"\b(?:bao cao|gui|nop|dang ky [^.;,]{0,60}? (?=(?:voi|ve|cho) )|cung cap (?:so lieu|danh sach|ho so|thong tin)|trinh (?:ubnd|uy ban|hdnd|hoi dong nhan dan|bo\b|ban\b|giam doc|chu tich|tinh uy|thanh uy|chinh phu"
    r"|thu tuong|lanh dao|so\b|hieu truong))\b"
)
_ENDS = (
    r"(?=\s+(?:trước|trong ngày|chậm nhất|vào|hạn|ngày|để|theo|qua|định kỳ|hằng|hàng|kết quả|tình hình|tổng hợp|muộn nhất|xong|xem xét|về|ban hành|phê duyệt|thẩm định|quyết định|cho ý kiến)\b"
    rf"|\s*(?:[;.]|(?!{NAME_GOES_ON}),|\(qua )|$)"
)
_TO = re.compile(
    rf"(?:về|cho|đến|(?<!phối hợp )(?<!chặt chẽ )với|tới)\s*:?\s+((?:cho\s+)?[{UPPER}][^;.]{{1,80}}?){_ENDS}"
)
# “Gửi báo cáo Sở Giáo dục …”, “báo cáo UBND tỉnh”: nothing stands between the deed and who gets it.
_STRAIGHT_TO = re.compile(
    rf"(?:[Gg]ửi|[Nn]ộp|[Tt]rình|[Bb]áo cáo)\s+([{UPPER}][^;.]{{1,80}}?){_ENDS}"
)
_THROUGH = re.compile(r"\s*\(\s*(qua [^(),;]*)")
_PAPER = re.compile(
    r"(?:[Bb]áo cáo|[Hh]ồ sơ|[Dd]anh sách|[Kk]ế hoạch|[Bb]ản đăng ký|[Ss]ố liệu|[Dd]anh mục|[Kk]ết quả)[^;.]{0,160}?"
    rf"(?=,?\s(?:gửi|nộp|trình|(?:về|cho) (?=[{UPPER}])|trước|(?:trong |vào )?ngày \d|chậm nhất)|[;.]|$)"
)
# “báo cáo kết quả 6 tháng trước ngày …, kết quả cả năm trước ngày …”: handed in like the one before.
_LISTED = re.compile(
    r"\)?\s*(?:,|va\b)\s*(?:va )?(?:(?:ket qua|so lieu|danh sach|ca nam|mot nam|nam|quy|hoc ky|6 thang|so ket|tong ket)\b[^.;]*)?$"
)
_QUARTER_ENDS, _QUARTER_OPENS = (3, 6, 9, 12), (1, 4, 7, 10)
_ROUND = re.compile(r"(?:dinh ky|hang|moi)\b[^.;,]{0,30}$")
_OPENING_WORDS = 3  # “Định kỳ trước ngày …, báo cáo …”: what is handed in stands behind the day


@dataclass(frozen=True, slots=True)
class Promise:
    """A sentence that hands something in: who, the words, and where it stands."""

    who: str
    text: str
    first: int
    last: int
    is_guessed: bool = False


def read_reports_due(promises: Iterable[Promise], period: Period | None) -> list[Finding]:
    """Items {who, to, year, month, day, recurring, about}, one for each day something is due."""
    return [finding for promise in promises for finding in _reports(promise, period)]


def find_promises(sections: Sections, period: Period | None) -> Iterator[Promise]:
    """Sentences outside the duties that say by what day papers are sent: “Hồ sơ gửi về … trước …”."""
    for section in sections.of(*_ELSEWHERE):
        for node in section.node.walk():
            if sections.role_of[id(node)] == section.role and is_submission(node, period):
                who, _ = split_duty(_ASKS.sub("", _LABEL.sub("", node.text)))
                first, last = node.paragraph.first, node.paragraph.last
                yield Promise(who or _NOBODY, node.text, first, last, is_guessed=not who)


_LABEL = re.compile(r"^[^:.;]{3,60}:\s+(?=\S)")  # “Báo cáo tháng: các trường gửi …”
_ASKS = re.compile(r"^(?:Giao|Đề nghị|Yêu cầu|Phân công)(?: cho)?\s+")
_NOBODY = "Các đơn vị"


def is_submission(node: Node, period: Period | None) -> bool:
    """Whether a sentence says by what day something is sent."""
    if node.table is not None or not _HANDS_IN.search(plain(node.text)):
        return False
    return any(_days(due) for due in find_dues(node.text, period))


def _reports(promise: Promise, period: Period | None) -> Iterator[Finding]:
    for sentence in sentences(promise.text):
        yield from _reports_of(sentence, promise, period)


def _reports_of(text: str, promise: Promise, period: Period | None) -> Iterator[Finding]:
    dues = [due for due in find_dues(text, period) if _days(due)]
    comes_behind = bool(dues) and _comes_behind(text, dues)
    start = 0
    clause, is_handed_in = "", False
    for due in dues:
        before = text[start : due.start]
        is_listed = _LISTED.match(plain(before)) is not None
        is_handed_in = _HANDS_IN.search(plain(before)) is not None or (is_handed_in and is_listed)
        # “trước ngày … và trước ngày …”, “trước ngày 15/6, 15/12”: days of one paper
        clause = clause if start and before.strip(" ,;") in ("", "và") else before
        if comes_behind or is_handed_in:
            whole = len(dues) == 1 or comes_behind
            yield from _dated(promise, text if whole else clause, due)
        start = due.end


def _comes_behind(text: str, dues: Sequence[Due]) -> bool:
    """“Định kỳ 6 tháng (trước ngày 15/6), năm (trước ngày 15/12) báo cáo …”: the deed behind its days."""
    opening, rest = plain(text[: dues[0].start]), plain(text[dues[-1].end :])
    is_opening = len(opening.split()) <= _OPENING_WORDS or _ROUND.match(opening) is not None
    return is_opening and not _HANDS_IN.search(opening) and _HANDS_IN.search(rest) is not None


def _dated(promise: Promise, clause: str, due: Due) -> Iterator[Finding]:
    to = _recipient(clause) or _recipient(promise.text)
    about = _about(clause, to, due) or _about(promise.text, to, due)
    trust = (DOUBTFUL, NOBODY_NAMED) if promise.is_guessed else (FAIR, "")
    for year, month, day in _days(due):
        value = {
            "who": promise.who,
            "to": to,
            "year": year,
            "month": month,
            "day": day,
            "recurring": due.kind == RECURRING,
            "about": about,
        }
        yield Finding(value, promise.first, promise.last, *trust)


def _days(due: Due) -> Sequence[tuple[int | None, int | None, int]]:
    """(year, month, day) of what is due; of “ngày 15 tháng cuối quý”, four days a year."""
    match = re.fullmatch(r"(?:(\d{4})|-)?-?(?:(\d\d)|-)?-?(\d\d)", due.deadline or "")
    if not match or len(due.deadline or "") < len("---15"):
        return ()
    year, month, day = (int(part) if part else None for part in match.groups())
    if day is None or (due.kind != RECURRING and month is None):
        return ()
    if is_quarterly(due.phrase):
        months = _QUARTER_OPENS if "dau" in plain(due.phrase) else _QUARTER_ENDS
        return [(None, month, day) for month in months]
    return [(year, month, day)]


def _about(text: str, to: str | None, due: Due) -> str | None:
    """The paper that is handed in. That it is quarterly its day does not say."""
    paper = _PAPER.search(text)
    about = bare(re.sub(r"\s*\($", "", paper.group().partition(f" {to}")[0])) if paper else ""
    if is_quarterly(due.phrase) and not re.search(r"\bquy\b", plain(about)):
        about = f"{about or 'Báo cáo'} hằng quý"
    return capitalised(about) or None


def _recipient(text: str) -> str | None:
    if found := _TO.search(text):
        return _with_office(text, found)
    straight = (found for found in _STRAIGHT_TO.finditer(text))
    return next(
        (_with_office(text, found) for found in straight if starts_like_unit(found.group(1))), None
    )


def _with_office(text: str, found: re.Match[str]) -> str:
    """“Sở GDĐT (qua Văn phòng Sở, điện thoại …)” → “Sở GDĐT (qua Văn phòng Sở)”."""
    name = bare(found.group(1))
    through = _THROUGH.match(text, found.end(1))
    return f"{name} ({bare(through.group(1))})" if through else name
