"""“Chép lời nhắc”: a text to paste into a chat group, of a plan or of one unit."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.orgs.models import Unit
from phongtrao.plans.access import assignments as access
from phongtrao.plans.access import plans as plan_access
from phongtrao.plans.forms.board import BoardFilter
from phongtrao.plans.forms.cascade import communes_under
from phongtrao.plans.models import Plan
from phongtrao.plans.pages.reminder_texts import (
    KINDS,
    About,
    ReminderTexts,
    texts_of_plan,
    texts_of_unit,
)
from phongtrao.plans.queries.urging import Cause


@require_GET
def plan_reminder(request: SignedInRequest, pk: int) -> HttpResponse:
    """For the late units of the plan, or those that the board is narrowed to."""
    plan = plan_access.get_visible(request.user, pk)
    about = _about(request)
    rows = access.visible_assignments(request.user).filter(task__plan=plan)
    narrowing = request.GET.copy()
    narrowing.pop("tinh_trang", None)  # what to remind of is chosen here
    form = BoardFilter(narrowing, communes=communes_under(plan.owner))
    rows = form.narrow(rows) if form.is_valid() else rows.none()
    return _page(request, plan, texts_of_plan(plan, rows, about), about.cause)


@require_GET
def unit_reminder(request: SignedInRequest, pk: int) -> HttpResponse:
    unit = access.get_unit(request.user, pk)
    about = _about(request)
    rows = access.visible_assignments(request.user).filter(unit=unit)
    return _page(request, unit, texts_of_unit(unit, rows, about), about.cause)


def _about(request: SignedInRequest) -> About:
    asked = request.GET.get("viec", "")
    cause = next((cause for cause in KINDS if cause.value == asked), Cause.LATE)
    return About(cause, timezone.localdate(), request.build_absolute_uri)


def _page(
    request: SignedInRequest, subject: Plan | Unit, texts: ReminderTexts, cause: Cause
) -> HttpResponse:
    is_plan = isinstance(subject, Plan)
    name = "plans:plan" if is_plan else "plans:unit_work"
    context = {
        "nav": "plans" if is_plan else "orgs",
        "subject": subject,
        "back": reverse(name, args=[subject.pk]),
        "texts": texts,
        "causes": [(one.label, _address(request, one), one == cause) for one in KINDS],
    }
    return render_page(request, "plans/reminder_text.html", context)


def _address(request: SignedInRequest, cause: Cause) -> str:
    query = request.GET.copy()
    query["viec"] = cause.value
    return f"?{query.urlencode()}"
