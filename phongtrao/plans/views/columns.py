"""A unit's work as columns, and the card that was dragged on one."""

from http import HTTPStatus

from django.http import HttpResponse
from django.views.decorators.http import require_GET, require_POST

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.lib.errors import DomainError
from phongtrao.orgs.tabs import tabs_of
from phongtrao.plans.access import assignments as access
from phongtrao.plans.pages.columns import Card, lanes_of
from phongtrao.plans.services import assignments as services


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
    """What the button “Tiếp nhận” does, answered with the card as it is now, or with the refusal."""
    work = access.get_visible(request.user, pk)
    try:
        services.accept_assignment(work, by=request.user)
    except DomainError as error:
        words = str(error)
        return HttpResponse(words, "text/plain; charset=utf-8", HTTPStatus.CONFLICT)
    card = Card.of(access.get_visible(request.user, pk), request.user)
    return render_page(request, "plans/columns_card.html", {"card": card, "lane_key": "doing"})
