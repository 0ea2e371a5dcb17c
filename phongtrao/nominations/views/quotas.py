"""Quotas of a round: the table with a box for each number, the same number for many."""

import re

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from phongtrao.base.http import SignedInRequest
from phongtrao.base.idempotency import once
from phongtrao.lib.errors import BadInput, DomainError
from phongtrao.lib.numbers import parse_whole_number
from phongtrao.nominations.access.rounds import get_run_round
from phongtrao.nominations.forms.quotas import MOST, AllotForm
from phongtrao.nominations.queries.quotas import units_within, with_quotas
from phongtrao.nominations.services.quotas import allot, set_quotas
from phongtrao.nominations.tables import QUOTAS
from phongtrao.nominations.views.pieces import NAV, fill
from phongtrao.orgs.imports.access import can_import
from phongtrao.web.deeds import DeedPage
from phongtrao.web.tables import respond

BOX = re.compile(r"(people|units)-(\d{1,18})")


@require_http_methods(["GET", "POST"])
@once
def quotas(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_run_round(request.user, pk)
    if request.method == "POST":
        try:
            count = set_quotas(found, _numbers(request), by=request.user)
        except DomainError as error:
            messages.error(request, str(error))
        else:
            said = ngettext("Đã lưu %(n)d chỉ tiêu.", "Đã lưu %(n)d chỉ tiêu.", count)
            messages.success(request, said % {"n": count})
        return redirect(request.get_full_path())
    rows = with_quotas(units_within(found), found)
    context = NAV | {"round": found, "may_import": can_import(request.user, "award_quotas")}
    return respond(request, QUOTAS.of(rows, request.GET), "nominations/quotas.html", context)


@require_http_methods(["GET", "POST"])
@once
def allot_many(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_run_round(request.user, pk)
    form = AllotForm(request.POST or None)
    page = DeedPage(
        _("Đặt chỉ tiêu chung"),
        _(
            "Mỗi đơn vị thuộc loại đã chọn được đề nghị nhiều nhất bấy nhiêu; sửa riêng từng đơn vị ở bảng chỉ tiêu."
        ),
        _("Đặt chỉ tiêu"),
        reverse("nominations:quotas", args=[pk]),
    )

    def deed() -> int:
        asked = form.cleaned_data
        return allot(
            found,
            form.most(),
            kinds=asked["kinds"],
            levels=asked["levels"],
            keeps=asked["keeps"],
            by=request.user,
        )

    return fill(request, form, deed, page=page, said=_("Đã đặt chỉ tiêu."))


def _numbers(request: SignedInRequest) -> dict[tuple[int, str], int | None]:
    """Of the boxes that were shown; an empty one takes the quota away."""
    found: dict[tuple[int, str], int | None] = {}
    for name, said in request.POST.items():
        if box := BOX.fullmatch(name):
            number = parse_whole_number(said) if str(said).strip() else None
            if number is not None and not 0 <= number <= MOST:
                raise BadInput(_("“%s” không phải chỉ tiêu. Hãy nhập số từ 0 trở lên.") % said)
            found[int(box[2]), box[1]] = number
    return found
