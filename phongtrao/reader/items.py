"""The plain lists of a plan: purposes, requirements, contents, solutions, rules, participants."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from phongtrao.lib.words import gettext_noop
from phongtrao.reader.headings import read_roles
from phongtrao.reader.model import DOUBTFUL, FAIR, SURE, Finding, Node
from phongtrao.reader.reports import is_submission
from phongtrao.reader.sections import Section, Sections, heading_label, heading_text
from phongtrao.reader.tasks import is_task
from phongtrao.reader.text import bare, is_upper, plain, tidy

_TITLE_WORDS = 12
_POINTER = re.compile(
    r"[^.;]{0,200}?(?:\bchi tiet|(?:duoc )?(?:neu|giao|quy dinh|ghi|trinh bay|the hien|phan cong|xac dinh|liet ke)(?: chi tiet| cu the| ro)?)"
    r"(?: (?:tai|o|trong|theo|xem|nhu))+ (?:cac |bang |bieu )*(?:phu luc|phu bieu|bieu|bang|danh muc)\b[^.;]{0,80}[.;/]*"
)
_LISTS = ("gồm:", "gồm có:", "gồm các tài liệu sau:")  # says only that a list follows
_LISTS_PAPERS = re.compile(
    r"[^:;]{0,90}\b(?:gom|bao gom|gom co)(?: cac (?:tai lieu|giay to|van ban))?(?: sau)?\s?: [^;]+;"
)
# What is asked of the doing, not what is hoped for by it.
_ASKS = re.compile(
    r"(?:(?:viec|cac|moi|cong tac|qua trinh|hinh thuc|noi dung|hoat dong)\b[^.;]{0,80}?"
    r"\b(?:phai|can|trien khai|to chuc|thuc hien|bao dam|dam bao|chu dong|xay dung)\b"
    r"|(?:bao dam|dam bao) (?:an toan|thiet thuc|dung|tiet kiem|chat luong|cong khai)|to chuc [^.;]{0,60}?(?:bao dam|dam bao|nghiem tuc|thiet thuc|tiet kiem))"
)
PARTED = gettext_noop(
    "Mục đích và yêu cầu không tách đề mục. Hãy kiểm tra ý này là mục đích hay yêu cầu."
)
_HEADING_WORDS = 40  # a numbered text longer than this is an item, whatever hangs under it


def read_items(
    sections: Sections, role: str, taken: Collection[int] = frozenset()
) -> list[Finding]:
    """Items {ordinal, heading, text} of every section with this role, in reading order.

    ``taken`` are nodes that have become something else, a task.
    """
    return [
        replace(item, confidence=FAIR) if section.is_guessed else item
        for section in sections.of(role)
        for item in _section_items(_Walk(sections, section, taken))
    ]


def asks_too(sections: Sections) -> bool:
    """Whether purposes and requirements stand under one heading."""
    heads = (section.node for section in sections.of("purposes") if section.is_guessed)
    return any("requirements" in read_roles(heading_text(head)) for head in heads)


def part_requirements(purposes: Sequence[Finding]) -> tuple[list[Finding], list[Finding]]:
    """The items of “MỤC ĐÍCH, YÊU CẦU” that nothing parts: from the first that asks something of
    those who carry out the plan, they are requirements."""
    texts = [plain(item.value["text"]) for item in purposes]
    first = next((n for n, text in enumerate(texts) if n and _ASKS.match(text)), len(texts))
    asked = [replace(item, confidence=DOUBTFUL, doubt=PARTED) for item in purposes[first:]]
    return list(purposes[:first]), asked


@dataclass(frozen=True, slots=True)
class _Walk:
    """The section being read, and the nodes in it that are no items."""

    sections: Sections
    section: Section
    taken: Collection[int]

    def under(self, node: Node) -> list[Node]:
        children = self.sections.own_children(self.section, node)
        return [child for child in children if child.table is None and not _is_note(child)]

    def names_group(self, node: Node) -> bool:
        """“a) Khách mời:” over those invited; elsewhere a lettered lead-in says something itself."""
        return self.section.role == "participants" and _is_lettered(node)

    def is_submission(self, node: Node) -> bool:
        """Where and when a dossier is sent is no part of it."""
        role = self.section.role
        return role == "dossier_components" and is_submission(node, None)

    def lists_papers(self, node: Node) -> bool:
        role = self.section.role
        return role == "dossier_components" and _LISTS_PAPERS.match(plain(node.text)) is not None


def _is_note(node: Node) -> bool:
    """“(Chi tiết tại Phụ lục I kèm theo)”, “Nhiệm vụ cụ thể được nêu tại Phụ lục II” on a line of its
    own says nothing itself."""
    is_bracket = re.fullmatch(r"\(.*\)[.;]?", node.text) is not None
    return node.marker is None and (is_bracket or points_to_annex(node.text))


def points_to_annex(text: str) -> bool:
    """A sentence that only says where to look: nobody does anything in it."""
    return _POINTER.fullmatch(plain(text)) is not None


def _section_items(walk: _Walk) -> Iterator[Finding]:
    if id(walk.section.node) not in walk.taken:
        yield from _inline(walk.section.node)
    yield from _children(walk, walk.section.node, None)


def _listed(node: Node, heading: str | None) -> Iterator[Finding]:
    """“Hồ sơ (01 bộ) gồm: Tờ trình …; Báo cáo …; Biên bản …”: the papers listed in one line."""
    _, _, rest = node.text.partition(":")
    yield from (make_item(node, heading, part, FAIR) for part in rest.split(";") if bare(part))


def _inline(node: Node) -> Iterator[Finding]:
    """“2. Yêu cầu: Bảo đảm …”: the item stands on the line of the heading."""
    _, _, rest = node.text.partition(":")
    if rest.strip() and not rest.rstrip().endswith(":") and node.marker:
        yield make_item(node, None, rest.strip(), FAIR)


def _children(walk: _Walk, node: Node, heading: str | None) -> Iterator[Finding]:
    for child in walk.under(node):
        if is_task(child) or walk.is_submission(child) or _heads_table(child):
            continue
        under = walk.under(child)
        if id(child) in walk.taken:
            yield from _children(walk, child, heading)
        elif not under and walk.lists_papers(child):
            yield from _listed(child, heading)
        elif not under:
            yield from _leaf(child, heading)
        elif is_specimen(child):
            yield make_item(child, heading, specimen_text(child))
        elif _is_heading(child, under) or walk.names_group(child):
            yield from _children(walk, child, heading_label(child))
        else:
            yield from _leaf(child, heading)
            below = heading_label(child) if _is_lettered(child) else heading
            yield from _children(walk, child, below)


def _leaf(node: Node, heading: str | None) -> Iterator[Finding]:
    """A lead-in that ends with a colon is no item, unless it has a letter of its own."""
    says_itself = _is_lettered(node) and not node.text.endswith(_LISTS)
    is_lead_in = node.text.endswith(":") and not says_itself
    if not is_lead_in and bare(node.text):
        yield make_item(node, heading, node.text)


def make_item(node: Node, heading: str | None, text: str, confidence: float = SURE) -> Finding:
    """An item {ordinal, heading, text} that stands at ``node``."""
    marker = node.marker
    ordinal = None if marker is None or marker.is_bullet else marker.ordinal
    value = {"ordinal": ordinal, "heading": heading, "text": bare(tidy(text))}
    last = node.last if is_specimen(node) else node.paragraph.last
    return Finding(value, node.paragraph.first, last, confidence)


def _heads_table(node: Node) -> bool:
    """“1. Sinh hoạt chuyên đề theo lịch” over its table and nothing else: the rows say it."""
    is_title = node.text[-1:] not in ".;" and len(node.text.split()) <= _HEADING_WORDS
    return bool(node.children) and is_title and all(child.table for child in node.children)


def _is_lettered(node: Node) -> bool:
    return node.marker is not None and node.marker.kind in ("letter", "paren")


def _is_heading(node: Node, under: list[Node]) -> bool:
    """A title, numbered or not; a numbered sentence with a plain paragraph behind it is an item."""
    if node.marker is None:
        return True  # only a heading without a number has anything under it
    if node.marker.is_bullet or _is_lettered(node):
        return False
    if node.text.endswith(":"):
        return True
    has_list = any(child.marker is not None for child in under)
    is_sentence = node.text.endswith(".") and len(node.text.split()) > _TITLE_WORDS
    return not is_sentence and (has_list or len(node.text.split()) <= _HEADING_WORDS)


def is_specimen(node: Node) -> bool:
    """A bullet whose lines are set in capitals: the wording of a banner, a title."""
    return (
        node.marker is not None
        and node.marker.is_bullet
        and bool(node.children)
        and all(child.marker is None for child in node.children)
        and is_upper(node.children[0].text)
    )


def specimen_text(node: Node) -> str:
    """A specimen on one line, its own lines joined by dashes."""
    return f"{node.text} {' – '.join(child.text for child in node.children)}"
