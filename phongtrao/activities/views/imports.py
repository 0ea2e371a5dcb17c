"""Many activities from a workbook."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.activities.access.activities import own_units
from phongtrao.activities.forms.imports import ImportForm
from phongtrao.activities.services.importing import import_activities
from phongtrao.activities.sheets import sample_workbook
from phongtrao.activities.tabs import NAV
from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.lib.errors import DomainError
from phongtrao.lib.numbers import format_number
from phongtrao.web.tables import xlsx_response


@require_GET
def sample(request: SignedInRequest) -> HttpResponse:
    if not own_units(request.user).exists():
        raise Http404
    return xlsx_response(sample_workbook(), "hoat-dong-mau")


@require_http_methods(["GET", "POST"])
@once
def bring(request: SignedInRequest) -> HttpResponse:
    """Upload; every bad cell is told, and nothing is written while one is there."""
    owner = own_units(request.user).first()
    if owner is None:
        raise Http404
    form = ImportForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = NAV | {"form": form}
    if request.method == "POST" and form.is_valid():
        upload, is_trial = form.cleaned_data["file"], form.cleaned_data["is_trial"]
        try:
            found = import_activities(
                owner, upload.read(), upload.name, by=request.user, is_trial=is_trial
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            context["errors"] = found.errors
            if not found.errors and is_trial:
                context["ready"] = found
            elif not found.errors:
                said = _(
                    "Đã nhập %(count)s hoạt động, trong đó %(drafts)s bản nháp chờ minh chứng."
                )
                counts = {"count": format_number(found.count), "drafts": format_number(found.drafts)}  # fmt: skip
                messages.success(request, said % counts)
                return redirect("activities:activities")
    return render_page(request, "activities/import.html", context)
