"""Who does what: “Tổ chức thực hiện”, “Phân công thực hiện”, and the duties with a due date.

A duty with somebody to do it and a day to do it by is also a task; one that hands in a paper by a
day is also a report due.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from phongtrao.lib.words import gettext_noop
from phongtrao.reader.columns import LEAD, TIME
from phongtrao.reader.dates import Due, find_due
from phongtrao.reader.items import is_specimen
from phongtrao.reader.model import DOUBTFUL, FAIR, SURE, Finding, Node, Paragraph
from phongtrao.reader.outline import Outline
from phongtrao.reader.sections import Section, Sections, heading_text
from phongtrao.reader.tasks import is_task, make_task, node_path
from phongtrao.reader.text import bare, plain, tidy
from phongtrao.reader.units import split_duty, starts_like_unit

UNIT_NOT_KNOWN = gettext_noop("Tên đơn vị lấy từ tiêu đề, chưa chắc là một đơn vị. Hãy kiểm tra.")
NO_UNIT = gettext_noop(
    "Không rõ đơn vị nào được giao việc này; tạm ghi cơ quan ban hành. Hãy chọn đơn vị."
)
_TITLE_WORDS = 12
_UNIT_WORDS = 45  # a heading longer than this names no unit
_DIFFICULTY = re.compile(r"trong qua trinh|neu (?:co|phat sinh|gap)")
_GIVES = re.compile(r"\bgiao\s+")
_LEAD_OUT = re.compile(r"(?:,?\s*(?:có )?(?:trách nhiệm|nhiệm vụ)|,?\s*chủ trì)?\s*:\s*$")
_HANDS_IN = re.compile(r"\b(?:bao cao|gui|nop|ho so|trinh)\b")
_TO = re.compile(
    r"(?:gửi|nộp)?\s*(?:về|cho|đến)\s+((?:cho\s+)?[A-ZĐ][^;.]{3,80}?)(?=\s+(?:trước|trong ngày|chậm nhất|để|theo|qua)\b|[;.,]|$)"
)
_PAPER = re.compile(
    r"(?:[Bb]áo cáo|[Hh]ồ sơ|[Dd]anh sách|[Kk]ế hoạch)[^;.]{0,160}?(?=\s(?:gửi|nộp|về (?=[A-ZĐ])|trước|trong ngày|chậm nhất)|[;.]|$)"
)


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
    for section in sections.of("responsibilities", "reports"):
        found += _walk(sections, section, section.node, "")
    found += _from_conclusion(outline.conclusion)
    return [duty if duty.unit else _given_to(duty, issuer) for duty in found]


def read_responsibilities(duties: Iterable[Duty]) -> list[Finding]:
    """Items {unit, text}."""
    return [
        Finding(
            {"unit": duty.unit, "text": bare(tidy(duty.text))},
            duty.first,
            duty.last,
            DOUBTFUL if duty.doubt else SURE,
            duty.doubt,
        )
        for duty in duties
    ]


def read_due_tasks(duties: Iterable[Duty]) -> list[Finding]:
    """Duties with a due date, as tasks."""
    return [_task(duty, due) for duty in duties if (due := find_due(duty.text))]


def read_reports_due(duties: Iterable[Duty]) -> list[Finding]:
    """Items {who, to, year, month, day, recurring, about} of duties to hand something in."""
    found = []
    for duty in duties:
        due = find_due(duty.text)
        if due and due.deadline and _HANDS_IN.search(plain(duty.text)):
            found.append(Finding(_report(duty, due), duty.first, duty.last, FAIR))
    return found


def difficulty_actor(sentence: str) -> str:
    """Who acts in “Trong quá trình …, nếu có vướng mắc, <ai> phản ánh …”; empty if only “liên hệ”."""
    folded = plain(sentence)
    if given := _GIVES.search(folded):
        return split_duty(sentence[given.end() :])[0]
    for part in re.finditer(r"[^,;]+(?:, (?:đơn vị|cá nhân|địa phương)[^,;]*)*", sentence):
        unit, duty = split_duty(part.group().strip())
        if unit and plain(duty).startswith(("phan anh", "bao cao", "kip thoi", "chu dong")):
            return re.sub(r"\s+kịp thời$", "", unit)
    return ""


def _walk(
    sections: Sections, section: Section, node: Node, unit: str, *, doubt: str = ""
) -> Iterator[Duty]:
    for child in sections.own_children(section, node):
        if child.table is not None or is_task(child):
            continue
        under = list(sections.own_children(section, child))
        if under and not is_specimen(child) and _names_unit(child):
            yield from _walk(sections, section, child, _unit_of(child))
        elif under and not unit and _is_title(child):
            yield from _walk(sections, section, child, _unit_of(child), doubt=UNIT_NOT_KNOWN)
        elif under and child.text.endswith(":"):
            yield from _walk(sections, section, child, unit or _unit_of(child), doubt=doubt)
        else:
            duty = replace(_duty(child, unit), doubt=doubt)
            yield duty
            yield from _walk(sections, section, child, unit or duty.unit, doubt=doubt)


def _names_unit(node: Node) -> bool:
    if len(node.text.split()) > _UNIT_WORDS or node.text.endswith((".", ";")):
        return False
    has_duty = split_duty(node.text)[0] and not node.text.endswith(":")
    return starts_like_unit(node.text) and not has_duty


def _is_title(node: Node) -> bool:
    """A short numbered heading that is no sentence: most likely somebody's name."""
    is_numbered = node.marker is not None and not node.marker.is_bullet
    return is_numbered and len(node.text.split()) <= _TITLE_WORDS and node.text[-1:] not in ".;,"


def _unit_of(node: Node) -> str:
    return bare(_LEAD_OUT.sub("", node.text)) or heading_text(node)


def _duty(node: Node, unit: str) -> Duty:
    text, first, last = node.text, node.paragraph.first, node.paragraph.last
    if _DIFFICULTY.match(plain(text)) and (actor := difficulty_actor(text)):
        return Duty(_capitalised(actor), text, first, last, node)
    if unit:
        return Duty(unit, text, first, last, node)
    before, colon, after = text.partition(":")
    if colon and starts_like_unit(before) and len(before.split()) <= _UNIT_WORDS and after.strip():
        return Duty(bare(_LEAD_OUT.sub("", before + ":")), after.strip(), first, last, node)
    if given := re.match(r"(?:Giao|Đề nghị|Yêu cầu)\s+", text):
        text = text[given.end() :]
    found, duty = split_duty(text)
    return Duty(found, duty, first, last, node)


def _given_to(duty: Duty, issuer: str) -> Duty:
    return Duty(issuer, duty.text, duty.first, duty.last, duty.node, NO_UNIT)


def _from_conclusion(conclusion: Sequence[Paragraph]) -> Iterator[Duty]:
    for paragraph in conclusion:
        for sentence in re.split(r"(?<=[.;])\s+(?=[A-ZĐ])", paragraph.text):
            is_difficulty = _DIFFICULTY.match(plain(sentence))
            if is_difficulty and (actor := difficulty_actor(sentence)):
                yield Duty(_capitalised(actor), sentence, paragraph.first, paragraph.last)


def _task(duty: Duty, due: Due) -> Finding:
    fields = {LEAD: duty.unit, TIME: due.phrase}
    section = heading_text(duty.node.parent) if duty.node and duty.node.parent else None
    ordinal = node_path(duty.node) if duty.node else None
    value = make_task(fields, section=section, ordinal=ordinal, text=duty.text)
    return Finding({**value, "lead_units": [duty.unit]}, duty.first, duty.last, FAIR)


def _report(duty: Duty, due: Due) -> dict[str, object]:
    year, month, day = _date_parts(due.deadline or "")
    to = _TO.search(duty.text)
    paper = _PAPER.search(duty.text)
    return {
        "who": duty.unit,
        "to": bare(to.group(1)) if to else None,
        "year": year,
        "month": month,
        "day": day,
        "recurring": due.kind == "recurring",
        "about": bare(paper.group()) if paper else None,
    }


def _date_parts(deadline: str) -> tuple[int | None, int | None, int | None]:
    match = re.fullmatch(r"(\d{4}|-)?-?(\d\d|-)?-?(\d\d)?", deadline)
    groups = match.groups() if match else (None, None, None)
    year, month, day = (int(part) if part and part.isdigit() else None for part in groups)
    return year, month, day


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
