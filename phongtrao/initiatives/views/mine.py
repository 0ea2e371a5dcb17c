"""“Sáng kiến của tôi”, and the first step: a round, a title."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.initiatives.access.initiatives import own_authorships, own_initiatives
from phongtrao.initiatives.access.rounds import (
    get_visible_round,
    rounds_for_person,
    runs_rounds,
    works_with,
)
from phongtrao.initiatives.deadline import deadline_words
from phongtrao.initiatives.forms.writing import StartForm
from phongtrao.initiatives.models import Authorship, Initiative
from phongtrao.initiatives.services.writing import start_initiative
from phongtrao.initiatives.tables import OWN
from phongtrao.lib.errors import DomainError
from phongtrao.web.tables import respond

NAV: dict[str, Any] = {"nav": "initiatives"}


def tabs_of(user: AbstractBaseUser, active: str) -> list[dict[str, Any]]:
    """“Của tôi” and the rounds, side by side; for whoever holds rounds cards of use and forms of report too."""
    tabs = [("own_list", _("Của tôi")), ("round_list", _("Các đợt xét"))]
    if runs_rounds(user):
        tabs.append(("proof_list", _("Phiếu xác nhận áp dụng")))
        tabs.append(("form_list", _("Mẫu báo cáo")))
    return [
        {"label": label, "url": reverse(f"initiatives:{name}"), "active": name == active}
        for name, label in tabs
    ]


@require_GET
def own_list(request: SignedInRequest) -> HttpResponse:
    """Who only runs rounds is shown those: there is nothing of their own here."""
    own = own_initiatives(request.user).order_by().values("pk")
    rows = Initiative.objects.filter(pk__in=own).select_related("round", "unit").defer("values")
    offered = {round_.pk: round_ for _unit, round_ in rounds_for_person(request.user)}
    if runs_rounds(request.user) and not offered and not rows.exists():
        return redirect("initiatives:round_list")
    asked = own_authorships(request.user).filter(
        status=Authorship.Status.ASKED, initiative__status__in=Initiative.Status.written
    )
    context = NAV | {
        "tabs": tabs_of(request.user, "own_list") if works_with(request.user) else [],
        "rounds": [(one, deadline_words(one.closes_on)) for one in offered.values()],
        "asked": asked,
    }
    return respond(request, OWN.of(rows, request.GET), "initiatives/own_list.html", context)


@require_http_methods(["GET", "POST"])
@once
def start(request: SignedInRequest, pk: int) -> HttpResponse:
    round_ = get_visible_round(request.user, pk)
    units = [unit for unit, one in rounds_for_person(request.user) if one.pk == round_.pk]
    if not units:
        raise Http404
    form = StartForm(request.POST or None, units=units)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            made = start_initiative(round_, asked["unit"], asked["title"], by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã mở bản viết. Chỉ tác giả đọc được đến khi nộp."))
            return redirect("initiatives:edit", pk=made.pk)
    context = NAV | {"form": form, "round": round_, "deadline": deadline_words(round_.closes_on)}
    return render_page(request, "initiatives/start.html", context)
