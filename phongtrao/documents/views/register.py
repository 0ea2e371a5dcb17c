"""The register of official documents."""

from dataclasses import replace
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.accounts.models import Role
from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents import access, services
from phongtrao.documents.access.circulation import can_pack
from phongtrao.documents.forms import CitationForm, DocumentFilter, DocumentForm
from phongtrao.documents.models import Citation, OfficialDocument
from phongtrao.documents.pages import DocumentPage, state_of_document
from phongtrao.documents.pages.circulation import CirculationPart
from phongtrao.documents.services.packages import request_package
from phongtrao.documents.services.page_images import Printed
from phongtrao.documents.services.receiving import open_deliveries
from phongtrao.documents.views.printed import show_printed
from phongtrao.lib.errors import DomainError
from phongtrao.orgs.scope import grants_of
from phongtrao.web.acts import do
from phongtrao.web.tables import BulkAction, Column, Empty, Table, respond, selected_rows

NAV = {"nav": "documents"}


DOCUMENTS = Table(
    key="documents",
    title=pgettext_lazy("many", "Văn bản"),
    order="-issued_on",
    filter=DocumentFilter,
    columns=(
        Column("number", gettext_lazy("Số, ký hiệu"), value=str, sort="number_key", card="title"),
        Column("abstract", gettext_lazy("Trích yếu")),
        Column("issuer", gettext_lazy("Cơ quan ban hành"), value="issuer_name", sort="issuer_name"),
        Column("issued_on", gettext_lazy("Ngày ban hành"), sort="issued_on", align="end"),
        Column("state", gettext_lazy("Tình trạng"), value=state_of_document, sort="status"),
    ),
    row_url="documents:document",
    empty=Empty(
        gettext_lazy("Chưa có văn bản nào."),
        gettext_lazy("Sổ văn bản giữ các kế hoạch, quyết định và căn cứ mà kế hoạch dẫn tới."),
    ),
    file_name="so-van-ban",
)
PACKABLE = replace(
    DOCUMENTS,
    bulk=(
        BulkAction(
            gettext_lazy("Xuất gói cho hệ thống quản lý văn bản"),
            "documents:pack_selected",
            icon="archive",
        ),
    ),
)


@require_GET
def document_list(request: SignedInRequest) -> HttpResponse:
    declared = PACKABLE if can_pack(request.user) else DOCUMENTS
    table = declared.of(access.visible_documents(request.user), request.GET)
    context = NAV | {"can_register": access.can_register(request.user)}
    return respond(request, table, "documents/list.html", context)


@require_POST
def pack_selected(request: SignedInRequest) -> HttpResponse:
    """The ticked papers, or all of the filter, as one zip with a manifest; made by a job."""
    rows = selected_rows(PACKABLE, access.visible_documents(request.user), request.POST)
    try:
        work = request_package(rows, request.POST.get("filter", ""), by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("documents:document_list")
    return redirect("web:work", pk=work.pk)


@require_GET
def document(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_document(request.user, pk)
    page = DocumentPage.build(found, request.user)
    own = open_deliveries(found, by=request.user)  # reading it here is what counts as opened
    part = CirculationPart.build(found, request.user, own)
    context = NAV | {
        "part": part,
        "page": page,
        "document": found,
        "state": state_of_document(found),
    }
    return render_page(request, "documents/document.html", context)


@require_GET
def document_text(request: SignedInRequest, pk: int) -> HttpResponse:
    """The paper as it is printed and its words, for a telephone without Word."""
    found = access.get_visible_document(request.user, pk)
    if found.file is None:
        raise Http404
    open_deliveries(found, by=request.user)
    context = NAV | {"document": found}
    printed = Printed.of_file(found.file)
    return show_printed(request, printed, "documents/document_text.html", context)


@require_http_methods(["GET", "POST"])
@once
def document_new(request: SignedInRequest) -> HttpResponse:
    access.insist(access.can_register(request.user))
    form = DocumentForm(request.POST or None, request.FILES or None, initial=_own(request))
    if request.method == "POST" and form.is_valid():
        try:
            file = _store(form, request)
            made = services.register_document(form.document_data(file), by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã ghi sổ %(document)s.") % {"document": made})
            return redirect("documents:document", pk=made.pk)
    return _form_page(request, form, None)


@require_http_methods(["GET", "POST"])
@once
def document_change(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_document(request.user, pk)
    access.insist(access.can_change_document(request.user, found))
    access.insist(access.can_correct(found))
    form = DocumentForm(request.POST or None, request.FILES or None, initial=_initial(found))
    if request.method == "POST" and form.is_valid():
        try:
            file = _store(form, request) or found.file
            services.change_document(found, form.document_data(file), by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("documents:document", pk=pk)
    return _form_page(request, form, found)


@require_http_methods(["GET", "POST"])
@once
def document_cite(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_document(request.user, pk)
    access.insist(access.can_change_document(request.user, found))
    form = CitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _cite(found, form.cleaned_data, request)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã ghi văn bản được dẫn."))
            return redirect("documents:document", pk=pk)
    return render_page(request, "documents/cite.html", NAV | {"form": form, "document": found})


@require_POST
@once
def citation_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    visible = access.visible_documents(request.user)
    citation = Citation.objects.filter(pk=pk, source__in=visible).first()
    if citation is None:
        raise Http404
    deed = partial(services.remove_citation, citation, by=request.user)
    to = reverse("documents:document", args=[citation.source_id])
    return do(request, deed, _("Đã bỏ quan hệ."), to)


def _cite(source: OfficialDocument, asked: dict[str, Any], request: SignedInRequest) -> None:
    target = services.find_or_register_cited(
        asked["number"],
        asked["kind"],
        asked["issuer_name"],
        issued_on=asked["issued_on"],
        abstract=asked["abstract"],
        by=request.user,
    )
    role = Citation.Role(asked["role"])
    services.cite(source, target, role, asked["passage"], by=request.user)


def _form_page(
    request: SignedInRequest, form: DocumentForm, found: OfficialDocument | None
) -> HttpResponse:
    return render_page(request, "documents/form.html", NAV | {"form": form, "document": found})


def _store(form: DocumentForm, request: SignedInRequest) -> Any:
    upload = form.cleaned_data["file"]
    return services.store_file(upload, by=request.user) if upload else None


def _own(request: SignedInRequest) -> dict[str, str]:
    """Most documents an office enters are its own."""
    grants = grants_of(request.user, frozenset({Role.OFFICE}))
    return {"issuer_name": grants[0].unit.name} if grants else {}


def _initial(found: OfficialDocument) -> dict[str, Any]:
    names = [name for name in DocumentForm.base_fields if name != "file"]
    return {name: getattr(found, name) for name in names}
