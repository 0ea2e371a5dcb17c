"""Vietnamese order as an ASCII key, for PostgreSQL columns with collation "C".

The embedded PostgreSQL has no ICU, so the order is ours: a ă â b c d đ e ê … with f j w z at
their Latin places; inside equal letters the tones ngang, huyền, hỏi, ngã, sắc, nặng. As in
dictionaries, one syllable is decided, tone included, before the next is looked at.

Signs of the key, lowest first: " " ends a part of a name, "!" ends a token, "#" begins a number
(its length, then its digits), "1"–"6" are tones, "A"–"a" the 33 letters, "z" any other letter.
"""

import re
import unicodedata
from functools import lru_cache

from phongtrao.lib.text.marks import TONES

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {
    unicodedata.normalize("NFD", letter): chr(ord("A") + rank)
    for rank, letter in enumerate(_ALPHABET)
}
_TONE_RANK = {tone: str(rank) for rank, tone in enumerate(TONES, start=2)}
_LEVEL = "1"
_QUALITY = "\u0302\u0306\u031b"
_TOKEN = re.compile(r"(?P<number>[0-9]+)|(?P<word>[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*)")
_LONGEST_NUMBER = 60  # digits; longer ones compare as text


def sort_key(text: str) -> str:
    """Key of a unit's name or a title: Vietnamese order, numbers by value, signs ignored.

    “Trường 2” < “Trường 10”; equal but for case, signs or tone position → equal keys.
    """
    # Word by word, remembered: a list of a province has the same few thousand syllables.
    return "!".join(key for key in map(_keys_of, text.split()) if key)


def name_sort_key(full_name: str) -> str:
    """Key of a person: given name (the last word) first, then middle names, then family name.

    Vietnamese lists are ordered this way: all An before all Ân, inside An by middle name.
    """
    *before, given = full_name.split() or [""]
    family, middle = before[:1], before[1:]
    parts = (given, " ".join(middle), " ".join(family))
    return " ".join(sort_key(part) for part in parts).rstrip()


@lru_cache(maxsize=8_192)
def _keys_of(word: str) -> str:
    apart = unicodedata.normalize("NFKD", word).lower()
    # Lower case may compose again what NFKD took apart (İ); a second pass settles it.
    tokens = _TOKEN.finditer(unicodedata.normalize("NFKD", apart))
    return "!".join(
        _number_key(token["number"]) if token["number"] else _word_key(token["word"])
        for token in tokens
    )


def _number_key(digits: str) -> str:
    value = digits.lstrip("0")
    return f"#{chr(ord('0') + min(len(value), _LONGEST_NUMBER))}{value}"


def _word_key(word: str) -> str:
    letters: list[str] = []
    tones = ""
    for mark in word:
        if mark in _TONE_RANK:
            tones += _TONE_RANK[mark]
        elif mark in _QUALITY and letters and letters[-1] + mark in _RANK:
            letters[-1] += mark
        elif not unicodedata.combining(mark):
            letters.append(mark)
    return "".join(_RANK.get(letter) or f"z{ord(letter):05x}" for letter in letters) + (
        tones or _LEVEL
    )
