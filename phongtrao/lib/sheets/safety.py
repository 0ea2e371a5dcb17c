"""Is the file what it says, and can it be opened without filling the memory?

A spreadsheet is a zip of XML: a few kilobytes can unpack to gigabytes, and one cell at the far
corner makes a reader lay out seventeen billion cells. So the parts are streamed through once
before anything reads them: true sizes, far cells, and, because the reader shows them as blank,
cells whose formula failed.
"""

import html
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import SEEK_END
from typing import BinaryIO

from phongtrao.lib import archives
from phongtrao.lib.archives import Limits
from phongtrao.lib.errors import BadFile
from phongtrao.lib.sheets.trial import is_readable
from phongtrao.lib.words import gettext_noop
from phongtrao.lib.words import say as _

# 100,000 rows × 12 columns take about 60 MB. No ratio: a sheet may say the same in every row.
LIMITS = Limits(unpacked=300 * 1024 * 1024)
_CHUNK = 1024 * 1024
_MAX_ROWS, _MAX_COLUMNS = 200_000, 208  # 208 columns end at GZ
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# In .xls the workbook's first record may be followed by “read-only” and then by FILEPASS.
_FILEPASS = re.compile(rb"\x09\x08\x10\x00.{16}(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL)
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")

_FAR = rb"(?:[A-Z]+(?:[2-9]\d{5}|\d{7,})|(?:[H-Z][A-Z]|[A-Z]{3,})\d+)"  # row 200,000, column HA
# A far cell with a value: <c …/> only carries a format.
_FAR_CELL = re.compile(rb"<(?:\w+:)?c\b[^<>]*?\sr\s*=\s*[\"']" + _FAR + rb"[\"'][^<>]*(?<!/)>")
# Cheap signs that the costly search is needed: the usual spelling, or an unusual one. The look ahead says of
# nearly every cell that it is near, in half the time.
_FAR_HINT = re.compile(rb'r="(?=[A-Z](?:[A-Z]|\d{6}))' + _FAR)
# And any “=” without a quotation mark right behind it. One byte is found much sooner than two.
_UNUSUAL = ((b"=", b" ="), (b"\t", b"\t="), (b"\n", b"\n="), (b"\r", b"\r="))
_FAILED_CELL = re.compile(
    rb"<(?:\w+:)?c\b([^<>]*\st\s*=\s*[\"']e[\"'][^<>]*)>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<",
    re.DOTALL,
)
_REFERENCE = re.compile(rb"\sr\s*=\s*[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_SHEET_TAG = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")
_RELATION_TAG = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_ODS_TAG = re.compile(
    rb"<table:(table-row|table-cell|covered-table-cell|table)(?=[\s/>])([^>]*)>|<text:p>(#[^<]{1,20}|Err:\d+)</text:p>"
)
_REPEATED = re.compile(rb"number-(?:rows|columns)-repeated=\"(\d+)\"")
_ODS_NAME = re.compile(rb"table:name=\"([^\"]*)\"")

Place = tuple[int, int]  # row and column, from 0


@dataclass(slots=True)
class Findings:
    """Failed formulas: sheet name → place → what the cell shows (“#REF!”)."""

    failed: dict[str, dict[Place, str]] = field(default_factory=dict)


def inspect(file: BinaryIO, start: bytes) -> Findings:
    """Look through the file; BadFile with its own sentence if it cannot be used.

    ``start``: the first bytes. Failed formulas are found in .xlsx and .ods; in .xls they are
    read as blank cells.
    """
    if start.startswith(b"PK\x03\x04"):
        try:
            with zipfile.ZipFile(file) as archive:
                return _inspect_zip(archive, size=file.seek(0, SEEK_END))
        except archives.DAMAGED as error:
            raise BadFile(_(DAMAGED)) from error
        except RuntimeError as error:  # what zipfile says of an encrypted member
            raise BadFile(_(LOCKED)) from error
    if start.startswith(_OLE):
        _refuse_bad_ole(file)
        return Findings()
    raise BadFile(_sentence_for(start))


def _inspect_zip(archive: zipfile.ZipFile, *, size: int) -> Findings:
    names = set(archive.namelist())
    archives.refuse_bomb(archive, LIMITS, _(_BOMB), size=size)
    if archives.has_macros(names):
        raise BadFile(_("Tệp có macro. Hãy lưu lại thành “Excel Workbook (.xlsx)” rồi tải lên."))
    if "xl/workbook.xml" in names:
        return _inspect_xlsx(archive)
    if "content.xml" in names and b"spreadsheet" in _read_small(archive, "mimetype"):
        return _inspect_ods(archive)
    raise BadFile(_(_OTHER_KIND))


def _inspect_xlsx(archive: zipfile.ZipFile) -> Findings:
    findings = Findings()
    sheets = _xlsx_sheets(archive)
    for name in archive.namelist():
        if not name.endswith(".xml"):
            continue
        failed = findings.failed.setdefault(sheets.get(name, ""), {})
        for part in _parts(archive, name, b"row>"):
            if _has_far_cell(part):
                raise BadFile(_(_TOO_FAR))
            if b'"e"' in part or (b"'" in part and b"'e'" in part):
                failed.update(_failed_in(part))
    return findings


def _has_far_cell(part: bytes) -> bool:
    is_usual = part.count(b"=") == part.count(b'="')
    is_usual = is_usual and not any(byte in part and said in part for byte, said in _UNUSUAL)
    hinted = _FAR_HINT.search(part) or not is_usual
    return bool(hinted and _FAR_CELL.search(part))


def _failed_in(part: bytes) -> Iterator[tuple[Place, str]]:
    for attributes, value in _FAILED_CELL.findall(part):
        if found := _REFERENCE.search(attributes):
            column = 0
            for letter in found[1]:
                column = column * 26 + letter - ord("A") + 1
            yield (int(found[2]) - 1, column - 1), value.decode(errors="replace")


def _xlsx_sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Part of the zip → name of the sheet."""
    relations = _tags(archive, "xl/_rels/workbook.xml.rels", _RELATION_TAG)
    targets = {tag.get("Id", ""): tag.get("Target", "") for tag in relations}
    sheets: dict[str, str] = {}
    for tag in _tags(archive, "xl/workbook.xml", _SHEET_TAG):
        target = targets.get(tag.get("r:id", ""), "")
        part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        sheets[part] = tag.get("name", "")
    return sheets


def _tags(archive: zipfile.ZipFile, name: str, tag: re.Pattern[str]) -> list[dict[str, str]]:
    if name not in archive.namelist():
        raise BadFile(_(DAMAGED))
    text = _read_small(archive, name).decode(errors="replace")
    return [
        {key: html.unescape(one or other) for key, one, other in _ATTRIBUTE.findall(found)}
        for found in tag.findall(text)
    ]


def _inspect_ods(archive: zipfile.ZipFile) -> Findings:
    if b"encryption-data" in _read_small(archive, "META-INF/manifest.xml"):
        raise BadFile(_(LOCKED))
    walk = _OdsWalk()
    for part in _parts(archive, "content.xml", b">"):
        for tag, attributes, error in _ODS_TAG.findall(part):
            walk.step(tag, attributes, error)
    return walk.findings


@dataclass(slots=True)
class _OdsWalk:
    """Counts rows and cells, which .ods files repeat instead of numbering."""

    findings: Findings = field(default_factory=Findings)
    sheet: str = ""
    row: int = 0
    column: int = 0
    next_row: int = 0
    next_column: int = 0

    def step(self, tag: bytes, attributes: bytes, error: bytes) -> None:
        repeated = _REPEATED.search(attributes)
        times = int(repeated[1]) if repeated else 1
        if error:
            failed = self.findings.failed.setdefault(self.sheet, {})
            failed[self.row, self.column] = error.decode(errors="replace")
        elif tag == b"table":
            name = _ODS_NAME.search(attributes)
            self.sheet = html.unescape(name[1].decode(errors="replace")) if name else ""
            self.next_row = 0
        elif tag == b"table-row":
            self.row, self.next_row = self.next_row, self.next_row + times
            self.next_column = 0
        else:
            self.column, self.next_column = self.next_column, self.next_column + times
            has_value = b"value-type=" in attributes
            if has_value and (self.next_row >= _MAX_ROWS or self.next_column > _MAX_COLUMNS):
                raise BadFile(_(_TOO_FAR))


def _parts(archive: zipfile.ZipFile, name: str, boundary: bytes) -> Iterator[bytes]:
    """Stream one member in pieces cut after ``boundary``, so that no tag is cut in two.

    Reading to the end also checks the size and checksum the directory claims.
    """
    rest = b""
    with archive.open(name) as member:
        while chunk := member.read(_CHUNK):
            buffer = rest + chunk
            cut = buffer.rfind(boundary) + len(boundary)
            if cut < len(boundary):
                rest = buffer
                continue
            yield buffer[:cut]
            rest = buffer[cut:]
    yield rest


def _read_small(archive: zipfile.ZipFile, name: str) -> bytes:
    if name not in archive.namelist():
        return b""
    with archive.open(name) as member:
        return member.read(_CHUNK)


def _refuse_bad_ole(file: BinaryIO) -> None:
    # Office wraps a password-protected .xlsx in the old container; its directory names the parts.
    file.seek(0)
    content = file.read()
    if _ENCRYPTED_PACKAGE in content or _FILEPASS.search(content):
        raise BadFile(_(LOCKED))
    if "WordDocument".encode("utf-16-le") in content:
        raise BadFile(_(_OTHER_KIND))
    if not is_readable(content):
        raise BadFile(_(DAMAGED))


def _sentence_for(start: bytes) -> str:
    bare = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if bare.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")):
        # Many portals export an HTML page named .xls; Excel opens it after a warning.
        return _("Tệp là trang web đặt tên bảng tính. Hãy mở bằng Excel rồi lưu thành .xlsx.")
    if start.startswith(b"%PDF"):
        return _("Tệp là PDF, không phải bảng tính. Hãy chọn tệp .xlsx, .xls hoặc .ods.")
    if b"\0" not in start and (b"," in start or b";" in start or b"\t" in start):
        return _("Tệp là văn bản (CSV). Hãy mở bằng Excel rồi lưu thành .xlsx.")
    return _(_OTHER_KIND)


_BOMB = gettext_noop(
    "Tệp nén quá nhiều dữ liệu nên không mở được an toàn. Hãy bớt dữ liệu rồi tải lại."
)
_TOO_FAR = gettext_noop(
    "Bảng có ô ở dòng hoặc cột quá xa (tối đa 200.000 dòng, 208 cột). "
    "Hãy xóa các ô thừa hoặc tách thành nhiều tệp."
)
DAMAGED = gettext_noop(
    "Tệp bị hỏng, không đọc được. Hãy mở lại bằng Excel, lưu thành .xlsx rồi tải lên."
)
LOCKED = gettext_noop("Tệp được đặt mật khẩu. Hãy bỏ mật khẩu rồi tải lên.")
_OTHER_KIND = gettext_noop("Tệp không phải là bảng tính. Hãy chọn tệp .xlsx, .xls hoặc .ods.")
