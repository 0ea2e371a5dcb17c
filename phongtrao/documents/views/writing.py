"""Writing a paper on the screen from the blank template of its kind, and writing it anew."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents import access, services
from phongtrao.documents.forms import NewWrittenForm, WrittenForm, groups_of, planned_initial
from phongtrao.documents.forms.writing import WRITTEN_KINDS
from phongtrao.documents.models import DocumentKind, OfficialDocument, WrittenDraft
from phongtrao.documents.queries.writing import usual_words
from phongtrao.documents.views.outgoing import is_approved_warning, say_saved
from phongtrao.documents.written import USUAL_FILING
from phongtrao.lib.errors import DomainError

NAV = {"nav": "outgoing"}
SAME_NAME = ("addressed_to", "text", "place", "capacity", "position", "signer")


@require_http_methods(["GET", "POST"])
@once
def draft_write(request: SignedInRequest) -> HttpResponse:
    """``?loai=CV``: the kind to begin with."""
    units = access.draft_units(request.user).order_by("sort_key")
    first = units.first()
    if first is None:
        access.insist(access.can_draft(request.user, None))
        raise Http404
    asked = request.GET.get("loai", "")
    kind = asked if asked in dict(WRITTEN_KINDS) else DocumentKind.LETTER
    initial = usual_words(first) | {"kind": kind, "recipients": f"Lưu: {USUAL_FILING}"}
    form = NewWrittenForm(
        request.POST or None, units=units, groups=groups_of(units), initial=initial
    )
    if request.method == "POST" and form.is_valid():
        try:
            unit = form.cleaned_data["unit"]
            made = services.write_draft(form.draft(), form.wording(), unit, by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã lập dự thảo theo mẫu."))
            return redirect("documents:outgoing", pk=made.pk)
    context = {
        "form": form,
        "title": _("Soạn theo mẫu"),
        "lead": _("Hệ thống lập tệp Word đúng thể thức; số và ngày được cấp khi ban hành."),
        "action": _("Lập dự thảo"),
        "draft_key": "outgoing-write",
    }
    return render_page(request, "documents/outgoing_form.html", NAV | context)


@require_http_methods(["GET", "POST"])
@once
def draft_rewrite(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_outgoing(request.user, pk)
    access.insist(access.can_edit_draft(request.user, found))
    written = WrittenDraft.objects.filter(document=found).first()
    if written is None or found.issuer is None:
        raise Http404
    groups = groups_of([found.issuer])
    initial = _kept(found, written) | planned_initial(found.planned_recipients, groups)
    form = WrittenForm(request.POST or None, groups=groups, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.rewrite_draft(found, form.draft(), form.wording(), by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            say_saved(request, found, made)
            return redirect("documents:outgoing", pk=pk)
    context = {
        "form": form,
        "document": found,
        "title": _("Sửa nội dung"),
        "lead": found.abstract,
        "warning": is_approved_warning(found) or _warn_of_upload(found, written),
        "action": _("Lưu thành bản mới"),
        "draft_key": f"outgoing-write-{pk}",
        "cancel": reverse("documents:outgoing", args=[pk]),
    }
    return render_page(request, "documents/outgoing_form.html", NAV | context)


def _kept(document: OfficialDocument, written: WrittenDraft) -> dict[str, Any]:
    said = {name: written.facts.get(name, "") for name in SAME_NAME}
    return said | {"kind": document.kind, "abstract": document.abstract}


def _warn_of_upload(document: OfficialDocument, written: WrittenDraft) -> str:
    if document.file_id == written.file_id:
        return ""
    return _(
        "Bản mới nhất được tải lên từ máy. Lưu ở đây thì tệp được lập lại từ nội dung dưới đây,"
        " không có những chỗ đã sửa trong Word."
    )
