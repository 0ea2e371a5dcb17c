"""One mention of a numbered document: “Quyết định số 3194/QĐ-UBND ngày 08/8/2025 của … về …”."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from phongtrao.reader.citations.issuer import read_issuer
from phongtrao.reader.dates import find_day
from phongtrao.reader.text import bare, plain

KINDS = {
    "chuong trinh hanh dong": "Chương trình hành động",
    "thong tu lien tich": "Thông tư liên tịch",
    "chuong trinh": "Chương trình",
    "nghi quyet": "Nghị quyết",
    "nghi dinh": "Nghị định",
    "quyet dinh": "Quyết định",
    "ke hoach": "Kế hoạch",
    "ket luan": "Kết luận",
    "chi thi": "Chỉ thị",
    "thong tu": "Thông tư",
    "thong bao": "Thông báo",
    "thong tri": "Thông tri",
    "chuong trinh phoi hop": "Chương trình phối hợp",
    "cong van": "Công văn",
    "cong dien": "Công điện",
    "huong dan": "Hướng dẫn",
    "bao cao": "Báo cáo",
    "to trinh": "Tờ trình",
    "quy dinh": "Quy định",
    "quy che": "Quy chế",
    "phap lenh": "Pháp lệnh",
    "van ban": "Văn bản",
    "de an": "Đề án",
    "lenh": "Lệnh",
    "luat": "Luật",
}
# Abbreviations of kinds in document numbers (Decree 30/2020, Annex III; party documents).
_BY_SYMBOL = {
    "NQ": "Nghị quyết", "QĐ": "Quyết định", "KH": "Kế hoạch", "KL": "Kết luận", "CT": "Chỉ thị",
    "TT": "Thông tư", "NĐ": "Nghị định", "CTr": "Chương trình", "HD": "Hướng dẫn",
    "TB": "Thông báo", "TTr": "Tờ trình", "BC": "Báo cáo", "CV": "Công văn", "QH": "Luật",
    "ĐA": "Đề án", "CĐ": "Công điện", "TTLT": "Thông tư liên tịch",
    "CTPH": "Chương trình phối hợp", "CTrPH": "Chương trình phối hợp",
}  # fmt: skip
_SHORTEST_SYMBOL = 3  # letters; “5-A” is no document
_LETTERS = r"[A-ZĐƯ][A-Za-zĐđƯư&]*\d{0,2}"
NUMBER = re.compile(
    rf"(?<![\w/.-])\d{{1,5}}(?:/\d{{4}})?\s?[-/–]\s?{_LETTERS}(?:\s?[-/–]\s?{_LETTERS})*"
)
_LAW = re.compile(r"\d/QH\d+$")
_KIND_BEFORE = re.compile(rf"(?:({'|'.join(KINDS)})\s*)?(?:\b(s\w{{1,3}})\s*:?\s*)?$")
_DATE = re.compile(r"[,\s]*ng\wy\s+[\d/.\- ]{6,12}\d|[,\s]*ngay\s+\d{1,2} thang \d{1,2} nam \d{4}")
_OF_BEFORE = re.compile(
    r"(?:(?:quy định|hướng dẫn|chỉ đạo|yêu cầu|đề nghị|ý kiến|tham mưu|kết luận) của|\bdo) ([A-ZĐ][^,;.()]{2,60}?) (?:quy định |nêu |phát động |ban hành |phê duyệt |giao )?(?:tại|theo)\s+$"
)
_YEAR = re.compile(r"[,\s]*nam\s+((?:19|20)\d\d)\b")
_ABOUT = re.compile(
    r"[,\s]*(?:v[eê] viec|v[eê]|(?=ban hanh|thuc hien|phat dong|quy dinh|phe duyet|trien khai|[“\"]))\s*"
)
_ABOUT_END = re.compile(
    r"[;)]|\.(?:\s|$)|,\s+(?=\S+ \S+ (?:hanh dong )?so\b)|(?<=”), |, cu the|, so giao"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A citation as it stands in one place; ``start`` and ``end`` bound the whole of it."""

    number: str
    kind: str
    issuer: str | None
    date: str | None
    about: str | None
    start: int
    number_end: int
    has_bad_date: bool


def number_key(number: str) -> str:
    """Equal for all spellings of one number: separators, marks and case do not count."""
    return re.sub(r"[^0-9a-z&]", "", plain(number))


def find_mentions(text: str) -> Iterator[Mention]:
    """Every numbered document ``text`` names, in order."""
    folded = plain(text)
    for match in NUMBER.finditer(text):
        before = _KIND_BEFORE.search(folded[: match.start()])
        number = re.sub(r"\s+", "", match.group()).replace("–", "-")
        kind_name, says_number = (before.group(1), before.group(2)) if before else (None, None)
        symbol = re.findall(r"[A-Za-zĐđƯư]+", number)
        is_known = bool(symbol) and symbol[0] in _BY_SYMBOL
        is_law = _LAW.search(number) is not None
        is_long = len("".join(symbol)) >= _SHORTEST_SYMBOL
        if not (is_law or (is_long and (kind_name or says_number or is_known))):
            continue
        start = before.start() if before and (kind_name or says_number) else match.start()
        kind = KINDS[kind_name] if kind_name else _BY_SYMBOL.get(symbol[0], "Công văn")
        yield _complete(text, folded, (start, match.end()), (number, kind))


def _complete(text: str, folded: str, span: tuple[int, int], named: tuple[str, str]) -> Mention:
    """Read on behind the number: date, issuer, subject."""
    start, position = span
    number_end = position
    day: str | None = None
    has_bad_date = False
    if match := _DATE.match(folded, position):
        day = find_day(match.group())
        has_bad_date, position = day is None, match.end()
    elif match := _YEAR.match(folded, position):
        day, position = match.group(1), match.end()
    issuer, position = read_issuer(text, folded, position)
    issuer = issuer or _issuer_before(text[:start])
    about = _read_about(text, folded, position)
    return Mention(*named, issuer, day, about, start, number_end, has_bad_date)


def _issuer_before(text: str) -> str | None:
    """“… quy định của Bộ GDĐT tại Thông tư số …”: who issued it stands in front."""
    match = _OF_BEFORE.search(text)
    return match.group(1) if match else None


def _read_about(text: str, folded: str, position: int) -> str | None:
    match = _ABOUT.match(folded, position)
    if not match:
        return None
    rest = text[match.end() :]
    end = _ABOUT_END.search(plain(rest))
    return bare(rest[: end.start() if end else 400].strip('“”" ')) or None
