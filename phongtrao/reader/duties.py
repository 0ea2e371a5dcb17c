"""Who does what: “Tổ chức thực hiện”, “Phân công thực hiện”, and the duties with a due date.

A duty with somebody to do it and a day to do it by is also a task; one that hands in a paper by a
day is also a report due.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from phongtrao.lib.words import gettext_noop
from phongtrao.reader.columns import LEAD, TIME
from phongtrao.reader.dates import RECURRING, Due, find_due, is_quarterly
from phongtrao.reader.items import is_specimen
from phongtrao.reader.model import DOUBTFUL, FAIR, SURE, Finding, Node, Paragraph
from phongtrao.reader.outline import Outline
from phongtrao.reader.sections import Section, Sections, heading_text
from phongtrao.reader.tasks import is_task, make_task, node_path
from phongtrao.reader.text import bare, capitalised, plain, tidy
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
_ENDS = r"(?=\s+(?:trước|trong ngày|chậm nhất|vào|hạn|ngày|để|theo|qua|định kỳ|hằng|hàng)\b|\s*(?:[;.,]|\(qua )|$)"
_TO = re.compile(rf"(?:về|cho|đến)\s*:?\s+((?:cho\s+)?[A-ZĐ][^;.]{{3,80}}?){_ENDS}")
# “Gửi báo cáo Sở Giáo dục …”, “báo cáo UBND tỉnh”: nothing stands between the deed and who gets it.
_STRAIGHT_TO = re.compile(rf"(?:[Gg]ửi|[Nn]ộp|[Tt]rình|[Bb]áo cáo)\s+([A-ZĐ][^;.]{{1,80}}?){_ENDS}")
# The colon of “Gửi cho: Sở …” parts a label from its text, not a unit from its duty.
_SEND_LABEL = re.compile(r"(?:gui|nop|bao cao|trinh)(?: (?:ve|cho|den))?\s*$")
_PAPER = re.compile(
    r"(?:[Bb]áo cáo|[Hh]ồ sơ|[Dd]anh sách|[Kk]ế hoạch)[^;.]{0,160}?(?=\s(?:gửi|nộp|về (?=[A-ZĐ])|trước|(?:trong |vào )?ngày \d|chậm nhất)|[;.]|$)"
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
            {"unit": duty.unit, "text": capitalised(bare(tidy(duty.text)))},
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
        hands_in = _HANDS_IN.search(plain(duty.text))
        due = find_due(duty.text)
        if hands_in and due:
            # “hướng dẫn trước ngày 30/9; gửi báo cáo trước ngày 10/10”: the day behind the paper.
            behind = find_due(duty.text[hands_in.start() :])
            found.append(_report_finding(duty, behind or due))
    return found


def _report_finding(duty: Duty, due: Due) -> Finding:
    # “Ngày 25 hằng quý” is a day of the quarter's last month: figures of a quarterly report close on the
    # 14th of that month (NĐ 09/2019/NĐ-CP, điều 12). The words of the report keep that it is quarterly.
    return Finding(_report(duty, due), duty.first, duty.last, FAIR)


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
        return Duty(capitalised(actor), text, first, last, node)
    if unit:
        return Duty(unit, text, first, last, node)
    before, colon, after = text.partition(":")
    if colon and after.strip() and _is_unit_label(before):
        return Duty(bare(_LEAD_OUT.sub("", before + ":")), after.strip(), first, last, node)
    if given := re.match(r"(?:Giao|Đề nghị|Yêu cầu)\s+", text):
        text = text[given.end() :]
    found, duty = split_duty(text)
    return Duty(found, duty, first, last, node)


def _is_unit_label(text: str) -> bool:
    """Whether what stands before a colon is who acts: no sentence, and no label of its own."""
    is_short = len(text.split()) <= _UNIT_WORDS
    is_sentence = ". " in text or "; " in text or _SEND_LABEL.search(plain(text))
    return starts_like_unit(text) and is_short and not is_sentence


def _given_to(duty: Duty, issuer: str) -> Duty:
    return Duty(issuer, duty.text, duty.first, duty.last, duty.node, NO_UNIT)


def _from_conclusion(conclusion: Sequence[Paragraph]) -> Iterator[Duty]:
    for paragraph in conclusion:
        for sentence in re.split(r"(?<=[.;])\s+(?=[A-ZĐ])", paragraph.text):
            is_difficulty = _DIFFICULTY.match(plain(sentence))
            if is_difficulty and (actor := difficulty_actor(sentence)):
                yield Duty(capitalised(actor), sentence, paragraph.first, paragraph.last)


def _task(duty: Duty, due: Due) -> Finding:
    fields = {LEAD: duty.unit, TIME: due.phrase}
    section = heading_text(duty.node.parent) if duty.node and duty.node.parent else None
    ordinal = node_path(duty.node) if duty.node else None
    value = make_task(fields, section=section, ordinal=ordinal, text=duty.text)
    return Finding({**value, "lead_units": [duty.unit]}, duty.first, duty.last, FAIR)


def _report(duty: Duty, due: Due) -> dict[str, object]:
    year, month, day = _date_parts(due.deadline or "")
    to = _recipient(duty.text)
    return {
        "who": duty.unit,
        "to": to,
        "year": year,
        "month": month,
        "day": day,
        "recurring": due.kind == RECURRING,
        "about": _about(duty.text, to, due),
    }


def _about(text: str, to: str | None, due: Due) -> str | None:
    """The paper that is handed in. That it is quarterly the schema can say nowhere else."""
    paper = _PAPER.search(text)
    about = bare(paper.group().partition(f" {to}")[0]) if paper else ""
    if is_quarterly(due.phrase) and not is_quarterly(about):
        about = f"{about or 'Báo cáo'} hằng quý"
    return capitalised(about) or None


def _recipient(text: str) -> str | None:
    if found := _TO.search(text):
        return bare(found.group(1))
    straight = (found.group(1) for found in _STRAIGHT_TO.finditer(text))
    return next((bare(name) for name in straight if starts_like_unit(name)), None)


def _date_parts(deadline: str) -> tuple[int | None, int | None, int | None]:
    match = re.fullmatch(r"(\d{4}|-)?-?(\d\d|-)?-?(\d\d)?", deadline)
    groups = match.groups() if match else (None, None, None)
    year, month, day = (int(part) if part and part.isdigit() else None for part in groups)
    return year, month, day
