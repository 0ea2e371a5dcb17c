"""The values that travel through the reader, from the file to the reviewed fact.

    file ─load→ Source ─lines→ Paragraph | Table ─outline→ Node ─sections→ Finding ─facts→ Reading

Every value keeps the numbers of the blocks it came from, so that a reviewer can always be shown
the passage behind a fact.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from phongtrao.reader.abbreviations import Abbreviation

BlockKind = Literal["heading", "paragraph", "row", "line"]
Value = Mapping[str, Any]  # one item of a section, in the shape of schema.json

SURE = 0.95  # said by the structure of the text: a label, a column, a number
FAIR = 0.85  # rebuilt from the flow of the text
DOUBTFUL = 0.6  # guessed; always comes with a sentence that says what to check
LOWERED = 0.75  # what is left of any confidence where the text had lost its marks, or is no plan


@dataclass(frozen=True, slots=True)
class MendedWord:
    """A word of a text that had lost its marks, put right: where it stands now, and what stood there.

    ``start`` and ``end`` are offsets in the text that carries it. ``is_sure``: no other word came close.
    """

    start: int
    end: int
    seen: str
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of the source as a reviewer sees it: a paragraph, a table row or a printed line.

    ``number`` counts from 0 without gaps. ``page`` is known for PDF (and for text with form
    feeds), ``line`` for .txt; ``cells`` is filled for rows only. ``sureness`` 0..1 is below 1 where
    the words were recognised in a picture; ``mended`` are the words of ``text`` that had lost their
    marks.
    """

    number: int
    kind: BlockKind
    text: str
    page: int | None = None
    line: int | None = None
    cells: tuple[str, ...] = ()
    sureness: float = 1.0
    is_indented: bool = False  # printed further in than the lines around it
    mended: tuple[MendedWord, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A loaded file: its blocks, and whether a block is a broken line or a whole paragraph."""

    blocks: tuple[Block, ...]
    pages: int | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Marker:
    """The enumerator of a paragraph: ``II.``, ``3.1.``, ``a)``, ``-``; a lower rank stands higher."""

    kind: str
    ordinal: str
    rank: float

    @property
    def is_bullet(self) -> bool:
        return self.kind == "bullet"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A whole paragraph without its enumerator, single-spaced, NFC."""

    text: str
    first: int
    last: int
    marker: Marker | None = None
    is_heading: bool = False  # the word processor said so


@dataclass(frozen=True, slots=True)
class Row:
    """A table row; ``cells`` follow the columns of its table, line breaks inside a cell are kept."""

    cells: tuple[str, ...]
    first: int
    last: int
    group: str = ""  # the heading row above it, with its number


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose columns are understood; ``columns`` are names of ``columns.py``."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    first: int
    last: int
    is_rebuilt: bool = False  # its cells were guessed from flattened text

    def cell(self, row: Row, *names: str) -> str:
        """The first filled cell of ``row`` under one of the named columns, or an empty text."""
        for name, cell in zip(self.columns, row.cells, strict=False):
            if name in names and cell:
                return cell
        return ""


Element = Paragraph | Table


@dataclass(slots=True)
class Node:
    """A paragraph or a table with what stands under it."""

    paragraph: Paragraph
    table: Table | None = None
    parent: "Node | None" = None
    children: list["Node"] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.paragraph.text

    @property
    def marker(self) -> Marker | None:
        return self.paragraph.marker

    @property
    def last(self) -> int:
        return self.children[-1].last if self.children else self.paragraph.last

    def walk(self) -> list["Node"]:
        """This node and everything under it, in reading order."""
        return [self, *(node for child in self.children for node in child.walk())]


@dataclass(frozen=True, slots=True)
class Finding:
    """One value read from the text, before it becomes a numbered fact."""

    value: Value
    first: int
    last: int
    confidence: float = SURE
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """Where a fact stands: block numbers, both inclusive, and the words themselves."""

    first_block: int
    last_block: int
    page: int | None
    line: int | None
    text: str
    mended: tuple[MendedWord, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One item of the plan with its passage.

    ``value`` is the item as it stands in ``Reading.plan[section][index]``. For ``document``,
    ``event`` and ``budget`` it has one key, the field; for ``subjects`` one key, the side.
    ``confidence`` is 0..1; below 0.8 ``doubt`` says in Vietnamese what to check.
    """

    section: str
    index: int
    value: Value
    confidence: float
    source: Passage
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A plan as read: ``plan`` follows schema.json (without ``annotation``).

    ``abbreviations``: what the text itself calls by a short name.
    """

    plan: dict[str, Any]
    facts: tuple[Fact, ...]
    blocks: tuple[Block, ...]
    warnings: tuple[str, ...] = ()
    pages: int | None = None
    abbreviations: tuple[Abbreviation, ...] = ()
