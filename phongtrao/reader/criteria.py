"""Criteria for titles and awards: one entry for each requirement, with its measure if it has one."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from phongtrao.lib.words import gettext_noop
from phongtrao.reader.model import DOUBTFUL, FAIR, SURE, Finding, Node
from phongtrao.reader.sections import Section, Sections, heading_text
from phongtrao.reader.text import bare, plain, tidy
from phongtrao.reader.thresholds import Threshold, find_thresholds

SPLIT = gettext_noop(
    "Một đoạn có nhiều mức yêu cầu, được tách thành nhiều tiêu chí. Hãy kiểm tra chỗ tách."
)
ALTERNATIVE = gettext_noop("Các tiêu chí nối bằng “hoặc” được coi là thay thế nhau. Hãy kiểm tra.")
NOBODY = gettext_noop("Không rõ tiêu chí dành cho tập thể hay cá nhân. Hãy chọn.")

COLLECTIVE, INDIVIDUAL, BOTH = "collective", "individual", "both"
_COLLECTIVE = re.compile(
    r"\b(?:tap the|don vi|co quan|co so giao duc|nha truong|cac truong|to chuc|doanh nghiep)\b"
)
_INDIVIDUAL = re.compile(
    r"\b(?:ca nhan|cong ch\w+|vien ch\w+|nguoi lao dong|can bo|giao vien|hoc sinh|hoc vien|doan vien)\b"
)
_LEAD_OUT = re.compile(
    r"[;,.]?\s*(?:và\s+)?(?:đạt\s+)?(?:một trong\s+)?(?:các|những)\s+(?:chỉ tiêu|tiêu chuẩn|tiêu chí|điều kiện|nội dung|yêu cầu)"
    r"[^;.,:]{0,40}:\s*$"
)
# Where one requirement may end and the next begin, the strongest first.
_CUTS = (
    re.compile(r"\.\s+(?=[A-ZĐ])"),
    re.compile(r"\s+hoặc\s+"),
    re.compile(r",\s+(?=trong đó)"),
    re.compile(r";\s+"),
    re.compile(r",\s+"),
)
_WINDOWS = (
    re.compile(r"hằng năm|hàng năm|mỗi năm|hằng quý|hằng tháng"),
    re.compile(r"trong thời gian thực hiện [^,.;]{3,60}|(?:trong )?giai đoạn (?:19|20)\d\d\s?-\s?(?:19|20)\d\d"
               r"|(?:trong )?\d{1,2} năm (?:qua|liên tục|gần nhất)|trong năm(?: học)?|năm học \d{4}\s?-\s?\d{4}",
               re.IGNORECASE),
)  # fmt: skip
_GROUP_WORDS, _TITLE_WORDS = 15, 20
_EASY_SPLIT = 2  # clauses
_CERTIFIED = re.compile(
    r"xac nhan hoan thanh|cap (?:chung chi|chung nhan|giay chung nhan)|duoc cong nhan danh hieu"
)


def read_criteria(sections: Sections) -> list[Finding]:
    """Items of schema.json's ``criteria`` for every section on criteria and standards."""
    found: list[Finding] = []
    for section in sections.of("criteria"):
        found += _walk(sections, section, section.node, _applies_to(section.node.text, ""))
    return found


def split_requirements(text: str) -> list[tuple[str, bool]]:
    """Cut a paragraph with several measures into clauses: (clause, joined to the last by “hoặc”)."""
    measures = find_thresholds(text)
    cuts = [cut for left, right in pairwise(measures) if (cut := _cut_between(text, left, right))]
    clauses, start, is_alternative = [], 0, False
    for cut_start, cut_end, says_or in cuts:
        clauses.append((text[start:cut_start], is_alternative))
        start, is_alternative = cut_end, says_or
    return [*clauses, (text[start:], is_alternative)]


def read_window(text: str) -> str | None:
    """Periods named in ``text``: “hằng năm, giai đoạn 2020-2025”."""
    found = [match.group() for pattern in _WINDOWS if (match := pattern.search(text))]
    found = [re.sub(r"^[Tt]rong (?=giai đoạn)", "", window) for window in found]
    joined = ", ".join(found)
    return joined[:1].lower() + joined[1:] or None


def _walk(sections: Sections, section: Section, node: Node, applies_to: str) -> Iterator[Finding]:
    for child in sections.own_children(section, node):
        if child.table is not None:
            continue
        under = list(sections.own_children(section, child))
        mine = _applies_to(heading_text(child)[:80], applies_to) if under else applies_to
        text = _requirement(child, has_children=bool(under))
        if text:
            yield from _criteria(text, mine, child)
        yield from _walk(sections, section, child, mine)


def _requirement(node: Node, *, has_children: bool) -> str:
    """What a paragraph requires: “a) Đối với tập thể: Chấp hành …; các chỉ tiêu như sau:” →
    “Chấp hành …”; nothing for a mere heading."""
    if not has_children:
        return node.text
    head, colon, rest = node.text.partition(":")
    is_group = plain(head).startswith(("doi voi", "tap the", "ca nhan", "d"))
    text = rest if colon and is_group and len(head.split()) <= _GROUP_WORDS else node.text
    text = _LEAD_OUT.sub("", text).strip()
    is_heading = text == node.text and (text.endswith(":") or len(text.split()) <= _TITLE_WORDS)
    return "" if is_heading else text


def _applies_to(text: str, otherwise: str) -> str:
    folded = plain(text)
    collective, individual = _COLLECTIVE.search(folded), _INDIVIDUAL.search(folded)
    if collective and individual:
        is_split = re.search(r"doi voi|\bva\b", folded) and collective.start() < individual.start()
        return BOTH if is_split and "thuoc" not in folded else otherwise or BOTH
    if collective:
        return COLLECTIVE
    return INDIVIDUAL if individual else otherwise


def _criteria(text: str, applies_to: str, node: Node) -> Iterator[Finding]:
    text = bare(tidy(text))
    clauses = split_requirements(text)
    group = _alternatives(clauses)
    period = _WINDOWS[1].search(text)
    for number, (clause, _) in enumerate(clauses):
        value = _value(clause, applies_to)
        if len(clauses) > 1:
            value["source_text"] = text
        if value["window"] is None and value["measurable"] and period and len(clauses) > 1:
            value["window"] = re.sub(r"^[Tt]rong ", "", period.group())
        if number in group:
            value["alternative_group"] = group[number]
        trust = _trust(len(clauses), has_group=number in group, is_known=bool(applies_to))
        yield Finding(value, node.paragraph.first, node.paragraph.last, *trust)


def _trust(clauses: int, *, has_group: bool, is_known: bool) -> tuple[float, str]:
    if not is_known:
        return DOUBTFUL, NOBODY
    if has_group:
        return DOUBTFUL, ALTERNATIVE
    return (DOUBTFUL, SPLIT) if clauses > _EASY_SPLIT else (FAIR if clauses > 1 else SURE, "")


def _value(clause: str, applies_to: str) -> dict[str, object]:
    clause = bare(clause)
    measures = find_thresholds(clause)
    measure = measures[0] if measures else None
    is_certified = bool(_CERTIFIED.search(plain(clause)))
    return {
        "applies_to": applies_to or BOTH,
        "text": clause,
        "measurable": measure is not None or is_certified,
        "metric": _metric(clause, measure) if measure else None,
        "comparator": measure.comparator if measure else None,
        "threshold": measure.value if measure else None,
        "unit": measure.unit if measure else None,
        "window": read_window(clause) if measure else None,
        "alternative_group": None,
    }


def _metric(clause: str, measure: Threshold) -> str:
    """What is counted, in the words of the text: a share, a number of something, a rank."""
    if measure.unit == "%":
        return bare(re.split(r":|\b(?:tối thiểu|ít nhất|từ|trên|đạt)\b", clause)[0]) or clause
    if isinstance(measure.value, str):
        return "Xếp loại"
    return bare(f"Số {clause[measure.end - len(measure.unit or '') :]}")


def _cut_between(text: str, left: Threshold, right: Threshold) -> tuple[int, int, bool] | None:
    for pattern in _CUTS:
        match = pattern.search(text, left.end, right.start)
        if match:
            return match.start(), match.end(), "hoặc" in match.group()
    return None


def _alternatives(clauses: Sequence[tuple[str, bool]]) -> dict[int, str]:
    """Clause number → name of the group of alternatives it belongs to."""
    members = {
        member
        for number, (_, is_alternative) in enumerate(clauses)
        if is_alternative
        for member in (number - 1, number)
    }
    units = [
        measure.unit
        for number in sorted(members)
        for measure in find_thresholds(clauses[number][0])[:1]
        if measure.unit
    ]
    label = " hoặc ".join(dict.fromkeys(units))
    return dict.fromkeys(members, label)
