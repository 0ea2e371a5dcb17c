"""Is this Vietnamese? A grammar of possible syllables, onset × rime, of our own.

It accepts more than the dictionary (blăng is possible, not a word) and little that is foreign:
enough to tell a plan in English, a text whose marks were lost, or one in a broken encoding.
"""

import re
import unicodedata
from functools import lru_cache

from phongtrao.lib.text.marks import TONES, place_tone, strip_marks

_CONSONANTS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_ONSETS = frozenset(["", *_CONSONANTS.split()])
# nucleus: codas (“-” is none). Semivowels at the end count as codas.
_RIMES = """
a: - c ch i m n ng nh o p t u y | ă: c m n ng p t | â: c m n ng p t u y
e: - c m n ng o p t | ê: - c ch m n ng nh p t u | i: - a c ch m n ng nh p t u
y: - nh t | iê: c m n ng p t u | yê: m n ng t u
o: - c i m n ng p t | oo: c ng | oa: - c ch i m n ng nh o p t y | oă: c m n ng t | oe: - n o t
ô: - c i m n ng p t | ơ: - i m n p t
u: - a c i m n ng p t | uâ: n ng t y | uê: - ch nh | uô: c i m n ng t | uơ: -
uy: - a ch n nh p t u | uyê: n t | ư: - a c i m n ng t u | ươ: c i m n ng p t u
"""
RIMES = frozenset(
    nucleus.strip() + coda.replace("-", "")
    for line in _RIMES.strip().replace("|", "\n").splitlines()
    for nucleus, codas in [line.split(":")]
    for coda in codas.split()
)
_BARE_RIMES = frozenset(strip_marks(rime) for rime in RIMES)
_FRONT = frozenset("ieêy")  # before these the sound k is written k, ng is ngh, g is gh
_STOPS = ("c", "ch", "p", "t")
_STOP_TONES = frozenset("\u0301\u0323")  # a syllable closed by a stop is sắc or nặng
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*")
_VOWEL = re.compile("[aeiouyăâêôơư]")

_ENOUGH_WORDS = 8  # fewer words than this prove nothing
_INTACT = 0.9  # real plans, marks and all, score above 0.98; with half lost about 0.85
_MOSTLY = 0.85  # without looking at marks Vietnamese scores 0.95, English about 0.45
_BROKEN_WORD = re.compile(r"[^\W\d_][?\ufffd][^\W\d_]")
_MANY_BROKEN = 0.1


@lru_cache(maxsize=8192)  # the language has some seven thousand, and a text few hundred of them
def is_syllable(word: str) -> bool:
    """Whether the word, with its marks, can be one Vietnamese syllable."""
    apart = unicodedata.normalize("NFD", place_tone(word).lower())
    tones = [c for c in apart if c in TONES]
    if len(tones) > 1:
        return False
    plain = unicodedata.normalize("NFC", "".join(c for c in apart if c not in TONES))
    if plain.endswith(_STOPS) and not _STOP_TONES.intersection(tones):
        return False
    return _is_possible(plain, RIMES)


def looks_vietnamese(text: str) -> float:
    """Return the share, 0 to 1, of words that are possible Vietnamese syllables.

    Abbreviations (UBND, GDĐT), single letters and numbers are not counted; 0 for a text
    without words. A real plan scores above 0.9, an English one below 0.5, the same plan with
    its marks lost in between.
    """
    words = _words(text)
    return sum(map(is_syllable, words)) / len(words) if words else 0.0


def has_lost_marks(text: str) -> bool:
    """Whether this is Vietnamese whose marks were lost (“Ke hoach trien khai”, “K? ho?ch”).

    Also where only some were lost, as a scanner without Vietnamese does. False below eight words.
    """
    words = _words(text)
    if len(words) < _ENOUGH_WORDS:
        return False
    if len(_BROKEN_WORD.findall(text)) >= _MANY_BROKEN * len(words):
        return True
    if looks_vietnamese(text) >= _INTACT:
        return False
    possible = sum(_is_possible(strip_marks(word).lower(), _BARE_RIMES) for word in words)
    return possible >= _MOSTLY * len(words)


def _words(text: str) -> list[str]:
    words = _WORD.findall(unicodedata.normalize("NFC", text))
    return [word for word in words if _has_vowel(word)]


@lru_cache(maxsize=8192)
def _has_vowel(word: str) -> bool:
    """Whether the word is more than a letter and can be spoken: “UBND” cannot."""
    return len(word) > 1 and _VOWEL.search(strip_marks(word).lower()) is not None


def _is_possible(syllable: str, rimes: frozenset[str]) -> bool:
    """Try every way to cut the syllable: “gi” is g + i in gì, gi + a in gia."""
    return any(
        syllable[:cut] in _ONSETS
        and syllable[cut:] in rimes
        and _may_join(syllable[:cut], syllable[cut])
        for cut in range(min(4, len(syllable)))
    )


def _may_join(onset: str, vowel: str) -> bool:
    if onset in {"k", "gh", "ngh"}:
        return vowel in _FRONT
    if onset in {"c", "ng"}:
        return vowel not in _FRONT
    if onset == "g":
        return vowel not in "eêy"
    return True
