"""Where a plan sends questions, difficulties and papers."""

import re
from collections.abc import Iterable, Iterator

from phongtrao.reader.model import FAIR, Finding, Paragraph
from phongtrao.reader.text import bare, plain

_PHONE = re.compile(
    r"(?:điện thoại|\bĐT|SĐT|số máy|hotline)\s*:?\s*(\+?\d[\d .]{7,14}\d)", re.IGNORECASE
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PERSON = re.compile(r"(?:đồng chí|đ/c|ông|bà)\s+((?:[A-ZĐÀ-Ỹ][\w’]*\s?){2,5})")
_REACH = re.compile(
    r"(?:liên hệ|liện hệ|phản ánh[^.;]{0,20}?(?:về|đến|với)|báo cáo[^.;]{0,10}?(?:về)?|gửi về|trao đổi với)\s+(?:với\s+)?"
)
_UNIT = re.compile(
    r"(?:về\s+)?([A-ZĐ][^;.,()]*?(?:\s*\([^()]*\))?)(?=\s+(?:để|trước|trong ngày|qua|theo|xem)|[;.,]|$)"
)
_DIFFICULTY = re.compile(r"kho khan|vuong mac")


def read_contacts(paragraphs: Iterable[Paragraph]) -> list[Finding]:
    """Items {unit, person, phone, email, about}, each unit and person once."""
    found: dict[tuple[object, object], Finding] = {}
    for paragraph in paragraphs:
        for sentence in re.split(r"(?<=[.;])\s+(?=[A-ZĐ])", paragraph.text):
            for value in _contacts(sentence):
                key = (value["unit"], value["person"])
                found.setdefault(key, Finding(value, paragraph.first, paragraph.last, FAIR))
    return list(found.values())


def _contacts(sentence: str) -> Iterator[dict[str, str | None]]:
    is_difficulty = bool(_DIFFICULTY.search(plain(sentence)))
    has_address = _PHONE.search(sentence) or _EMAIL.search(sentence) or _PERSON.search(sentence)
    if not (is_difficulty or has_address):
        return
    start = sentence.lower().find("vướng mắc") if is_difficulty else 0
    for reach in _REACH.finditer(sentence, max(start, 0)):
        unit = _UNIT.match(sentence, reach.end())
        if unit:
            yield _contact(unit.group(1), sentence, is_difficulty=is_difficulty)
            return


def _contact(unit: str, sentence: str, *, is_difficulty: bool) -> dict[str, str | None]:
    phone, email, person = (pattern.search(sentence) for pattern in (_PHONE, _EMAIL, _PERSON))
    about = (
        "khó khăn, vướng mắc trong quá trình thực hiện" if is_difficulty else "nhận báo cáo, hồ sơ"
    )
    return {
        "unit": _without_address(unit),
        "person": bare(person.group(1)) if person else None,
        "phone": re.sub(r"[ .]", "", phone.group(1)) if phone else None,
        "email": email.group() if email else None,
        "about": about,
    }


def _without_address(unit: str) -> str:
    """“Sở GDĐT (qua Phòng A, điện thoại 09…)” → “Sở GDĐT (qua Phòng A)”; a person in brackets goes."""
    unit = re.sub(r",?\s*(?:điện thoại|\bĐT\b|SĐT|email)[^)]*", "", unit)
    unit = re.sub(r"\s*\((?:đồng chí|đ/c|ông|bà)[^)]*\)|\s*\(\s*\)", "", unit)
    return bare(unit)
