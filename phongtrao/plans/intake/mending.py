"""Words whose lost Vietnamese marks the reader put back, marked on the screen with what stood there.

Neighbours that are equally sure share one mark, so that a page on which every word was mended stays small.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

# One mended word as a block keeps it: start, end, seen, is_sure (``reader.model.MendedWord``).
Word = Mapping[str, Any]
BETWEEN_CELLS = len(" | ")  # in the text of a row
_WORD = re.compile(r"\w+")


def mark_text(text: str, words: Sequence[Word]) -> SafeString | str:
    """The text with its mended ``words`` marked; as it is where there are none."""
    if not words:
        return text
    parts, at = [], 0
    for run in _runs(text, words):
        start, end = run[0]["start"], run[-1]["end"]
        parts += [conditional_escape(text[at:start]), _mark(text[start:end], run)]
        at = end
    parts.append(conditional_escape(text[at:]))
    return mark_safe("".join(parts))  # noqa: S308 -- every part is escaped above


def mark_cells(cells: Iterable[str], words: Sequence[Word]) -> tuple[SafeString | str, ...]:
    """The cells of a row whose ``words`` stand in its text, in which empty cells are left out."""
    marked, at = [], 0
    for cell in cells:
        inside = [w for w in words if at <= w["start"] < at + len(cell)]
        marked.append(mark_text(cell, [_moved(word, -at) for word in inside]))
        at += len(cell) + BETWEEN_CELLS if cell else 0
    return tuple(marked)


def words_of(blocks: Iterable[Mapping[str, Any]]) -> dict[str, Word]:
    """The mended words of these blocks by how they read now; a doubtful one goes before a sure one."""
    found: dict[str, Word] = {}
    for block in blocks:
        for word in block.get("mended", ()):  # files read before words were mended have none
            now = block["text"][word["start"] : word["end"]].casefold()
            if now not in found or not word["is_sure"]:
                found[now] = word
    return found


def mark_known(text: str, known: Mapping[str, Word]) -> SafeString | str:
    """The words of a fact, those marked that were mended where it stands in the source."""
    places = _WORD.finditer(text) if known else ()
    words = [
        {**known[now], "start": place.start(), "end": place.end()}
        for place in places
        if (now := place.group().casefold()) in known
    ]
    return mark_text(text, words)


def _runs(text: str, words: Iterable[Word]) -> Iterator[list[Word]]:
    run: list[Word] = []
    for word in sorted(words, key=lambda one: int(one["start"])):
        is_next = run and not text[run[-1]["end"] : word["start"]].strip()
        if run and not (is_next and run[-1]["is_sure"] == word["is_sure"]):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _mark(text: str, run: Sequence[Word]) -> SafeString:
    seen = " ".join(word["seen"] for word in run)
    css = "mended" if run[0]["is_sure"] else "mended unsure"
    return format_html(
        '<mark class="{}" title="{}">{}</mark>', css, _("Văn bản: “%s”") % seen, text
    )


def _moved(word: Word, by: int) -> Word:
    return {**word, "start": word["start"] + by, "end": word["end"] + by}
