"""Invented rows: right ones, and one of each kind of mistake."""

from typing import Any

from phongtrao.orgs.models import Post, Unit


def tasks() -> list[dict[str, Any]]:
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
        "level": "Cấp cơ sở",
        "accepted_on": "20/05/2024",
        "rating": "Đạt",
        "authors": post.person.full_name if post else "Nguyễn Thị Mẫu An",
        "codes": (post.person.code or "") if post else "",
    }
    return [
        {**row, "number": "MAU-01", "title": "Tưới tự động cho vườn trường (mẫu)"},
        {**row, "number": "MAU-02", "title": "Đọc sách buổi sớm (mẫu)", "shares": "99,99"},
        {**row, "number": "MAU-03", "title": "Bản đồ số của xã (mẫu)", "rating": "Tuyệt vời"},
        {**row, "number": "MAU-04", "title": "Lớp học mở (mẫu)", "accepted_on": "20/05/2090"},
        {**row, "number": "", "title": "Thư viện xanh (mẫu)"},
    ]
