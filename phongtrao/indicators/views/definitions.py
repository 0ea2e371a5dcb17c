"""Indicators: the list, one with its targets and values, written, ended."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.indicators.access import definitions as access
from phongtrao.indicators.checks import Number
from phongtrao.indicators.forms.definitions import IndicatorForm, ValueForm
from phongtrao.indicators.pages.definitions import IndicatorPage
from phongtrao.indicators.pages.tabs import NAV, tabs_for
from phongtrao.indicators.services import defining as services
from phongtrao.indicators.services.measuring import enter_value
from phongtrao.indicators.tables import INDICATORS
from phongtrao.web.acts import Question, confirm, done
from phongtrao.web.tables import respond


@require_GET
def indicator_list(request: SignedInRequest) -> HttpResponse:
    if not access.reads_indicators(request.user):
        raise Http404
    rows = access.visible_indicators(request.user).annotate(goals=Count("targets"))
    context = NAV | {
        "tabs": tabs_for(request.user, "indicators"),
        "can_define": access.owning_units(request.user).exists(),
    }
    return respond(request, INDICATORS.of(rows, request.GET), "indicators/list.html", context)


@require_GET
def show(request: SignedInRequest, pk: int) -> HttpResponse:
    indicator = access.get_visible_indicator(request.user, pk)
    page = IndicatorPage.build(indicator, request.user)
    context = NAV | {"page": page, "indicator": indicator}
    return render_page(request, "indicators/indicator.html", context)


@require_http_methods(["GET", "POST"])
@once
def new(request: SignedInRequest) -> HttpResponse:
    if not access.owning_units(request.user).exists():
        raise Http404
    form = IndicatorForm(request.POST or None, user=request.user)
    made = done(
        request,
        form,
        lambda: services.create_indicator(
            form.cleaned_data["owner"], form.said(), form.links(), by=request.user
        ),
    )
    if made:
        messages.success(request, _("Đã lập chỉ số. Hãy đặt chỉ tiêu, hoặc mở đợt thu số liệu."))
        return redirect("indicators:indicator", pk=made.pk)
    return render_page(request, "indicators/form.html", NAV | {"form": form})


@require_http_methods(["GET", "POST"])
@once
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    indicator = access.get_visible_indicator(request.user, pk)
    insist(access.can_define(request.user, indicator.owner))
    form = IndicatorForm(request.POST or None, user=request.user, indicator=indicator)
    made = done(
        request,
        form,
        lambda: services.change_indicator(indicator, form.said(), form.links(), by=request.user),
    )
    if made:
        messages.success(request, _("Đã sửa chỉ số."))
        return redirect("indicators:indicator", pk=pk)
    context: dict[str, Any] = NAV | {"form": form, "indicator": indicator}
    return render_page(request, "indicators/form.html", context)


@require_http_methods(["GET", "POST"])
def end(request: SignedInRequest, pk: int) -> HttpResponse:
    indicator = access.get_visible_indicator(request.user, pk)
    insist(access.can_define(request.user, indicator.owner))
    question = Question(
        title=_("Thôi dùng chỉ số “%s”?") % indicator,
        warning=_("Đợt thu sau không hỏi chỉ số này nữa. Số liệu đã có vẫn còn và vẫn được cộng."),
        word=_("thôi dùng"),
        action=_("Thôi dùng chỉ số"),
        back=reverse("indicators:indicator", args=[pk]),
        nav="indicators",
    )
    deed = partial(services.end_indicator, indicator, by=request.user)
    return confirm(request, question, deed, _("Chỉ số thôi dùng từ hôm nay."))


@require_http_methods(["GET", "POST"])
@once
def value(request: SignedInRequest, pk: int) -> HttpResponse:
    """A yearly value of an external index, with where it was read."""
    indicator = access.get_visible_indicator(request.user, pk)
    insist(access.can_define(request.user, indicator.owner))
    if not indicator.is_external:
        raise Http404
    form = ValueForm(request.POST or None, indicator=indicator)

    def deed() -> Any:
        asked = form.cleaned_data
        number = Number(asked["n"], None, asked["note"])
        return enter_value(indicator, asked["unit"], asked["period"], number, by=request.user)

    if done(request, form, deed):
        messages.success(request, _("Đã ghi giá trị."))
        return redirect("indicators:indicator", pk=pk)
    context = NAV | {"form": form, "indicator": indicator}
    return render_page(request, "indicators/value.html", context)
