"""Numbers: the board inside, a unit's own declaration, and what everybody may read."""

from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.literacy.access.common import can_bring, can_keep
from phongtrao.literacy.access.frameworks import (
    get_call,
    get_framework,
    visible_frameworks,
    visible_groups,
)
from phongtrao.literacy.access.results import board_units, get_board_unit, get_owed_count
from phongtrao.literacy.forms.calls import CallForm
from phongtrao.literacy.forms.results import CountForm
from phongtrao.literacy.models import CountCall, SkillFramework, TargetGroup
from phongtrao.literacy.pages.board import BoardPage
from phongtrao.literacy.pages.open_numbers import OpenPage
from phongtrao.literacy.services.calls import end_call, open_call
from phongtrao.literacy.services.counts import Declared, declare_counts
from phongtrao.literacy.sheets import board_workbook
from phongtrao.literacy.tabs import NAV, tabs_of
from phongtrao.literacy.views.deeds import DeedPage, fill
from phongtrao.orgs.models import Unit
from phongtrao.web.acts import Question, confirm
from phongtrao.web.tables import xlsx_response


@require_GET
def board(request: SignedInRequest) -> HttpResponse:
    """Of the highest unit one reads."""
    unit = board_units(request.user).first()
    if unit is None:
        raise Http404
    return _show(request, unit)


@require_GET
def board_of(request: SignedInRequest, pk: int) -> HttpResponse:
    return _show(request, get_board_unit(request.user, pk))


@require_GET
def board_sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    """The table as it is shown, whole."""
    page = BoardPage.build(get_board_unit(request.user, pk), request.user, request.GET)
    if page.board is None:
        raise Http404
    title = f"{page.unit}: {page.framework}, {page.group}"
    return xlsx_response(board_workbook(page.board, title), f"ky-nang-so-{pk}")


def _show(request: SignedInRequest, unit: Unit) -> HttpResponse:
    context = NAV | {
        "page": BoardPage.build(unit, request.user, request.GET),
        "tabs": tabs_of("board", request.user),
    }
    return render_page(request, "literacy/board.html", context)


@require_http_methods(["GET", "POST"])
@once
def count_new(request: SignedInRequest, pk: int) -> HttpResponse:
    return _declare(request, get_board_unit(request.user, pk), {})


@require_http_methods(["GET", "POST"])
@once
def count_owed(request: SignedInRequest, pk: int) -> HttpResponse:
    """What a call asks of a unit: the same form with the call's words in it."""
    owed = get_owed_count(request.user, pk)
    call = owed.call
    asked = {"framework": call.framework_id, "group": call.group_id, "day": call.day}
    return _declare(request, owed.unit, asked)


@require_http_methods(["GET", "POST"])
@once
def call_new(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_framework(request.user, pk)
    insist(can_keep(request.user, found.owner))
    asked = {"group": request.GET.get("nhom")}
    form = CallForm(request.POST or None, framework=found, initial=asked)
    lead = _(
        "Mỗi đơn vị phải khai được báo một lần khi mở, rồi được nhắc theo hạn cho đến khi khai. Ai chưa khai"
        " được nêu tên ở bảng số liệu."
    )
    back = f"{reverse('literacy:board_of', args=[found.owner_id])}?khung={pk}"

    def deed() -> object:
        return open_call(CountCall(framework=found, **form.cleaned_data), by=request.user)

    page = DeedPage(_("Thu số của các đơn vị: %s") % found, lead, _("Mở đợt khai số"), back)
    return fill(request, form, deed, page=page, said=_("Đã mở đợt khai số và báo các đơn vị."))


@require_http_methods(["GET", "POST"])
@once
def call_end(request: SignedInRequest, pk: int) -> HttpResponse:
    call = get_call(request.user, pk)
    insist(can_keep(request.user, call.framework.owner))
    asked = f"khung={call.framework_id}&nhom={call.group_id}"
    back = f"{reverse('literacy:board_of', args=[call.framework.owner_id])}?{asked}"
    question = Question(
        title=_("Kết thúc đợt khai số “%s”?") % call.group,
        warning=_("Không đơn vị nào còn phải khai hay được nhắc. Số đã khai giữ nguyên."),
        consequences=[(call.owed.filter(said_on=None).count(), _("đơn vị chưa khai"))],
        word=_("kết thúc"),
        action=_("Kết thúc đợt khai số"),
        back=back,
        nav=NAV["nav"],
    )
    deed = partial(end_call, call, by=request.user)
    return confirm(request, question, deed, _("Đã kết thúc đợt khai số."))


def _declare(request: SignedInRequest, unit: Unit, asked: dict[str, Any]) -> HttpResponse:
    insist(can_bring(request.user, unit))
    groups = visible_groups(request.user).exclude(counted=TargetGroup.Counted.STAFF)
    form = CountForm(
        request.POST or None,
        groups=groups.filter(out_since=None),
        frameworks=visible_frameworks(request.user).order_by("pk"),
        initial=asked,
    )

    def deed() -> int:
        said = form.cleaned_data
        whole = said["whole"]
        one = Declared(
            unit,
            said["group"],
            said["framework"],
            form.day_said(),
            int(said["done"]),
            None if whole is None else int(whole),
            said["reference"],
        )
        return declare_counts([one], by=request.user)

    lead = _("Chỉ ghi số lượng, không ghi tên. Cùng nhóm, cùng ngày thì số mới thay số cũ.")
    back = reverse("literacy:board_of", args=[unit.pk])
    page = DeedPage(_("Khai số người đạt: %s") % unit, lead, _("Ghi"), back)
    return fill(request, form, deed, page=page, said=_("Đã ghi số người đạt."))


@login_not_required
@require_GET
def open_numbers(request: HttpRequest, pk: int) -> HttpResponse:
    """For everybody, once the office has published it: never a figure of fewer than five people."""
    published = SkillFramework.objects.filter(public_since__isnull=False)
    framework = get_object_or_404(published.select_related("owner"), pk=pk)
    page = OpenPage.build(framework, request.GET.get("nhom", ""), timezone.localdate())
    return render_page(request, "literacy/open_numbers.html", {"page": page})
