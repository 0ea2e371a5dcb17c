"""“Câu hỏi nên hỏi tác giả”: a council asks instead of guessing who or what wrote a text."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.councils.access.councils import can_run
from phongtrao.councils.access.dossiers import reads_dossier
from phongtrao.councils.models import Case
from phongtrao.initiatives.access.initiatives import is_author
from phongtrao.initiatives.models import Initiative, Question
from phongtrao.initiatives.services.telling import tell_authors
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState


@transaction.atomic
def ask_question(initiative: Initiative, words: str, *, by: AbstractBaseUser) -> Question:
    """Whoever reads the dossier asks. Authors learn the question, never who asked: the line of history is
    the case's.
    """
    case = _waiting_case(initiative)
    if not reads_dossier(by, case):
        raise NotAllowed(_("Bạn không tham gia xét hồ sơ này."))
    if not words.strip():
        raise BadInput(_("Hãy ghi câu hỏi."))
    question = Question.objects.create(
        initiative=initiative, words=words.strip(), asked_by_id=by.pk
    )
    record(case, "initiatives.question_asked", by=by)
    with office_language():
        said = _("Hội đồng có câu hỏi về sáng kiến “%s”. Mở ra để trả lời.")
    tell_authors(initiative, said, f"question:{question.pk}")
    return question


@transaction.atomic
def answer_question(question: Question, words: str, *, by: AbstractBaseUser) -> Question:
    """By an author; or written down by who runs the council, as it was answered at the sitting.

    Once: what the council has read is not rewritten.
    """
    case = _waiting_case(question.initiative)
    at_sitting = bool(can_run(by, case.council)) and reads_dossier(by, case)
    if not (at_sitting or is_author(by, question.initiative)):
        raise NotAllowed(_("Chỉ tác giả trả lời, hoặc thư ký ghi câu trả lời tại phiên họp."))
    if not words.strip():
        raise BadInput(_("Hãy ghi câu trả lời."))
    answer = {"answer": words.strip(), "answered_by": by.pk, "answered_at": timezone.now()}
    if not Question.objects.filter(pk=question.pk, answer="").update(**answer):
        raise WrongState(_("Câu hỏi này đã được trả lời. Hãy tải lại trang."))
    question.refresh_from_db()
    record(question.initiative, "initiatives.question_answered", by=by)
    return question


def _waiting_case(initiative: Initiative) -> Case:
    case = initiative.case
    if case is None or case.status not in Case.Status.waiting:
        raise WrongState(_("Sáng kiến không chờ hội đồng xét nên không hỏi, không trả lời nữa."))
    return case
