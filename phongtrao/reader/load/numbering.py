"""The automatic numbers of a Word document, as the reader of the page sees them.

ECMA-376 part 1, 17.9: a paragraph names a list (numId) and a level; the list points to an abstract
one with a format and a text (“%1.%2.”) for each level. Counting goes over the abstract list.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMANS = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_PLUS_BULLETS = frozenset("+")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is written."""

    form: str
    text: str
    start: int


@dataclass(slots=True)
class Numbering:
    """Counts the numbered paragraphs of one document, which must be fed in order."""

    abstract_of: Mapping[str, str]
    levels: Mapping[tuple[str, int], Level]
    restarts: Mapping[tuple[str, int], int]
    counts: dict[tuple[str, int], int] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def label(self, list_id: str, depth: int) -> str:
        """The enumerator of the next paragraph of this list and level; “” if it shows none."""
        abstract = self.abstract_of.get(list_id)
        level = self.levels.get((abstract, depth)) if abstract is not None else None
        if abstract is None or level is None:
            return ""
        self._count(list_id, abstract, depth, level)
        if level.form == "bullet":
            return "+" if level.text in _PLUS_BULLETS else "-"
        if level.form == "none":
            return ""
        return self._fill(abstract, level.text)

    def _count(self, list_id: str, abstract: str, depth: int, level: Level) -> None:
        if list_id not in self.seen:
            self.seen.add(list_id)
            for (restarted, at), start in self.restarts.items():
                if restarted == list_id:
                    self.counts[abstract, at] = start - 1
        before = self.counts.get((abstract, depth), level.start - 1)
        self.counts[abstract, depth] = before + 1
        for key in [key for key in self.counts if key[0] == abstract and key[1] > depth]:
            del self.counts[key]

    def _fill(self, abstract: str, text: str) -> str:
        for depth in range(9):
            if f"%{depth + 1}" in text:
                level = self.levels.get((abstract, depth), Level("decimal", "", 1))
                count = self.counts.get((abstract, depth), level.start)
                text = text.replace(f"%{depth + 1}", write_number(count, level.form))
        return text


def read_numbering(root: etree._Element | None) -> Numbering:
    """Numbering of a document from the root of numbering.xml; none of it if there is no such part."""
    abstract_of: dict[str, str] = {}
    levels: dict[tuple[str, int], Level] = {}
    restarts: dict[tuple[str, int], int] = {}
    for abstract in root.iterfind(f"{W}abstractNum") if root is not None else ():
        name = abstract.get(f"{W}abstractNumId", "")
        for level in abstract.iterfind(f"{W}lvl"):
            levels[name, _depth(level)] = _read_level(level)
    for number in root.iterfind(f"{W}num") if root is not None else ():
        list_id = number.get(f"{W}numId", "")
        abstract_of[list_id] = _value(number, "abstractNumId")
        for override in number.iterfind(f"{W}lvlOverride"):
            if start := _value(override, "startOverride"):
                restarts[list_id, _depth(override)] = int(start)
    return Numbering(abstract_of, levels, restarts)


def write_number(number: int, form: str) -> str:
    """A number in one of Word's formats: 3 → “iii” (lowerRoman), “c” (lowerLetter), “3”."""
    if form in ("upperRoman", "lowerRoman"):
        text = _roman(number)
    elif form in ("upperLetter", "lowerLetter"):
        # Word writes aa after z, aaa after zz
        turns, letter = divmod(max(number, 1) - 1, len(_LETTERS))
        text = _LETTERS[letter] * (turns + 1)
    else:
        return f"{number:02d}" if form == "decimalZero" else str(number)
    return text.upper() if form.startswith("upper") else text


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMANS:
        while number >= value:
            text, number = text + sign, number - value
    return text


def _read_level(level: etree._Element) -> Level:
    start = _value(level, "start")
    return Level(_value(level, "numFmt") or "decimal", _value(level, "lvlText"), int(start or 1))


def _depth(element: etree._Element) -> int:
    return int(element.get(f"{W}ilvl", "0"))


def _value(element: etree._Element, name: str) -> str:
    child = element.find(f"{W}{name}")
    return child.get(f"{W}val", "") if child is not None else ""
