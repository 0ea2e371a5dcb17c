"""The words that head the sections of a plan.

A heading is read from its start: “Tăng cường các giải pháp …” is a task, not a section on
solutions.
"""

from difflib import SequenceMatcher

from phongtrao.reader.text import plain

# Section → how its heading opens (unmarked), or with “$” all it says; the longest phrase that fits wins.
HEADINGS = {
    "bases": ("can cu $", "cac can cu", "can cu phap ly", "can cu xay dung", "co so phap ly", "co so xay dung"),
    "purposes": ("muc dich", "muc tieu", "muc tieu chung", "quan diem", "y nghia"),
    "requirements": ("yeu cau",),
    "subjects": ("doi tuong", "doi tuong thi dua", "doi tuong tham gia"),
    "phases": ("thoi gian", "lo trinh", "tien do", "cac giai doan", "giai doan thuc hien", "thoi gian thuc hien"),
    "form": ("hinh thuc", "hinh thuc to chuc"),
    "place": ("dia diem",),
    "participants": ("thanh phan", "thanh phan tham du", "khach moi", "dai bieu"),
    "agenda": ("chuong trinh", "chuong trinh hoi nghi", "chuong trinh du kien", "noi dung chuong trinh", "kich ban"),
    "contents": ("noi dung", "chu de", "nhiem vu", "cac nhiem vu", "nhom nhiem vu", "cac nhom nhiem vu", "nhiem vu trong tam", "mot so noi dung", "mot so hoat dong", "cac noi dung", "hoat dong", "cac hoat dong"),
    "solutions": ("giai phap", "cac giai phap", "giai phap thuc hien", "nhom giai phap", "cac nhom giai phap", "bien phap"),
    "indicators": ("chi tieu", "cac chi tieu", "muc tieu cu the", "cac muc tieu cu the", "mot so chi tieu", "muc tieu, chi tieu"),
    "criteria": ("tieu chi", "tieu chuan", "dieu kien", "tieu chi thi dua", "tieu chuan khen thuong"),
    "award_forms": ("hinh thuc khen", "hinh thuc khen thuong", "hinh thuc va tieu chuan khen thuong", "danh hieu"),
    "award_rules": ("khen thuong", "noi dung khen thuong", "cong tac khen thuong", "thi dua khen thuong", "khen thuong hang nam", "co cau giai", "co cau giai thuong", "giai thuong", "so luong giai", "muc thuong", "chi tieu khen thuong", "so luong khen thuong", "chi tieu xet", "so luong de nghi", "so luong", "so luong gioi thieu", "nguyen tac, so luong", "quy trinh xet", "nguyen tac khen thuong", "nguyen tac xet"),
    "responsibilities": ("to chuc thuc hien", "phan cong", "phan cong thuc hien", "phan cong nhiem vu", "trach nhiem", "to chuc trien khai", "trach nhiem thuc hien"),
    "reports": ("che do bao cao", "che do thong tin", "bao cao", "thoi han bao cao"),
    "submission": ("thoi han nop", "thoi gian nop", "han nop", "thoi gian nhan", "dia diem nhan", "noi nhan ho so", "thoi han gui", "thoi gian gui", "nop ho so", "gui ho so"),
    "dossier_components": ("ho so", "ho so de nghi", "thanh phan ho so"),
    "budget": ("kinh phi", "nguon kinh phi", "du toan", "du toan kinh phi", "du tru kinh phi", "du kien kinh phi", "kinh phi thuc hien"),
}  # fmt: skip

_PHRASES = [(f"{phrase} ", role) for role, phrases in HEADINGS.items() for phrase in phrases]
_OPENINGS = tuple(phrase for phrase, _role in _PHRASES)
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
    opening = f"{part} $ "
    if opening.startswith(_OPENINGS):  # few do
        exact = [(len(phrase), role) for phrase, role in _PHRASES if opening.startswith(phrase)]
        return max(exact)[1]
    if not is_damaged:
        return ""
    alike = [(_likeness(part, phrase), role) for phrase, role in _PHRASES]
    likeness, role = max(alike)
    return role if likeness >= _LIKENESS else ""


def _likeness(text: str, phrase: str) -> float:
    """How alike ``phrase`` and as many words of ``text`` are, 0 to 1."""
    opening = " ".join(text.split()[: len(phrase.split())])
    return SequenceMatcher(None, opening, phrase.strip(), autojunk=False).ratio()
