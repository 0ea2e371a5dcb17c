"""Word documents: paragraphs with their visible numbers and tables, in document order.

The XML is walked once, straight through. python-docx is not used: its ``cell(row, column)``
rebuilds the grid of the whole table for every cell.
"""

import re
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from lxml import etree

from phongtrao.lib.errors import BadFile
from phongtrao.lib.words import gettext_noop
from phongtrao.lib.words import say as _
from phongtrao.reader.load.blocks import Blocks
from phongtrao.reader.load.checks import open_archive
from phongtrao.reader.load.docx.body import Body
from phongtrao.reader.load.docx.numbering import read_numbering
from phongtrao.reader.load.docx.parts import W, parse_part
from phongtrao.reader.load.docx.runs import DELETED, INSERTED, Log
from phongtrao.reader.load.docx.styles import Styles
from phongtrao.reader.load.formats import CORRUPT_WORD, DOCUMENT_PART
from phongtrao.reader.load.tabs import MOTTO, set_apart
from phongtrao.reader.model import Source
from phongtrao.reader.text import plain

__all__ = ["load_docx"]

_HEAD = re.compile(r"word/header\d*\.xml")
_TOP = 40  # paragraphs

CHANGES = gettext_noop(
    "Tệp Word còn {inserted} chỗ thêm và {deleted} chỗ xóa chưa chốt. Bản đọc lấy phần thêm, bỏ phần"
    " xóa; hãy chốt các chỗ sửa trong Word nếu bản ban hành khác."
)
OLD_FONTS = gettext_noop(
    "Chữ gõ bằng phông cũ (.VnTime, VNI) đã được chuyển sang Unicode. Hãy đối chiếu với bản gốc."
)
NOTES = gettext_noop(
    "Tệp Word có {count} chú thích ở chân trang; nội dung chú thích không được đọc. Hãy xem bản gốc."
)


def load_docx(path: Path) -> Source:
    """Read a .docx file that ``check_file`` has passed; pages are unknown. BadFile if it is broken."""
    with open_archive(path) as archive:
        document = parse_part(archive, DOCUMENT_PART)
        numbering = read_numbering(parse_part(archive, "word/numbering.xml"))
        styles = Styles(parse_part(archive, "word/styles.xml"))
        heads = [
            parse_part(archive, name) for name in sorted(archive.namelist()) if _HEAD.match(name)
        ]
    content = document.find(f"{W}body") if document is not None else None
    if document is None or content is None:
        raise BadFile(_(CORRUPT_WORD))
    body = Body(numbering, styles)
    holders = [*_letterheads(heads, content), content]
    items = (item for holder in holders for item in body.items(holder))
    blocks = Blocks().add(set_apart(items))
    return Source(tuple(blocks.found), warnings=tuple(_warnings(document, body.log)))


def _letterheads(
    heads: Iterable[etree._Element | None], content: etree._Element
) -> list[etree._Element]:
    """A letterhead that stands in the header of the page and not in the text is read first."""
    if _says_motto(content):
        return []
    return [head for head in heads if head is not None and _says_motto(head)][:1]


def _says_motto(holder: etree._Element) -> bool:
    top = islice(holder.iter(f"{W}p"), _TOP)
    return any(MOTTO in plain("".join(map(str, p.itertext(f"{W}t")))) for p in top)


def _warnings(document: etree._Element, log: Log) -> Iterable[str]:
    inserted = sum(1 for change in document.iter(*INSERTED))
    deleted = sum(1 for change in document.iter(*DELETED))
    if inserted or deleted:
        yield _(CHANGES).format(inserted=inserted, deleted=deleted)
    if log.has_old_fonts:
        yield _(OLD_FONTS)
    if log.notes:
        yield _(NOTES).format(count=log.notes)
