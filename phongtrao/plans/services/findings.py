"""Findings of inspection: written, seen, answered, closed. S2-28."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.accounts.models import User
from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import Transitions, move
from phongtrao.lib.errors import BadInput
from phongtrao.notifications.services import notify
from phongtrao.plans.access import findings as access
from phongtrao.plans.models import Assignment, Finding, ProgressReport, Task
from phongtrao.plans.queries.people import office_of, people_at
from phongtrao.plans.services.assignments import quoted
from phongtrao.plans.services.movements import clean

S = Finding.Status
FINDING_TRANSITIONS: Transitions[S] = {
    S.OPEN: frozenset({S.ANSWERED, S.CLOSED}),
    S.ANSWERED: frozenset({S.CLOSED}),
    S.CLOSED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Found:
    """What the inspector says; ``due_on``: by when a demand is to be answered."""

    text: str
    kind: str = Finding.Kind.REMARK
    due_on: date | None = None


@transaction.atomic
def write_finding(
    found: Found,
    task: Task,
    work: Assignment | None = None,
    report: ProgressReport | None = None,
    *,
    by: AbstractBaseUser,
) -> Finding:
    """Write it down and tell who is to answer; the work itself and its state stay as they are."""
    access.can_find(by, task, work).enforce()
    if found.due_on and found.due_on < timezone.localdate():
        raise BadInput(_("Ngày trả lời đã qua. Hãy chọn một ngày từ hôm nay."))
    finding = Finding(
        kind=found.kind,
        task=task,
        assignment=work,
        report=report,
        text=found.text.strip(),
        due_on=found.due_on,
        written_by_id=by.pk,
        written_at=timezone.now(),
    )
    clean(finding)
    finding.save()
    record(finding, "plans.finding_written", by=by, after={"text": finding.text})
    with office_language():
        words = _("Kiểm tra có %(kind)s: %(text)s. Hãy xem và trả lời.") % {
            "kind": finding.get_kind_display().lower(),
            "text": quoted(finding.text),
        }
    _notify(people_at(work.unit) if work else office_of(task.plan.owner), finding, words, "written")
    return finding


@transaction.atomic
def see_finding(finding: Finding, *, by: AbstractBaseUser) -> None:
    """Somebody of whom it speaks has opened it; the first one is kept."""
    if finding.seen_at or not access.is_addressee(by, finding):
        return
    rows = Finding.objects.filter(pk=finding.pk, seen_at=None)
    if rows.update(seen_at=timezone.now(), seen_by=by.pk):
        record(finding, "plans.finding_seen", by=by)
        finding.refresh_from_db()


@transaction.atomic
def answer_finding(finding: Finding, answer: str, *, by: AbstractBaseUser) -> Finding:
    access.can_answer(by, finding).enforce()
    said = answer.strip()
    if not said:
        raise BadInput(_("Hãy ghi lời trả lời: đã làm gì, hoặc sẽ làm gì và khi nào xong."))
    now = timezone.now()
    seen = {} if finding.seen_at else {"seen_at": now, "seen_by": by.pk}
    fields = {"answer": said, "answered_by": by.pk, "answered_at": now, **seen}
    move(finding, S.ANSWERED, FINDING_TRANSITIONS, **fields)
    record(finding, "plans.finding_answered", by=by, after={"answer": said})
    with office_language():
        words = _("%(unit)s đã trả lời kiểm tra: %(text)s.") % {
            "unit": finding.addressee,
            "text": quoted(finding.text),
        }
    _notify([finding.written_by], finding, words, "answered")
    return finding


@transaction.atomic
def close_finding(finding: Finding, *, by: AbstractBaseUser) -> Finding:
    access.can_close(by, finding).enforce()
    move(finding, S.CLOSED, FINDING_TRANSITIONS, closed_at=timezone.now())
    record(finding, "plans.finding_closed", by=by)
    return finding


def _notify(to: Iterable[User], finding: Finding, text: str, event: str) -> None:
    url = reverse("plans:finding", args=[finding.pk])
    notify(to, text, key=f"plans.finding:{finding.pk}:{event}", url=url)
