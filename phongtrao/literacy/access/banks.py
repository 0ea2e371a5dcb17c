"""Banks are read by who keeps them and by nobody else: whoever sees a question there sees its answer."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.lib.answers import YES, Answer, no
from phongtrao.literacy.access.common import KEEPS, units_above
from phongtrao.literacy.models import Attempt, Question, QuestionBank, Quiz
from phongtrao.orgs.models import Person
from phongtrao.orgs.scope import at_offices


def visible_banks(user: AbstractBaseUser) -> QuerySet[QuestionBank]:
    rows = QuestionBank.objects.filter(at_offices(user, KEEPS, "owner__"))
    return rows.select_related("owner", "version__framework")


def get_bank(user: AbstractBaseUser, pk: int) -> QuestionBank:
    return get_object_or_404(visible_banks(user), pk=pk)


def get_question(user: AbstractBaseUser, pk: int) -> Question:
    rows = Question.objects.filter(bank__in=visible_banks(user))
    return get_object_or_404(rows.select_related("bank__owner", "bank__version"), pk=pk)


def kept_quizzes(user: AbstractBaseUser) -> QuerySet[Quiz]:
    """With what a keeper is told of them."""
    rows = Quiz.objects.filter(bank__in=visible_banks(user))
    return rows.select_related("bank__owner", "bank__version__framework", "group")


def get_kept_quiz(user: AbstractBaseUser, pk: int) -> Quiz:
    return get_object_or_404(kept_quizzes(user), pk=pk)


def offered_quizzes(user: AbstractBaseUser) -> QuerySet[Quiz]:
    """Open ones of the own unit and those above: what one may take."""
    rows = Quiz.objects.filter(status=Quiz.Status.OPEN, bank__owner__in=units_above(user))
    return rows.select_related("bank__owner", "bank__version__framework", "group")


def get_offered_quiz(user: AbstractBaseUser, pk: int) -> Quiz:
    return get_object_or_404(offered_quizzes(user), pk=pk)


def own_attempts(user: AbstractBaseUser) -> QuerySet[Attempt]:
    rows = Attempt.objects.filter(person__user=user.pk)
    return rows.select_related("quiz__bank__version__framework", "quiz__group", "person", "unit")


def get_own_attempt(user: AbstractBaseUser, pk: int) -> Attempt:
    return get_object_or_404(own_attempts(user), pk=pk)


def can_take(person: Person | None, quiz: Quiz) -> Answer:
    """Whether this person may begin at all; how often and when is asked of the attempts."""
    if person is None:
        return no(
            _("Tài khoản chưa gắn với hồ sơ một người. Hãy nhờ người quản trị của đơn vị gắn giúp.")
        )
    if quiz.status != Quiz.Status.OPEN:
        return no(_("Bài kiểm tra chưa mở hoặc đã đóng."))
    if not quiz.group.is_named:
        return no(_("Bài này dành cho nhóm chỉ tính số lượng, không làm theo tên."))
    return YES
