"""The plan above has changed: see what, take it over into one's own plan, or leave it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.lib.errors import DomainError
from phongtrao.plans.access import plans as plan_access
from phongtrao.plans.access.amending import can_carry
from phongtrao.plans.models import Plan
from phongtrao.plans.queries.changes_above import changes_above
from phongtrao.plans.services import carrying as services

LEAVE = "giu"


@require_http_methods(["GET", "POST"])
@once
def plan_above(request: SignedInRequest, pk: int) -> HttpResponse:
    """Posted with ``deed=giu`` the plan stays as it is; else what waits is taken over."""
    plan = plan_access.get_visible(request.user, pk)
    insist(can_carry(request.user, plan))
    if request.method == "POST":
        try:
            return _carry(request, plan)
        except DomainError as error:
            messages.error(request, str(error))
            return redirect("plans:plan", pk=pk)
    context = {"nav": "plans", "plan": plan, "waiting": changes_above(plan), "leave": LEAVE}
    return render_page(request, "plans/plan_above.html", context)


def _carry(request: SignedInRequest, plan: Plan) -> HttpResponse:
    if request.POST.get("deed") == LEAVE:
        services.leave_changes(plan, by=request.user)
        messages.success(
            request, _("Đã ghi: kế hoạch giữ nguyên, không theo thay đổi của cấp trên.")
        )
        return redirect("plans:plan", pk=plan.pk)
    draft = services.carry_over(plan, by=request.user)
    if draft.pk == plan.pk:
        messages.success(request, _("Đã đưa thay đổi vào bản thảo. Hãy đọc lại rồi ban hành."))
    else:
        said = _("Đã lập bản sửa đổi theo kế hoạch cấp trên. Hãy đọc lại, đối chiếu rồi ban hành.")
        messages.success(request, said)
    return redirect("plans:plan", pk=draft.pk)
