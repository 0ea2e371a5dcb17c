"""“Phiếu chấm của tôi”: the queue, one sheet beside its dossier, save and next, opening a final one again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.councils.access import sheets as access
from phongtrao.councils.forms.sheets import MySheetFilter, ReopenForm
from phongtrao.councils.models import Council, ScoreSheet
from phongtrao.councils.pages.sheets import Queue, SheetPage, due_of, next_to_score, state_of
from phongtrao.councils.services import sheets as services
from phongtrao.lib.errors import DomainError
from phongtrao.web.tables import Column, Empty, Table, respond, roomy

MY_SHEETS = Table(
    key="my-sheets",
    title=gettext_lazy("Phiếu chấm của tôi"),
    order="due",
    filter=MySheetFilter,
    columns=(
        Column("case", gettext_lazy("Hồ sơ"), value="case.title", card="title"),
        Column("council", gettext_lazy("Hội đồng"), value="case.council.title", sort="case__council__title", show=roomy),
        Column("due", gettext_lazy("Hạn chấm"), value=due_of, sheet=lambda due: due and due.day, sort="due_on"),
        Column("state", gettext_lazy("Tình trạng"), value=state_of, sheet=str, sort="status"),
        Column("total", gettext_lazy("Điểm bạn chấm"), sort="total", align="end"),
        Column("finished", gettext_lazy("Chấm xong lúc"), value="finished_at", on_screen=False),
    ),
    row_url="councils:sheet",
    empty=Empty(
        gettext_lazy("Không có phiếu chấm nào."),
        gettext_lazy(
            "Khi thư ký hội đồng giao hồ sơ cho bạn chấm, phiếu nằm ở đây theo hạn, và bạn được nhắc trước ba ngày."
        ),
    ),
    file_name="phieu-cham-cua-toi",
)  # fmt: skip
DRAFT, FINISH, NEXT = "nhap", "xong", "tiep"


@require_GET
def my_sheets(request: SignedInRequest) -> HttpResponse:
    rows = access.own_sheets(request.user)
    councils = Council.objects.filter(pk__in=rows.values("case__council")).order_by("title")
    context = {
        "nav": "my_sheets",
        "queue": Queue.of(request.user),
        "first": next_to_score(request.user),
    }
    table = MY_SHEETS.of(rows, request.GET, {"councils": councils})
    return respond(request, table, "councils/my_sheets.html", context)


@require_http_methods(["GET", "POST"])
@once
def sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_own_sheet(request.user, pk)
    page = SheetPage.build(request.user, found, request.POST or None)
    if request.method == "POST" and page.form.is_valid() and _write(request, found, page):
        return redirect(_after(request, found))
    context = {"nav": "my_sheets", "page": page, "wide": True}
    return render_page(request, "councils/sheet.html", context)


@require_http_methods(["GET", "POST"])
@once
def sheet_reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_own_sheet(request.user, pk)
    form = ReopenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.reopen_sheet(found, form.cleaned_data["reason"], by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(
                request, _("Đã mở lại phiếu. Điểm cũ chưa tính đến khi bạn chấm xong lại.")
            )
            return redirect("councils:sheet", pk)
    context = {
        "nav": "my_sheets",
        "sheet": found,
        "form": form,
        "can_reopen": access.can_reopen(request.user, found),
    }
    return render_page(request, "councils/sheet_reopen.html", context)


# ------------------------------------------------------------------ pieces


def _write(request: SignedInRequest, found: ScoreSheet, page: SheetPage) -> bool:
    """Whether it was saved; otherwise the form says why."""
    is_draft = request.POST.get("do") == DRAFT
    deed = services.save_draft if is_draft else services.finish_sheet
    try:
        deed(found, page.form.answers(), by=request.user)
    except services.Unfinished as error:
        page.form.add_faults(error.faults)
    except DomainError as error:
        add_refusal(page.form, error)
    else:
        said = _("Đã lưu nháp “%s”.") if is_draft else _("Đã chấm xong “%s”.")
        messages.success(request, said % found.case)
        return True
    return False


def _after(request: SignedInRequest, found: ScoreSheet) -> str:
    """The next sheet where that was asked; the queue, once there is none."""
    if request.POST.get("do") != NEXT:
        return reverse("councils:sheet", args=[found.pk])
    following = next_to_score(request.user, after=found)
    if following is None:
        return reverse("councils:my_sheets")
    return reverse("councils:sheet", args=[following.pk])
