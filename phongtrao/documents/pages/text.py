"""The words of a paper on the screen: read before it is acknowledged, on any telephone."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from phongtrao.documents.comparison import LONGEST, read_docx, read_passages
from phongtrao.documents.content import WORD
from phongtrao.documents.models import StoredFile
from phongtrao.documents.services.page_images import Printed
from phongtrao.documents.word.places import read_parts
from phongtrao.lib.errors import BadFile

FIRST = 20  # about a page
LONG = 600  # characters of a paragraph that are shown of the first page


@dataclass(frozen=True, slots=True)
class TextPart:
    """A paragraph, or the rows of a table."""

    text: str = ""
    rows: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PaperText:
    """``fault``: why there is nothing to read here; the file itself can still be opened."""

    parts: list[TextPart]
    has_more: bool = False
    fault: str = ""

    @classmethod
    def first_page(cls, file: StoredFile) -> "PaperText":
        return cls._read(Printed.of_file(file), FIRST, LONG)

    @classmethod
    def whole(cls, printed: Printed) -> "PaperText":
        return cls._read(printed, LONGEST)

    @classmethod
    def _read(cls, printed: Printed, most: int, longest: int = 0) -> "PaperText":
        try:
            with printed.open() as stream:
                lines = list(islice(_lines(stream.read(), printed.media_type, most), most + 1))
        except BadFile as error:
            return cls([], fault=str(error))
        if not lines:
            return cls([], fault=_("Tệp không có chữ, có lẽ là bản quét. Hãy mở tệp để đọc."))
        return cls(_joined(lines[:most], longest), has_more=len(lines) > most)


def _lines(content: bytes, media_type: str, most: int) -> Iterator[tuple[int, list[str]]]:
    """(number of the table, cells of a row), or (0, [a paragraph])."""
    if media_type != WORD:
        yield from ((0, [one.text]) for one in read_passages(content, media_type, most + 1))
        return
    tables = 0
    for part in read_parts(read_docx(content)):
        if isinstance(part, str):
            yield 0, [part]
            continue
        tables += 1
        yield from ((tables, row) for row in part if any(row))


def _joined(lines: list[tuple[int, list[str]]], longest: int) -> list[TextPart]:
    """Rows that follow each other in one table are one part."""
    found: list[TextPart] = []
    last = 0
    for table, cells in lines:
        shown = [Truncator(cell).chars(longest) if longest else cell for cell in cells]
        if not table:
            found.append(TextPart(shown[0]))
        elif table == last:
            found[-1].rows.append(shown)
        else:
            found.append(TextPart(rows=[shown]))
        last = table
    return found
