"""A unit's answer: written as a draft, handed in, withdrawn; returned or accepted by the office."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import File
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import Transitions, move
from phongtrao.documents.fields import FieldKind, missing, read_fields, read_values
from phongtrao.documents.models import Evidence
from phongtrao.documents.services import add_evidence
from phongtrao.lib.errors import BadInput, Conflict, WrongState
from phongtrao.lib.marks import mark_of
from phongtrao.lib.text import nfc
from phongtrao.notifications.services import notify
from phongtrao.plans.models import Owed
from phongtrao.plans.queries.people import office_of, people_at
from phongtrao.plans.services.assignments import quoted
from phongtrao.reports.models import AnswerFile, ReportRequest, RequestAnswer
from phongtrao.reports.requests import access

S = RequestAnswer.Status
ANSWER_TRANSITIONS: Transitions[Owed.Status] = {
    S.OPEN: frozenset({S.SUBMITTED}),
    S.SUBMITTED: frozenset({S.OPEN, S.RETURNED, S.ACCEPTED}),
    S.RETURNED: frozenset({S.SUBMITTED}),
    S.ACCEPTED: frozenset(),
}
WRITTEN_MEANWHILE = gettext_lazy(
    "Báo cáo vừa được người khác viết, giao hoặc nộp, hoặc đợt báo cáo vừa kết thúc."
    " Hãy chép lại phần vừa gõ rồi tải lại trang."
)


@dataclass(frozen=True, slots=True)
class Judged:
    """How many of several answers were accepted, and why the others were not."""

    accepted: int
    refused: tuple[str, ...] = ()


# ------------------------------------------------------------------ the unit writes


def draft_mark(values: Mapping[str, Any]) -> str:
    """What a page carries to say which draft it shows: the same values have the same mark."""
    return mark_of(values)


@transaction.atomic
def save_answer(
    answer: RequestAnswer, given: Mapping[str, Any], *, by: AbstractBaseUser, as_read: str = ""
) -> RequestAnswer:
    """Keep what is written so far, by key of the box. No line of history: a draft is not a deed.

    ``as_read``: the ``draft_mark`` of the page that was filled in; empty, the draft is as in ``answer``.
    Raises Conflict where somebody else wrote meanwhile: all boxes are replaced at once.
    """
    access.can_write(by, answer).enforce()
    values = read_values(read_fields(answer.request.fields), given)
    # The same words sent once more, because the answer got lost on the way, are no other writer.
    if as_read not in {"", draft_mark(answer.values), draft_mark(values)}:
        raise Conflict(str(WRITTEN_MEANWHILE))
    # Under the condition that nobody writes it, hands it on or in, and the office does not close it, now.
    open_request = ReportRequest.objects.filter(status=ReportRequest.Status.SENT)
    rows = RequestAnswer.objects.filter(
        pk=answer.pk,
        status=answer.status,
        values=answer.values,
        writer=answer.writer_id,
        written_at=answer.written_at,
        request__in=open_request.values("pk"),
    )
    if not rows.update(values=values):
        raise Conflict(str(WRITTEN_MEANWHILE))
    answer.values = values
    return answer


@transaction.atomic
def attach_file(
    answer: RequestAnswer, key: str, file: "File[Any]", *, by: AbstractBaseUser
) -> Evidence:
    """Put a file into its box; one that is there gives way. BadFile for what may not be stored."""
    locked = _writable(answer, by)
    _check_file_box(locked, key)
    evidence = add_evidence(locked.unit, file=file, by=by)
    AnswerFile.objects.update_or_create(
        answer=locked, key=key, is_handed_in=False, defaults={"evidence": evidence}
    )
    record(locked, "reports.answer_file_added", by=by, after={"evidence": evidence.title})
    return evidence


@transaction.atomic
def detach_file(answer: RequestAnswer, key: str, *, by: AbstractBaseUser) -> None:
    """Empty the box; the evidence itself stays with the unit."""
    locked = _writable(answer, by)
    found = locked.files.filter(key=key, is_handed_in=False).select_related("evidence").first()
    if found is None:
        raise BadInput(_("Ô này không còn tệp. Hãy tải lại trang."))
    found.delete()
    record(locked, "reports.answer_file_dropped", by=by, before={"evidence": str(found.evidence)})


@transaction.atomic
def submit_answer(answer: RequestAnswer, *, by: AbstractBaseUser) -> RequestAnswer:
    """Hand it to the office: from here on this is what it reads. Late is possible, and shows."""
    locked = _writable(answer, by)
    access.can_submit(by, locked).enforce()
    files = dict(locked.files.filter(is_handed_in=False).values_list("key", "evidence"))
    if left := missing(read_fields(locked.request.fields), locked.values, files):
        words = "; ".join(f"“{label}”" for label in left)
        raise BadInput(_("Chưa nộp được, còn ô chưa điền: %s.") % words)
    moment = timezone.now()
    changed = {"submitted_by": by.pk, "submitted_at": moment, "handed_in": locked.values}
    move(locked, S.SUBMITTED, ANSWER_TRANSITIONS, return_reason="", **changed)
    locked.files.filter(is_handed_in=True).delete()
    AnswerFile.objects.bulk_create(
        AnswerFile(answer=locked, key=key, evidence_id=pk, is_handed_in=True)
        for key, pk in files.items()
    )
    # Without its words: they could still be read there when the unit has taken the report back.
    record(locked, "reports.answer_submitted", by=by)
    _tell_office(locked)
    return locked


@transaction.atomic
def withdraw_answer(answer: RequestAnswer, *, by: AbstractBaseUser) -> RequestAnswer:
    """Take it back to mend it, as long as nobody has judged it; the office reads it no more."""
    access.can_withdraw(by, answer).enforce()
    changed: dict[str, Any] = {"submitted_by": None, "submitted_at": None, "handed_in": {}}
    move(answer, S.OPEN, ANSWER_TRANSITIONS, **changed)
    answer.files.filter(is_handed_in=True).delete()
    record(answer, "reports.answer_withdrawn", by=by)
    return answer


# ------------------------------------------------------------------ the office judges


@transaction.atomic
def return_answer(answer: RequestAnswer, reason: str, *, by: AbstractBaseUser) -> RequestAnswer:
    """Send it back with what is missing; it no longer counts until it is handed in again."""
    access.can_judge(by, answer).enforce()
    said = nfc(reason).strip()
    if not said:
        raise BadInput(_("Hãy ghi lý do trả lại để đơn vị biết cần sửa gì."))
    move(answer, S.RETURNED, ANSWER_TRANSITIONS, return_reason=said, **_judged(by))
    record(answer, "reports.answer_returned", by=by, after={"reason": said})
    with office_language():
        text = _("Báo cáo bị trả lại: %s. Hãy sửa và nộp lại.") % quoted(answer.request.title)
    _tell_unit(answer, text, f"returned:{answer.reviewed_at:%Y%m%d%H%M%S}", but=by)
    return answer


@transaction.atomic
def accept_answer(answer: RequestAnswer, *, by: AbstractBaseUser) -> RequestAnswer:
    access.can_judge(by, answer).enforce()
    move(answer, S.ACCEPTED, ANSWER_TRANSITIONS, **_judged(by))
    record(answer, "reports.answer_accepted", by=by)
    with office_language():
        text = _("Báo cáo đã được duyệt: %s.") % quoted(answer.request.title)
    _tell_unit(answer, text, "accepted", but=by)
    return answer


def accept_answers(answers: list[RequestAnswer], *, by: AbstractBaseUser) -> Judged:
    """Several at once, each by itself: one that cannot be accepted does not stop the others."""
    accepted, refused = 0, []
    for answer in answers:
        try:
            accept_answer(answer, by=by)
        except WrongState:
            refused.append(_("%(unit)s: người khác vừa xử lý.") % {"unit": answer.unit})
        else:
            accepted += 1
    return Judged(accepted, tuple(refused))


@transaction.atomic
def put_off(
    answer: RequestAnswer, due_on: date, reason: str, *, by: AbstractBaseUser
) -> RequestAnswer:
    """Give one unit a later day, with the reason; the unit is told."""
    access.can_put_off(by, answer).enforce()
    said = nfc(reason).strip()
    if not said:
        raise BadInput(_("Hãy ghi lý do gia hạn."))
    if due_on <= max(answer.due_on, timezone.localdate()):
        raise BadInput(_("Hạn mới phải sau hôm nay và sau hạn cũ. Hãy chọn ngày khác."))
    before = {"due_on": answer.due_on}
    answer.due_on, answer.put_off_reason, answer.reminded_on = due_on, said, None
    answer.full_clean()
    answer.save(update_fields=["due_on", "put_off_reason", "reminded_on"])
    after = {"due_on": due_on, "reason": said}
    record(answer, "reports.answer_put_off", by=by, before=before, after=after)
    with office_language():
        words = _("Báo cáo %(title)s được gia hạn đến %(due)s.")
        day = date_format(due_on, "d/m/Y")
        text = words % {"title": quoted(answer.request.title), "due": day}
    _tell_unit(answer, text, f"put_off:{due_on}", but=by)
    return answer


# ------------------------------------------------------------------ parts


def _writable(answer: RequestAnswer, by: AbstractBaseUser) -> RequestAnswer:
    """Locked: nothing is put into it while a colleague hands it in."""
    rows = RequestAnswer.objects.select_for_update(of=("self",))
    locked = rows.select_related("request__owner", "unit").get(pk=answer.pk)
    access.can_write(by, locked).enforce()
    return locked


def _check_file_box(answer: RequestAnswer, key: str) -> None:
    boxes = {f.key for f in read_fields(answer.request.fields) if f.kind == FieldKind.FILE}
    if key not in boxes:
        raise BadInput(_("Mẫu không có ô tệp này. Hãy tải lại trang."))


def _judged(by: AbstractBaseUser) -> dict[str, Any]:
    return {"reviewed_by": by.pk, "reviewed_at": timezone.now()}


def _tell_unit(answer: RequestAnswer, text: str, event: str, *, but: AbstractBaseUser) -> None:
    people = [user for user in people_at(answer.unit) if user.pk != but.pk]
    key, url = f"reports.answer:{answer.pk}:{event}", reverse("reports:answer", args=[answer.pk])
    notify(people, text, key=key, url=url)


def _tell_office(answer: RequestAnswer) -> None:
    """One line a day for the office, however many units hand in: the page shows them."""
    request = answer.request
    with office_language():
        text = _("Có báo cáo mới nộp chờ duyệt: %s.") % quoted(request.title)
    notify(
        office_of(request.owner),
        text,
        key=f"reports.answers_waiting:{request.pk}:{timezone.localdate()}",
        url=reverse("reports:request", args=[request.pk]) + "?tinh_trang=cho-duyet",
    )
