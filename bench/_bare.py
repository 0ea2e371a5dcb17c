"""The bare Django that pages are measured against: session, sign-in, a view, a template of rows."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import Avg, Count, F, Q, Sum
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client, override_settings
from django.urls import path
from django.utils import timezone

from bench import _ground  # noqa: F401 -- sets Django up
from phongtrao.assessments.models import Assessment, Campaign, Score
from phongtrao.documents.models import Certificate
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
PAPER = engines["django"].from_string(
    "<!DOCTYPE html><h1>{{ one.written }}</h1><dl>"
    "{% for label, said in facts %}<dt>{{ label }}</dt><dd>{{ said }}</dd>{% endfor %}</dl>"
)
LINES = ("name", "workplace", "about", "role", "basis", "written", "issued_on", "honour", "status")
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
    _idle(queries - 5)
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
    _idle(queries - 5)
    page = {"user": request.user.get_username(), "counts": counts, "rows": shown}
    return HttpResponse(DAY.render(page))


def campaign(request: HttpRequest, pk: int, rows: int, queries: int) -> HttpResponse:
    """What no list of units can leave out: session, user, the campaign with its set, how many criteria,
    units by state and level, how many, the rows; idle queries make up the number.
    """
    found = Campaign.objects.select_related("owner", "edition__index_set").get(pk=pk)
    units = Assessment.objects.filter(campaign=pk)
    grouped = units.order_by().values_list("status", "level")
    counts: list[Any] = [found.edition.criteria.filter(is_leaf=True).count(), units.count()]
    counts += list(grouped.annotate(n=Count("pk"), begun=Count("pk", filter=Q(answered__gt=0))))
    shown = list(units.select_related("unit").order_by("unit__sort_key", "pk")[:rows])
    _idle(queries - 7)
    page = {"user": request.user.get_username(), "tasks": [found.title, *counts]}
    page["rows"] = [
        (one.unit.name, [one.status, one.answered, one.self_total, one.verified_total, one.level])
        for one in shown
    ]
    return HttpResponse(BOARD.render(page))


def gap_map(request: HttpRequest, pk: int, rows: int, queries: int) -> HttpResponse:
    """Session, user, units by state, the four sums, the rows and their cells; the rest idle."""
    units = Assessment.objects.filter(campaign=pk)
    counts = [units.aggregate(all=Count("pk"), done=Count("pk", filter=Q(status="verified")))]
    cells: dict[int, list[str]] = {}
    scores = Score.objects.filter(assessment__campaign=pk, verified_value__isnull=False)
    for by in ("criterion", "verified_by", "assessment__campaign__year"):
        counts += list(scores.order_by().values(by).annotate(n=Count("pk"), gap=GAP, low=LOW))
    counts.append(scores.aggregate(mean=Avg(F("points") - F("verified_points"))))
    counts += list(scores.values("verified_by").annotate(n=Count("assessment", distinct=True)))
    counts.append(len(units.values_list("pk", "self_total")))
    shown = list(units.select_related("unit").order_by("unit__sort_key")[:rows])
    listed = Score.objects.filter(assessment__in=[one.pk for one in shown])
    for key, own, given in listed.values_list("assessment", "points", "verified_points"):
        cells.setdefault(key, []).append(str(own - given))
    _idle(queries - 12)
    page = {"user": request.user.get_username(), "tasks": counts}
    page["rows"] = [(one.unit.name, cells.get(one.pk, [])) for one in shown]
    return HttpResponse(BOARD.render(page))


def certificate(_request: HttpRequest, pk: int) -> HttpResponse:
    """One query, nothing signed, nothing counted."""
    one = Certificate.objects.get(pk=pk)
    facts = [(name, getattr(one, name)) for name in LINES]
    return HttpResponse(PAPER.render({"one": one, "facts": facts}))


def _idle(queries: int) -> None:
    with connection.cursor() as cursor:
        for _ in range(queries):
            cursor.execute("SELECT 1")


GAP = Sum(F("points") - F("verified_points"))
LOW = Count("pk", filter=Q(verified_points__lt=F("points")))
urlpatterns = [
    path("certificate/<int:pk>/", certificate),
    path("campaign/<int:pk>/<int:rows>/<int:queries>/", campaign),
    path("gaps/<int:pk>/<int:rows>/<int:queries>/", gap_map),
    path("board/<int:pk>/<int:rows>/<int:queries>/", board),
    path("day/<int:rows>/<int:queries>/", day),
]


class BareClient(Client):
    """A client whose handler knows this view and two pieces of middleware only."""

    def __init__(self, **extra: Any) -> None:
        with override_settings(MIDDLEWARE=MIDDLEWARE):
            super().__init__(**extra)
            self.handler.load_middleware()
