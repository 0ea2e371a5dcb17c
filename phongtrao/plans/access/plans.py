"""Who sees a plan, and who may write, publish, cascade and close it. Deny by default.

A draft belongs to the unit that drafts it. A published plan is seen by those who read the owner's
records and by those whose unit has work of it; numbers shown to the latter count only the units
within their own scope. The orders of a unit's incoming papers are the unit's own list (decision 8).
"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import (
    OVERSEES,
    at_units,
    grants_of,
    holds_over,
    read_units,
    unit_condition,
)
from phongtrao.plans.access.movements import READERS, WRITES, drafted_by, drafts_for
from phongtrao.plans.access.orders import within_orders
from phongtrao.plans.models import Assignment, Plan

S = Plan.Status


def visible_plans(user: AbstractBaseUser) -> QuerySet[Plan]:
    """Drafts of one's own unit, and what is issued and read."""
    issued = read_units(user, "owner__") | Q(pk__in=_plans_at_work(user))
    seen = drafted_by(user, "owner__") | (issued & ~Q(status=S.DRAFT))
    return Plan.objects.filter(seen, within_orders(user)).select_related("owner")


def get_visible(user: AbstractBaseUser, pk: int) -> Plan:
    rows = visible_plans(user).select_related("parent", "document")
    try:
        return rows.get(pk=pk)
    except Plan.DoesNotExist:
        raise Http404 from None


def sees_all_units(user: AbstractBaseUser, plan: Plan) -> bool:
    return holds_over(user, plan.owner, *OVERSEES)


def scope_of(user: AbstractBaseUser, plan: Plan) -> Q:
    """Assignments of the plan that may be counted for this user. For a queryset of assignments."""
    if sees_all_units(user, plan):
        return Q()
    return _assigned_within(user)


def countable(user: AbstractBaseUser) -> Q:
    """``scope_of`` for the assignments of many plans at once."""
    own = unit_condition(grants_of(user, OVERSEES), "task__plan__owner__")
    return own | _assigned_within(user)


def can_create(user: AbstractBaseUser, owner: Unit) -> Answer:
    if not drafts_for(user, owner):
        return no(_("Bạn không phụ trách kế hoạch của %(unit)s.") % {"unit": owner})
    return YES


def can_edit(user: AbstractBaseUser, plan: Plan) -> Answer:
    """Tasks are written while the plan is a draft; issued, its words stand."""
    if not writes_plan(user, plan):
        return no(_("Chỉ văn phòng của đơn vị ban hành được sửa kế hoạch."))
    if plan.status != S.DRAFT:
        return no(
            _(
                "Kế hoạch đã ban hành nên không sửa được. "
                "Khi văn bản thay đổi, hãy kết thúc kế hoạch này và soạn kế hoạch mới."
            )
        )
    return YES


def can_place(user: AbstractBaseUser, plan: Plan) -> Answer:
    """Hang tasks on contents and on tasks above: changes no word, so it stays open once issued."""
    if not writes_plan(user, plan):
        return no(_("Chỉ văn phòng của đơn vị ban hành được gắn nhiệm vụ vào nội dung thi đua."))
    if plan.status == S.CLOSED:
        return no(_("Kế hoạch đã kết thúc nên các nhiệm vụ giữ nguyên chỗ."))
    return YES


def can_publish(user: AbstractBaseUser, plan: Plan) -> Answer:
    if not writes_plan(user, plan):
        return no(_("Chỉ văn phòng của đơn vị ban hành được ban hành kế hoạch."))
    return YES


def can_close(user: AbstractBaseUser, plan: Plan) -> Answer:
    if not holds_over(user, plan.owner, WRITES):
        return no(_("Chỉ văn phòng của đơn vị ban hành được kết thúc kế hoạch."))
    return YES


def can_issue(user: AbstractBaseUser, plan: Plan) -> Answer:
    """Give tasks of the plan to units."""
    if not holds_over(user, plan.owner, WRITES):
        return no(_("Chỉ văn phòng của đơn vị ban hành được giao nhiệm vụ của kế hoạch."))
    if plan.status != S.PUBLISHED:
        return no(_("Chỉ giao được nhiệm vụ của kế hoạch đang thực hiện. Hãy ban hành trước."))
    return YES


def writes_plan(user: AbstractBaseUser, plan: Plan) -> bool:
    """A draft is its own unit's to write; what is issued, also the office's over it."""
    if plan.status == S.DRAFT:
        return drafts_for(user, plan.owner)
    return holds_over(user, plan.owner, WRITES)


def _plans_at_work(user: AbstractBaseUser) -> QuerySet[Assignment, int]:
    within = Assignment.objects.filter(_assigned_within(user))
    return within.values_list("task__plan_id", flat=True)


def _assigned_within(user: AbstractBaseUser) -> Q:
    """Work at the very units of the grants; heads of communes read the schools below as well."""
    below = unit_condition(grants_of(user, frozenset({Role.HEAD})), "unit__")
    return at_units(user, READERS, "unit__") | below
