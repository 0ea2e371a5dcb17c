"""Text typed for the fonts of the nineties: TCVN3 (“.VnTime”) and VNI keep their letters where
Unicode has other ones, so that “Nguyễn” arrives as “NguyÔn” or “Nguyeãn”.

The tables are those of TCVN 5712:1993 (VN3) and of VNI Windows. A text is called legacy only when
it has signs no Vietnamese word has and every word of it is possible once decoded: “Müller” is none.
"""

import re
import unicodedata

from phongtrao.lib.text.syllables import is_syllable

_TCVN3 = dict(
    zip(
        "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\xadõö÷øùúûüýþ¡¢§£¤¥¦",
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂĐÊÔƠƯ",
        strict=True,
    )
)
_TCVN3_TABLE = str.maketrans(_TCVN3)

_TONES = dict(zip("øùûõï", "\u0300\u0301\u0309\u0303\u0323", strict=True))
_ROOFS = dict(zip("âàáåãä", ["", *"\u0300\u0301\u0309\u0303\u0323"], strict=True))
_BREVES = dict(zip("êèéúüë", ["", *"\u0300\u0301\u0309\u0303\u0323"], strict=True))
_VNI_MARKS = (
    _TONES
    | {mark: "\u0302" + tone for mark, tone in _ROOFS.items()}
    | {mark: "\u0306" + tone for mark, tone in _BREVES.items()}
)
_VNI_LETTERS = dict(zip("ôöñæóòî", "ơưđỉĩịỵ", strict=True))
_VNI_MARKS |= {mark.upper(): said for mark, said in _VNI_MARKS.items()}
_VNI_LETTERS |= {letter.upper(): said.upper() for letter, said in _VNI_LETTERS.items()}
_VNI_PAIR = re.compile(f"([aeouyAEOUYôÔöÖ])([{''.join(_VNI_MARKS)}])")

# Cheap signs, so that clean text costs one search: letters and signs no Vietnamese word has, a
# capital mark after a small letter, and a plain vowel before a letter that can only be its mark.
_SIGNS = re.compile(
    "[a-zA-Z][¡-¾×÷]|[¡-©«®µ-¹¾÷][a-zA-Z]|[ÄÅÆÇËÎÏÑÖ×ØÛÜÞßäåæçëîïñö÷øûüþ]"
    "|[a-zđ][ÈÉÊÌÒÓÔÕÝÐ]|[aeouyAEOUY][ùõúÙÕÚ]|[aeuyAEUY][éÉ]|[aA][êÊ]|[aeAE][âáàãÂÁÀÃ]|[oO]â|O[ÂÁÀÃ]"
)
# Letters that only Unicode has: a text with one of them is in neither, whatever TOÀN looks like.
_UNICODE = re.compile("[ĂăĨĩŨũƠơƯư\u1ea0-\u1ef9]")
_WORD = re.compile(r"[^\W\d_]+")
_LOST = re.compile(r"[^\W\d_]\?[^\W\d_]|\ufffd")


def legacy_reading(text: str) -> str:
    """What a text in TCVN3 or VNI says in Unicode; "" when it is neither.

    >>> legacy_reading("NguyÔn V¨n")
    'Nguyễn Văn'
    """
    if not _SIGNS.search(text) or _UNICODE.search(text):
        return ""
    for decoded in (from_tcvn3(text), from_vni(text)):
        if _is_possible(decoded, text):
            return decoded
    return ""


def may_be_legacy(text: str) -> bool:
    """One cheap search over much text at once: False means that no part of it is TCVN3 or VNI."""
    return not text.isascii() and bool(_SIGNS.search(text))


def has_broken_letters(text: str) -> bool:
    """Letters that some program already lost: “Nguy?n”, “Nguy\ufffdn”."""
    return ("?" in text or "\ufffd" in text) and bool(_LOST.search(text))


def from_tcvn3(text: str) -> str:
    """The text read by the table of TCVN3, whatever it is: for who knows that it is TCVN3."""
    return text.translate(_TCVN3_TABLE)


def from_vni(text: str) -> str:
    """The text read by the table of VNI Windows, whatever it is: for who knows that it is VNI."""
    paired = _VNI_PAIR.sub(lambda pair: _letter(pair[1]) + _VNI_MARKS[pair[2]], text)
    kept = "".join(_letter(sign) for sign in paired)
    return unicodedata.normalize("NFC", kept)


def _is_possible(decoded: str, text: str) -> bool:
    """Whether every word that the decoding changed is one (THCS and UBND stay as they are)."""
    words = set(_WORD.findall(decoded)) - set(_WORD.findall(text))
    return bool(words) and all(map(is_syllable, words))


def _letter(sign: str) -> str:
    return _VNI_LETTERS.get(sign, sign)
