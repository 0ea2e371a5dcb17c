"""The finished file of an issued paper: uploaded, held against the approved one, agreed."""

from functools import partial

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents import access, services
from phongtrao.documents.forms import FinishedFileForm, KeepApprovedForm
from phongtrao.documents.models import Approval
from phongtrao.documents.pages.finished import FinishedPage
from phongtrao.lib.errors import DomainError
from phongtrao.web.acts import do

NAV = {"nav": "outgoing"}


@require_http_methods(["GET", "POST"])
@once
def finished_file(request: SignedInRequest, pk: int) -> HttpResponse:
    """Reading is for everybody who reads drafts; uploading for who may finish it."""
    found = access.get_visible_outgoing(request.user, pk)
    ways = Approval.objects.filter(document=found).in_force().select_related("version__file")
    approval = ways.first()
    if approval is None or found.status != found.Status.ISSUED:
        raise Http404
    form = FinishedFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.offer_finished(found, form.cleaned_data["file"], by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            return redirect("documents:finished_file", pk=pk)
    context = {
        "document": found,
        "page": FinishedPage.build(found, approval, request.user),
        "form": form,
        "keep_form": KeepApprovedForm(),
    }
    return render_page(request, "documents/finished_file.html", NAV | context)


@require_POST
@once
def agree_finished(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_outgoing(request.user, pk)
    deed = partial(services.agree_finished, found, by=request.user)
    onward = reverse("documents:outgoing", args=[pk])
    here = reverse("documents:finished_file", args=[pk])
    return do(request, deed, _("Đã dùng tệp này làm tệp ban hành."), onward, refused_to=here)


@require_POST
@once
def keep_approved(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_outgoing(request.user, pk)
    reason = request.POST.get("reason", "")
    deed = partial(services.keep_approved_file, found, reason, by=request.user)
    onward = reverse("documents:outgoing", args=[pk])
    here = reverse("documents:finished_file", args=[pk])
    return do(request, deed, _("Văn bản sẽ gửi đi đúng tệp đã duyệt."), onward, refused_to=here)
