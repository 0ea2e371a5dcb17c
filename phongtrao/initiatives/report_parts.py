"""A report written in Word, taken apart at its headings and held against the boxes of a form.

    blocks ─cut→ parts (heading, text) ─match→ parts with the key of a box

A heading matches a box by its words, whatever its number, marks or capitals. One that matches none begins a
part only where it stands as high as those that do: what lies deeper is text. Every block of the file is in
exactly one part, so nothing is lost; a part without a key waits for its author to place it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from phongtrao.lib.text import fold
from phongtrao.reader.markers import parse_marker
from phongtrao.reader.model import Block

MOST_WORDS = 22  # of a heading
START = 40  # words of a part that show what it is
ENOUGH = 0.6  # of a score that makes a match of a numbered line
SURE = 0.9  # of one that nothing marks as a heading
SECTION = "§"  # before the place of a heading, among keys of boxes
HIGHEST = 1.0  # rank of a heading whose number nobody wrote
NOT_TELLING = frozenset(
    ["cua", "va", "cac", "nhung", "giai", "phap", "sang", "kien", "duoc", "thu", "khi", "ve"]
)
_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Part:
    """``heading`` as written, without its number; ``key``: the box it goes into, or nothing."""

    heading: str = ""
    key: str = ""
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def start(self) -> str:
        """How it begins; an ellipsis where there is more."""
        words = self.text.split()
        return " ".join(words[:START]) + (" …" if len(words) > START else "")


@dataclass(frozen=True, slots=True)
class Line:
    """A block, seen as what might be a heading. ``rest``: words that follow it in the same line."""

    text: str
    heading: str
    rest: str
    rank: float | None  # None: no heading
    key: str = ""


def read_parts(
    blocks: Sequence[Block], labels: Mapping[str, str], sections: Sequence[str] = ()
) -> list[Part]:
    """``labels``: key of a box → its name; ``sections``: headings over boxes, which hold no words themselves.

    Parts in the order of the file, none of them empty.
    """
    known = {**labels, **{f"{SECTION}{place}": name for place, name in enumerate(sections)}}
    lines = [_line(block, known) for block in blocks if block.text.strip()]
    ranks = [line.rank for line in lines if line.rank is not None]
    matched = [line.rank for line in lines if line.key and line.rank is not None]
    level = max(matched, default=min(ranks, default=HIGHEST))
    parts = [Part()]
    for line in lines:
        if line.key or (line.rank is not None and line.rank <= level):
            parts.append(Part(line.heading, line.key, [line.rest] if line.rest else []))
        else:
            parts[-1].lines.append(line.text)
    return [part for part in map(_without_section, parts) if part.heading or part.lines]


def _without_section(part: Part) -> Part:
    """Words right under a heading of the form, above its first box, wait for their author; mostly there are none."""
    if not part.key.startswith(SECTION):
        return part
    return Part(part.heading, "", part.lines) if part.lines else Part()


def _line(block: Block, labels: Mapping[str, str]) -> Line:
    if block.kind == "row":
        cells = list(filter(None, block.cells))
        # A row of figures stays one line, “Lượt mượn | 18 | 164”; a frame around text is text.
        return Line(block.text if len(cells) > 1 else cells[0], "", "", None)
    text = block.text.strip()
    marker, said = parse_marker(text)
    is_marked = block.kind == "heading" or (marker is not None and not marker.is_bullet)
    rank = marker.rank if marker else HIGHEST
    for heading, rest in _splits(said):
        key, score = _nearest(heading, labels)
        # A sentence may say what a box is called; only a heading says nothing else.
        if score >= (ENOUGH if is_marked or heading.isupper() else SURE):
            return Line(text, heading, rest, rank, key)
    is_short = len(said.split()) <= MOST_WORDS and not said.endswith((".", ";", ","))
    if is_short and is_marked:
        return Line(text, said.rstrip(" :"), "", rank)
    return Line(text, "", "", None)


def _splits(said: str) -> Iterator[tuple[str, str]]:
    """“Tính mới: Lần đầu …”, a heading with its text behind it; and the whole line as a heading."""
    head, colon, rest = said.partition(":")
    if colon and rest.strip() and len(head.split()) <= MOST_WORDS:
        yield head.strip(), rest.strip()
    if len(said.split()) <= MOST_WORDS:
        yield said.rstrip(" :."), ""


def match(heading: str, labels: Mapping[str, str]) -> str:
    """The box the heading names; nothing where none is near enough.

    >>> match("TÍNH MỚI", {"o1": "Tính mới của giải pháp", "o2": "Hiệu quả"})
    'o1'
    """
    key, score = _nearest(heading, labels)
    return key if score >= ENOUGH else ""


def _nearest(heading: str, labels: Mapping[str, str]) -> tuple[str, float]:
    said = _telling(heading)
    scores = {key: _score(said, _telling(label)) for key, label in labels.items()}
    best = max(scores, key=lambda key: scores[key], default="")
    return best, scores.get(best, 0.0)


def _telling(text: str) -> list[str]:
    words = _WORD.findall(fold(text))
    return [word for word in words if word not in NOT_TELLING] or words


def _score(said: list[str], label: list[str]) -> float:
    """1: the same words; then a beginning of the other, then all in it, then the share of common ones."""
    if not said or not label:
        return 0.0
    if said == label:
        return 1.0
    short, long = sorted((said, label), key=len)
    if len(short) > 1 and long[: len(short)] == short:
        return 0.9
    common = len(set(said) & set(label))
    dice = 2 * common / (len(set(said)) + len(set(label)))
    # Two words in a long sentence are chance: the longer may say twice as much, not more.
    is_within = len(short) > 1 and common == len(set(short)) and len(long) <= 2 * len(short) + 1
    return max(dice, 0.75) if is_within else dice
