"""What goes on with the heir when a unit ends: work that is not done, plans and movements in life."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from phongtrao.orgs.reorganisation import Carrier, register
from phongtrao.plans.models import Assignment, Movement, Plan


def plug_reorganisation() -> None:
    register(Carrier("plans.assignment.unit", _("việc đang làm"), open_work, same=("task",)))
    register(Carrier("plans.plan.owner", _("kế hoạch chưa kết thúc"), living_plans, field="owner"))
    register(
        Carrier("plans.movement.owner", _("phong trào chưa kết thúc"), living_movements, "owner")
    )


def open_work() -> QuerySet[Assignment]:
    """Not done, in plans in force; what was declined is over."""
    in_force = Assignment.objects.filter(task__plan__status=Plan.Status.PUBLISHED, done_on=None)
    return in_force.exclude(status=Assignment.Status.DECLINED)


def living_plans() -> QuerySet[Plan]:
    """The plan that holds a unit's orders from incoming papers stays: the heir has one of its own."""
    return Plan.objects.exclude(status=Plan.Status.CLOSED).filter(orders_of=None)


def living_movements() -> QuerySet[Movement]:
    return Movement.objects.exclude(status=Movement.Status.CLOSED)
