"""Many units named at once: “các trường THPT”, “UBND các xã, phường” → kinds × levels. No database.

Only a name that says “all of them” is one: “Trường THPT Sông Ngân” and “Sở Y tế” are not.
"""

import re
from dataclasses import dataclass

from phongtrao.orgs.models import Unit
from phongtrao.plans.intake.issuer import full_name

K, L = Unit.Kind, Unit.Level
SCHOOLING = (K.SCHOOL, K.CENTRE)


@dataclass(frozen=True, slots=True)
class Collective:
    """Units of these kinds; of these levels, or whatever level.

    ``has_ended``: no unit of the kind is left since 1/7/2025. ``begins``: how their names begin.
    """

    kinds: tuple[str, ...]
    levels: tuple[str, ...] = ()
    is_directly_under: bool = False
    begins: str = ""
    has_ended: bool = False


_PLURAL = r"(?:cac|toan bo cac|tat ca cac|tat ca|moi)"
_WHO = r"(?:(?:thu truong|hieu truong|lanh dao|giam doc|chu tich|truong phong|dai dien) )?"
_OFFICES = "Phòng Giáo dục và Đào tạo"
_LEVELS = (
    ("mam non", L.PRESCHOOL),
    ("mau giao", L.PRESCHOOL),
    ("tieu hoc", L.PRIMARY),
    ("trung hoc co so", L.LOWER),
    ("trung hoc pho thong", L.UPPER),
)
# The first that fits decides. District names end the pattern: “Phòng GDĐT huyện Suối Mây” is one unit.
_TABLE: tuple[tuple[re.Pattern[str], Collective], ...] = tuple(
    (re.compile(rf"{_WHO}(?:{pattern})$"), group)
    for pattern, group in (
        (
            rf"(?:{_PLURAL} )?phong giao duc va dao tao(?: (?:cac |cap )?(?:quan|huyen|thi xa|thanh pho|va|thuoc tinh)\b)*",
            Collective((K.OFFICE,), begins=_OFFICES, has_ended=True),
        ),
        (
            (
                r"(?:uy ban nhan dan )?(?:(?:cac|cap) )(?:quan|huyen|thi xa)\b(?: (?:quan|huyen|thi xa|thanh pho|va|thuoc tinh)\b)*"
                r"|uy ban nhan dan (?:quan|huyen)(?: (?:quan|huyen|thi xa|thanh pho|va)\b)*"
            ),
            Collective((K.DISTRICT,), has_ended=True),
        ),
        (
            (
                r"(?:uy ban nhan dan )?(?:(?:cac|cap) )(?:xa|phuong)\b(?: (?:xa|phuong|thi tran|dac khu|va|tren dia ban(?: tinh| thanh pho)?)\b)*"
                r"|uy ban nhan dan (?:xa|phuong)(?: (?:xa|phuong|thi tran|dac khu|va)\b)*"
            ),
            Collective((K.COMMUNE,)),
        ),
        (
            rf"{_PLURAL} (?:don vi|co so giao duc|truong|don vi truong hoc|truong hoc)(?: va)?(?: \w+){{0,4}} truc thuoc(?: so(?: giao duc va dao tao)?)?",
            Collective(SCHOOLING, is_directly_under=True),
        ),
        (
            rf"{_PLURAL} phong(?: ban)?(?: chuyen mon)?(?: nghiep vu)?(?: (?:thuoc|cua))?(?: co quan)? so(?: giao duc va dao tao)?",
            Collective((K.OFFICE,), is_directly_under=True),
        ),
        (rf"{_PLURAL} (?:nha truong|truong|truong hoc)", Collective((K.SCHOOL,))),
        (
            rf"{_PLURAL} (?:co so giao duc|don vi truong hoc|truong hoc va co so giao duc)(?: tren dia ban(?: tinh| thanh pho)?)?",
            Collective(SCHOOLING),
        ),
        (
            rf"{_PLURAL} trung tam(?: giao duc thuong xuyen| gdtx| gdnn gdtx)*",
            Collective((K.CENTRE,)),
        ),
    )
)
_SCHOOLS = re.compile(
    rf"{_WHO}{_PLURAL} (?:truong|co so giao duc)((?: (?:pho thong|{'|'.join(name for name, _level in _LEVELS)}|va|truong|cac))+)$"
)


def collective_of(name: str) -> Collective | None:
    """Whom a collective name means; None where it is the name of one.

    >>> collective_of("Các trường THCS, THPT").levels
    ('lower', 'upper')
    """
    words = " ".join(re.sub(r"[^\w]+", " ", full_name(name)).split())
    if match := _SCHOOLS.match(words):
        levels = tuple(dict.fromkeys(level for said, level in _LEVELS if said in match[1]))
        if levels or "pho thong" in match[1]:
            return Collective((K.SCHOOL,), levels or (L.PRIMARY, L.LOWER, L.UPPER))
    return next((group for pattern, group in _TABLE if pattern.match(words)), None)
