"""The body of a Word document as texts and grids, in the order they are read."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from phongtrao.reader.load.blocks import Grid, Item, Text
from phongtrao.reader.load.docx.numbering import Numbering
from phongtrao.reader.load.docx.parts import W, is_on, number_of, value_of
from phongtrao.reader.load.docx.runs import (
    ALTERNATE,
    INSERTED,
    Log,
    Words,
    branch,
    read_words,
)
from phongtrao.reader.load.docx.styles import (
    BODY_LEVEL,
    Style,
    Styles,
    list_of,
    outline_level,
    read_rules,
)

_PARAGRAPH, _TABLE, _ROW, _CELL, _CONTROL = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc", f"{W}sdt"
_TRANSPARENT = INSERTED | {_CONTROL, f"{W}sdtContent", f"{W}customXml", f"{W}smartTag"}
_MOST_COLUMNS = 63  # Word’s own limit
_CONTENTS = "Table of Contents"


@dataclass(slots=True)
class Body:
    """Reads a document straight through; automatic numbers count as it goes."""

    numbering: Numbering
    styles: Styles
    log: Log = field(default_factory=Log)
    left_over: str = ""  # words whose paragraph mark was deleted: they go on in the next one

    def items(self, parent: etree._Element) -> Iterator[Item]:
        """Texts and grids of the body, of a cell or of a box."""
        for element in _content(parent, _PARAGRAPH, _TABLE):
            if element.tag == _PARAGRAPH:
                yield from self._paragraph(element)
            else:
                yield from self._table(element)

    def _paragraph(self, element: etree._Element) -> Iterator[Item]:
        properties = element.find(f"{W}pPr")
        style = self.styles.get(value_of(properties, "pStyle") if properties is not None else "")
        if style.is_contents:
            return
        words = read_words(element, style, self.styles, self.log)
        words.text, self.left_over = self.left_over + words.text, ""
        if _is_mark_deleted(properties):
            self.left_over = words.text
        else:
            yield from self._numbered(words, properties, style)
        for box in words.boxes:
            yield from self.items(box)

    def _numbered(
        self, words: Words, properties: etree._Element | None, style: Style
    ) -> Iterator[Text]:
        label = self._label(properties, style)
        if words.text.strip():
            level = outline_level(properties)
            is_set = style.is_heading if level is None else level < BODY_LEVEL
            yield Text(f"{label} {words.text}" if label else words.text, is_set or words.is_bold)

    def _label(self, properties: etree._Element | None, style: Style) -> str:
        own_list, depth = list_of(properties)
        list_id = own_list or style.list_id
        if list_id in ("", "0"):  # 0 takes the paragraph out of its list
            return ""
        if depth is None:
            depth = style.depth
        if depth is None:
            depth = self.numbering.depth_of(list_id, style.name)
        return self.numbering.label(list_id, depth)

    def _table(self, table: etree._Element) -> Iterator[Item]:
        rows = [list(_content(row, _CELL)) for row in _content(table, _ROW) if not _is_out(row)]
        if all(len(cells) <= 1 for cells in rows):  # a frame around text is no table
            for cells in rows:
                for cell in cells:
                    yield from self.items(cell)
            return
        read = [self._row(row) for row in _content(table, _ROW) if not _is_out(row)]
        yield Grid(tuple(read), self._is_ruled(table))

    def _row(self, row: etree._Element) -> list[str | None]:
        skipped = value_of(row.find(f"{W}trPr"), "gridBefore") if len(row) else ""
        cells: list[str | None] = [""] * number_of(skipped, 0, most=_MOST_COLUMNS)
        for cell in _content(row, _CELL):
            properties = cell.find(f"{W}tcPr")
            # Read even where it shows nothing: its paragraphs count in their lists.
            text = self._cell(cell)
            cells.append(None if _continues(properties, "vMerge") else text)
            span = number_of(value_of(properties, "gridSpan"), 1, most=_MOST_COLUMNS)
            cells += [""] * (span - 1)
        return cells

    def _cell(self, cell: etree._Element) -> str:
        properties = cell.find(f"{W}tcPr")
        lines = [line for item in self.items(cell) for line in _lines(item)]
        is_out = properties is not None and properties.find(f"{W}cellDel") is not None
        return "" if is_out or _continues(properties, "hMerge") else "\n".join(lines)

    def _is_ruled(self, table: etree._Element) -> bool:
        """Whether the table shows lines between its columns or rows, or around many of its cells."""
        properties = table.find(f"{W}tblPr")
        name = value_of(properties, "tblStyle") if properties is not None else ""
        style = self.styles.get(name).ruled if name in self.styles.elements else frozenset()
        own = properties.find(f"{W}tblBorders") if properties is not None else None
        if read_rules(own, style):
            return True
        cells = list(table.iter(_CELL))
        ruled = [c for c in cells if read_rules(c.find(f"{W}tcPr/{W}tcBorders"), frozenset())]
        return len(ruled) > len(cells) / 2


def _content(parent: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """The elements called ``tags`` in ``parent``, through content controls and insertions."""
    for child in parent:
        if child.tag in tags:
            yield child
        elif child.tag in _TRANSPARENT and not _is_furniture(child):
            yield from _content(child, *tags)
        elif child.tag == ALTERNATE and (chosen := branch(child)) is not None:
            yield from _content(chosen, *tags)


def _is_furniture(control: etree._Element) -> bool:
    """A table of contents, or the words of a control that nobody has filled in."""
    properties = control.find(f"{W}sdtPr")
    if properties is None:
        return False
    gallery = value_of(properties.find(f"{W}docPartObj"), "docPartGallery")
    return gallery == _CONTENTS or bool(is_on(properties, "showingPlcHdr"))


def _lines(item: Item) -> Iterator[str]:
    """An item inside a cell: the rows of a table there become lines."""
    if isinstance(item, Text):
        yield item.text.replace("\f", "\n")
        return
    for row in item.rows:
        if line := " ".join(cell.replace("\n", " ") for cell in row if cell):
            yield line


def _is_mark_deleted(properties: etree._Element | None) -> bool:
    marks = properties.find(f"{W}rPr") if properties is not None else None
    return marks is not None and marks.find(f"{W}del") is not None


def _is_out(row: etree._Element) -> bool:
    properties = row.find(f"{W}trPr")
    return properties is not None and properties.find(f"{W}del") is not None


def _continues(properties: etree._Element | None, merging: str) -> bool:
    """Whether a cell only goes on with the one above (vMerge) or before it (hMerge)."""
    merge = properties.find(f"{W}{merging}") if properties is not None else None
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"
