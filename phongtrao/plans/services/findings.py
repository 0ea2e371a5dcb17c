"""Findings of inspection: written, seen, answered, sent back or closed. S1-13, S2-28."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import File
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.accounts.models import User
from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import Transitions, move
from phongtrao.documents.services import add_evidence
from phongtrao.lib.errors import BadInput
from phongtrao.notifications.services import notify
from phongtrao.orgs.models import Unit
from phongtrao.plans.access import findings as access
from phongtrao.plans.models import Assignment, Finding, ProgressReport, Task
from phongtrao.plans.queries.people import office_of, people_at
from phongtrao.plans.services.assignments import quoted
from phongtrao.plans.services.movements import clean

S = Finding.Status
FINDING_TRANSITIONS: Transitions[S] = {
    S.OPEN: frozenset({S.ANSWERED, S.CLOSED}),
    S.ANSWERED: frozenset({S.OPEN, S.CLOSED}),
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
    finding = Finding(task=task, assignment=work, report=report)
    return _write(finding, found, by)


def recommend(unit: Unit, found: Found, *, by: AbstractBaseUser) -> Finding:
    """What the inspection of a unit asks of it; who may is for the app of inspections to say."""
    return _write(Finding(unit=unit), found, by)


def _write(finding: Finding, found: Found, by: AbstractBaseUser) -> Finding:
    if found.due_on and found.due_on < timezone.localdate():
        raise BadInput(_("Ngày trả lời đã qua. Hãy chọn một ngày từ hôm nay."))
    finding.kind, finding.text, finding.due_on = found.kind, found.text.strip(), found.due_on
    finding.written_by_id, finding.written_at = by.pk, timezone.now()
    clean(finding)
    finding.save()
    record(finding, "plans.finding_written", by=by, after={"text": finding.text})
    with office_language():
        words = _("Kiểm tra có %(kind)s: %(text)s. Hãy xem và trả lời.") % {
            "kind": finding.get_kind_display().lower(),
            "text": quoted(finding.text),
        }
    _notify(addressees(finding), finding, words, "written")
    return finding


def addressees(finding: Finding) -> list[User]:
    """Who answers it."""
    if finding.task and not finding.assignment:
        return office_of(finding.task.plan.owner)
    return people_at(finding.addressee)


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
def answer_finding(
    finding: Finding,
    answer: str,
    *,
    by: AbstractBaseUser,
    file: "File[Any] | None" = None,
    url: str = "",
) -> Finding:
    """What was done, with a file or an address that shows it, where there is one."""
    access.can_answer(by, finding).enforce()
    said = answer.strip()
    if not said:
        raise BadInput(_("Hãy ghi lời trả lời: đã làm gì, hoặc sẽ làm gì và khi nào xong."))
    now = timezone.now()
    seen = {} if finding.seen_at else {"seen_at": now, "seen_by": by.pk}
    fields = {"answer": said, "answered_by": by.pk, "answered_at": now, **seen}
    move(finding, S.ANSWERED, FINDING_TRANSITIONS, **fields)
    for proof in ({"file": file}, {"url": url}):
        if any(proof.values()):
            finding.evidence.add(add_evidence(finding.addressee, by=by, **proof))
    record(finding, "plans.finding_answered", by=by, after={"answer": said})
    with office_language():
        words = _("%(unit)s đã trả lời kiểm tra: %(text)s.") % {
            "unit": finding.addressee,
            "text": quoted(finding.text),
        }
    _notify([finding.written_by], finding, words, f"answered:{now.isoformat()}")
    return finding


@transaction.atomic
def send_back_finding(
    finding: Finding, reason: str, due_on: date | None = None, *, by: AbstractBaseUser
) -> Finding:
    """The answer is not enough: open again, with what is missing and, if need be, another day."""
    access.can_send_back(by, finding).enforce()
    said = reason.strip()
    if not said:
        raise BadInput(_("Hãy ghi còn thiếu gì để nơi nhận biết phải làm tiếp điều gì."))
    if due_on and due_on < timezone.localdate():
        raise BadInput(_("Ngày trả lời đã qua. Hãy chọn một ngày từ hôm nay."))
    day = due_on or finding.due_on
    if day and day < timezone.localdate():
        raise BadInput(_("Hạn cũ đã qua. Hãy chọn ngày mới."))
    move(finding, S.OPEN, FINDING_TRANSITIONS, back_reason=said, due_on=day, reminded_on=None)
    record(finding, "plans.finding_sent_back", by=by, after={"reason": said})
    with office_language():
        words = _("Kiểm tra yêu cầu làm tiếp: %(text)s. Lý do: %(reason)s") % {
            "text": quoted(finding.text),
            "reason": said,
        }
    _notify(addressees(finding), finding, words, f"back:{timezone.now().isoformat()}")
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
