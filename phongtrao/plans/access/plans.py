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
from phongtrao.documents.access import can_draft
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import (
    ACTS_FOR_UNIT,
    OVERSEES,
    at_units,
    grants_of,
    has_role,
    holds_over,
    read_units,
    unit_condition,
)
from phongtrao.plans.access.movements import READERS, WRITES, drafted_by, drafts_for
from phongtrao.plans.access.orders import within_orders
from phongtrao.plans.models import Assignment, Plan
from phongtrao.plans.queries.plan_papers import is_on_its_way

S = Plan.Status
WRITERS = ACTS_FOR_UNIT | {WRITES}


def visible_plans(user: AbstractBaseUser) -> QuerySet[Plan]:
    """Drafts of one's own unit, and what is issued and read."""
    issued = read_units(user, "owner__") | Q(pk__in=_plans_at_work(user))
    seen = drafted_by(user, "owner__") | (issued & ~Q(status=S.DRAFT))
    return Plan.objects.filter(seen, within_orders(user)).select_related("owner")


def drafted_plans(user: AbstractBaseUser) -> QuerySet[Plan]:
    """Plans of which the user is told how they were drafted, whatever has become of them."""
    return Plan.objects.filter(drafted_by(user, "owner__"))


def get_visible(user: AbstractBaseUser, pk: int) -> Plan:
    rows = visible_plans(user).select_related("parent", "document", "paper", "amends__owner")
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


def can_begin(user: AbstractBaseUser) -> Answer:
    """Somewhere at least; ``can_create`` asks about the very unit."""
    if not has_role(user, *WRITERS):
        return no(_("Chỉ văn phòng, thủ trưởng hoặc đầu mối của đơn vị được soạn kế hoạch."))
    return YES


def owners_for(user: AbstractBaseUser) -> QuerySet[Unit]:
    """Units whose plans the user writes: those of the very grants."""
    return Unit.objects.standing().filter(at_units(user, WRITERS)).order_by("sort_key", "pk")


def copyable_plans(user: AbstractBaseUser) -> QuerySet[Plan]:
    """What a new plan may be copied from: any plan one sees but the list of a unit's incoming papers."""
    return visible_plans(user).filter(orders_of=None)


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
                "Khi văn bản thay đổi, hãy dùng “Sửa đổi, thay thế kế hoạch”."
            )
        )
    if is_on_its_way(plan):
        return no(
            _("Văn bản của kế hoạch đang trình ký hoặc đã duyệt. Hãy rút lại văn bản rồi sửa.")
        )
    return YES


def can_print(user: AbstractBaseUser, plan: Plan) -> Answer:
    """Write the paper by which the plan will be issued, or its next version. S0-53."""
    if not (answer := can_edit(user, plan)):
        return answer
    if plan.document_id:
        return no(_("Kế hoạch đã ghi số văn bản ban hành nên không lập văn bản khác."))
    return can_draft(user, plan.owner)


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
    if not writes_plan(user, plan):
        return no(_("Chỉ văn phòng của đơn vị ban hành được kết thúc kế hoạch."))
    return YES


def can_issue(user: AbstractBaseUser, plan: Plan) -> Answer:
    """Give tasks of the plan to units."""
    if not writes_plan(user, plan):
        return no(_("Chỉ văn phòng của đơn vị ban hành được giao nhiệm vụ của kế hoạch."))
    if plan.status != S.PUBLISHED:
        return no(_("Chỉ giao được nhiệm vụ của kế hoạch đang thực hiện. Hãy ban hành trước."))
    if plan.amends_id:
        return no(_("Bản sửa đổi không giao việc; nhiệm vụ mới được giao ở kế hoạch được sửa đổi."))
    return YES


def writes_plan(user: AbstractBaseUser, plan: Plan) -> bool:
    """A plan is its own unit's, draft or issued: the office above reads it and runs its own. No query."""
    return drafts_for(user, plan.owner)


def _plans_at_work(user: AbstractBaseUser) -> QuerySet[Assignment, int]:
    within = Assignment.objects.filter(_assigned_within(user))
    return within.values_list("task__plan_id", flat=True)


def _assigned_within(user: AbstractBaseUser) -> Q:
    """Work at the very units of the grants; heads of communes read the schools below as well."""
    below = unit_condition(grants_of(user, frozenset({Role.HEAD})), "unit__")
    return at_units(user, READERS, "unit__") | below
