"""Where a plan sends questions, difficulties and papers."""

import re
from collections.abc import Iterable, Iterator

from phongtrao.reader.model import FAIR, Finding, Paragraph
from phongtrao.reader.text import UPPER, bare, capitalised, plain, sentences, tidy
from phongtrao.reader.units import NAME_GOES_ON

_PHONE = re.compile(
    r"(?:điện thoại|\bĐT|SĐT|số máy|hotline|\bdi động|Zalo)(?: di động| liên hệ)?\s*:?\s*(?:số\s*)?(\(?\+?\d[\d .()-]{7,15}\d)",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PERSON = re.compile(
    rf"(?:đồng chí|đ/c|[Ôô]ng|[Bb]à|[Cc]ô|[Tt]hầy|chuyên viên)\s+((?:[{UPPER}][\w’]*\s?){{2,5}})"
)
_DIFFICULTY = re.compile(r"kho khan|vuong mac|phat sinh|chua ro|can (?:trao doi|ho tro|giai dap)")
# Whoever is reached stands behind one of these, with a capital.
_REACH = re.compile(
    r"(?:liên hệ|liện hệ|phản ánh|báo cáo|gửi|nộp|trao đổi|đăng ký|thông tin|về|đến|tới|với|cho|qua)"
    rf"\s+(?:trực tiếp\s+)?(?:(?:kịp thời|ngay)\s+)?(?:về|đến|tới|với|cho|qua)?\s*:?\s*(?=[{UPPER}])"
)
_NAME_END = re.compile(
    r"\s+(?:để|trước|trong ngày|chậm nhất|qua|theo|xem|tổng hợp|bằng|hoặc|kết quả|vào|số điện thoại|điện thoại)\b"
    rf"|[;.(]|(?!{NAME_GOES_ON}),|$"
)
_PEOPLE = re.compile(r"(?:đồng chí|đ/c|[Ôô]ng|[Bb]à|[Cc]ô|[Tt]hầy)\s")
_POST = re.compile(
    r"(?:Trưởng|Phó|[Cc]huyên viên|Chánh|[Cc]án bộ)\s+((?:phòng|Phòng|ban|Ban|Văn phòng|trung tâm|Trung tâm)\s)"
)
_THROUGH = re.compile(r"\s*\(\s*qua [^()]*\)")


def read_contacts(paragraphs: Iterable[Paragraph]) -> list[Finding]:
    """Items {unit, person, phone, email, about}, each unit and person once."""
    found: dict[tuple[object, object], Finding] = {}
    for paragraph in paragraphs:
        for sentence in sentences(paragraph.text):
            for value in _contacts(sentence):
                key = (value["unit"], value["person"])
                found.setdefault(key, Finding(value, paragraph.first, paragraph.last, FAIR))
    return list(found.values())


def _contacts(sentence: str) -> Iterator[dict[str, str | None]]:
    difficulty = _DIFFICULTY.search(plain(sentence))
    address = _address_start(sentence)
    if difficulty is None and (address is None or not _is_direct(sentence)):
        return  # “báo cáo Sở (qua Văn phòng Sở)” says where papers go, not whom to ask
    unit = _unit_before(sentence, address) if address is not None else ""
    if not unit and difficulty:
        unit = _unit_after(sentence, difficulty.end())
    unit = unit or _unit_of_post(sentence)
    if unit or _PERSON.search(sentence):
        yield _contact(unit, sentence, is_difficulty=difficulty is not None)


def _address_start(sentence: str) -> int | None:
    """Where a telephone, an e-mail, a person to ask or “(qua …)” is named."""
    patterns = (_PHONE, _EMAIL, _PERSON, _THROUGH)
    starts = [match.start() for pattern in patterns if (match := pattern.search(sentence))]
    is_reached = any(p.search(sentence) for p in (_PHONE, _EMAIL)) or _REACH.search(sentence)
    return min(starts) if starts and is_reached else None


def _is_direct(sentence: str) -> bool:
    """Whether somebody can be reached by it: a person, a telephone, an e-mail."""
    return any(pattern.search(sentence) for pattern in (_PHONE, _EMAIL, _PERSON))


def _unit_before(sentence: str, position: int) -> str:
    """The unit whose address stands at ``position``: the last one reached in front of it."""
    reached = list(_REACH.finditer(sentence, 0, position))
    if not reached or _PEOPLE.match(sentence, reached[-1].end()):
        return ""
    return _name_at(sentence, reached[-1].end())


def _unit_after(sentence: str, position: int) -> str:
    reach = _REACH.search(sentence, position)
    return _name_at(sentence, reach.end()) if reach else ""


def _unit_of_post(sentence: str) -> str:
    """“bà …, Phó Trưởng phòng Tổ chức cán bộ” → “Phòng Tổ chức cán bộ”."""
    post = _POST.search(sentence)
    return capitalised(_name_at(sentence, post.start(1))) if post else ""


def _name_at(sentence: str, start: int) -> str:
    end = _NAME_END.search(sentence, start)
    stop = end.start() if end else len(sentence)
    through = _THROUGH.match(sentence, stop)
    name = sentence[start:stop] + (_without_address(through.group()) if through else "")
    return bare(tidy(name))


def _contact(unit: str, sentence: str, *, is_difficulty: bool) -> dict[str, str | None]:
    phone, email, person = (pattern.search(sentence) for pattern in (_PHONE, _EMAIL, _PERSON))
    about = (
        "khó khăn, vướng mắc trong quá trình thực hiện" if is_difficulty else "nhận báo cáo, hồ sơ"
    )
    return {
        "unit": unit or None,
        "person": bare(person.group(1)) if person else None,
        "phone": tidy(phone.group(1)) if phone else None,
        "email": email.group() if email else None,
        "about": about,
    }


def _without_address(through: str) -> str:
    """“(qua Phòng A, điện thoại 09…)” → “(qua Phòng A)”; a person named in it goes too."""
    inside = re.split(
        r"[,;]?\s*(?:số |thư |hộp )?(?:thư\b|điện thoại|\bĐT\b|SĐT|[Ee]mail|điện tử|đồng chí|đ/c|[Ôô]ng|[Bb]à|[Cc]ô|[Tt]hầy)\b",
        through,
    )[0]
    inside = inside.rstrip(" ,;)")
    return "" if inside.endswith("qua") else f"{inside})"
