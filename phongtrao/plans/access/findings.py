"""Who writes, sees and answers what inspectors find. The inspector changes nothing else. S2-28."""

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
    at_offices,
    grants_of,
    has_role,
    holds_over,
    unit_condition,
)
from phongtrao.plans import finding_keepers
from phongtrao.plans.access.assignments import acts_for, units_acted_for
from phongtrao.plans.models import Assignment, Finding, Plan, Task
from phongtrao.plans.queries.issuers import is_office_at, offices_of

F = Finding.Status
INSPECTS = frozenset({Role.AUDITOR})
LEADS = frozenset({Role.LEADER})


def visible_findings(user: AbstractBaseUser) -> QuerySet[Finding]:
    """The inspectors over the unit or the plan, who issued the plan, the unit it is about, and whoever
    reads the inspection it comes from.
    """
    grants = grants_of(user, INSPECTS)
    inspectors = unit_condition(grants, "task__plan__owner__")
    inspectors |= unit_condition(grants, "assignment__unit__") | unit_condition(grants, "unit__")
    owner = "task__plan__owner__"
    issuers = offices_of(user, owner) | at_offices(user, LEADS, owner)
    acted = units_acted_for(user)
    seen = inspectors | issuers | Q(assignment__unit__in=acted) | Q(unit__in=acted)
    seen |= finding_keepers.seen_by(user)
    related = ("task__plan__owner", "assignment__unit", "unit", "report", "written_by")
    return Finding.objects.filter(seen).select_related(*related, "seen_by", "answered_by")


def get_finding(user: AbstractBaseUser, pk: int) -> Finding:
    try:
        return visible_findings(user).get(pk=pk)
    except Finding.DoesNotExist:
        raise Http404 from None


def reads_findings(user: AbstractBaseUser) -> bool:
    return has_role(user, *ACTS_FOR_UNIT, *OVERSEES)


def can_find(user: AbstractBaseUser, task: Task, work: Assignment | None = None) -> Answer:
    """Write a finding on a task, or on a unit's work; the caller has found both visible. No query."""
    units = [task.plan.owner, *([work.unit] if work else [])]
    if not any(_inspects(user, unit) for unit in units):
        return no(_("Chỉ người làm công tác kiểm tra được ghi nhận xét, kiến nghị kiểm tra."))
    if task.plan.status == Plan.Status.DRAFT:
        return no(_("Kế hoạch chưa ban hành nên chưa có gì để kiểm tra."))
    return YES


def is_addressee(user: AbstractBaseUser, finding: Finding) -> bool:
    if finding.task and not finding.assignment:
        return is_office_at(user, finding.task.plan.owner)
    return acts_for(user, finding.addressee)


def can_answer(user: AbstractBaseUser, finding: Finding) -> Answer:
    if not is_addressee(user, finding):
        return no(_("Chỉ %(unit)s được trả lời.") % {"unit": finding.addressee})
    if finding.status != F.OPEN:
        return no(_("Nhận xét, kiến nghị này không còn chờ trả lời. Hãy tải lại trang."))
    return YES


def can_close(user: AbstractBaseUser, finding: Finding) -> Answer:
    """The inspectors say that it is settled: after the answer, or because it no longer matters."""
    if finding.status == F.CLOSED:
        return no(_("Nhận xét, kiến nghị này đã kết thúc."))
    return _keeps(user, finding)


def can_send_back(user: AbstractBaseUser, finding: Finding) -> Answer:
    """The answer is not enough: the same people ask the unit to go on."""
    if finding.status != F.ANSWERED:
        return no(_("Chỉ yêu cầu làm tiếp khi nơi nhận đã trả lời."))
    return _keeps(user, finding)


def _keeps(user: AbstractBaseUser, finding: Finding) -> Answer:
    """Inspectors over it; what an inspection recommends, only the head of its team and its office: those of
    below would close what was asked of them. A query then.
    """
    if finding.unit_id:
        if Finding.objects.filter(finding_keepers.kept_by(user), pk=finding.pk).exists():
            return YES
        return no(_("Chỉ đoàn kiểm tra và văn phòng đã cử đoàn kết thúc được kiến nghị này."))
    units = [finding.addressee, *([finding.task.plan.owner] if finding.task else [])]
    if any(_inspects(user, unit) for unit in units):
        return YES
    return no(_("Chỉ người làm công tác kiểm tra được kết thúc nhận xét, kiến nghị."))


def _inspects(user: AbstractBaseUser, unit: Unit) -> bool:
    return holds_over(user, unit, *INSPECTS)
