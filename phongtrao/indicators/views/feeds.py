"""An indicator that counts activities: how, what that comes to, counted anew, given up."""

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
from phongtrao.indicators.access import definitions as access
from phongtrao.indicators.forms.feeds import FeedForm
from phongtrao.indicators.models import ActivityFeed, Indicator
from phongtrao.indicators.pages.feeds import FeedPreview
from phongtrao.indicators.pages.tabs import NAV
from phongtrao.indicators.queries.from_activities import feed_of
from phongtrao.indicators.services import from_activities as services
from phongtrao.lib.errors import DomainError
from phongtrao.web.acts import Question, confirm, do, done


@require_http_methods(["GET", "POST"])
@once
def feed(request: SignedInRequest, pk: int) -> HttpResponse:
    indicator = _definable(request, pk)
    known = feed_of(indicator)
    insist(access.can_count_activities(indicator))
    asked = {"measure": indicator.measure}
    form = FeedForm(request.POST or None, feed=known, initial=asked)
    preview = None
    if "xem" in request.POST:
        preview = _previewed(form, indicator, request)
    elif done(request, form, lambda: _set(form, indicator, request)):
        messages.success(
            request, _("Từ nay hệ thống đếm chỉ số này từ hoạt động, mỗi đêm một lần.")
        )
        return redirect("indicators:indicator", pk=pk)
    elif known and request.method == "GET":
        preview = FeedPreview.of(known, request.user)
    context = NAV | {"form": form, "indicator": indicator, "feed": known, "preview": preview}
    return render_page(request, "indicators/feed.html", context)


@require_POST
@once
def recompute(request: SignedInRequest, pk: int) -> HttpResponse:
    """Now, without waiting for the night."""
    indicator = _definable(request, pk)
    deed = partial(services.recompute, indicator, by=request.user)
    to = reverse("totals:indicator", args=[pk])
    back = reverse("indicators:indicator", args=[pk])
    return do(request, deed, _("Đã đếm lại từ hoạt động đến lúc này."), to, refused_to=back)


@require_http_methods(["GET", "POST"])
def stop(request: SignedInRequest, pk: int) -> HttpResponse:
    indicator = _definable(request, pk)
    question = Question(
        title=_("Thôi tính “%s” từ hoạt động?") % indicator,
        warning=_(
            "Số đã đếm của năm nay bị bỏ, đợt thu sau hỏi đơn vị. Số của các năm trước vẫn còn."
        ),
        word=_("thôi tính"),
        action=_("Thôi tính từ hoạt động"),
        back=reverse("indicators:indicator", args=[pk]),
        nav="indicators",
    )
    deed = partial(services.stop_feed, indicator, by=request.user)
    return confirm(request, question, deed, _("Chỉ số này lại thu từ đơn vị."))


def _definable(request: SignedInRequest, pk: int) -> Indicator:
    indicator = access.get_visible_indicator(request.user, pk)
    insist(access.can_define(request.user, indicator.owner))
    return indicator


def _previewed(
    form: FeedForm, indicator: Indicator, request: SignedInRequest
) -> FeedPreview | None:
    """What the words would count; what does not fit is said on the form, nothing is kept."""
    if not form.is_valid():
        return None
    try:
        tried = services.tried(indicator, form.said(), form.cleaned_data["measure"])
    except DomainError as error:
        add_refusal(form, error)
        return None
    return FeedPreview.of(tried, request.user)


def _set(form: FeedForm, indicator: Indicator, request: SignedInRequest) -> ActivityFeed:
    measure = form.cleaned_data["measure"]
    return services.set_feed(indicator, form.said(), measure=measure, by=request.user)
