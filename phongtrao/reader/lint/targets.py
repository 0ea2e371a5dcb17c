"""Targets: a number without a unit, and a target below the one the plan above sets."""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any

from phongtrao.lib.words import gettext_noop as _
from phongtrao.reader.lint.model import ERROR, NOTE, Defect, Paper, Rule, shortened
from phongtrao.reader.model import Finding
from phongtrao.reader.text import plain

NO_UNIT = Rule(
    "targets.no_unit",
    NOTE,
    _("Chỉ tiêu không có đơn vị tính"),
    _("Chỉ tiêu “%(name)s” ghi %(value)s mà không nói là phần trăm, trường, lớp hay gì khác."),
    _("Không có đơn vị tính thì không đo và không cộng được."),
    _("Ghi đơn vị tính cạnh con số hoặc thêm cột “Đơn vị tính”."),
)
BELOW_PARENT = Rule(
    "targets.below_parent",
    ERROR,
    _("Chỉ tiêu thấp hơn kế hoạch cấp trên"),
    _("Năm %(year)s: ở đây %(value)s, kế hoạch cấp trên đặt %(above)s cho “%(name)s”."),
    _("Các đơn vị cùng làm theo chỉ tiêu thấp hơn thì cấp trên không thể đạt."),
    _("Nâng chỉ tiêu cho bằng cấp trên, hoặc nêu lý do và xin ý kiến nơi giao."),
)
RULES = (NO_UNIT, BELOW_PARENT)

_BARE = re.compile(r"[<>=≥≤\s]*\d+(?:[.,]\d+)?\s*")
_SAME_NAME = 0.82  # of two names without marks: “Tỷ lệ trường …” and “Tỉ lệ các trường …”
_AT_LEAST = frozenset({">", ">=", "="})
_SHORT = 90
_WORD = re.compile(r"[a-z]+")
# Words around a number that say nothing of whom it counts: “đạt 80%”, “phấn đấu trên 80%”.
_AROUND = frozenset(
    _WORD.findall("dat phan dau tren duoi toi thieu it nhat hon tu den nam cac so ty ti le tro len")
)
# Whom a target counts: of two that name other groups neither is below the other.
_GROUPS = re.compile(
    r"mam non|mau giao|nha tre|tieu hoc|trung hoc co so|thcs|trung hoc pho thong|thpt|thuong xuyen|nghe nghiep"
    r"|dai hoc|(?<!trung hoc )pho thong|giao vien|hoc sinh|hoc vien|sinh vien|can bo quan ly|nhan vien"
)


def check_units(paper: Paper) -> Iterator[Defect]:
    """Bare numbers in tables; years and a share in the name speak for themselves."""
    for finding in paper.findings["indicators"]:
        name = str(finding.value["name"])
        for target in finding.value["targets"]:
            if target["unit"] or not _BARE.fullmatch(str(target["text"])):
                continue
            if "%" in name or plain(name).startswith(
                ("so ", "tong so")
            ):  # “Số lớp …” says what it counts
                continue
            facts = {"name": shortened(name, _SHORT), "value": str(target["text"])}
            yield paper.defect(NO_UNIT, name, finding, **facts)
            break


def check_parent(paper: Paper) -> Iterator[Defect]:
    """Targets of one name, year and unit against those of the plan above, where one is given."""
    above: list[Mapping[str, Any]] = (paper.parent or {}).get("indicators", [])
    for finding in paper.findings["indicators"]:
        yield from _below(paper, finding, _targets_of(str(finding.value["name"]), above))


# ------------------------------------------------------------------ pieces


def _targets_of(name: str, above: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Targets of what the plan above calls most like this; of all of them where several share the name."""
    groups = _groups(name)
    likes = [(_likeness(name, str(item["name"])), item) for item in above]
    best = max((like for like, _item in likes), default=0.0)
    nearest = [item for like, item in likes if like == best >= _SAME_NAME]
    same = (item for item in nearest if _groups(str(item["name"])) == groups)
    return [target for item in same for target in item["targets"]]


def _below(paper: Paper, finding: Finding, above: list[Mapping[str, Any]]) -> Iterator[Defect]:
    # A copy is never below: a line of the plan above may set one number for each of several groups.
    copies = {_said(higher) for higher in above}
    for target in finding.value["targets"]:
        if _said(target) in copies:
            continue
        for higher in above:
            if _is_below(target, higher) and _is_of_one_group(target, higher):
                facts = {
                    "name": shortened(str(finding.value["name"]), _SHORT),
                    "year": str(target["year"]),
                    "value": str(target["text"]),
                    "above": str(higher["text"]),
                }
                yield paper.defect(BELOW_PARENT, str(target["text"]), finding, **facts)
                return


def _is_below(target: Mapping[str, Any], higher: Mapping[str, Any]) -> bool:
    same = all(target[key] == higher[key] for key in ("year", "unit"))
    if not same or target["year"] is None or target["value"] is None or higher["value"] is None:
        return False
    is_floor = {target["comparator"], higher["comparator"]} <= _AT_LEAST
    return is_floor and float(target["value"]) < float(higher["value"])


def _is_of_one_group(target: Mapping[str, Any], higher: Mapping[str, Any]) -> bool:
    """Unless each names somebody the other does not: “mầm non” here, “phổ thông” there."""
    here, there = (
        set(_WORD.findall(plain(str(one["text"])))) - _AROUND for one in (target, higher)
    )
    return here <= there or there <= here


def _said(target: Mapping[str, Any]) -> tuple[object, str]:
    return target["year"], " ".join(plain(str(target["text"])).split())


def _groups(name: str) -> set[str]:
    return set(_GROUPS.findall(plain(name)))


def _likeness(name: str, other: str) -> float:
    return SequenceMatcher(None, plain(name), plain(other)).ratio()
