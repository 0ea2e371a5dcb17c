"""Inside the unit: its answer given to a person to write, and taken back."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.lib.errors import DomainError
from phongtrao.orgs.working_days import after_working_days
from phongtrao.plans.forms.handovers import DAYS_TO_DO_IT
from phongtrao.reports.models import RequestAnswer
from phongtrao.reports.requests import access
from phongtrao.reports.requests.forms import WriterForm
from phongtrao.reports.requests.services import handing as services
from phongtrao.web.acts import do


@require_http_methods(["GET", "POST"])
@once
def hand_on(request: SignedInRequest, pk: int) -> HttpResponse:
    answer = access.get_visible_answer(request.user, pk)
    insist(access.can_hand_on(request.user, answer))
    form = WriterForm(request.POST or None, unit=answer.unit, initial=_initial(answer))
    if request.method == "POST" and form.is_valid():
        writing = form.writing()
        try:
            services.hand_on(answer, writing, by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã giao %s viết báo cáo.") % writing.writer)
            return redirect("reports:answer", pk=pk)
    context = {"nav": "answers", "form": form, "answer": answer}
    return render_page(request, "reports/requests/hand_on.html", context)


def _initial(answer: RequestAnswer) -> dict[str, object]:
    """A working day before the report is due, where that is still to come."""
    today = timezone.localdate()
    soon = after_working_days(today, DAYS_TO_DO_IT)
    day = min(soon, answer.due_on) if answer.due_on >= today else soon
    return {"writer": answer.writer_id, "due_on": day, "note": answer.writer_note}


@require_POST
@once
def take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    answer = access.get_visible_answer(request.user, pk)
    deed = partial(services.take_back, answer, by=request.user)
    to = reverse("reports:answer_edit", args=[pk])
    back = reverse("reports:answer", args=[pk])
    return do(request, deed, _("Báo cáo đã về tay thủ trưởng, đầu mối."), to, refused_to=back)
