"""Positions as they are signed: what follows the letterhead is left out, a deputy signs for the head.

NĐ 30/2020/NĐ-CP, phụ lục I, mục II, khoản 7: a deputy signs “KT.” with the position of the head, in one
line above the deputy's own; where a collective is signed for, “TM.” stands above both.
"""

import re

from phongtrao.orgs.models import Unit

_HEADS = "Chủ tịch|Giám đốc|Hiệu trưởng|Trưởng phòng|Chánh Văn phòng"
_OF_WHAT = "Sở|UBND|Ủy ban nhân dân|xã|phường|đặc khu|tỉnh|thành phố|Trung tâm|trường"
_WITH_UNIT = re.compile(rf"((?:Phó |Quyền )?(?:{_HEADS})) (?:{_OF_WHAT})\b.*", re.IGNORECASE)
_DEPUTY = re.compile(rf"Phó (?P<head>{_HEADS})\b.*", re.IGNORECASE)


def bare_position(position: str) -> str:
    """“Giám đốc Sở” signs as “Giám đốc”: the letterhead says of what."""
    match = _WITH_UNIT.fullmatch(position.strip())
    return match[1] if match else position.strip()


def capacity_for(position: str, capacity: str = "") -> str:
    """The capacity as said; of a deputy who says none, “KT. Giám đốc”."""
    if capacity.strip():
        return capacity.strip()
    match = _DEPUTY.fullmatch(bare_position(position))
    return f"KT. {match['head'][:1].upper()}{match['head'][1:]}" if match else ""


def head_of(unit: Unit, position: str = "") -> str:
    """Who decides for the unit, before its name: “Giám đốc”, “Chủ tịch Ủy ban nhân dân”; a deputy signs for the same.

    ``position``: of whoever signs, where the kind of unit does not say what its head is called.
    """
    said = _HEAD_OF_KIND.get(unit.kind) or position.removeprefix("Phó ").strip() or "Thủ trưởng"
    return said if _NAMED_COMMITTEE.match(unit.name) else f"{said}{_COMMITTEE.get(unit.kind, '')}"


_HEAD_OF_KIND: dict[str, str] = {
    Unit.Kind.DEPARTMENT: "Giám đốc",
    Unit.Kind.CENTRE: "Giám đốc",
    Unit.Kind.SCHOOL: "Hiệu trưởng",
    **dict.fromkeys((Unit.Kind.PROVINCE, Unit.Kind.DISTRICT, Unit.Kind.COMMUNE), "Chủ tịch"),
}
_COMMITTEE: dict[str, str] = dict.fromkeys(
    (Unit.Kind.PROVINCE, Unit.Kind.DISTRICT, Unit.Kind.COMMUNE), " Ủy ban nhân dân"
)
_NAMED_COMMITTEE = re.compile(r"(ủy ban nhân dân|uỷ ban nhân dân|ubnd)\b", re.IGNORECASE)
