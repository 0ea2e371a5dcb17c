"""Clusters as Excel: out, and in again with a preview before anything is written."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.lib.errors import BadInput, DomainError
from phongtrao.lib.sheets import open_workbook
from phongtrao.orgs import access, services
from phongtrao.orgs.cluster_sheet import ClusterLines, cluster_workbook, read_cluster_sheet
from phongtrao.orgs.forms.clusters import ClusterSheetForm
from phongtrao.orgs.models import Unit
from phongtrao.web.tables import xlsx_response

NAV = {"nav": "orgs"}
SALT = "orgs.cluster_import"
HOUR = 3600


@require_GET
def cluster_sheet(request: SignedInRequest) -> HttpResponse:
    """Who is in which cluster in a year, as the import takes it."""
    asked = request.GET.get("nam", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else timezone.localdate().year  # noqa: PLR2004 -- digits of a year
    rows = access.visible_clusters(request.user)
    title = _("Cụm, khối thi đua năm %s") % year
    return xlsx_response(cluster_workbook(rows, year, title), f"cum-thi-dua-{year}")


@require_http_methods(["GET", "POST"])
@once
def cluster_import(request: SignedInRequest) -> HttpResponse:
    """Upload → preview with every bad cell → import. The rows wait in the page, signed."""
    owners = access.keeps_clusters_of(request.user)
    if not owners.exists():
        raise Http404
    if "rows" in request.POST:
        return _import(request)
    form = ClusterSheetForm(request.POST or None, request.FILES or None, owners=owners)
    context: dict[str, Any] = {**NAV, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            context |= _preview(form)
        except BadInput as error:
            form.add_error("file", str(error))
    return render_page(request, "orgs/cluster_import.html", context)


def _preview(form: ClusterSheetForm) -> dict[str, Any]:
    said = form.cleaned_data
    book = open_workbook(said["file"].read(), said["file"].name)
    sheet = read_cluster_sheet(book, said["owner"])
    if sheet.errors:
        return {"errors": sheet.errors}
    given = {
        "owner": said["owner"].pk,
        "year": form.year_given(),
        "basis": said["basis"],
        "clusters": [[line.code, line.name, line.seats] for line in sheet.clusters],
    }
    rows = signing.dumps(given, salt=SALT, compress=True)
    return {"clusters": sheet.clusters, "year": form.year_given(), "rows": rows}


def _import(request: SignedInRequest) -> HttpResponse:
    try:
        given = signing.loads(request.POST["rows"], salt=SALT, max_age=HOUR)
    except signing.BadSignature:
        messages.error(request, _("Bản xem trước đã quá một giờ. Hãy tải tệp lên lại."))
        return redirect("orgs:cluster_import")
    lines = [
        ClusterLines(code, name, tuple((unit, role) for unit, role in seats))
        for code, name, seats in given["clusters"]
    ]
    try:
        owner = Unit.objects.get(pk=given["owner"])
        count = services.import_clusters(
            owner, given["year"], given["basis"], lines, by=request.user
        )
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("orgs:cluster_import")
    said = {"n": count, "clusters": len(lines)}
    messages.success(request, _("Đã nhập %(n)s thành viên của %(clusters)s cụm, khối.") % said)
    return redirect("orgs:cluster_list")
