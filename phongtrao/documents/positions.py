"""Positions as they are signed: what follows the letterhead is left out, a deputy signs for the head.

NĐ 30/2020/NĐ-CP, phụ lục I, mục II, khoản 7: a deputy signs “KT.” with the position of the head, in one
line above the deputy's own; where a collective is signed for, “TM.” stands above both.
"""

import re

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
