"""Kiến nghị against a refusal: raised by an author, answered by the office of the round; kept with the case."""

from collections.abc import Mapping

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import move
from phongtrao.councils.models import Case
from phongtrao.initiatives.access.council import can_answer_complaint, can_complain
from phongtrao.initiatives.models import Initiative
from phongtrao.initiatives.services.submitting import TRANSITIONS
from phongtrao.initiatives.services.telling import tell_authors
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.recognition.models import Objection

S, Answered = Initiative.Status, Objection.Status
OBJECTION_TRANSITIONS: Mapping[Objection.Status, frozenset[Objection.Status]] = {
    Answered.OPEN: frozenset({Answered.UPHELD, Answered.REJECTED, Answered.WITHDRAWN}),
    Answered.UPHELD: frozenset(),
    Answered.REJECTED: frozenset(),
    Answered.WITHDRAWN: frozenset(),
}


@transaction.atomic
def raise_complaint(initiative: Initiative, words: str, *, by: AbstractBaseUser) -> Objection:
    """One open at a time; the case it is about stays readable beside the answer."""
    can_complain(by, initiative).enforce()
    if not words.strip():
        raise BadInput(_("Hãy ghi nội dung kiến nghị."))
    Initiative.objects.select_for_update().get(pk=initiative.pk)  # two authors at once: one is told
    if open_complaint(initiative):
        raise WrongState(_("Đã có kiến nghị đang chờ trả lời."))
    row = Objection(case=initiative.case, words=words.strip(), raised_by_id=by.pk)
    row.full_clean()
    row.save()
    record(initiative, "initiatives.complaint_raised", by=by)
    return row


@transaction.atomic
def answer_complaint(
    initiative: Initiative, answer: str, *, is_right: bool, by: AbstractBaseUser
) -> Objection:
    """Found right, the initiative waits for a council again, as a new case; the old decision stays readable."""
    can_answer_complaint(by, initiative).enforce()
    row = open_complaint(initiative)
    if row is None:
        raise WrongState(_("Không có kiến nghị nào chờ trả lời. Hãy tải lại trang."))
    if not answer.strip():
        raise BadInput(_("Hãy ghi câu trả lời cho tác giả."))
    said = {"answer": answer.strip(), "answered_by": by.pk, "answered_at": timezone.now()}
    move(row, Answered.UPHELD if is_right else Answered.REJECTED, OBJECTION_TRANSITIONS, **said)
    record(initiative, "initiatives.complaint_answered", by=by, right=is_right)
    if is_right:
        _judge_again(initiative)
    with office_language():
        words = (
            _("Kiến nghị về sáng kiến “%s” được chấp nhận; sáng kiến chờ hội đồng xét lại.")
            if is_right
            else _("Kiến nghị về sáng kiến “%s” đã được trả lời.")
        )
    tell_authors(initiative, words, f"complaint:{row.pk}")
    return row


def open_complaint(initiative: Initiative) -> Objection | None:
    return Objection.objects.filter(case=initiative.case_id, status=Answered.OPEN).first()


def _judge_again(initiative: Initiative) -> None:
    decided: Case | None = initiative.case
    if decided:
        initiative.earlier_cases.add(decided)
    move(initiative, S.VALID, TRANSITIONS, case=None, conclusion="")
