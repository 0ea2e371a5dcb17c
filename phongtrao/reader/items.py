"""The plain lists of a plan: purposes, requirements, contents, solutions, rules, participants."""

from collections.abc import Iterator

from phongtrao.reader.model import FAIR, SURE, Finding, Node
from phongtrao.reader.sections import Section, Sections, heading_label
from phongtrao.reader.tasks import is_task
from phongtrao.reader.text import bare, is_upper, tidy

_TITLE_WORDS = 12
_HEADING_WORDS = 40  # a numbered text longer than this is an item, whatever hangs under it


def read_items(sections: Sections, role: str) -> list[Finding]:
    """Items {ordinal, heading, text} of every section with this role, in reading order."""
    return [item for section in sections.of(role) for item in _section_items(sections, section)]


def _section_items(sections: Sections, section: Section) -> Iterator[Finding]:
    yield from _inline(section.node)
    yield from _children(sections, section, section.node, None)


def _inline(node: Node) -> Iterator[Finding]:
    """“2. Yêu cầu: Bảo đảm …”: the item stands on the line of the heading."""
    _, _, rest = node.text.partition(":")
    if rest.strip() and not rest.rstrip().endswith(":") and node.marker:
        yield _item(node, None, rest.strip(), FAIR)


def _children(
    sections: Sections, section: Section, node: Node, heading: str | None
) -> Iterator[Finding]:
    for child in sections.own_children(section, node):
        if child.table is not None or is_task(child):
            continue
        under = [kid for kid in sections.own_children(section, child) if kid.table is None]
        if not under:
            yield from _leaf(child, heading)
        elif is_specimen(child):
            yield _item(child, heading, specimen_text(child))
        elif _is_heading(child, under):
            yield from _children(sections, section, child, heading_label(child))
        else:
            yield from _leaf(child, heading)
            below = heading_label(child) if _is_lettered(child) else heading
            yield from _children(sections, section, child, below)


def _leaf(node: Node, heading: str | None) -> Iterator[Finding]:
    """A lead-in that ends with a colon is no item, unless it has a letter of its own."""
    is_lead_in = node.text.endswith(":") and not _is_lettered(node)
    if not is_lead_in and bare(node.text):
        yield _item(node, heading, node.text)


def _item(node: Node, heading: str | None, text: str, confidence: float = SURE) -> Finding:
    marker = node.marker
    ordinal = None if marker is None or marker.is_bullet else marker.ordinal
    value = {"ordinal": ordinal, "heading": heading, "text": bare(tidy(text))}
    last = node.last if is_specimen(node) else node.paragraph.last
    return Finding(value, node.paragraph.first, last, confidence)


def _is_lettered(node: Node) -> bool:
    return node.marker is not None and node.marker.kind in ("letter", "paren")


def _is_heading(node: Node, under: list[Node]) -> bool:
    """A numbered title; a numbered sentence with a plain paragraph behind it is an item."""
    if node.marker is None or node.marker.is_bullet or _is_lettered(node):
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
