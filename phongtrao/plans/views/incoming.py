"""An incoming paper becomes a plan being read, or tasks of the unit."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.documents.access.circulation import get_incoming
from phongtrao.lib.errors import DomainError
from phongtrao.plans.access import incoming as access
from phongtrao.plans.forms.incoming import OrdersForm
from phongtrao.plans.queries.incoming import passages_of
from phongtrao.plans.services import incoming as services

NAV = {"nav": "orgs"}


@require_POST
@once
def incoming_plan(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_incoming(request.user, pk)
    try:
        taken = services.read_as_plan(found, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("documents:incoming", pk=pk)
    if taken.is_new:
        messages.success(request, _("Đang đọc kế hoạch. Khi xong, hãy soát từng mục."))
    else:
        messages.info(request, _("Văn bản này đã được đọc trước đó."))
    return redirect("plans:intake", pk=taken.intake.pk)


@require_http_methods(["GET", "POST"])
@once
def incoming_tasks(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_incoming(request.user, pk)
    insist(access.can_make_tasks(request.user, found))
    form = OrdersForm(request.POST or None, passages=passages_of(found))
    if form.is_valid():
        try:
            made = services.make_tasks(found, form.orders(), by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            said = ngettext("Đã lập %d nhiệm vụ.", "Đã lập %d nhiệm vụ.", len(made))
            messages.success(request, said % len(made))
            return redirect("documents:incoming", pk=pk)
    context = NAV | {"form": form, "incoming": found}
    return render_page(request, "plans/incoming_tasks.html", context)
