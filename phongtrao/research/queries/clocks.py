"""Days on which something of research is due, one query whatever the sorts: for calendars. S0-27, S0-28"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from phongtrao.research.models import (
    Instalment,
    ResearchTask,
    StageRecord,
    TaskReport,
    TaskVisit,
)
from phongtrao.research.models.tasks import ResearchTaskQuerySet

RUNNING = ResearchTask.Status.contracted
WORDS: dict[str, str | Promise] = {
    "stage": _("Hạn của bước: %s"),
    "report": _("Báo cáo định kỳ: %s"),
    "visit": _("Khắc phục kiến nghị kiểm tra: %s"),
    "instalment": _("Cấp kinh phí: %s"),
    "end": _("Hết thời gian thực hiện: %s"),
}


@dataclass(frozen=True, slots=True)
class Clock:
    """``key``: of the row that has the day; ``host``: name of who carries the task out."""

    kind: str
    key: int
    task: int
    title: str
    host: str
    day: date

    @property
    def words(self) -> str:
        return str(WORDS[self.kind]) % self.title


def clocks_between(
    tasks: ResearchTaskQuerySet, first: date, last: date, most: int
) -> Iterator[Clock]:
    """Of these tasks, both days included, the earliest first."""
    of = {"task__in": tasks.order_by().values("pk")}
    span = {"due_on__range": (first, last)}
    running = {**of, **span, "task__status__in": RUNNING}
    going = {**of, **span, "task__status__in": ResearchTask.Status.going}
    stages = _rows("stage", StageRecord.objects.filter(done_on=None, **going))
    others = [
        _rows("report", TaskReport.objects.filter(status__in=TaskReport.Status.owed, **running)),
        _rows("visit", TaskVisit.objects.filter(closed_on=None, **running).exclude(asked="")),
        _rows("instalment", Instalment.objects.filter(paid_on=None, **going)),
        _ends(tasks.filter(status__in=RUNNING, ends_on__range=(first, last))),
    ]
    for row in stages.union(*others, all=True).order_by("its_day", "its_task", "its_kind")[:most]:
        kind, key, task, title, host, day = row
        yield Clock(kind, key, task, title, host, day)


NAMES = ("its_kind", "pk", "its_task", "its_title", "its_host", "its_day")


def _rows(kind: str, rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    said: QuerySet[Any, Any] = rows.order_by().annotate(
        its_kind=Value(kind, CharField()),
        its_task=F("task_id"),
        its_title=F("task__title"),
        its_host=F("task__host__name"),
        its_day=F("due_on"),
    )
    return said.values_list(*NAMES)


def _ends(rows: ResearchTaskQuerySet) -> QuerySet[Any, Any]:
    keys = rows.order_by().values("pk")
    said = ResearchTask.objects.filter(pk__in=keys).annotate(
        its_kind=Value("end", CharField()),
        its_task=F("pk"),
        its_title=F("title"),
        its_host=F("host__name"),
        its_day=F("ends_on"),
    )
    return said.order_by().values_list(*NAMES)
