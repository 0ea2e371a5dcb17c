"""Papers of a sitting."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.councils.access.sittings import can_direct, get_visible_sitting
from phongtrao.councils.forms.papers import PaperForm
from phongtrao.councils.services.sitting_papers import make_sitting_paper
from phongtrao.documents.access import insist
from phongtrao.lib.errors import DomainError


@require_http_methods(["GET", "POST"])
@once
def paper_new(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_visible_sitting(request.user, pk)
    insist(can_direct(request.user, found))
    form = PaperForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            made = make_sitting_paper(
                found, asked["kind"], locality=asked["locality"], by=request.user
            )
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đang lập văn bản. Bạn có thể rời trang này."))
            return redirect("documents:paper", pk=made.paper_id)
    title = _("Lập văn bản của phiên họp")
    context: dict[str, Any] = {"nav": "councils", "form": form, "sitting": found, "title": title}
    context["action_label"] = _("Lập văn bản")
    return render_page(request, "councils/sitting_one_form.html", context)
