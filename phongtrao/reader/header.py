"""The head of a plan: letterhead, number, date, title and what stands before the first section."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from phongtrao.lib.words import gettext_noop
from phongtrao.reader.model import DOUBTFUL, SURE, Finding, Paragraph
from phongtrao.reader.text import bare, is_upper, plain, sentence_case, tidy

KINDS = {
    "ke hoach": "Kế hoạch",
    "chuong trinh": "Chương trình",
    "chuong trinh hanh dong": "Chương trình hành động",
    "huong dan": "Hướng dẫn",
    "de an": "Đề án",
    "thong bao": "Thông báo",
    "quyet dinh": "Quyết định",
    "phuong an": "Phương án",
}
_MOTTO = re.compile(
    r"^dang cong san(?: viet nam)?$|^doan (?:tncs|thanh nien cong san) ho chi minh$|c.ng h..? x. h\w+ ch. ngh.a(?: vi.t nam)?|^(?:viet )?nam$|\w*c [l1]\w+ ?[-–] ?t\w+ do ?[-–] ?h\w+ ph\w+"
)
_NUMBER = re.compile(r"\bs\w{1,2} ?: ?(\d*) ?/ ?([a-z][\w&-]*)")
_PARTY_NUMBER = re.compile(
    r"\bso ?:? ?(\d*) ?- ?([a-z]{2,4}/[a-z][\w&-]*)"
)  # “Số 15-KH/ĐU” (HD 36-HD/VPTW)
_DATE = re.compile(
    r"([\w .-]{2,40}?),? ?ngay ?(\d{0,2})\D{0,3} ?(?:thang|/) ?(\d{0,2}) ?(?:nam|/) ?(\d{4})"
)
_UNIT = re.compile(
    r"(?:so|phong|truong|ban|trung tam|van phong|ubnd|uy ban|cong doan|bo|cuc|hoi dong|lien doan|cum|khoi|to|hoi|chi bo|dang uy|tinh uy"
    r"|thanh uy|dang bo|lien|vien|hoc vien|dai hoc|chi cuc|vu|doan|thanh doan|tinh doan|hdnd|dang cong san)\b"
)
_BODY_OPENING = re.compile(r"can c|thuc hien|de |nham |tren co so|xet |theo |tiep tuc|triển khai")
_TITLE_LENGTH, _SHORTEST_NAME = 250, 3
_ISSUES = re.compile(r"([^.;]{4,90}?)\s*(?:\([^)]*\)\s*)?(?:ban hành|xây dựng)\s+[Kk]ế hoạch")
_FIELD = re.compile(r"((?:(?:^|ủy )(?:Sở|sở)|^Phòng|^Bộ|^Ban|\bvà) )(\w)")
_SCHOOL = re.compile(
    r"(^Trường (?:THCS|THPT|TH&THCS|PTDTNT|tiểu học|mầm non|trung học cơ sở|trung học phổ thông) )(.+)$"
)
_PLACE = re.compile(r"(\b(?:thành phố|tỉnh|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu) )(.+)$")
GUESSED_UNIT = gettext_noop(
    "Đầu văn bản không ghi cơ quan ban hành; tên này lấy từ phần mở đầu. Hãy kiểm tra."
)
BAD_DATE = gettext_noop(
    "Ngày ghi trên văn bản không có thật; phần không đọc được đã để trống. Hãy kiểm tra."
)
NO_KIND = gettext_noop("Không thấy dòng tên loại văn bản; tạm ghi là Kế hoạch. Hãy kiểm tra.")


@dataclass(frozen=True, slots=True)
class Header:
    """The parts of the head; ``title`` may be printed on several paragraphs."""

    letterhead: Sequence[Paragraph]
    kind: Paragraph | None
    title: Sequence[Paragraph]
    subtitle: Paragraph | None
    preamble: Sequence[Paragraph]


def split_header(paragraphs: Sequence[Paragraph]) -> Header:
    """Sort the paragraphs before the first section into the parts of the head."""
    for number, paragraph in enumerate(paragraphs):
        kind, rest = _cut_kind(paragraph)
        if kind:
            after = [*([rest] if rest else []), *paragraphs[number + 1 :]]
            title, subtitle, preamble = _cut_title(after)
            return Header(paragraphs[:number], kind, title, subtitle, preamble)
    return Header((), None, (), None, paragraphs)


def read_header(header: Header) -> list[Finding]:
    """Findings of one key each: kind, number, symbol, issuing_parent, issuing_unit, place, date,
    title, subtitle — those that are there."""
    dated = list(_read_date(header))
    place = next((str(found.value["place"]) for found in dated if "place" in found.value), "")
    return [
        *_read_kind(header),
        *_read_number(header),
        *dated,
        *_read_units(header, place),
        *_read_title(header),
    ]


def name_case(text: str, place: str = "") -> str:
    """An organisation set in capitals as running text writes it: “Sở Giáo dục và Đào tạo”.

    ``place`` is that of the date line, which writes the proper name as it is.
    """
    if not is_upper(text):
        return text
    if place and text.casefold().endswith(f" {place.casefold()}"):
        return f"{name_case(text[: -len(place)].strip())} {place}"
    text = sentence_case(text)
    text = _FIELD.sub(lambda match: match[1] + match[2].upper(), text)
    text = _SCHOOL.sub(lambda match: match[1] + match[2].title(), text)
    return _PLACE.sub(lambda match: match[1] + match[2].title(), text)


def _cut_kind(paragraph: Paragraph) -> tuple[Paragraph | None, Paragraph | None]:
    """“KẾ HOẠCH” on a line of its own, or in capitals before the title."""
    folded = plain(paragraph.text).strip()
    if folded in KINDS:
        return paragraph, None
    for kind in sorted(KINDS, key=len, reverse=True):
        head, rest = paragraph.text[: len(kind)], paragraph.text[len(kind) :].strip()
        if folded.startswith(kind + " ") and is_upper(head) and not is_upper(rest[:12]):
            first, last = paragraph.first, paragraph.last
            return Paragraph(head, first, last), Paragraph(rest, first, last)
    return None, None


def _cut_title(
    paragraphs: Sequence[Paragraph],
) -> tuple[list[Paragraph], Paragraph | None, list[Paragraph]]:
    title: list[Paragraph] = []
    for number, paragraph in enumerate(paragraphs):
        if paragraph.text.startswith("(") and title:
            return title, paragraph, list(paragraphs[number + 1 :])
        if title and _BODY_OPENING.match(plain(paragraph.text)):
            return title, None, list(paragraphs[number:])
        if title and len(paragraph.text) > _TITLE_LENGTH:
            return title, None, list(paragraphs[number:])
        title.append(paragraph)
    return title, None, []


def _read_kind(header: Header) -> Iterable[Finding]:
    if header.kind is None:
        yield Finding({"kind": "Kế hoạch"}, 0, 0, DOUBTFUL, NO_KIND)
    else:
        kind = KINDS[plain(header.kind.text).strip()]
        yield Finding({"kind": kind}, header.kind.first, header.kind.last)


def _read_number(header: Header) -> Iterable[Finding]:
    for paragraph in header.letterhead:
        folded = plain(paragraph.text)
        party = _PARTY_NUMBER.search(folded)
        match = party or _NUMBER.search(folded)
        if not match:
            continue
        symbol = paragraph.text[match.start(2) : match.end(2)].strip("-")
        if match.group(1):
            number = f"{match.group(1)}{'-' if party else '/'}{symbol}"
            yield Finding({"number": number}, paragraph.first, paragraph.last)
        yield Finding({"symbol": symbol}, paragraph.first, paragraph.last)
        return


def _read_date(header: Header) -> Iterable[Finding]:
    for paragraph in header.letterhead:
        match = _DATE.search(plain(paragraph.text))
        if not match:
            continue
        place = paragraph.text[match.start(1) : match.end(1)]
        place = re.split(r"\d|[A-ZĐ]{2,}[\w-]*\s", place)[-1].strip()
        day, month = _within(match.group(2), 31), _within(match.group(3), 12)
        is_bad = (match.group(2) and not day) or (match.group(3) and not month)
        value = {"year": int(match.group(4)), "month": month, "day": day if month else None}
        yield Finding({"place": place}, paragraph.first, paragraph.last)
        yield Finding(
            {"date": value},
            paragraph.first,
            paragraph.last,
            DOUBTFUL if is_bad else SURE,
            BAD_DATE if is_bad else "",
        )
        return


def _within(digits: str, most: int) -> int | None:
    return int(digits) if digits and 1 <= int(digits) <= most else None


def _read_units(header: Header, place: str) -> Iterable[Finding]:
    lines = [(text, p) for p in header.letterhead if (text := _unit_line(p.text))]
    groups: list[tuple[str, Paragraph]] = []
    for text, paragraph in lines:
        if groups and not _UNIT.match(plain(text)):
            groups[-1] = (f"{groups[-1][0]} {text}", paragraph)
        else:
            groups.append((text, paragraph))
    if groups:
        *parents, (unit, paragraph) = groups
        if parents:
            parent, above = parents[-1]
            yield Finding({"issuing_parent": name_case(parent, place)}, above.first, above.last)
        yield Finding({"issuing_unit": name_case(unit, place)}, paragraph.first, paragraph.last)
        return
    yield from _guess_unit(header)


def _unit_line(text: str) -> str:
    """The name of a unit on a line of the letterhead, without motto, number and date."""
    folded = plain(text)
    for pattern in (_MOTTO, _NUMBER, _PARTY_NUMBER, _DATE):
        match = pattern.search(folded)
        if match:
            text, folded = text[: match.start()], folded[: match.start()]
    text = tidy(text).strip(" '’-–_*")
    return text if is_upper(text) and len(text) >= _SHORTEST_NAME else ""


def _guess_unit(header: Header) -> Iterable[Finding]:
    for paragraph in header.preamble:
        match = _ISSUES.search(paragraph.text)
        if match:
            unit = bare(re.split(r"[,;:]\s|\)\s", match.group(1))[-1])
            yield Finding(
                {"issuing_unit": unit}, paragraph.first, paragraph.last, DOUBTFUL, GUESSED_UNIT
            )
            return


def _read_title(header: Header) -> Iterable[Finding]:
    if header.title:
        text = bare(tidy(" ".join(paragraph.text for paragraph in header.title)))
        yield Finding({"title": text}, header.title[0].first, header.title[-1].last)
    if header.subtitle:
        text = bare(header.subtitle.text.strip("()./ "))
        yield Finding({"subtitle": text}, header.subtitle.first, header.subtitle.last)
