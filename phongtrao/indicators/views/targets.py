"""Targets: the list, one with those that took it over, set, taken over, dropped."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.indicators.access import definitions as access
from phongtrao.indicators.forms.definitions import LocaliseForm, TargetForm
from phongtrao.indicators.pages.definitions import target_lines
from phongtrao.indicators.pages.tabs import NAV, tabs_for
from phongtrao.indicators.services import defining as services
from phongtrao.indicators.tables import TARGETS
from phongtrao.web.acts import Question, confirm, done
from phongtrao.web.tables import respond


@require_GET
def target_list(request: SignedInRequest) -> HttpResponse:
    if not access.reads_indicators(request.user):
        raise Http404
    context = NAV | {"tabs": tabs_for(request.user, "targets")}
    table = TARGETS.of(access.visible_targets(request.user), request.GET)
    return respond(request, table, "indicators/targets.html", context)


@require_GET
def show(request: SignedInRequest, pk: int) -> HttpResponse:
    target = access.get_visible_target(request.user, pk)
    derived = access.visible_targets(request.user).filter(derived_from=target)
    rows = list(derived.order_by("unit__sort_key", "pk"))
    context: dict[str, Any] = NAV | {
        "target": target,
        "line": target_lines([target], request.user)[0],
        "derived": target_lines(rows, request.user),
        "may_localise": access.setting_units(request.user).exclude(pk=target.unit_id).exists(),
    }
    return render_page(request, "indicators/target.html", context)


@require_http_methods(["GET", "POST"])
@once
def new(request: SignedInRequest, pk: int) -> HttpResponse:
    indicator = access.get_visible_indicator(request.user, pk)
    if not access.setting_units(request.user).exists():
        raise Http404
    form = TargetForm(request.POST or None, user=request.user)
    made = done(
        request,
        form,
        lambda: services.set_target(
            indicator, form.cleaned_data["unit"], form.said(), by=request.user
        ),
    )
    if made:
        messages.success(request, _("Đã đặt chỉ tiêu."))
        return redirect("indicators:target", pk=made.pk)
    context = NAV | {"form": form, "indicator": indicator}
    return render_page(request, "indicators/target_form.html", context)


@require_http_methods(["GET", "POST"])
@once
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    target = access.get_visible_target(request.user, pk)
    insist(access.can_set_target(request.user, target.unit))
    form = TargetForm(request.POST or None, user=request.user, target=target)
    made = done(
        request,
        form,
        lambda: services.set_target(
            target.indicator, target.unit, form.said(), by=request.user, target=target
        ),
    )
    if made:
        messages.success(request, _("Đã sửa chỉ tiêu."))
        return redirect("indicators:target", pk=pk)
    context = NAV | {"form": form, "indicator": target.indicator, "target": target}
    return render_page(request, "indicators/target_form.html", context)


@require_http_methods(["GET", "POST"])
@once
def localise(request: SignedInRequest, pk: int) -> HttpResponse:
    """A unit takes a target from above as its own."""
    target = access.get_visible_target(request.user, pk)
    form = LocaliseForm(request.POST or None, user=request.user, target=target)
    if not form.fields["unit"].queryset.exists():  # type: ignore[attr-defined]  # a choice of rows
        raise Http404

    def deed() -> Any:
        asked = form.cleaned_data
        return services.localise_target(target, asked["unit"], asked["value"], by=request.user)

    if made := done(request, form, deed):
        messages.success(request, _("Đơn vị đã nhận chỉ tiêu."))
        return redirect("indicators:target", pk=made.pk)
    context = NAV | {"form": form, "indicator": target.indicator, "target": target}
    return render_page(request, "indicators/localise.html", context)


@require_http_methods(["GET", "POST"])
def drop(request: SignedInRequest, pk: int) -> HttpResponse:
    target = access.get_visible_target(request.user, pk)
    insist(access.can_set_target(request.user, target.unit))
    back = reverse("indicators:indicator", args=[target.indicator_id])
    question = Question(
        title=_("Bỏ chỉ tiêu năm %s?") % target.year,
        warning=_("Chỉ số và số liệu vẫn còn."),
        word=_("bỏ"),
        action=_("Bỏ chỉ tiêu"),
        back=back,
        nav="indicators",
    )
    deed = partial(services.drop_target, target, by=request.user)
    return confirm(request, question, deed, _("Đã bỏ chỉ tiêu."))
