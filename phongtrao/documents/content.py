"""What a file is, by its content. The name's ending is only a claim that must agree.

Refused before anything is stored: empty files, programs, pages that a browser would run (HTML, SVG),
macros, zip bombs, endings that lie. Every refusal says what to do next.
"""

import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from phongtrao.lib.archives import DAMAGED, Limits, has_macros, refuse_bomb
from phongtrao.lib.errors import BadFile

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"
TEXT = "text/plain"

# media type → the endings that may claim it; the first is the usual one
ENDINGS: dict[str, tuple[str, ...]] = {
    PDF: ("pdf",),
    WORD: ("docx",),
    SHEET: ("xlsx",),
    "application/vnd.ms-excel": ("xls",),
    "application/vnd.oasis.opendocument.text": ("odt",),
    "application/vnd.oasis.opendocument.spreadsheet": ("ods",),
    "image/png": ("png",),
    "image/jpeg": ("jpg", "jpeg"),
    "image/webp": ("webp",),
    "video/mp4": ("mp4", "m4v"),
    TEXT: ("txt", "csv"),
}
# For the fields of forms: “.pdf”, “.docx” …
UPLOADS = tuple(f".{ending}" for endings in ENDINGS.values() for ending in endings)
ACCEPTED = "PDF, Word (.docx), Excel (.xlsx, .xls), .odt, .ods, .png, .jpg, .webp, .mp4, .txt, .csv"

HEAD = 4_096
CHUNK = 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LIMITS = Limits(unpacked=1024 * 1024 * 1024, ratio=200, harmless=20 * 1024 * 1024)
BOMB = gettext_noop(
    "Tệp “%(name)s” giải nén ra lớn bất thường nên không được nhận. Hãy lưu lại thành tệp mới rồi tải lên."
)

_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"PE\x00\x00")
_MARKUP = re.compile(
    rb"^\s*<\s*(!doctype|html|svg|script|head|body|\?xml|iframe|!--)", re.IGNORECASE
)
# (where in the head, bytes there, media type)
_SIGNATURES = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (8, b"WEBP", "image/webp"),
    (4, b"ftyp", "video/mp4"),
)


@dataclass(frozen=True, slots=True)
class Content:
    media_type: str
    size: int


def examine(stream: BinaryIO, name: str, *, size: int) -> Content:
    """Return what the stream holds; raises BadFile with a sentence when it may not be stored.

    Reads from the beginning and leaves the position anywhere. ``size`` is in bytes.
    """
    if not size:
        raise BadFile(
            _("Tệp “%(name)s” rỗng, không có nội dung. Hãy kiểm tra lại tệp rồi tải lên lần nữa.")
            % {"name": name}
        )
    stream.seek(0)
    head = stream.read(HEAD)
    _refuse_active(head, name)
    media_type = _media_type(stream, head, name, size)
    if not media_type:
        raise BadFile(
            _("Không nhận loại tệp của “%(name)s”. Hãy tải lên một trong các loại: %(kinds)s.")
            % {"name": name, "kinds": ACCEPTED}
        )
    _compare_ending(media_type, name)
    return Content(media_type, size)


def ending_of(name: str) -> str:
    return PurePath(name).suffix.lower().lstrip(".")


def _refuse_active(head: bytes, name: str) -> None:
    if head.startswith(_PROGRAMS):
        raise BadFile(
            _(
                "Tệp “%(name)s” là chương trình chạy được nên không được nhận. Hãy tải lên văn bản, ảnh hoặc bảng."
            )
            % {"name": name}
        )
    if _MARKUP.match(head.lstrip(b"\xef\xbb\xbf")):
        raise BadFile(
            _(
                "Tệp “%(name)s” là trang web hoặc hình SVG nên không được nhận. Hãy lưu thành PDF hoặc ảnh rồi tải lên."
            )
            % {"name": name}
        )


def _media_type(stream: BinaryIO, head: bytes, name: str, size: int) -> str:
    if b"%PDF-" in head[:1024]:
        return PDF
    for offset, signature, media_type in _SIGNATURES:
        if head.startswith(signature, offset):
            return media_type
    if head.startswith(b"PK"):
        return _zipped_type(stream, name, size)
    if head.startswith(OLE):
        return _ole_type(stream, name)
    return TEXT if _is_text(stream, name) else ""


# ------------------------------------------------------------------ zipped office files


def _zipped_type(stream: BinaryIO, name: str, size: int) -> str:
    try:
        with zipfile.ZipFile(stream) as archive:
            refuse_bomb(archive, LIMITS, _(BOMB) % {"name": name}, size=size)
            if has_macros(archive.namelist()):
                raise _macro_refusal(name)
            return _type_of_archive(archive)
    except (*DAMAGED, RuntimeError) as error:
        raise BadFile(
            _(
                "Tệp “%(name)s” bị hỏng hoặc tải lên chưa trọn. Hãy mở lại tệp, lưu rồi tải lên lần nữa."
            )
            % {"name": name}
        ) from error


def _type_of_archive(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    if "[Content_Types].xml" in names:
        if "word/document.xml" in names:
            return WORD
        return SHEET if "xl/workbook.xml" in names else ""
    if "mimetype" in names:
        said = archive.read("mimetype").decode("ascii", "replace").strip()
        return said if said in ENDINGS else ""
    return ""


def _macro_refusal(name: str) -> BadFile:
    return BadFile(
        _(
            "Tệp “%(name)s” có chứa macro nên không được nhận. Hãy lưu thành .docx hoặc .xlsx không macro rồi tải lên."
        )
        % {"name": name}
    )


# ------------------------------------------------------------------ the old binary format


def _ole_type(stream: BinaryIO, name: str) -> str:
    """Old Office files are folders in one file; the names of their streams are UTF-16 inside."""
    found = _find(stream, ("EncryptedPackage", "Workbook", "WordDocument", "_VBA_PROJECT_CUR"))
    if "EncryptedPackage" in found:
        raise BadFile(
            _("Tệp “%(name)s” đặt mật khẩu. Hãy bỏ mật khẩu rồi tải lên.") % {"name": name}
        )
    if "_VBA_PROJECT_CUR" in found:
        raise _macro_refusal(name)
    if "WordDocument" in found:
        raise BadFile(
            _(
                "Tệp “%(name)s” là Word đời cũ (.doc). Hãy mở bằng Word, chọn “Lưu thành” loại .docx rồi tải lên."
            )
            % {"name": name}
        )
    return "application/vnd.ms-excel" if "Workbook" in found else ""


def _find(stream: BinaryIO, names: tuple[str, ...]) -> set[str]:
    wanted = {name: name.encode("utf-16-le") for name in names}
    longest = max(map(len, wanted.values()))
    found: set[str] = set()
    tail = b""
    stream.seek(0)
    while chunk := stream.read(CHUNK):
        window = tail + chunk
        found |= {name for name, raw in wanted.items() if raw in window}
        tail = window[-longest:]
    return found


# ------------------------------------------------------------------ text and endings


def _is_text(stream: BinaryIO, name: str) -> bool:
    """UTF-8 only: a text in an old Vietnamese font would come out as nonsense later."""
    stream.seek(0)
    raw = stream.read()
    if b"\x00" in raw:
        return False
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        if ending_of(name) not in ENDINGS[TEXT]:
            return False
        raise BadFile(
            _(
                "Tệp “%(name)s” không dùng bảng mã Unicode (UTF-8). Hãy lưu lại với bảng mã UTF-8 rồi tải lên."
            )
            % {"name": name}
        ) from None
    return ending_of(name) in ENDINGS[TEXT] or not ending_of(name)


def _compare_ending(media_type: str, name: str) -> None:
    ending = ending_of(name)
    if ending and ending not in ENDINGS[media_type]:
        raise BadFile(
            _(
                "Tệp “%(name)s” có đuôi .%(ending)s nhưng nội dung bên trong là .%(real)s. Hãy tải lên đúng tệp gốc."
            )
            % {"name": name, "ending": ending, "real": ENDINGS[media_type][0]}
        )
