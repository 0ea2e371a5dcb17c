"""A zip with a list and the files its rows name: taken apart without unpacking anything to a disk.

It waits in the database in pieces, like the workbook: both come and go in the transaction of their import.
Nothing is ever written under a name of the zip; a file is found by the name a row says, read by size, and
handed to whoever keeps files, who looks into it like into any upload.
"""

import zipfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from io import BytesIO
from pathlib import PurePosixPath
from tempfile import TemporaryFile
from typing import IO, Any

from django.core.files.base import File
from django.utils.translation import gettext as _

from phongtrao.lib.archives import DAMAGED, Limits, refuse_bomb
from phongtrao.lib.errors import BadFile, BadInput
from phongtrao.lib.sheets import MAX_BYTES
from phongtrao.lib.text import fold, nfc
from phongtrao.orgs.models import Import, ImportPiece

ENDING = ".zip"
SHEETS = (".xlsx", ".xls", ".ods")
LARGEST = 400 * 1024 * 1024
MOST_FILES = 10_000
PIECE = 4 * 1024 * 1024
# Word files and PDFs hardly shrink; scans saved as BMP do, so the ratio is that of office files.
LIMITS = Limits(
    unpacked=2 * 1024 * 1024 * 1024, ratio=200, harmless=20 * 1024 * 1024, parts=2 * MOST_FILES
)
UTF8 = 0x800  # flag of an entry whose name is UTF-8
LOCKED = 0x1


@dataclass(frozen=True, slots=True)
class Upload:
    """What somebody brought: the workbook, and the zip it came in with its files."""

    name: str
    content: bytes
    package: "File[Any] | None" = None


@dataclass(frozen=True, slots=True, eq=False)
class Package:
    """An open zip: ``files`` by their whole names."""

    archive: zipfile.ZipFile
    files: dict[str, zipfile.ZipInfo]
    by_end: dict[str, list[str]]  # folded last part → whole names

    def find(self, said: str) -> str:
        """The whole name of the file a row says, with its folders or without. BadInput where it is none
        or several.
        """
        wanted = nfc(said.replace("\\", "/")).strip().strip("/")
        if wanted in self.files:
            return wanted
        ends = self.by_end.get(_end(wanted), [])
        if len(ends) == 1:
            return ends[0]
        if ends:
            both = ", ".join(f"“{name}”" for name in ends[:3])
            raise BadInput(
                _("có nhiều tệp tên “%(said)s”: %(both)s. Hãy ghi cả tên thư mục.")
                % {"said": said, "both": both}
            )
        near = get_close_matches(_end(wanted), self.by_end, n=1, cutoff=0.7)
        if near:
            words = {"said": said, "near": self.by_end[near[0]][0]}
            raise BadInput(_("không có tệp “%(said)s” trong tệp nén. Có phải “%(near)s”?") % words)
        raise BadInput(
            _("không có tệp “%s” trong tệp nén. Hãy kiểm tra tên tệp, hoặc thêm tệp rồi nén lại.")
            % said
        )

    def read(self, name: str) -> "File[bytes]":
        """The file under its last name. BadFile when its part of the zip is broken."""
        try:
            content = self.archive.read(self.files[name])
        except (*DAMAGED, RuntimeError) as error:
            raise BadFile(_broken(name)) from error
        return File(BytesIO(content), name=PurePosixPath(name).name)


def read_upload(file: "File[Any]") -> Upload:
    """What was brought: a workbook, or a zip with one and files. BadFile says what to mend."""
    name = file.name or ""
    if not name.lower().endswith(ENDING):
        return Upload(name, file.read())
    with open_zip(file) as package:
        sheet = _the_list(package)
        return Upload(PurePosixPath(sheet).name, package.read(sheet).read(), file)


def keep(act: Import, file: "File[Any]") -> None:
    file.seek(0)
    for number, content in enumerate(iter(lambda: file.read(PIECE), b"")):
        ImportPiece.objects.create(act=act, number=number, content=content)


@contextmanager
def open_package(act_id: int) -> Iterator[Package | None]:
    """The zip of an import while its rows are checked or written; None where it came without."""
    pieces = ImportPiece.objects.filter(act=act_id).order_by("number")
    if not pieces.exists():
        yield None
        return
    with TemporaryFile() as target:
        for content in pieces.values_list("content", flat=True).iterator(chunk_size=1):
            target.write(content)
        with open_zip(target) as package:
            yield package


@contextmanager
def open_zip(file: "IO[bytes] | File[Any]") -> Iterator[Package]:
    size = file.seek(0, 2)
    if size > LARGEST:
        said = _("Tệp nén lớn hơn %d MB. Hãy chia danh sách thành vài phần.")
        raise BadFile(said % (LARGEST // 1024 // 1024))
    file.seek(0)
    try:
        archive = zipfile.ZipFile(file)
    except DAMAGED as error:
        raise BadFile(
            _("Tệp nén bị hỏng hoặc không phải .zip. Hãy nén lại rồi tải lên.")
        ) from error
    with archive:
        refuse_bomb(
            archive, LIMITS, _("Tệp nén bung ra quá lớn nên không mở. Hãy nén lại."), size=size
        )
        yield _listed(archive)


def _listed(archive: zipfile.ZipFile) -> Package:
    files: dict[str, zipfile.ZipInfo] = {}
    by_end: dict[str, list[str]] = defaultdict(list)
    for entry in archive.infolist():
        name = _name_of(entry)
        if entry.is_dir() or name.startswith("__MACOSX/") or _end(name).startswith("."):
            continue  # what machines add by themselves
        _refuse_bad(name, entry)
        files[name] = entry
        by_end[_end(name)].append(name)
    if len(files) > MOST_FILES:
        said = _("Tệp nén có hơn %d tệp. Hãy chia danh sách thành vài phần.")
        raise BadFile(said % MOST_FILES)
    return Package(archive, files, dict(by_end))


def _name_of(entry: zipfile.ZipInfo) -> str:
    """Older programs write UTF-8 without saying so; zipfile then reads it as a code page of 1981."""
    name = entry.filename
    if not entry.flag_bits & UTF8:
        try:
            name = name.encode("cp437").decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            name = entry.filename
    return nfc(name.replace("\\", "/"))


def _refuse_bad(name: str, entry: zipfile.ZipInfo) -> None:
    parts = PurePosixPath(name).parts
    if name.startswith("/") or ".." in parts or ":" in name.split("/", maxsplit=1)[0]:
        said = _("Tệp nén có đường dẫn “%s” chỉ ra ngoài thư mục. Hãy nén lại từ một thư mục.")
        raise BadFile(said % name)
    if entry.flag_bits & LOCKED:
        said = _("“%s” trong tệp nén có mật khẩu. Hãy nén lại không đặt mật khẩu.")
        raise BadFile(said % name)


def _the_list(package: Package) -> str:
    """The one workbook nearest to the outside: evidence may be workbooks as well, farther in."""
    found = [name for name in package.files if name.lower().endswith(SHEETS)]
    if not found:
        raise BadFile(_("Tệp nén không có bảng Excel nào. Hãy để bảng danh sách ở ngoài cùng."))
    depth = min(name.count("/") for name in found)
    outer = [name for name in found if name.count("/") == depth]
    if len(outer) > 1:
        said = _(
            "Tệp nén có %(count)s bảng Excel ở cùng một chỗ: %(names)s."
            " Hãy để một bảng danh sách ở ngoài cùng, tệp khác vào thư mục con."
        )
        names = ", ".join(f"“{name}”" for name in outer[:3])
        raise BadFile(said % {"count": len(outer), "names": names})
    if package.files[outer[0]].file_size > MAX_BYTES:
        said = _("Bảng “%(name)s” lớn hơn %(most)d MB. Hãy chia thành nhiều bảng.")
        raise BadFile(said % {"name": outer[0], "most": MAX_BYTES // 1024 // 1024})
    return outer[0]


def _end(name: str) -> str:
    return fold(name.rsplit("/", 1)[-1])


def _broken(name: str) -> str:
    return _("“%s” trong tệp nén bị hỏng hoặc không mở được. Hãy nén lại rồi tải lên.") % name
