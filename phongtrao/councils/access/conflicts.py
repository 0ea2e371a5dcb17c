"""Who reads, notes and denies conflicts of interest: whoever runs the council, as far as they see the case."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.councils.access.councils import (
    can_run,
    can_set_up,
    get_visible_case,
    seats_of,
    visible_cases,
)
from phongtrao.councils.models import Case, Conflict
from phongtrao.lib.answers import Answer, no


def can_pin(user: AbstractBaseUser, case: Case) -> Answer:
    if not visible_cases(user).filter(pk=case.pk).exists():
        return no(_("Bạn không tham gia xét hồ sơ này."))
    return can_run(user, case.council)


def can_deny(user: AbstractBaseUser, conflict: Conflict) -> Answer:
    """Whoever sets the council up; never whom it is about, nor anybody else with a conflict in the case."""
    case = conflict.case
    if (
        not visible_cases(user).filter(pk=case.pk).exists()
        or conflict.member.person.user_id == user.pk
    ):
        return no(_("Người có xung đột lợi ích không tự cho mình tham gia xét."))
    if case.status not in Case.Status.waiting:
        return no(_("Hồ sơ đã xét xong hoặc đã rút."))
    return can_set_up(user, case.council.unit)


def visible_conflicts(user: AbstractBaseUser, case: Case) -> QuerySet[Conflict]:
    """Of a case one sees; to members it is said who keeps away, the reason only to who runs the council."""
    rows = case.conflicts.select_related("member__person", "set_by")
    return rows if visible_cases(user).filter(pk=case.pk).exists() else rows.none()


def get_conflict(user: AbstractBaseUser, pk: int) -> Conflict:
    """For the deeds of who sets the council up: 404 for all others."""
    rows = Conflict.objects.filter(case__in=visible_cases(user).values("pk"))
    rows = rows.select_related("case__council__unit", "member__person")
    conflict = get_object_or_404(rows, pk=pk)
    if not can_set_up(user, conflict.case.council.unit):
        raise Http404
    return conflict


def get_case_to_pin(user: AbstractBaseUser, pk: int) -> Case:
    """For the page of who runs the council."""
    case = get_visible_case(user, pk)
    if not can_run(user, case.council):
        raise Http404
    return case


def get_case_to_declare(user: AbstractBaseUser, pk: int) -> Case:
    """For the page of members: of others nobody asks."""
    case = get_visible_case(user, pk)
    if not seats_of(user).filter(council=case.council_id).exists():
        raise Http404
    return case
