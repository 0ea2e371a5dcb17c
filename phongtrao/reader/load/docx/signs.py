"""Letters that are not what their codes say: signs of symbol fonts, and fonts of the nineties.

Word keeps a sign of Symbol or Wingdings as its place in that font (U+F000 and up). Documents typed in
“.VnTime” (TCVN3) or “VNI-Times” keep Latin letters that only look Vietnamese in those fonts.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby

from phongtrao.lib.text import from_tcvn3, from_vni, looks_vietnamese

# Place in the font → the sign. What is not here and stands for a bullet becomes one.
_SYMBOL = dict(
    zip(
        b"\xa3\xb3\xb1\xb4\xb8\xb9\xbb\xae\xab\xb7\xb0\xde\xd7\xa2\xb2\xa5\x2d\x25\x28\x29\x2b\x3c\x3d\x3e\x2f\x44\x6d\x61\x62",
        "≤≥±×÷≠≈→↔•°⇒·′″∞−%()+<=>/Δµαβ",
        strict=True,
    )
)
_WINGDINGS = dict(
    zip(
        b"\xfc\xfb\xfe\xfd\xa8\x6f\x78\xe0\xe8\xf0\xdf\xa7\x6e\x6c\x9f\xd8\x76\xb6\xab\x46\x28\x29\x2a",
        "✓✗☑☒☐☐☒→→→←▪■●•➢❖★★☞☎✆✉",
        strict=True,
    )
)
_PRIVATE = range(0xF000, 0xF100)
_PRIVATE_LETTER = re.compile("[\uf000-\uf0ff]")
_BULLET = "•"
_LATIN_END = 0x100
_VIETNAMESE = frozenset("ăĂđĐĩĨũŨơƠưƯ")


def symbol(code: int, font: str) -> str:
    """The sign at a place of a symbol font; “•” for one nobody knows.

    >>> symbol(0xF0B3, "Symbol")
    '≥'
    """
    place = code & 0xFF if code in _PRIVATE else code
    table = _WINGDINGS if font.lower().startswith("wingdings") else _SYMBOL
    if place in table:
        return table[place]
    return _BULLET if code in _PRIVATE or place < ord(" ") else chr(min(place, 0xFFFF))


def without_private(text: str, font: str) -> str:
    """Running text in which signs of symbol fonts stand as letters of private use."""
    return _PRIVATE_LETTER.sub(lambda letter: symbol(ord(letter[0]), font), text)


@lru_cache(maxsize=256)
def encoding_of(font: str | None) -> str:
    """“tcvn3”, “TCVN3” (a font of capitals), “vni”, or "" for a font of Unicode."""
    name = (font or "").lower()
    if name.startswith(".vn"):
        return "TCVN3" if name.endswith("h") else "tcvn3"
    return "vni" if name.startswith(("vni-", "vni ")) else ""


def decode(pieces: Iterable[tuple[str, str]]) -> tuple[str, bool]:
    """Join (text, encoding) pieces; and whether any of them had to be read by an old table.

    Neighbours of one encoding go together first: in VNI a mark may stand in another run.
    """
    texts, has_old = [], False
    for encoding, group in groupby(pieces, key=lambda piece: piece[1]):
        text = "".join(piece for piece, _ in group)
        decoded = _decoded(text, encoding)
        has_old = has_old or decoded.lower() != text.lower()
        texts.append(decoded)
    return "".join(texts), has_old


def _decoded(text: str, encoding: str) -> str:
    if not encoding or text.isascii():
        return text.upper() if encoding == "TCVN3" else text
    if _is_unicode(text):
        return text
    decoded = from_vni(text) if encoding == "vni" else from_tcvn3(text)
    # Somebody changed the letters and forgot the font.
    if looks_vietnamese(text) == 1 and looks_vietnamese(decoded) < 1:
        return text
    return decoded.upper() if encoding == "TCVN3" else decoded


def _is_unicode(text: str) -> bool:
    return any(char in _VIETNAMESE or "Ạ" <= char <= "ỹ" for char in text)
