"""What plans count: the nouns that follow a number, “02 sáng kiến”, “1.000 học liệu số”.

A noun of the table is taken whole. Of an unknown one only the words before a verb or a preposition
are the noun, at most two: most Vietnamese nouns are two syllables.
"""

import re

from phongtrao.reader.text import plain, word_set

# Unmarked; a longer name wins over a shorter one that begins it.
_NOUNS = (
    "sang kien", "sang kien kinh nghiem", "de tai", "de tai nghien cuu", "de an", "du an", "giai phap", "y tuong",
    "cong trinh", "bai bao", "bai viet", "tin bai", "tin, bai", "bai du thi", "san pham", "san pham so",
    "san pham du thi", "tac pham", "mo hinh", "mo hinh moi", "dien hinh", "guong dien hinh", "nhiem vu", "chuyen de",
    "hoat dong", "hoi nghi", "hoi thao", "toa dam", "hoi thi", "cuoc thi", "giai", "giai thuong", "huy chuong", "khoa",
    "khoa hoc", "lop", "lop hoc", "lop boi duong", "lop tap huan", "buoi", "dot", "cuoc", "lan", "luot", "luot nguoi",
    "tiet", "tiet hoc", "tiet day", "bai giang", "bai giang so", "bai giang dien tu", "bai hoc", "hoc lieu", "hoc lieu so",
    "video", "phan mem", "he thong", "dich vu", "ho so", "tai lieu", "dau sach", "cuon sach", "nam", "nam hoc", "thang",
    "tuan", "ngay", "gio", "phut", "diem", "nguoi", "hoc sinh", "hoc vien", "sinh vien", "giao vien", "nha giao",
    "can bo", "dang vien", "doan vien", "vien chuc", "tap the", "ca nhan", "ho gia dinh", "don vi", "to chuc",
    "co so giao duc", "truong", "truong hoc", "trung tam", "cau lac bo", "phong hoc", "phong may", "phong thi nghiem",
    "may tinh", "thiet bi", "danh hieu", "bang khen", "giay khen", "co thi dua", "xa", "phuong", "thon", "to cong nghe so",
    "chuyen gia", "dong chi", "can bo quan ly", "su co", "vu", "vu viec", "tai nan", "truong hop", "don thu", "khieu nai",
    "cong trinh, phan viec", "viec", "trieu dong", "ty dong", "dong", "doi", "doi thi", "to", "nhom", "ngan hang", "bo",
)  # fmt: skip
# With their marks: “từ” ends a noun, “tủ” begins one.
_STOPS = word_set(
    "được đạt có cấp trong do về của và hoặc cho để trở tại ở theo là từ đến phải không đã sẽ bị so với "
    "trên dưới mỗi năm thuộc khi nếu bằng vào tham đăng hoàn gồm nhằm cùng hằng hàng như nửa"
)
_NOUN = re.compile(rf"(?:{'|'.join(sorted(_NOUNS, key=len, reverse=True))})(?!\w)")
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 2  # words of a noun that is not in the table


def noun_at(text: str, position: int, *, is_sure: bool) -> int:
    """Where the counted noun that begins at ``position`` ends; 0 where nothing is counted there.

    ``is_sure``: a comparing word stands before the number, so that a noun that is not in the table
    counts too.
    """
    if known := _NOUN.match(plain(text), position):
        return known.end()
    return _unknown(text, position) if is_sure else 0


def _unknown(text: str, position: int) -> int:
    end = 0
    for _ in range(_LONGEST):
        word = _WORD.match(text, position)
        if not word or word.group().lower() in _STOPS:
            break
        end = word.end()
        position = end + 1
    return end
