"""Measures inside a criterion: “tối thiểu 10%”, “ít nhất 02 năm”, “xếp loại từ loại đạt trở lên”."""

import re
from dataclasses import dataclass

from phongtrao.reader.text import plain

# What is counted in emulation criteria; a longer name wins.
_NOUNS = (
    "sang kien|de tai|giai phap|nam hoc|nam|cong trinh|bai bao|nhiem vu|mo hinh|san pham|tap the|ca nhan|giai thuong|giai"
    "|lan|luot|chuyen de|hoat dong|hoi nghi|lop|khoa|buoi|danh hieu|bang khen|giay khen|don vi|to chuc|de an|du an"
)
_RANK = r"hoan thanh (?:tot |xuat sac )?nhiem vu|xuat sac|gioi|kha|tot|dat|trung binh|muc \d|cap do \d|loai [abc]"
_AT_LEAST = "it nhat|toi thieu|tu|khong it hon|khong duoi|tren hoac bang|co tu"
_MORE = "tren|hon|vuot|lon hon"
_LESS = "duoi|nho hon|it hon"
_AT_MOST = "toi da|khong qua|khong vuot qua"

_COMPARATORS = (
    (re.compile(rf"\b(?:{_AT_MOST})\W*$"), "<="),
    (re.compile(rf"\b(?:{_AT_LEAST})\W*$"), ">="),
    (re.compile(rf"\b(?:{_LESS})\W*$"), "<"),
    (re.compile(rf"\b(?:{_MORE})\W*$"), ">"),
    (re.compile(r"(?:>=|≥)\s*$"), ">="),
    (re.compile(r"(?:<=|≤)\s*$"), "<="),
    (re.compile(r">\s*$"), ">"),
    (re.compile(r"<\s*$"), "<"),
)
_SHARE = re.compile(r"(\d+(?:[.,]\d+)?)\s*%")
_COUNT = re.compile(rf"(?<![\d/.-])(\d{{1,4}})\s+({_NOUNS})\b")
_RANKED = re.compile(
    rf"(?:(xep loai|danh gia)[^,.;]{{0,40}}?)?(?:tu )?(?:loai |muc )?({_RANK}) tro len"
)


@dataclass(frozen=True, slots=True)
class Threshold:
    """A measure and where it stands in the text."""

    comparator: str
    value: float | int | str
    unit: str | None
    start: int
    end: int


def find_thresholds(text: str) -> list[Threshold]:
    """Every measure in ``text``, in order; years, dates and phases are no measures."""
    folded = plain(text)
    found = [
        *(_share(folded, match) for match in _SHARE.finditer(folded)),
        *(_count(text, folded, match) for match in _COUNT.finditer(folded)),
        *(_ranked(text, match) for match in _RANKED.finditer(folded)),
    ]
    return sorted(filter(None, found), key=lambda threshold: threshold.start)


def as_number(digits: str) -> float | int:
    """“95” → 95, “2,5” → 2.5."""
    value = float(digits.replace(",", "."))
    return int(value) if value.is_integer() else value


def comparator_before(folded: str, position: int) -> str | None:
    """The comparison said just before ``position``, if any."""
    before = folded[:position]
    return next((sign for pattern, sign in _COMPARATORS if pattern.search(before)), None)


def _share(folded: str, match: re.Match[str]) -> Threshold:
    sign = comparator_before(folded, match.start())
    sign = ">=" if folded.startswith(" tro len", match.end()) else sign
    return Threshold(sign or "=", as_number(match.group(1)), "%", match.start(), match.end())


def _count(text: str, folded: str, match: re.Match[str]) -> Threshold | None:
    sign = comparator_before(folded, match.start())
    noun = text[match.start(2) : match.end(2)].lower()
    is_span = noun == "năm" and not folded.startswith(
        (" hoan thanh", " dat", " lien tuc"), match.end()
    )
    if sign is None and is_span:
        return None  # “trong 5 năm” is a time, not a count
    return Threshold(sign or ">=", int(match.group(1)), noun, match.start(), match.end())


def _ranked(text: str, match: re.Match[str]) -> Threshold:
    rank = text[match.start(2) : match.end(2)].lower()
    unit = "mức xếp loại" if rank.startswith("hoàn thành") else "xếp loại"
    return Threshold(">=", rank, unit, match.start(2), match.end())
