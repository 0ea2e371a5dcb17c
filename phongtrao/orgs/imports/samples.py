"""Workbooks to begin with: an empty table of each list, and one of invented rows with errors to try."""

from typing import Any

from django.utils.translation import gettext as _

from phongtrao.lib.sheets import Column, SheetContent, write_workbook
from phongtrao.orgs.imports.joining import BIRTH
from phongtrao.orgs.imports.kinds import KINDS
from phongtrao.orgs.models import Import, Unit

K = Import.Kind
FILE_NAMES = {
    K.UNITS: "don-vi",
    K.PEOPLE: "nguoi",
    K.RATINGS: "xep-loai",
    K.HEADCOUNTS: "so-nguoi",
}
NOT_ASKED = frozenset(
    {"family_name", "given_name", *BIRTH}
)  # other ways of saying what is asked already


def workbook(kind: str) -> bytes:
    """The columns of the list, without a row."""
    return _write(kind, [])


def sample_workbook(kind: str) -> bytes:
    """Rows as offices send them: right ones, and one of each kind of mistake."""
    rows = {K.UNITS: _units, K.PEOPLE: _people, K.RATINGS: _ratings, K.HEADCOUNTS: _headcounts}
    return _write(kind, rows[K(kind)]())


def _write(kind: str, rows: list[dict[str, Any]]) -> bytes:
    fields = [field for field in KINDS[kind].fields if field.key not in NOT_ASKED]
    columns = [Column(field.key, str(field.label), grouped=False) for field in fields]
    cells = [[row.get(field.key) for field in fields] for row in rows]
    title = str(K(kind).label)
    return write_workbook([SheetContent(title, columns, cells)], title=title)


def _school() -> str:
    schools = Unit.objects.standing().filter(kind=Unit.Kind.SCHOOL).exclude(code=None)
    return schools.order_by("pk").values_list("code", flat=True).first() or "T00001"


def _units() -> list[dict[str, Any]]:
    school = {"kind": _("Trường"), "opened_on": "01/09/2026", "admin_parent": "X0001"}
    return [
        {**school, "code": "H99.MAU01", "name": "Trường Tiểu học Mẫu Một"},
        {**school, "code": "H99.MAU01", "name": "Trường Tiểu học Mẫu Hai"},
        {**school, "code": "H99.MAU03", "name": "Tr­êng TiÓu häc MÉu Ba"},
        {**school, "code": "H99.MAU04", "name": "Trường Tiểu học Mẫu Bốn", "opened_on": "2026"},
    ]


def _people() -> list[dict[str, Any]]:
    teacher = {
        "unit": _school(), "position": "Giáo viên", "category": "Viên chức", "since": "01/09/2026",
    }  # fmt: skip
    return [
        {**teacher, "code": "MAU-001", "full_name": "Nguyễn Thị Mẫu An", "birth_date": "12/5/1990",
         "sex": "Nữ"},
        {**teacher, "code": "MAU-002", "full_name": "Trần Văn Mẫu Bình", "birth_date": "1988"},
        {**teacher, "code": "MAU-001", "full_name": "Lê Mẫu Châu", "birth_date": "31/02/1991"},
        {**teacher, "code": "MAU-004", "full_name": "NguyÔn V¨n MÉu", "sex": "Nam"},
        {**teacher, "code": "MAU-005", "full_name": "Phạm Mẫu Dung", "unit": "Trường không có"},
        {**teacher, "code": "MAU-006", "full_name": "", "sex": "?"},
        {**teacher, "code": "MAU-007", "full_name": "Đỗ Mẫu Giang", "category": "Hợp đồng"},
    ]  # fmt: skip


def _ratings() -> list[dict[str, Any]]:
    rating = {"unit": _school(), "period": "2025-2026"}
    return [
        {**rating, "level": "Hoàn thành tốt nhiệm vụ"},
        {**rating, "level": "Rất tốt"},
        {**rating, "period": "năm ngoái", "level": "Hoàn thành nhiệm vụ"},
    ]


def _headcounts() -> list[dict[str, Any]]:
    number = {"unit": _school(), "day": "15/09/2026"}
    return [
        {
            **number,
            "staff": 42,
            "frontline": 36,
            "learners": 815,
            "reason": "Có 2 giáo viên thỉnh giảng",
        },
        {**number, "staff": 10, "frontline": 12},
        {**number, "staff": "bốn mươi", "frontline": 30},
    ]
