"""Cheap checks of an uploaded file, before anything is parsed.

What a file is, its first bytes say, not its name; the name must agree, because a person who sends
“ke-hoach.docx” that is no Word file has made a mistake worth a sentence of its own.
"""

import zipfile
from pathlib import Path
from typing import Literal

from phongtrao.lib.archives import DAMAGED, Limits, has_macros, refuse_bomb
from phongtrao.lib.errors import BadFile
from phongtrao.lib.words import gettext_noop
from phongtrao.lib.words import say as _

Kind = Literal["txt", "docx", "pdf"]

MAX_BYTES = 50 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024  # a 100-page plan with pictures unpacks to some 20 MB
# document.xml of real plans grows about twelvefold, pictures not at all.
LIMITS = Limits(unpacked=MAX_UNPACKED, ratio=200, parts=5_000)

EMPTY = gettext_noop("Tệp rỗng, không có nội dung. Hãy kiểm tra lại tệp rồi tải lên lần nữa.")
TOO_BIG = gettext_noop(
    "Tệp lớn {size} MB, vượt mức {limit} MB. Hãy giảm dung lượng ảnh trong tệp hoặc tách tệp rồi tải lên."
)
UNKNOWN = gettext_noop(
    "Không nhận tệp loại “{suffix}”. Hãy tải lên kế hoạch ở dạng .docx, .pdf có chữ hoặc .txt."
)
OLD_WORD = gettext_noop(
    "Đây là tệp Word đời cũ (.doc). Hãy mở bằng Word, chọn “Lưu thành” loại .docx rồi tải lên."
)
RENAMED_DOC = gettext_noop(
    "Tệp mang đuôi .docx nhưng bên trong là Word đời cũ (.doc). Hãy mở bằng Word,"
    " chọn “Lưu thành” loại .docx rồi tải lên."
)
LOCKED_WORD = gettext_noop("Tệp Word đặt mật khẩu. Hãy bỏ mật khẩu trong Word rồi tải lên.")
MISMATCH = gettext_noop(
    "Tên tệp có đuôi {suffix} nhưng nội dung bên trong là loại khác. Hãy tải lên đúng tệp gốc."
)
CORRUPT_WORD = gettext_noop(
    "Tệp Word bị hỏng hoặc tải lên chưa trọn. Hãy mở lại tệp bằng Word, lưu rồi tải lên lần nữa."
)
NOT_WORD = gettext_noop(
    "Tệp mang đuôi .docx nhưng không phải văn bản Word. Hãy tải lên đúng tệp kế hoạch."
)
MACRO = gettext_noop(
    "Tệp Word có chứa macro nên không được nhận. Hãy lưu thành loại .docx không macro rồi tải lên."
)
BOMB = gettext_noop(
    "Tệp nén giải ra lớn bất thường nên không được mở. Hãy tải lên tệp kế hoạch gốc."
)

_SUFFIXES: dict[str, Kind] = {".txt": "txt", ".docx": "docx", ".pdf": "pdf"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HEAD = 1024
DOCUMENT_PART = "word/document.xml"


def check_file(path: Path) -> Kind:
    """What kind of plan file this is; BadFile with its own sentence for everything refused.

    Looks at size, name, first bytes and, for .docx, the directory of the archive: a file of any
    size is refused without being read.
    """
    size = path.stat().st_size
    if size == 0:
        raise BadFile(_(EMPTY))
    if size > MAX_BYTES:
        limit = MAX_BYTES // 1024**2
        raise BadFile(_(TOO_BIG).format(size=size // 1024**2, limit=limit))
    suffix = path.suffix.lower()
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith(_OLE):
        raise BadFile(_about_ole(path, suffix))
    if suffix not in _SUFFIXES:
        raise BadFile(_(UNKNOWN).format(suffix=suffix or path.name))
    kind = _SUFFIXES[suffix]
    if kind != _kind_of(head):
        raise BadFile(_(MISMATCH).format(suffix=suffix))
    if kind == "docx":
        _check_archive(path)
    return kind


def read_part(archive: zipfile.ZipFile, name: str, limit: int = MAX_UNPACKED) -> bytes:
    """Unpack one part; BadFile as soon as it grows over ``limit``, whatever its header says."""
    try:
        with archive.open(name) as part:
            data = part.read(limit + 1)
    except (*DAMAGED, RuntimeError) as error:
        raise BadFile(_(CORRUPT_WORD)) from error
    if len(data) > limit:
        raise BadFile(_(BOMB))
    return data


def open_archive(path: Path) -> zipfile.ZipFile:
    """The file as a zip archive, or BadFile."""
    try:
        return zipfile.ZipFile(path)
    except DAMAGED as error:
        raise BadFile(_(CORRUPT_WORD)) from error


def _about_ole(path: Path, suffix: str) -> str:
    if _ENCRYPTED in path.read_bytes():
        return _(LOCKED_WORD)
    said = RENAMED_DOC if suffix == ".docx" else OLD_WORD
    return _(said)


def _kind_of(head: bytes) -> Kind | None:
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith(_ZIP):
        return "docx"
    is_utf16 = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return None if b"\0" in head and not is_utf16 else "txt"


def _check_archive(path: Path) -> None:
    with open_archive(path) as archive:
        refuse_bomb(archive, LIMITS, _(BOMB), size=path.stat().st_size)
        names = set(archive.namelist())
        if DOCUMENT_PART not in names or "[Content_Types].xml" not in names:
            raise BadFile(_(NOT_WORD))
        types = read_part(archive, "[Content_Types].xml", limit=1024**2)
    if has_macros(names) or b"macroEnabled" in types:
        raise BadFile(_(MACRO))
