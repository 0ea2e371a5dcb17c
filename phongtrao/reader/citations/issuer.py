"""Who issued a cited document: the name after “của”; what its number would tell is no word of the text."""

import re

from phongtrao.reader.text import plain, starts_upper, word_set

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
    "dau binh hoi toc nien nu khuyen vien sat kiem chien"
)
_FOR = re.compile(r"( ve [^;.()]{10,140}?),? ve (?:viec )?")
_STOPS = (",", ";", ".", ":", ")", "”", '"')
_NEVER = (
    "ban hanh", "thi dua", "chi dao trien", "chi dao thuc", "va cac", "va phat", "va viec", "va ke hoach",
    "va nghi quyet", "va ket luan", "va chuong trinh", "va quyet dinh", "va cong van", "va huong dan", "va chi thi",
    "va thong", "va nghi dinh", "va luat", "va phong trao", "cong nhan", "lao dong",
)  # fmt: skip
_LISTED_NAMES = ("van hoa, the thao", "lao dong, thuong binh", "nong nghiep, ")


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
        if not (is_second or _belongs(token, folded, start) or _joins_fields(token, text)):
            break
        end, is_after_capital = token.end(), token.group()[0].isupper()
        if token.group().endswith(_STOPS) and not _is_listed_name(folded, start, end):
            break
    end = max(end, _named_for(folded, start, end))
    name = re.sub(r"(?:\s+(?:và|va|thành|về))+$", "", text[start:end].rstrip(' ,;.:)”"'))
    return (name, start + len(name)) if name else (None, start)


def _joins_fields(token: re.Match[str], text: str) -> bool:
    """The dash of “Phòng Văn hóa - Xã hội”: a capital stands behind it."""
    return token.group() in ("-", "–") and starts_upper(text[token.end() :].lstrip()[:1])


def _named_for(folded: str, start: int, end: int) -> int:
    """Where “Ban Chỉ đạo Trung ương về phát triển …” ends: the name says what the committee is for,
    and what its paper is about comes behind a second “về”."""
    if not folded.startswith("ban chi dao", start):
        return end
    named = _FOR.match(folded, end)
    return named.end(1) if named else end


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
