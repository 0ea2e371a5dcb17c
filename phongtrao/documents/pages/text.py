"""The words of a paper on the screen: read before it is acknowledged, on any telephone."""

from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from phongtrao.documents.comparison import LONGEST, read_passages
from phongtrao.documents.models import StoredFile
from phongtrao.documents.services import read_file
from phongtrao.lib.errors import BadFile

FIRST = 20  # about a page
LONG = 600  # characters of a paragraph that are shown of the first page


@dataclass(frozen=True, slots=True)
class PaperText:
    """``fault``: why there is nothing to read here; the file itself can still be opened."""

    paragraphs: list[str]
    has_more: bool = False
    fault: str = ""

    @classmethod
    def first_page(cls, file: StoredFile) -> "PaperText":
        found = cls._read(file, FIRST + 1)
        shown = [Truncator(text).chars(LONG) for text in found.paragraphs[:FIRST]]
        return cls(shown, has_more=len(found.paragraphs) > FIRST, fault=found.fault)

    @classmethod
    def whole(cls, file: StoredFile) -> "PaperText":
        return cls._read(file, LONGEST)

    @classmethod
    def _read(cls, file: StoredFile, most: int) -> "PaperText":
        try:
            found = read_passages(read_file(file), file.media_type, most)
        except BadFile as error:
            return cls([], fault=str(error))
        if not found:
            return cls([], fault=_("Tệp không có chữ, có lẽ là bản quét. Hãy mở tệp để đọc."))
        return cls([passage.text for passage in found], has_more=len(found) == LONGEST)
