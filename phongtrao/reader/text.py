"""Small things done to words everywhere in the reader."""

import re
from functools import lru_cache

from phongtrao.lib.text import nfc, strip_marks

_LOOKALIKES = {"‘": "’", "`": "’", "´": "’", "‑": "-", "−": "-"}
# and invisible signs, and marks that have no letter to sit on: those go
_ODD = re.compile("[‘`´‑−\u00ad\u200b\ufeff\u0300-\u036f]")
# Letter by letter and from a table: offsets must not move, and this runs on every text many times.
_LATIN = (*range(0x41, 0x250), *range(0x1E00, 0x1F00))
_PLAIN = {code: strip_marks(chr(code)).lower()[:1] for code in _LATIN if chr(code).isalpha()}
UPPER = "".join(chr(code) for code in _LATIN if chr(code).isupper())  # for character classes
_SENTENCE_END = re.compile(rf"(?<=[.;])\s+(?=[{UPPER}])")
# “757/QĐ / BKHCN”: PDFs lose the hyphen at which a number was broken.
_CUT_NUMBER = re.compile(r"\d/(?:QĐ|KH|NQ|CT|TT|NĐ|CTr|HD|TB|TTr|BC|CĐ|KL|CTPH)$")
_ORGAN = re.compile(r"(?:[A-ZĐ&]{2,}|TTg|ĐP)\b")
# Each begins with a plain character: a look-behind in front would be tried at every place.
_TIDY = (
    (re.compile(r"\b((?:19|20)\d\d) ?[-–] ?(?=(?:19|20)\d\d\b)"), r"\1-"),  # 2020 - 2025
    (re.compile(r"- (?<=[\dA-ZĐ]- )(?=[A-ZĐ]{2,}\b)"), "-"),  # 312- KL/TU
    # “57/ KH” closes up; “I/ MỤC ĐÍCH” opens with its number
    (
        re.compile(
            r"/ (?<=\w/ )(?<!^[\dIVX]/ )(?<!^[\dIVX]{2}/ )(?<!^[IVX]{3}/ )(?<!^[IVX]{4}/ )(?=\w)"
        ),
        "/",
    ),
    (re.compile(r"% /(?=\w)"), "%/"),
    (re.compile(r"([;,])(?<=[^\W\d][;,])(?=[^\W\d])"), r"\1 "),
    (re.compile(r" (?=[,;:.)”])(?! ?\.\.)"), ""),
)


@lru_cache(maxsize=2048)  # the readers of all sections ask for the same paragraphs
def plain(text: str) -> str:
    """Lower case without marks, as long as a tidy ``text``: offsets are good for both."""
    return text.translate(_PLAIN)


def tidy(text: str) -> str:
    """NFC, single spaces, the stray spaces of office typing removed."""
    text = _ODD.sub(_usual, squeeze(text))
    for pattern, replacement in _TIDY:
        text = pattern.sub(replacement, text)
    return text


def _usual(match: re.Match[str]) -> str:
    return _LOOKALIKES.get(match.group(), "")


def sentences(text: str) -> list[str]:
    """Cut behind “.” and “;” where a capital follows."""
    return _SENTENCE_END.split(text)


def squeeze(text: str) -> str:
    """NFC and single spaces, nothing else."""
    return " ".join(nfc(text).split())


def squeeze_lines(text: str) -> str:
    """``text`` squeezed line by line, empty lines left out."""
    return "\n".join(filter(None, map(squeeze, text.split("\n"))))


def bare(text: str) -> str:
    """``text`` without its closing “;”, “:” or “.” — three dots stay."""
    text = text.strip()
    text = text.removesuffix("./.")
    if text.endswith(("...", "…")):
        return re.sub(r"\.{4,}$", "...", text)
    return text.rstrip(" ;:.,")


def sentence_case(text: str) -> str:
    """“CÔNG TÁC CHỈ ĐẠO” → “Công tác chỉ đạo”; other texts stay as they are."""
    if not is_upper(text):
        return text
    text = " ".join(_lower_word(word) for word in text.split(" "))
    return text[:1].upper() + text[1:]


def capitalised(text: str) -> str:
    """A text that was cut out of a sentence, with a capital at its head: “tham mưu …” → “Tham mưu …”."""
    return text[:1].upper() + text[1:]


def is_upper(text: str) -> bool:
    """Whether a line is set in capitals (a stray small word is forgiven)."""
    letters = [char for char in text if char.isalpha()]
    return bool(letters) and sum(char.isupper() for char in letters) >= 0.85 * len(letters)


def word_set(words: str) -> frozenset[str]:
    """The words of a list written as running text."""
    return frozenset(words.split())


def starts_upper(text: str) -> bool:
    """Whether the first letter of ``text``, quotes and brackets aside, is a capital."""
    first = next((char for char in text if char.isalnum()), "")
    return first.isupper()


def is_bracketed(text: str, position: int) -> bool:
    """Whether ``position`` stands inside round brackets: nothing is cut there."""
    return text.count("(", 0, position) > text.count(")", 0, position)


def join_lines(left: str, right: str) -> str:
    """Two printed lines as one; a hyphenated number is closed up (“KH-” + “UBND”)."""
    if not left or not right:
        return left or right
    if _CUT_NUMBER.search(left) and _ORGAN.match(right):
        return f"{left}-{right}"
    closes_up = re.search(r"\w[-/’']$|’-$", left) and not re.search(r"\s\S$", left)
    return f"{left}{right}" if closes_up else f"{left} {right}"


def _lower_word(word: str) -> str:
    return word if word.strip(",.;:()") in _ABBREVIATIONS else word.lower()


_ABBREVIATIONS = word_set(
    "UBND HĐND GDĐT GD&ĐT KH&CN KHCN CNTT STEM STEAM AI TNCS THPT THCS TH&THCS PTDTNT GDTX MTTQ I II III IV "
    "V VI VII VIII IX X"
)
