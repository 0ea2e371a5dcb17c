"""Saying where tasks hang: one task, or several of a plan on one content."""

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
from phongtrao.plans.access import tasks as access
from phongtrao.plans.forms.placing import PlaceManyForm, PlacingForm
from phongtrao.plans.services import placing as services

NAV = {"nav": "plans"}


@require_http_methods(["GET", "POST"])
@once
def task_place(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible(request.user, pk)
    insist(access.can_place(request.user, found))
    form = PlacingForm(request.POST or None, task=found, user=request.user)
    if form.is_valid():
        try:
            services.place_task(found, form.placing(), by=request.user)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã gắn nhiệm vụ."))
            return redirect("plans:task", pk=pk)
    context = NAV | {"form": form, "plan": found.plan, "task": found}
    return render_page(request, "plans/task_place.html", context)


@require_http_methods(["GET", "POST"])
@once
def tasks_place(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = plan_access.get_visible(request.user, pk)
    insist(plan_access.can_place(request.user, plan))
    form = PlaceManyForm(request.POST or None, plan=plan)
    if form.is_valid():
        chosen, content = form.cleaned_data["tasks"], form.cleaned_data["content"]
        try:
            moved = services.place_tasks(plan, list(chosen), content, by=request.user)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã gắn %d nhiệm vụ.") % moved)
            return redirect("plans:plan", pk=pk)
    return render_page(request, "plans/tasks_place.html", NAV | {"form": form, "plan": plan})
