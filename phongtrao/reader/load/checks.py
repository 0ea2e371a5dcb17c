"""Cheap checks of an uploaded file, before anything is parsed.

What a file is, its first bytes say, not its name; the name must agree, because a person who sends
“ke-hoach.docx” that is no Word file has made a mistake worth a sentence of its own.
"""

import zipfile
from pathlib import Path

from phongtrao.lib.archives import DAMAGED, has_macros
from phongtrao.lib.errors import BadFile
from phongtrao.lib.plan_files import TAKEN, Kind, endings, find_office
from phongtrao.lib.words import gettext_noop
from phongtrao.lib.words import say as _
from phongtrao.reader.load.formats import (
    AGREES,
    BOMB,
    CORRUPT_WORD,
    MAX_UNPACKED,
    recognise,
    sentence_about,
)

MAX_BYTES = 50 * 1024 * 1024
MAX_TEXT = 8 * 1024 * 1024  # two million letters, the longest text that is read, in any encoding

EMPTY = gettext_noop("Tệp rỗng, không có nội dung. Hãy kiểm tra lại tệp rồi tải lên lần nữa.")
TOO_BIG = gettext_noop(
    "Tệp lớn {size} MB, vượt mức {limit} MB. Hãy giảm dung lượng ảnh trong tệp hoặc tách tệp rồi tải lên."
)
UNKNOWN = gettext_noop(
    "Không nhận tệp loại “{suffix}”. Hãy tải lên kế hoạch ở một trong các dạng: {endings}."
)
OLD_WORD = gettext_noop(
    "Đây là tệp {suffix}, máy chủ này không mở được. Hãy mở bằng Word, chọn “Lưu thành” loại .docx"
    " rồi tải lên."
)
RENAMED_DOC = gettext_noop(
    "Tệp mang đuôi .docx nhưng bên trong là Word đời cũ (.doc). Hãy mở bằng Word,"
    " chọn “Lưu thành” loại .docx rồi tải lên."
)
LOCKED_WORD = gettext_noop("Tệp Word đặt mật khẩu. Hãy bỏ mật khẩu trong Word rồi tải lên.")
MISMATCH = gettext_noop(
    "Tên tệp có đuôi {suffix} nhưng nội dung bên trong là loại khác. Hãy tải lên đúng tệp gốc."
)
NOT_WORD = gettext_noop(
    "Tệp mang đuôi .docx nhưng không phải văn bản Word. Hãy tải lên đúng tệp kế hoạch."
)
MACRO = gettext_noop(
    "Tệp Word có chứa macro nên không được nhận. Hãy lưu thành loại .docx không macro rồi tải lên."
)


def check_file(path: Path) -> Kind:
    """How this plan file is to be read; BadFile with its own sentence for everything refused.

    Looks at size, name, first bytes and, for office files, the directory of the archive: a file of
    any size is refused without being read.
    """
    size = path.stat().st_size
    if size == 0:
        raise BadFile(_(EMPTY))
    suffix = path.suffix.lower()
    most = MAX_TEXT if TAKEN.get(suffix) in ("txt", "md") else MAX_BYTES
    if size > most:
        raise BadFile(_(TOO_BIG).format(size=size // 1024**2, limit=most // 1024**2))
    found = recognise(path)
    _refuse_known(path, found, suffix)
    if suffix not in TAKEN:
        said = _(UNKNOWN).format(suffix=suffix or path.name, endings=", ".join(endings()))
        raise BadFile(said)
    if suffix not in AGREES.get(found, ()):
        said = RENAMED_DOC if (found, suffix) == ("doc", ".docx") else MISMATCH
        raise BadFile(_(said).format(suffix=suffix))
    kind: Kind = "docx" if found == "docx" else TAKEN[suffix]
    if kind == "office" and find_office() is None:
        raise BadFile(_(OLD_WORD).format(suffix=suffix))
    return kind


def read_part(archive: zipfile.ZipFile, name: str, limit: int = MAX_UNPACKED) -> bytes:
    """Unpack one part; BadFile as soon as it grows over ``limit``, whatever its header says."""
    try:
        with archive.open(name) as part:
            data = part.read(limit + 1)
    except (*DAMAGED, KeyError, RuntimeError) as error:
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


def _refuse_known(path: Path, found: str, suffix: str) -> None:
    """What needs a sentence of its own, whatever the file is called."""
    if found == "locked":
        raise BadFile(_(LOCKED_WORD))
    if found == "macro":
        raise BadFile(_(MACRO))
    if found == "archive" and suffix in (".docx", ".dotx"):
        raise BadFile(_(NOT_WORD))
    if said := sentence_about(found, suffix):
        raise BadFile(said)
    if found == "docx":
        _check_word(path)
    if found == "odt":
        _check_writer(path)


def _check_word(path: Path) -> None:
    with open_archive(path) as archive:
        names = set(archive.namelist())
        if "[Content_Types].xml" not in names:
            raise BadFile(_(NOT_WORD))
        types = read_part(archive, "[Content_Types].xml", limit=1024**2)
    if has_macros(names) or b"macroEnabled" in types:
        raise BadFile(_(MACRO))


def _check_writer(path: Path) -> None:
    with open_archive(path) as archive:
        names = set(archive.namelist())
        has_list = "META-INF/manifest.xml" in names
        listed = read_part(archive, "META-INF/manifest.xml", limit=1024**2) if has_list else b""
    if b"encryption-data" in listed:
        raise BadFile(_(LOCKED_WORD))
    if any(name.startswith("Basic/") for name in names):
        raise BadFile(_(MACRO))
