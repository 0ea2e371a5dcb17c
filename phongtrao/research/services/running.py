"""Changes asked for and decided, visits and their follow-up, products, an end before its time."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.workflow import Transitions, move
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.research.access.tasks import can_keep, can_manage
from phongtrao.research.models import ResearchTask, TaskChange, TaskProduct, TaskVisit
from phongtrao.research.services import stages
from phongtrao.research.services.reports import plan_reports

S = ResearchTask.Status
C = TaskChange.Status
CHANGES: Transitions[C] = {
    C.ASKED: frozenset({C.APPROVED, C.REFUSED}),
    C.APPROVED: frozenset(),
    C.REFUSED: frozenset(),
}


@transaction.atomic
def ask_change(
    task: ResearchTask, kind: str, words: str, until: date | None = None, *, by: AbstractBaseUser
) -> TaskChange:
    can_keep(by, task).enforce()
    _check_running(task)
    if kind != TaskChange.Kind.EXTEND:
        until = None
    if until and task.ends_on and until <= task.ends_on:
        raise BadInput(_("Ngày gia hạn phải sau ngày kết thúc hiện nay."))
    change = TaskChange(task=task, kind=kind, words=words.strip(), until=until, asked_by_id=by.pk)
    change.full_clean()
    change.save()
    record(task, "research.change_asked", by=by, kind=kind)
    return change


@transaction.atomic
def approve_change(change: TaskChange, answer: str, *, by: AbstractBaseUser) -> TaskChange:
    """An extension moves the end of the task, and brings the reports of the time it adds."""
    task = change.task
    _decide(change, C.APPROVED, answer, by)
    if change.until:
        _check_running(task)
        ResearchTask.objects.filter(pk=task.pk).update(ends_on=change.until)
        task.refresh_from_db()
        plan_reports(task, stages.rules_of(task).report_months)
    record(task, "research.change_approved", by=by, kind=change.kind)
    return change


@transaction.atomic
def refuse_change(change: TaskChange, answer: str, *, by: AbstractBaseUser) -> TaskChange:
    _decide(change, C.REFUSED, answer, by)
    record(change.task, "research.change_refused", by=by, kind=change.kind)
    return change


def _decide(change: TaskChange, to: C, answer: str, by: AbstractBaseUser) -> None:
    can_manage(by, change.task).enforce()
    if not answer.strip():
        raise BadInput(_("Hãy ghi số văn bản chấp thuận, hoặc lý do từ chối."))
    move(
        change,
        to,
        CHANGES,
        answer=answer.strip(),
        decided_by_id=by.pk,
        decided_at=timezone.now(),
    )


# ------------------------------------------------------------------ visits


@dataclass(frozen=True, slots=True)
class Seen:
    day: date
    team: str
    found: str
    asked: str = ""
    due_on: date | None = None


@transaction.atomic
def add_visit(task: ResearchTask, seen: Seen, *, by: AbstractBaseUser) -> TaskVisit:
    can_manage(by, task).enforce()
    _check_running(task)
    if seen.day > timezone.localdate():
        raise BadInput(_("Ngày kiểm tra chưa đến."))
    visit = TaskVisit(
        task=task,
        day=seen.day,
        team=seen.team.strip(),
        found=seen.found.strip(),
        asked=seen.asked.strip(),
        due_on=seen.due_on,
        made_by_id=by.pk,
    )
    visit.full_clean()
    visit.save()
    record(task, "research.visited", by=by)
    return visit


@transaction.atomic
def follow_visit(visit: TaskVisit, words: str, *, by: AbstractBaseUser) -> TaskVisit:
    """The host says what it did; the office closes it."""
    can_keep(by, visit.task).enforce()
    if not words.strip():
        raise BadInput(_("Hãy ghi kết quả khắc phục."))
    open_ones = TaskVisit.objects.filter(pk=visit.pk, closed_on=None).exclude(asked="")
    if not open_ones.update(followed=words.strip()):
        raise WrongState(_("Kiến nghị này đã đóng, hoặc không có kiến nghị."))
    record(visit.task, "research.visit_followed", by=by)
    visit.refresh_from_db()
    return visit


@transaction.atomic
def close_visit(visit: TaskVisit, *, by: AbstractBaseUser) -> TaskVisit:
    can_manage(by, visit.task).enforce()
    waiting = TaskVisit.objects.filter(pk=visit.pk, closed_on=None).exclude(followed="")
    if not waiting.update(closed_on=timezone.localdate()):
        raise WrongState(_("Chưa có kết quả khắc phục, hoặc kiến nghị đã đóng."))
    record(visit.task, "research.visit_closed", by=by)
    visit.refresh_from_db()
    return visit


# ------------------------------------------------------------------ products, the end before its time


@transaction.atomic
def add_product(product: TaskProduct, *, by: AbstractBaseUser) -> TaskProduct:
    can_keep(by, product.task).enforce()
    if product.task.status not in S.contracted | {S.ACCEPTED}:
        raise WrongState(_("Sản phẩm được ghi từ khi thực hiện đến khi nghiệm thu xong."))
    product.full_clean()
    product.save()
    record(product.task, "research.product_added", by=by)
    return product


@dataclass(frozen=True, slots=True)
class Stopping:
    reason: str
    stopped_on: date
    is_violation: bool = False
    to_return: Decimal = Decimal(0)


@transaction.atomic
def stop_task(task: ResearchTask, said: Stopping, *, by: AbstractBaseUser) -> ResearchTask:
    """It ends before its time; what is to be given back is owed until somebody says it was."""
    can_manage(by, task).enforce()
    if not said.reason.strip():
        raise BadInput(_("Hãy ghi lý do dừng."))
    if task.cases.filter(is_ended=False).exists():
        raise WrongState(_("Nhiệm vụ đang chờ hội đồng xét. Hãy rút khỏi hội đồng trước."))
    move(
        task,
        S.STOPPED,
        stages.TRANSITIONS,
        end_reason=said.reason.strip(),
        stopped_on=said.stopped_on,
        is_violation=said.is_violation,
        to_return=said.to_return,
    )
    task.stages.filter(done_on=None).update(done_on=said.stopped_on)
    record(task, "research.stopped", by=by, reason=said.reason.strip())
    return task


@transaction.atomic
def give_back(task: ResearchTask, day: date, *, by: AbstractBaseUser) -> ResearchTask:
    """The money that was to be returned has come."""
    can_manage(by, task).enforce()
    owing = ResearchTask.objects.filter(pk=task.pk, to_return__gt=0, returned_on=None)
    if not owing.update(returned_on=day):
        raise WrongState(_("Nhiệm vụ không còn kinh phí phải nộp trả."))
    record(task, "research.money_returned", by=by)
    task.refresh_from_db()
    return task


@transaction.atomic
def close_task(task: ResearchTask, *, by: AbstractBaseUser) -> ResearchTask:
    """Liquidated. An accepted one has everything its last stage asks for; nothing is owed any more."""
    can_manage(by, task).enforce()
    if task.to_return and task.returned_on is None:
        raise WrongState(_("Nhiệm vụ còn kinh phí phải nộp trả nên chưa thanh lý được."))
    if task.status == S.ACCEPTED:
        row = stages.open_stage(task)
        stages.check_items(stages.rules_of(task).stage(row.key), row)
    move(task, S.CLOSED, stages.TRANSITIONS)
    task.stages.filter(done_on=None).update(done_on=timezone.localdate())
    record(task, "research.closed", by=by)
    return task


def _check_running(task: ResearchTask) -> None:
    if task.status not in S.contracted:
        raise WrongState(_("Việc này chỉ làm khi nhiệm vụ đang thực hiện theo hợp đồng."))
