"""Who acts in a plan: the words organisations and posts are called by, and where a name ends."""

import re
from collections.abc import Iterator

from phongtrao.reader.text import UPPER, bare, plain, tidy

# How the name of a unit or post opens (unmarked).
_OPENINGS = (
    r"(?:cac|nhung|toan the|moi|dai dien|lanh dao|thu truong|truong|pho|can bo)?\s*(?:cac\s+)?"
    r"(?:so\b(?! luong)|phong|ban\b(?! hanh| giao| tin| do| sao| dang| ve| tom| thuyet| luat)|van phong|trung tam|truong\b|co quan|don vi|co so|co so giao duc|uy ban|ubnd|bo\b(?! sung)"
    r"|cong doan|doan\b|hoi\b(?! nghi| thao| thi)|hoi dong|thanh tra|bo phan|dong chi|d/c|giam doc|pho giam doc|hieu truong|chanh van phong"
    r"|to\b(?! chuc)|thanh uy|tinh uy|huyen uy|dang uy|chi bo|chi cuc|cuc\b|vu\b|vien\b|dia phuong|xa\b|phuong\b|quan\b|huyen\b"
    r"|nha truong|mat tran|lien doan|khoi\b|cum\b|ttgd|ttgdtx|gd\b|pgd|chuyen vien|giao vien|tap the|ca nhan|thuong truc|bch\b|lanh dao"
    r"|cong chuc|vien chuc|doanh nghiep|bao\b(?! cao| dam| gom)|dai\b|nganh\b|cap uy|chinh quyen|dai bieu|nguoi dung dau"
    r"|thon\b|cong an|don bien phong|bo doi\b|ubmttq|ub mttq|mttq|thu ky|(?<=cac )to chuc\b|to chuc (?:dang|doan|chinh tri)|nhom\b|thanh vien|ke toan|tong phu trach|chu tich|hoc vien|bi thu|tinh doan|huyen doan|chi doan|lien doi|y te|thu vien|to truong|quan su|kho bac|nhan vien)"
)
_UNIT = re.compile(r"[-+•–]?\s*" + _OPENINGS)
_PERSON = re.compile(
    r"\bd/c\b|\bdong chi\b|\bdai dien\b|\b(?:pho )?giam doc\b|\bchanh van phong\b|\bban to chuc\b|\bmc\b"
)
_PERFORMER = re.compile(
    r"[-+•–]?\s*(?:doan|ban|van phong|hoi(?! nghi| thao| thi)|cong doan|lanh dao|truong|dai bieu|nguoi dan)\b"
)

# The verbs a duty begins with, where the name of who has it ends. Names write theirs with a capital.
_VERBS = (
    "lanh dao(?=,| va| chi|\\b (?:thuc|to))|truc tiep|sinh hoat|co trach nhiem|chiu trach nhiem|chu tri|chu dong|phoi hop|tham muu|xay dung|trien khai|huong dan|theo doi|don doc"
    "|can cu|thuc hien|tong hop|tiep nhan|quan triet|la (?:don vi|co quan|phong|dau moi|bo phan|co so|noi)|bao cao|phan anh"
    "|duoc giao(?! chu tri| nhiem vu| phu trach| phoi hop)|co nhiem vu|ra soat|de xuat|kiem tra|tang cuong|bo tri|bao dam|dam bao|day manh|tuyen truyen|chi dao"
    "|phan cong|nghiem tuc|cu|mo|lap|trinh|tham dinh|van dong|giam sat|lua chon|hoan thanh|hoan thien|ban hanh|cap nhat"
    "|thong ke|khao sat|binh xet|thanh lap|duy tri|phat dong|phat huy|huy dong|chuan bi|tap huan|cong bo|dang ky|tiep tuc"
    "|thuong xuyen|kip thoi|cung cap|tham gia|long ghep|phat hanh|dang tai|bien soan|thiet ke|nghien cuu|gui|nop|nhan rong"
    "|bieu duong|ton vinh|to chuc (?=thuc hien|trien khai|tuyen|kiem|cac|it nhat|\\d|hoi|cuoc|lop|tap|le|hai|mot|dien|tuan|day|so|tong|danh|khao|bo|sinh|quan)"
    "|tao (?:sinh ke|dieu kien|viec lam|moi truong|san choi)|giup|nhan do dau|xet (?:chon|tang|duyet)|cham (?:thi|diem|chon)"
    "|thi diem|mua sam|sua chua|lap dat|nang cap|dau tu|can doi|cap phat|phan bo|phat song|chia se|ket noi"
    "|danh gia|quan ly|dao tao|boi duong|ho tro|su dung|to chuc|doi moi|giai quyet|xu ly|van hanh|dieu hanh"
)
# Behind these a verb names what the unit is for: “các cơ quan quản lý”, “đơn vị thực hiện”, “Hội đồng đánh giá”.
_FOR = re.compile(
    r"\b(?:co quan|can bo|co so|don vi|(?<!dia )ban|to|dich vu|giao duc|duoc giao|hoi dong|cac|bo phan|trung tam|nguoi|cong tac|chuyen gia|tieu ban|doi|nhom)$"
)
_FOR_VERBS = re.compile(
    r"thuc hien|tong hop|kiem tra|chi dao|tham dinh|giam sat|danh gia|quan ly|dao tao|boi duong|ho tro|su dung|to chuc"
    r"|dieu hanh|thuong xuyen|xet|phoi hop|chu tri(?!,)|van hanh|tham gia|nghien cuu|tap huan|lap|cung cap|kiem|giai quyet|binh xet|tham muu"
)
_DUTY = re.compile(rf",? (?:{_VERBS})\b")
_LONGEST_NAME = 160
_LABEL_LENGTH = 30  # “Đơn vị phối hợp: …” is no second line of a name
# What goes on a name behind its comma: “Sở Văn hóa, Thể thao và Du lịch”, “Báo và Phát thanh, Truyền hình tỉnh”.
_FIELDS = "Thể thao|Du lịch|Gia đình|Phát thanh|Truyền hình|Khen thưởng|Thương binh|Công nghệ và|Hạ tầng|Đô thị|Thông tin (?:và|tuyên truyền)|Truyền thông|Kế toán|Thể dục"
NAME_GOES_ON = rf",(?=\s(?:{_FIELDS})\b)"
_SPLIT = re.compile(
    rf"\s*[;\n]\s*|\s*,\s*(?=[{UPPER}])(?!(?:{_FIELDS})\b)|\s*,\s*(?=(?:tổ|lớp|khối|thôn|cụm|đội|nhóm|ấp|bản) \d)"
)
# A capital “Các” opens a name: “Phòng GDĐT Các cơ sở giáo dục” are two that lost their line break.
_RUN_TOGETHER = re.compile(r"(?<![,;:–-])(?<! và)(?<! của)(?<!thuộc)\s+(?=Các\s)")
_AND = re.compile(
    rf"(?<!Văn phòng Hội đồng nhân dân)(?<!Văn phòng HĐND)\s+và\s+(?=(?:các|những|toàn thể|một số)\s|[{UPPER}])"
)


def starts_like_unit(text: str) -> bool:
    """Whether ``text`` opens with the name of a unit or a post."""
    return bool(_UNIT.match(plain(text)))


def names_person_or_unit(text: str) -> bool:
    """Whether ``text`` names somebody who performs: “Đ/c Giám đốc”, “Đoàn Thanh niên”."""
    folded = plain(text)
    return bool(_PERSON.search(folded) or _PERFORMER.match(folded))


def split_units(text: str) -> list[str]:
    """The units named in a cell or after “Chủ trì:”, one text each."""
    units = (
        bare(re.sub(r"^[-+•–]\s*", "", tidy(part))) for part in _SPLIT.split(whole_lines(text))
    )
    return [unit for unit in units if unit]


def whole_lines(text: str) -> str:
    """A cell whose lines are whole names, each on its own line: “Trường / Cao đẳng …” is one."""
    lines: list[str] = []
    for line in text.split("\n"):
        is_name = starts_like_unit(line) or line[:1] in "-+•–" or ":" in line[:_LABEL_LENGTH]
        if lines and not is_name and not lines[-1].rstrip().endswith((";", ",")):
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
    return "\n".join(_RUN_TOGETHER.sub("\n", line) for line in lines)


def split_named(text: str) -> list[str]:
    """The units of running text: “Đoàn Thanh niên xã và các thôn” → two."""
    return [part for unit in split_units(text) for part in _joined_names(_AND.split(unit)) if part]


def split_duty(text: str) -> tuple[str, str]:
    """Cut “Văn phòng Sở chủ trì, …” into the unit and its duty; the unit is empty if none leads."""
    if not starts_like_unit(text):
        return "", text
    end, start = name_end(text)
    if end == 0 or end > _LONGEST_NAME:
        return "", text
    return bare(text[:end]), text[start:]


def name_end(text: str) -> tuple[int, int]:
    """Where the name at the head of ``text`` ends and where its duty begins; (0, 0) if no duty follows."""
    folded = plain(text)
    for match in _DUTY.finditer(folded):
        start = match.start() + len(match.group()) - len(match.group().lstrip(" ,"))
        is_name = text[start].isupper()
        is_what_for = _FOR.search(folded[: match.start()]) and _FOR_VERBS.match(folded, start)
        if not is_name and not is_what_for:
            return match.start(), start
    return 0, 0


def _joined_names(parts: list[str]) -> Iterator[str]:
    """“Giáo dục và Đào tạo” is one name: what follows “và” must open like a unit."""
    name = ""
    for part in parts:
        if name and starts_like_unit(part):
            yield name
            name = part
        else:
            name = f"{name} và {part}" if name else part
    yield name
