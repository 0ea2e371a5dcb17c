"""Controlled words spelled in two ways, and words typed twice."""

import re
from collections.abc import Iterator

from phongtrao.lib.text import nfc
from phongtrao.lib.words import gettext_noop as _
from phongtrao.reader.lint.model import ERROR, NOTE, Defect, Paper, Rule
from phongtrao.reader.lint.packs import controlled_words

TWO_WAYS = Rule(
    "spelling.two_ways",
    NOTE,
    _("Một từ, hai cách viết"),
    _("Văn bản viết cả “%(right)s” và “%(other)s” (%(times)s lần)."),
    _("Một văn bản nên thống nhất một cách viết; %(reason)s."),
    _("Sửa “%(other)s” thành “%(right)s”."),
)
TWICE = Rule(
    "spelling.twice",
    ERROR,
    _("Từ lặp"),
    _("“%(words)s” viết hai lần liền nhau."),
    _("Lỗi gõ hoặc chép dán; câu không còn gọn."),
    _("Bỏ bớt một lần."),
)
RULES = (TWO_WAYS, TWICE)
_TWICE = re.compile(r"(?<!\w)(([^\W\d_]{2,}) ([^\W\d_]{2,})) \1(?!\w)", re.IGNORECASE)


def check_spellings(paper: Paper) -> Iterator[Defect]:
    """Only where both spellings stand in one text: one alone is a habit, not a slip."""
    texts = [(nfc(p.text).lower(), p) for p in paper.paragraphs]
    for right, others, reason in controlled_words():
        if not any(right in text for text, _p in texts):
            continue
        for other in others:
            places = [(text.find(other), p) for text, p in texts if other in text]
            if places:
                start, paragraph = places[0]
                quote = paragraph.text[start : start + len(other)]
                times = str(sum(text.count(other) for text, _p in texts))
                facts = {"right": right, "other": other, "times": times, "reason": reason}
                yield paper.defect(TWO_WAYS, quote, paragraph, **facts)


def check_twice(paper: Paper) -> Iterator[Defect]:
    """Two syllables and the same two again; one syllable doubled is good Vietnamese (“luôn luôn”)."""
    for paragraph in paper.paragraphs:
        for match in _TWICE.finditer(nfc(paragraph.text)):
            defect = paper.defect(TWICE, match.group(), paragraph, words=match[1])
            if match[2].lower() != match[3].lower() and not _may_be_two_cells(
                match.group(), defect
            ):
                yield defect


def _may_be_two_cells(words: str, defect: Defect) -> bool:
    """In a flattened table a cell may end with the words the next one opens with, on the next line."""
    is_over_lines = defect.passage.first_block < defect.passage.last_block
    return is_over_lines and words.split()[2][0].isupper()
