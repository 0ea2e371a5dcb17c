"""The tables of the law: a version as it is read, and a new one written."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.awards.access.law import can_write_law
from phongtrao.awards.forms.law import LawEditor
from phongtrao.awards.pages.law import LawPage
from phongtrao.awards.services.law import write_law
from phongtrao.awards.views.pieces import NAV
from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.documents.pages.shipped import number_of
from phongtrao.lib.errors import DomainError
from phongtrao.web.tables import EXPORT, xlsx_response


@require_GET
def law(request: SignedInRequest) -> HttpResponse:
    page = LawPage.build(request.user, number_of(request.GET.get("phien-ban")))
    if request.GET.get(EXPORT) == "xlsx":
        return xlsx_response(page.workbook(), f"tham-quyen-muc-khen-{page.version.number}")
    return render_page(request, "awards/law.html", NAV | {"page": page})


@require_http_methods(["GET", "POST"])
@once
def law_new(request: SignedInRequest) -> HttpResponse:
    """Begun from the version the address names, else from today's."""
    insist(can_write_law(request.user))
    page = LawPage.build(request.user, number_of(request.GET.get("phien-ban")))
    editor = LawEditor(page.version, page.newest, request.POST or None)
    if request.method == "POST" and editor.is_valid() and _save(request, editor):
        return redirect("awards:law")
    return render_page(request, "awards/law_form.html", NAV | {"page": page, "editor": editor})


def _save(request: SignedInRequest, editor: LawEditor) -> bool:
    try:
        write_law(editor.writing(), read=editor.whole.cleaned_data["read"], by=request.user)
    except (DomainError, ValidationError) as error:
        add_refusal(editor.whole, error)
        return False
    messages.success(request, _("Đã ghi phiên bản mới của thẩm quyền, mức khen."))
    return True
