"""The task table as Excel: out, and in again with a preview before anything is written."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.lib.errors import BadInput, DomainError
from phongtrao.lib.sheets import open_workbook
from phongtrao.plans.access import plans as access
from phongtrao.plans.forms.plans import TaskSheetForm
from phongtrao.plans.models import Phase, Plan
from phongtrao.plans.services import tasks as services
from phongtrao.plans.sheets import TaskSheet, pack, read_task_sheet, task_workbook, unpack
from phongtrao.web.tables import xlsx_response

NAV = {"nav": "plans"}
SALT = "plans.task_import"
HOUR = 3600


@require_GET
def task_sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = access.get_visible(request.user, pk)
    return xlsx_response(task_workbook(plan), f"nhiem-vu-ke-hoach-{plan.pk}")


@require_http_methods(["GET", "POST"])
@once
def task_import(request: SignedInRequest, pk: int) -> HttpResponse:
    """Upload → preview with every bad cell → import. The rows wait in the page, signed."""
    plan = access.get_visible(request.user, pk)
    insist(access.can_edit(request.user, plan))
    if "rows" in request.POST:
        return _import(request, plan)
    form = TaskSheetForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = NAV | {"plan": plan, "form": form}
    if form.is_valid():
        try:
            sheet = _read(plan, form.cleaned_data["file"])
        except BadInput as error:
            form.add_error("file", str(error))
        else:
            context |= _preview(plan, sheet)
    return render_page(request, "plans/task_import.html", context)


def _import(request: SignedInRequest, plan: Plan) -> HttpResponse:
    try:
        rows = signing.loads(request.POST["rows"], salt=SALT + str(plan.pk), max_age=HOUR)
    except signing.BadSignature:
        messages.error(request, _("Bản xem trước đã quá một giờ. Hãy tải tệp lên lại."))
        return redirect("plans:task_import", pk=plan.pk)
    try:
        done = services.import_tasks(plan, unpack(rows, _phases(plan)), by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("plans:task_import", pk=plan.pk)
    said = {"added": done.added, "changed": done.changed, "dropped": done.dropped}
    messages.success(
        request, _("Đã nhập: thêm %(added)s, giữ %(changed)s, bỏ %(dropped)s nhiệm vụ.") % said
    )
    return redirect("plans:plan", pk=plan.pk)


def _read(plan: Plan, upload: Any) -> TaskSheet:
    book = open_workbook(upload.read(), upload.name)
    return read_task_sheet(book, _phases(plan))


def _preview(plan: Plan, sheet: TaskSheet) -> dict[str, Any]:
    if sheet.errors:
        return {"errors": sheet.errors}
    rows = signing.dumps(pack(sheet.drafts), salt=SALT + str(plan.pk), compress=True)
    return {
        "drafts": sheet.drafts,
        "does": services.preview_import(plan, sheet.drafts),
        "rows": rows,
    }


def _phases(plan: Plan) -> list[Phase]:
    return list(Phase.objects.filter(movement__in=plan.movements.values("pk")))
