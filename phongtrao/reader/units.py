"""Who acts in a plan: the words organisations and posts are called by."""

import re

from phongtrao.reader.text import bare, plain, tidy

# How the name of a unit or post opens (unmarked).
_OPENINGS = (
    r"(?:cac|nhung|toan the|moi|dai dien|lanh dao|thu truong|truong|pho|can bo)?\s*(?:cac\s+)?"
    r"(?:so\b(?! luong)|phong|ban\b(?! hanh)|van phong|trung tam|truong\b|co quan|don vi|co so|co so giao duc|uy ban|ubnd|bo\b(?! sung)"
    r"|cong doan|doan\b|hoi\b(?! nghi| thao| thi)|hoi dong|thanh tra|bo phan|dong chi|d/c|giam doc|pho giam doc|hieu truong|chanh van phong"
    r"|to\b(?! chuc)|thanh uy|tinh uy|huyen uy|dang uy|chi bo|chi cuc|cuc\b|vu\b|vien\b|dia phuong|xa\b|phuong\b|quan\b|huyen\b"
    r"|nha truong|mat tran|lien doan|khoi\b|cum\b|ttgd|ttgdtx|gd\b|pgd|chuyen vien|giao vien|tap the|ca nhan|thuong truc|bch\b|lanh dao"
    r"|cong chuc|vien chuc|doanh nghiep|bao\b|dai\b|nganh\b|cap uy|chinh quyen|dai bieu|nguoi dung dau)"
)
_UNIT = re.compile(r"[-+•–]?\s*" + _OPENINGS)
_PERSON = re.compile(
    r"\bd/c\b|\bdong chi\b|\bdai dien\b|\b(?:pho )?giam doc\b|\bchanh van phong\b|\bban to chuc\b|\bmc\b"
)
_PERFORMER = re.compile(
    r"[-+•–]?\s*(?:doan|ban|van phong|hoi(?! nghi| thao| thi)|cong doan|lanh dao|truong|dai bieu|nguoi dan)\b"
)

# Where the name of a unit ends and its duty begins.
_DUTY = re.compile(
    r"(?:,? co trach nhiem| chiu trach nhiem| chu tri| chu dong| phoi hop| tham muu| xay dung(?! )| to chuc (?=thuc hien|trien khai|tuyen|kiem|cac)"
    r"| trien khai| huong dan| theo doi| don doc| can cu| thuc hien| tong hop| tiep nhan| quan triet| la don vi| la co quan| la phong"
    r"| bao cao| phan anh| duoc giao| co nhiem vu| ra soat| de xuat| kiem tra| tang cuong| bo tri| bao dam| dam bao| day manh| xay dung| to chuc"
    r"| tuyen truyen| chi dao| phan cong| nghiem tuc| cu )\b"
)
_LONGEST_NAME = 160
_SPLIT = re.compile(r"\s*[;\n]\s*|\s*,\s*(?=[A-ZĐÂÊÔƯƠÁÀẢÃẠÓ])")


def starts_like_unit(text: str) -> bool:
    """Whether ``text`` opens with the name of a unit or a post."""
    return bool(_UNIT.match(plain(text)))


def names_person_or_unit(text: str) -> bool:
    """Whether ``text`` names somebody who performs: “Đ/c Giám đốc”, “Đoàn Thanh niên”."""
    folded = plain(text)
    return bool(_PERSON.search(folded) or _PERFORMER.match(folded))


def split_units(text: str) -> list[str]:
    """The units named in a cell or after “Chủ trì:”, one text each."""
    units = (bare(re.sub(r"^[-+•–]\s*", "", tidy(part))) for part in _SPLIT.split(text))
    return [unit for unit in units if unit]


def split_duty(text: str) -> tuple[str, str]:
    """Cut “Văn phòng Sở chủ trì, …” into the unit and its duty; the unit is empty if none leads."""
    folded = plain(text)
    if not _UNIT.match(folded):
        return "", text
    match = _DUTY.search(folded)
    if not match or match.start() > _LONGEST_NAME:
        return "", text
    return bare(text[: match.start()]), text[match.start() :].lstrip(" ,")
