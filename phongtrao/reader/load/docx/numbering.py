"""The automatic numbers of a Word document, as the reader of the page sees them.

ECMA-376 part 1, 17.9: a paragraph names a list (numId) and a level; the list points to an abstract
one with a format and a text (“%1.%2.”) for each level, which the list may replace. Counting goes over
the abstract list. A level starts again after a paragraph of a level above it, or as lvlRestart says.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from phongtrao.lib.text import legacy_reading
from phongtrao.reader.load.docx.parts import W, is_on, number_of, value_of

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMANS = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_ONES = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_WORDS = (*_ONES, *(f"mười {one}".replace("mười năm", "mười lăm") for one in _ONES[:9]))
_MOST_LETTERS = 780  # Word’s own limit
_HIGHEST = 32_767
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is written. ``restart``: 0 never, n after level n; None by custom."""

    form: str
    text: str
    start: int
    restart: int | None = None
    is_legal: bool = False  # the levels above are written as plain numbers
    style: str = ""  # paragraphs of this style stand on this level


@dataclass(slots=True)
class Numbering:
    """Counts the numbered paragraphs of one document, which must be fed in order."""

    abstract_of: Mapping[str, str]
    levels: Mapping[tuple[str, int], Level]
    restarts: Mapping[tuple[str, int], int]
    own_levels: Mapping[tuple[str, int], Level] = field(default_factory=dict)  # by list
    counts: dict[tuple[str, int], int] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def label(self, list_id: str, depth: int) -> str:
        """The enumerator of the next paragraph of this list and level; “” if it shows none."""
        abstract = self.abstract_of.get(list_id)
        level = self._level(list_id, depth)
        if abstract is None or level is None:
            return ""
        self._count(list_id, abstract, depth, level)
        if level.form == "bullet":
            return self._bullet(list_id, depth, level)
        return "" if level.form == "none" else self._fill(list_id, abstract, level)

    def depth_of(self, list_id: str, style: str) -> int:
        """The level that a list keeps for paragraphs of ``style``; 0 if for none."""
        for depth in range(_LEVELS):
            level = self._level(list_id, depth)
            if level and level.style == style:
                return depth
        return 0

    def _level(self, list_id: str, depth: int) -> Level | None:
        own = self.own_levels.get((list_id, depth))
        return own or self.levels.get((self.abstract_of.get(list_id, ""), depth))

    def _bullet(self, list_id: str, depth: int, level: Level) -> str:
        """“-”, or “+” for a list inside a list, as the custom of offices is."""
        above = (self._level(list_id, higher) for higher in range(depth))
        is_inner = any(higher and higher.form == "bullet" for higher in above)
        return "+" if level.text == "+" or is_inner else "-"

    def _count(self, list_id: str, abstract: str, depth: int, level: Level) -> None:
        if list_id not in self.seen:
            self.seen.add(list_id)
            for (restarted, at), start in self.restarts.items():
                if restarted == list_id:
                    self.counts[abstract, at] = start - 1
        before = self.counts.get((abstract, depth), level.start - 1)
        self.counts[abstract, depth] = before + 1
        for deeper in range(depth + 1, _LEVELS):
            if self._starts_again(list_id, deeper, depth):
                self.counts.pop((abstract, deeper), None)

    def _starts_again(self, list_id: str, deeper: int, depth: int) -> bool:
        level = self._level(list_id, deeper)
        if level is None or level.restart is None:
            return True
        return depth < level.restart

    def _fill(self, list_id: str, abstract: str, level: Level) -> str:
        text = level.text
        for depth in range(_LEVELS):
            if f"%{depth + 1}" in text:
                shown = self._level(list_id, depth) or Level("decimal", "", 1)
                count = self.counts.get((abstract, depth), shown.start)
                form = "decimal" if level.is_legal else shown.form
                text = text.replace(f"%{depth + 1}", write_number(count, form))
        return text


def read_numbering(root: etree._Element | None) -> Numbering:
    """Numbering of a document from the root of numbering.xml; none of it if there is no such part."""
    if root is None:
        return Numbering({}, {}, {})
    abstracts = {
        each.get(f"{W}abstractNumId", ""): each for each in root.iterfind(f"{W}abstractNum")
    }
    linked = {value_of(each, "styleLink"): each for each in abstracts.values()}
    levels = {
        (name, depth): level
        for name, abstract in abstracts.items()
        for depth, level in _levels(linked.get(value_of(abstract, "numStyleLink") or "-", abstract))
    }
    abstract_of: dict[str, str] = {}
    own: dict[tuple[str, int], Level] = {}
    restarts: dict[tuple[str, int], int] = {}
    for number in root.iterfind(f"{W}num"):
        list_id = number.get(f"{W}numId", "")
        abstract_of[list_id] = value_of(number, "abstractNumId")
        for override in number.iterfind(f"{W}lvlOverride"):
            own |= {(list_id, depth): level for depth, level in _levels(override)}
            if start := value_of(override, "startOverride"):
                restarts[list_id, _depth(override)] = number_of(start, 1, most=_HIGHEST)
    return Numbering(abstract_of, levels, restarts, own)


def write_number(number: int, form: str) -> str:
    """A number in one of Word's formats: 3 → “iii” (lowerRoman), “c” (lowerLetter), “3”."""
    if form in ("upperRoman", "lowerRoman"):
        text = _roman(min(number, _HIGHEST))
    elif form in ("upperLetter", "lowerLetter"):
        # Word writes aa after z, aaa after zz
        turns, letter = divmod(min(max(number, 1), _MOST_LETTERS) - 1, len(_LETTERS))
        text = _LETTERS[letter] * (turns + 1)
    elif form in ("vietnameseCounting", "cardinalText", "ordinalText"):
        return _in_words(number)
    else:
        return f"{number:02d}" if form == "decimalZero" else str(number)
    return text.upper() if form.startswith("upper") else text


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMANS:
        while number >= value:
            text, number = text + sign, number - value
    return text


def _in_words(number: int) -> str:
    """“một” to “mười chín”; larger numbers stay digits."""
    return _WORDS[number - 1] if 0 < number <= len(_WORDS) else str(number)


def _levels(parent: etree._Element) -> Iterator[tuple[int, Level]]:
    for element in parent.iterfind(f"{W}lvl"):
        restart = value_of(element, "lvlRestart")
        level = Level(
            form=value_of(element, "numFmt") or "decimal",
            text=value_of(element, "lvlText"),
            start=number_of(value_of(element, "start"), 1, most=_HIGHEST),
            restart=number_of(restart, 0, most=_LEVELS) if restart else None,
            is_legal=bool(is_on(element, "isLgl")),
            style=value_of(element, "pStyle"),
        )
        yield _depth(element), replace(level, text=legacy_reading(level.text) or level.text)


def _depth(element: etree._Element) -> int:
    return number_of(element.get(f"{W}ilvl", "0"), 0, most=_LEVELS)
