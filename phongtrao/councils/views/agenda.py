"""The agenda: more cases, their order, one item with how its vote stands or what it came to."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.councils.access.councils import visible_cases
from phongtrao.councils.access.sittings import (
    can_direct,
    get_visible_item,
    get_visible_sitting,
    visible_items,
)
from phongtrao.councils.forms.sittings import CasesForm
from phongtrao.councils.models import Case, Sitting
from phongtrao.councils.pages.items import ItemPage
from phongtrao.councils.pages.sittings import agenda_table
from phongtrao.councils.queries.votes import with_turnout
from phongtrao.councils.services import sittings as services
from phongtrao.documents.access import insist
from phongtrao.lib.errors import DomainError
from phongtrao.web.acts import do
from phongtrao.web.tables import selected_rows

NAV: dict[str, Any] = {"nav": "councils"}


@require_http_methods(["GET", "POST"])
@once
def agenda_add(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_visible_sitting(request.user, pk)
    insist(can_direct(request.user, found))
    waiting = visible_cases(request.user).filter(council=found.council_id, status=Case.Status.OPEN)
    form = CasesForm(request.POST or None, waiting=waiting)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.put_on_agenda(found, form.chosen(), by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã thêm %d nội dung vào chương trình.") % len(made))
            return redirect("councils:sitting", pk=pk)
    title = _("Thêm hồ sơ vào chương trình")
    context = NAV | {"form": form, "sitting": found, "title": title}
    context["action_label"] = _("Thêm vào chương trình")
    return render_page(request, "councils/sitting_one_form.html", context)


@require_POST
def agenda_first(request: SignedInRequest, pk: int) -> HttpResponse:
    """Those ticked to the top of the agenda, in their order."""
    found = get_visible_sitting(request.user, pk)
    keys = _ticked(request, found)
    deed = partial(services.order_agenda, found, keys, by=request.user)
    return do(request, deed, _("Đã xếp lại."), reverse("councils:sitting", args=[pk]))


@require_POST
def agenda_leave(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_visible_sitting(request.user, pk)
    keys = _ticked(request, found)
    deed = partial(services.take_off_agenda, found, keys, by=request.user)
    said = _("Các nội dung chưa biểu quyết đã chọn được chuyển phiên sau.")
    return do(request, deed, said, reverse("councils:sitting", args=[pk]))


@require_GET
@never_cache
def item(request: SignedInRequest, pk: int, item_pk: int) -> HttpResponse:
    found = get_visible_sitting(request.user, pk)
    shown = get_visible_item(request.user, found, item_pk)
    context = NAV | {"page": ItemPage.build(shown, request.user), "sitting": found, "item": shown}
    return render_page(request, "councils/sitting_item.html", context)


def _ticked(request: SignedInRequest, found: Sitting) -> list[int]:
    rows = with_turnout(visible_items(request.user, found))
    table = agenda_table(found, may_direct=True)
    ticked = selected_rows(table, rows, request.POST).order_by("position", "pk")
    return [row.pk for row in ticked]
