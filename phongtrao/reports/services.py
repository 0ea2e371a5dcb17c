"""Making a consolidated report: facts frozen now, paper rendered by a job."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.documents.services import request_paper
from phongtrao.lib.errors import NotAllowed
from phongtrao.lib.periods import Period
from phongtrao.plans.models import Plan
from phongtrao.reports.access import can_make_report
from phongtrao.reports.facts import Letter
from phongtrao.reports.models import PlanReport
from phongtrao.reports.paper import KEY, plan_report_title
from phongtrao.reports.queries import plan_facts


@transaction.atomic
def make_plan_report(
    plan: Plan, period: Period, letter: Letter, *, by: AbstractBaseUser
) -> PlanReport:
    """Freeze today's facts and have the paper written; again for a period is its next version.

    Earlier versions, approved or not, stay as they are.
    """
    can_make_report(by, plan).enforce()
    # Two officers at once get two version numbers.
    locked = Plan.objects.select_for_update().filter(pk=plan.pk).exclude(status=Plan.Status.DRAFT)
    if not locked.exists():
        raise NotAllowed(_("Kế hoạch vừa được rút về bản soạn. Hãy tải lại trang."))
    facts = plan_facts(plan, period, letter=letter)
    version = PlanReport.objects.filter(plan=plan, period=period.key).count() + 1
    paper = request_paper(
        KEY,
        plan_report_title(plan.title, facts.period_label),
        facts.to_json(),
        unit=plan.owner,
        by=by,
        version=version,
    )
    report = PlanReport(plan=plan, period=period.key, as_of=facts.as_of, paper=paper)
    report.full_clean()
    report.save()
    record(paper, "reports.plan_report_made", by=by, plan=plan.pk, period=period.key)
    return report
