"""The office presses slow units, of a whole plan or of one task."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from phongtrao.base.http import SignedInRequest
from phongtrao.base.idempotency import once
from phongtrao.lib.errors import DomainError
from phongtrao.plans.access import plans as plan_access
from phongtrao.plans.access import tasks as task_access
from phongtrao.plans.services.reminders import Urged
from phongtrao.plans.services.reminders import urge_plan as press_plan
from phongtrao.plans.services.reminders import urge_task as press_task


@require_POST
@once
def urge_plan(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = plan_access.get_visible(request.user, pk)
    _say(request, lambda: press_plan(plan, by=request.user))
    return redirect("plans:plan", pk=pk)


@require_POST
@once
def urge_task(request: SignedInRequest, pk: int) -> HttpResponse:
    task = task_access.get_visible(request.user, pk)
    _say(request, lambda: press_task(task, by=request.user))
    return redirect("plans:task", pk=pk)


def _say(request: SignedInRequest, press: Callable[[], Urged]) -> None:
    try:
        urged = press()
    except DomainError as error:
        messages.error(request, str(error))
        return
    messages.success(request, _("Đã đôn đốc %s đơn vị.") % urged.units)
    if urged.without_people:
        words = _("%s đơn vị chưa có người nhận thông báo. Hãy phân quyền đầu mối cho đơn vị.")
        messages.warning(request, words % urged.without_people)
