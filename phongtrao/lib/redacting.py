"""Names taken out of a text whose reader is not to know whose work it is.

Names are sought as they are spoken: in any case, with or without marks, over a line's end. A given name alone
is taken out behind the word one is called by (“cô Giang”); alone it might be any word.
"""

import re
from collections.abc import Iterable

from phongtrao.lib.text import nfc, strip_marks

COVERED = "[đã che]"
CALLED = ("thay", "co", "ong", "ba", "em", "anh", "chi", "dong chi")
# What stands before a school's own name, and is often left out.
KINDS = ("truong", "thcs", "thpt", "tieu hoc", "mam non", "mau giao", "pho thong")
LEAST = 2  # syllables: a single one is a common word


class Redactor:
    """Covers names of people and units in texts.

    >>> Redactor(["Vũ Thị Giang"], []).cover("Cô Giang (VŨ THỊ GIANG) dạy lớp 6.")
    '[đã che] ([đã che]) dạy lớp 6.'
    """

    def __init__(self, people: Iterable[str], units: Iterable[str]) -> None:
        names = {name for one in people for name in _of_person(one)}
        names |= {name for one in units for name in _of_unit(one)}
        # The longest first: a name that contains another is covered whole.
        patterns = [_pattern(name) for name in sorted(names, key=lambda name: (-len(name), name))]
        self._any = (
            re.compile("|".join(rf"\b(?:{one})\b" for one in patterns)) if patterns else None
        )

    def cover(self, text: str) -> str:
        text = nfc(text)
        pieces, last = [], 0
        for start, end in self.spans(text):
            pieces += [text[last:start], COVERED]
            last = end
        return "".join([*pieces, text[last:]])

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where the names stand (start, end) in a text in NFC."""
        if self._any is None:
            return []
        plain = strip_marks(text).lower()
        if len(plain) != len(text):  # letters that are no Vietnamese: one for one, so places agree
            plain = "".join(_one(letter) for letter in text)
        return [match.span() for match in self._any.finditer(plain)]


def _one(letter: str) -> str:
    plain = strip_marks(letter).lower()
    return plain if len(plain) == 1 else letter


def _of_person(name: str) -> Iterable[str]:
    syllables = _plain(name).split()
    if len(syllables) >= LEAST:
        yield " ".join(syllables)
    if len(syllables) > LEAST:
        yield " ".join(syllables[-LEAST:])
    if syllables:
        yield from (f"{called} {syllables[-1]}" for called in CALLED)


def _of_unit(name: str) -> Iterable[str]:
    """The whole name, and what is left without “Trường”, “Trường THCS” …"""
    left = _plain(name)
    yield left
    while kind := next((one for one in KINDS if left.startswith(f"{one} ")), ""):
        left = left.removeprefix(kind).strip()
        if len(left.split()) >= LEAST:
            yield left


def _plain(name: str) -> str:
    return strip_marks(nfc(name)).lower().strip()


def _pattern(name: str) -> str:
    return r"\s+".join(re.escape(part) for part in name.split())
