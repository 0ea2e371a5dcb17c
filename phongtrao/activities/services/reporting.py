"""An activity linked to a task goes into the unit's progress report, when somebody of the unit says so. S0-08"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.activities.models import Activity, ReportedActivity
from phongtrao.audit.services import record
from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import format_date, format_number
from phongtrao.plans.access import reports as access
from phongtrao.plans.models import Assignment, ProgressReport
from phongtrao.plans.periods import report_periods
from phongtrao.plans.services.reports import Writing, attach_existing, save_draft, start_report


def line_of(activity: Activity) -> str:
    """The line proposed: day, title, how many, how many people."""
    said = [f"{format_date(activity.starts_on)}: {activity.title}"]
    if activity.kind.quantity:
        said.append(f"{activity.kind.quantity}: {format_number(activity.quantity)}")
    if activity.people:
        said.append(_("%s người") % format_number(activity.people))
    return f"- {'; '.join(said)}."


@transaction.atomic
def put_into_report(
    activity: Activity, assignment: Assignment, line: str, percent: int, *, by: AbstractBaseUser
) -> ProgressReport:
    """The line and the evidence into the draft of the period of today; nothing is handed in by it."""
    if activity.status not in Activity.Status.counted:
        raise BadInput(_("Hãy ghi nhận hoạt động trước khi đưa vào báo cáo."))
    if activity.task_id != assignment.task_id or not activity.parties.agreed().filter(unit=assignment.unit_id).exists():  # fmt: skip
        raise BadInput(_("Hoạt động này không thuộc nhiệm vụ ấy."))
    report = open_report(assignment) or start_report(
        assignment, report_periods(timezone.localdate())[0], by=by
    )
    done = "\n".join(part for part in (report.done.strip(), line.strip()) if part)
    report = save_draft(report, Writing(percent, done, report.obstacles), by=by)
    if ReportedActivity.objects.filter(activity=activity, report=report).exists():
        raise BadInput(_("Hoạt động này đã có trong báo cáo."))
    ReportedActivity.objects.create(activity=activity, report=report)
    for proof in activity.evidence.filter(unit=assignment.unit_id).order_by("pk"):
        attach_existing(report, proof, by=by)
    record(activity, "activities.reported", by=by, report=report.pk)
    return report


def open_report(assignment: Assignment) -> ProgressReport | None:
    """The newest one that is still written, if there is."""
    rows = assignment.reports.filter(status__in=access.EDITABLE)
    return rows.select_related("assignment__unit", "assignment__task__plan").order_by("-pk").first()
