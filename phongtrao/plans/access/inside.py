"""Who asks for opinions and who gives them. Deny by default."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.scope import at_offices
from phongtrao.plans.access.assignments import acts_for, is_office_of, units_acted_for
from phongtrao.plans.access.plans import visible_plans
from phongtrao.plans.models import Assignment, Consultation, Plan, Task
from phongtrao.plans.queries.inside import places_of
from phongtrao.plans.queries.issuers import offices_of


def visible_consultations(user: AbstractBaseUser) -> QuerySet[Consultation]:
    """Who is asked, and those of the side that asks: the plan's office and leaders, or the unit."""
    asked = Q(user=user.pk) | Q(room__in=places_of(user))
    unit_side = Q(assignment__unit__in=units_acted_for(user))
    plan_side = Q(assignment=None, task__plan__in=asking_plans(user).values("pk"))
    seen = asked | plan_side | unit_side
    related = ("task__plan__owner", "assignment__unit", "user", "room", "asked_by", "given_by")
    return Consultation.objects.filter(seen).select_related(*related)


def asking_plans(user: AbstractBaseUser) -> QuerySet[Plan]:
    """Plans about whose tasks the user's office asks; drafts as far as one sees them."""
    leads = at_offices(user, frozenset({Role.LEADER}), "owner__")
    return visible_plans(user).filter(offices_of(user, "owner__") | leads)


def get_consultation(user: AbstractBaseUser, pk: int) -> Consultation:
    try:
        return visible_consultations(user).get(pk=pk)
    except Consultation.DoesNotExist:
        raise Http404 from None


def can_ask_about_task(user: AbstractBaseUser, task: Task) -> Answer:
    if task.local_to_id or not is_office_of(user, task.plan):
        return no(_("Chỉ văn phòng của đơn vị ban hành được xin ý kiến về nhiệm vụ này."))
    return _is_open(task.plan)


def can_ask_about_work(user: AbstractBaseUser, work: Assignment) -> Answer:
    if not acts_for(user, work.unit):
        return no(_("Chỉ thủ trưởng hoặc đầu mối của đơn vị được xin ý kiến về việc này."))
    return _is_open(work.task.plan)


def can_give_opinion(user: AbstractBaseUser, consultation: Consultation) -> Answer:
    is_asked = consultation.user_id == user.pk or consultation.room_id in places_of(user)
    if not is_asked:
        return no(_("Chỉ người được hỏi cho ý kiến."))
    if consultation.given_at:
        return no(_("Ý kiến đã gửi và chỉ gửi một lần."))
    return YES


def _is_open(plan: Plan) -> Answer:
    if plan.status == Plan.Status.CLOSED:
        return no(_("Kế hoạch đã kết thúc."))
    return YES
