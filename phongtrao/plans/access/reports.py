"""Who sees a progress report, who writes it, who judges it. Deny by default.

A draft is the unit's own: nobody above sees it before it is submitted. Nobody judges a report they
submitted themselves.
"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.documents.evidence_inner import Cited
from phongtrao.documents.models import Evidence
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.scope import grants_of, holds_at
from phongtrao.plans.access.assignments import (
    acts_for,
    is_office_of,
    units_acted_for,
    visible_assignments,
)
from phongtrao.plans.models import Assignment, ClaimedEvidence, PartEvidence, Plan, ProgressReport
from phongtrao.plans.queries.issuers import offices_of

S = ProgressReport.Status
EDITABLE = frozenset({S.DRAFT, S.RETURNED})
TAKEN_ON = frozenset({Assignment.Status.ACCEPTED, Assignment.Status.PROPOSED})


def visible_reports(user: AbstractBaseUser) -> QuerySet[ProgressReport]:
    """Reports on the work the user sees; drafts only of the units the user acts for."""
    drafts_of = Q(assignment__unit__in=units_acted_for(user))
    seen = ProgressReport.objects.filter(assignment__in=visible_assignments(user).values("pk"))
    rows = seen.filter(~Q(status=S.DRAFT) | drafts_of)
    return rows.select_related(
        "assignment__unit", "assignment__task__plan__owner", "written_by", "submitted_by"
    )


def reports_of_own_units(user: AbstractBaseUser) -> QuerySet[ProgressReport]:
    """Reports of the units the user acts for: how one of them came to be is told to these people."""
    return ProgressReport.objects.filter(assignment__unit__in=units_acted_for(user))


def get_visible(user: AbstractBaseUser, pk: int) -> ProgressReport:
    """Outside your scope it does not exist: 404, never 403."""
    try:
        return visible_reports(user).get(pk=pk)
    except ProgressReport.DoesNotExist:
        raise Http404 from None


def reports_to_review(user: AbstractBaseUser) -> QuerySet[ProgressReport]:
    """Submitted reports that wait for this very user: of the plans of one's office, not one's own."""
    office = offices_of(user, "assignment__task__plan__owner__")
    heads = [grant.unit_id for grant in grants_of(user, frozenset({Role.HEAD}))]
    local = Q(assignment__task__local_to__in=heads)
    rows = visible_reports(user).filter(office | local, status=S.SUBMITTED)
    return rows.exclude(submitted_by=user.pk)


def cited_evidence(user: AbstractBaseUser) -> QuerySet[Evidence]:
    """Evidence the user may open because a report the user sees cites it."""
    return Evidence.objects.filter(reports__in=visible_reports(user).values("pk"))


def inner_evidence() -> Cited:
    """The unit still works at: claims of parts inside, in drafts of reports, and what came with one of them and
    was taken off again."""
    cited = ProgressReport.evidence.through.objects.filter(evidence=OuterRef("pk"))
    in_parts = PartEvidence.objects.filter(evidence=OuterRef("pk"))
    in_drafts = cited.filter(progressreport__status=S.DRAFT)
    handed_in = cited.exclude(progressreport__status=S.DRAFT)
    taken_off = ClaimedEvidence.objects.filter(evidence=OuterRef("pk"))
    inner = Q(Exists(in_parts)) | Q(Exists(in_drafts)) | Q(Exists(taken_off))
    return Cited(inner, Q(Exists(handed_in)))


def can_write(user: AbstractBaseUser, assignment: Assignment) -> Answer:
    """May the user begin a report on this work?"""
    if not acts_for(user, assignment.unit):
        return no(_("Chỉ thủ trưởng hoặc đầu mối của đơn vị được lập báo cáo."))
    if assignment.task.plan.status != Plan.Status.PUBLISHED:
        return no(_("Kế hoạch không ở trong thời gian thực hiện."))
    if assignment.status not in TAKEN_ON:
        return no(_("Hãy tiếp nhận nhiệm vụ trước khi báo cáo."))
    return YES


def can_edit(user: AbstractBaseUser, report: ProgressReport) -> Answer:
    """May the user change or submit the report?"""
    if not (answer := can_write(user, report.assignment)):
        return answer
    if report.status not in EDITABLE:
        return no(_("Báo cáo đã nộp nên không sửa được. Hãy rút báo cáo nếu cần sửa."))
    return YES


def can_withdraw(user: AbstractBaseUser, report: ProgressReport) -> Answer:
    if not (answer := can_write(user, report.assignment)):
        return answer
    if report.status != S.SUBMITTED:
        return no(_("Chỉ rút được báo cáo đã nộp mà chưa duyệt."))
    return YES


def can_review(user: AbstractBaseUser, report: ProgressReport) -> Answer:
    """May the user accept or return the report? A unit's own task is judged by its head as well."""
    if not _judges(user, report.assignment):
        return no(_("Chỉ văn phòng của đơn vị ban hành kế hoạch được duyệt báo cáo."))
    if report.status != S.SUBMITTED:
        return no(_("Báo cáo không còn chờ duyệt. Hãy tải lại trang."))
    if report.submitted_by_id == user.pk:
        return no(_("Bạn đã nộp báo cáo này nên người khác phải duyệt."))
    return YES


def _judges(user: AbstractBaseUser, assignment: Assignment) -> bool:
    is_local = assignment.task.local_to_id == assignment.unit_id
    return is_office_of(user, assignment.task.plan) or (
        is_local and holds_at(user, assignment.unit, Role.HEAD)
    )
