"""Questions of a bank: written, written anew as a further version, taken out, brought from Excel."""

from collections.abc import Sequence

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.literacy.access.common import can_keep
from phongtrao.literacy.grading import Said, faults
from phongtrao.literacy.models import Question, QuestionBank, QuestionVersion
from phongtrao.literacy.services.frameworks import freeze


@transaction.atomic
def save_bank(bank: QuestionBank, *, by: AbstractBaseUser) -> QuestionBank:
    """A new bank, or another name of one; its framework stays once it has questions."""
    can_keep(by, bank.owner).enforce()
    is_new = bank.pk is None
    if not is_new:
        before = QuestionBank.objects.get(pk=bank.pk)
        if before.version_id != bank.version_id and bank.questions.exists():
            raise WrongState(
                _("Ngân hàng đã có câu hỏi nên không đổi khung được. Hãy lập ngân hàng mới.")
            )
    bank.full_clean()
    bank.save()
    freeze(bank.version)
    deed = "literacy.bank_added" if is_new else "literacy.bank_changed"
    record(bank, deed, by=by, after={"title": bank.title})
    return bank


@transaction.atomic
def add_question(bank: QuestionBank, said: Said, *, by: AbstractBaseUser) -> Question:
    """BadInput with every fault; a question without a right answer is one."""
    can_keep(by, bank.owner).enforce()
    _refuse(said)
    question = _append(bank, said, by)
    record(bank, "literacy.question_added", by=by, place=question.place)
    return question


@transaction.atomic
def rewrite_question(question: Question, said: Said, *, by: AbstractBaseUser) -> QuestionVersion:
    """A further version; who was asked the old one keeps it as it was."""
    can_keep(by, question.bank.owner).enforce()
    _refuse(said)
    Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    last = question.versions.get(is_current=True)
    if last.said() == said:
        return last
    question.versions.filter(is_current=True).update(is_current=False)
    version = _version(question, last.number + 1, said, by)
    record(question.bank, "literacy.question_rewritten", by=by, place=question.place)
    return version


@transaction.atomic
def take_question_out(question: Question, *, by: AbstractBaseUser) -> None:
    can_keep(by, question.bank.owner).enforce()
    rows = Question.objects.filter(pk=question.pk, out_since=None)
    if not rows.update(out_since=timezone.now()):
        raise WrongState(_("Câu hỏi này đã thôi dùng."))
    record(question.bank, "literacy.question_out", by=by, place=question.place)


@transaction.atomic
def take_question_back(question: Question, *, by: AbstractBaseUser) -> None:
    can_keep(by, question.bank.owner).enforce()
    rows = Question.objects.filter(pk=question.pk, out_since__isnull=False)
    if not rows.update(out_since=None):
        raise WrongState(_("Câu hỏi này đang được dùng."))
    record(question.bank, "literacy.question_back", by=by, place=question.place)


@transaction.atomic
def import_questions(bank: QuestionBank, rows: Sequence[Said], *, by: AbstractBaseUser) -> int:
    """All or nothing. Questions the bank has word for word are left as they are; answers how many are new."""
    can_keep(by, bank.owner).enforce()
    QuestionBank.objects.select_for_update(of=("self",)).get(pk=bank.pk)
    known = set(current_texts(bank))
    new = [said for said in rows if said.text not in known]
    for said in new:
        _refuse(said)
        _append(bank, said, by)
    if new:
        record(bank, "literacy.questions_imported", by=by, count=len(new))
    return len(new)


def current_texts(bank: QuestionBank) -> list[str]:
    rows = QuestionVersion.objects.filter(question__bank=bank, is_current=True)
    return list(rows.values_list("text", flat=True))


# ------------------------------------------------------------------ pieces


def _refuse(said: Said) -> None:
    if wrong := faults(said):
        raise BadInput(" ".join(str(one) for one in wrong))


def _append(bank: QuestionBank, said: Said, by: AbstractBaseUser) -> Question:
    QuestionBank.objects.select_for_update(of=("self",)).get(pk=bank.pk)
    last = bank.questions.aggregate(last=Max("place"))["last"] or 0
    question = Question.objects.create(bank=bank, place=last + 1)
    _version(question, 1, said, by)
    return question


def _version(question: Question, number: int, said: Said, by: AbstractBaseUser) -> QuestionVersion:
    competences = question.bank.version.competences
    row = QuestionVersion(
        question=question,
        number=number,
        kind=said.kind,
        text=said.text,
        options=[{"text": one.text, "right": one.right} for one in said.options],
        explanation=said.explanation,
        competence=competences.filter(code=said.code).first() if said.code else None,
        made_by_id=by.pk,
    )
    row.full_clean()
    row.save()
    return row
