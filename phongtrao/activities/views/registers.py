"""Dated registers of people, and the themes of communication of the year."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.activities.access.activities import (
    can_record_for,
    own_units,
    writes_activities,
)
from phongtrao.activities.access.registers import (
    can_end,
    get_entry,
    offered_papers,
    reads_registers,
    visible_entries,
    visible_themes,
)
from phongtrao.activities.forms.people import EndForm, EntryForm, ThemeForm
from phongtrao.activities.models import RegisterEntry, Theme
from phongtrao.activities.queries.themes import with_done
from phongtrao.activities.services.people import add_entry, end_entry, save_theme
from phongtrao.activities.tables import REGISTERS, THEMES
from phongtrao.activities.tabs import NAV, tabs_of
from phongtrao.activities.views.deeds import DeedPage, fill
from phongtrao.base.http import SignedInRequest
from phongtrao.base.idempotency import once
from phongtrao.web.tables import respond

FIELDS = ("unit", "year", "title", "channel", "planned", "document", "guidance")


@require_GET
def registers(request: SignedInRequest) -> HttpResponse:
    if not reads_registers(request.user):
        raise Http404
    context = NAV | {
        "tabs": tabs_of("registers", request.user),
        "may_write": writes_activities(request.user),
        "wide": True,
    }
    table = REGISTERS.of(visible_entries(request.user), request.GET)
    return respond(request, table, "activities/registers.html", context)


@require_http_methods(["GET", "POST"])
@once
def entry_new(request: SignedInRequest) -> HttpResponse:
    units = own_units(request.user)
    if not units.exists():
        raise Http404
    form = EntryForm(request.POST or None, units=units)
    page = DeedPage(_("Thêm người vào danh sách"), "", _("Thêm"), reverse("activities:registers"))

    def deed() -> None:
        add_entry(RegisterEntry(**form.cleaned_data), by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã thêm vào danh sách."))


@require_http_methods(["GET", "POST"])
@once
def entry_end(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_entry(request.user, pk)
    if not (may := can_end(request.user, found)) or found.until:
        messages.error(request, may.reason or _("Người này đã ra khỏi danh sách."))
        return redirect("activities:registers")
    form = EndForm(request.POST or None)
    said = {"person": found.person.full_name, "register": found.get_register_display()}
    page = DeedPage(
        _("%(person)s ra khỏi “%(register)s”") % said,
        "",
        _("Kết thúc"),
        reverse("activities:registers"),
    )
    return fill(
        request,
        form,
        lambda: end_entry(found, form.cleaned_data["until"], by=request.user),
        page=page,
        said=_("Đã ghi ngày kết thúc."),
    )


@require_GET
def themes(request: SignedInRequest) -> HttpResponse:
    if not reads_registers(request.user):
        raise Http404
    context = NAV | {
        "tabs": tabs_of("themes", request.user),
        "may_write": writes_activities(request.user),
        "wide": True,
    }
    table = THEMES.of(with_done(visible_themes(request.user)), request.GET)
    return respond(request, table, "activities/themes.html", context)


@require_http_methods(["GET", "POST"])
@once
def theme_new(request: SignedInRequest) -> HttpResponse:
    return _write_theme(request, Theme(), _("Thêm chủ đề truyền thông"))


@require_http_methods(["GET", "POST"])
@once
def theme_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(visible_themes(request.user), pk=pk)
    if not (may := can_record_for(request.user, found.unit)):
        messages.error(request, may.reason)
        return redirect("activities:themes")
    return _write_theme(request, found, _("Sửa “%s”") % found)


def _write_theme(request: SignedInRequest, theme: Theme, title: str) -> HttpResponse:
    units = own_units(request.user)
    if not units.exists():
        raise Http404
    given = {name: getattr(theme, name) for name in FIELDS[1:]} if theme.pk else {}
    initial = given | {"unit": theme.unit_id} if theme.pk else None
    papers = offered_papers(request.user, theme)
    form = ThemeForm(request.POST or None, units=units, papers=papers, initial=initial)
    page = DeedPage(title, "", _("Lưu"), reverse("activities:themes"))

    def deed() -> None:
        for name in FIELDS:
            setattr(theme, name, form.cleaned_data[name])
        save_theme(theme, by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã lưu chủ đề."))
