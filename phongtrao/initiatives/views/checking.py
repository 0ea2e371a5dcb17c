"""The office checks a dossier: every point of the list, or back with the places to mend."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.initiatives.access.initiatives import (
    authored,
    can_check,
    get_visible_initiative,
    visible_initiatives,
)
from phongtrao.initiatives.access.rounds import can_run, get_visible_round
from phongtrao.initiatives.forms.checking import CheckForm
from phongtrao.initiatives.models import Initiative
from phongtrao.initiatives.pages.copies import CopiesCard
from phongtrao.initiatives.pages.initiatives import facts_of
from phongtrao.initiatives.queries.dossiers import handed_in_rows, with_copied
from phongtrao.initiatives.reading import read_initiative
from phongtrao.initiatives.services.checking import (
    accept_as_valid,
    accept_many,
    acceptance_of,
    newest,
    return_initiative,
)
from phongtrao.initiatives.tables import (
    CAME_IN,
    copied_words,
    initiative_state,
    state_words,
    worst_first,
)
from phongtrao.initiatives.views.mine import NAV
from phongtrao.lib.errors import DomainError
from phongtrao.web.acts import do
from phongtrao.web.tables import selected_again, selected_rows

RETURN = "tra-lai"  # the button; the other one accepts


@require_http_methods(["GET", "POST"])
@once
def check(request: SignedInRequest, pk: int) -> HttpResponse:
    initiative = get_visible_initiative(request.user, pk)
    insist(can_check(request.user, initiative))
    form = CheckForm(request.POST or None, initiative=initiative)
    if request.method == "POST" and form.is_valid():
        try:
            said = _judge(request, initiative, form)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, said)
            return redirect("initiatives:round", pk=initiative.round_id)
    reading = read_initiative(initiative, request.user)
    context = NAV | {
        "form": form,
        "initiative": initiative,
        "reading": reading,
        "facts": facts_of(reading),
        "authors": reading.authors(),
        "state": initiative_state(initiative),
        "sentence": state_words(initiative),
        "copies": CopiesCard.build(initiative, newest(initiative)),
        "asked": [(line, form.place_of(line.box.key)) for line in reading.lines],
    }
    return render_page(request, "initiatives/check.html", context)


@require_POST
@once
def accept_selected(request: SignedInRequest, pk: int) -> HttpResponse:
    """Those ticked, or all of the filter: first what is accepted, what stays and why; then in one act."""
    found = get_visible_round(request.user, pk)
    insist(can_run(request.user, found.owner))
    rows = handed_in_rows(visible_initiatives(request.user).filter(round=found))
    rows = with_copied(rows, authored(request.user))
    chosen = selected_rows(CAME_IN, rows, request.POST, {"round_": found})
    sifted = acceptance_of(chosen, by=request.user)
    points = [(row["key"], row["label"]) for row in found.checklist]
    # What was agreed to is accepted; a list that changed meanwhile is shown anew.
    if sifted.ready and request.POST.get("agreed") == sifted.digest:
        keys = [one.pk for one in sifted.ready]
        answers = {key: f"diem_{key}" in request.POST for key, _label in points}
        said = _("Đã xác nhận %d hồ sơ hợp lệ; tác giả được báo.") % len(keys)
        deed = partial(accept_many, found, keys, answers, by=request.user)
        return do(request, deed, said, reverse("initiatives:round", args=[pk]))
    context = NAV | {
        "round": found,
        "sifted": sifted,
        "ready": [(one, copied_words(one)) for one in worst_first(sifted.ready)],
        "points": points,
        "chosen": selected_again(request.POST),
    }
    return render_page(request, "initiatives/round_accept.html", context)


def _judge(request: SignedInRequest, initiative: Initiative, form: CheckForm) -> str:
    if RETURN in request.POST:
        words = form.cleaned_data["reason"]
        return_initiative(initiative, words, form.places(), by=request.user)
        return _("Đã trả lại; các tác giả được báo cần sửa gì, ở đâu.")
    accept_as_valid(initiative, form.answers(), by=request.user)
    return _("Đã xác nhận hồ sơ hợp lệ.")
