"""Answers for all units (hỏi – đáp): published by an office, in words that name nobody. S0-58."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.lib.errors import WrongState
from phongtrao.lib.marks import mark_of
from phongtrao.orgs.models import Unit
from phongtrao.plans.access import difficulties as access
from phongtrao.plans.models import CommonAnswer, Difficulty
from phongtrao.plans.services.movements import clean


@transaction.atomic
def publish_answer(
    difficulty: Difficulty, question: str, answer: str, *, by: AbstractBaseUser
) -> CommonAnswer:
    """Of an answered difficulty, once; the words are the office's, who raised it is not told."""
    # Read anew under the lock: of two who publish, the second is told.
    difficulty = Difficulty.objects.select_for_update(no_key=True).get(pk=difficulty.pk)
    access.can_publish(by, difficulty).enforce()
    made = CommonAnswer(owner=difficulty.desk, difficulty=difficulty, plan=difficulty.plan)
    return _publish(made, question, answer, by)


@transaction.atomic
def write_answer(owner: Unit, question: str, answer: str, *, by: AbstractBaseUser) -> CommonAnswer:
    """A question that nobody had to raise first."""
    access.can_write_answers(by, owner).enforce()
    return _publish(CommonAnswer(owner=owner), question, answer, by)


@transaction.atomic
def edit_answer(
    row: CommonAnswer, question: str, answer: str, mark: str, *, by: AbstractBaseUser
) -> CommonAnswer:
    """Change the words; what was withdrawn stands published again.

    ``mark``: ``mark_of_answer`` of what the form showed. Raises WrongState where it has changed since.
    """
    access.can_write_answers(by, row.owner).enforce()
    fresh = CommonAnswer.objects.select_for_update(no_key=True).get(pk=row.pk)
    if mark_of_answer(fresh) != mark:
        raise WrongState(_("Câu này vừa được người khác sửa hoặc gỡ. Hãy mở lại trang."))
    before = _said(row)
    row.question, row.answer, row.withdrawn_at = question.strip(), answer.strip(), None
    clean(row)
    row.save()
    record(row, "plans.answer_edited", by=by, before=before, after=_said(row))
    return row


@transaction.atomic
def withdraw_answer(row: CommonAnswer, *, by: AbstractBaseUser) -> CommonAnswer:
    access.can_write_answers(by, row.owner).enforce()
    standing = CommonAnswer.objects.filter(pk=row.pk, withdrawn_at=None)
    row.withdrawn_at = timezone.now()
    if not standing.update(withdrawn_at=row.withdrawn_at):
        raise WrongState(_("Câu hỏi này đã gỡ. Hãy tải lại trang."))
    record(row, "plans.answer_withdrawn", by=by)
    return row


def _publish(row: CommonAnswer, question: str, answer: str, by: AbstractBaseUser) -> CommonAnswer:
    row.question, row.answer = question.strip(), answer.strip()
    row.published_by_id, row.published_at = by.pk, timezone.now()
    clean(row)
    row.save()
    record(row, "plans.answer_published", by=by, after=_said(row))
    return row


def mark_of_answer(row: CommonAnswer) -> str:
    return mark_of({**_said(row), "withdrawn": row.withdrawn_at is not None})


def _said(row: CommonAnswer) -> dict[str, str]:
    return {"question": row.question, "answer": row.answer}
