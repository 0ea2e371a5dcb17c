"""Who sees, answers and passes on difficulties, and who publishes an answer to all. Deny by default."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.models import Unit, UnitQuerySet
from phongtrao.orgs.scope import OVERSEES, grants_of, holds_at_office, unit_condition
from phongtrao.plans.access.amending import can_amend_beside
from phongtrao.plans.access.assignments import acts_for, units_acted_for
from phongtrao.plans.access.handovers import is_receiver
from phongtrao.plans.access.orders import work_within_orders
from phongtrao.plans.models import Assignment, CommonAnswer, Difficulty, HandOver, Plan
from phongtrao.plans.queries.inside import places_of
from phongtrao.plans.queries.issuers import is_office_at, may_run, offices_of
from phongtrao.plans.queries.superiors import superiors

D = Difficulty.Status


def visible_difficulties(user: AbstractBaseUser) -> QuerySet[Difficulty]:
    """The unit's own, those of units below a head, those that lie or lay on a desk or of a plan one oversees.

    What has not been sent up is read by the heads of the unit and by whoever does the part it is about.
    """
    overseen = grants_of(user, OVERSEES)
    desk_side = unit_condition(overseen, "desk__") | offices_of(user, "desk__")
    plan_side = unit_condition(overseen, "assignment__task__plan__owner__")
    below = unit_condition(grants_of(user, frozenset({Role.HEAD})), "unit__")
    places = places_of(user)
    own = Q(unit__in=units_acted_for(user))
    raised = Q(raised_by=user.pk, unit__in=places) | Q(handover__room__in=places)
    passed = Difficulty.past_desks.through.objects.filter(offices_of(user, "unit__"))
    desk_side |= Q(pk__in=passed.values("difficulty"))
    sent = (desk_side | plan_side | below) & Q(sent_at__isnull=False)
    told = Q(assignment=None) | work_within_orders(user, "assignment__")
    related = ("unit", "desk", "assignment__task__plan__owner", "raised_by", "answered_by")
    rows = Difficulty.objects.filter(own | raised | (sent & told))
    return rows.select_related(*related, "assignment__unit", "amendment", "published")


def get_difficulty(user: AbstractBaseUser, pk: int) -> Difficulty:
    try:
        return visible_difficulties(user).get(pk=pk)
    except Difficulty.DoesNotExist:
        raise Http404 from None


def can_raise(user: AbstractBaseUser, work: Assignment) -> Answer:
    if not acts_for(user, work.unit):
        return no(_("Chỉ thủ trưởng hoặc đầu mối của đơn vị được nêu vướng mắc."))
    return _is_running(work)


def can_raise_inside(user: AbstractBaseUser, handover: HandOver) -> Answer:
    """From a part one does, to the head of the unit."""
    if not is_receiver(user, handover):
        return no(_("Chỉ người được giao nêu vướng mắc của phần việc này."))
    if not (running := _is_running(handover.assignment)):
        return running
    if not handover.is_open:
        return no(_("Kết quả phần việc đã được nhận nên không nêu thêm vướng mắc."))
    return YES


def raising_units(user: AbstractBaseUser) -> UnitQuerySet:
    """Units for which, or to whose head, the user raises what is about no work given out; a Sở has nobody above to ask."""
    kinds = Unit.Kind.silent | Unit.Kind.top
    return Unit.objects.standing().filter(pk__in=places_of(user)).exclude(kind__in=kinds)


def can_raise_for(user: AbstractBaseUser, unit: Unit) -> Answer:
    if raising_units(user).filter(pk=unit.pk).exists():
        return YES
    return no(_("Bạn không công tác tại %s nên không nêu vướng mắc của đơn vị này.") % unit)


def can_send_up(user: AbstractBaseUser, difficulty: Difficulty) -> Answer:
    if not acts_for(user, difficulty.unit):
        return no(_("Chỉ thủ trưởng hoặc đầu mối của đơn vị được gửi vướng mắc lên."))
    if difficulty.status != D.INSIDE:
        return no(_("Vướng mắc không còn chờ thủ trưởng. Hãy tải lại trang."))
    if difficulty.assignment:
        return _is_running(difficulty.assignment)
    return _has_above(difficulty.unit)


def can_answer(user: AbstractBaseUser, difficulty: Difficulty) -> Answer:
    """The head what waits inside the unit, the office or leader of the desk what was sent up."""
    if difficulty.status == D.INSIDE:
        if acts_for(user, difficulty.unit):
            return YES
        return no(_("Chỉ thủ trưởng hoặc đầu mối của đơn vị được trả lời hoặc gửi lên."))
    if not sits_at(user, difficulty.desk):
        return no(_("Chỉ văn phòng, lãnh đạo của nơi giải đáp được trả lời vướng mắc."))
    if difficulty.status != D.OPEN:
        return no(_("Vướng mắc không còn chờ trả lời. Hãy tải lại trang."))
    return YES


def can_pass_up(user: AbstractBaseUser, difficulty: Difficulty) -> Answer:
    """Whoever may answer, and cannot decide it alone."""
    if difficulty.status != D.OPEN:
        return no(_("Chỉ chuyển lên cấp trên khi vướng mắc đang chờ trả lời."))
    if difficulty.plan and difficulty.plan.orders_of is not None:
        return no(_("Việc theo văn bản đến là việc riêng của đơn vị nên không chuyển lên."))
    return can_answer(user, difficulty) and _has_above(difficulty.desk)


def can_close(user: AbstractBaseUser, difficulty: Difficulty) -> Answer:
    """The unit says that it is settled: after the answer, or because it settled by itself."""
    if not (acts_for(user, difficulty.unit) or difficulty.raised_by_id == user.pk):
        return no(_("Chỉ đơn vị nêu vướng mắc được ghi là đã giải quyết."))
    if difficulty.status == D.CLOSED:
        return no(_("Vướng mắc đã được giải quyết."))
    return YES


def can_amend_for(user: AbstractBaseUser, difficulty: Difficulty) -> Answer:
    """Whether the plan a difficulty is about is amended because of it, newly or with what is drafted."""
    if (plan := difficulty.plan) is None:
        return no(_("Vướng mắc này không thuộc kế hoạch nào."))
    if difficulty.amendment_id:
        return no(_("Vướng mắc đã dẫn đến một bản sửa đổi kế hoạch."))
    if not difficulty.sent_at:
        return no(_("Vướng mắc chưa được gửi lên nơi giao."))
    return can_amend_beside(user, plan, None)


# ------------------------------------------------------------------ answers for all


def can_publish(user: AbstractBaseUser, difficulty: Difficulty) -> Answer:
    if not answering_units(user).filter(pk=difficulty.desk_id).exists():
        return no(_("Chỉ văn phòng của nơi giải đáp được đăng thành hỏi – đáp chung."))
    if not (difficulty.sent_at and difficulty.answered_at):
        return no(_("Chỉ đăng câu hỏi đã được nơi giải đáp trả lời."))
    if getattr(difficulty, "published", None):
        return no(_("Vướng mắc này đã đăng thành hỏi – đáp chung."))
    return YES


def visible_answers(user: AbstractBaseUser) -> QuerySet[CommonAnswer]:
    """What stands published is for every unit; what was withdrawn only its own office still reads."""
    shown = Q(withdrawn_at=None) | offices_of(user, "owner__")
    return CommonAnswer.objects.filter(shown).select_related("owner", "plan", "published_by")


def get_answer(user: AbstractBaseUser, pk: int) -> CommonAnswer:
    try:
        return visible_answers(user).get(pk=pk)
    except CommonAnswer.DoesNotExist:
        raise Http404 from None


def written_answers(user: AbstractBaseUser) -> QuerySet[CommonAnswer]:
    """Those whose earlier words the user reads: of the own office."""
    return CommonAnswer.objects.filter(offices_of(user, "owner__"))


def can_write_answers(user: AbstractBaseUser, owner: Unit) -> Answer:
    if answering_units(user).filter(pk=owner.pk).exists():
        return YES
    return no(_("Chỉ văn phòng của %s được soạn hỏi – đáp chung của mình.") % owner)


def answering_units(user: AbstractBaseUser) -> UnitQuerySet:
    """Units in whose name the user publishes answers: those with units below them."""
    if not may_run(user):
        return Unit.objects.none()
    kinds = (Unit.Kind.DEPARTMENT, Unit.Kind.OFFICE, Unit.Kind.COMMUNE)
    return Unit.objects.standing().filter(offices_of(user), kind__in=kinds)


def sits_at(user: AbstractBaseUser, desk: Unit) -> bool:
    return is_office_at(user, desk) or holds_at_office(user, desk, Role.LEADER)


def _has_above(unit: Unit) -> Answer:
    if superiors(unit):
        return YES
    return no(_("%s không có cơ quan cấp trên trong hệ thống.") % unit)


def _is_running(work: Assignment) -> Answer:
    if work.task.plan.status != Plan.Status.PUBLISHED:
        return no(_("Kế hoạch không ở trong thời gian thực hiện."))
    return YES
