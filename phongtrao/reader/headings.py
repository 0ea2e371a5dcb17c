"""The words that head the sections of a plan.

A heading is read from its start: “Tăng cường các giải pháp …” is a task, not a section on
solutions.
"""

from difflib import SequenceMatcher

from phongtrao.reader.text import plain

# Section → how its heading opens (unmarked); the longest phrase that fits wins.
HEADINGS = {
    "purposes": ("muc dich", "muc tieu", "muc tieu chung", "quan diem", "y nghia"),
    "requirements": ("yeu cau",),
    "subjects": ("doi tuong", "doi tuong thi dua", "doi tuong tham gia"),
    "phases": ("thoi gian", "lo trinh", "tien do", "cac giai doan", "giai doan thuc hien", "thoi gian thuc hien"),
    "form": ("hinh thuc", "hinh thuc to chuc"),
    "place": ("dia diem",),
    "participants": ("thanh phan", "thanh phan tham du", "khach moi", "dai bieu"),
    "agenda": ("chuong trinh", "chuong trinh hoi nghi", "chuong trinh du kien", "noi dung chuong trinh", "kich ban"),
    "contents": ("noi dung", "nhiem vu", "cac nhiem vu", "nhiem vu trong tam", "mot so noi dung", "mot so hoat dong", "cac noi dung", "hoat dong", "cac hoat dong"),
    "solutions": ("giai phap", "cac giai phap", "giai phap thuc hien", "bien phap"),
    "indicators": ("chi tieu", "cac chi tieu", "muc tieu cu the", "cac muc tieu cu the", "mot so chi tieu", "muc tieu, chi tieu"),
    "criteria": ("tieu chi", "tieu chuan", "dieu kien", "tieu chi thi dua", "tieu chuan khen thuong"),
    "award_forms": ("hinh thuc khen", "hinh thuc khen thuong", "hinh thuc va tieu chuan khen thuong", "danh hieu"),
    "award_rules": ("khen thuong", "noi dung khen thuong", "cong tac khen thuong", "thi dua khen thuong", "khen thuong hang nam"),
    "responsibilities": ("to chuc thuc hien", "phan cong", "phan cong thuc hien", "phan cong nhiem vu", "trach nhiem", "to chuc trien khai", "trach nhiem thuc hien"),
    "reports": ("che do bao cao", "che do thong tin", "bao cao", "thoi han bao cao"),
    "dossier_components": ("ho so", "ho so de nghi", "thanh phan ho so"),
    "budget": ("kinh phi", "nguon kinh phi", "du toan kinh phi", "kinh phi thuc hien"),
}  # fmt: skip

_PHRASES = [(f"{phrase} ", role) for role, phrases in HEADINGS.items() for phrase in phrases]
_LIKENESS = 0.74  # of two phrases, where the text has lost its marks


def read_roles(heading: str, *, is_damaged: bool = False) -> tuple[str, ...]:
    """The sections a heading announces, in its order: “MỤC ĐÍCH, YÊU CẦU” → two of them."""
    folded = " ".join(plain(heading).split())
    whole = _role_of(folded, is_damaged=is_damaged)
    parts = folded.replace(" - ", ", ").replace("; ", ", ").replace(" va ", ", ").split(", ")
    roles = [role for part in parts if (role := _role_of(part, is_damaged=is_damaged))]
    if whole:
        roles = [whole, *roles]
    return tuple(dict.fromkeys(roles))


def _role_of(part: str, *, is_damaged: bool) -> str:
    opening = f"{part} "
    exact = [(len(phrase), role) for phrase, role in _PHRASES if opening.startswith(phrase)]
    if exact or not is_damaged:
        return max(exact, default=(0, ""))[1]
    alike = [(_likeness(part, phrase), role) for phrase, role in _PHRASES]
    likeness, role = max(alike)
    return role if likeness >= _LIKENESS else ""


def _likeness(text: str, phrase: str) -> float:
    """How alike ``phrase`` and as many words of ``text`` are, 0 to 1."""
    opening = " ".join(text.split()[: len(phrase.split())])
    return SequenceMatcher(None, opening, phrase.strip(), autojunk=False).ratio()
