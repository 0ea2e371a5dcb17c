"""Who begins a unit's plan from one above, and who asks units for theirs and sees how far they are.

A draft is its unit's own (``access.plans``): of it the office above learns that it is being written, and
nothing of what it says.
"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import at_units
from phongtrao.plans.access.plans import (
    WRITERS,
    can_edit,
    owners_for,
    visible_plans,
    writes_plan,
)
from phongtrao.plans.models import Plan, PlanTarget
from phongtrao.plans.queries.cascade import issuable_units


def beginning_units(user: AbstractBaseUser, above: Plan) -> QuerySet[Unit]:
    """Units below the plan's owner for which the user writes plans."""
    below = issuable_units(above.owner).values("pk")
    return owners_for(user).filter(pk__in=below)


def acting_units(user: AbstractBaseUser) -> QuerySet[Unit]:
    """Units whose own plans the user owes to those above."""
    return Unit.objects.standing().with_account().filter(at_units(user, WRITERS))


def can_begin_from(user: AbstractBaseUser, above: Plan) -> Answer:
    """Write a plan that carries ``above`` out, for a unit below its owner."""
    is_plan = above.orders_of is None and above.amends_id is None
    if above.status != Plan.Status.PUBLISHED or not is_plan:
        return no(_("Chỉ soạn kế hoạch của đơn vị từ kế hoạch cấp trên đang thực hiện."))
    if not beginning_units(user, above).exists():
        return no(_("Bạn không phụ trách kế hoạch của đơn vị nào bên dưới nơi ban hành."))
    return YES


def can_call(user: AbstractBaseUser, plan: Plan) -> Answer:
    """Say which units issue plans of their own and by when, and urge those that have not."""
    if not writes_plan(user, plan):
        return no(_("Chỉ văn phòng của đơn vị ban hành được yêu cầu kế hoạch của các đơn vị."))
    if plan.status != Plan.Status.PUBLISHED or plan.orders_of is not None:
        return no(_("Chỉ yêu cầu được khi kế hoạch đang thực hiện."))
    return YES


def can_take_targets(user: AbstractBaseUser, plan: Plan) -> Answer:
    """Targets are words of the plan: written while it is a draft."""
    return can_edit(user, plan)


def get_target(user: AbstractBaseUser, pk: int) -> PlanTarget:
    """A target is seen with its plan."""
    rows = PlanTarget.objects.select_related("plan__owner")
    try:
        return rows.get(pk=pk, plan__in=visible_plans(user).values("pk"))
    except PlanTarget.DoesNotExist:
        raise Http404 from None
