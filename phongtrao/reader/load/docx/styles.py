"""What the styles of a Word document say of headings, lists, letters and rules.

A style says little itself and leaves the rest to the one it is based on. Names of the built-in
styles are English in every Word; other programs and offices have names of their own, so the outline
level counts first.
"""

import re
from dataclasses import dataclass

from lxml import etree

from phongtrao.reader.load.docx.parts import W, is_true, number_of, value_of

_HEADING = re.compile(
    r"heading ?\d|title|tiêu đề|đề mục|subtitle|标题 ?\d|titre ?\d|überschrift ?\d", re.IGNORECASE
)
_CONTENTS = re.compile(r"(?:toc|mục lục|contents) ?(?:\d|heading)", re.IGNORECASE)
_SIDES = ("top", "left", "start", "bottom", "right", "end", "insideH", "insideV")
_FONTS, _BOLD, _HIDDEN, _CAPITALS = f"{W}rFonts", f"{W}b", f"{W}vanish", f"{W}caps"
_SWITCHES = frozenset({_BOLD, _HIDDEN, _CAPITALS})
_INVISIBLE = ("", "nil", "none")
BODY_LEVEL = 9  # the outline level of running text


@dataclass(frozen=True, slots=True)
class Letters:
    """How letters are set; None where nothing is said."""

    font: str | None = None
    is_bold: bool | None = None
    is_hidden: bool | None = None
    in_capitals: bool | None = None

    def under(self, above: "Letters") -> "Letters":
        """These letters where they say something, else those of ``above``."""
        if self is NO_LETTERS:
            return above
        return Letters(
            above.font if self.font is None else self.font,
            above.is_bold if self.is_bold is None else self.is_bold,
            above.is_hidden if self.is_hidden is None else self.is_hidden,
            above.in_capitals if self.in_capitals is None else self.in_capitals,
        )


NO_LETTERS = Letters()


@dataclass(frozen=True, slots=True)
class Style:
    """What one style says that matters here."""

    name: str = ""
    is_heading: bool = False
    is_contents: bool = False  # an entry of a table of contents
    list_id: str = ""
    depth: int | None = None
    letters: Letters = NO_LETTERS
    ruled: frozenset[str] = frozenset()  # sides of a table that have a line


class Styles:
    """Styles by id. Only the styles used are read."""

    def __init__(self, root: etree._Element | None) -> None:
        styles = list(root.iterfind(f"{W}style")) if root is not None else []
        self.elements = {style.get(f"{W}styleId", ""): style for style in styles}
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if root is not None else None
        self.root = Style(letters=read_letters(defaults))  # paragraph styles begin here
        self.read: dict[str, Style] = {"": self.root}
        self.read[""] = next(
            (self._read(style) for style in styles if _is_default(style)), self.root
        )

    def get(self, name: str) -> Style:
        """The style with this id; the usual one if there is none."""
        if name not in self.read:
            self.read[name] = self.read[""]  # a style based on itself ends here
            if (element := self.elements.get(name)) is not None:
                self.read[name] = self._read(element)
        return self.read[name]

    def _read(self, element: etree._Element) -> Style:
        based_on = value_of(element, "basedOn")
        start = self.root if element.get(f"{W}type") == "paragraph" else Style()
        base = self.get(based_on) if based_on in self.elements else start
        name = value_of(element, "name")
        properties = element.find(f"{W}pPr")
        level = outline_level(properties)
        list_id, depth = list_of(properties)
        is_heading = base.is_heading or bool(_HEADING.match(name))
        return Style(
            name=element.get(f"{W}styleId", ""),
            is_heading=is_heading if level is None else level < BODY_LEVEL,
            is_contents=base.is_contents or bool(_CONTENTS.match(name)),
            list_id=list_id or base.list_id,
            depth=base.depth if depth is None else depth,
            letters=read_letters(element.find(f"{W}rPr")).under(base.letters),
            ruled=read_rules(element.find(f"{W}tblPr/{W}tblBorders"), base.ruled),
        )


def _is_default(style: etree._Element) -> bool:
    is_paragraph = style.get(f"{W}type") == "paragraph"
    return is_paragraph and style.get(f"{W}default", "0") in ("1", "true", "on")


def outline_level(properties: etree._Element | None) -> int | None:
    """0 to 8 for headings, 9 for text; None if nothing is said."""
    said = value_of(properties, "outlineLvl") if properties is not None else ""
    return number_of(said, BODY_LEVEL, most=BODY_LEVEL) if said else None


def list_of(properties: etree._Element | None) -> tuple[str, int | None]:
    """The list a paragraph or style belongs to, and its level in it: ("", None) if none is said."""
    numbers = properties.find(f"{W}numPr") if properties is not None else None
    depth = value_of(numbers, "ilvl") if numbers is not None else ""
    list_id = value_of(numbers, "numId") if numbers is not None else ""
    return list_id, number_of(depth, 0, most=8) if depth else None


def read_letters(properties: etree._Element | None) -> Letters:
    """What the properties of a run or a style say of its letters.

    One walk over the children: this is asked for every run of a document.
    """
    said: dict[str, bool] = {}
    font: str | None = None
    for child in properties if properties is not None else ():
        tag = child.tag
        if tag == _FONTS:
            font = child.get(f"{W}ascii") or child.get(f"{W}hAnsi")
        elif tag in _SWITCHES:
            said[tag] = is_true(child)
    if not said and font is None:
        return NO_LETTERS
    return Letters(font, said.get(_BOLD), said.get(_HIDDEN), said.get(_CAPITALS))


def read_rules(borders: etree._Element | None, above: frozenset[str]) -> frozenset[str]:
    """Sides of a table or cell that have a line: those of ``above`` unless said otherwise."""
    if borders is None:
        return above
    said = {side: borders.find(f"{W}{side}") for side in _SIDES}
    visible = {
        side
        for side, line in said.items()
        if line is not None and line.get(f"{W}val", "") not in _INVISIBLE
    }
    return frozenset(visible | {side for side in above if said.get(side) is None})
