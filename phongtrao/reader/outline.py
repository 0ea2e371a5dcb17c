"""Elements into the outline of a plan: header, tree of sections, conclusion, closing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from phongtrao.reader.headings import read_roles
from phongtrao.reader.markers import BODY, DECIMAL, LETTER, ROMAN, STAR
from phongtrao.reader.model import Element, Node, Paragraph, Table
from phongtrao.reader.recipients import is_name
from phongtrao.reader.text import is_upper, plain, starts_upper

_CONCLUSION = ("tren day la",)
# These too, where the text ends with them (“./.”).
_LAST_WORDS = (
    "yeu cau",
    "de nghi",
    "trong qua trinh",
    "can cu ke hoach",
    "nhan duoc",
    "ke hoach nay",
    "moi thong tin",
    "moi kho khan",
    "moi vuong mac",
    "neu co vuong mac",
    "neu co kho khan",
    "qua trinh",
    "thong tin chi tiet",
)
# “Sở … yêu cầu các đơn vị …”, “Các đơn vị căn cứ Kế hoạch tổ chức thực hiện”
_ORDERS = re.compile(
    r"[^.;]{4,60} (?:yeu cau|de nghi|can cu (?:noi dung )?ke hoach(?: nay)?,? [^.;]*thuc hien) "
)
_CLOSING = ("noi nhan", "noti nhan")
_TITLE_WORDS, _HEADING_WORDS = 14, 20
_POST_WORDS = 5  # in capitals under a name; more are the title of an annex
ANNEXED = ("(kem theo", "(ban hanh kem")
UNNUMBERED = LETTER - 0.1  # a heading without a number stands under numbered ones, over “a)”
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
    for element, following in zip(elements, [*elements[1:], None], strict=True):
        if isinstance(element, Table):
            if part is outline.closing:
                tree.close()  # an annex without a heading belongs to no section
            tree.add(Node(Paragraph("", element.first, element.last), table=element))
            continue
        before, part = part, _part_of(element, part, outline)
        if part is _IN_BODY:
            if before is outline.closing:
                tree.close()  # an annex, whatever it is called, is no part of the last section
            tree.add(Node(element), following=following)
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
    if current is _IN_BODY and _concludes(paragraph):
        return outline.conclusion
    opens_body = (marker is not None and marker.rank < DECIMAL) or _opens_unnumbered(
        paragraph, outline.header
    )
    if current is outline.header and outline.header and opens_body:
        return _IN_BODY
    if current is outline.closing and _opens_annex(paragraph, outline.closing):
        return _IN_BODY
    return current


def _opens_unnumbered(paragraph: Paragraph, header: Sequence[Paragraph]) -> bool:
    """A first section without a number; the title of the plan may read like one, but no colon
    stands before it."""
    announced = bool(header) and header[-1].text.endswith(":")
    return is_title(paragraph) and (announced or is_upper(paragraph.text))


def _opens_annex(paragraph: Paragraph, closing: Sequence[Paragraph]) -> bool:
    """What follows the signer's name is an annex, whether it says so or not."""
    is_titled = is_upper(paragraph.text) and len(paragraph.text.split()) > _POST_WORDS
    is_annexed = plain(paragraph.text).startswith(ANNEXED)
    return (is_titled or is_annexed) and any(is_name(above.text) for above in closing)


def _concludes(paragraph: Paragraph) -> bool:
    folded = plain(paragraph.text)
    is_last = paragraph.marker is None and paragraph.text.endswith("./.")
    is_order = _ORDERS.match(folded) or folded.startswith(_LAST_WORDS)
    return folded.startswith(_CONCLUSION) or (is_last and bool(is_order))


def is_heading(paragraph: Paragraph) -> bool:
    """A line without a number that heads what follows: in capitals, or set off and no sentence."""
    if paragraph.marker is not None or not paragraph.text or paragraph.text[-1] in ".;,":
        return False
    if is_upper(paragraph.text):
        return True
    return paragraph.is_heading and len(paragraph.text.split()) <= _HEADING_WORDS


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

    def close(self) -> None:
        """Nothing is open any more: what comes stands by itself."""
        self.path.clear()

    def add(self, node: Node, following: Element | None = None) -> None:
        rank = self._rank(node, following)
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

    def _rank(self, node: Node, following: Element | None) -> float:
        if node.marker:
            return node.marker.rank
        if node.table is not None:
            return BODY
        if is_title(node.paragraph) and (is_upper(node.text) or not self._is_unnumbered()):
            return ROMAN
        if is_heading(node.paragraph):
            return ROMAN if is_upper(node.text) else UNNUMBERED
        return UNNUMBERED if self._heads(node.paragraph, following) else BODY

    def _is_unnumbered(self) -> bool:
        """Whether the plan numbers its sections not: the one that is open has no number."""
        return bool(self.path) and self.path[0][1].marker is None

    def _heads(self, paragraph: Paragraph, following: Element | None) -> bool:
        """In a plan without numbers, a short line that is no sentence heads what follows it."""
        is_short = len(paragraph.text.split()) <= _TITLE_WORDS
        is_open = is_short and paragraph.text[-1:].isalnum() and starts_upper(paragraph.text)
        return is_open and self._is_unnumbered() and isinstance(following, Paragraph)

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
