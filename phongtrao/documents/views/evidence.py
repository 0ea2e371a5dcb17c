"""Evidence of a unit, and where each piece is cited."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents import access, services
from phongtrao.documents.evidence_uses import uses_of
from phongtrao.documents.forms import (
    EvidenceChangeForm,
    EvidenceFilter,
    EvidenceForm,
)
from phongtrao.lib.errors import DomainError
from phongtrao.orgs.models import Unit
from phongtrao.orgs.tabs import tabs_of
from phongtrao.web.tables import Column, Empty, Table, respond

NAV = {"nav": "orgs"}  # evidence is a tab of its unit

EVIDENCE = Table(
    key="evidence",
    title=gettext_lazy("Minh chứng"),
    order="-added_at",
    filter=EvidenceFilter,
    columns=(
        Column("title", gettext_lazy("Tên minh chứng"), sort="title", card="title"),
        Column("kind", gettext_lazy("Loại"), value="get_kind_display", sort="kind"),
        Column("valid_until", gettext_lazy("Có giá trị đến"), sort="valid_until", align="end"),
        Column("added_by", gettext_lazy("Người thêm"), value="added_by.full_name"),
        Column("added_at", gettext_lazy("Lúc"), sort="added_at", align="end"),
    ),
    row_url="documents:evidence",
    empty=Empty(
        gettext_lazy("Đơn vị chưa có minh chứng nào."),
        gettext_lazy("Mỗi tệp hoặc địa chỉ chỉ thêm một lần, rồi dẫn lại trong nhiều báo cáo."),
    ),
    file_name="minh-chung",
)


@require_GET
def evidence_list(request: SignedInRequest, pk: int) -> HttpResponse:
    unit = _unit(request, pk)
    rows = access.visible_evidence(request.user).filter(unit=unit).select_related("added_by")
    context = {
        **NAV,
        "unit": unit,
        "can_add": access.can_add_evidence(request.user, unit),
        "tabs": tabs_of(unit, request.user, "evidence"),
    }
    return respond(request, EVIDENCE.of(rows, request.GET), "documents/evidence_list.html", context)


@require_http_methods(["GET", "POST"])
@once
def evidence_new(request: SignedInRequest, pk: int) -> HttpResponse:
    unit = _unit(request, pk)
    access.insist(access.can_add_evidence(request.user, unit))
    form = EvidenceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.add_evidence(unit, by=request.user, **form.cleaned_data)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã thêm minh chứng “%(title)s”.") % {"title": made})
            return redirect("documents:evidence_list", pk=unit.pk)
    return render_page(request, "documents/evidence_form.html", {**NAV, "form": form, "unit": unit})


@require_http_methods(["GET", "POST"])
@once
def evidence(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_evidence(request.user, pk)
    can_change = access.can_add_evidence(request.user, found.unit)
    initial = {"title": found.title, "valid_until": found.valid_until}
    form = EvidenceChangeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_evidence(found, by=request.user, **form.cleaned_data)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("documents:evidence", pk=pk)
    context = {
        **NAV,
        "evidence": found,
        "uses": uses_of(request.user, [pk]).get(pk, []),
        "can_change": can_change,
        "form": form,
    }
    return render_page(request, "documents/evidence.html", context)


def _unit(request: SignedInRequest, pk: int) -> Unit:
    unit = Unit.objects.filter(access.evidence_units(request.user), pk=pk).first()
    if unit is None:
        raise Http404
    return unit
