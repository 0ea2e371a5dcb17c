"""The short sections: who takes part, when, what it costs."""

import re
from collections.abc import Iterable, Iterator

from phongtrao.lib.words import gettext_noop
from phongtrao.reader.dates import DATE, find_day, find_day_and_month, find_dues, read_time
from phongtrao.reader.model import DOUBTFUL, SURE, Finding, Node
from phongtrao.reader.sections import Sections
from phongtrao.reader.text import bare, plain, tidy

_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_PHASE = re.compile(r"(?:giai \w+|nam|dot|buoc|tu)\b[^:;]{0,40}?\d|(?:thang|quy)\b[^:;]{1,30}:")
_STAGE = re.compile(r"(?:giai \w+|dot|buoc)\b[^:;]{0,40}?\d")
_NO_SUBJECTS = ("pham vi", "thoi gian", "dieu kien", "dia ban", "so luong")
_PEOPLE = re.compile(
    r"\s*(?:cac |toan the |moi |nhung )?(?:can bo|cong chuc|vien chuc|giao vien|nha giao|hoc sinh|hoc vien|sinh vien|nguoi|nhan vien|doan vien|thanh nien|ca nhan)\b"
)
_IN_YEAR = re.compile(r"(?:vào|trong|cuối|đầu) (?:năm )?((?:19|20)\d\d)|vao nam ((?:19|20)\d\d)")
_SPAN = re.compile(
    r"(?:\(?tu )?(?:ngay )?\d{1,2}/\d{1,2}(?:/(?:19|20)\d\d)?,? (?:den|-|–)(?: het)? (?:ngay )?\d{1,2}/\d{1,2}/(?:19|20)\d\d"
)
# “sơ kết tháng 5/2027”: the month needs no “trong”
_REVIEW = re.compile(r"\b(?:so ket|tong ket|danh gia) ((?:thang|quy) [^.;,]+)")
NO_YEAR = gettext_noop("Chỉ tiêu không ghi năm. Hãy bổ sung.")


def read_subjects(sections: Sections) -> list[Finding]:
    """Findings of one key, ``collectives`` or ``individuals``: one for each group named."""
    heads = {id(section.node) for section in sections.of("subjects")}
    nodes = {id(node): node for section in sections.of("subjects") for node in section.node.walk()}
    return [
        finding
        for key, node in nodes.items()
        if sections.role_of[key] == "subjects"
        for finding in _subjects(node, is_head=key in heads)
    ]


def _subjects(node: Node, *, is_head: bool) -> Iterator[Finding]:
    head, colon, rest = node.text.partition(":")
    text = rest if colon else "" if is_head else node.text
    is_other = plain(head).startswith(_NO_SUBJECTS)
    if not text.strip() or is_other or (not is_head and "tap the va ca nhan" in plain(head)):
        return
    is_person = _is_person(head, text)
    side = "individuals" if is_person else "collectives"
    for part in _groups(text, commas=is_person):
        yield Finding({side: part}, node.paragraph.first, node.paragraph.last)


def _is_person(head: str, text: str) -> bool:
    """By its label, else by the first word: “giáo viên”, “học sinh”."""
    folded = plain(head)
    if "ca nhan" in folded or "ca nh" in folded[:8]:
        return True
    return "tap the" not in folded and bool(_PEOPLE.match(plain(text)))


def read_phases(sections: Sections, *, has_event: bool = False) -> list[Finding]:
    """Items {name, start_year, end_year, milestone, date} of “Thời gian”, “Các giai đoạn”; the time
    of an event is none of them."""
    opens = _STAGE if has_event else _PHASE
    nodes = (node for section in sections.of("phases") for node in section.node.walk()[1:])
    return [_phase(node) for node in nodes if opens.match(plain(node.text))]


def read_budget(sections: Sections) -> list[Finding]:
    """One finding {budget: text}, or none."""
    for section in sections.of("budget"):
        texts = [section.node.text.partition(":")[2], *(n.text for n in section.node.walk()[1:])]
        text = bare(tidy(" ".join(text for text in texts if text)))
        if text:
            return [Finding({"budget": text}, section.node.paragraph.first, section.node.last)]
    return []


def _groups(text: str, *, commas: bool) -> Iterable[str]:
    parts = re.split(r"[;,]" if commas else ";", text)
    return (part for part in map(bare, parts) if part)


def _phase(node: Node) -> Finding:
    name, rest = _name_and_rest(_with_what_follows(node))
    years = [int(year) for year in _YEAR.findall(name)]
    if not years and (bracket := re.match(r"\s*\(([^)]*)\)", rest)):
        years = [int(year) for year in _YEAR.findall(bracket.group(1))]
        rest = rest[bracket.end() :]
    if not years and (span := _SPAN.match(plain(rest.lstrip()))):
        years = [int(year) for year in _YEAR.findall(span.group())]
    start, end = (years[0], years[-1]) if years else (None, None)
    value = {
        "name": name,
        "start_year": start,
        "end_year": end,
        "milestone": bare(rest) or name,
        "date": _review_date(rest, end),
    }
    return Finding(
        value,
        node.paragraph.first,
        node.last,
        SURE if years else DOUBTFUL,
        "" if years else NO_YEAR,
    )


def _with_what_follows(node: Node) -> str:
    """A phase that stands as a heading, “1. Giai đoạn 2026-2027”, says in the lines below what is done."""
    below = " ".join(child.text for child in node.walk()[1:] if child.table is None)
    is_open = below and node.text[-1:] not in ".;"
    return f"{bare(node.text)}: {below}" if is_open else node.text


def _name_and_rest(text: str) -> tuple[str, str]:
    name, colon, rest = text.partition(":")
    if colon:
        return bare(name), rest
    match = re.match(r"([^,.;(]*?\d{4}(?:\s?-\s?\d{4})?)[,.;]?\s+(.*)", text)
    return (match.group(1), match.group(2)) if match else (bare(text), text)


def _without_span(text: str) -> str:
    """The words beside “từ ngày … đến ngày …”: that is the phase itself, not its review."""
    span = _SPAN.search(plain(text))
    return f"{text[: span.start()]}{text[span.end() :]}" if span else text


def _review_date(text: str, year: int | None) -> str | None:
    text = _without_span(text)
    if day := find_day(text):
        return day
    named = [due.deadline for due in find_dues(text) if due.deadline and due.deadline[0] != "-"]
    if named:
        return named[-1]
    if (review := _REVIEW.search(plain(text))) and (due := read_time(review.group(1)))[0] == DATE:
        return due[1]
    found = find_day_and_month(text)
    if found and year:
        return f"{year}-{found[0]:02d}-{found[1]:02d}"
    match = _IN_YEAR.search(text)
    return next(filter(None, match.groups())) if match else None
