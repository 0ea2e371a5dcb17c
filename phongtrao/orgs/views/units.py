"""Units: the list every signed-in person may read, and the page of one."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.accounts.models import User
from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.lib.errors import DomainError
from phongtrao.orgs import access, queries, services, switcher
from phongtrao.orgs.forms.units import EditUnitForm, NewUnitForm, UnitFactsForm, UnitFilter
from phongtrao.orgs.imports.access import imports_anything
from phongtrao.orgs.models import Place, Unit
from phongtrao.orgs.pages import past_page
from phongtrao.orgs.tabs import tabs_of
from phongtrao.web.tables import Column, Empty, Table, respond

NAV = {"nav": "orgs"}

UNITS = Table(
    key="units",
    title=pgettext_lazy("many", "Đơn vị"),
    order="name",
    filter=UnitFilter,
    columns=(
        Column("name", gettext_lazy("Tên đơn vị"), sort="sort_key", card="title"),
        Column("code", gettext_lazy("Mã định danh"), sort="code"),
        Column("kind", gettext_lazy("Loại"), value="type_name", sort="kind"),
        Column("level", gettext_lazy("Cấp học"), value="get_level_display", sort="level"),
        Column("area", gettext_lazy("Địa bàn"), value="get_area_display", sort="area"),
    ),
    row_url="orgs:unit",
    empty=Empty(
        gettext_lazy("Chưa có đơn vị nào."),
        gettext_lazy("Sở, xã, phường và trường học của địa phương sẽ hiện ở đây."),
    ),
    file_name="don-vi",
)


@require_GET
def unit_list(request: SignedInRequest) -> HttpResponse:
    table = UNITS.of(Unit.objects.standing().with_names(), request.GET)
    context = {
        **NAV,
        "may_found": access.is_administrator(request.user),
        "may_import": imports_anything(request.user),
    }
    return respond(request, table, "orgs/unit_list.html", context)


@require_GET
def unit_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    unit = access.get_unit(pk)
    spans = queries.spans_of(unit)
    context = {
        **NAV,
        "unit": unit,
        "place": spans[0] if spans else None,
        "past": past_page(unit, spans),
        "below": queries.below(unit),
        "seats": queries.seats_at(unit),
        "rooms": queries.looked_after_by(unit),
        "contact": queries.contact_of(unit),
        "can_keep": access.keeps_silent(request.user, unit),
        "can_edit": access.can_edit_unit(request.user, unit),
        "sees_history": access.sees_history(request.user, unit),
        "tabs": tabs_of(unit, request.user, "unit"),
    }
    return render_page(request, "orgs/unit.html", context)


@require_http_methods(["GET", "POST"])
@once
def unit_new(request: SignedInRequest) -> HttpResponse:
    if not access.is_administrator(request.user):
        raise Http404
    form = NewUnitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        place = Place(
            said["admin_parent"] or said["prof_parent"], said["prof_parent"] or said["admin_parent"]
        )
        try:
            unit = services.found_unit(form.unit(), said["name"], place, by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã thêm đơn vị."))
            return redirect("orgs:unit", pk=unit.pk)
    return render_page(request, "orgs/unit_form.html", {**NAV, "form": form})


@require_http_methods(["GET", "POST"])
@once
def unit_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    unit = access.get_administered_unit(request.user, pk)
    initial = {name: getattr(unit, name) for name in UnitFactsForm.base_fields}
    form = EditUnitForm(request.POST or None, initial=initial, kind=unit.kind)
    if request.method == "POST" and form.is_valid():
        try:
            _save_facts(unit, form, by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã lưu đơn vị."))
            return redirect("orgs:unit", pk=pk)
    context = {**NAV, "form": form, "unit": unit, "since": queries.standing_since(unit)}
    return render_page(request, "orgs/unit_form.html", context)


def _save_facts(unit: Unit, form: EditUnitForm, *, by: User) -> None:
    if form.is_mistake():
        services.correct_unit(unit, form.facts(), by=by)
    else:
        services.edit_unit(unit, form.facts(), by=by, on=form.cleaned_data["on"])


@require_POST
def switch_unit(request: SignedInRequest) -> HttpResponse:
    """Work as another of one's own units; no record changes, so a resend does no harm."""
    pk = request.POST.get("unit", "")
    if not pk.isdecimal() or not switcher.choose_unit(request.user, request.session, int(pk)):
        raise Http404
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        return redirect(target)
    return redirect("portal:home")
