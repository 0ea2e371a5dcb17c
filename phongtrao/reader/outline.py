"""Elements into the outline of a plan: header, tree of sections, conclusion, closing."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from phongtrao.reader.headings import read_roles
from phongtrao.reader.markers import BODY, DECIMAL, ROMAN, STAR
from phongtrao.reader.model import Element, Node, Paragraph, Table
from phongtrao.reader.text import is_upper, plain

_CONCLUSION = ("tren day la",)
_CLOSING = ("noi nhan", "noti nhan")
_TITLE_WORDS = 14
_DATE_LINE = ("ngay", "thang", "nam")


@dataclass(frozen=True, slots=True)
class Outline:
    """The parts of a plan; ``header`` holds everything before the first section."""

    header: list[Paragraph] = field(default_factory=list)
    roots: list[Node] = field(default_factory=list)
    conclusion: list[Paragraph] = field(default_factory=list)
    closing: list[Paragraph] = field(default_factory=list)

    def nodes(self) -> list[Node]:
        """Every node of the tree, in reading order."""
        return [node for root in self.roots for node in root.walk()]

    def paragraphs(self) -> list[Paragraph]:
        """Every paragraph of the plan but the closing, table rows too, in reading order."""
        body = [paragraph for node in self.nodes() for paragraph in _paragraphs_of(node)]
        together = [*self.header, *body, *self.conclusion]
        return sorted(together, key=lambda paragraph: paragraph.first)


def build_outline(elements: Sequence[Element]) -> Outline:
    """Sort ``elements`` into the parts of a plan and build the tree of its sections."""
    outline = Outline()
    tree = _Tree(outline.roots)
    part = outline.header
    for element in elements:
        if isinstance(element, Table):
            tree.add(Node(Paragraph("", element.first, element.last), table=element))
            continue
        part = _part_of(element, part, outline)
        if part is _IN_BODY:
            tree.add(Node(element))
        else:
            part.append(element)
    return outline


_IN_BODY: list[Paragraph] = []  # stands for “the tree”, compared by identity


def _part_of(paragraph: Paragraph, current: list[Paragraph], outline: Outline) -> list[Paragraph]:
    marker, folded = paragraph.marker, plain(paragraph.text)
    if marker is not None and marker.kind == "annex":
        return _IN_BODY
    if folded.startswith(_CLOSING):
        return outline.closing
    if current is _IN_BODY and folded.startswith(_CONCLUSION):
        return outline.conclusion
    opens_body = marker is not None and marker.rank < DECIMAL
    if current is outline.header and outline.header and (opens_body or is_title(paragraph)):
        return _IN_BODY
    return current


def is_title(paragraph: Paragraph) -> bool:
    """A section heading without a number: set as one or in capitals, in the words of one."""
    if paragraph.marker is not None or len(paragraph.text.split()) > _TITLE_WORDS:
        return False
    is_set_off = paragraph.is_heading or is_upper(paragraph.text)
    return is_set_off and bool(read_roles(paragraph.text))


class _Tree:
    """Grows the tree: a paragraph hangs on the last one that ranks above it."""

    def __init__(self, roots: list[Node]) -> None:
        self.roots = roots
        self.path: list[tuple[float, Node]] = []

    def add(self, node: Node) -> None:
        rank = self._rank(node)
        if not node.marker and self._belongs_to_open_bullet(node):
            self._hang(node, self.path[-1][1])
            return
        # plain text after a list goes on with the section, not with the last bullet
        limit = STAR if rank == BODY else rank
        while self.path and self.path[-1][0] >= limit:
            self.path.pop()
        self._hang(node, self.path[-1][1] if self.path else None)
        if rank < BODY:
            self.path.append((rank, node))

    def _rank(self, node: Node) -> float:
        if node.marker:
            return node.marker.rank
        return ROMAN if is_title(node.paragraph) else BODY

    def _hang(self, node: Node, parent: Node | None) -> None:
        node.parent = parent
        (parent.children if parent else self.roots).append(node)

    def _belongs_to_open_bullet(self, node: Node) -> bool:
        """Lines set as a specimen (a banner, a title) under a bullet that ends with a colon."""
        if not self.path or node.table:
            return False
        rank, last = self.path[-1]
        if rank < STAR or not last.text.endswith(":"):
            return False
        words = plain(node.text).replace(",", " ").split()
        return is_upper(node.text) or (
            bool(last.children) and all(word in words for word in _DATE_LINE)
        )


def _paragraphs_of(node: Node) -> list[Paragraph]:
    if node.table is None:
        return [node.paragraph]
    # A bar between cells: a name at the end of one must not run into the next.
    return [
        Paragraph(" | ".join(cell.replace("\n", " ") for cell in row.cells), row.first, row.last)
        for row in node.table.rows
    ]
