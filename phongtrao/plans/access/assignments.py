"""Who sees a unit's work, and who may act on it. Deny by default.

The plan's side (office, leader, auditor over the plan's owner) sees every unit's work of it; a unit's
people see their own, and the head of a commune also what lies below on the line.
"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import (
    ACTS_FOR_UNIT,
    OVERSEES,
    at_units,
    grants_of,
    holds_at,
    holds_at_office,
    read_units,
    unit_condition,
)
from phongtrao.plans.access.movements import READERS
from phongtrao.plans.access.orders import work_within_orders
from phongtrao.plans.models import Assignment, Plan, Task
from phongtrao.plans.queries.issuers import is_office_at

S = Assignment.Status


def visible_assignments(user: AbstractBaseUser) -> QuerySet[Assignment]:
    """Work of published plans within the user's scope, with unit, task, plan and owner loaded."""
    seen = Assignment.objects.filter(_seen_by(user), work_within_orders(user))
    rows = seen.exclude(task__plan__status=Plan.Status.DRAFT)
    return rows.select_related("unit", "task__plan__owner")


def running_assignments(user: AbstractBaseUser) -> QuerySet[Assignment]:
    """The same of published plans, to be counted where there are very many.

    Scope as two sets asked once: joined to owner and unit, 120,000 rows take four times as long.
    """
    published = Plan.objects.filter(status=Plan.Status.PUBLISHED)
    overseen = published.filter(unit_condition(grants_of(user, OVERSEES), "owner__"))
    units = Unit.objects.filter(read_units(user))
    seen = Q(task__plan__in=overseen) | Q(unit__in=units)
    running = Q(task__plan__status=Plan.Status.PUBLISHED)
    return Assignment.objects.filter(seen, running, work_within_orders(user))


def running_parts(user: AbstractBaseUser, tasks: QuerySet[Task]) -> list[QuerySet[Assignment]]:
    """``running_assignments`` of these tasks, cut into pieces that share no row, to be counted together.

    Of a plan the user oversees every row is seen, so that its tasks decide: forty of them are asked,
    not 120,000 rows. The rest is asked row by row, and is little or nothing for whoever oversees all.
    """
    grants = grants_of(user, OVERSEES)
    if not grants:
        return [running_assignments(user).filter(task__in=tasks)]
    whole = tasks.filter(
        unit_condition(grants, "plan__owner__"),
        plan__status=Plan.Status.PUBLISHED,
        plan__orders_of=None,
    )
    # The other tasks by name, not “all rows but those”: where there are none, no row is read.
    others = tasks.exclude(pk__in=whole)
    rest = running_assignments(user).filter(task__in=others)
    return [Assignment.objects.filter(task__in=whole), rest]


def get_visible(user: AbstractBaseUser, pk: int) -> Assignment:
    """Outside your scope it does not exist: 404, never 403."""
    return _only(visible_assignments(user), pk)


def readable_units(user: AbstractBaseUser) -> Q:
    """Units whose work the user may read, as a condition on Unit."""
    return read_units(user)


def units_read(user: AbstractBaseUser) -> QuerySet[Unit]:
    return Unit.objects.filter(readable_units(user))


def units_within(user: AbstractBaseUser) -> QuerySet[Unit]:
    """The user's own units, in whatever role: what concerns nobody above them."""
    return Unit.objects.filter(at_units(user, READERS))


def led_units(user: AbstractBaseUser) -> QuerySet[Unit]:
    """Units whose work is the user's own to hand on."""
    return Unit.objects.filter(at_units(user, ACTS_FOR_UNIT))


def get_unit(user: AbstractBaseUser, pk: int) -> Unit:
    """A unit whose work the user may read."""
    try:
        return Unit.objects.filter(readable_units(user)).get(pk=pk)
    except Unit.DoesNotExist:
        raise Http404 from None


def units_acted_for(user: AbstractBaseUser) -> list[int]:
    """The units whose work is the user's own to answer and report."""
    return [grant.unit_id for grant in grants_of(user, ACTS_FOR_UNIT)]


def acts_for(user: AbstractBaseUser, unit: Unit) -> bool:
    return holds_at(user, unit, *ACTS_FOR_UNIT)


def is_office_of(user: AbstractBaseUser, plan: Plan) -> bool:
    """Who judges, answers and urges the work of a plan: its issuer's own office. No query."""
    return is_office_at(user, plan.owner)


# ------------------------------------------------------------------ the unit's answer


def can_accept(user: AbstractBaseUser, assignment: Assignment) -> Answer:
    if not (answer := _is_units_own(user, assignment)):
        return answer
    if assignment.status not in (S.SENT, S.DECLINED):
        return no(_("Nhiệm vụ này không còn chờ tiếp nhận."))
    return YES


def can_propose(user: AbstractBaseUser, assignment: Assignment) -> Answer:
    if not (answer := _is_units_own(user, assignment)):
        return answer
    if assignment.task.local_to_id:
        return no(_("Nhiệm vụ riêng do đơn vị tự đặt, không cần đề xuất."))
    if assignment.status not in (S.SENT, S.ACCEPTED):
        return no(_("Đề xuất trước chưa được trả lời hoặc nhiệm vụ đã bị từ chối."))
    if assignment.done_on:
        return no(_("Nhiệm vụ đã hoàn thành."))
    return YES


def can_decline(user: AbstractBaseUser, assignment: Assignment) -> Answer:
    if not (answer := _is_units_own(user, assignment)):
        return answer
    if assignment.mode == Assignment.Mode.ORDERED:
        return no(_("Nhiệm vụ được giao thì không từ chối; hãy đề xuất điều chỉnh."))
    if assignment.status != S.SENT:
        return no(_("Chỉ từ chối được đề nghị đang chờ tiếp nhận."))
    return YES


def _is_units_own(user: AbstractBaseUser, assignment: Assignment) -> Answer:
    """What holds for every answer of the unit."""
    if not acts_for(user, assignment.unit):
        return no(_("Chỉ thủ trưởng hoặc đầu mối của đơn vị được trả lời nhiệm vụ này."))
    if assignment.task.plan.status == Plan.Status.CLOSED:
        return no(_("Kế hoạch đã kết thúc."))
    return YES


# ------------------------------------------------------------------ the office's answer


def can_answer_proposal(user: AbstractBaseUser, assignment: Assignment) -> Answer:
    if not is_office_of(user, assignment.task.plan):
        return no(_("Chỉ văn phòng của đơn vị ban hành kế hoạch được trả lời đề xuất."))
    if assignment.status != S.PROPOSED:
        return no(_("Nhiệm vụ này không có đề xuất đang chờ."))
    return YES


def can_override(user: AbstractBaseUser, assignment: Assignment) -> Answer:
    plan = assignment.task.plan
    if not (is_office_of(user, plan) or holds_at_office(user, plan.owner, Role.LEADER)):
        return no(_("Chỉ văn phòng hoặc lãnh đạo của đơn vị ban hành được đánh giá lại."))
    if assignment.status == S.DECLINED:
        return no(_("Đơn vị đã từ chối đề nghị này nên không có tiến độ để đánh giá."))
    if assignment.status == S.JOINED:
        return no(_("Việc này đã gộp vào việc khác. Hãy đánh giá ở đó."))
    if assignment.status == S.ENDED:
        return no(
            _("Kế hoạch đã thay đổi nên việc này đã kết thúc, không còn tiến độ để đánh giá.")
        )
    return YES


def can_urge(user: AbstractBaseUser, plan: Plan) -> Answer:
    if not is_office_of(user, plan):
        return no(_("Chỉ văn phòng của đơn vị ban hành kế hoạch được đôn đốc."))
    if plan.status != Plan.Status.PUBLISHED:
        return no(_("Kế hoạch không ở trong thời gian thực hiện."))
    return YES


def can_urge_task(user: AbstractBaseUser, task: Task) -> Answer:
    if task.local_to_id:
        return no(_("Nhiệm vụ riêng do đơn vị tự theo dõi, văn phòng không đôn đốc."))
    return can_urge(user, task.plan)


# ------------------------------------------------------------------ the unit's own tasks


def can_add_local_task(user: AbstractBaseUser, unit: Unit, plan: Plan) -> Answer:
    """S0-09: a unit sets tasks of its own beside those of a plan it takes part in."""
    if not acts_for(user, unit):
        return no(_("Chỉ thủ trưởng hoặc đầu mối của đơn vị được thêm nhiệm vụ riêng."))
    if plan.status != Plan.Status.PUBLISHED:
        return no(_("Kế hoạch không ở trong thời gian thực hiện."))
    if not Assignment.objects.filter(unit=unit, task__plan=plan).exists():
        return no(_("Đơn vị chưa có nhiệm vụ nào trong kế hoạch này."))
    return YES


def can_drop_local_task(user: AbstractBaseUser, assignment: Assignment) -> Answer:
    if not assignment.task.local_to_id or assignment.task.local_to_id != assignment.unit_id:
        return no(_("Chỉ bỏ được nhiệm vụ do đơn vị tự đặt."))
    if not (answer := _is_units_own(user, assignment)):
        return answer
    if assignment.reports.exists():
        return no(_("Nhiệm vụ đã có báo cáo nên không bỏ được."))
    return YES


def _seen_by(user: AbstractBaseUser) -> Q:
    plan_side = unit_condition(grants_of(user, OVERSEES), "task__plan__owner__")
    return plan_side | read_units(user, "unit__")


def _only(rows: QuerySet[Assignment], pk: int) -> Assignment:
    try:
        return rows.get(pk=pk)
    except Assignment.DoesNotExist:
        raise Http404 from None
