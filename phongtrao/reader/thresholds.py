"""Measures in a text: “tối thiểu 10%”, “ít nhất 02 sáng kiến”, “xếp loại từ loại đạt trở lên”.

A measure is a number with what it counts, or the name of a rank, and how it is compared. Years,
dates, classes (“lớp 10”) and levels (“mức 2”) are numbers that measure nothing.
"""

import re
from dataclasses import dataclass

from phongtrao.reader.counted import noun_at
from phongtrao.reader.text import plain

_RANK = r"hoan thanh (?:tot |xuat sac )?nhiem vu|xuat sac|gioi|kha|tot|dat|trung binh|muc \d|cap do \d|loai [abc]"
_AT_LEAST = (
    "it nhat|toi thieu|tu|khong it hon|khong duoi|khong thap hon|tren hoac bang|co tu|dat tu"
)
_MORE = "tren|hon|vuot|lon hon|cao hon"
_LESS = "duoi|nho hon|it hon|thap hon"
_AT_MOST = "toi da|khong qua|khong vuot qua|khong nhieu hon|khong lon hon"

# How a number is compared, said just before it; the longer words first.
_COMPARATORS = (
    (re.compile(rf"\b(?:{_AT_MOST})(?: la)?\W*$"), "<="),
    (re.compile(rf"\b(?:{_AT_LEAST})(?: la)?\W*$"), ">="),
    (re.compile(rf"\b(?:{_LESS})\W*$"), "<"),
    (re.compile(rf"\b(?:{_MORE})\W*$"), ">"),
    (re.compile(r"(?:>=|≥)\s*$"), ">="),
    (re.compile(r"(?:<=|≤)\s*$"), "<="),
    (re.compile(r">\s*$"), ">"),
    (re.compile(r"<\s*$"), "<"),
)
_AFTER = ((re.compile(r"\s*tro len\b"), ">="), (re.compile(r"\s*tro xuong\b"), "<="))
_BEFORE_LENGTH = 24  # no comparing words are longer
_NUMBER = r"\d{1,3}(?:\.\d{3})+(?!\d)|\d+(?:[.,]\d+)?"
_SHARE = re.compile(rf"(?<![\d/.,-])({_NUMBER})\s*(?:%|phan tram\b)")
_COUNT = re.compile(rf"(?<![\d/.,-])(?<!\w)({_NUMBER})(?: ?\([^)\d]{{1,12}}\))?\s+(?=[^\W\d])")
# “05/05 trường”: so many of so many; “ngày 20/11 trường …” is a day
_OUT_OF = re.compile(
    r"(?<![\d/.,-])(?<!ngay )(?<!truoc )(?<!tu )(?<!den )(\d{1,4})/\d{1,4}\s+(?=[^\W\d])"
)
_IN_WORDS = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
}  # fmt: skip
_WORD_COUNT = re.compile(
    rf"\b(?:it nhat|toi thieu|khong qua|toi da|tu) ({'|'.join(_IN_WORDS)}) (?=[^\W\d])"
)
# A number behind one of these is a name: “lớp 10”, “mức 2”, “Điều 5”, “tháng 6”.
_NAMED = re.compile(
    r"\b(?:lop|khoi|muc|muc do|cap do|so|thang|quy|ngay|nam|nam hoc|dieu|khoan|diem|tuan|phan|nhom|giai doan|hang|ky|tap)\s*$"
)
_RANKED = re.compile(
    rf"(?:(xep loai|danh gia)[^,.;]{{0,40}}?)?(?:tu )?(?:loai |muc )?({_RANK}) tro len"
)
_BARE_RANK = re.compile(
    r"(?:(?:danh gia|xep loai|xep)(?:,? (?:xep loai|phan loai))?[^,.;%]{0,30}? (?P<done>hoan thanh (?:tot|xuat sac) nhiem vu)"
    r"|(?:xep loai|loai|hoc luc|hanh kiem|ren luyen|hoc tap) (?:\w+ ){0,4}?(?:loai |muc )?(?P<rank>xuat sac|gioi|tot|kha|dat)(?=$|[,;.]| va\b| hoac\b| tro len))\b(?! tro len)"
)
# A prize or a title of some height: “giải khuyến khích trở lên”.
_HEIGHT = re.compile(
    r"\b(giai) (?:\w+ )?(nhat|nhi|ba|khuyen khich|tu)(?: cap \w+)? tro len|\b(danh hieu) ([^,.;:%]{3,60}?) tro len"
)
# “không có học sinh bỏ học” is a number too.
_NONE = re.compile(r"\bkhong (?:co|de xay ra|de|con) (?=[^\W\d])")
_SCORE = re.compile(rf"(?<![\d/.,-])({_NUMBER})(?:/\d+)?(?: (diem)\b)?(?! ?%)")
# Behind a verb a number counts whatever follows it: “đào tạo 20 chuyên gia”.
_ACTS = re.compile(
    r"\b(?:co|dat|dao tao|boi duong|to chuc|xay dung|thanh lap|trang bi|mo|ho tro|trao|duy tri|phat trien)\s+$"
)
# “90% nhiệm vụ được giao trở lên”; a rank in between has its own “trở lên”.
_UP = re.compile(r"(?P<between>[^,.;:\d]{1,40}?) tro len\b")
_HAS_RANK = re.compile(r"hoan thanh|loai|muc|\bdat\b|tot|kha\b|gioi|cap|hang")
_SPAN_OF_TIME = re.compile(r"\b(?:trong|thoi gian|qua|suot)(?: thoi gian)?(?: tu)? *$")
_YEARS_DONE = re.compile(
    r" (?:tro len )?(?:lien tuc |lien ke |lien tiep )?(?:hoan thanh|dat|duoc|xep loai|co\b|lien)"
)


@dataclass(frozen=True, slots=True)
class Threshold:
    """A measure and where it stands: from ``start`` to ``end`` the number with what it counts;
    from ``opens`` to ``closes`` with the words that compare it, “từ 80% trở lên”."""

    comparator: str
    value: float | int | str
    unit: str | None
    start: int
    end: int
    opens: int
    closes: int
    is_compared: bool = True  # said in words; a bare number has the usual meaning


def find_thresholds(text: str) -> list[Threshold]:
    """Every measure in ``text``, in order, none inside another."""
    folded = plain(text)
    found = [
        *(_share(folded, match) for match in _SHARE.finditer(folded)),
        *(_count(text, folded, match) for match in _COUNT.finditer(folded)),
        *(_count(text, folded, match) for match in _OUT_OF.finditer(folded)),
        *(_word_count(text, folded, match) for match in _WORD_COUNT.finditer(folded)),
        *(_ranked(text, match) for match in _RANKED.finditer(folded)),
        *(_bare_rank(text, match) for match in _BARE_RANK.finditer(folded)),
        *(_height(text, match) for match in _HEIGHT.finditer(folded)),
        *(_none(text, match) for match in _NONE.finditer(folded)),
        *(_score(folded, match) for match in _SCORE.finditer(folded)),
    ]
    return _apart(sorted(filter(None, found), key=lambda one: (one.start, -one.end)))


def _apart(found: list[Threshold]) -> list[Threshold]:
    """Those that do not begin inside the one before."""
    kept: list[Threshold] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def as_number(digits: str) -> float | int:
    """“95” → 95, “2,5” → 2.5, “1.000” → 1000: a dot before three digits groups them."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", digits):
        return int(digits.replace(".", ""))
    value = float(digits.replace(",", "."))
    return int(value) if value.is_integer() else value


def comparator_before(folded: str, position: int) -> str | None:
    """The comparison said just before ``position``, if any."""
    sign, _start = _compared(folded, position)
    return sign


def without_up(text: str) -> str:
    """What is counted, without the “trở lên” behind it that compares its number."""
    up = _up_after(plain(text), 0)
    return f"{text[: up.end('between')]}{text[up.end() :]}" if up else text


def _up_after(folded: str, position: int) -> re.Match[str] | None:
    up = _UP.match(folded, position)
    return up if up and not _HAS_RANK.search(up["between"]) else None


def _compared(folded: str, position: int) -> tuple[str | None, int]:
    """The comparison said just before ``position`` and where its words begin."""
    low = max(0, position - _BEFORE_LENGTH)
    before = folded[low:position]
    for pattern, sign in _COMPARATORS:
        if match := pattern.search(before):
            return sign, low + match.start()
    return None, position


def _made(
    folded: str, number: float, unit: str | None, span: tuple[int, int], *, usual: str
) -> Threshold:
    start, end = span
    sign, opens = _compared(folded, start)
    closes = end
    for pattern, after in _AFTER:
        if match := pattern.match(folded, end):
            sign, closes = after, match.end()
    if sign is None and _up_after(folded, end):
        sign = ">="
    return Threshold(sign or usual, number, unit, start, end, opens, closes, sign is not None)


def _share(folded: str, match: re.Match[str]) -> Threshold:
    return _made(folded, as_number(match.group(1)), "%", match.span(), usual="=")


def _count(text: str, folded: str, match: re.Match[str]) -> Threshold | None:
    if _NAMED.search(folded[: match.start()]):
        return None
    sign, opens = _compared(folded, match.start())
    is_sure = sign is not None or bool(_ACTS.search(folded[: match.start()]))
    end = noun_at(text, match.end(), is_sure=is_sure)
    if not end or re.fullmatch(r"(?:19|20)\d\d", match.group(1)):
        return None
    noun = text[match.end() : end].lower()
    if noun in ("năm", "năm học") and _is_span(folded, opens, end, is_compared=sign is not None):
        return None
    return _made(folded, as_number(match.group(1)), noun, (match.start(), end), usual=">=")


def _is_span(folded: str, opens: int, end: int, *, is_compared: bool) -> bool:
    """“trong 5 năm qua”, “02 năm liên tục trước thời điểm xét” are times, no counts of years."""
    if _SPAN_OF_TIME.search(folded[:opens]):
        return True
    return not is_compared and not _YEARS_DONE.match(folded, end)


def _word_count(text: str, folded: str, match: re.Match[str]) -> Threshold | None:
    start = match.start(1)
    end = noun_at(text, match.end(), is_sure=True)
    noun = text[match.end() : end].lower()
    number = _IN_WORDS[match.group(1)]
    return _made(folded, number, noun, (start, end), usual=">=") if end else None


def _none(text: str, match: re.Match[str]) -> Threshold | None:
    end = noun_at(text, match.end(), is_sure=False)
    if not end:
        return None
    noun = text[match.end() : end].lower()
    return Threshold("=", 0, noun, match.start(), end, match.start(), end)


def _score(folded: str, match: re.Match[str]) -> Threshold | None:
    """“điểm trung bình từ 8,5 trở lên”: a number that is compared and counts nothing but points."""
    made = _made(folded, as_number(match.group(1)), "điểm", match.span(), usual="=")
    is_point = match.group(2) or re.search(r"\bdiem\b[^,.;:]*$", folded[: made.opens])
    return made if made.is_compared and is_point else None


def _ranked(text: str, match: re.Match[str]) -> Threshold:
    return _rank(text, match.span(2), match.end(), ">=")


def _bare_rank(text: str, match: re.Match[str]) -> Threshold:
    return _rank(text, match.span("done" if match["done"] else "rank"), match.end(), "=")


def _rank(text: str, span: tuple[int, int], closes: int, sign: str) -> Threshold:
    rank = text[slice(*span)].lower()
    unit = "mức xếp loại" if rank.startswith("hoàn thành") else "xếp loại"
    return Threshold(sign, rank, unit, *span, span[0], closes)


def _height(text: str, match: re.Match[str]) -> Threshold:
    kind, name = (1, 2) if match.group(1) else (3, 4)
    unit, value = (text[slice(*match.span(group))] for group in (kind, name))
    return Threshold(
        ">=", value.lower() if kind == 1 else value, unit.lower(), *match.span(), *match.span()
    )
