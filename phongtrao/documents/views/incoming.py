"""Incoming papers of a unit: the book, a paper from outside, handing it on, its result."""

from datetime import date
from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import circulation as access
from phongtrao.documents.access import insist
from phongtrao.documents.access.reading import visible_incoming
from phongtrao.documents.forms.circulation import (
    FinishForm,
    HandForm,
    IncomingFilter,
    IncomingForm,
)
from phongtrao.documents.models import Incoming
from phongtrao.documents.pages.circulation import IncomingPage
from phongtrao.documents.queries.incoming import incoming_of
from phongtrao.documents.services import receiving as services
from phongtrao.lib.errors import DomainError
from phongtrao.orgs.access import get_unit
from phongtrao.orgs.models import Unit
from phongtrao.orgs.queries import keeper_of
from phongtrao.orgs.scope import reads_unit
from phongtrao.orgs.switcher import current_unit, own_units
from phongtrao.orgs.tabs import tabs_of
from phongtrao.web.acts import do
from phongtrao.web.components import Due, State, StateKind
from phongtrao.web.tables import Column, Empty, Table, respond

NAV = {"nav": "orgs"}  # a tab of its unit
S = Incoming.Status
KINDS: dict[str, StateKind] = {
    S.NEW: "due",
    S.BOOKED: "neutral",
    S.HANDED: "running",
    S.DONE: "done",
}


def state_of(incoming: Incoming) -> State:
    said = _("Chưa xác nhận") if incoming.status == S.NEW else incoming.get_status_display()
    return State(said, KINDS[incoming.status])


def due_of(incoming: Incoming) -> Due | None:
    if incoming.due_on is None:
        return None
    return Due.of(incoming.due_on, closed=incoming.status == S.DONE)


# The columns are those of the book of incoming papers (NĐ 30/2020, phụ lục IV).
INCOMING = Table(
    key="incoming",
    title=gettext_lazy("Sổ văn bản đến"),
    order="-arrived_on",
    filter=IncomingFilter,
    columns=(
        # First on screen, for it names the row and leads to it; in the workbook where the book has it.
        Column(
            "paper",
            gettext_lazy("Số, ký hiệu"),
            value=str,
            sort="number",
            card="title",
            in_export=False,
        ),
        Column(
            "arrival_number",
            gettext_lazy("Số đến"),
            sort=("year", "arrival_number"),
            align="end",
            grouped=False,
        ),
        Column("arrived_on", gettext_lazy("Ngày đến"), sort="arrived_on", align="end"),
        Column("symbol", gettext_lazy("Số, ký hiệu"), value=str, on_screen=False),
        Column("issued_on", gettext_lazy("Ngày văn bản"), on_screen=False),
        Column("sender", gettext_lazy("Cơ quan gửi"), sort="sender"),
        Column("abstract", gettext_lazy("Trích yếu")),
        Column("handed_to", gettext_lazy("Người xử lý"), value="handed_to.full_name"),
        Column(
            "due_on",
            gettext_lazy("Hạn"),
            value=due_of,
            sort="due_on",
            sheet=lambda due: due and due.day,
        ),
        Column("state", gettext_lazy("Tình trạng"), value=state_of, sort="status"),
        Column("result", gettext_lazy("Kết quả xử lý"), on_screen=False),
    ),
    row_url="documents:incoming",
    empty=Empty(
        gettext_lazy("Đơn vị chưa có văn bản đến."),
        gettext_lazy("Văn bản cấp trên gửi qua hệ thống tự có ở đây; văn bản giấy thì vào sổ."),
    ),
    file_name="so-van-ban-den",
)


@require_GET
def own_incoming(request: SignedInRequest) -> HttpResponse:
    """To the list of the unit one works as, or of the first one receives for."""
    current = current_unit(request.user, request.session)
    units = [*([current] if current else []), *own_units(request.user).values()]
    found = next((unit for unit in units if access.receives_for(request.user, unit)), None)
    if found is None:
        messages.error(request, _("Bạn không giữ sổ văn bản đến của đơn vị nào."))
        return redirect("documents:document_list")
    return redirect("documents:incoming_list", pk=found.pk)


def _unit(request: SignedInRequest, pk: int) -> Unit:
    """A unit one receives for; refused in a sentence within one's scope, unknown outside it."""
    unit = get_unit(pk)
    if not (access.receives_for(request.user, unit) or reads_unit(request.user, unit)):
        raise Http404
    insist(access.can_receive(request.user, unit))
    return unit


@require_GET
def incoming_list(request: SignedInRequest, pk: int) -> HttpResponse:
    unit = _unit(request, pk)
    rows = incoming_of(visible_incoming(request.user), unit)
    context = NAV | {"unit": unit, "tabs": tabs_of(unit, request.user, "incoming"), "wide": True}
    return respond(request, INCOMING.of(rows, request.GET), "documents/incoming_list.html", context)


@require_http_methods(["GET", "POST"])
@once
def incoming_new(request: SignedInRequest, pk: int) -> HttpResponse:
    unit = _unit(request, pk)
    initial: dict[str, date] = {"arrived_on": timezone.localdate()}
    form = IncomingForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.register_incoming(unit, form.arrival(), by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã vào sổ, số đến %s.") % made.arrival_number)
            return redirect("documents:incoming", pk=made.pk)
    return render_page(request, "documents/incoming_form.html", NAV | {"form": form, "unit": unit})


@require_GET
def incoming(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_incoming(request.user, pk)
    if found.document:
        services.open_deliveries(found.document, by=request.user)
    page = IncomingPage.build(found, request.user)
    context = NAV | {"page": page, "incoming": found, "state": state_of(found)}
    context["due"] = due_of(found) or ""
    return render_page(request, "documents/incoming.html", context)


@require_http_methods(["GET", "POST"])
@once
def incoming_hand(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_incoming(request.user, pk)
    insist(access.can_hand(request.user, found))
    initial = {"to": found.handed_to_id, "due_on": found.due_on}
    form = HandForm(request.POST or None, unit=keeper_of(found.unit), initial=initial)
    if form.is_valid():
        try:
            services.hand_incoming(found, **form.cleaned_data, by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã chuyển cho %s.") % found.handed_to)
            return redirect("documents:incoming", pk=pk)
    context = NAV | {"form": form, "incoming": found}
    return render_page(request, "documents/incoming_hand.html", context)


@require_POST
@once
def incoming_finish(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_incoming(request.user, pk)
    form = FinishForm(request.POST)
    result = form.cleaned_data["result"] if form.is_valid() else ""
    deed = partial(services.finish_incoming, found, result, by=request.user)
    return do(request, deed, _("Đã ghi kết quả."), reverse("documents:incoming", args=[pk]))
