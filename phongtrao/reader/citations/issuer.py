"""Who issued a cited document: the name after “của”, or what its number says."""

import re

from phongtrao.reader.text import plain, word_set

_OF = re.compile(r"[,\s]*c[uưtai]{1,3}a\s+")
_TOKEN = re.compile(r"\S+")
# Small words inside the names of authorities.
_SMALL = word_set(
    "ban bi thu bo chinh tri phu quoc hoi dong nhan dan thanh pho tinh huyen quan xa phuong "
    "thi tran thuong vu chap hanh trung uong va dang khoa dao chi lanh tuong uy giao duc tao "
    "cong nghe doan lao dac khu tich giam doc truong tong lien"
)
# Second syllables of their fields (Xây dựng, Văn hóa); only right behind a capitalised word.
_SECOND = word_set(
    "hoc dung tin thong hoa thao lich nguyen moi truong nghiep phap te phong an giao hoach "
    "dau binh toc nien nu khuyen vien sat kiem chien"
)
_STOPS = (",", ";", ".", ":", ")", "”", '"')
_NEVER = (
    "ban hanh", "thi dua", "chi dao trien", "chi dao thuc", "va cac", "va phat", "va viec", "va ke hoach",
    "va nghi quyet", "va ket luan", "va chuong trinh", "va quyet dinh", "va cong van", "va huong dan", "va chi thi",
    "va thong", "va nghi dinh", "va luat", "va phong trao", "cong nhan", "lao dong",
)  # fmt: skip
_LISTED_NAMES = ("van hoa, the thao", "lao dong, thuong binh", "nong nghiep, ")
# Only endings that can mean one authority; UBND and TU need a place, TW has several organs.
_BY_ENDING = {
    "CP": "Chính phủ", "TTg": "Thủ tướng Chính phủ", "BGDĐT": "Bộ Giáo dục và Đào tạo",
    "BKHCN": "Bộ Khoa học và Công nghệ", "BNV": "Bộ Nội vụ", "BTC": "Bộ Tài chính",
    "SGDĐT": "Sở Giáo dục và Đào tạo", "SKHCN": "Sở Khoa học và Công nghệ", "SNV": "Sở Nội vụ",
}  # fmt: skip


def read_issuer(text: str, folded: str, position: int) -> tuple[str | None, int]:
    """The issuer named at ``position`` (“ của …”) and where its name ends; (None, position) if none."""
    opening = _OF.match(folded, position)
    return read_name(text, folded, opening.end()) if opening else (None, position)


def read_name(text: str, folded: str, start: int) -> tuple[str | None, int]:
    """The authority whose name begins at ``start``, and where it ends; (None, start) if none."""
    end = start
    is_after_capital = False
    for token in _TOKEN.finditer(text, start):
        is_second = is_after_capital and plain(token.group()).strip(",;.:)”") in _SECOND
        if not (is_second or _belongs(token, folded, start)):
            break
        end, is_after_capital = token.end(), token.group()[0].isupper()
        if token.group().endswith(_STOPS) and not _is_listed_name(folded, start, end):
            break
    name = re.sub(r"(?:\s+(?:và|va|thành|về))+$", "", text[start:end].rstrip(' ,;.:)”"'))
    return (name, start + len(name)) if name else (None, start)


def issuer_of_number(number: str) -> str | None:
    """The authority a number names by itself: “02/NQ-CP” → Chính phủ."""
    ending = re.split(r"[-/]", number)[-1]
    if re.fullmatch(r"QH\d+", ending):
        return "Quốc hội"
    return _BY_ENDING.get(ending)


def _belongs(token: re.Match[str], folded: str, start: int) -> bool:
    word = token.group()
    if word[0] in '(“"' or any(folded.startswith(phrase, token.start()) for phrase in _NEVER):
        return token.start() == start and word[0] not in '(“"'
    if word[0].isupper():
        return True
    return plain(word).strip(",;.:)”") in _SMALL


def _is_listed_name(folded: str, start: int, end: int) -> bool:
    """A comma inside a name: Bộ Văn hóa, Thể thao và Du lịch."""
    return any(
        (place := folded.find(name, start, end + 20)) >= 0 and place + name.find(",") == end - 1
        for name in _LISTED_NAMES
    )
