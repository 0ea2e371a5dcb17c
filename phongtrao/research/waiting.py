"""What of research waits for a person: sorts of rows of “việc của tôi”, asked in the query of plans."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.plans.queries.waiting import Row, Say, Sort, Waiting, rows_of, waiting_at
from phongtrao.research.access.tasks import (
    kept_tasks,
    managed_tasks,
    manages_research,
    works_with_research,
)
from phongtrao.research.models import (
    Instalment,
    ResearchTask,
    StageRecord,
    TaskChange,
    TaskReport,
    TaskVisit,
)

AHEAD = timedelta(days=30)
R = TaskReport.Status
RUNNING = ResearchTask.Status.contracted


def research_sorts(user: AbstractBaseUser) -> Iterator[Sort]:
    """Reports to write and to read, what a visit asked for, changes to answer, stages whose day comes."""
    if not works_with_research(user):
        return
    soon = timezone.localdate() + AHEAD
    kept = kept_tasks(user).filter(status__in=RUNNING).order_by().values("pk")
    about = {"what": F("task__title"), "whom": F("task__host__name")}
    mine = TaskReport.objects.filter(task__in=kept, due_on__lte=soon).order_by()
    due = {"due": F("due_on"), **about}
    yield rows_of(mine.filter(status=R.RETURNED), "mend_research", ("pk",), key=F("pk"), **due)
    yield rows_of(mine.filter(status=R.DUE), "report_research", ("due_on",), key=F("pk"), **due)
    asked = TaskVisit.objects.filter(task__in=kept, closed_on=None, followed="").exclude(asked="")
    yield rows_of(asked.order_by(), "follow_research", ("due_on",), key=F("pk"), **due)
    ending = ResearchTask.objects.filter(pk__in=kept, ends_on__lte=soon).order_by()
    named = {"what": F("title"), "whom": F("host__name")}
    yield rows_of(ending, "end_research", ("ends_on",), key=F("pk"), due=F("ends_on"), **named)
    if manages_research(user):
        yield from _of_office(user)


def _of_office(user: AbstractBaseUser) -> Iterator[Sort]:
    managed = managed_tasks(user).going().order_by().values("pk")
    about = {"what": F("task__title"), "whom": F("task__host__name")}
    read = TaskReport.objects.filter(task__in=managed, status=R.SUBMITTED).order_by()
    yield rows_of(read, "read_research", ("submitted_at",), key=F("pk"), **about)
    changes = TaskChange.objects.filter(task__in=managed, status=TaskChange.Status.ASKED)
    yield rows_of(changes.order_by(), "change_research", ("asked_at",), key=F("pk"), **about)
    soon = timezone.localdate() + AHEAD
    stages = StageRecord.objects.filter(task__in=managed, done_on=None, due_on__lte=soon)
    paid = Instalment.objects.filter(task__in=managed, paid_on=None, due_on__lte=soon)
    due = {"due": F("due_on"), **about}
    yield rows_of(paid.order_by(), "pay_research", ("due_on",), key=F("pk"), **due)
    yield rows_of(
        stages.order_by(), "step_research", ("due_on",), key=F("task"), due=F("due_on"), **about
    )


def _to_pay(row: Row) -> Waiting:
    said = _("Đến ngày cấp kinh phí nhiệm vụ KH&CN: %s")
    return waiting_at(row, said, "research:instalment_pay", _("Ghi đã cấp"))


def _to_end(row: Row) -> Waiting:
    said = _("Sắp hết thời gian thực hiện nhiệm vụ KH&CN: %s")
    return waiting_at(row, said, "research:task", _("Xem nhiệm vụ"))


def _to_mend(row: Row) -> Waiting:
    said = _("Báo cáo nhiệm vụ KH&CN được trả lại: %s")
    return replace(waiting_at(row, said, "research:report", _("Sửa và nộp lại")), is_back=True)


def _to_report(row: Row) -> Waiting:
    said = _("Báo cáo định kỳ nhiệm vụ KH&CN: %s")
    return waiting_at(row, said, "research:report", _("Viết báo cáo"))


def _to_follow(row: Row) -> Waiting:
    said = _("Kiến nghị kiểm tra cần khắc phục: %s")
    return waiting_at(row, said, "research:visit_follow", _("Ghi kết quả"))


def _to_read(row: Row) -> Waiting:
    said = _("Báo cáo nhiệm vụ KH&CN chờ xem: %s")
    return waiting_at(row, said, "research:report_answer", _("Xem và cho ý kiến"))


def _to_answer(row: Row) -> Waiting:
    said = _("Đề nghị điều chỉnh nhiệm vụ KH&CN: %s")
    return waiting_at(row, said, "research:change_answer", _("Xem và trả lời"))


def _to_go_on(row: Row) -> Waiting:
    said = _("Bước của nhiệm vụ KH&CN: %s")
    return waiting_at(row, said, "research:task", _("Xem bước này"))


WORDS: dict[str, Say] = {
    "mend_research": _to_mend,
    "report_research": _to_report,
    "follow_research": _to_follow,
    "read_research": _to_read,
    "change_research": _to_answer,
    "step_research": _to_go_on,
    "pay_research": _to_pay,
    "end_research": _to_end,
}
