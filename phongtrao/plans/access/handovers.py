"""Who sees what a unit hands on inside, and who may hand on, report and judge. Deny by default.

It is the unit's own business: nobody above sees it. Head and focal person see all of their unit;
anybody else of the unit sees what is handed to himself or to a room of his, as long as he is there.
"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from phongtrao.documents.models import Evidence
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.models import Unit
from phongtrao.plans.access.assignments import acts_for, units_acted_for
from phongtrao.plans.models import Assignment, HandOver, Plan
from phongtrao.plans.queries.inside import places_of

S = HandOver.Status
WRITABLE = frozenset({S.GIVEN, S.RETURNED})


def visible_handovers(user: AbstractBaseUser) -> QuerySet[HandOver]:
    led = Q(assignment__unit__in=units_acted_for(user))
    rows = HandOver.objects.filter(led | _received(user))
    related = ("assignment__unit", "assignment__task__plan__owner", "user", "room", "given_by")
    return rows.exclude(assignment__task__plan__status=Plan.Status.DRAFT).select_related(*related)


def received_handovers(user: AbstractBaseUser) -> QuerySet[HandOver]:
    """What is handed to the user or to a room of the user."""
    return visible_handovers(user).filter(_received(user))


def get_visible(user: AbstractBaseUser, pk: int) -> HandOver:
    try:
        return visible_handovers(user).get(pk=pk)
    except HandOver.DoesNotExist:
        raise Http404 from None


def handed_evidence(user: AbstractBaseUser) -> QuerySet[Evidence]:
    """Evidence the user may open because a hand-over the user sees cites it."""
    return Evidence.objects.filter(handovers__in=visible_handovers(user).values("pk"))


def may_prove(user: AbstractBaseUser, unit: Unit) -> bool:
    """Whether the user adds evidence of the unit because open work of it is handed to him."""
    rows = HandOver.objects.filter(_received(user), assignment__unit=unit, status__in=WRITABLE)
    return rows.exists()


def is_receiver(user: AbstractBaseUser, handover: HandOver) -> bool:
    places = places_of(user)
    if handover.room_id:
        return handover.room_id in places
    return handover.user_id == user.pk and handover.assignment.unit_id in places


def can_hand_over(user: AbstractBaseUser, assignment: Assignment) -> Answer:
    if not acts_for(user, assignment.unit):
        return no(_("Chỉ thủ trưởng hoặc đầu mối của đơn vị được giao việc trong đơn vị."))
    if not (answer := _is_running(assignment)):
        return answer
    if assignment.status != Assignment.Status.ACCEPTED:
        return no(_("Hãy tiếp nhận nhiệm vụ trước khi giao cho người trong đơn vị."))
    if assignment.done_on:
        return no(_("Nhiệm vụ đã hoàn thành nên không giao tiếp."))
    return YES


def can_report(user: AbstractBaseUser, handover: HandOver) -> Answer:
    if not is_receiver(user, handover):
        return no(_("Chỉ người được giao báo cáo phần việc này."))
    if not (answer := _is_running(handover.assignment)):
        return answer
    if handover.status not in WRITABLE:
        return no(_("Phần việc đã báo cáo. Muốn bổ sung, hãy đề nghị người giao trả lại."))
    return YES


def can_judge(user: AbstractBaseUser, handover: HandOver) -> Answer:
    """Return what is reported, or take it over into the unit's report."""
    if not (answer := _leads(user, handover)):
        return answer
    if handover.status != S.REPORTED:
        return no(_("Phần việc này không có báo cáo đang chờ. Hãy tải lại trang."))
    return YES


def can_pass_on(user: AbstractBaseUser, handover: HandOver) -> Answer:
    """Give it to somebody else, as when the person left."""
    if not (answer := _leads(user, handover)):
        return answer
    if handover.status not in WRITABLE:
        return no(_("Phần việc đã báo cáo nên không chuyển người khác. Hãy trả lại trước."))
    return YES


def can_drop(user: AbstractBaseUser, handover: HandOver) -> Answer:
    if not (answer := _leads(user, handover)):
        return answer
    if handover.status != S.GIVEN or handover.reported_at:
        return no(_("Phần việc đã có báo cáo nên không thu hồi được."))
    return YES


def _leads(user: AbstractBaseUser, handover: HandOver) -> Answer:
    if not acts_for(user, handover.assignment.unit):
        return no(_("Chỉ thủ trưởng hoặc đầu mối của đơn vị được làm việc này."))
    return _is_running(handover.assignment)


def _is_running(assignment: Assignment) -> Answer:
    if assignment.task.plan.status != Plan.Status.PUBLISHED:
        return no(_("Kế hoạch không ở trong thời gian thực hiện."))
    return YES


def _received(user: AbstractBaseUser) -> Q:
    places = places_of(user)
    return Q(user=user.pk, assignment__unit__in=places) | Q(room__in=places)
