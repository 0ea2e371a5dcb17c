"""The words of a PDF's text layer with their places.

pdfium gives the text of a page in one piece and the place of each letter on demand. Asking only for
the first and the last letter of a word is three times faster than asking for all; where that cannot
be trusted the page is read letter by letter.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from ctypes import PYFUNCTYPE, addressof, c_double, c_int, c_ushort, c_void_p, cast
from itertools import pairwise
from typing import Any
from unicodedata import is_normalized

import pypdfium2
from pypdfium2 import raw

from phongtrao.lib.text import nfc
from phongtrao.reader.load.boxes import DESCENT, Box, Line, Run, make_lines

# pdfium's signs for a hyphen at the end of a line; it leaves out the line break behind
_HYPHENS = "\x02\ufffe"
_WORD = re.compile(rf"[^\s{_HYPHENS}]+[{_HYPHENS}]?|[{_HYPHENS}]")
_WORD_GAP = 0.1  # of the height; a space is about a fifth
_OVERLAP = 0.25  # of the height: words of one line that stand in each other
_WIDEST = 1.6  # heights for a letter; a “word” wider than that is two columns
_SAMPLES = 15
_BELOW = DESCENT / (1 - DESCENT)  # of the height above the base line


def _asked_plainly(function: Any, *answers: type) -> Callable[..., int]:
    """A question about one letter of a page that takes bare addresses, and holds the interpreter.

    It is asked so often and answered so fast that checking its arguments and letting other threads
    run meanwhile would cost a third of the time.
    """
    kind = PYFUNCTYPE(c_int, c_void_p, c_int, *answers)
    return kind(cast(function, c_void_p).value or 0)


_ask_box = _asked_plainly(raw.FPDFText_GetLooseCharBox, c_void_p)
_ask_origin = _asked_plainly(raw.FPDFText_GetCharOrigin, c_void_p, c_void_p)


def find_words(page: pypdfium2.PdfPage) -> tuple[list[Line], int]:
    """The lines of a page as the reader holds it, and by how many quarters it was turned for that."""
    text_page = page.get_textpage()
    try:
        handle, count = text_page.raw, text_page.count_chars()
        quarters = _quarters(handle, count)
        lines = make_lines(_words(handle, count, quarters))
        if any(map(_is_interlaced, lines)):
            lines = make_lines(_words_by_letter(handle, count, quarters))
        return [_glued(line) for line in lines], quarters
    finally:
        text_page.close()


def _quarters(handle: Any, count: int) -> int:
    """How the text runs: 0 to the right, 1 upwards, as on a landscape page not marked as such."""
    places = range(0, count, max(count // _SAMPLES, 1))
    angles = (raw.FPDFText_GetCharAngle(handle, place) for place in places)
    turns = Counter(round(angle / (math.pi / 2)) % 4 for angle in angles if angle >= 0)
    return turns.most_common(1)[0][0] if turns else 0


def _words(handle: Any, count: int, quarters: int) -> list[Run]:
    buffer = (c_ushort * (count + 1))()
    raw.FPDFText_GetText(handle, 0, count, buffer)
    text = bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")
    if len(text) != count:  # letters without a code were left out: places and text do not agree
        return _words_by_letter(handle, count, quarters)
    found = list(_WORD.finditer(text))
    words = [match.group() for match in found]
    if not is_normalized("NFC", text) or any(sign in text for sign in _HYPHENS):
        words = [_readable(word) for word in words]
    boxes = _boxes(handle, [match.span() for match in found], quarters)
    return [Run(box, word) for box, word in zip(boxes, words, strict=True)]


def _boxes(handle: Any, spans: Iterable[tuple[int, int]], quarters: int) -> Iterator[Box]:
    """The boxes of words by the places of their first letter and of what follows their last.

    pdfium's box reaches as far down as the letter does, so the lower edge is set by the base line.
    The time of a page of prose is mostly spent here: three questions a word and no more.
    """
    page = cast(handle, c_void_p).value
    found, x, y = raw.FS_RECTF(), c_double(), c_double()
    to_found, to_x, to_y = addressof(found), addressof(x), addressof(y)
    for first, end in spans:
        _ask_box(page, end - 1, to_found)
        right = (_turned(found, quarters) if quarters else found).right
        if end - first > 1:
            _ask_box(page, first, to_found)
        _ask_origin(page, first, to_x, to_y)
        left, top, base = found.left, found.top, y.value
        if quarters:
            left, _, _, top = _turned(found, quarters)
            base = Box(x.value, y.value, x.value, y.value).turned(quarters).bottom
        yield Box(left, base - _BELOW * (top - base), right, top)


def _turned(found: Any, quarters: int) -> Box:
    return Box(found.left, found.bottom, found.right, found.top).turned(quarters)


def _readable(text: str) -> str:
    if text[-1] in _HYPHENS:
        text = text[:-1] + "-"
    return text if text.isascii() else nfc(text)


def _is_interlaced(line: Line) -> bool:
    """Whether words stand in each other.

    Where a font lacks the Vietnamese letters, the program that made the file took them from another
    one, and the runs of the two interlace.
    """
    slack, widest = _OVERLAP * line.height, _WIDEST * line.height
    for before, after in pairwise(line.runs):
        left, _, right, _ = before.box
        if after.box.left < right - slack or right - left > widest * len(before.text):
            return True
    return False


def _words_by_letter(handle: Any, count: int, quarters: int) -> list[Run]:
    """Every letter as a word of its own; ``_glued`` puts them together."""
    places, letters = [], []
    for place in range(count):
        letter = chr(raw.FPDFText_GetUnicode(handle, place))
        # generated: pdfium's guess at a space or a line break
        if not letter.isspace() and not raw.FPDFText_IsGenerated(handle, place):
            places.append((place, place + 1))
            letters.append(_readable(letter))
    return [Run(*it) for it in zip(_boxes(handle, places, quarters), letters, strict=True)]


def _glued(line: Line) -> Line:
    """Pieces of a word that stand close together joined again."""
    apart = _WORD_GAP * line.height
    if min(line.gaps(), default=math.inf) > apart:
        return line
    words = [[line.runs[0]]]
    for before, run in pairwise(line.runs):
        if run.box.left - before.box.right > apart:
            words.append([])
        words[-1].append(run)
    return Line(tuple(map(_one_word, words)))


def _one_word(pieces: Sequence[Run]) -> Run:
    if len(pieces) == 1:
        return pieces[0]
    box = Box(pieces[0].box.left, pieces[0].box.bottom, pieces[-1].box.right, pieces[0].box.top)
    return Run(box, nfc("".join(piece.text for piece in pieces)))


def has_letters(lines: Iterable[Line], enough: int) -> bool:
    """Whether there are so many letters on a page; they are counted no further."""
    found = 0
    for line in lines:
        found += sum([len(run.text) for run in line.runs])
        if found >= enough:
            return True
    return False
