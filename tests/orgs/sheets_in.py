"""Workbooks as offices send them, and the steps from one to its end without a worker."""

from io import BytesIO
from typing import Any

import xlsxwriter

from phongtrao.accounts.models import User
from phongtrao.orgs.imports import services
from phongtrao.orgs.imports.shapes import Choice
from phongtrao.orgs.models import Import, ImportNote, Unit

PEOPLE = ("Mã", "Họ và tên", "Ngày sinh", "Mã đơn vị", "Chức vụ", "Đối tượng", "Từ ngày")


def sheet(header: Any, *rows: Any, above: int = 0, name: str = "Bảng") -> bytes:
    """A workbook of one sheet; ``above``: lines of titles before the header."""
    target = BytesIO()
    with xlsxwriter.Workbook(target) as book:
        page = book.add_worksheet(name)
        for line in range(above):
            page.write(line, 0, f"Dòng đầu {line}")
        for line, row in enumerate((header, *rows), start=above):
            page.write_row(line, 0, row)
    return target.getvalue()


def checked(
    content: bytes, by: User, office: Unit, kind: str = Import.Kind.PEOPLE, **constants: str
) -> Import:
    """The list taken in, its columns as proposed, checked."""
    act = services.start_import(services.Upload("danh-sach.xlsx", content), kind, office, by=by)
    choice = services.propose(act)
    choice = Choice(choice.sheets, choice.columns, choice.constants | constants)
    services.choose_columns(act, choice, by=by)
    services.check_rows(act.pk, act.work.pk)
    return Import.objects.get(pk=act.pk)


def applied(act: Import, by: User) -> Import:
    services.apply_import(act, by=by)
    services.write_rows(act.pk, act.work.pk)
    return Import.objects.get(pk=act.pk)


def faults(act: Import) -> list[tuple[int, str, str]]:
    return told(act, ImportNote.Kind.FAULT)


def told(act: Import, kind: str) -> list[tuple[int, str, str]]:
    notes = act.notes.filter(kind=kind).order_by("row", "column", "pk")
    return list(notes.values_list("row", "column", "message"))
