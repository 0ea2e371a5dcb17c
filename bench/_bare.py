"""The bare Django that pages are measured against: session, sign-in, a view, a template of rows."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client, override_settings
from django.urls import path
from django.utils import timezone

from bench import _ground  # noqa: F401 -- sets Django up
from phongtrao.plans.models import Assignment, Task

MIDDLEWARE = [
    "bench._bare.our_addresses",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
BOARD = engines["django"].from_string(
    "<!DOCTYPE html><p>{{ user }}</p><table><tr><th></th>"
    "{% for task in tasks %}<th>{{ task.text }}</th>{% endfor %}</tr>"
    "{% for unit, cells in rows %}<tr><th>{{ unit }}</th>"
    "{% for cell in cells %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table>"
)
DAY = engines["django"].from_string(
    "<!DOCTYPE html><p>{{ user }}</p><p>{{ counts }}</p><ul>"
    "{% for row in rows %}<li>{{ row.unit }} {{ row.task.text }} {{ row.due_on }}</li>{% endfor %}</ul>"
)
WORDS = {True: "Quá hạn", False: "Chưa bắt đầu"}


def our_addresses(get_response: Callable[[HttpRequest], HttpResponse]) -> Any:
    def middleware(request: HttpRequest) -> HttpResponse:
        request.urlconf = __name__  # type: ignore[attr-defined]
        return get_response(request)

    return middleware


def board(request: HttpRequest, pk: int, rows: int, queries: int) -> HttpResponse:
    """Session, user, tasks, units, cells; idle queries make up the number."""
    tasks = list(Task.objects.filter(plan=pk).order_by("position"))
    work = Assignment.objects.filter(task__plan=pk).order_by("unit__sort_key", "task__position")
    names = dict(work.order_by().values_list("unit_id", "unit__name").distinct()[:rows])
    cells: dict[int, list[str]] = {}
    for unit, due in work.filter(unit__in=names).values_list("unit_id", "due_on"):
        cells.setdefault(unit, []).append(WORDS[due is not None])
    with connection.cursor() as cursor:
        for _ in range(queries - 5):
            cursor.execute("SELECT 1")
    shown = [(names[unit], words) for unit, words in cells.items()]
    page = {"user": request.user.get_username(), "tasks": tasks, "rows": shown}
    return HttpResponse(BOARD.render(page))


def day(request: HttpRequest, rows: int, queries: int) -> HttpResponse:
    """Session, user, the whole counted by answer, the late by plan, rows; idle queries make up the number."""
    work = Assignment.objects.filter(task__plan__status="published")
    counts = list(work.values("status").annotate(n=Count("pk"), percent=Sum("percent")))
    late = work.filter(due_on__lt=timezone.localdate(), done_on=None)
    units = Count("unit", distinct=True)
    counts += list(late.values("task__plan__title").annotate(n=Count("pk"), units=units))
    shown = list(work.select_related("unit", "task").order_by("pk")[:rows])
    with connection.cursor() as cursor:
        for _ in range(queries - 5):
            cursor.execute("SELECT 1")
    page = {"user": request.user.get_username(), "counts": counts, "rows": shown}
    return HttpResponse(DAY.render(page))


urlpatterns = [
    path("board/<int:pk>/<int:rows>/<int:queries>/", board),
    path("day/<int:rows>/<int:queries>/", day),
]


class BareClient(Client):
    """A client whose handler knows this view and two pieces of middleware only."""

    def __init__(self, **extra: Any) -> None:
        with override_settings(MIDDLEWARE=MIDDLEWARE):
            super().__init__(**extra)
            self.handler.load_middleware()
