"""The quota card of a unit, the list of all units, and setting what is asked. S0-05, S0-42."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.lib.numbers import format_number
from phongtrao.lib.periods import PeriodKind, containing
from phongtrao.orgs.models import Unit
from phongtrao.orgs.queries import shares
from phongtrao.orgs.tabs import tabs_of as unit_tabs
from phongtrao.recognition.access import (
    counted_units,
    get_counted_unit,
    quota_setters,
    reads_library,
)
from phongtrao.recognition.forms.quotas import QuotaForm
from phongtrao.recognition.queries.quotas import (
    Asked,
    Standing,
    asked_of,
    counted_creations,
    last_years,
    quota_over,
    trend_of,
    trend_of_all,
    with_standing,
)
from phongtrao.recognition.services.quotas import set_quota
from phongtrao.recognition.tables import QUOTAS
from phongtrao.recognition.views.deeds import NAV, DeedPage, fill
from phongtrao.recognition.views.library import tabs_of
from phongtrao.web.charts import Bar, Chart, bar_chart
from phongtrao.web.tables import respond


@require_GET
def quotas(request: SignedInRequest) -> HttpResponse:
    """Every unit one reads, in one year, with what it still lacks."""
    if not reads_library(request.user):
        raise Http404
    units = counted_units(request.user)
    top = units.order_by("admin_path", "pk").first()
    if top is None:
        raise Http404
    years, asked = _years(request, top)
    table = QUOTAS.of(with_standing(units, asked), request.GET, {"years": years})
    trend = trend_of_all(units, asked)
    context = NAV | {
        "tabs": tabs_of("quotas", request.user),
        "asked": asked,
        "trend": trend[::-1],
        "chart": _chart(trend),
        "setter": quota_setters(request.user).first(),
        "wide": True,
    }
    return respond(request, table, "recognition/quotas.html", context)


@require_GET
def unit(request: SignedInRequest, pk: int) -> HttpResponse:
    """The card: recognised ÷ staff, what is missing, why; five years."""
    found = get_counted_unit(request.user, pk)
    years, asked = _years(request, found)
    trend = trend_of(found, asked.period)
    context: dict[str, Any] = {
        "nav": "orgs",
        "unit": found,
        "tabs": unit_tabs(found, request.user, "initiatives"),
        "asked": asked,
        "years": years,
        "now": trend[-1],
        "trend": trend[::-1],
        "chart": _chart(trend),
        "counted": list(counted_creations(found, asked.period)),
        "shares": shares(found, asked.counted_on),
    }
    return render_page(request, "recognition/unit_quota.html", context)


def _years(request: SignedInRequest, of: Unit) -> tuple[list[tuple[str, str]], Asked]:
    """The years to choose from, and what is asked in the one chosen; an unknown one is this year."""
    law = quota_over(of)[0]
    now = containing(timezone.localdate(), PeriodKind(law.calendar))
    years = last_years(now)[::-1]
    chosen = next((year for year in years if year.key == request.GET.get("nam")), now)
    return [(year.key, year.label) for year in years], asked_of(of, chosen)


def _chart(trend: list[Standing]) -> Chart:
    bars = [
        Bar(
            one.period.label,
            float(one.ratio or 0),
            f"{format_number(one.ratio)}%" if one.ratio is not None else _("chưa có số người"),
        )
        for one in trend
    ]
    percent = trend[-1].percent
    goal = _("chỉ tiêu %s%%") % format_number(percent)
    return bar_chart(_("Tỷ lệ sáng kiến qua các năm"), bars, goal=percent, goal_words=goal)


@require_http_methods(["GET", "POST"])
@once
def set_(request: SignedInRequest, pk: int) -> HttpResponse:
    owner = get_object_or_404(quota_setters(request.user), pk=pk)
    law, _owner = quota_over(owner)
    given = {name: getattr(law, name) for name in ("percent", "calendar", "counted_on", "basis")}
    form = QuotaForm(request.POST or None, initial=given)
    page = DeedPage(
        title=_("Đặt chỉ tiêu sáng kiến"),
        lead=_("Áp dụng cho %s và mọi đơn vị bên dưới chưa có chỉ tiêu riêng.") % owner,
        action=_("Đặt chỉ tiêu"),
        back=reverse("recognition:quotas"),
        help=_(
            "Kế hoạch phong trào đặt từ 10% tổng số người; tỷ lệ, ngày tính số người và cách tính năm cần kiểm"
            " tra với kế hoạch của tỉnh."
        ),
    )

    def deed() -> None:
        set_quota(owner, form.law(), by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã đặt chỉ tiêu."))
