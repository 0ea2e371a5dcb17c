"""The words of a Word paragraph as they are seen on the page.

Seen is what was inserted, not what was deleted; the results of fields, not their codes; nothing that
is hidden; and what is typed in small letters but set in capitals is read in capitals.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from phongtrao.reader.load.docx.parts import W, is_on, value_of
from phongtrao.reader.load.docx.signs import decode, encoding_of, symbol, without_private
from phongtrao.reader.load.docx.styles import Letters, Style, Styles, read_letters

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
RUN, BOX, ALTERNATE = f"{W}r", f"{W}txbxContent", f"{MC}AlternateContent"
DELETED = frozenset({f"{W}del", f"{W}moveFrom"})
INSERTED = frozenset({f"{W}ins", f"{W}moveTo"})
_PROPERTIES = f"{W}rPr"
_WORDS, _TABS = f"{W}t", (f"{W}tab", f"{W}ptab")
_SKIPPED = DELETED | {f"{W}pPr", f"{W}rPr", f"{W}sdtPr", BOX}
_FORMULA = f"{_M}t"
_NOTES = frozenset({f"{W}footnoteReference", f"{W}endnoteReference"})
_HOLDERS = frozenset({f"{W}drawing", f"{W}pict", f"{W}object", ALTERNATE})
_PAGE_BREAKS = ("page", "column")
_MOST_HEADING_WORDS = 30

Piece = tuple[str, str]  # text and how its letters are encoded


@dataclass(slots=True)
class Log:
    """What was met on the way and the person should know."""

    has_old_fonts: bool = False
    notes: int = 0


@dataclass(slots=True)
class Words:
    """The words of one paragraph: line breaks as “\\n”, page breaks as “\\f”, tabs as “\\t”."""

    text: str = ""
    is_bold: bool = False
    boxes: list[etree._Element] = field(default_factory=list)


def read_words(paragraph: etree._Element, style: Style, styles: Styles, log: Log) -> Words:
    """The words of a paragraph, and the boxes that hang on it."""
    words = Words()
    pieces: list[Piece] = []
    bold: list[bool] = []
    for run in _runs(paragraph, words.boxes):
        if run.tag == _FORMULA:
            pieces.append((run.text or "", ""))
            continue
        letters = _letters(run, style, styles)
        if letters.is_hidden:
            continue
        said = "".join(_texts(run, letters, log, words.boxes))
        if said.strip():
            bold.append(bool(letters.is_bold))
        pieces.append((said.upper() if letters.in_capitals else said, encoding_of(letters.font)))
    words.text, has_old = decode(pieces)
    log.has_old_fonts = log.has_old_fonts or has_old
    words.is_bold = bool(bold) and all(bold) and len(words.text.split()) <= _MOST_HEADING_WORDS
    return words


def branch(alternate: etree._Element) -> etree._Element | None:
    """The one branch of an alternative that is read: the first choice with words, else the old form."""
    choices = [child for child in alternate if child.tag == f"{MC}Choice"]
    for child in (*choices, *alternate.findall(f"{MC}Fallback")):
        if next(child.iter(f"{W}t"), None) is not None:
            return child
    return None


def _runs(parent: etree._Element, boxes: list[etree._Element]) -> Iterator[etree._Element]:
    """Runs and letters of formulas in order, through links, fields, insertions, controls."""
    for child in parent:
        tag = child.tag
        if tag in (RUN, _FORMULA):
            yield child
        elif tag == ALTERNATE:
            chosen = branch(child)
            yield from _runs(chosen, boxes) if chosen is not None else ()
        elif tag in _HOLDERS:
            _take_boxes(child, boxes)
        elif tag == f"{W}sdt" and is_on(child.find(f"{W}sdtPr"), "showingPlcHdr"):
            continue  # “Click here to enter text”
        elif tag not in _SKIPPED and len(child):
            yield from _runs(child, boxes)


def _letters(run: etree._Element, style: Style, styles: Styles) -> Letters:
    properties = run.find(_PROPERTIES)
    if properties is None:
        return style.letters
    above = style.letters
    name = value_of(properties, "rStyle")
    if name in styles.elements:
        above = styles.get(name).letters.under(above)
    return read_letters(properties).under(above)


def _texts(
    run: etree._Element, letters: Letters, log: Log, boxes: list[etree._Element]
) -> Iterator[str]:
    for child in run:
        tag = child.tag
        if tag == _WORDS:
            yield without_private(child.text or "", letters.font or "")
        elif tag == _PROPERTIES:
            continue
        elif tag in _TABS:
            yield "\t"
        elif tag in (f"{W}br", f"{W}cr"):
            yield "\f" if child.get(f"{W}type") in _PAGE_BREAKS else "\n"
        elif tag == f"{W}noBreakHyphen":
            yield "-"
        elif tag == f"{W}sym":
            yield _symbol(child)
        elif tag in _HOLDERS:
            _take_boxes(child, boxes)
        elif tag in _NOTES:
            log.notes += 1


def _symbol(element: etree._Element) -> str:
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    return symbol(code, element.get(f"{W}font", ""))


def _take_boxes(holder: etree._Element, boxes: list[etree._Element]) -> None:
    """Boxes of text under ``holder``, each once: of two alternative drawings only one is read."""
    if holder.tag == BOX:
        boxes.append(holder)
    elif holder.tag == ALTERNATE:
        chosen = branch(holder)
        for child in chosen if chosen is not None else ():
            _take_boxes(child, boxes)
    else:
        for child in holder:
            _take_boxes(child, boxes)
