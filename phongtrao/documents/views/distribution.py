"""Sending a paper: choose, see the numbers, send; then who has opened and acknowledged it."""

from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.accounts.models import User
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import circulation as access
from phongtrao.documents.access import get_visible_document, insist
from phongtrao.documents.forms.circulation import DeliveryFilter, DistributionForm
from phongtrao.documents.models import Delivery
from phongtrao.documents.pages.circulation import RemindPage, SendPage
from phongtrao.documents.queries.deliveries import deliveries_of, standing_of
from phongtrao.documents.queries.recipients import named_above, recipient_block
from phongtrao.documents.services import distribution as services
from phongtrao.documents.services.receiving import acknowledge as acknowledge_delivery
from phongtrao.lib.errors import DomainError
from phongtrao.lib.numbers import format_number
from phongtrao.web.acts import do
from phongtrao.web.components import State
from phongtrao.web.tables import Column, Empty, Table, respond, show_value

NAV = {"nav": "documents"}
PREVIEW = "xem"  # in the address once the choice is made
OUTSIDE = "ngoai"  # names ticked as really outside


def state_of(delivery: Delivery) -> State:
    if delivery.outside:
        return State(_("Ngoài hệ thống"), "neutral", icon="external-link")
    if delivery.is_joined:
        return State(_("Tính ở đơn vị kế thừa"), "neutral", icon="link")
    if delivery.acknowledged_at:
        return State(_("Đã xác nhận"), "done")
    if delivery.opened_at:
        return State(_("Đã mở, chưa xác nhận"), "running")
    return State(_("Chưa mở"), "due", icon="mail")


def _name(delivery: Delivery) -> str:
    return delivery.user.full_name if delivery.user else str(delivery)


def _when_and_who(at: datetime | None, by: User | None) -> str:
    """“08:15 21/11/2026, Trần Văn Bình”"""
    return f"{show_value(at)}, {by.full_name}" if at and by else ""


DELIVERIES = Table(
    key="deliveries",
    title=gettext_lazy("Nơi nhận"),
    order="name",
    filter=DeliveryFilter,
    columns=(
        Column("name", gettext_lazy("Nơi nhận"), value=_name, sort="name_key", card="title"),
        Column("line", gettext_lazy("Dòng nơi nhận"), value="line.said", sort="line__position"),
        Column("purpose", gettext_lazy("Mục đích"), value="get_purpose_display", sort="purpose"),
        Column("state", gettext_lazy("Tình trạng"), value=state_of),
        Column(
            "opened",
            gettext_lazy("Mở lúc"),
            value=lambda row: _when_and_who(row.opened_at, row.opened_by),
            sort="opened_at",
            in_export=False,
        ),
        Column(
            "acknowledged",
            gettext_lazy("Xác nhận lúc"),
            value=lambda row: _when_and_who(row.acknowledged_at, row.acknowledged_by),
            sort="acknowledged_at",
            in_export=False,
        ),
        Column("opened_at", gettext_lazy("Mở lúc"), on_screen=False),
        Column("opened_by", gettext_lazy("Người mở"), value="opened_by.full_name", on_screen=False),
        Column("acknowledged_at", gettext_lazy("Xác nhận lúc"), on_screen=False),
        Column(
            "acknowledged_by",
            gettext_lazy("Người xác nhận"),
            value="acknowledged_by.full_name",
            on_screen=False,
        ),
        Column("reminded_on", gettext_lazy("Đôn đốc ngày"), sort="reminded_on", align="end"),
    ),
    empty=Empty(
        gettext_lazy("Văn bản chưa gửi tới nơi nào."),
        gettext_lazy("Khi gửi, mỗi nơi nhận một dòng: đã mở, đã xác nhận hay chưa."),
    ),
    file_name="noi-nhan",
)


@require_http_methods(["GET", "POST"])
@once
def distribute(request: SignedInRequest, pk: int) -> HttpResponse:
    """The choice stands in the address; the preview shows what it does, and posts to the same."""
    document = get_visible_document(request.user, pk)
    insist(access.can_distribute(request.user, document))
    issuer = document.issuer
    if issuer is None:
        raise Http404
    asked = request.GET if PREVIEW in request.GET else None
    form = DistributionForm(asked, owner=issuer)
    form.initial.update(form.initial_of(document, form.groups))
    context: dict[str, Any] = NAV | {"document": document, "form": form}
    if form.is_valid():
        lines = form.lines()
        ticked = set(request.POST.getlist(OUTSIDE))
        page = SendPage.build(document, lines, issuer, ticked)
        if request.method == "POST" and not (left := page.unticked(ticked)):
            return _send(request, document.pk, partial(services.distribute, document, lines))
        if request.method == "POST":
            messages.error(request, _ask_ticks(left))
        context |= {"page": page, "ticked": ticked}
    return render_page(request, "documents/distribute.html", context)


def _ask_ticks(names: list[str]) -> str:
    words = _("Chưa gửi. Hãy đánh dấu các nơi đúng là ngoài hệ thống, hoặc sửa tên: %s.")
    return words % "; ".join(names)


def _send(request: SignedInRequest, pk: int, deed: Any) -> HttpResponse:
    try:
        sent = deed(by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("documents:distribute", pk=pk)
    said = {"new": format_number(sent.written), "old": format_number(sent.existing)}
    words = _("Đã gửi tới %(new)s nơi nhận; %(old)s nơi đã có từ trước.")
    if not sent.existing:
        words = _("Đã gửi tới %(new)s nơi nhận.")
    messages.success(request, words % said)
    return redirect("documents:deliveries", pk=pk)


@require_GET
def deliveries(request: SignedInRequest, pk: int) -> HttpResponse:
    document = get_visible_document(request.user, pk)
    if not access.reads_deliveries(request.user, document):
        raise Http404
    table = DELIVERIES.of(deliveries_of(document), request.GET, {"document": document})
    context = NAV | {
        "document": document,
        "standing": standing_of(document),
        "printed": recipient_block(document),
        "above": named_above(document),
        "can_send": access.can_distribute(request.user, document),
        "wide": True,
    }
    return respond(request, table, "documents/deliveries.html", context)


@require_http_methods(["GET", "POST"])
@once
def remind(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whom and how many first; nobody hears of the same paper twice a day."""
    document = get_visible_document(request.user, pk)
    insist(access.can_remind(request.user, document))
    if request.method == "POST":
        try:
            count = services.remind(document, by=request.user)
        except DomainError as error:
            messages.error(request, str(error))
        else:
            said = ngettext("Đã đôn đốc %(n)s nơi nhận.", "Đã đôn đốc %(n)s nơi nhận.", count)
            messages.success(request, said % {"n": format_number(count)})
        return redirect("documents:deliveries", pk=pk)
    page = RemindPage.build(document, timezone.localdate())
    return render_page(request, "documents/remind.html", NAV | {"document": document, "page": page})


@require_POST
@once
def acknowledge(request: SignedInRequest, pk: int) -> HttpResponse:
    delivery = access.get_addressed(request.user, pk)
    deed = partial(acknowledge_delivery, delivery, by=request.user)
    to = reverse("documents:document", args=[delivery.document_id])
    return do(request, deed, _("Đã xác nhận đã nhận văn bản."), to)
