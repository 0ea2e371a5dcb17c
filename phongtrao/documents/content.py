"""What a file is, by its content. The name's ending is only a claim that must agree.

Refused before anything is stored: empty files, programs, pages that a browser would run (HTML, SVG),
macros, zip bombs, endings that lie. Every refusal says what to do next.
"""

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from types import MappingProxyType
from typing import BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from phongtrao.lib.archives import DAMAGED, Limits, has_macros, refuse_bomb
from phongtrao.lib.errors import BadFile
from phongtrao.reader.load.characters import read_characters

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"
TEXT = "text/plain"
MARKDOWN = "text/markdown"
OLD_TEXT = "text/plain;charset=unknown-8bit"
OLD_WORD = "application/msword"
RTF = "application/rtf"

# media type → the endings that may claim it; the first is the usual one
ENDINGS: dict[str, tuple[str, ...]] = {
    PDF: ("pdf",),
    WORD: ("docx", "dotx"),
    SHEET: ("xlsx",),
    "application/vnd.ms-excel": ("xls",),
    "application/vnd.oasis.opendocument.text": ("odt",),
    "application/vnd.oasis.opendocument.spreadsheet": ("ods",),
    "image/png": ("png",),
    "image/jpeg": ("jpg", "jpeg"),
    "image/webp": ("webp",),
    "video/mp4": ("mp4", "m4v"),
    TEXT: ("txt", "csv"),
    MARKDOWN: ("md", "markdown"),
}
# Kept only where they are asked for: the reader of plans understands them, other readers do not.
FOR_PLANS: dict[str, tuple[str, ...]] = {
    WORD: ("docx", "dotx", "doc"),  # programs of offices call “.doc” whatever they export
    OLD_WORD: ("doc",),
    RTF: ("rtf", "doc"),
    OLD_TEXT: ("txt", "md", "markdown"),
}
# For the fields of forms: “.pdf”, “.docx” …
UPLOADS = tuple(f".{ending}" for endings in ENDINGS.values() for ending in endings)
ACCEPTED = "PDF, Word (.docx), Excel (.xlsx, .xls), .odt, .ods, .png, .jpg, .webp, .mp4, .txt, .csv"

NOTHING: Mapping[str, tuple[str, ...]] = MappingProxyType({})
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
_COMMENTS = re.compile(rb"^(?:\s*<!--.*?-->)+", re.DOTALL)
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


def examine(
    stream: BinaryIO, name: str, *, size: int, also: Mapping[str, tuple[str, ...]] = NOTHING
) -> Content:
    """Return what the stream holds; raises BadFile with a sentence when it may not be stored.

    Reads from the beginning and leaves the position anywhere. ``size`` is in bytes; ``also``: media
    types with their endings that may be stored besides the usual ones.
    """
    if not size:
        raise BadFile(
            _("Tệp “%(name)s” rỗng, không có nội dung. Hãy kiểm tra lại tệp rồi tải lên lần nữa.")
            % {"name": name}
        )
    stream.seek(0)
    head = stream.read(HEAD)
    _refuse_active(head, name)
    media_type = _signed_type(head) or _media_type(stream, name, size, also)
    if not media_type:
        raise BadFile(
            _("Không nhận loại tệp của “%(name)s”. Hãy tải lên một trong các loại: %(kinds)s.")
            % {"name": name, "kinds": ACCEPTED}
        )
    _compare_ending(name, media_type, {**ENDINGS, **also}[media_type])
    return Content(media_type, size)


def ending_of(name: str) -> str:
    return PurePath(name).suffix.lower().lstrip(".")


def usual_ending(media_type: str) -> str:
    """The ending of files of this type, without the dot; "" for a type nobody knows."""
    return {**FOR_PLANS, **ENDINGS}.get(media_type, ("",))[0]


def _refuse_active(head: bytes, name: str) -> None:
    if head.startswith(_PROGRAMS):
        raise BadFile(
            _(
                "Tệp “%(name)s” là chương trình chạy được nên không được nhận. Hãy tải lên văn bản, ảnh hoặc bảng."
            )
            % {"name": name}
        )
    start = head.lstrip(b"\xef\xbb\xbf")
    if ending_of(name) in ENDINGS[MARKDOWN]:
        start = _COMMENTS.sub(b"", start)  # plain remarks there; no browser is shown the file
    if _MARKUP.match(start):
        raise BadFile(
            _(
                "Tệp “%(name)s” là trang web hoặc hình SVG nên không được nhận. Hãy lưu thành PDF hoặc ảnh rồi tải lên."
            )
            % {"name": name}
        )


def _signed_type(head: bytes) -> str:
    """The type of a file that says so in its first bytes; "" for all others."""
    if b"%PDF-" in head[:1024]:
        return PDF
    return next(
        (said for offset, signature, said in _SIGNATURES if head.startswith(signature, offset)), ""
    )


def _media_type(stream: BinaryIO, name: str, size: int, also: Mapping[str, tuple[str, ...]]) -> str:
    stream.seek(0)
    head = stream.read(len(OLE))
    if head.startswith(b"PK"):
        return _zipped_type(stream, name, size)
    if head.startswith(OLE):
        return _ole_type(stream, name, also)
    if head.startswith(b"{\\rtf") and RTF in also:
        return RTF
    return _text_type(stream, name, also)


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


def _ole_type(stream: BinaryIO, name: str, also: Mapping[str, tuple[str, ...]]) -> str:
    """Old Office files are folders in one file; the names of their streams are UTF-16 inside."""
    found = _find(stream, ("EncryptedPackage", "Workbook", "WordDocument", "_VBA_PROJECT"))
    if "EncryptedPackage" in found:
        raise BadFile(
            _("Tệp “%(name)s” đặt mật khẩu. Hãy bỏ mật khẩu rồi tải lên.") % {"name": name}
        )
    if "_VBA_PROJECT" in found:
        raise _macro_refusal(name)
    if "WordDocument" in found and OLD_WORD in also:
        return OLD_WORD
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


def _text_type(stream: BinaryIO, name: str, also: Mapping[str, tuple[str, ...]]) -> str:
    """UTF-8 only, unless asked: a text in an old Vietnamese font would come out as nonsense later."""
    stream.seek(0)
    raw = stream.read()
    ending = ending_of(name)
    if OLD_TEXT in also and ending in also[OLD_TEXT] and not _is_unicode(raw):
        read_characters(raw)  # or BadFile
        return OLD_TEXT
    is_known = ending in (*ENDINGS[TEXT], *ENDINGS[MARKDOWN])
    if b"\x00" in raw or not (_is_unicode(raw) or is_known):
        return ""
    if not _is_unicode(raw):
        raise BadFile(
            _(
                "Tệp “%(name)s” không dùng bảng mã Unicode (UTF-8). Hãy lưu lại với bảng mã UTF-8 rồi tải lên."
            )
            % {"name": name}
        )
    if ending in ENDINGS[MARKDOWN]:
        return MARKDOWN
    return TEXT if is_known or not ending else ""


def _is_unicode(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"\x00" not in raw


def _compare_ending(name: str, media_type: str, endings: tuple[str, ...]) -> None:
    ending = ending_of(name)
    if ending and ending not in endings:
        raise BadFile(
            _(
                "Tệp “%(name)s” có đuôi .%(ending)s nhưng nội dung bên trong là .%(real)s. Hãy tải lên đúng tệp gốc."
            )
            % {"name": name, "ending": ending, "real": usual_ending(media_type)}
        )
