"""A unit's work as columns, and the card that was dragged on one."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.lib.errors import DomainError
from phongtrao.orgs.tabs import tabs_of
from phongtrao.plans.access import assignments as access
from phongtrao.plans.pages.columns import card_of, lanes_of
from phongtrao.plans.queries.twins import lower_twins
from phongtrao.plans.services import twins as services


@require_GET
def work_board(request: SignedInRequest, pk: int) -> HttpResponse:
    unit = access.get_unit(request.user, pk)
    context = {
        "nav": "orgs",
        "unit": unit,
        "tabs": tabs_of(unit, request.user, "work"),
        "lanes": lanes_of(unit, request.user),
        "acts": access.acts_for(request.user, unit),
        "wide": True,
    }
    return render_page(request, "plans/columns.html", context)


@require_POST
def accept_card(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the button “Tiếp nhận” does for all parts of an entry, answered with the card as it is now, or with the refusal."""
    work = access.get_visible(request.user, pk)
    parts = [work, *access.visible_assignments(request.user).filter(pk__in=lower_twins([work]))]
    is_page = "trang" in request.POST  # its button, not a card that was dragged
    try:
        services.accept_entry(parts, by=request.user)
    except DomainError as error:
        words = str(error)
        if is_page:
            messages.error(request, words)
            return redirect("plans:work_board", pk=work.unit_id)
        return HttpResponse(words, "text/plain; charset=utf-8", HTTPStatus.CONFLICT)
    if is_page:
        messages.success(request, _("Đã tiếp nhận."))
        return redirect("plans:work_board", pk=work.unit_id)
    card = card_of(work, request.user)
    return render_page(request, "plans/columns_card.html", {"card": card, "lane_key": "doing"})
