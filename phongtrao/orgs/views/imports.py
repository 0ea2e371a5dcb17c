"""Importing a list, in steps: choose the file, match its columns, look at everything, write it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page, wants_part
from phongtrao.base.idempotency import once
from phongtrao.lib.errors import DomainError
from phongtrao.orgs.access import keeps_people
from phongtrao.orgs.forms.imports import ColumnsForm, NoteFilter, UploadForm
from phongtrao.orgs.imports import access, packages, pages, services, templates
from phongtrao.orgs.imports.kinds import KINDS
from phongtrao.orgs.models import Import
from phongtrao.web.acts import Question, confirm, do
from phongtrao.web.components import Progress
from phongtrao.web.tables import Column, Empty, Table, respond, xlsx_response

NAV = {"nav": "orgs"}
WORK = "import-work"

IMPORTS = Table(
    key="imports",
    title=gettext_lazy("Các lần nhập danh sách"),
    order="-made",
    columns=(
        Column("kind", gettext_lazy("Danh sách"), value="get_kind_display", card="title"),
        Column("state", gettext_lazy("Tình trạng"), value=pages.state_of, sort="status"),
        Column("unit", gettext_lazy("Nhập thay đơn vị"), sort="unit__sort_key"),
        Column("result", gettext_lazy("Kết quả"), value=pages.result_of),
        Column("made", gettext_lazy("Bắt đầu lúc"), value="made_at", sort="made_at", align="end"),
    ),
    row_url="orgs:import",
    empty=Empty(
        gettext_lazy("Chưa nhập danh sách nào."),
        gettext_lazy("Đưa danh sách đơn vị, người, xếp loại, số người từ Excel vào hệ thống."),
    ),
    file_name="lan-nhap-danh-sach",
)

NOTES = Table(
    key="notes",
    title=gettext_lazy("Từng dòng của danh sách"),
    order="row",
    filter=NoteFilter,
    columns=(
        Column("row", gettext_lazy("Dòng"), sort=("sheet", "row"), grouped=False, align="end"),
        Column("sheet", gettext_lazy("Trang tính"), sort="sheet", card="hide"),
        Column("kind", gettext_lazy("Loại"), value=pages.note_state, sort="kind"),
        Column("column", gettext_lazy("Cột"), sort="column"),
        Column("message", gettext_lazy("Nội dung"), value=pages.sentence_of, card="title"),
    ),
    empty=Empty(gettext_lazy("Không có gì phải lưu ý.")),
    file_name="kiem-tra-danh-sach",
)


@require_GET
def import_list(request: SignedInRequest) -> HttpResponse:
    if not access.imports_anything(request.user):
        raise Http404
    table = IMPORTS.of(access.visible_imports(request.user), request.GET)
    context = {**NAV, "kinds": access.kinds_for(request.user)}
    return respond(request, table, "orgs/import_list.html", context)


@require_http_methods(["GET", "POST"])
@once
def import_new(request: SignedInRequest) -> HttpResponse:
    if not access.imports_anything(request.user):
        raise Http404
    kinds, offices = access.kinds_for(request.user), access.offices_of(request.user)
    initial = {"kind": request.GET.get("loai", "")}
    form = UploadForm(
        request.POST or None, request.FILES or None, kinds=kinds, offices=offices, initial=initial
    )
    if form.is_valid():
        said = form.cleaned_data
        try:
            upload = packages.read_upload(said["file"])
            act = services.start_import(upload, said["kind"], said["office"], by=request.user)
        except DomainError as error:
            form.add_error("file", str(error))
        else:
            return redirect("orgs:import_columns", pk=act.pk)
    return render_page(request, "orgs/import_new.html", {**NAV, "form": form, "kinds": kinds})


@require_GET
def import_template(request: SignedInRequest, kind: str) -> HttpResponse:
    """An empty table with the right columns; “thu” adds rows of invented people with errors."""
    if kind not in dict(access.kinds_for(request.user)):
        raise Http404
    name = KINDS[kind].file_name
    if "thu" in request.GET:
        return xlsx_response(templates.sample_workbook(kind), f"tep-thu-co-loi-{name}")
    return xlsx_response(templates.workbook(kind), f"mau-{name}")


@require_http_methods(["GET", "POST"])
@once
def import_columns(request: SignedInRequest, pk: int) -> HttpResponse:
    act = access.get_import(request.user, pk)
    if not (may := access.can_change(request.user, act)):
        messages.error(request, may.reason)
        return redirect("orgs:import", pk=pk)
    page = pages.ColumnsPage.of(act)
    form = ColumnsForm(request.POST or None, **page.given())
    if form.is_valid():
        try:
            services.choose_columns(act, form.choice(), by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            return redirect("orgs:import", pk=pk)
    return render_page(
        request, "orgs/import_columns.html", {**NAV, "act": act, "page": page, "form": form}
    )


@require_GET
def import_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    act = access.get_import(request.user, pk)
    context: dict[str, Any] = {**NAV, "act": act, "state": pages.state_of(act)}
    if act.status in Import.Status.running:
        context["progress"] = Progress(act.work.done, act.work.total) if act.work else None
        return render_page(request, "orgs/import_running.html", context, part="work")
    if wants_part(request) and request.htmx.target == WORK:
        return HttpResponse(headers={"HX-Refresh": "true"})  # the job has ended: another page now
    if act.status == Import.Status.MAPPING:
        return redirect("orgs:import_columns", pk=pk)
    context |= {
        "stats": pages.stats_of(act),
        "may_apply": access.can_apply(request.user, act),
        "may_undo": KINDS[act.kind].undo and access.can_undo(request.user, act),
        "may_change": access.can_change(request.user, act),
        "has_marked": pages.has_marked(act),
        "kept_days": services.KEPT_DAYS,
        "may_merge": bool(act.counts.get("twins")) and keeps_people(request.user),
    }
    return respond(request, NOTES.of(act.notes.all(), request.GET), "orgs/import.html", context)


@require_GET
def import_marked(request: SignedInRequest, pk: int) -> HttpResponse:
    act = access.get_import(request.user, pk)
    marked = act.file.marked if pages.has_marked(act) else None
    if marked is None:
        raise Http404
    return xlsx_response(bytes(marked), f"cho-can-sua-{act.pk}")


@require_POST
@once
def import_apply(request: SignedInRequest, pk: int) -> HttpResponse:
    act = access.get_import(request.user, pk)
    ends_roles = "ends_roles" in request.POST
    deed = partial(services.apply_import, act, by=request.user, ends_roles=ends_roles)
    return do(request, deed, "", reverse("orgs:import", args=[pk]))


@require_http_methods(["GET", "POST"])
@once
def import_drop(request: SignedInRequest, pk: int) -> HttpResponse:
    act = access.get_import(request.user, pk)
    back = reverse("orgs:import", args=[pk])
    if not (may := access.can_change(request.user, act)):
        messages.error(request, may.reason)
        return redirect(back)
    question = Question(
        title=_("Bỏ danh sách này?"),
        word=_("bỏ"),
        action=_("Bỏ danh sách"),
        back=back,
        warning=_("Tệp và bản kiểm tra được xóa ngay. Chưa có gì của danh sách được ghi."),
        nav="orgs",
    )
    deed = partial(services.drop_import, act, by=request.user)
    return confirm(request, question, deed, _("Đã bỏ."), to=reverse("orgs:import_list"))


@require_http_methods(["GET", "POST"])
@once
def import_undo(request: SignedInRequest, pk: int) -> HttpResponse:
    act = access.get_import(request.user, pk)
    back = reverse("orgs:import", args=[pk])
    if not (may := access.can_undo(request.user, act)):
        messages.error(request, may.reason)
        return redirect(back)
    question = Question(
        title=_("Hoàn tác cả lần nhập này?"),
        word=_("hoàn tác"),
        action=_("Hoàn tác"),
        back=back,
        warning=_("Mọi dòng đã thêm được lấy ra hết. Lịch sử vẫn giữ việc đã nhập và đã hoàn tác."),
        consequences=[(act.counts["new"], _("dòng đã thêm sẽ bị lấy ra"))],
        nav="orgs",
    )
    deed = partial(services.undo_import, act, by=request.user)
    return confirm(request, question, deed, _("Đã hoàn tác lần nhập."))
