"""Thresholds of a unit: what holds, who set it, what held before; setting them for a day to come."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.lib.errors import DomainError
from phongtrao.lib.numbers import format_date
from phongtrao.orgs.models import Unit
from phongtrao.similarity.access.thresholds import (
    get_unit,
    setters,
    units_with_thresholds,
    visible_thresholds,
)
from phongtrao.similarity.forms.thresholds import GiveUpForm, ThresholdForm
from phongtrao.similarity.models import ThresholdLevels
from phongtrao.similarity.pages.thresholds import ThresholdPage
from phongtrao.similarity.queries.thresholds import thresholds_below, thresholds_for
from phongtrao.similarity.services.thresholds import drop_levels, give_up_thresholds, set_thresholds
from phongtrao.similarity.tables import THRESHOLDS
from phongtrao.similarity.tabs import NAV, tabs_of
from phongtrao.web.acts import do
from phongtrao.web.tables import respond


@require_GET
def thresholds(request: SignedInRequest) -> HttpResponse:
    """Those of the highest unit one sets them for, else of the highest one reads."""
    mine = setters(request.user).first() or units_with_thresholds(request.user).first()
    if mine is None:
        raise Http404
    return _show(request, mine)


@require_GET
def of_unit(request: SignedInRequest, pk: int) -> HttpResponse:
    return _show(request, get_unit(request.user, pk))


def _show(request: SignedInRequest, unit: Unit) -> HttpResponse:
    below = thresholds_below(unit, visible_thresholds(request.user))
    table = THRESHOLDS.of(below, request.GET)
    context = NAV | {
        "page": ThresholdPage.build(unit, request.user),
        "tabs": tabs_of("thresholds", request.user),
        "shows_below": unit.kind in {*Unit.Kind.top, Unit.Kind.COMMUNE},
    }
    return respond(request, table, "similarity/thresholds.html", context)


@require_http_methods(["GET", "POST"])
@once
def set_(request: SignedInRequest, pk: int) -> HttpResponse:
    owner = get_object_or_404(setters(request.user), pk=pk)
    today = timezone.localdate()
    held = thresholds_for(owner, today)
    given = {name: getattr(held, name) for name in ("look", "ask", "refuse", "drafts_a_day")}
    given |= {"linked": held.linked, "holds_from": today + timedelta(days=1)}
    form = ThresholdForm(request.POST or None, owner=owner, initial=given)
    back = reverse("similarity:thresholds_of", args=[owner.pk])
    if request.method == "POST" and form.is_valid():
        try:
            set_thresholds(owner, form.levels(held.linked), form.day(), by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã đặt ngưỡng đối chiếu."))
            return redirect(back)
    context = NAV | {"form": form, "owner": owner, "back": back}
    return render_page(request, "similarity/threshold_form.html", context)


@require_http_methods(["GET", "POST"])
@once
def give_up(request: SignedInRequest, pk: int) -> HttpResponse:
    owner = get_object_or_404(setters(request.user), pk=pk)
    tomorrow = timezone.localdate() + timedelta(days=1)
    form = GiveUpForm(request.POST or None, initial={"from_day": tomorrow})
    back = reverse("similarity:thresholds_of", args=[owner.pk])
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["from_day"]
        try:
            give_up_thresholds(owner, day, by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            said = _("Từ %s đơn vị thôi ngưỡng riêng.") % format_date(day)
            messages.success(request, said)
            return redirect(back)
    context = NAV | {"form": form, "owner": owner, "back": back}
    return render_page(request, "similarity/threshold_give_up.html", context)


@require_POST
def drop(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = ThresholdLevels.objects.filter(threshold__owner__in=setters(request.user).order_by())
    row = get_object_or_404(rows.select_related("threshold__owner"), pk=pk)
    back = reverse("similarity:thresholds_of", args=[row.threshold.owner_id])
    return do(request, lambda: drop_levels(row, by=request.user), _("Đã bỏ mức sắp áp dụng."), back)
