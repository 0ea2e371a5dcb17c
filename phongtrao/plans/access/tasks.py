"""Tasks are seen with their plan; a unit's own task only with the unit."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from phongtrao.lib.answers import Answer, no
from phongtrao.orgs.scope import read_units
from phongtrao.plans.access import plans
from phongtrao.plans.access.amending import can_amend
from phongtrao.plans.access.orders import tasks_within_orders
from phongtrao.plans.models import Task


def visible_tasks(user: AbstractBaseUser) -> QuerySet[Task]:
    local = read_units(user, "local_to__")
    return Task.objects.filter(
        Q(local_to=None) | local,
        tasks_within_orders(user),
        plan__in=plans.visible_plans(user).values("pk"),
    ).select_related("plan__owner", "phase", "content")


def drafted_tasks(user: AbstractBaseUser) -> QuerySet[Task]:
    """Of plans of units whose drafts the user reads."""
    return Task.objects.filter(plan__in=plans.drafted_plans(user).values("pk"))


def get_visible(user: AbstractBaseUser, pk: int) -> Task:
    try:
        return visible_tasks(user).get(pk=pk)
    except Task.DoesNotExist:
        raise Http404 from None


def can_edit(user: AbstractBaseUser, task: Task) -> Answer:
    if task.local_to_id:
        return no(_("Nhiệm vụ riêng do đơn vị tự sửa."))
    return plans.can_edit(user, task.plan)


def can_place(user: AbstractBaseUser, task: Task) -> Answer:
    if task.local_to_id:
        return no(_("Nhiệm vụ riêng của đơn vị không gắn vào nội dung của kế hoạch."))
    return plans.can_place(user, task.plan)


def can_merge(user: AbstractBaseUser, task: Task) -> Answer:
    """Into another task of the plan in force: it changes the plan's words, as an amendment does."""
    if task.local_to_id:
        return no(_("Nhiệm vụ riêng của đơn vị không gộp vào nhiệm vụ của kế hoạch."))
    if not task.is_standing:
        return no(_("Nhiệm vụ này đã gộp hoặc không còn trong kế hoạch."))
    return can_amend(user, task.plan)
