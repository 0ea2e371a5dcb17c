"""Invented rows: right ones, and one of each kind of mistake."""

from typing import Any

from phongtrao.orgs.models import Post, Unit


def awards() -> list[dict[str, Any]]:
    """For a school that has people, so that the right rows are right."""
    post = (
        Post.objects.today()
        .full()
        .filter(unit__kind=Unit.Kind.SCHOOL, unit__closed_on=None)
        .select_related("person", "unit")
        .order_by("unit", "person__sort_key", "pk")
        .first()
    )
    unit = (post.unit.code or post.unit.name) if post else "T00001"
    decided = {"decision": "MAU/QĐ", "decided_on": "20/06/2024", "decided_by": "Hiệu trưởng"}
    row = {"unit": unit, "period": "2023-2024", **decided}
    person = {
        "full_name": post.person.full_name if post else "Nguyễn Thị Mẫu An",
        "code": (post.person.code or "") if post else "",
    }
    return [
        {**row, **person, "honour": "Chiến sĩ thi đua cơ sở"},
        {**row, "honour": "Tập thể lao động tiên tiến"},
        {**row, **person, "honour": "Tập thể lao động xuất sắc"},
        {**row, **person, "honour": "Người tốt việc tốt"},
        {**row, **person, "honour": "Giấy khen", "decided_on": "20/06/2090"},
        {**row, **person, "honour": "Lao động tiên tiến", "decision": ""},
    ]
