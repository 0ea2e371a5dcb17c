"""Criteria for titles and awards: one entry for each requirement, with its measure if it has one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from phongtrao.lib.words import gettext_noop
from phongtrao.reader.columns import CRITERION, LEVEL, SUBJECT
from phongtrao.reader.model import DOUBTFUL, FAIR, SURE, Finding, Node, Row, Table, Value
from phongtrao.reader.requirements import (
    Requirement,
    alternatives,
    metric_of,
    read_requirements,
)
from phongtrao.reader.sections import Section, Sections, heading_text
from phongtrao.reader.text import bare, plain, tidy
from phongtrao.reader.windows import read_window

SPLIT = gettext_noop(
    "Một đoạn có nhiều mức yêu cầu, được tách thành nhiều tiêu chí. Hãy kiểm tra chỗ tách."
)
ALTERNATIVE = gettext_noop("Các tiêu chí nối bằng “hoặc” được coi là thay thế nhau. Hãy kiểm tra.")
NOBODY = gettext_noop("Không rõ tiêu chí dành cho tập thể hay cá nhân. Hãy chọn.")

COLLECTIVE, INDIVIDUAL, BOTH = "collective", "individual", "both"
_COLLECTIVE = re.compile(
    r"\b(?:tap the|don vi|co quan|co so giao duc|nha truong|cac truong|to chuc|doanh nghiep|phong, ban|to chuyen mon|chi bo)\b"
)
# “công nhận “Lớp học hạnh phúc””: what is acknowledged is no person
_GROUP = re.compile(
    r"(?:cong nhan|danh hieu|xet chon) \W?(?:lop|to\b|thon|khu pho|gia dinh|dong ho|truong|thu vien|mo hinh|cau lac bo)"
)
_INDIVIDUAL = re.compile(
    r"\b(?:ca nhan|cong ch\w+|vien ch\w+|nguoi lao dong|can bo|giao vien|hoc sinh|hoc vien|doan vien|nha giao|sinh vien|dang vien|nhan vien|tac gia|chien si thi dua|(?<!tap the )lao dong tien tien)\b"
)
_LEAD_OUT = re.compile(
    r"[;,.]?\s*(?:và\s+)?(?:(?:phải\s+)?đạt\s+)?(?:(?:ít nhất\s+)?(?:một|01|02|hai) trong\s+)?(?:các|những|số|hai|ba)?\s*(?:chỉ tiêu|tiêu chuẩn|tiêu chí|điều kiện|nội dung|yêu cầu)"
    r"[^;.,:]{0,40}:\s*$"
)
_ONE_OF = re.compile(
    r"\b(?:mot|01|1)(?: \(\w+\))? trong (?:cac|nhung|so|hai|ba|bon|0?\d)\b|dap ung mot trong"
)
ONE_OF_LIST = "một trong các tiêu chuẩn"
_OPENING = re.compile(
    r"(?:doi voi )?(?P<who>(?:cac )?(?:tap the|ca nhan|don vi|giao vien|can bo, giao vien|hoc sinh))\b(?P<label>\s*:\s*)?(?! va )"
)
_GROUP_WORDS, _TITLE_WORDS = 15, 20
_EASY_SPLIT = 2  # clauses


@dataclass(frozen=True, slots=True)
class _Place:
    """What the paragraphs above a criterion say of it: whom it is for, of which list it is one."""

    applies_to: str = ""
    one_of: str = ""


def read_criteria(sections: Sections) -> list[Finding]:
    """Items of schema.json's ``criteria`` for every section on criteria and standards."""
    found: list[Finding] = []
    for section in sections.of("criteria"):
        text = section.node.text
        place = _Place(_applies_to(text, ""), ONE_OF_LIST if _ONE_OF.search(plain(text)) else "")
        found += _inline(section.node, place)
        found += _walk(sections, section, section.node, place)
    return found


def _inline(node: Node, place: _Place) -> Iterator[Finding]:
    """“- Tiêu chuẩn xét: tập thể …; cá nhân …”: the standards stand in the line of their label."""
    _, _, rest = node.text.partition(":")
    if node.marker is None or not node.marker.is_bullet:
        return
    for part in re.split(r";\s+", rest.strip()):
        yield from _criteria(part, place, (node.paragraph.first, node.paragraph.last))


def _walk(sections: Sections, section: Section, node: Node, place: _Place) -> Iterator[Finding]:
    for child in sections.own_children(section, node):
        if child.table is not None:
            yield from _table(child.table, place)
            continue
        under = list(sections.own_children(section, child))
        below = _below(child, place) if under else place
        if not under and child.text.rstrip().endswith(":"):
            place = _below(child, place)  # a lead-in: it speaks for the list behind it
            continue
        if text := _requirement(child, has_children=bool(under)):
            mine = replace(below, one_of=place.one_of)
            yield from _criteria(text, mine, (child.paragraph.first, child.paragraph.last))
        yield from _walk(sections, section, child, below)


def _below(node: Node, place: _Place) -> _Place:
    """What a paragraph says of the list under it."""
    is_list_of_one = bool(_ONE_OF.search(plain(node.text)))
    return _Place(
        _applies_to(heading_text(node)[:80], place.applies_to),
        ONE_OF_LIST if is_list_of_one else "",
    )


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
    collective = _COLLECTIVE.search(folded) or _GROUP.search(folded)
    individual = _INDIVIDUAL.search(folded)
    if collective and individual:
        is_split = re.search(r"doi voi|\bva\b", folded) and collective.start() < individual.start()
        return BOTH if is_split and "thuoc" not in folded else otherwise or BOTH
    if collective:
        return COLLECTIVE
    return INDIVIDUAL if individual else otherwise


# ------------------------------------------------------------------ paragraphs


def _criteria(text: str, place: _Place, blocks: tuple[int, int]) -> Iterator[Finding]:
    """The requirements of one paragraph."""
    place, text = _opened(bare(tidy(text)), place)
    found = read_requirements(text)
    groups = alternatives(found)
    for number, one in enumerate(found):
        value = _value(one, place.applies_to)
        if len(found) > 1:
            value["source_text"] = text
        value["alternative_group"] = groups.get(number) or place.one_of or None
        trust = _trust(found, has_group=number in groups, is_known=bool(place.applies_to))
        yield Finding(value, *blocks, *trust)


def _opened(text: str, place: _Place) -> tuple[_Place, str]:
    """A paragraph that says itself whom it asks, where nothing above does: “Tập thể: Có …” →
    collective, “Có …”; “Cá nhân có …” stays whole."""
    opening = _OPENING.match(plain(text))
    if not opening or place.applies_to not in ("", BOTH):
        return place, text
    said = replace(place, applies_to=_applies_to(opening.group("who"), place.applies_to))
    return said, text[opening.end() :] if opening["label"] else text


def _trust(found: Sequence[Requirement], *, has_group: bool, is_known: bool) -> tuple[float, str]:
    if not is_known:
        return DOUBTFUL, NOBODY
    if has_group:
        return DOUBTFUL, ALTERNATIVE
    if any(one.is_certified and one.measure is None for one in found):
        return FAIR, ""  # what a certificate says may also be read as a rank
    return (DOUBTFUL, SPLIT) if len(found) > _EASY_SPLIT else (FAIR if found[1:] else SURE, "")


def _value(one: Requirement, applies_to: str) -> dict[str, object]:
    measure = one.measure
    return {
        "applies_to": applies_to or BOTH,
        "text": one.text,
        "measurable": one.is_measurable,
        "metric": metric_of(one),
        "comparator": measure.comparator if measure else None,
        "threshold": measure.value if measure else None,
        "unit": measure.unit if measure else None,
        "window": one.window,
        "alternative_group": None,
    }


# ------------------------------------------------------------------ tables


def _table(table: Table, place: _Place) -> Iterator[Finding]:
    """“Đối tượng | Tiêu chuẩn | Mức”: a criterion for each row; a subject stays until the next."""
    if CRITERION not in table.columns:
        return
    subject = place.applies_to
    for row in table.rows:
        said = _applies_to(table.cell(row, SUBJECT) or row.group, "")
        subject = said or subject
        yield from _row(table, row, replace(place, applies_to=subject))


def _row(table: Table, row: Row, place: _Place) -> Iterator[Finding]:
    text, level = (tidy(table.cell(row, name)).lstrip("- ") for name in (CRITERION, LEVEL))
    blocks = (row.first, row.last)
    if not level:
        yield from _criteria(text, place, blocks)
        return
    whole = f"{bare(text)}: {bare(level)}"
    if alternatives(read_requirements(level)):
        window = read_window(text)
        yield from (
            replace(one, value={**_dated(one.value, window), "source_text": whole})
            for one in _criteria(level, place, blocks)
        )
        return
    [first, *_others] = read_requirements(whole)
    value = {**_value(first, place.applies_to), "text": bare(text), "source_text": whole}
    trust = (FAIR, "") if place.applies_to else (DOUBTFUL, NOBODY)
    yield Finding(value, *blocks, *trust)


def _dated(value: Value, window: str | None) -> Value:
    """A way to meet a criterion has the time of the criterion, unless it says its own."""
    return value if value["window"] else {**value, "window": window}
