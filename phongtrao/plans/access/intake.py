"""Who sees a plan being taken in, and who may review and publish it. Deny by default.

An intake is the workshop of one office: that of its very unit works in it, the unit's leaders read it,
for everybody else it does not exist.
"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.documents.models import StoredFile
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import at_offices, has_role, holds_at_office
from phongtrao.plans.access.movements import DRAFT_READERS, WRITES
from phongtrao.plans.models import Intake, IntakeFact

S = Intake.Status


def visible_intakes(user: AbstractBaseUser) -> QuerySet[Intake]:
    seen = at_offices(user, DRAFT_READERS, "unit__")
    return Intake.objects.filter(seen).select_related("unit", "file", "plan", "uploaded_by", "work")


def get_visible(user: AbstractBaseUser, pk: int) -> Intake:
    """Outside your scope it does not exist: 404, never 403."""
    try:
        return visible_intakes(user).get(pk=pk)
    except Intake.DoesNotExist:
        raise Http404 from None


def get_visible_fact(user: AbstractBaseUser, pk: int) -> IntakeFact:
    rows = IntakeFact.objects.filter(intake__in=visible_intakes(user).values("pk"))
    try:
        return rows.select_related("intake__unit", "intake__file").get(pk=pk)
    except IntakeFact.DoesNotExist:
        raise Http404 from None


def sees_file(user: AbstractBaseUser, file: StoredFile) -> bool:
    """The file of an intake one sees."""
    return visible_intakes(user).filter(file=file).exists()


def reads_intakes(user: AbstractBaseUser) -> bool:
    """Whether there is any place for the user where plans are taken in."""
    return has_role(user, Role.OFFICE, Role.LEADER)


def can_take_in(user: AbstractBaseUser) -> Answer:
    """Somewhere at least; ``can_take_in_for`` asks about the very unit."""
    if not has_role(user, WRITES):
        return no(_("Chỉ văn phòng, thường trực phong trào được tiếp nhận kế hoạch."))
    return YES


def can_take_in_for(user: AbstractBaseUser, unit: Unit) -> Answer:
    if not holds_at_office(user, unit, WRITES):
        return no(_("Bạn không phụ trách kế hoạch của %(unit)s.") % {"unit": unit})
    return YES


def can_work_on(user: AbstractBaseUser, intake: Intake) -> Answer:
    """Whose workshop it is, whatever state the intake is in."""
    return _is_office(user, intake)


def can_review(user: AbstractBaseUser, intake: Intake) -> Answer:
    """Accept, edit, split, join, drop and add; and publish in the end."""
    if not (answer := _is_office(user, intake)):
        return answer
    if intake.status != S.REVIEW:
        return no(_("Bản tiếp nhận không còn chờ soát. Hãy tải lại trang."))
    return YES


def can_reread(user: AbstractBaseUser, intake: Intake) -> Answer:
    if not (answer := _is_office(user, intake)):
        return answer
    if intake.status not in (S.REVIEW, S.FAILED):
        return no(_("Chỉ đọc lại được bản đang chờ soát hoặc bản không đọc được."))
    return YES


def can_drop(user: AbstractBaseUser, intake: Intake) -> Answer:
    if not (answer := _is_office(user, intake)):
        return answer
    if intake.status in (S.PUBLISHED, S.DROPPED):
        return no(_("Bản tiếp nhận đã ban hành hoặc đã bỏ."))
    return YES


def _is_office(user: AbstractBaseUser, intake: Intake) -> Answer:
    if not holds_at_office(user, intake.unit, WRITES):
        return no(_("Chỉ văn phòng của đơn vị tiếp nhận được làm việc này."))
    return YES
