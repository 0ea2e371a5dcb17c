"""Results of people: the list, one of them, confirming many at once, refusing, revoking, certificates."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access.certificates import can_issue_certificates
from phongtrao.lib.errors import DomainError
from phongtrao.literacy.access.common import keeps_literacy
from phongtrao.literacy.access.results import (
    can_decide,
    decided_completions,
    get_completion,
    visible_completions,
)
from phongtrao.literacy.forms.results import ConfirmResultsForm, ReasonForm
from phongtrao.literacy.models import Completion, Confirmation
from phongtrao.literacy.pages.home import state_of_completion
from phongtrao.literacy.queries.results import certificates_by
from phongtrao.literacy.services import completions as services
from phongtrao.literacy.services.certificates import prepare_certificates
from phongtrao.literacy.services.completions import Ground
from phongtrao.literacy.tables import RESULTS
from phongtrao.literacy.tabs import NAV, tabs_of
from phongtrao.literacy.views.deeds import DeedPage, fill
from phongtrao.web.tables import back_to, is_nothing_selected, respond, selected_rows

S = Completion.Status
MOST = 500  # confirmed at once: the page holds a line for each


@require_GET
def results(request: SignedInRequest) -> HttpResponse:
    if not keeps_literacy(request.user):
        raise Http404
    rows = visible_completions(request.user)
    context = NAV | {
        "tabs": tabs_of("results", request.user),
        "waiting": decided_completions(request.user).filter(status=S.WAITING).count(),
        "wide": True,
    }
    return respond(request, RESULTS.of(rows, request.GET), "literacy/results.html", context)


@require_GET
def completion(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_completion(request.user, pk)
    held = getattr(found, "confirmation", None)
    context = NAV | {
        "completion": found,
        "confirmation": held,
        "certificates": certificates_by(held).filter(status="issued") if held else (),
        "state": state_of_completion(found),
        "level": found.version.level_name(found.level),
        "may_decide": can_decide(request.user, found),
        "may_certify": held
        and held.status == Confirmation.Status.VALID
        and held.document_id
        and not hasattr(held, "certificate_link")
        and can_issue_certificates(request.user, held.unit),
    }
    return render_page(request, "literacy/completion.html", context)


@require_http_methods(["GET", "POST"])
def results_confirm(request: SignedInRequest) -> HttpResponse:
    """Ticked rows → who will be confirmed and who not, on which ground → confirmed."""
    back = reverse("literacy:results")
    if request.method == "GET":
        return redirect(back)
    if is_nothing_selected(request.POST):
        messages.warning(request, _("Chưa chọn kết quả nào. Hãy đánh dấu các dòng cần xác nhận."))
        return redirect(back_to(back, request.POST))
    picked = selected_rows(RESULTS, decided_completions(request.user), request.POST)
    rows = list(picked.order_by("person__sort_key", "pk"))
    ready = [one for one in rows if one.status == S.WAITING and can_decide(request.user, one)]
    ready, later = ready[:MOST], len(ready[MOST:])
    is_sent = "decided_on" in request.POST
    form = ConfirmResultsForm(
        request.POST if is_sent else None, units=list({one.decider_id for one in ready})
    )
    if is_sent and form.is_valid():
        said = form.cleaned_data
        ground = Ground(said["decided_on"], said["document"], said["until"])
        chosen = Completion.objects.filter(pk__in=[one.pk for one in ready])
        try:
            done = services.confirm_completions(chosen, ground, by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            told = ngettext("Đã xác nhận %d kết quả.", "Đã xác nhận %d kết quả.", len(done))
            messages.success(request, told % len(done))
            return redirect(back)
    context = NAV | {
        "form": form,
        "ready": ready,
        "later": later,
        "left": _left(request, rows),
    }
    return render_page(request, "literacy/results_confirm.html", context)


def _left(request: SignedInRequest, rows: list[Completion]) -> list[tuple[Completion, str]]:
    """Those that will not be confirmed, and why."""
    found = []
    for one in rows:
        answer = can_decide(request.user, one)
        if one.status != S.WAITING:
            found.append((one, str(state_of_completion(one))))
        elif not answer:
            found.append((one, answer.reason))
    return found


@require_http_methods(["GET", "POST"])
@once
def completion_refuse(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_completion(request.user, pk)
    return _with_reason(
        request,
        found,
        _("Không xác nhận kết quả"),
        lambda reason: services.refuse_completion(found, reason, by=request.user),
    )


@require_http_methods(["GET", "POST"])
@once
def confirmation_revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_completion(request.user, pk)
    held = get_object_or_404(Confirmation.objects.select_related("completion"), completion=found)
    return _with_reason(
        request,
        found,
        _("Hủy bỏ xác nhận"),
        lambda reason: services.revoke_confirmation(held, reason, by=request.user),
    )


def _with_reason(
    request: SignedInRequest, completion: Completion, title: str, deed: Any
) -> HttpResponse:
    if not can_decide(request.user, completion):
        raise Http404
    form = ReasonForm(request.POST or None)
    lead = _(
        "Người có kết quả này được báo kèm lý do. Giấy chứng nhận đã cấp (nếu có) hết giá trị."
    )
    back = reverse("literacy:completion", args=[completion.pk])
    return fill(
        request,
        form,
        lambda: deed(form.cleaned_data["reason"]),
        page=DeedPage(title, lead, title, back),
        said=_("Đã ghi."),
    )


@require_POST
@once
def certificates_prepare(request: SignedInRequest, pk: int) -> HttpResponse:
    """For everybody confirmed by the same decision; numbers are given on the page of the batch."""
    found = get_completion(request.user, pk)
    held = get_object_or_404(
        Confirmation.objects.select_related("unit", "document"),
        completion=found,
        document__isnull=False,
    )
    if held.document is None:
        raise Http404
    try:
        batch = prepare_certificates(held.unit, held.document, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("literacy:completion", pk=pk)
    return redirect("certificates:batch", pk=batch.pk)
