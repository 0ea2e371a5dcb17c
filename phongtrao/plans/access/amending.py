"""Who amends a plan, who sees what changed for a unit, and who answers. Deny by default.

Versions and differences of a plan are seen by whoever sees the plan; what changed for one unit, and its
answer, by those who read the unit's work.
"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.scope import OVERSEES, grants_of, read_units, unit_condition
from phongtrao.plans.access.assignments import acts_for, is_office_of
from phongtrao.plans.access.plans import can_edit, drafted_plans, visible_plans, writes_plan
from phongtrao.plans.models import ChangeAnswer, Plan

S = Plan.Status
A = ChangeAnswer.Status


def can_amend(user: AbstractBaseUser, plan: Plan) -> Answer:
    """Begin an amendment: of a plan in force, one at a time. One query."""
    return can_amend_beside(user, plan, open_amendment(plan))


def can_amend_beside(user: AbstractBaseUser, plan: Plan, open_one: Plan | None) -> Answer:
    """The same where the open amendment is at hand."""
    if not writes_plan(user, plan):
        return no(_("Chỉ văn phòng của đơn vị ban hành được sửa đổi kế hoạch."))
    if plan.status != S.PUBLISHED or plan.amends_id or plan.orders_of is not None:
        return no(_("Chỉ sửa đổi được kế hoạch đang thực hiện."))
    if open_one is not None:
        return no(_("Kế hoạch đang có một bản sửa đổi chưa áp dụng. Hãy làm xong hoặc bỏ bản đó."))
    return YES


def amendable_plans(user: AbstractBaseUser) -> QuerySet[Plan]:
    """Plans the user may amend now."""
    busy = Plan.objects.filter(amends__isnull=False, status__in=(S.DRAFT, S.PUBLISHED))
    rows = drafted_plans(user).filter(status=S.PUBLISHED, amends=None, orders_of=None)
    return rows.exclude(pk__in=busy.values("amends"))


def can_follow(user: AbstractBaseUser, amendment: Plan) -> Answer:
    """Look at how it came to be, also once it is in effect: the office that writes it."""
    if not writes_plan(user, amendment):
        return no(_("Chỉ văn phòng của đơn vị ban hành được sửa đổi kế hoạch."))
    return YES


def can_pair(user: AbstractBaseUser, amendment: Plan) -> Answer:
    """Say which task stands for which, and what becomes of its work."""
    if amendment.amends_id is None:
        return no(_("Kế hoạch này không sửa đổi kế hoạch nào."))
    return can_edit(user, amendment)


def can_carry(user: AbstractBaseUser, plan: Plan) -> Answer:
    """Take over what changed in the plan above, or leave it."""
    if not writes_plan(user, plan):
        return no(_("Chỉ văn phòng của đơn vị ban hành được sửa đổi kế hoạch."))
    if plan.status == S.DRAFT:
        return can_edit(user, plan)
    return can_amend(user, plan)


def can_withdraw(user: AbstractBaseUser, amendment: Plan) -> Answer:
    """Throw the draft away: nothing of it was issued."""
    if not (answer := can_pair(user, amendment)):
        return answer
    if amendment.document_id or hasattr(amendment, "paper"):
        return no(_("Bản sửa đổi đã có văn bản. Hãy tách hoặc bỏ văn bản trước."))
    return YES


def open_amendment(plan: Plan) -> Plan | None:
    """The amendment that is being written, or issued and waiting for its day."""
    rows = plan.amendments.filter(status__in=(S.DRAFT, S.PUBLISHED))
    return rows.select_related("owner").first()


def get_amendment(user: AbstractBaseUser, pk: int) -> Plan:
    rows = visible_plans(user).filter(amends__isnull=False)
    try:
        return rows.select_related("amends__owner", "document", "paper").get(pk=pk)
    except Plan.DoesNotExist:
        raise Http404 from None


def get_amended(user: AbstractBaseUser, pk: int) -> Plan:
    """An amendment in effect, for whoever sees the plan it amends: units see it by their work."""
    merged = Plan.objects.filter(status=S.MERGED, amends__in=visible_plans(user).values("pk"))
    try:
        return merged.select_related("amends__owner", "owner").get(pk=pk)
    except Plan.DoesNotExist:
        raise Http404 from None


def visible_answers(user: AbstractBaseUser) -> QuerySet[ChangeAnswer]:
    """Of one's own units, and of all units for who oversees the plan."""
    plan_side = unit_condition(grants_of(user, OVERSEES), "amendment__owner__")
    seen = ChangeAnswer.objects.filter(plan_side | read_units(user, "unit__"))
    return seen.select_related("unit", "amendment__amends__owner", "amendment__document")


def get_answer(user: AbstractBaseUser, pk: int) -> ChangeAnswer:
    """Outside your scope it does not exist: 404, never 403."""
    try:
        return visible_answers(user).get(pk=pk)
    except ChangeAnswer.DoesNotExist:
        raise Http404 from None


def can_answer(user: AbstractBaseUser, answer: ChangeAnswer) -> Answer:
    if not acts_for(user, answer.unit):
        return no(_("Chỉ thủ trưởng hoặc đầu mối của đơn vị được trả lời."))
    if answer.status not in (A.WAITING, A.SETTLED):
        return no(_("Đơn vị đã trả lời."))
    return YES


def can_settle(user: AbstractBaseUser, answer: ChangeAnswer) -> Answer:
    if not is_office_of(user, answer.amendment):
        return no(_("Chỉ văn phòng của đơn vị ban hành kế hoạch được trả lời đề xuất."))
    if answer.status != A.PROPOSED:
        return no(_("Không có đề xuất đang chờ trả lời."))
    return YES


def can_urge_answers(user: AbstractBaseUser, amendment: Plan) -> Answer:
    if not is_office_of(user, amendment):
        return no(_("Chỉ văn phòng của đơn vị ban hành kế hoạch được đôn đốc."))
    return YES
