"""Writing the achievement report: by hand and by itself, filled from facts, as it is printed."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.content import WORD
from phongtrao.documents.services.page_images import Printed
from phongtrao.documents.views.printed import show_printed
from phongtrao.lib.errors import DomainError
from phongtrao.lib.numbers import format_number
from phongtrao.nominations.access.submissions import can_write, get_nomination
from phongtrao.nominations.forms.reports import ReportForm
from phongtrao.nominations.models import Nomination
from phongtrao.nominations.report_forms import form_of, limits
from phongtrao.nominations.services.printing import print_report
from phongtrao.nominations.services.reports import fill_report, save_report
from phongtrao.nominations.views.pieces import NAV

SAVED, PAGE = "saved", "page"
FILL = "dien"  # the button that writes what is on record into empty boxes
PROPOSE = {"tom_tat": "summary", "trich_ngang": "brief"}


@require_http_methods(["GET", "POST"])
@once
def write(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_nomination(request.user, pk)
    if not (may := can_write(request.user, found)):
        messages.error(request, may.reason)
        return redirect("nominations:nomination", pk=pk)
    form = ReportForm(request.POST or None, nomination=found)
    if request.method == "POST" and form.is_valid():
        try:
            said = _keep(request, found, form)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, said)
            return redirect("nominations:report_write", pk=pk)
    # The browser would complain in its own language, one field at a time.
    form.use_required_attribute = False
    context = NAV | {
        "nomination": found,
        "form": form,
        "report_form": form_of(found),
        "faults": [(field, str(error)) for field in form for error in field.errors],
        "counts": counts_of(found),
        "saved": _seen(request) if request.method == "POST" else found.saved,
        "page_mark": request.POST.get(PAGE) or str(uuid4()),
    }
    return render_page(request, "nominations/report_write.html", context)


@require_POST
def autosave(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is typed so far; answers with the clock and how long the summaries are."""
    found = get_nomination(request.user, pk)
    form = ReportForm(request.POST, nomination=found)
    seen, page = _seen(request), request.POST.get(PAGE, "")
    if not form.is_valid():
        labels = ", ".join(f"“{form[name].label}”" for name in form.errors if name in form.fields)
        said = _("Chưa lưu lên máy chủ: ô %s chưa đúng.") % labels
    else:
        try:
            save_report(found, form.values(), seen, by=request.user, page=page)
        except DomainError as error:
            said = str(error)
        else:
            seen, said = found.saved, _said_saved()
    context = {"said": said, "saved": seen, "page_mark": page, "counts": counts_of(found)}
    return render_page(request, "nominations/report_saved.html", context)


@require_GET
def printed(request: SignedInRequest, pk: int) -> HttpResponse:
    """The report as it is printed; the file itself with ``?tai=docx``."""
    found = get_nomination(request.user, pk)
    content = print_report(found)
    if request.GET.get("tai") == "docx":
        return as_word(content, f"{form_of(found).title} - {found.name}.docx")
    back = reverse("nominations:nomination", args=[pk])
    context = NAV | {"title": form_of(found).title, "of": found.name, "back": back}
    return show_printed(request, Printed.of_word(content), "nominations/printed.html", context)


def as_word(content: bytes, name: str) -> HttpResponse:
    said = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(content, content_type=WORD, headers={"Content-Disposition": said})


def counts_of(found: Nomination) -> list[tuple[str, str]]:
    """How much of each summary is used."""
    most = limits()
    used = {"summary": len(found.summary), "brief": len(found.brief)}
    return [
        (key, _("%(used)s/%(most)s ký tự") % {"used": format_number(used[key]), "most": format_number(most[key])})
        for key in used
    ]  # fmt: skip


def _keep(request: SignedInRequest, found: Nomination, form: ReportForm) -> str:
    values, mark = form.values(), request.POST.get(PAGE, "")
    for button, name in PROPOSE.items():
        if button in request.POST and not values[name].strip():
            values[name] = form.proposed(name)
    save_report(found, values, _seen(request), by=request.user, page=mark, follows=mark)
    if FILL not in request.POST:
        return _said_saved()
    filled = fill_report(found, by=request.user)
    if not filled:
        return _("Không có thêm dữ kiện nào cho các ô còn trống.")
    said = ngettext("Đã điền %d phần từ dữ kiện.", "Đã điền %d phần từ dữ kiện.", len(filled))
    return said % len(filled)


def _seen(request: SignedInRequest) -> int:
    """The count of savings the page knew; what is no number is no page of ours."""
    raw = request.POST.get(SAVED, "")
    return int(raw) if raw.isdecimal() else -1


def _said_saved() -> str:
    return _("Đã lưu lúc %s.") % date_format(timezone.localtime(), "H:i")
