"""Abbreviations used and never written out."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from phongtrao.lib.words import gettext_noop as _
from phongtrao.reader.citations.mention import NUMBER
from phongtrao.reader.lint.model import ERROR, NOTE, Defect, Paper, Rule
from phongtrao.reader.lint.packs import known_abbreviations
from phongtrao.reader.model import Paragraph
from phongtrao.reader.text import is_upper

UNDEFINED = Rule(
    "abbreviations.undefined",
    NOTE,
    _("Chữ viết tắt chưa giải thích"),
    _("“%(word)s” được dùng (%(times)s lần) mà không chỗ nào viết đủ."),
    _("Chữ viết tắt ít dùng phải viết đủ ở lần đầu (Nghị định 30/2020/NĐ-CP, Phụ lục II)."),
    _("Viết đủ ở lần đầu rồi ghi (%(word)s) ngay sau."),
)
MISTYPED = Rule(
    "abbreviations.mistyped",
    ERROR,
    _("Chữ viết tắt gõ sai"),
    _("“%(word)s” có lẽ là “%(right)s”."),
    _("Một chữ viết tắt chỉ có một cách viết; tra cứu theo “%(right)s” không thấy chỗ này."),
    _("Sửa thành “%(right)s”."),
)
RULES = (UNDEFINED, MISTYPED)

_WORD = re.compile(r"(?<![\w/.&-])[A-ZĐƯ][A-ZĐƯ]+(?:&[A-ZĐƯ]+)*(?![\w&])")
_DEFINED = re.compile(
    r"\(\s*(?:[^()]*?(?:viết tắt|gọi tắt|gọi chung|gọi)[^()]*?\s(?:là|:)\s*)?[“\"]?([A-ZĐƯ][A-ZĐƯ&-]+)[”\"]?\s*\)"
)
_EXPLAINED = re.compile(r"([A-ZĐƯ][A-ZĐƯ&-]+)\s*(?:\([^()]*[^\W\d_]{2,}\s[^()]*\)|\s[-–:]\s)")
_ROMAN = re.compile(r"[IVX]+$")
_LONGEST = 12  # what is longer is a word set in capitals


def check_abbreviations(paper: Paper) -> Iterator[Defect]:
    """Each once, where it first stands; capitals of headings and numbers of documents are none."""
    used = list(_used(paper.paragraphs))
    times = Counter(word for word, _paragraph in used)
    defined = _defined(paper.paragraphs) | known_abbreviations()
    for word in times:
        if word in defined or all(part in defined for part in re.split("[&-]", word)):
            continue
        paragraph = next(p for w, p in used if w == word)
        right = _meant(word, defined)
        if right:
            yield paper.defect(MISTYPED, word, paragraph, word=word, right=right)
        elif not _is_shouted(word):
            yield paper.defect(UNDEFINED, word, paragraph, word=word, times=str(times[word]))


def _used(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[str, Paragraph]]:
    for paragraph in paragraphs:
        if is_upper(paragraph.text):
            continue
        numbers = [match.span() for match in NUMBER.finditer(paragraph.text)]
        for match in _WORD.finditer(paragraph.text):
            is_in_number = any(start <= match.start() < end for start, end in numbers)
            if not (
                is_in_number or _ROMAN.match(match.group()) or _among_capitals(paragraph, match)
            ):
                yield match.group(), paragraph


def _among_capitals(paragraph: Paragraph, match: re.Match[str]) -> bool:
    """Beside another word in capitals it is part of a shouted phrase: “THI ĐUA DẠY TỐT”."""
    before = paragraph.text[: match.start()].split()[-1:]
    after = paragraph.text[match.end() :].split()[:1]
    return any(_is_capitals(word) for word in (*before, *after))


def _is_capitals(word: str) -> bool:
    is_word = len(word) > 1 and word.isalpha() and word.isupper()
    return is_word and not _ROMAN.match(word) and word not in known_abbreviations()


def _defined(paragraphs: Sequence[Paragraph]) -> set[str]:
    return {
        match[1]
        for paragraph in paragraphs
        for pattern in (_DEFINED, _EXPLAINED)
        for match in pattern.finditer(paragraph.text)
    }


def _meant(word: str, defined: set[str] | frozenset[str]) -> str:
    """“GDDT” for GDĐT: a stroke is missing."""
    if "Đ" in word:
        return ""
    candidates = (known for known in defined if "Đ" in known)
    return next((known for known in candidates if known.replace("Đ", "D") == word), "")


def _is_shouted(word: str) -> bool:
    """A syllable in capitals has marks (“NGHỊ”, “THÔNG”); an abbreviation has only Đ and Ư."""
    has_marks = any(not char.isascii() and char not in "ĐƯ" for char in word)
    return has_marks or len(word) > _LONGEST
