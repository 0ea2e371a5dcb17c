"""Open work of plans that is in one person's hands at a unit."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from phongtrao.orgs.duties import Duty, register
from phongtrao.orgs.models import Unit
from phongtrao.plans.models import Consultation, HandOver, Plan, Task


def plug_duties() -> None:
    register(Duty("plans.handover", _("phần việc được giao"), open_parts, field="user"))
    register(Duty("plans.consultation", _("ý kiến được hỏi"), open_questions, field="user"))
    register(Duty("plans.task", _("nhiệm vụ phụ trách"), tasks_in_charge, field="in_charge"))


def open_parts(user: AbstractBaseUser, unit: Unit) -> QuerySet[HandOver]:
    """Parts of the unit's work that were handed to the person and are not done."""
    rows = HandOver.objects.exclude(status=HandOver.Status.DONE)
    return rows.filter(user=user.pk, assignment__unit=unit).select_related(
        "assignment__task", "user", "room"
    )


def open_questions(user: AbstractBaseUser, unit: Unit) -> QuerySet[Consultation]:
    """Opinions asked of the person about work of the unit or plans it issued."""
    here = Q(assignment__unit=unit) | Q(task__plan__owner=unit)
    return Consultation.objects.filter(here, user=user.pk, given_at=None)


def tasks_in_charge(user: AbstractBaseUser, unit: Unit) -> QuerySet[Task]:
    """Tasks of the unit's plans in force or being drafted that the person looks after as a leader."""
    rows = Task.objects.exclude(plan__status=Plan.Status.CLOSED)
    return rows.filter(in_charge=user.pk, plan__owner=unit)
