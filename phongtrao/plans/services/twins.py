"""One submission for two masters; each judges it by itself afterwards."""

from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.lib.errors import WrongState
from phongtrao.plans.access import reports as access
from phongtrao.plans.access.reports import EDITABLE
from phongtrao.plans.models import Assignment, ProgressReport
from phongtrao.plans.periods import read_period
from phongtrao.plans.queries.twins import twins_of
from phongtrao.plans.services.assignments import accept_assignment, accept_assignments
from phongtrao.plans.services.reports import (
    Writing,
    attach_existing,
    save_draft,
    start_report,
    submit_report,
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A twin of the reported work: can the same report be handed in for it now, else why not."""

    twin: Assignment
    why_not: str = ""


def offers_for(report: ProgressReport, user: AbstractBaseUser) -> list[Offer]:
    """The other masters of the work, in the order they gave it. Two queries."""
    twins = list(twins_of(report.assignment))
    written = {
        row.assignment_id: row
        for row in ProgressReport.objects.filter(assignment__in=twins, period=report.period)
    }
    return [Offer(twin, _why_not(report, twin, written.get(twin.pk), user)) for twin in twins]


@transaction.atomic
def submit_to_all(report: ProgressReport, *, by: AbstractBaseUser) -> list[ProgressReport]:
    """Submit the report to its master and the same words and evidence to the others that can take it.

    Together or not at all: a twin that a colleague has just submitted refuses the whole.
    """
    offers = [offer for offer in offers_for(report, by) if not offer.why_not]
    submit_report(report, by=by)
    return [report, *(_submit_same(report, offer.twin, by) for offer in offers)]


@transaction.atomic
def accept_entry(parts: list[Assignment], *, by: AbstractBaseUser) -> int:
    """Take on all parts of an entry that wait; a refusal where none does. Returns how many."""
    if accepted := accept_assignments(parts, by=by):
        return len(accepted)
    accept_assignment(parts[0], by=by)
    return 1


def _submit_same(report: ProgressReport, twin: Assignment, by: AbstractBaseUser) -> ProgressReport:
    same = start_report(twin, read_period(report.period), by=by)
    save_draft(same, Writing(report.percent, report.done, report.obstacles), by=by)
    for evidence in report.evidence.order_by("pk"):
        attach_existing(same, evidence, by=by)
    linked = ProgressReport.objects.filter(pk=same.pk, status=same.status)
    if report.same_as_id != same.pk and not linked.update(same_as=report):
        raise WrongState(_("Báo cáo vừa được người khác nộp. Hãy tải lại trang."))
    same.refresh_from_db()
    return submit_report(same, by=by)


def _why_not(
    report: ProgressReport,
    twin: Assignment,
    written: ProgressReport | None,
    user: AbstractBaseUser,
) -> str:
    if not (answer := access.can_write(user, twin)):
        return answer.reason
    if written is None:
        return ""
    if written.status not in EDITABLE:
        return _("Báo cáo kỳ này đã nộp.")
    is_same = written.same_as_id == report.pk or report.same_as_id == written.pk
    if written.done.strip() and not is_same:
        return _("Đang có bản nháp riêng. Hãy nộp bản đó tại trang của nhiệm vụ.")
    return ""
