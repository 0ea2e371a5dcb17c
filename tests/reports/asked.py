"""A request with a box of every sort, asked of two schools."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from phongtrao.accounts.models import User
from phongtrao.documents.fields import Field, FieldKind, How
from phongtrao.notifications.models import Notice
from phongtrao.reports.models import ReportRequest, RequestAnswer
from phongtrao.reports.requests.services.answering import save_answer, submit_answer
from phongtrao.reports.requests.services.asking import (
    Wording,
    add_field,
    create_request,
    send_request,
)

BOXES = (
    Field("", FieldKind.NUMBER, "Số sáng kiến", "sáng kiến"),
    Field("", FieldKind.NUMBER, "Tỷ lệ dùng học liệu số", "%", How.MEAN, is_required=False),
    Field("", FieldKind.TEXT, "Kiến nghị", is_required=False),
    Field("", FieldKind.YES_NO, "Đã tổ chức hội thi"),
    Field("", FieldKind.CHOICE, "Mức độ", choices=("Tốt", "Khá"), is_required=False),
    Field("", FieldKind.FILE, "Bản scan", is_required=False),
)
NUMBER, RATE, WISH, FAIR, LEVEL, SCAN = (f"o{n}" for n in range(1, 7))
FULL = {NUMBER: "12", RATE: "80.5", WISH: "Thêm máy tính", FAIR: True, LEVEL: "Tốt"}


def in_days(days: int):
    return timezone.localdate() + timedelta(days=days)


def make_request(owner, by, boxes=BOXES, **more) -> ReportRequest:
    wording = Wording(**{"title": "Báo cáo năm 2026", "due_on": in_days(10), **more})
    request = create_request(owner, wording, by=by)
    for box in boxes:
        add_field(request, box, by=by)
    request.refresh_from_db()
    return request


def ask(request, by, *units) -> list[RequestAnswer]:
    send_request(request, [unit.pk for unit in units], by=by)
    return [request.answers.select_related("unit", "request").get(unit=unit) for unit in units]


def hand_in(answer, by, **more) -> RequestAnswer:
    save_answer(answer, {**FULL, **more}, by=by)
    return submit_answer(answer, by=by)


def fresh(user: User) -> User:
    """As a new request finds them: what one holds is kept with the user object."""
    return User.objects.get(pk=user.pk)


def page(client: Client, who: User, url: str) -> str:
    client.force_login(who)
    return " ".join(client.get(url).content.decode().split())


def notices(user: User, key: str) -> list[str]:
    rows = Notice.objects.filter(to=user, key__contains=key).order_by("pk")
    return [notice.text for notice in rows]
