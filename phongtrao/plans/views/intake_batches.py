"""What is done with many facts of an intake at once, and how it is taken back."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import get_visible_document, insist
from phongtrao.lib.errors import DomainError
from phongtrao.plans.access import intake as access
from phongtrao.plans.forms.intake_tasks import DraftTasksForm
from phongtrao.plans.intake.sections import SECTIONS
from phongtrao.plans.models import Intake
from phongtrao.plans.pages.intake_sure import SurePage
from phongtrao.plans.queries.intake_batches import SMALLEST, task_sources
from phongtrao.plans.services import intake_batches as services
from phongtrao.plans.services.intake_numbers import take_registered_number
from phongtrao.web.acts import do


@require_POST
@once
def facts_accept(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible(request.user, pk)
    shown = [int(fact) for fact in request.POST.get("shown", "").split() if fact.isdecimal()]
    section = request.POST.get("muc", "")
    try:
        count = services.accept_facts(found, shown, section, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        said = _("Đã nhận %d mục.") % count
        if count >= SMALLEST:
            said = " ".join((said, _("Nếu nhầm, bấm “Hoàn tác” dưới danh sách.")))
        messages.success(request, said)
    return redirect(review_url(found, section))


@require_GET
def facts_sure(request: SignedInRequest, pk: int) -> HttpResponse:
    """What would be accepted at once, part by part, before it is; ``facts_accept`` does it."""
    found = access.get_visible(request.user, pk)
    insist(access.can_review(request.user, found))
    asked = request.GET.get("muc", "")
    page = SurePage.build(found, asked if asked in SECTIONS else "")
    context = {"nav": "intake", "intake": found, "page": page}
    return render_page(request, "plans/intake_sure.html", context)


@require_POST
@once
def facts_unaccept(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible(request.user, pk)
    deed = partial(services.undo_batch, found, by=request.user)
    back = review_url(found, request.POST.get("muc", ""))
    return do(request, deed, _("Đã hoàn tác. Các mục đó lại chờ soát."), back)


@require_http_methods(["GET", "POST"])
@once
def intake_tasks(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose contents and duties; each becomes a task to be looked at."""
    found = access.get_visible(request.user, pk)
    insist(access.can_review(request.user, found))
    sent = request.POST if request.method == "POST" else None
    form = DraftTasksForm(sent, facts=task_sources(found))
    if form.is_valid():
        try:
            made = services.draft_tasks(
                found, form.chosen(), form.cleaned_data["leads"], by=request.user
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            said = ngettext(
                "Đã lập %d nhiệm vụ nháp. Hãy soát từng nhiệm vụ.",
                "Đã lập %d nhiệm vụ nháp. Hãy soát từng nhiệm vụ.",
                len(made),
            )
            messages.success(request, said % len(made))
            return redirect(review_url(found, "tasks"))
    context: dict[str, Any] = {"nav": "intake", "intake": found, "form": form}
    return render_page(request, "plans/intake_tasks.html", context)


@require_POST
@once
def intake_tasks_undo(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible(request.user, pk)
    deed = partial(services.undo_drafted_tasks, found, by=request.user)
    said = _("Đã bỏ các nhiệm vụ nháp chưa soát; nội dung vẫn còn nguyên.")
    return do(request, deed, said, review_url(found, "tasks"))


@require_POST
@once
def intake_number(request: SignedInRequest, pk: int) -> HttpResponse:
    """The paper is one that is registered already, under a number a little different."""
    found = access.get_visible(request.user, pk)
    asked = request.POST.get("van_ban", "")
    if not asked.isdecimal():
        raise Http404
    document = get_visible_document(request.user, int(asked))
    deed = partial(take_registered_number, found, document, by=request.user)
    said = _("Đã lấy số %s trong sổ.") % document.number
    return do(request, deed, said, review_url(found, "document"))


def review_url(found: Intake, section: str) -> str:
    query = f"?{urlencode({'muc': section})}" if section else ""
    return reverse("plans:intake", args=[found.pk]) + query
