"""The unit's meeting with its votes; what people confirm; why somebody was chosen."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.lib.errors import DomainError
from phongtrao.nominations.access.submissions import (
    can_prepare,
    get_submission,
)
from phongtrao.nominations.forms.meeting import MeetingForm
from phongtrao.nominations.models import Nomination
from phongtrao.nominations.services.meeting import hold_meeting
from phongtrao.nominations.views.pieces import NAV


@require_http_methods(["GET", "POST"])
@once
def meeting(request: SignedInRequest, pk: int) -> HttpResponse:
    sent = get_submission(request.user, pk)
    if not (answer := can_prepare(request.user, sent)):
        messages.error(request, answer.reason)
        return redirect("nominations:submission", pk=pk)
    open_ones = sent.nominations.filter(status__in=Nomination.Status.open_to_unit)
    nominees = list(open_ones.select_related("form__honour"))
    initial = MeetingForm.initial_of(sent, nominees)
    form = MeetingForm(request.POST or None, initial=initial, nominees=nominees)
    if request.method == "POST" and form.is_valid():
        try:
            hold_meeting(sent, form.meeting(), form.votes(), by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã ghi cuộc họp và kết quả biểu quyết."))
            return redirect("nominations:submission", pk=pk)
    context = NAV | {"submission": sent, "form": form}
    return render_page(request, "nominations/meeting.html", context)
