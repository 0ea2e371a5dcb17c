"""A test is prepared, opened and closed. Once somebody took it, its rules stay."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.workflow import Transitions, move
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.literacy.access.common import can_keep
from phongtrao.literacy.models import Attempt, QuestionVersion, Quiz

S = Quiz.Status
TRANSITIONS: Transitions[Quiz.Status] = {
    S.DRAFT: frozenset({S.OPEN}),
    S.OPEN: frozenset({S.CLOSED}),
    S.CLOSED: frozenset({S.OPEN}),
}


@transaction.atomic
def save_quiz(quiz: Quiz, *, by: AbstractBaseUser) -> Quiz:
    can_keep(by, quiz.bank.owner).enforce()
    is_new = quiz.pk is None
    if not is_new:
        quiz.status = _changeable(quiz)
    if not quiz.group.is_named:
        raise BadInput(
            _("Nhóm này chỉ tính số lượng, không làm bài theo tên. Hãy chọn nhóm theo tên.")
        )
    quiz.full_clean()
    quiz.save()
    deed = "literacy.quiz_added" if is_new else "literacy.quiz_changed"
    record(quiz, deed, by=by, after={"title": quiz.title})
    return quiz


def _changeable(quiz: Quiz) -> str:
    """The status it has now, held: nobody opens it or begins it while it is written."""
    status: str = Quiz.objects.select_for_update(of=("self",)).get(pk=quiz.pk).status
    if Attempt.objects.filter(quiz=quiz).exists():
        raise WrongState(
            _("Đã có người làm bài này nên không sửa được. Hãy đóng lại và lập bài mới.")
        )
    if status == S.OPEN:
        raise WrongState(_("Bài đang mở nên không sửa được. Hãy đóng bài rồi sửa."))
    return status


@transaction.atomic
def open_quiz(quiz: Quiz, *, by: AbstractBaseUser) -> Quiz:
    can_keep(by, quiz.bank.owner).enforce()
    stock = QuestionVersion.objects.in_use().filter(question__bank=quiz.bank).count()
    if stock < quiz.count:
        wrong = _(
            "Ngân hàng mới có %(stock)s câu, bài cần %(count)s câu. Hãy thêm câu hỏi hoặc bớt số câu."
        )
        raise WrongState(wrong % {"stock": stock, "count": quiz.count})
    move(quiz, S.OPEN, TRANSITIONS)
    record(quiz, "literacy.quiz_opened", by=by)
    return quiz


@transaction.atomic
def close_quiz(quiz: Quiz, *, by: AbstractBaseUser) -> Quiz:
    """Nobody begins any more; who is in it finishes."""
    can_keep(by, quiz.bank.owner).enforce()
    move(quiz, S.CLOSED, TRANSITIONS)
    record(quiz, "literacy.quiz_closed", by=by)
    return quiz
