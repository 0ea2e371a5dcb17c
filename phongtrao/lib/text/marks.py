"""Marks and tones: search form, plain form, and one place for the tone.

Vietnamese puts two kinds of marks on a vowel: quality (ă â ê ô ơ ư) and tone (huyền, sắc,
hỏi, ngã, nặng). đ is a letter of its own that Unicode does not decompose.
"""

import re
import unicodedata

TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng: the order of dictionaries
_TONE = re.compile(f"[{TONES}]")
_QUALITY_MARKS = frozenset("\u0306\u0302\u031b")  # breve, circumflex, horn

# Old fonts and foreign keyboards leave eth (ð) and the African ɖ where đ was meant.
_DE = {ord(c): "d" for c in "đðɖ"} | {ord(c): "D" for c in "ĐÐƉ"}
_TYPOGRAPHY = (
    {ord(c): "'" for c in "‘’‚‛′`´ʼ"}
    | {ord(c): '"' for c in "“”„‟«»″"}
    | {ord(c): "-" for c in "‐‑‒–—―−"}
)
# Format characters (soft hyphen, zero-width space) are invisible: nobody can search for them.
_INVISIBLE = frozenset({"Mn", "Me", "Cf"})

# y and i spell the same sound at the end of a syllable, right after the onset: kỹ/kĩ, lý/lí,
# quý/quí. After another vowel they do not: tay ≠ tai, thúy ≠ thúi.
_FINAL_Y = re.compile(r"(?:(?<=[bcdđghklmnprstvx])|(?<=qu))y(?![^\W_])")

_VOWELS = "aeiouyAEIOUY"
# One syllable in NFD, tones already taken out: onset, vowels with quality marks, coda.
# The i of “gi” and the u of “qu” belong to the onset when another vowel follows.
_SYLLABLE = re.compile(
    rf"""(?P<onset>[Qq][Uu](?=[{_VOWELS}])|[Gg][Ii](?=[{_VOWELS}])|[bcdđghklmnpqrstvxBCDĐGHKLMNPQRSTVX]{{0,3}})
         (?P<vowels>(?:[{_VOWELS}][\u0302\u0306\u031b]?){{1,3}})
         (?P<coda>[CcMmNnPpTt]|[Cc][Hh]|[Nn][GgHh])?""",
    re.VERBOSE,
)
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*")
_VOWEL = re.compile(rf"[{_VOWELS}][\u0302\u0306\u031b]?")
_CENTRAL_OF_THREE = 3


def nfc(text: str) -> str:
    """Return the text in Unicode NFC, the one form that is stored and compared."""
    return unicodedata.normalize("NFC", text)


def strip_marks(text: str) -> str:
    """Take away tones, vowel marks and the bar of đ; case, spaces and signs stay.

    “Đổi mới” → “Doi moi”.
    """
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFD", text.translate(_DE))
    return nfc("".join(c for c in apart if unicodedata.category(c) != "Mn"))


def fold(text: str) -> str:
    """Return the search form: two texts a clerk would call the same fold to the same string.

    Lower case, no marks, đ → d, single spaces, straight quotes and hyphens, invisible and
    compatibility characters resolved (ﬁ → fi, m² → m2). Old and new tone positions (hoá, hóa)
    meet because tones are gone. A y that closes a syllable right after its onset becomes i
    (kỹ = kĩ, quý = quí); after a vowel it stays (Tây, thủy). Idempotent.
    """
    if not text.isascii():
        text = _without_marks(text)
    text = " ".join(text.lower().translate(_TYPOGRAPHY).split())
    return _FINAL_Y.sub("i", text)


def place_tone(text: str) -> str:
    """Write every tone where the older, commoner spelling has it: hoá → hóa, thuỷ → thủy.

    Marks and case stay; misplaced tones move as well (qúy → quý, hòan → hoàn). Words that
    cannot be one Vietnamese syllable are left alone. NFC.
    """
    apart = unicodedata.normalize("NFD", text)
    return nfc(_WORD.sub(lambda word: _retone(word.group()), apart))


def same_spelling(one: str, other: str) -> bool:
    """Whether two texts with marks differ only in ways that are no difference in Vietnamese.

    Case, spaces, kinds of quotes and dashes, tone position, final i/y. “kĩ thuật hoá” and
    “Kỹ thuật  hóa” are one; “hoà” and “hóa” are two words.
    """
    return _spelling(one) == _spelling(other)


def _without_marks(text: str) -> str:
    # Twice, because case folding can bring back letters that decompose (İ), and compatibility
    # forms can bring back capitals (™ → TM): the definition of NFKC_Casefold does the same.
    for _ in range(2):
        text = unicodedata.normalize("NFKD", text.translate(_TYPOGRAPHY)).casefold()
    apart = unicodedata.normalize("NFKD", text.translate(_DE))
    return nfc("".join(c for c in apart if unicodedata.category(c) not in _INVISIBLE))


def _spelling(text: str) -> str:
    placed = place_tone(" ".join(text.translate(_TYPOGRAPHY).split())).lower()
    apart = unicodedata.normalize("NFD", placed)
    return nfc(_FINAL_Y.sub("i", apart))


def _retone(word: str) -> str:
    tones = _TONE.findall(word)
    if len(tones) != 1:
        return word
    syllable = _SYLLABLE.fullmatch(_TONE.sub("", word))
    if syllable is None:
        return word
    vowels = _VOWEL.findall(syllable["vowels"])
    vowels[_toned(vowels, closed=bool(syllable["coda"]))] += tones[0]
    return syllable["onset"] + "".join(vowels) + (syllable["coda"] or "")


def _toned(vowels: list[str], *, closed: bool) -> int:
    """Which vowel carries the tone: the marked one, else the last before a coda, else by count."""
    marked = [i for i, vowel in enumerate(vowels) if _QUALITY_MARKS & set(vowel)]
    if marked:
        return marked[-1]
    if closed:
        return len(vowels) - 1
    return 1 if len(vowels) == _CENTRAL_OF_THREE else 0
