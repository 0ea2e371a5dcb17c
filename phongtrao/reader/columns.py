"""What the columns of a plan's tables are called, and what they mean."""

import re
from collections.abc import Sequence

from phongtrao.reader.text import plain, word_set

ORDINAL, CONTENT, LEAD, SUPPORT, TIME, RESULT, PERFORMER, INDICATOR, TARGET, START, END, OTHER = (
    "ordinal", "content", "lead", "support", "time", "result", "performer", "indicator", "target",
    "start", "end", "other",
)  # fmt: skip
MEASURE, BASELINE, CRITERION, SUBJECT, LEVEL = (
    "measure", "baseline", "criterion", "subject", "level",
)  # fmt: skip

# First match wins, so the longer names come first. Unmarked text: headers are often in capitals.
_NAMES = (
    (ORDINAL, r"\b(?:so )?s?tt\b|^lan$"),
    (MEASURE, r"don vi (?:tinh|do)|dvt"),
    (BASELINE, r"(?:ket qua |so lieu )?(?:hien trang|hien nay|uoc thuc hien|(?:ket qua|thuc hien|dat duoc)(?= (?:den |het |nam |hoc )*20\d\d))(?: (?:den|het|nam|hoc))*(?: 20\d\d)?(?: ?- ?20\d\d)?"),
    (LEAD, r"(?:truong|don vi|co quan|noi) (?:dang cai|chu nha)"),
    (LEAD, r"(?:co quan|don vi|dv|bo phan) (?:thuc hien|phu trach|chiu trach nhiem) chinh"),
    (LEAD, r"(?:(?:co quan|don vi|dv|bo phan|phong|nguoi|ca nhan)(?:/ca nhan|, ca nhan|, don vi)? )?(?:chu tri|dau moi)(?: thuc hien)?"),
    (SUPPORT, r"(?:(?:co quan|don vi|dv|bo phan|nguoi|ca nhan)(?:/ca nhan|, ca nhan|, don vi)? )?phoi hop(?: thuc hien)?|(?:co quan|don vi|dv|bo phan) (?:tham gia|cung thuc hien|lien quan)"),
    (TIME, r"thoi gian(?: thuc hien| hoan thanh)?|thoi han(?: hoan thanh)?|tien do(?: thuc hien)?|han(?: chot)? hoan thanh|thoi diem(?: hoan thanh| thuc hien)?|^(?:thang|ngay|tuan|lich|han chot|han)(?:[/, -]+(?:thang|tuan|ngay|nam))?$|^(?:ngay|thang|tuan)(?= (?:noi dung|cong viec|nhiem vu|hoat dong|nguoi|don vi)\b)"),
    # One word heads a column: the whole cell, or the last words of a flattened header.
    (TIME, r"(?<!ket qua )(?<!muc do )(?<!ty le )\b(?:(?:phai )?hoan thanh|xong)(?: (?:truoc|trong))?(?: ngay)?$|\b(?:han|moc)(?: thoi gian)?$"),
    (RESULT, r"ket qua(?: thuc hien| dat duoc| du kien| can dat| dau ra)?|san pham(?: dau ra| du kien| can dat)?|dau ra"),
    (PERFORMER, r"(?:don vi|co quan|nguoi|ca nhan|bo phan)(?:[/,] ?(?:ca nhan|don vi|nguoi))?(?: duoc)? (?:thuc hien|phu trach|phan cong)|phu trach"),
    # A whole cell only: in a flattened header “Chỉ tiêu” and “Năm 2030” are two columns.
    (TARGET, r"^(?:chi tieu|muc) (?:\w+ ){0,3}(?:20\d\d ?- ?)?(20\d\d)$"),
    (TARGET, r"^(?:(?:chi tieu|ke hoach|muc) (?:duoc )?giao|chi tieu ke hoach|muc (?:tieu|phan dau)|ke hoach)$"),
    (TARGET, r"(?:(?:muc tieu|phan dau|ke hoach|lo trinh|den|cuoi|nam|hoc|het|giai doan|thuc hien) )*(?:20\d\d ?- ?)?(20\d\d)(?! ?/ ?[a-z])"),
    (INDICATOR, r"(?:ten |cac |noi dung )?chi (?:tieu|so)"),
    (CRITERION, r"(?:noi dung )?(?:cac )?(?:tieu chuan|tieu chi|dieu kien)"),
    (SUBJECT, r"doi tuong(?: khen thuong| xet(?: tang)?)?"),
    (LEVEL, r"muc (?:do )?(?:phai dat|can dat|dat|yeu cau|toi thieu)|yeu cau toi thieu|nguong|(?:^|(?<=\btieu chuan )|(?<=\btieu chi )|(?<=\bdieu kien ))muc$"),
    (CONTENT, r"(?:ten |cac )?nhiem vu(?:(?:,| va|/) giai phap)?|(?:cac )?noi dung(?: cong viec| nhiem vu| thuc hien)?|(?:ten )?(?:cong viec|hoat dong|chuyen de|chu de)|viec can lam"),
    (START, r"^tu$|\btu(?= den )|(?:gio )?bat dau"),
    (END, r"^den$|(?<=\btu )den\b|(?:gio )?ket thuc"),
    (OTHER, r"(?:co quan|don vi|nguoi|phong|bo phan)(?:/\w+)? (?:theo doi|tong hop|bao cao|giam sat|cung cap|danh gia)|ghi chu|kinh phi|nguon(?: kinh phi)?"),
)  # fmt: skip
# Two patterns may share a name, a group may not: the number tells them apart.
_ANY = re.compile("|".join(f"(?P<{name}_{at}>{p})" for at, (name, p) in enumerate(_NAMES)))
_YEAR = re.compile(r"20\d\d")
# A row opens with its number, or in a calendar with its month.
_NUMBERED = re.compile(r"\d{1,3}[.)]?|(?:[Tt]háng )?\d{1,2} ?[/-] ?20\d\d|[Tt]háng \d{1,2}")
_BETWEEN = (",", "/", "va", "-", "hoac", ";")
_HEADER_LENGTH, _FEW_COLUMNS = 60, 2
HEADER_START = re.compile(r"\W*(?:so )?s?tt\b")


def name_column(header: str) -> str:
    """The meaning of one header cell; a target column carries its year: “target:2030”."""
    match = _ANY.search(" ".join(plain(header).split()))
    return _named(match) if match else OTHER


def find_columns(header: str) -> tuple[str, ...]:
    """The columns named in a flattened header, in order."""
    folded = " ".join(plain(header).split())
    names: list[str] = []
    end = 0
    for match in _ANY.finditer(folded):
        name = _named(match)
        # “Kết quả, sản phẩm” is one column with two words for it
        is_same = (
            bool(names) and name == names[-1] and folded[end : match.start()].strip() in _BETWEEN
        )
        if not is_same:
            names.append(name)
        end = match.end()
    return tuple(names)


def is_header_text(line: str) -> bool:
    """Whether ``line`` holds nothing but words of column names."""
    words = re.findall(r"[^\W\d]+", plain(line))
    return bool(words or _YEAR.search(line)) and all(word in _HEADER_WORDS for word in words)


def is_header_row(cells: Sequence[str]) -> bool:
    """Whether a real table row is a header: two or more of its cells are known column names.

    A row that opens with its number is data, whatever words its cells hold (“Tháng 9/2026”, “Sản phẩm”).
    """
    if cells and _NUMBERED.fullmatch(cells[0]):
        return False
    named = [name_column(cell) for cell in cells if len(cell) <= _HEADER_LENGTH]
    known = [name for name in named if name != OTHER]
    return len(known) >= _FEW_COLUMNS and len(known) >= len([cell for cell in cells if cell]) / 2


def target_year(column: str) -> int | None:
    """2030 for “target:2030”; None for any other column."""
    name, _, year = column.partition(":")
    return int(year) if name == TARGET and year else None


def _named(match: re.Match[str]) -> str:
    name = (match.lastgroup or OTHER).rpartition("_")[0] or OTHER
    years = _YEAR.findall(match.group())
    return f"{TARGET}:{years[-1]}" if name == TARGET and years else name


_HEADER_WORDS = word_set(
    "stt tt dv so nhiem vu giai phap co quan don vi bo phan phong ca nhan chu tri phoi hop thuc "
    "hien thoi gian han hoan thanh tien do ket qua dat duoc du kien san pham dau ra nguoi phu "
    "trach phan cong chi tieu ten cac noi dung cong viec hoat dong den muc ke hoach nam het "
    "giai doan ghi chu kinh phi dvt nguon tinh va hien trang giao phan dau cuoi lo trinh theo doi "
    "xong moc truoc phai tu ngay thang chot lich thoi diem dau moi tong hop theo doi tuong tieu chuan chi dieu kien yeu cau toi thieu phai can "
    "trong tam chinh tham gia cung lien quan chiu trach nhiem yeu chuyen de truong dang cai lan viec can lam"
)
