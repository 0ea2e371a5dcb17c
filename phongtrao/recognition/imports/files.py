"""Files the rows name: found in the zip, looked into, stored once each."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol
from zipfile import ZipInfo

from django.utils.translation import gettext as _

from phongtrao.documents.services.files import check_file, store_file
from phongtrao.lib.errors import BadInput
from phongtrao.orgs.imports.findings import Findings, Note
from phongtrao.orgs.imports.packages import SHEETS, Package, open_package
from phongtrao.orgs.imports.reading import Rows
from phongtrao.orgs.models import Import
from phongtrao.web.models import Work as Running
from phongtrao.web.work import advance

STEP = 20
Content = tuple[int, int]  # checksum and size: the same content, as the zip's own directory tells
First = dict[Content, tuple[int, str]]  # the row and the name it came with first


class Holder(Protocol):
    place: int
    files: list[str]


def names_in(cell: str) -> list[str]:
    return [part.strip() for part in re.split(r"[;\n|]", cell) if part.strip()]


def check_files(
    rows: Rows,
    works: Sequence[Holder],
    package: Package | None,
    findings: Findings,
    *,
    is_first: bool,
) -> int:
    """Whole names for what the rows say, in place; return how many files of the zip nobody names.

    ``is_first``: look into each file as well; before the writing the store does it anyway.
    """
    first: First = {}
    looked: dict[str, str] = {}  # whole name → what is wrong with it
    for work in works:
        found: list[str] = []
        for said in work.files:
            try:
                name = _find(package, said)
            except BadInput as error:
                rows.refuse(work.place, "files", str(error))
                continue
            if package and name not in found:
                found.append(name)
                if twin := _twin(rows, work.place, package.files[name], first):
                    findings.twins.append(Note(work.place, twin, rows.labels.get("files", "")))
                if is_first and (wrong := _look(package, name, looked)):
                    rows.refuse(work.place, "files", wrong)
        work.files[:] = found
    named = {name for work in works for name in work.files}
    return len(_attachments(package) - named) if package else 0


def store_files(act: Import, rows: Rows, work: Running) -> Mapping[str, int]:
    """Keys of stored files by their whole names in the zip. Twice gives the same rows.

    Each in a transaction of its own: a thousand files in one would hold a thousand locks.
    """
    stored: dict[str, int] = {}
    with open_package(act.pk) as package:
        names = sorted(set(_named(rows, package))) if package else []
        for done, name in enumerate(names, start=1):
            if package:
                stored[name] = store_file(package.read(name), by=act.made_by).pk
            if done % STEP == 0:
                advance(work, done, len(names), _("Đang cất tệp %s") % done)
    return stored


def _named(rows: Rows, package: Package) -> Iterator[str]:
    for cell in rows.get("files"):
        yield from (package.find(said) for said in names_in(cell or ""))


def _find(package: Package | None, said: str) -> str:
    if package is None:
        raise BadInput(
            _(
                "danh sách tải lên không kèm tệp nên chưa có “%s”."
                " Hãy nén bảng cùng các tệp thành một tệp .zip, hoặc để trống cột này."
            )
            % said
        )
    return package.find(said)


def _twin(rows: Rows, place: int, entry: ZipInfo, first: First) -> str:
    """The same content in two works is told, not refused: a joint paper may prove both."""
    before, called = first.setdefault((entry.CRC, entry.file_size), (place, entry.filename))
    if before == place:
        return ""
    said = _("tệp này giống hệt “%(other)s” ở dòng %(line)s. Hãy xem có nhầm tệp không.")
    return said % {"other": called, "line": rows.lines[before]}


def _look(package: Package, name: str, looked: dict[str, str]) -> str:
    if name not in looked:
        try:
            check_file(package.read(name))
            looked[name] = ""
        except BadInput as error:
            looked[name] = str(error)
    return looked[name]


def _attachments(package: Package) -> set[str]:
    """Everything but workbooks at the outside: one of them is the list."""
    return {n for n in package.files if "/" in n or not n.lower().endswith(SHEETS)}
