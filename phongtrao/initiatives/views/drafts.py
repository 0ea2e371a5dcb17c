"""Earlier drafts, and a report in Word poured into the boxes."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.documents.comparison import compare, only_changes
from phongtrao.documents.content import WORD
from phongtrao.initiatives.access.initiatives import can_write, get_visible_initiative
from phongtrao.initiatives.forms.drafts import PlacingForm, ReportForm
from phongtrao.initiatives.models import Initiative
from phongtrao.initiatives.reading import passages_of, read_earlier, read_initiative
from phongtrao.initiatives.services.drafts import (
    parts_of,
    pour_report,
    restore_draft,
    text_boxes,
)
from phongtrao.initiatives.services.files import attach_file
from phongtrao.initiatives.views.mine import NAV
from phongtrao.lib.errors import DomainError
from phongtrao.web.acts import do


def _written_by(request: SignedInRequest, pk: int) -> Initiative:
    initiative = get_visible_initiative(request.user, pk)
    insist(can_write(request.user, initiative))
    return initiative


@require_GET
def earlier_list(request: SignedInRequest, pk: int) -> HttpResponse:
    initiative = _written_by(request, pk)
    kept = initiative.earlier_drafts.select_related("made_by")
    context = NAV | {"initiative": initiative, "kept": kept}
    return render_page(request, "initiatives/earlier_list.html", context)


@require_http_methods(["GET", "POST"])
@once
def earlier(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """What differs from now; the button brings it back."""
    initiative = _written_by(request, pk)
    kept = initiative.earlier_drafts.select_related("initiative__round__form")
    found = get_object_or_404(kept, pk=number)
    if request.method == "POST":
        deed = partial(restore_draft, found, initiative, initiative.saved, by=request.user)
        said = _("Đã lấy lại bản nháp. Bản vừa thay cũng được giữ trong danh sách bản nháp.")
        return do(request, deed, said, reverse("initiatives:edit", args=[pk]))
    now = passages_of(read_initiative(initiative, request.user))
    changes = only_changes(compare(now, passages_of(read_earlier(found))))
    context = NAV | {"initiative": initiative, "found": found, "changes": changes}
    return render_page(request, "initiatives/earlier.html", context)


@require_http_methods(["GET", "POST"])
@once
def report(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose the Word file: one of the dossier's, or a new one, which then belongs to the dossier."""
    initiative = _written_by(request, pk)
    form = ReportForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            added = attach_file(initiative, form.cleaned_data["file"], by=request.user)
            parts_of(initiative, added)
        except DomainError as error:
            form.add_error("file", str(error))
        else:
            return redirect("initiatives:report_place", pk=pk, number=added.pk)
    files = initiative.files.filter(file__media_type=WORD)
    context = NAV | {"initiative": initiative, "form": form, "files": files}
    return render_page(request, "initiatives/report.html", context)


@require_http_methods(["GET", "POST"])
@once
def report_place(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """Every part of the file with the box it goes into; the author has the last word."""
    initiative = _written_by(request, pk)
    file = get_object_or_404(initiative.files.select_related("file"), pk=number)
    try:
        parts = parts_of(initiative, file)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("initiatives:report", pk=pk)
    form = PlacingForm(request.POST or None, parts=parts, boxes=text_boxes(initiative))
    if form.is_valid():
        replaces = form.cleaned_data["replaces"]
        try:
            pour_report(
                initiative, form.placed(), initiative.saved, replaces=replaces, by=request.user
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            said = _("Đã đưa báo cáo vào các ô. Chưa đúng thì lấy lại ở “Bản nháp trước”.")
            messages.success(request, said)
            return redirect("initiatives:edit", pk=pk)
    context = NAV | {"initiative": initiative, "form": form, "file": file}
    context |= {"open": sum(not part.key for part in parts), "count": len(parts)}
    return render_page(request, "initiatives/report_place.html", context)
