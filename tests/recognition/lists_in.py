"""Old lists of recognised works as offices send them: a workbook, or a zip with one and files."""

import zipfile
from datetime import date
from io import BytesIO
from typing import Any

from django.core.files.base import File
from django.db.backends.postgresql.psycopg_any import DateRange

from phongtrao.accounts.models import User
from phongtrao.orgs.imports import packages, services
from phongtrao.orgs.models import Import, Person, Post, Unit
from tests.factories import LONG_AGO, make_person
from tests.orgs.sheets_in import sheet

HEAD = ("Tên sáng kiến", "Đơn vị", "Năm học", "Tác giả", "Tỷ lệ", "Ngày công nhận", "Tệp")
PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def row(title: str, unit: Unit, authors: str, shares: Any = "", **more: Any) -> tuple[Any, ...]:
    told = {"year": "2023-2024", "on": "20/05/2024", "files": "", **more}
    return (title, unit.name, told["year"], authors, shares, told["on"], told["files"])


def employ(name: str, unit: Unit, code: str | None = None, since: date = LONG_AGO) -> Person:
    person = make_person(name)
    Person.objects.filter(pk=person.pk).update(code=code)
    Post.objects.create(
        person=person,
        unit=unit,
        position="Giáo viên",
        category="public",
        days=DateRange(since, None),
    )
    return person


def zipped(listed: bytes, files: dict[str, bytes], name: str = "danh-sach.xlsx") -> "File[bytes]":
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, listed)
        for path, content in files.items():
            archive.writestr(path, content)
    return File(BytesIO(target.getvalue()), name="sang-kien-cu.zip")


def workbook(*rows: tuple[Any, ...]) -> "File[bytes]":
    return File(BytesIO(sheet(HEAD, *rows)), name="danh-sach.xlsx")


def checked(file: "File[bytes]", by: User, office: Unit) -> Import:
    act = services.start_import(packages.read_upload(file), "creations", office, by=by)
    services.choose_columns(act, services.propose(act), by=by)
    services.check_rows(act.pk, act.work.pk)
    return Import.objects.get(pk=act.pk)
