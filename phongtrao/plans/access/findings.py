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
from phongtrao.plans.access.assignments import acts_for, units_acted_for
from phongtrao.plans.models import Assignment, Finding, Plan, Task
from phongtrao.plans.queries.issuers import is_office_at, offices_of

F = Finding.Status
INSPECTS = frozenset({Role.AUDITOR})
LEADS = frozenset({Role.LEADER})


def visible_findings(user: AbstractBaseUser) -> QuerySet[Finding]:
    """The inspectors over the unit or the plan, who issued the plan, and the unit it is about."""
    grants = grants_of(user, INSPECTS)
    inspectors = unit_condition(grants, "task__plan__owner__")
    inspectors |= unit_condition(grants, "assignment__unit__")
    owner = "task__plan__owner__"
    issuers = offices_of(user, owner) | at_offices(user, LEADS, owner)
    seen = inspectors | issuers | Q(assignment__unit__in=units_acted_for(user))
    related = ("task__plan__owner", "assignment__unit", "report", "written_by")
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
    if finding.assignment:
        return acts_for(user, finding.assignment.unit)
    return is_office_at(user, finding.task.plan.owner)


def can_answer(user: AbstractBaseUser, finding: Finding) -> Answer:
    if not is_addressee(user, finding):
        return no(_("Chỉ %(unit)s được trả lời.") % {"unit": finding.addressee})
    if finding.status != F.OPEN:
        return no(_("Nhận xét, kiến nghị này không còn chờ trả lời. Hãy tải lại trang."))
    return YES


def can_close(user: AbstractBaseUser, finding: Finding) -> Answer:
    """The inspectors say that it is settled: after the answer, or because it no longer matters."""
    unit = finding.addressee
    if not (_inspects(user, unit) or _inspects(user, finding.task.plan.owner)):
        return no(_("Chỉ người làm công tác kiểm tra được kết thúc nhận xét, kiến nghị."))
    if finding.status == F.CLOSED:
        return no(_("Nhận xét, kiến nghị này đã kết thúc."))
    return YES


def _inspects(user: AbstractBaseUser, unit: Unit) -> bool:
    return holds_over(user, unit, *INSPECTS)
