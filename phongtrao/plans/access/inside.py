"""Who sees and answers opinions asked and difficulties raised. Deny by default."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.scope import OVERSEES, at_offices, grants_of, holds_at_office, unit_condition
from phongtrao.plans.access.assignments import acts_for, is_office_of, units_acted_for
from phongtrao.plans.access.handovers import is_receiver
from phongtrao.plans.access.orders import work_within_orders
from phongtrao.plans.access.plans import visible_plans
from phongtrao.plans.models import Assignment, Consultation, Difficulty, HandOver, Plan, Task
from phongtrao.plans.queries.inside import places_of
from phongtrao.plans.queries.issuers import is_office_at, offices_of

D = Difficulty.Status

# ------------------------------------------------------------------ opinions


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


# ------------------------------------------------------------------ difficulties


def visible_difficulties(user: AbstractBaseUser) -> QuerySet[Difficulty]:
    """The unit's own, those of units below a head, and all of a plan for who oversees it.

    What has not been sent up is read by the heads of the unit and by whoever does the part it is about.
    """
    plan_side = unit_condition(grants_of(user, OVERSEES), "assignment__task__plan__owner__")
    below = unit_condition(grants_of(user, frozenset({Role.HEAD})), "assignment__unit__")
    own = Q(assignment__unit__in=units_acted_for(user))
    related = ("assignment__unit", "assignment__task__plan__owner", "raised_by", "answered_by")
    places = places_of(user)
    raised = Q(raised_by=user.pk, assignment__unit__in=places) | Q(handover__room__in=places)
    sent = (plan_side | below) & Q(sent_at__isnull=False)
    seen = own | raised | (sent & work_within_orders(user, "assignment__"))
    return Difficulty.objects.filter(seen).select_related(*related)


def get_difficulty(user: AbstractBaseUser, pk: int) -> Difficulty:
    try:
        return visible_difficulties(user).get(pk=pk)
    except Difficulty.DoesNotExist:
        raise Http404 from None


def can_raise(user: AbstractBaseUser, work: Assignment) -> Answer:
    if not acts_for(user, work.unit):
        return no(_("Chỉ thủ trưởng hoặc đầu mối của đơn vị được nêu vướng mắc."))
    if work.task.plan.status != Plan.Status.PUBLISHED:
        return no(_("Kế hoạch không ở trong thời gian thực hiện."))
    return YES


def can_raise_inside(user: AbstractBaseUser, handover: HandOver) -> Answer:
    """From a part one does, to the head of the unit."""
    if not is_receiver(user, handover):
        return no(_("Chỉ người được giao nêu vướng mắc của phần việc này."))
    if handover.assignment.task.plan.status != Plan.Status.PUBLISHED:
        return no(_("Kế hoạch không ở trong thời gian thực hiện."))
    if not handover.is_open:
        return no(_("Kết quả phần việc đã được nhận nên không nêu thêm vướng mắc."))
    return YES


def can_send_up(user: AbstractBaseUser, difficulty: Difficulty) -> Answer:
    if not (may := can_raise(user, difficulty.assignment)):
        return may
    if difficulty.status != D.INSIDE:
        return no(_("Vướng mắc không còn chờ thủ trưởng. Hãy tải lại trang."))
    return YES


def can_answer(user: AbstractBaseUser, difficulty: Difficulty) -> Answer:
    """The head what waits inside the unit, the office of the plan what was sent up."""
    if difficulty.status == D.INSIDE:
        if acts_for(user, difficulty.assignment.unit):
            return YES
        return no(_("Chỉ thủ trưởng hoặc đầu mối của đơn vị được trả lời hoặc gửi lên."))
    owner = difficulty.assignment.task.plan.owner
    if not (is_office_at(user, owner) or holds_at_office(user, owner, Role.LEADER)):
        return no(_("Chỉ văn phòng, lãnh đạo của đơn vị ban hành được trả lời vướng mắc."))
    if difficulty.status != D.OPEN:
        return no(_("Vướng mắc không còn chờ trả lời. Hãy tải lại trang."))
    return YES


def can_close(user: AbstractBaseUser, difficulty: Difficulty) -> Answer:
    """The unit says that it is settled: after the answer, or because it settled by itself."""
    if not (acts_for(user, difficulty.assignment.unit) or difficulty.raised_by_id == user.pk):
        return no(_("Chỉ đơn vị nêu vướng mắc được ghi là đã giải quyết."))
    if difficulty.status == D.CLOSED:
        return no(_("Vướng mắc đã được giải quyết."))
    return YES


def _is_open(plan: Plan) -> Answer:
    if plan.status == Plan.Status.CLOSED:
        return no(_("Kế hoạch đã kết thúc."))
    return YES
