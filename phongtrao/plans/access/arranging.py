"""Who arranges what stands beside the words of a plan: leaders in charge, programmes, guidance, money.

Changes no word of the paper, so it stays open once the plan is issued.
"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.scope import (
    ACTS_FOR_UNIT,
    OVERSEES,
    at_units,
    grants_of,
    unit_condition,
)
from phongtrao.plans.access.plans import visible_plans, writes_plan
from phongtrao.plans.access.tasks import visible_tasks
from phongtrao.plans.models import BudgetLine, Plan, Task


def can_arrange(user: AbstractBaseUser, plan: Plan) -> Answer:
    if not writes_plan(user, plan):
        return no(_("Chỉ văn phòng của đơn vị ban hành được sắp xếp việc này."))
    if plan.status == Plan.Status.CLOSED:
        return no(_("Kế hoạch đã kết thúc nên không sửa được nữa."))
    return YES


def can_arrange_task(user: AbstractBaseUser, task: Task) -> Answer:
    if task.local_to_id:
        return no(_("Nhiệm vụ riêng do đơn vị tự sắp xếp."))
    return can_arrange(user, task.plan)


def block_of(user: AbstractBaseUser) -> QuerySet[Task]:
    """Tasks of running plans the user is in charge of; none once the role of leader has ended."""
    rows = visible_tasks(user).filter(
        in_charge=user.pk, local_to=None, ended_in=None, merged_into=None
    )
    return rows.filter(plan__status=Plan.Status.PUBLISHED)


def overseen_plans(user: AbstractBaseUser) -> QuerySet[Plan]:
    """Plans under one's grants of office, leader or inspector; drafts as far as one sees them."""
    over = unit_condition(grants_of(user, OVERSEES), "owner__")
    return visible_plans(user).filter(over)


def visible_budget(user: AbstractBaseUser) -> QuerySet[BudgetLine]:
    """Money is for those who oversee the plan, and for the unit that pays."""
    paying = at_units(user, ACTS_FOR_UNIT, "payer_unit__")
    issued = ~Q(task__plan__status=Plan.Status.DRAFT)
    overseen = Q(task__plan__in=overseen_plans(user).values("pk"))
    rows = BudgetLine.objects.filter(overseen | (paying & issued))
    return rows.select_related("task__plan__owner", "payer_unit")


def get_budget_line(user: AbstractBaseUser, pk: int) -> BudgetLine:
    try:
        return visible_budget(user).get(pk=pk)
    except BudgetLine.DoesNotExist:
        raise Http404 from None
