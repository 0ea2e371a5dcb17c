"""The event a plan organises: its form, time and place."""

import re
from collections.abc import Iterator, Sequence

from phongtrao.reader.dates import DATE, find_day, read_time
from phongtrao.reader.headings import read_roles
from phongtrao.reader.model import Finding, Node
from phongtrao.reader.outline import Outline
from phongtrao.reader.sections import Section, Sections, heading_text
from phongtrao.reader.text import bare, plain, tidy

_EVENT = (
    "hoi nghi",
    "hoi thi",
    "hoi thao",
    "(?<!tuan )le ",
    "dai hoi",
    "toa dam",
    "cuoc thi",
    "ngay hoi",
    "lien hoan",
    "giai thi dau",
    "trien lam",
    "hoi dien",
)
_HEADS_EVENT = re.compile(
    rf"(?:to chuc )?(?:{'|'.join(word.strip() for word in _EVENT)})\b(?! duc| phi| luat)[^.;]{{0,120}}$"
)
_TITLE_OPENING = 80  # letters in which a title says what it organises
_FIELDS = {"form": "form", "phases": "time", "place": "place"}
# “8 giờ 00 ngày 20/11/2026, tại Hội trường …”: time and place said in one breath.
_AT = re.compile(r"\s*[,;.]?\s+[Tt]ại\s+(?=\S)")


def is_event(title: str) -> bool:
    """Whether a plan with this title organises an event: “Tổ chức Hội nghị …”."""
    opening = plain(title)[:_TITLE_OPENING]
    return any(re.search(word, opening) for word in _EVENT)


def find_event(outline: Outline, title: str) -> list[Node]:
    """Where the event of a plan stands: the whole of a plan entitled by it; of a plan for more, the
    section that organises one as well, “VI. LỄ PHÁT ĐỘNG” with its time and its place; else nowhere."""
    if is_event(title):
        return outline.nodes()
    heads = (node for node in outline.nodes() if _HEADS_EVENT.match(plain(node.text)))
    return next((head.walk() for head in heads if _says_when_and_where(head)), [])


def _says_when_and_where(node: Node) -> bool:
    roles = {role for child in node.walk()[1:] for role in read_roles(heading_text(child))}
    return {"phases", "place"} <= roles


def read_event(sections: Sections, within: Sequence[Node]) -> list[Finding]:
    """Findings of one key each: form, time, deadline, place — those that are there ``within``."""
    found: dict[str, Finding] = {}
    inside = {id(node) for node in within}
    for section in sections.of(*_FIELDS):
        if id(section.node) not in inside:
            continue
        for field, text, node in _said(sections, section):
            value = bare(tidy(text))
            if value:
                first, last = node.paragraph.first, node.last
                found.setdefault(field, Finding({field: value}, first, last))
    if (time := found.get("time")) and (day := _last_day(time.value["time"])):
        found["deadline"] = Finding({"deadline": day}, time.first, time.last)
    return list(found.values())


def _last_day(text: str) -> str | None:
    """The day of the event, the last one of several: “từ ngày 10/11/2025 đến ngày 20/11/2025”."""
    kind, deadline = read_time(text)
    return deadline if kind == DATE else find_day(text)


def _said(sections: Sections, section: Section) -> Iterator[tuple[str, str, Node]]:
    """(field, words, node) of a section: labelled children each their own, else all it says."""
    rest = section.node.text.partition(":")[2].strip()
    children = list(sections.own_children(section, section.node))
    labelled = [(field, child) for child in children if (field := _labelled(child))]
    for field, child in labelled:
        yield field, child.text.partition(":")[2], child
    if labelled:
        return
    field = _FIELDS[section.role]
    text = rest or " ".join(child.text for child in children if child.table is None)
    names_both = len(read_roles(section.node.text.partition(":")[0])) > 1
    at = _AT.search(text) if names_both and field == "time" else None
    yield field, text[: at.start()] if at else text, section.node
    if at:
        yield "place", text[at.end() :], section.node


def _labelled(node: Node) -> str:
    """The field a line names before its colon: “- Địa điểm: …”."""
    head, colon, rest = node.text.partition(":")
    roles = read_roles(head) if colon and rest.strip() else ()
    return next((_FIELDS[role] for role in roles if role in _FIELDS), "")
