"""Which part of the outline is which section of a plan, by the words of its headings.

A heading is read from its start (“Tăng cường các giải pháp …” is a task, not a section on
solutions); a heading that lists several sections hands them to its children by their own headings.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from phongtrao.reader.headings import read_roles
from phongtrao.reader.markers import LETTER, label
from phongtrao.reader.model import Node, Paragraph
from phongtrao.reader.outline import Outline, is_title
from phongtrao.reader.text import bare, plain

# A section that may open inside another one of a different kind.
_ANYWHERE = frozenset(
    {"dossier_components", "budget", "participants", "agenda", "award_forms", "indicators", "place"}
)
_SHORT = frozenset(
    {"subjects", "phases", "criteria", "form", "reports", "award_rules", "submission"}
)
_OF_EVENTS = frozenset({"form", "place"})
_OCCASIONS = ("hang nam", "so ket", "tong ket", "dot xuat", "chuyen de", "dinh ky")
_BASES = ("can cu", "thuc hien", "trien khai")
# “- Tiêu chuẩn xét: …” says in its line what a section of its own might say
_STANDARDS = re.compile(
    r"(?:tieu (?:chuan|chi)|dieu kien)(?: (?:xet|khen thuong|xet chon|xet tang|chung))*: \S"
)
_HEADING_WORDS = 26
_LABEL_WORDS, _SHORT_WORDS = 15, 7


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the plan: its role and the node that heads it; ``is_guessed`` where the heading
    says nothing of it, or names several sections at once."""

    role: str
    node: Node
    is_guessed: bool = False


@dataclass(slots=True)
class Sections:
    """The sections of an outline; a node belongs to the nearest section above it."""

    found: list[Section]
    role_of: dict[int, str]
    never: frozenset[str] = frozenset()  # roles this plan has no sections for

    def of(self, *roles: str) -> list[Section]:
        return [section for section in self.found if section.role in roles]

    def own_children(self, section: Section, node: Node) -> Iterator[Node]:
        """Children of ``node`` that stay in ``section``."""
        heads = {id(other.node) for other in self.found}
        for child in node.children:
            if id(child) not in heads and self.role_of[id(child)] == section.role:
                yield child


def find_sections(
    outline: Outline, *, is_damaged: bool = False, has_event: bool = True
) -> Sections:
    """Give every node of the outline its role; form and place are sections of an event only."""
    sections = Sections([], {}, frozenset() if has_event else _OF_EVENTS)
    for root in outline.roots:
        _assign(root, (), sections, is_damaged=is_damaged)
    return sections


def find_bases(sections: Sections) -> list[Paragraph]:
    """What stands under “CĂN CỨ” as it would in a preamble: there each line says “Căn cứ” itself."""
    lines = [node.paragraph for one in sections.of("bases") for node in one.node.walk()[1:]]
    return [
        line if plain(line.text).startswith(_BASES) else replace(line, text=f"Căn cứ {line.text}")
        for line in lines
    ]


def heading_text(node: Node) -> str:
    """The words of a heading without what follows its colon: “Hình thức: Tổ chức …” → “Hình thức”."""
    text, colon, _ = node.text.partition(":")
    if colon and len(text.split()) <= _LABEL_WORDS:
        return bare(text)
    return bare(node.text)


def heading_label(node: Node) -> str:
    """A heading as items quote it: with its number, without its closing colon."""
    return label(node.marker) + bare(node.text)


def _assign(node: Node, inherited: Sequence[str], sections: Sections, *, is_damaged: bool) -> None:
    own = _own_roles(node, inherited, is_damaged=is_damaged)
    roles = tuple(role for role in own if role not in sections.never)
    if roles:
        sections.found.append(Section(_default(roles), node, len(roles) > 1))
        sections.role_of[id(node)] = _default(roles)
    else:
        sections.role_of[id(node)] = _default(inherited) if inherited else _unnamed(node)
        if node.parent is None and node.marker:
            sections.found.append(Section(_unnamed(node), node, is_guessed=True))
    for child in node.children:
        _assign(child, roles or inherited, sections, is_damaged=is_damaged)


def _own_roles(node: Node, inherited: Sequence[str], *, is_damaged: bool) -> tuple[str, ...]:
    if node.table is not None or not _may_head(node):
        return ()
    heading = heading_text(node)
    roles = read_roles(heading, is_damaged=is_damaged)
    if not inherited:
        return roles
    if "award_rules" in inherited:  # “1. Hình thức” under KHEN THƯỞNG: of award, not of an event
        roles = tuple("award_forms" if role == "form" else role for role in roles)
    if len(inherited) == 1:
        if inherited[0] in roles:
            return ()
        roles = tuple(role for role in roles if _may_open_inside(role, heading, inherited[0]))
    if roles and roles[0] in inherited and len(heading.split()) > _SHORT_WORDS:
        return ()  # a long heading goes on with the section: its items quote it
    roles = roles[:1] if roles and roles[0] not in inherited else roles
    return _by_occasion(roles, node)


def _may_head(node: Node) -> bool:
    marker = node.marker
    if marker is None:
        return is_title(node.paragraph)
    if marker.is_bullet and _STANDARDS.match(plain(node.text)):
        return True
    if marker.kind == "annex" or marker.rank > LETTER:
        return False
    if len(heading_text(node).split()) > _HEADING_WORDS:
        return False
    return marker.rank < LETTER or bool(node.children) or ":" in node.text


def _may_open_inside(role: str, heading: str, around: str) -> bool:
    if role == around or role in _ANYWHERE or (role, around) == ("requirements", "purposes"):
        return True
    return (
        role in _SHORT
        and len(heading.split()) <= _SHORT_WORDS
        and (around not in ("criteria", "tasks") or role == "award_rules")
    )


def _by_occasion(roles: tuple[str, ...], node: Node) -> tuple[str, ...]:
    """Standards for each occasion (yearly, at the review) are rules of award, not criteria."""
    if "criteria" not in roles or "khen thu" not in plain(heading_text(node)):
        return roles
    children = [plain(child.text) for child in node.children]
    if any(word in text[:60] for text in children for word in _OCCASIONS):
        return ("award_rules",)
    return roles


def _unnamed(node: Node) -> str:
    """The section of a heading that says nothing: contents; of an annex, none."""
    is_annex = node.marker is not None and node.marker.kind == "annex"
    return "annex" if is_annex else "contents"


def _default(roles: Sequence[str]) -> str:
    return "contents" if "contents" in roles else roles[0]
