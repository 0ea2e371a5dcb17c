"""The office presses slow units: choose for what, see whom, send."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.lib.errors import DomainError
from phongtrao.plans.access import plans as plan_access
from phongtrao.plans.access import tasks as task_access
from phongtrao.plans.access.assignments import can_urge, can_urge_task
from phongtrao.plans.models import Plan, Task
from phongtrao.plans.pages.urging import MOST_SHOWN, UrgePage
from phongtrao.plans.services import urging as services
from phongtrao.plans.services.urging import Urged

SEEN = "da_xem"


@require_http_methods(["GET", "POST"])
@once
def urge_plan(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = plan_access.get_visible(request.user, pk)
    insist(can_urge(request.user, plan))
    return _urge(request, plan)


@require_http_methods(["GET", "POST"])
@once
def urge_task(request: SignedInRequest, pk: int) -> HttpResponse:
    task = task_access.get_visible(request.user, pk)
    insist(can_urge_task(request.user, task))
    return _urge(request, task)


def _urge(request: SignedInRequest, subject: Plan | Task) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    page = UrgePage.build(subject, request.GET, posted)
    back = _page_of(subject)
    if posted is not None and page.form.is_valid():
        if posted.get(SEEN) == page.seen:
            _send(request, page)
            return redirect(back)
        messages.info(request, _("Lựa chọn vừa đổi. Hãy xem lại các đơn vị bên dưới rồi gửi."))
    context = {"nav": "plans", "page": page, "plan": page.plan, "back": back, "most": MOST_SHOWN}
    return render_page(request, "plans/urge.html", context, part="panel")


def _send(request: SignedInRequest, page: UrgePage) -> None:
    try:
        urged = _press(request, page)
    except DomainError as error:
        messages.error(request, str(error))
        return
    messages.success(request, _("Đã đôn đốc %s đơn vị.") % urged.units)
    if urged.without_people:
        words = _("%s đơn vị chưa có người nhận thông báo. Hãy phân quyền đầu mối cho đơn vị.")
        messages.warning(request, words % urged.without_people)


def _press(request: SignedInRequest, page: UrgePage) -> Urged:
    if isinstance(page.subject, Plan):
        return services.urge_plan(page.subject, page.urging(), by=request.user)
    return services.urge_task(page.subject, page.urging(), by=request.user)


def _page_of(subject: Plan | Task) -> str:
    name = "plans:plan" if isinstance(subject, Plan) else "plans:task"
    return reverse(name, args=[subject.pk])
