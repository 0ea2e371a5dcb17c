"""Making a consolidated report: facts frozen now, paper rendered by a job."""

from collections.abc import Sequence

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.documents.services import request_paper
from phongtrao.lib.errors import BadInput, NotAllowed
from phongtrao.lib.periods import Period
from phongtrao.plans.models import Movement, Plan
from phongtrao.reports.access import can_make_movement_report, can_make_report
from phongtrao.reports.facts import Letter
from phongtrao.reports.models import MovementReport, PlanReport
from phongtrao.reports.movement_paper import KEY as MOVEMENT_KEY
from phongtrao.reports.movement_paper import movement_report_title
from phongtrao.reports.movement_queries import movement_facts
from phongtrao.reports.paper import KEY, plan_report_title
from phongtrao.reports.queries import plan_facts


@transaction.atomic
def make_plan_report(
    plan: Plan,
    period: Period,
    letter: Letter,
    *,
    by: AbstractBaseUser,
    movement: Movement | None = None,
    activities: Sequence[str] = (),
) -> PlanReport:
    """Freeze today's facts and have the paper written; again for a period is its next version.

    Of a plan that serves several movements each may have a report of its own. S1-01

    ``activities``: lines on what units did, as the writer accepted them (``reports.doings``).

    Earlier versions, approved or not, stay as they are.
    """
    can_make_report(by, plan).enforce()
    # Two officers at once get two version numbers.
    locked = Plan.objects.select_for_update().filter(pk=plan.pk).exclude(status=Plan.Status.DRAFT)
    if not locked.exists():
        raise NotAllowed(_("Kế hoạch vừa được rút về bản soạn. Hãy tải lại trang."))
    if movement and not plan.movements.filter(pk=movement.pk).exists():
        raise BadInput(_("Kế hoạch không thuộc phong trào này. Hãy chọn lại phong trào."))
    facts = plan_facts(plan, period, movement=movement, letter=letter, activities=activities)
    earlier = PlanReport.objects.filter(plan=plan, movement=movement, period=period.key)
    paper = request_paper(
        KEY,
        plan_report_title(plan.title, facts.period_label, facts.movement),
        facts.to_json(),
        unit=plan.owner,
        by=by,
        version=earlier.count() + 1,
    )
    report = PlanReport(
        plan=plan, movement=movement, period=period.key, as_of=facts.as_of, paper=paper
    )
    report.full_clean()
    report.save()
    record(paper, "reports.plan_report_made", by=by, plan=plan.pk, period=period.key)
    return report


@transaction.atomic
def make_movement_report(
    movement: Movement, letter: Letter, activities: Sequence[str] = (), *, by: AbstractBaseUser
) -> MovementReport:
    """Freeze what the movement came to over its years, and have the paper written. S0-18

    Made again it is the next version; earlier ones stay as they are.
    """
    can_make_movement_report(by, movement).enforce()
    # Two officers at once get two version numbers.
    Movement.objects.select_for_update(of=("self",)).get(pk=movement.pk)
    facts = movement_facts(movement, letter=letter, activities=activities)
    earlier = MovementReport.objects.filter(movement=movement)
    paper = request_paper(
        MOVEMENT_KEY,
        movement_report_title(facts),
        facts.to_json(),
        unit=movement.owner,
        by=by,
        version=earlier.count() + 1,
    )
    report = MovementReport(movement=movement, as_of=facts.as_of, paper=paper)
    report.full_clean()
    report.save()
    record(paper, "reports.movement_report_made", by=by, movement=movement.pk)
    return report
