"""Who may see and make consolidated reports: the plan's side only; they hold every unit's work."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.documents.access import visible_papers
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.scope import OVERSEES, grants_of, has_role, holds_at_office, unit_condition
from phongtrao.plans.models import Movement, Plan
from phongtrao.reports.models import MovementReport, PlanReport


def sees_reports(user: AbstractBaseUser) -> bool:
    return has_role(user, *OVERSEES)


def visible_plans(user: AbstractBaseUser) -> QuerySet[Plan]:
    """Published or closed plans whose owner lies under an office, leader or auditor grant; a unit's list
    of what incoming papers order is no plan to report on."""
    over = unit_condition(grants_of(user, OVERSEES), "owner__")
    return Plan.objects.filter(over, orders_of=None).exclude(status=Plan.Status.DRAFT)


def get_visible_plan(user: AbstractBaseUser, pk: int) -> Plan:
    return get_object_or_404(visible_plans(user).select_related("owner", "document"), pk=pk)


def visible_reports(user: AbstractBaseUser) -> QuerySet[PlanReport]:
    """Those of the plans overseen whose paper may be read: drafts are not for inspectors."""
    over = unit_condition(grants_of(user, OVERSEES), "plan__owner__")
    rows = PlanReport.objects.filter(over, paper__in=visible_papers(user).values("pk"))
    return rows.select_related("plan__owner", "paper__unit", "paper__file", "paper__approved_file")


def get_visible_report(user: AbstractBaseUser, pk: int) -> PlanReport:
    return get_object_or_404(visible_reports(user), pk=pk)


def other_versions(user: AbstractBaseUser, report: PlanReport) -> QuerySet[PlanReport]:
    """The versions with which one can be compared: same plan, movement and period, newest first."""
    rows = visible_reports(user).filter(
        plan=report.plan_id, movement=report.movement_id, period=report.period
    )
    return rows.exclude(pk=report.pk).order_by("-paper__version")


def can_make_report(user: AbstractBaseUser, plan: Plan) -> Answer:
    if not holds_at_office(user, plan.owner, Role.OFFICE):
        return no(_("Chỉ văn phòng của %(unit)s được lập báo cáo này.") % {"unit": plan.owner})
    if plan.status == Plan.Status.DRAFT:
        return no(_("Kế hoạch chưa ban hành nên chưa có số liệu để báo cáo."))
    return YES


# ------------------------------------------------------------------ movements


def get_visible_movement(user: AbstractBaseUser, pk: int) -> Movement:
    """Launched movements whose owner lies under an office, leader or auditor grant."""
    over = unit_condition(grants_of(user, OVERSEES), "owner__")
    rows = Movement.objects.filter(over).exclude(status=Movement.Status.DRAFT)
    return get_object_or_404(rows.select_related("owner", "launched_by"), pk=pk)


def visible_movement_reports(user: AbstractBaseUser) -> QuerySet[MovementReport]:
    over = unit_condition(grants_of(user, OVERSEES), "movement__owner__")
    rows = MovementReport.objects.filter(over, paper__in=visible_papers(user).values("pk"))
    return rows.select_related("movement", "paper")


def can_make_movement_report(user: AbstractBaseUser, movement: Movement) -> Answer:
    if not holds_at_office(user, movement.owner, Role.OFFICE):
        said = _("Chỉ văn phòng của %(unit)s được lập báo cáo này.")
        return no(said % {"unit": movement.owner})
    if movement.status == Movement.Status.DRAFT:
        return no(_("Phong trào chưa phát động nên chưa có số liệu để báo cáo."))
    return YES
