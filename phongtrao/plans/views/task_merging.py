"""Merging a task into another of its plan: which one, then what stays of the two."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.lib.errors import DomainError
from phongtrao.plans.access import tasks as access
from phongtrao.plans.forms.task_merging import OtherTaskForm, TaskMergeForm
from phongtrao.plans.models import Task
from phongtrao.plans.pages.task_merging import MergePage
from phongtrao.plans.queries.task_merging import mergeable_with, near_tasks
from phongtrao.plans.services import task_merging as services

NAV = {"nav": "plans"}


@require_http_methods(["GET", "POST"])
@once
def task_merge(request: SignedInRequest, pk: int) -> HttpResponse:
    """The other task is named in the address (``?vao=``); without one the page proposes."""
    found = access.get_visible(request.user, pk)
    insist(access.can_merge(request.user, found))
    other = OtherTaskForm(request.GET or None, task=found)
    if other.is_valid():
        return _compare(request, found, other.cleaned_data["vao"])
    others = list(mergeable_with(found))
    context = {"near": near_tasks(found, others), "has_others": bool(others), "form": other}
    places = NAV | {"task": found, "plan": found.plan}
    return render_page(request, "plans/task_merge.html", places | context)


def _compare(request: SignedInRequest, goes: Task, stays: Task) -> HttpResponse:
    form = TaskMergeForm(request.POST or None, goes=goes, stays=stays)
    if form.is_valid():
        try:
            services.merge_tasks(goes, stays, form.taken(), by=request.user)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã gộp hai nhiệm vụ."))
            return redirect("plans:task", pk=stays.pk)
    page = MergePage.build(goes, stays)
    context = NAV | {"task": goes, "plan": goes.plan, "form": form, "page": page}
    return render_page(request, "plans/task_merge_into.html", context)
