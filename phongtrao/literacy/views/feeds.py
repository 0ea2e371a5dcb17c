"""Indicators that live on the numbers of a framework: begun, computed now, ended."""

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from phongtrao.base.http import SignedInRequest
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.literacy.access.common import can_keep
from phongtrao.literacy.access.frameworks import can_feed, get_feed, get_framework
from phongtrao.literacy.forms.frameworks import FeedForm
from phongtrao.literacy.services import feeding as services
from phongtrao.literacy.tabs import NAV
from phongtrao.literacy.views.deeds import DeedPage, fill
from phongtrao.web.acts import Question, confirm, do


@require_http_methods(["GET", "POST"])
@once
def feed_new(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_framework(request.user, pk)
    insist(can_feed(request.user, found))
    form = FeedForm(request.POST or None, framework=found)
    lead = _(
        "Hệ thống tính chỉ số từ số người được xác nhận trên tổng số người của nhóm, từng đơn vị, mỗi đêm."
        " Từ đó không đợt thu nào hỏi lại đơn vị."
    )
    back = reverse("literacy:framework", args=[pk])

    def deed() -> object:
        said = form.cleaned_data
        return services.start_feed(found, said["group"], said["indicator"], by=request.user)

    page = DeedPage(_("Nối với chỉ số: %s") % found, lead, _("Nối và tính"), back)
    return fill(request, form, deed, page=page, said=_("Đã nối chỉ số và tính số của năm nay."))


@require_POST
@once
def feed_compute(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_feed(request.user, pk)
    insist(can_keep(request.user, found.framework.owner))
    back = reverse("literacy:framework", args=[found.framework_id])
    deed = lambda: services.recompute(found, by=request.user)  # noqa: E731 -- what ``do`` asks for
    return do(request, deed, _("Đã tính lại số của năm nay."), back)


@require_http_methods(["GET", "POST"])
@once
def feed_stop(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_feed(request.user, pk)
    insist(can_feed(request.user, found.framework))
    question = Question(
        title=_("Thôi nối chỉ số “%s”?") % found.indicator,
        warning=_("Số của năm nay do hệ thống tính bị xóa, đơn vị phải khai lại khi có đợt thu."),
        word=_("thôi nối"),
        action=_("Thôi nối"),
        back=reverse("literacy:framework", args=[found.framework_id]),
        nav=NAV["nav"],
    )
    said = _("Đã thôi nối. Số của các năm trước giữ nguyên, số năm nay thu lại từ đơn vị.")
    return confirm(request, question, partial(services.stop_feed, found, by=request.user), said)
