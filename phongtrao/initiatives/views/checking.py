"""The office checks a dossier: every point of the list, or back with the places to mend."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.initiatives.access.initiatives import can_check, get_visible_initiative
from phongtrao.initiatives.forms.checking import CheckForm
from phongtrao.initiatives.models import Initiative
from phongtrao.initiatives.pages.copies import CopiesCard
from phongtrao.initiatives.pages.initiatives import facts_of
from phongtrao.initiatives.reading import read_initiative
from phongtrao.initiatives.services.checking import accept_as_valid, newest, return_initiative
from phongtrao.initiatives.tables import initiative_state, state_words
from phongtrao.initiatives.views.mine import NAV
from phongtrao.lib.errors import DomainError

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


def _judge(request: SignedInRequest, initiative: Initiative, form: CheckForm) -> str:
    if RETURN in request.POST:
        words = form.cleaned_data["reason"]
        return_initiative(initiative, words, form.places(), by=request.user)
        return _("Đã trả lại; các tác giả được báo cần sửa gì, ở đâu.")
    accept_as_valid(initiative, form.answers(), by=request.user)
    return _("Đã xác nhận hồ sơ hợp lệ.")
