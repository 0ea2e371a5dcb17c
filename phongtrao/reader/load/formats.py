"""What a file is by its first bytes, and what to say of those a plan may not come in."""

import zipfile
from pathlib import Path

from phongtrao.lib.archives import DAMAGED, Limits, refuse_bomb
from phongtrao.lib.errors import BadFile
from phongtrao.lib.plan_files import TAKEN
from phongtrao.lib.words import gettext_noop
from phongtrao.lib.words import say as _
from phongtrao.reader.load.characters import guess_utf16

# what the bytes say → the endings that may say so
AGREES: dict[str, tuple[str, ...]] = {
    "pdf": (".pdf",),
    "docx": (".docx", ".dotx", ".doc"),
    "doc": (".doc", ".rtf"),
    "rtf": (".rtf", ".doc"),
    "odt": (".odt",),
    "png": (".png",),
    "jpeg": (".jpg", ".jpeg"),
    "text": (".txt", ".md", ".markdown"),
}

MAX_UNPACKED = 200 * 1024 * 1024  # a 100-page plan with pictures unpacks to some 20 MB
# document.xml of real plans grows about twelvefold, pictures not at all.
LIMITS = Limits(unpacked=MAX_UNPACKED, ratio=200, parts=5_000)
DOCUMENT_PART = "word/document.xml"

CORRUPT_WORD = gettext_noop(
    "Tệp Word bị hỏng hoặc tải lên chưa trọn. Hãy mở lại tệp bằng Word, lưu rồi tải lên lần nữa."
)
BOMB = gettext_noop(
    "Tệp nén giải ra lớn bất thường nên không được mở. Hãy tải lên tệp kế hoạch gốc."
)
SHEET = gettext_noop(
    "Đây là bảng tính (Excel). Hãy tải lên văn bản kế hoạch ở dạng .docx hoặc .pdf; phụ lục ở bảng"
    " tính thì chép vào văn bản hoặc in ra PDF."
)
SLIDES = gettext_noop(
    "Đây là bản trình chiếu. Hãy tải lên văn bản kế hoạch ở dạng .docx hoặc .pdf."
)
ARCHIVE = gettext_noop(
    "Đây là tệp nén ({suffix}). Hãy giải nén rồi tải lên riêng tệp kế hoạch bên trong."
)
HEIC = gettext_noop(
    "Đây là ảnh HEIC chụp bằng điện thoại. Hãy mở ảnh, chọn lưu hoặc chia sẻ thành JPEG, gộp các trang"
    " thành một tệp PDF rồi tải lên."
)
WEB_PAGE = gettext_noop("Đây là trang web. Hãy mở trang, chọn In rồi lưu thành PDF để tải lên.")
MAIL = gettext_noop(
    "Đây là thư điện tử. Hãy mở thư, lưu tệp kế hoạch đính kèm ra máy rồi tải lên tệp đó."
)
OTHER_WRITER = gettext_noop(
    "Tệp {suffix} không mở được ở đây. Hãy mở bằng phần mềm đã soạn, chọn “Lưu thành” loại .docx"
    " rồi tải lên."
)
_SAID: dict[str, str] = {
    "sheet": SHEET, "slides": SLIDES, "archive": ARCHIVE, "heic": HEIC, "html": WEB_PAGE,
    "mail": MAIL,
}  # fmt: skip
_SAID_OF_ENDINGS: dict[str, str] = {
    ".eml": MAIL, ".msg": MAIL, ".mht": WEB_PAGE, ".mhtml": WEB_PAGE, ".csv": SHEET,
    ".wps": OTHER_WRITER, ".pages": OTHER_WRITER, ".wpd": OTHER_WRITER,
}  # fmt: skip

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 1024
_SIGNATURES = (
    (0, b"{\\rtf", "rtf"),
    (0, b"Rar!\x1a\x07", "archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "archive"),
    (0, b"\x1f\x8b", "archive"),
    (0, b"\x89PNG\r\n\x1a\n", "png"),
    (0, b"\xff\xd8\xff", "jpeg"),
    (4, b"ftyphei", "heic"),
    (4, b"ftyphev", "heic"),
    (4, b"ftypmif1", "heic"),
)
# In an old Office file the names of the streams are UTF-16; the first that is there decides.
_STREAMS = (
    ("EncryptedPackage", "locked"),
    ("_VBA_PROJECT", "macro"),
    ("WordDocument", "doc"),
    ("Workbook", "sheet"),
    ("PowerPoint Document", "slides"),
    ("__properties_version1.0", "mail"),
)
_PARTS = (
    (DOCUMENT_PART, "docx"),
    ("xl/workbook.xml", "sheet"),
    ("xl/workbook.bin", "sheet"),
    ("ppt/presentation.xml", "slides"),
)
_ODF = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "sheet",
    b"application/vnd.oasis.opendocument.presentation": "slides",
}


def recognise(path: Path) -> str:
    """What a file is by its content: a name of ``AGREES``, “sheet”, “archive”, “locked”, “macro” …,
    or "" for what nobody knows. BadFile for a bomb or a broken archive."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if b"%PDF-" in head:
        return "pdf"
    for offset, signature, name in _SIGNATURES:
        if head.startswith(signature, offset):
            return name
    if head.startswith(b"PK"):
        return _in_archive(path)
    if head.startswith(_OLE):
        content = path.read_bytes()
        return next((name for said, name in _STREAMS if said.encode("utf-16-le") in content), "ole")
    return _text_or_nothing(head)


def sentence_about(found: str, suffix: str) -> str:
    """What to say of a file that is known and not taken; "" where nothing better can be said."""
    said = _SAID.get(found) or _SAID_OF_ENDINGS.get(suffix, "")
    return _(said).format(suffix=suffix) if said else ""


def _text_or_nothing(head: bytes) -> str:
    is_marked = head.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff"))
    if b"\0" in head and not is_marked and not guess_utf16(head):
        return ""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:15].lower()
    return "html" if start.startswith((b"<!doctype html", b"<html")) else "text"


def _in_archive(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            refuse_bomb(archive, LIMITS, _(BOMB), size=path.stat().st_size)
            names = set(archive.namelist())
            if "mimetype" in names:
                with archive.open("mimetype") as part:
                    return _ODF.get(part.read(_HEAD).strip(), "archive")
    except (*DAMAGED, RuntimeError) as error:
        if path.suffix.lower() in TAKEN:
            raise BadFile(_(CORRUPT_WORD)) from error
        return "archive"
    return next((name for part_name, name in _PARTS if part_name in names), "archive")
