"""A sentence with targets: every number it sets, what it counts, and the words that compare it.

“Đến năm 2027 có trên 85% trường học đạt chuẩn, trong đó 30% đạt mức 2” sets two. A number inside the
name of what is counted (“100% trường có ít nhất 02 câu lạc bộ”) sets none of its own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from phongtrao.reader.text import bare, is_bracketed, plain
from phongtrao.reader.thresholds import Threshold, find_thresholds, without_up

_CUTS = (
    re.compile(r";\s+"),
    re.compile(r"\.\s+(?=[A-ZĐ])"),
    re.compile(r",?\s+(?=trong đó)"),
    re.compile(r",\s+"),
    re.compile(r"\s+(?:và|đồng thời)\s+"),
)
_STRONG = 3
_GROUP = re.compile(r"(?: tro len| tro xuong)? ?(?:o|doi voi|cho|tai|voi) ([^,;.\d]+)[.;]?")
# What may stand between such a cut and its number; more, and the number belongs to the name before.
_OPENING = re.compile(
    r"(?:(?:trong do|phan dau|(?:loai )?(?:xuat sac|gioi|kha|tot|trung binh)|co|dat|bao dam|dam bao|moi [^\d,;]{2,30}?(?= co| dat|$)|ty le [^,;]{3,80}?|so [^,;]{3,60}?)\s*)*(?:dat |la |chiem )*$"
)
# What is said before and after the thing counted, and is no part of its name.
_LEAD_IN = re.compile(
    r"(?:(?:phan dau|trong do|bao dam|dam bao|muc tieu|chi tieu|hoan thanh|toan (?:tinh|nganh|xa|phuong|thanh pho|huyen|truong|quoc)|ca nuoc|nha truong|moi nam|hang nam|hang quy"
    r"|(?:(?:den|het|vao|trong|cuoi|tu) )*(?:cuoi |het |hoc ky \w+ )*(?:thang \d+[/ ]|quy \w+[/ ])*(?:nam (?:hoc )?)?(?:19|20)\d\d(?: ?- ?(?:19|20)\d\d)?"
    r"|moi (?:\w+ ){1,4}?(?=co\b)|co|dat|duy tri|giu vung|thu hut|tang them|giam con|to chuc)\b[,:]?\s*)+"
)
_LINK = re.compile(
    r"[,\s]*(?:\b(?:dat|la|chiem|co|giam con|giam xuong|xuong con|xuong|con|tang len|o muc|dat ty le)\s*)*$"
)
_TAIL = re.compile(
    r"[,\s]*(?:\(?(?:vao|den|trong|truoc)\s+(?:het |cuoi )*(?:(?:ngay|thang|quy|nam(?: hoc)?)\s)[^,;]*)$"
)
# A name of these stands before its number, whatever is said behind it.
_NAMED_BEFORE = ("ty le", "so ", "so luong", "tong ", "thoi gian", "muc ", "diem", "chi so")
_YEAR = re.compile(
    r"(?<!so voi )(?<!cung ky )(?:nam (?:hoc )?(?:20\d\d ?- ?)?|(?:thang|quy) \w{1,3} ?/ ?|(?:den|het|truoc) (?:ngay )?\d{1,2}/\d{1,2}/|giai doan 20\d\d ?- ?)(20\d\d)(?! (?:tro lai|tro ve truoc|den))"
)


# Where what is aimed at begins, behind whom it is asked of: “90% giáo viên | sử dụng thành thạo …”.
_PREDICATE = re.compile(
    r"\b(?:su dung|dat|duoc|co(?! so| quan| cau| che)|thuc hien|tham gia|hoan thanh|tot nghiep|biet|xay dung|to chuc|trien khai|ap dung|dang ky|ket noi|dap ung)\b"
)


@dataclass(frozen=True, slots=True)
class Aim:
    """One number of a sentence: what it counts, and the target in words, “từ 80% trở lên”; ``scope``
    is whom it is asked of, where several numbers have one name."""

    name: str
    text: str
    measure: Threshold
    scope: str | None = None


def read_aims(text: str) -> list[Aim]:
    """Every target a sentence sets, in order; none where it has no number."""
    measures = _leading(text, find_thresholds(text))
    if not measures:
        return []
    cuts = [_cut(text, left, right) for left, right in pairwise(measures)]
    starts = [0, *(end for _start, end in cuts)]
    ends = [*(start for start, _end in cuts), len(text)]
    aims = [
        _aim(text[start:end], text, measure, start)
        for measure, start, end in zip(measures, starts, ends, strict=True)
    ]
    if any(text[start] in ";." for start, _end in cuts):
        return aims  # each clause says all of its own
    groups = [_group_behind(text[m.closes : e]) for m, e in zip(measures, ends, strict=True)]
    return _with_groups(aims, groups) or _with_shared_name(aims)


def _group_behind(after: str) -> str:
    """“… đạt 97% | ở cấp tiểu học”: whom a number is asked of, said behind it."""
    match = _GROUP.fullmatch(plain(after))
    return bare(after[match.start(1) :]) if match else ""


def _with_groups(aims: list[Aim], groups: Sequence[str]) -> list[Aim]:
    """“Tỷ lệ … đạt 97% ở cấp tiểu học và 95% ở cấp trung học cơ sở” is one aim of two groups."""
    name = aims[0].name
    if len(aims) == 1 or not all(groups) or not plain(name).startswith(_NAMED_BEFORE):
        return []
    return [replace(aim, name=name, scope=whom) for aim, whom in zip(aims, groups, strict=True)]


def _with_shared_name(aims: list[Aim]) -> list[Aim]:
    """“70% giáo viên mầm non và 90% giáo viên phổ thông sử dụng thành thạo …” is one aim of two groups."""
    *openings, last = aims
    aimed_at = _PREDICATE.search(plain(last.name))
    is_said_once = aimed_at is not None and not any(
        _PREDICATE.search(plain(a.name)) for a in openings
    )
    are_shares = all(aim.measure.unit == "%" for aim in aims)
    if not openings or aimed_at is None or not (aimed_at.start() and is_said_once and are_shares):
        return aims
    name, group = last.name[aimed_at.start() :], bare(last.name[: aimed_at.start()])
    groups = [*(aim.name for aim in openings), group]
    return [
        replace(aim, name=name, text=f"{aim.text} {whom}", scope=whom)
        for aim, whom in zip(aims, groups, strict=True)
    ]


def year_said(text: str) -> int | None:
    """The year of “đến năm 2027”, the last one of “năm học 2026-2027”; None if none is said."""
    match = _YEAR.search(plain(text))
    return int(match.group(1)) if match else None


def _leading(text: str, measures: list[Threshold]) -> list[Threshold]:
    """The measures that set a target of their own: numbers, and only where the text can be cut."""
    kept: list[Threshold] = []
    for one in measures:
        if isinstance(one.value, str):
            continue
        if not kept or _find_cut(text, kept[-1], one):
            kept.append(one)
    return kept


def _find_cut(text: str, left: Threshold, right: Threshold) -> tuple[int, int] | None:
    folded = plain(text)
    for place, pattern in enumerate(_CUTS):
        found = pattern.finditer(text, left.closes, right.opens + 1)
        cuts = [cut for cut in found if not is_bracketed(text, cut.start())]
        if not cuts:
            continue
        cut = cuts[-1]
        if place < _STRONG or _OPENING.fullmatch(folded[cut.end() : right.opens].strip()):
            return cut.start(), cut.end()
    return None


def _cut(text: str, left: Threshold, right: Threshold) -> tuple[int, int]:
    found = _find_cut(text, left, right)
    assert found is not None  # noqa: S101 -- only what can be cut was kept
    return found


def _aim(clause: str, text: str, measure: Threshold, start: int) -> Aim:
    said = text[measure.opens : measure.closes]
    before, after = clause[: measure.opens - start], clause[measure.closes - start :]
    return Aim(_name(before, after, measure), said, measure)


def _name(before: str, after: str, measure: Threshold) -> str:
    """The noun phrase the number counts: before it (“tỷ lệ … đạt”) or behind it."""
    lead = _LEAD_IN.match(plain(before.lstrip()))
    before = before.lstrip()[lead.end() :] if lead else before
    link = _LINK.search(plain(before))
    before = before[: link.start()] if link else before
    tail = _TAIL.search(plain(after))
    after = after[: tail.start()] if tail else after
    after = bare(without_up(after.lstrip(" ,")))
    label, _colon, rest = before.rpartition(":")
    before = bare(rest if after or bare(rest) else label)  # “Về hạ tầng: 100% …”, “Tỷ lệ …: 90%”
    noun = measure.unit if measure.unit and measure.unit != "%" else ""
    if before and (plain(before).startswith(_NAMED_BEFORE) or not (noun or after)):
        return before
    # “tiếp nhận 1.200 máy tính …” counts the machines; “tập huấn cho 100% giáo viên” keeps its verb.
    return bare(" ".join(filter(None, ("" if noun else before, noun, after))))
