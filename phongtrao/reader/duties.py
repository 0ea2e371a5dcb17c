"""Who does what: “Tổ chức thực hiện”, “Phân công thực hiện”, and the duties with a due date.

A duty with somebody to do it and a day to do it by is also a task.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from phongtrao.lib.words import gettext_noop
from phongtrao.reader.assignments import read_due, read_support
from phongtrao.reader.columns import TIME
from phongtrao.reader.dates import Due, Period
from phongtrao.reader.items import is_specimen
from phongtrao.reader.markers import STAR
from phongtrao.reader.model import DOUBTFUL, FAIR, SURE, Finding, Node, Paragraph
from phongtrao.reader.outline import ANNEXED, Outline
from phongtrao.reader.reports import Promise
from phongtrao.reader.sections import Section, Sections, heading_text
from phongtrao.reader.tasks import is_task, make_task, node_path
from phongtrao.reader.text import UPPER, bare, capitalised, plain, tidy
from phongtrao.reader.units import split_duty, starts_like_unit

UNIT_NOT_KNOWN = gettext_noop("Tên đơn vị lấy từ tiêu đề, chưa chắc là một đơn vị. Hãy kiểm tra.")
NO_UNIT = gettext_noop(
    "Không rõ đơn vị nào được giao việc này; tạm ghi cơ quan ban hành. Hãy chọn đơn vị."
)
_TITLE_WORDS = 12
_UNIT_WORDS = 45  # a heading longer than this names no unit
_POST_WORDS = 8  # “Thư ký cụm: …”: a short label among the duties is somebody
_LABEL = re.compile(
    r"(?:\w+ ){0,2}(?:bao cao|thoi|noi dung|kinh phi|ho so|yeu cau|muc|luu y|ve|cu the|trong do|dot|giai|hinh thuc|nhiem vu|ket qua"
    r"|nam|thang|quy|tuan|buoc|phuong|san pham|dia diem|so luong|xay dung|to chuc|trien khai|thuc hien|tham muu|chu tri|phoi hop)\b"
)
_CLAUSES = re.compile(rf"(?<=[.;])\s+(?=[{UPPER}]|trong quá trình|quá trình|nếu )")
_DIFFICULTY = re.compile(
    r"(?:trong )?qua trinh (?:trien khai|thuc hien|to chuc)|(?:neu|khi) (?:co|phat sinh|gap)|moi (?:kho khan|vuong mac)"
)
_TELLS = ("phan anh", "bao cao", "kip thoi", "chu dong", "gui y kien", "gui van ban", "co y kien")
_TELLS_AT_ONCE = re.compile(
    r"(?:kho khan|vuong mac|phat sinh),? (?:kip thoi )?(?:phan anh|bao cao)"
)
_GIVES = re.compile(r"\bgiao\s+(?!duc\b|vien\b|thong\b)")
# What a unit is to the plan, not how it is called.
_PART_IN_PLAN = re.compile(
    r"\s*\((?:là )?(?:(?:cơ quan|đơn vị|bộ phận|phòng) )?(?:thường trực|đầu mối|chủ trì|chủ quản|đề nghị|phối hợp)[^()]*\)\s*$",
    re.IGNORECASE,
)
_LEAD_OUT = re.compile(r"(?:,?\s*(?:có )?(?:trách nhiệm|nhiệm vụ)|,?\s*chủ trì)?\s*:\s*$")
_ASKS = re.compile(r"^(?:Giao|Đề nghị|Yêu cầu|Phân công)(?: cho)?\s+")
# The colon of “Gửi cho: Sở …” parts a label from its text, not a unit from its duty.
_SEND_LABEL = re.compile(r"(?:gui|nop|bao cao|trinh)(?: (?:ve|cho|den))?\s*$")


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty: who, what, and the node or paragraph that says it."""

    unit: str
    text: str
    first: int
    last: int
    node: Node | None = None
    doubt: str = ""


def find_duties(outline: Outline, sections: Sections, issuer: str) -> list[Duty]:
    """Duties of the sections on responsibilities, then of the conclusion, in reading order."""
    found: list[Duty] = []
    for section in sections.of("responsibilities"):
        found += _walk(sections, section, section.node, "")
    found += _from_conclusion(outline.conclusion)
    return [duty if duty.unit else _given_to(duty, issuer) for duty in found]


def read_responsibilities(duties: Iterable[Duty]) -> list[Finding]:
    """Items {unit, text}."""
    return [
        Finding(
            {"unit": duty.unit, "text": capitalised(bare(tidy(duty.text)))},
            duty.first,
            duty.last,
            DOUBTFUL if duty.doubt else SURE,
            duty.doubt,
        )
        for duty in duties
    ]


def read_due_tasks(duties: Iterable[Duty], period: Period | None) -> list[Finding]:
    """Duties with a due date, as tasks."""
    return [_task(duty, due, period) for duty in duties if (due := read_due(duty.text, period))]


def promises(duties: Iterable[Duty]) -> list[Promise]:
    """The duties as the reader of reports due wants them."""
    return [Promise(duty.unit, duty.text, duty.first, duty.last) for duty in duties]


def difficulty_actor(sentence: str) -> str:
    """Who acts in “Trong quá trình …, nếu có vướng mắc, <ai> phản ánh …”; empty if only “liên hệ”."""
    folded = plain(sentence)
    if given := _GIVES.search(folded):
        return split_duty(sentence[given.end() :])[0]
    for part in re.finditer(r"[^,;]+(?:, (?:đơn vị|cá nhân|địa phương)[^,;]*)*", sentence):
        unit, duty = split_duty(part.group().strip())
        if unit and plain(duty).startswith(_TELLS):
            return re.sub(r"\s+kịp thời$", "", unit)
    return ""


def _walk(
    sections: Sections, section: Section, node: Node, unit: str, *, doubt: str = ""
) -> Iterator[Duty]:
    for child in sections.own_children(section, node):
        is_note = plain(child.text).startswith(ANNEXED)
        if child.table is not None or is_task(child) or is_note:
            continue
        under = list(sections.own_children(section, child))
        if under and not is_specimen(child) and _names_unit(child):
            yield from _walk(sections, section, child, _unit_of(child))
        elif under and not unit and _is_title(child):
            yield from _walk(sections, section, child, _unit_of(child), doubt=UNIT_NOT_KNOWN)
        elif under and child.text.endswith(":"):
            yield from _walk(sections, section, child, unit or _unit_of(child), doubt=doubt)
        else:
            own = _duty(child, "") if doubt and _is_labelled(child) else None
            duty = own or replace(_duty(child, unit), doubt=doubt)
            yield duty
            yield from _walk(sections, section, child, unit or duty.unit, doubt=doubt)


def _is_labelled(node: Node) -> bool:
    """“a) Ban Phong trào: Là đầu mối …” says itself who acts."""
    before, colon, after = node.text.partition(":")
    return bool(colon and after.strip()) and _is_unit_label(before) and starts_like_unit(before)


def _names_unit(node: Node) -> bool:
    text = _ASKS.sub("", node.text)
    if len(text.split()) > _UNIT_WORDS or text.endswith((".", ";")):
        return False
    has_duty = split_duty(text)[0] and not text.endswith(":")
    return starts_like_unit(text) and not has_duty


def _is_title(node: Node) -> bool:
    """A short numbered or starred heading that is no sentence: most likely somebody's name."""
    is_numbered = node.marker is not None and node.marker.rank <= STAR
    return is_numbered and len(node.text.split()) <= _TITLE_WORDS and node.text[-1:] not in ".;,"


def _unit_of(node: Node) -> str:
    name = bare(_LEAD_OUT.sub("", _ASKS.sub("", node.text)))
    return _PART_IN_PLAN.sub("", name) or heading_text(node)


def _duty(node: Node, unit: str) -> Duty:
    text, first, last = node.text, node.paragraph.first, node.paragraph.last
    if _DIFFICULTY.match(plain(text)) and (actor := difficulty_actor(text)):
        return Duty(capitalised(actor), text, first, last, node)
    if unit:
        return Duty(unit, text, first, last, node)
    before, colon, after = _ASKS.sub("", text).partition(":")
    if colon and after.strip() and _is_unit_label(before):
        name = _PART_IN_PLAN.sub("", bare(_LEAD_OUT.sub("", before + ":")))
        return Duty(name, after.strip(), first, last, node)
    found, duty = split_duty(_ASKS.sub("", text))
    return Duty(found, duty, first, last, node)


def _is_unit_label(text: str) -> bool:
    """Whether what stands before a colon is who acts: no sentence, and no label of its own."""
    is_short = len(text.split()) <= _UNIT_WORDS
    is_sentence = ". " in text or "; " in text or _SEND_LABEL.search(plain(text))
    if is_sentence or not is_short:
        return False
    is_post = len(text.split()) <= _POST_WORDS and not _LABEL.match(plain(text))
    return starts_like_unit(text) or is_post


def _given_to(duty: Duty, issuer: str) -> Duty:
    return Duty(issuer, duty.text, duty.first, duty.last, duty.node, NO_UNIT)


def _from_conclusion(conclusion: Sequence[Paragraph]) -> Iterator[Duty]:
    for paragraph in conclusion:
        for sentence in _CLAUSES.split(paragraph.text):
            is_difficulty = _DIFFICULTY.match(plain(sentence))
            actor = difficulty_actor(sentence) or _asked_before(paragraph.text, sentence)
            if is_difficulty and actor:
                # “Trên đây là Kế hoạch …” in front says nobody's duty; other sentences belong to it.
                is_cut = plain(paragraph.text).startswith("tren day")
                text = sentence if is_cut else paragraph.text
                yield Duty(capitalised(actor), text, paragraph.first, paragraph.last)


def _asked_before(text: str, sentence: str) -> str:
    """“Yêu cầu các đơn vị thực hiện; nếu có vướng mắc phản ánh về …”: those asked before tell."""
    if not _ASKS.match(text) or not _TELLS_AT_ONCE.search(plain(sentence)):
        return ""
    unit, _ = split_duty(_ASKS.sub("", text))
    return re.split(r",? và (?:đề nghị|yêu cầu) ", unit)[0]


def _heading_above(node: Node) -> str | None:
    """“7.4. Đề nghị Sở Giáo dục …” → the unit; “Phân công nhiệm vụ” asks nobody and stays."""
    if node.parent is None:
        return None
    heading = heading_text(node.parent)
    asked = _ASKS.sub("", heading)
    return capitalised(asked) if starts_like_unit(asked) else heading


def _task(duty: Duty, due: Due, period: Period | None) -> Finding:
    section = _heading_above(duty.node) if duty.node else None
    ordinal = node_path(duty.node) if duty.node else None
    fields = {TIME: due.phrase}
    value = make_task(fields, section=section, ordinal=ordinal, text=duty.text, period=period)
    said = {"time_kind": due.kind, "deadline": due.deadline}  # “hằng năm” may stand apart from it
    units = {**said, "lead_units": [duty.unit], "coordinating_units": read_support(duty.text)}
    return Finding({**value, **units}, duty.first, duty.last, FAIR)
