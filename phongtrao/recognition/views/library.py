"""The library, the page of a creation, the reading list, models and good practices."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.orgs.imports.access import can_import
from phongtrao.orgs.scope import READS_ALL_BELOW, READS_OWN_UNIT, has_role
from phongtrao.recognition.access import (
    adopting_units,
    get_visible_creation,
    reads_library,
    visible_creations,
)
from phongtrao.recognition.forms.practices import PracticeForm
from phongtrao.recognition.pages import CreationPage
from phongtrao.recognition.queries.library import library_rows
from phongtrao.recognition.services import saved
from phongtrao.recognition.services.creations import register_practice
from phongtrao.recognition.tables import LIBRARY
from phongtrao.recognition.views.deeds import NAV, DeedPage, fill, page_of
from phongtrao.web.tables import respond

DROP = "bo"


def tabs_of(active: str, user: AbstractBaseUser) -> list[dict[str, Any]]:
    """Quotas for those who read the records of some unit."""
    tabs = (
        ("library", _("Kho")),
        ("adoptions", _("Áp dụng")),
        ("replications", _("Nhân rộng")),
        ("requests", _("Đề nghị phạm vi")),
        ("quotas", _("Chỉ tiêu")),
        ("statistics", _("Thống kê")),
    )
    return [
        {"label": label, "url": reverse(f"recognition:{name}"), "active": name == active}
        for name, label in tabs
        if name != "quotas" or has_role(user, *READS_ALL_BELOW, *READS_OWN_UNIT)
    ]


@require_GET
def library(request: SignedInRequest) -> HttpResponse:
    if not reads_library(request.user):
        raise Http404
    seen = visible_creations(request.user)
    rows = library_rows(seen, request.user)
    context = NAV | {
        "tabs": tabs_of("library", request.user),
        "may_import": can_import(request.user, "creations"),
        "may_register": adopting_units(request.user).exists(),
        "wide": True,
    }
    table = LIBRARY.of(rows, request.GET, {"seen": seen})
    return respond(request, table, "recognition/library.html", context)


@require_GET
def show(request: SignedInRequest, pk: int) -> HttpResponse:
    creation = get_visible_creation(request.user, pk)
    page = CreationPage.build(creation, request.user)
    return render_page(
        request, "recognition/creation.html", NAV | {"creation": creation, "page": page}
    )


@require_POST
def keep(request: SignedInRequest, pk: int) -> HttpResponse:
    """“Đọc sau”, and no longer."""
    creation = get_visible_creation(request.user, pk)
    deed = saved.drop_from_list if DROP in request.POST else saved.save_for_later
    deed(creation, by=request.user)
    return redirect(page_of(creation))


@require_http_methods(["GET", "POST"])
@once
def practice_new(request: SignedInRequest) -> HttpResponse:
    units = adopting_units(request.user)
    if not units.exists():
        raise Http404
    form = PracticeForm(request.POST or None, units=units)
    page = DeedPage(
        title=_("Ghi mô hình, cách làm hay"),
        lead=_("Ghi rồi thì mọi đơn vị tìm thấy trong kho; sau đó đơn vị đề nghị nhân rộng."),
        action=_("Ghi vào kho"),
        back=reverse("recognition:library"),
        help=_(
            "Mô hình, cách làm hay chưa cần quyết định công nhận. Khi có quyết định, văn phòng ghi phạm vi"
            " công nhận ở trang của mô hình; từ đó mới tính cho khen thưởng."
        ),
    )

    def deed() -> None:
        register_practice(form.creation(), form.shares(), by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã ghi vào kho."))
