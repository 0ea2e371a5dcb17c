"""How a round is judged, and its valid initiatives before the council, all at once."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.initiatives.access.council import can_send_from, can_send_up
from phongtrao.initiatives.access.initiatives import get_visible_initiative, visible_initiatives
from phongtrao.initiatives.access.rounds import can_run, get_visible_round
from phongtrao.initiatives.forms.council import JudgingForm
from phongtrao.initiatives.queries.dossiers import handed_in_rows
from phongtrao.initiatives.services import bringing as services
from phongtrao.initiatives.services import sending_up as sending
from phongtrao.initiatives.tables import CAME_IN
from phongtrao.initiatives.views.mine import NAV
from phongtrao.lib.errors import DomainError
from phongtrao.web.acts import do
from phongtrao.web.tables import selected_again, selected_rows


@require_http_methods(["GET", "POST"])
@once
def judging(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_visible_round(request.user, pk)
    insist(can_run(request.user, found.owner))
    form = JudgingForm(request.POST or None, user=request.user, round_=found)
    if request.method == "POST" and form.is_valid():
        try:
            services.set_judging(found, form.judging(), by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã lưu cách xét của đợt."))
            return redirect("initiatives:round", pk=pk)
    context = NAV | {"form": form, "round": found}
    return render_page(request, "initiatives/round_judging.html", context)


@require_http_methods(["GET", "POST"])
@once
def bring(request: SignedInRequest, pk: int) -> HttpResponse:
    """First what it would do, with the conflicts that would be found."""
    found = get_visible_round(request.user, pk)
    insist(can_run(request.user, found.owner))
    back = redirect("initiatives:round", pk=pk)
    try:
        if request.method == "POST":
            brought = services.bring_to_council(found, by=request.user)
            said = _("Đã đưa %d sáng kiến ra hội đồng; tác giả được báo.") % len(brought)
            messages.success(request, said)
            return back
        preview = services.preview_of(found, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return back if found.council_id else redirect("initiatives:round_judging", pk=pk)
    context = NAV | {"round": found, "council": found.council, "preview": preview}
    return render_page(request, "initiatives/round_bring.html", context)


@require_POST
@once
def send_many_up(request: SignedInRequest, pk: int) -> HttpResponse:
    """Those ticked, or all of the filter: first what goes, what stays and why; then in one act."""
    found = get_visible_round(request.user, pk)
    insist(can_send_from(request.user, found))
    rows = handed_in_rows(visible_initiatives(request.user).filter(round=found))
    ascent = sending.ascent_of(selected_rows(CAME_IN, rows, request.POST, {"round_": found}))
    # What was agreed to is sent; a list that changed meanwhile is shown anew.
    if ascent.ready and request.POST.get("agreed") == ascent.digest:
        keys = [one.pk for one in ascent.ready]
        said = _("Đã gửi %(n)d sáng kiến lên “%(round)s”; tác giả được báo.")
        words = said % {"n": len(keys), "round": found.upper}
        deed = partial(sending.send_many_up, found, keys, by=request.user)
        return do(request, deed, words, reverse("initiatives:round", args=[pk]))
    context = NAV | {
        "round": found,
        "sifted": ascent,
        "ready": [(one, "") for one in ascent.ready],
        "chosen": selected_again(request.POST),
    }
    return render_page(request, "initiatives/round_send_up.html", context)


@require_POST
@once
def send_up(request: SignedInRequest, pk: int) -> HttpResponse:
    initiative = get_visible_initiative(request.user, pk)
    insist(can_send_up(request.user, initiative))
    deed = partial(sending.send_up, initiative, by=request.user)
    said = _("Đã gửi sáng kiến lên “%s”.") % initiative.round.upper
    return do(request, deed, said, reverse("initiatives:initiative", args=[pk]))
