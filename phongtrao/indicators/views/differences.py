"""What a night found to differ from its rows, and setting it right once an office has looked."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from phongtrao.base.http import SignedInRequest
from phongtrao.indicators.access.totals import (
    get_visible_difference,
    sees_differences,
    visible_differences,
)
from phongtrao.indicators.pages.tabs import NAV, tabs_for
from phongtrao.indicators.services import blocks
from phongtrao.indicators.total_tables import DIFFERENCES
from phongtrao.web.acts import do
from phongtrao.web.tables import respond


@require_GET
def differences(request: SignedInRequest) -> HttpResponse:
    if not sees_differences(request.user):
        raise Http404
    context = NAV | {"tabs": tabs_for(request.user, "results")}
    table = DIFFERENCES.of(visible_differences(request.user), request.GET)
    return respond(request, table, "indicators/totals/differences.html", context)


@require_POST
def mend(request: SignedInRequest, pk: int) -> HttpResponse:
    difference = get_visible_difference(request.user, pk)
    said = _("Đã tính lại số tổng hợp của %s từ số liệu gốc.") % difference.unit
    return do(
        request,
        lambda: blocks.mend(difference, by=request.user),
        said,
        reverse("totals:differences"),
    )
