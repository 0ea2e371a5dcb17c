"""Indicators that live on contests of students: begun and ended. S2-18"""

from functools import partial

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from phongtrao.base.http import SignedInRequest
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.indicators.access.definitions import owning_units
from phongtrao.research.access.contests import can_feed, get_feed
from phongtrao.research.forms.contests import ContestFeedForm
from phongtrao.research.models import ContestFeed
from phongtrao.research.services.contest_feeding import start_feed, stop_feed
from phongtrao.research.tabs import NAV
from phongtrao.research.views.contests import the_list
from phongtrao.research.views.deeds import DeedPage, fill
from phongtrao.web.acts import Question, confirm


@require_http_methods(["GET", "POST"])
@once
def feed_new(request: SignedInRequest) -> HttpResponse:
    owners = owning_units(request.user)
    if not owners.exists():
        raise Http404
    form = ContestFeedForm(request.POST or None, owners=owners)
    lead = _(
        "Hệ thống tính số của năm dương lịch cho từng trường, mỗi đêm, theo ngày công bố kết quả."
        " Từ đó không đợt thu nào hỏi lại đơn vị."
    )
    page = DeedPage(
        _("Nối với chỉ số"), lead, _("Nối và tính"), reverse("research:contests"), (the_list(),)
    )

    def deed() -> ContestFeed:
        said = form.cleaned_data
        return start_feed(said["indicator"], said["counted"], said["level"], by=request.user)

    said = _("Đã nối chỉ số và tính số của năm nay.")
    return fill(request, form, deed, page=page, said=said)


@require_http_methods(["GET", "POST"])
@once
def feed_stop(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_feed(request.user, pk)
    insist(can_feed(request.user, found.indicator.owner))
    question = Question(
        title=_("Thôi nối chỉ số “%s”?") % found.indicator,
        warning=_("Số của năm nay do hệ thống tính bị xóa, đơn vị phải khai lại khi có đợt thu."),
        word=_("thôi nối"),
        action=_("Thôi nối"),
        back=reverse("research:contests"),
        nav=NAV["nav"],
    )
    said = _("Đã thôi nối. Số của các năm trước giữ nguyên, số năm nay thu lại từ đơn vị.")
    return confirm(request, question, partial(stop_feed, found, by=request.user), said)
