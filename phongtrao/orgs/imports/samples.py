"""Invented rows as offices send them: right ones, and one of each kind of mistake."""

from typing import Any

from django.utils.translation import gettext as _

from phongtrao.orgs.models import Unit


def _school() -> str:
    schools = Unit.objects.standing().filter(kind=Unit.Kind.SCHOOL).exclude(code=None)
    return schools.order_by("pk").values_list("code", flat=True).first() or "T00001"


def units() -> list[dict[str, Any]]:
    school = {"kind": _("Trường"), "opened_on": "01/09/2026", "admin_parent": "X0001"}
    return [
        {**school, "code": "H99.MAU01", "name": "Trường Tiểu học Mẫu Một"},
        {**school, "code": "H99.MAU01", "name": "Trường Tiểu học Mẫu Hai"},
        {**school, "code": "H99.MAU03", "name": "Tr­êng TiÓu häc MÉu Ba"},
        {**school, "code": "H99.MAU04", "name": "Trường Tiểu học Mẫu Bốn", "opened_on": "2026"},
    ]


def people() -> list[dict[str, Any]]:
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


def ratings() -> list[dict[str, Any]]:
    rating = {"unit": _school(), "period": "2025-2026"}
    return [
        {**rating, "level": "Hoàn thành tốt nhiệm vụ"},
        {**rating, "level": "Rất tốt"},
        {**rating, "period": "năm ngoái", "level": "Hoàn thành nhiệm vụ"},
    ]


def headcounts() -> list[dict[str, Any]]:
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
