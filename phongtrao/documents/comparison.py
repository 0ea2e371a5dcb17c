"""What differs between two versions of a text: paragraph by paragraph, then word by word.

>>> compare([Passage("Hạn 1/3", "đoạn 1")], [Passage("Hạn 5/3", "đoạn 1")])[0].kind
'changed'
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from io import BytesIO
from itertools import islice, zip_longest
from typing import Literal

import docx
from django.utils.translation import gettext as _
from docx.document import Document
from pypdfium2 import PdfDocument, PdfiumError

from phongtrao.documents.content import PDF, WORD
from phongtrao.documents.word.places import read_lines
from phongtrao.lib.errors import BadFile
from phongtrao.lib.text import nfc
from phongtrao.reader.load.layout import drop_margins
from phongtrao.reader.load.letters import find_words
from phongtrao.reader.load.pdf import PDFIUM

Kind = Literal["same", "added", "removed", "changed"]
NEAR = 2  # unchanged paragraphs shown around a change
LONGEST = 3_000  # paragraphs read of one file: a plan with its annexes has some hundreds
WORDS = 600  # longer paragraphs are shown whole: word by word nobody could read them


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph and where a reader finds it."""

    text: str
    where: str


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Change:
    """One paragraph of the comparison; ``skipped`` unchanged ones were left out before it."""

    kind: Kind
    where: str
    pieces: tuple[Piece, ...]
    skipped: int = 0


def read_passages(content: bytes, media_type: str, most: int = LONGEST) -> list[Passage]:
    """The first paragraphs of a .docx, or lines of a PDF; raises BadFile for what has no text."""
    found: Iterable[Passage]
    if media_type == WORD:
        found = (Passage(_plain(line.text), line.where) for line in read_lines(read_docx(content)))
    elif media_type == PDF:
        found = _pdf_lines(content)
    else:
        raise BadFile(_("Chỉ đọc được chữ trong tệp Word (.docx) và PDF. Hãy tải tệp về để xem."))
    return list(islice((passage for passage in found if passage.text), most))


def read_docx(content: bytes) -> Document:
    """Raises BadFile for what is no .docx."""
    try:
        return docx.Document(BytesIO(content))
    except (KeyError, ValueError) as error:
        raise BadFile from error


def compare(old: Sequence[Passage], new: Sequence[Passage]) -> list[Change]:
    """Every paragraph of both, in order of the new one."""
    matcher = SequenceMatcher(None, [p.text for p in old], [p.text for p in new], autojunk=False)
    found: list[Change] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            found += [_whole("same", passage) for passage in new[j1:j2]]
        else:
            found += _replaced(old[i1:i2], new[j1:j2])
    return found


def only_changes(changes: Sequence[Change], near: int = NEAR) -> list[Change]:
    """The changes with a little of what stands around them; the rest is counted, not shown."""
    kept = {
        position
        for at, change in enumerate(changes)
        if change.kind != "same"
        for position in range(at - near, at + near + 1)
    }
    found, skipped = [], 0
    for position, change in enumerate(changes):
        if position not in kept:
            skipped += 1
            continue
        found.append(Change(change.kind, change.where, change.pieces, skipped))
        skipped = 0
    return found


def count_changes(changes: Sequence[Change]) -> int:
    return sum(change.kind != "same" for change in changes)


# ------------------------------------------------------------------ pieces


def _replaced(old: Sequence[Passage], new: Sequence[Passage]) -> Iterator[Change]:
    """Paragraphs that stand for each other; what has no counterpart is added or removed."""
    for before, after in zip_longest(old, new):
        if before is None:
            yield _whole("added", after)
        elif after is None:
            yield _whole("removed", before)
        else:
            yield from _rewritten(before, after)


def _rewritten(before: Passage, after: Passage) -> Iterator[Change]:
    one, two = before.text.split(), after.text.split()
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    if max(len(one), len(two)) > WORDS or matcher.ratio() < 1 / 3:
        yield _whole("removed", before)
        yield _whole("added", after)
        return
    pieces: list[Piece] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece(" ".join(two[j1:j2]), "same"))
            continue
        if i2 > i1:
            pieces.append(Piece(" ".join(one[i1:i2]), "removed"))
        if j2 > j1:
            pieces.append(Piece(" ".join(two[j1:j2]), "added"))
    yield Change("changed", after.where, tuple(pieces))


def _whole(kind: Kind, passage: Passage) -> Change:
    return Change(kind, passage.where, (Piece(passage.text, kind),))


def _plain(text: str) -> str:
    return " ".join(nfc(text).split())


def _pdf_lines(content: bytes) -> Iterator[Passage]:
    with PDFIUM:
        try:
            pdf = PdfDocument(content)
        except PdfiumError as error:
            raise BadFile(_("Không đọc được chữ trong tệp PDF. Hãy tải tệp về để xem.")) from error
        try:
            pages = drop_margins([find_words(page)[0] for page in pdf])
            for number, lines in enumerate(pages, start=1):
                where = _("trang %(n)d") % {"n": number}
                yield from (Passage(_plain(line.text), where) for line in lines)
        finally:
            pdf.close()
