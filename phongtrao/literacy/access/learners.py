"""Results of named learners: seen by whoever sees the name, written where the consent is, confirmed by the head."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.literacy.models import LearnerResult
from phongtrao.orgs.access import can_keep_learner, visible_learners
from phongtrao.orgs.scope import has_role, holds_at

NAMES = (Role.HEAD, Role.FOCAL, Role.OFFICE)


def reads_learner_results(user: AbstractBaseUser) -> bool:
    return has_role(user, *NAMES)


def visible_learner_results(user: AbstractBaseUser) -> QuerySet[LearnerResult]:
    """As ``orgs`` says of the names: the school's own head and focal persons, and offices above it."""
    known = visible_learners(user).order_by().values("pk")
    rows = LearnerResult.objects.filter(learner__in=known)
    return rows.select_related("learner__unit", "version__framework")


def get_learner_result(user: AbstractBaseUser, pk: int) -> LearnerResult:
    return get_object_or_404(visible_learner_results(user), pk=pk)


def can_confirm(user: AbstractBaseUser, result: LearnerResult) -> Answer:
    if holds_at(user, result.learner.unit, Role.HEAD):
        return YES
    words = _("Chỉ thủ trưởng của %(unit)s xác nhận được kết quả của người học.")
    return no(words % {"unit": result.learner.unit})


def can_drop(user: AbstractBaseUser, result: LearnerResult) -> Answer:
    """Whoever writes it; once confirmed, who confirms."""
    if result.confirmed_on is None:
        return can_keep_learner(user, result.learner.unit)
    return can_confirm(user, result)
