"""Plain text: one block for each printed line; a form feed turns the page."""

from pathlib import Path

from phongtrao.lib.errors import BadFile
from phongtrao.lib.words import gettext_noop
from phongtrao.lib.words import say as _
from phongtrao.reader.model import Block, Source

UNREADABLE = gettext_noop(
    "Tệp văn bản không đúng bảng mã UTF-8. Hãy lưu lại tệp với bảng mã UTF-8 rồi tải lên."
)


def load_txt(path: Path) -> Source:
    """Read a .txt file in UTF-8 or UTF-16 (with its byte order mark); BadFile otherwise."""
    data = path.read_bytes()
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return split_text(data.decode(encoding))
    except UnicodeDecodeError:
        raise BadFile(_(UNREADABLE)) from None


def split_text(text: str) -> Source:
    """Blocks of a text already in memory; line numbers count from 1."""
    blocks: list[Block] = []
    line_number = 0
    pages = text.split("\f")
    for page_number, page in enumerate(pages, start=1):
        page_of = page_number if len(pages) > 1 else None
        for line in page.splitlines() or [""]:
            line_number += 1
            if line.strip():
                blocks.append(Block(len(blocks), "line", line.rstrip(), page_of, line_number))
    return Source(tuple(blocks), len(pages) if len(pages) > 1 else None)
