"""A decision on hundreds of units from a workbook: template, errors all at once, preview in a job."""

from typing import Any

from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.lib.errors import DomainError
from phongtrao.lib.sheets import CellError, open_workbook
from phongtrao.orgs import access, services
from phongtrao.orgs.act_sheet import errors_workbook, read_act_sheet, template_workbook
from phongtrao.orgs.forms.act_sheets import ActSheetForm
from phongtrao.web.tables import xlsx_response

NAV = {"nav": "orgs"}
SALT = "orgs.act_sheet.errors"
HOUR = 3600


@require_GET
def act_template(request: SignedInRequest) -> HttpResponse:
    _insist(request)
    return xlsx_response(template_workbook(), "bang-sap-xep-don-vi")


@require_http_methods(["GET", "POST"])
@once
def act_sheet(request: SignedInRequest) -> HttpResponse:
    """Upload → every bad line at once, or a job that previews; the order waits for a yes."""
    _insist(request)
    if "errors" in request.POST:
        return _errors_file(request.POST["errors"])
    form = ActSheetForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {**NAV, "form": form}
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            sheet = read_act_sheet(open_workbook(upload.read(), upload.name))
            if sheet.order:
                return redirect("web:work", pk=_draft(sheet.order, request).pk)
            context |= {"errors": sheet.errors, "signed": _signed(sheet.errors)}
        except DomainError as error:
            add_refusal(form, error)
    return render_page(request, "orgs/act_sheet.html", context)


def _draft(order: services.Order, request: SignedInRequest) -> Any:
    return services.draft_reorganisation(order, by=request.user)


def _insist(request: SignedInRequest) -> None:
    if not access.is_administrator(request.user):
        raise Http404


def _signed(errors: list[CellError]) -> str:
    rows = [(error.row, error.column, error.message) for error in errors]
    return signing.dumps(rows, salt=SALT, compress=True)


def _errors_file(signed: str) -> HttpResponse:
    try:
        rows = signing.loads(signed, salt=SALT, max_age=HOUR)
    except signing.BadSignature:
        raise Http404 from None
    return xlsx_response(errors_workbook(rows), "loi-bang-sap-xep")
