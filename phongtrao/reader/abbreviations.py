"""What a plan calls things by for short: “Ủy ban nhân dân (UBND)”, “(sau đây gọi là Sở)”.

Collected as data beside the text, which is never changed. Only what is plain is taken: letters in
brackets count where the words before them begin with those letters, any other short name only where
the text says “viết tắt là”, “gọi là”.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from phongtrao.lib.text import fold, nfc

_SAID = (
    r"(?:sau đây\s+)?(?:được\s+)?(?:viết tắt|gọi tắt|gọi chung|gọi)(?:\s+chung)?(?:\s+là\s*:?|\s*:)"
)
_SHORT = r"[“\"']?(?P<short>[^()“”\"',;.]{1,60}?)[”\"']?"
_NAMED = re.compile(rf"[(,]\s*{_SAID}\s+{_SHORT}\s*(?=[),;.]|$)", re.IGNORECASE)
_LETTERS = re.compile(r"\(\s*[“\"']?(?P<short>[A-ZĐƯ][A-ZĐƯ&-]{1,11})[”\"']?\s*\)")
_SENTENCE = re.compile(r"[.;:()]\s")
_CLAUSE = re.compile(r"[,.;:()]\s")
_LONGEST = 20  # words of a full name


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """``short`` and ``full`` as the text has them; ``is_letters``: “GDĐT”, not “Sở”."""

    short: str
    full: str

    @property
    def is_letters(self) -> bool:
        return self.short.isupper()


def find_abbreviations(texts: Iterable[str]) -> tuple[Abbreviation, ...]:
    """Those the texts define, each where it is first defined.

    >>> find_abbreviations(["Sở Giáo dục và Đào tạo (sau đây gọi là Sở) chủ trì."])
    (Abbreviation(short='Sở', full='Sở Giáo dục và Đào tạo'),)
    """
    found: dict[str, Abbreviation] = {}
    for text in map(nfc, texts):
        for one in _defined_in(" ".join(text.split())):
            found.setdefault(one.short, one)
    return tuple(found.values())


def written_out(name: str, abbreviations: Sequence[Abbreviation]) -> str:
    """The name with its short forms in full: letters wherever they stand, words only at its end.

    “Sở” in “Văn phòng Sở” is the one defined; in “Sở Tài chính” it is another.
    """
    words = [one for one in abbreviations if not one.is_letters]
    for one in sorted(words, key=lambda one: -len(one.short)):
        if re.search(rf"(?<!\w){re.escape(one.short)}$", name):
            name = name[: -len(one.short)] + one.full
            break
    for one in abbreviations:
        if one.is_letters:
            name = re.sub(rf"(?<!\w){re.escape(one.short)}(?!\w)", lambda _m: one.full, name)  # noqa: B023 -- used at once
    return name


def _defined_in(text: str) -> Iterator[Abbreviation]:
    for match in _NAMED.finditer(text):
        before, short = text[: match.start()].rstrip(), match["short"].strip()
        full = _spelled(before, short) if short.isupper() else _called(before, short)
        if full and fold(full) != fold(short):
            yield Abbreviation(short, full)
    for match in _LETTERS.finditer(text):
        if full := _spelled(text[: match.start()].rstrip(), match["short"]):
            yield Abbreviation(match["short"], full)


def _spelled(before: str, short: str) -> str:
    """The last words of ``before`` that begin with the letters; “và” may be left out of them."""
    letters = list(fold(short).replace(" ", ""))
    words = before.split()
    taken = 0
    while letters and taken < len(words):
        word = fold(words[-1 - taken])
        if word[:1] == letters[-1]:
            letters.pop()
        elif not taken or word not in ("va", "-", ""):
            return ""
        taken += 1
    return "" if letters else " ".join(words[-taken:]).strip("“”\"'")


def _called(before: str, short: str) -> str:
    """What is called so: from the word it shares with its short name, else the clause."""
    sentence = _SENTENCE.split(before)[-1].split()
    opening = short.split(maxsplit=1)[0].casefold()
    shared = [place for place, word in enumerate(sentence) if word.casefold() == opening]
    words = sentence[shared[-1] :] if shared else _CLAUSE.split(before)[-1].split()
    return " ".join(words) if len(words) <= _LONGEST else ""
