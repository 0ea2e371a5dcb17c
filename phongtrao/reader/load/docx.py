"""Word documents: paragraphs with their visible numbers and tables, in document order.

The XML is walked once, straight through. python-docx is not used: its ``cell(row, column)``
rebuilds the grid of the whole table for every cell.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from phongtrao.lib.errors import BadFile
from phongtrao.lib.words import say as _
from phongtrao.reader.load.checks import CORRUPT_WORD, DOCUMENT_PART, open_archive, read_part
from phongtrao.reader.load.numbering import Numbering, W, read_numbering
from phongtrao.reader.markers import parse_marker
from phongtrao.reader.model import Block, BlockKind, Source
from phongtrao.reader.text import is_upper, squeeze_lines, starts_upper

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PARAGRAPH, _TABLE, _ROW, _CELL = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
_TEXT, _TAB, _BREAK, _HYPHEN, _BOX = (
    f"{W}t",
    f"{W}tab",
    f"{W}br",
    f"{W}noBreakHyphen",
    f"{W}txbxContent",
)
_SKIPPED = frozenset({f"{_MC}Fallback", _BOX, f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr"})
_TRANSPARENT = frozenset({f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}smartTag"})
_HEADING_STYLE = re.compile(r"heading \d|title", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says that matters here."""

    is_heading: bool = False
    list_id: str = ""
    depth: int = 0


class _Styles:
    """Paragraph styles by id; what one does not say, the one it is based on does."""

    def __init__(self, root: etree._Element | None) -> None:
        styles = root.iterfind(f"{W}style") if root is not None else ()
        self.elements = {style.get(f"{W}styleId", ""): style for style in styles}
        self.read: dict[str, Style] = {"": Style()}

    def get(self, name: str) -> Style:
        """The style with this id; a plain one if there is none. Only the styles used are read."""
        if name not in self.read:
            self.read[name] = Style()  # a style based on itself ends here
            if (element := self.elements.get(name)) is not None:
                self.read[name] = self._read(element)
        return self.read[name]

    def _read(self, element: etree._Element) -> Style:
        base = self.get(_attribute(element, "basedOn"))
        is_heading = base.is_heading or bool(_HEADING_STYLE.match(_attribute(element, "name")))
        properties = element.find(f"{W}pPr/{W}numPr")
        if properties is None:
            return Style(is_heading, base.list_id, base.depth)
        list_id = _attribute(properties, "numId") or base.list_id
        return Style(is_heading, list_id, int(_attribute(properties, "ilvl") or 0))


@dataclass(slots=True)
class _Walk:
    """The blocks found so far, and what is needed to read the next ones."""

    numbering: Numbering
    styles: "_Styles"
    blocks: list[Block] = field(default_factory=list)

    def add(self, kind: BlockKind, text: str, cells: tuple[str, ...] = ()) -> None:
        self.blocks.append(Block(len(self.blocks), kind, text, cells=cells))


def load_docx(path: Path) -> Source:
    """Read a .docx file that ``check_file`` has passed; pages are unknown. BadFile if it is broken."""
    with open_archive(path) as archive:
        document = _parse(archive, DOCUMENT_PART)
        numbering = read_numbering(_parse(archive, "word/numbering.xml"))
        styles = _Styles(_parse(archive, "word/styles.xml"))
    body = document.find(f"{W}body") if document is not None else None
    if body is None:
        raise BadFile(_(CORRUPT_WORD))
    walk = _Walk(numbering, styles)
    for element in _content(body):
        if element.tag == _PARAGRAPH:
            _add_paragraph(walk, element)
        else:
            _add_table(walk, element)
    return Source(tuple(walk.blocks))


def _parse(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
    if name not in archive.namelist():
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(read_part(archive, name), parser)
    except etree.XMLSyntaxError as error:
        raise BadFile(_(CORRUPT_WORD)) from error


def _content(parent: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables directly in ``parent``, through content controls and insertions."""
    for child in parent:
        if child.tag in (_PARAGRAPH, _TABLE):
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _content(child)


def _add_paragraph(walk: _Walk, paragraph: etree._Element) -> None:
    style = _style_of(walk, paragraph)
    text = squeeze_lines(_label(walk, paragraph, style) + _text(paragraph))
    for part in _parts(text):
        walk.add("heading" if style.is_heading else "paragraph", part)
    for box in _boxes(paragraph):
        for element in _content(box):
            if element.tag == _PARAGRAPH:
                _add_paragraph(walk, element)


def _parts(text: str) -> Iterable[str]:
    """Cut at the line breaks that stand for new paragraphs."""
    parts: list[str] = []
    for line in filter(None, text.split("\n")):
        is_new = parts and (
            parse_marker(line)[0]
            or (starts_upper(line) and (is_upper(parts[-1]) or parts[-1].endswith((".", ";", ":"))))
        )
        if parts and not is_new:
            parts[-1] += f" {line}"
        else:
            parts.append(line)
    return parts


def _add_table(walk: _Walk, table: etree._Element) -> None:
    for row in _descend(table, _ROW):
        cells: list[str] = []
        for cell in _descend(row, _CELL):
            span, is_continued = _merging(cell)
            text = "" if is_continued else _cell_text(walk, cell)
            cells += [text, *[""] * (span - 1)]
        if any(cells):
            walk.add("row", " | ".join(filter(None, cells)).replace("\n", " "), tuple(cells))


def _descend(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _descend(child, tag)


def _merging(cell: etree._Element) -> tuple[int, bool]:
    """Columns a cell spans, and whether it only continues the one above it."""
    properties = cell.find(f"{W}tcPr")
    if properties is None:
        return 1, False
    span, merge = properties.find(f"{W}gridSpan"), properties.find(f"{W}vMerge")
    width = int(span.get(f"{W}val", "1")) if span is not None else 1
    return width, merge is not None and merge.get(f"{W}val", "continue") == "continue"


def _cell_text(walk: _Walk, cell: etree._Element) -> str:
    lines = []
    for paragraph in cell.iter(_PARAGRAPH):  # those of nested tables too
        style = _style_of(walk, paragraph)
        lines.append(squeeze_lines(_label(walk, paragraph, style) + _text(paragraph)))
    return "\n".join(filter(None, lines))


def _text(paragraph: etree._Element) -> str:
    return "".join(_texts(paragraph))


def _texts(parent: etree._Element) -> Iterator[str]:
    for child in parent:
        tag = child.tag
        if tag == _TEXT:
            yield child.text or ""
        elif tag == _TAB:
            yield " "
        elif tag in (_BREAK, f"{W}cr"):
            yield "\n"
        elif tag == _HYPHEN:
            yield "-"
        elif tag not in _SKIPPED and len(child):
            yield from _texts(child)


def _boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    for box in paragraph.iter(_BOX):
        if not any(above.tag == f"{_MC}Fallback" for above in box.iterancestors()):
            yield box


def _label(walk: _Walk, paragraph: etree._Element, style: Style) -> str:
    list_id, depth = style.list_id, style.depth
    properties = paragraph.find(f"{W}pPr/{W}numPr")
    if properties is not None:
        list_id = _attribute(properties, "numId") or list_id
        depth = int(_attribute(properties, "ilvl") or 0)
    if list_id in ("", "0"):  # 0 takes the paragraph out of its list
        return ""
    label = walk.numbering.label(list_id, depth)
    return f"{label} " if label else ""


def _style_of(walk: _Walk, paragraph: etree._Element) -> Style:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    name = style.get(f"{W}val", "") if style is not None else ""
    return walk.styles.get(name)


def _attribute(element: etree._Element, name: str) -> str:
    child = element.find(f"{W}{name}")
    return child.get(f"{W}val", "") if child is not None else ""
