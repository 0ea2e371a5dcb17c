"""The tables of the law: a version as it is read, and a new one written."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.awards.access.law import can_write_law
from phongtrao.awards.forms.law import CEILINGS, SIGNERS, LawEditor
from phongtrao.awards.models import LawVersion
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
    """Begun from the version the address names, else from today's; “?bang=muc”: of what a movement brings."""
    insist(can_write_law(request.user))
    page = LawPage.build(request.user, number_of(request.GET.get("phien-ban")))
    part = CEILINGS if request.GET.get("bang") == "muc" else SIGNERS
    editor = LawEditor(page.version, page.newest, part, request.POST or None)
    if request.method == "POST" and editor.is_valid() and (made := _save(request, editor)):
        return redirect(f"{reverse('awards:law')}?phien-ban={made.number}")
    return render_page(request, "awards/law_form.html", NAV | {"page": page, "editor": editor})


def _save(request: SignedInRequest, editor: LawEditor) -> LawVersion | None:
    try:
        made = write_law(editor.writing(), read=editor.whole.cleaned_data["read"], by=request.user)
    except (DomainError, ValidationError) as error:
        add_refusal(editor.whole, error)
        return None
    messages.success(request, _("Đã ghi phiên bản mới của thẩm quyền, mức khen."))
    return made
