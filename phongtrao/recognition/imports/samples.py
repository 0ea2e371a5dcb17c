"""Invented rows: right ones, and one of each kind of mistake."""

from typing import Any

from phongtrao.orgs.models import Post, Unit


def creations() -> list[dict[str, Any]]:
    """For a school that has people, so that the right row is right."""
    post = (
        Post.objects.today()
        .full()
        .filter(unit__kind=Unit.Kind.SCHOOL, unit__closed_on=None)
        .select_related("person", "unit")
        .order_by("unit", "person__sort_key", "pk")
        .first()
    )
    row = {
        "unit": (post.unit.code or post.unit.name) if post else "T00001",
        "period": "2025-2026",
        "authors": post.person.full_name if post else "Nguyễn Thị Mẫu An",
        "codes": (post.person.code or "") if post else "",
        "scope": "Cấp cơ sở",
        "decided_on": "20/05/2026",
        "decision": "12/QĐ-MAU",
    }
    return [
        {**row, "title": "Sổ tay điện tử cho giờ thực hành (mẫu)"},
        {**row, "title": "Góc đọc mở (mẫu)", "shares": "99,99"},
        {**row, "title": "Bảng tin lớp học (mẫu)", "period": "năm ngoái"},
        {**row, "title": "Trò chơi ghép vần (mẫu)", "unit": "Trường không có"},
        {**row, "title": "Nhật ký vườn trường (mẫu)", "scope": "rất rộng"},
        {**row, "title": "Phòng học xanh (mẫu)", "files": "bao-cao-khong-co.docx"},
    ]
