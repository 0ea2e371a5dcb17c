"""An edition as a workbook: taken out by whoever reads it, brought back into the draft by its office."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.assessments.forms.sets import SheetForm
from phongtrao.assessments.models import Edition
from phongtrao.assessments.rows import BadRow
from phongtrao.assessments.services.sets import Writing, save_edition
from phongtrao.assessments.set_sheets import (
    BadSheet,
    Read,
    column_label,
    edition_workbook,
    read_edition,
)
from phongtrao.assessments.views.sets import draft_of, edition_of
from phongtrao.assessments.views.shared import NAV
from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.lib.errors import DomainError
from phongtrao.lib.sheets import CellError
from phongtrao.web.tables import xlsx_response

MOST_TOLD = 50  # bad cells named on screen


@require_GET
def download(request: SignedInRequest, pk: int) -> HttpResponse:
    edition = edition_of(request, pk)
    return xlsx_response(edition_workbook(edition), f"bo-chi-so-{edition.number}")


@require_http_methods(["GET", "POST"])
@once
def take_in(request: SignedInRequest, pk: int) -> HttpResponse:
    """The whole draft anew, or nothing and every bad cell."""
    edition = draft_of(request, pk)
    form = SheetForm(request.POST or None, request.FILES or None, initial={"read": edition.saved})
    if request.method == "POST" and form.is_valid() and _took(request, edition, form):
        return redirect("assessments:set", edition.index_set_id)
    words = {"heading": _("Đưa bảng bộ chỉ số lên"), "action": _("Thay bản soạn"), "form": form}
    context = NAV | words | {"index_set": edition.index_set}
    return render_page(request, "assessments/one_form.html", context)


def _took(request: SignedInRequest, edition: Edition, form: SheetForm) -> bool:
    said = form.cleaned_data
    read = Read([], {}, {})
    try:
        read = read_edition(said["file"].read(), said["file"].name)
        writing = Writing(read.rows, read.rules, edition.valid_from, edition.valid_to)
        save_edition(edition, writing, read=said["read"], by=request.user)
    except BadSheet as error:
        for wrong in error.errors[:MOST_TOLD]:
            form.add_error("file", wrong)
        if len(error.errors) > MOST_TOLD:
            form.add_error("file", str(error))
    except BadRow as error:
        line = read.lines.get(error.code, 0)
        form.add_error("file", str(CellError(line, column_label(error.field), str(error))))
    except (DomainError, ValidationError) as error:
        add_refusal(form, error)
    else:
        messages.success(request, _("Đã thay bản soạn bằng bảng: %s dòng.") % len(read.rows))
        return True
    return False
