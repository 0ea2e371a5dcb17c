"""Why somebody was chosen, what the rule says now, what people confirm."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.lib.errors import DomainError
from phongtrao.nominations.access.submissions import can_confirm, get_nomination, reads_whole
from phongtrao.nominations.forms.statements import YES, StatementForm
from phongtrao.nominations.models import Nomination, Statement
from phongtrao.nominations.pages.why import WhyPage
from phongtrao.nominations.services import flagging
from phongtrao.nominations.services.statements import answer_statement
from phongtrao.nominations.views.pieces import NAV, fill
from phongtrao.web.deeds import DeedPage


@require_GET
def why(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _whole(request, pk)
    context = NAV | {"nomination": found, "page": WhyPage(found, request.user)}
    return render_page(request, "nominations/why.html", context)


@require_POST
def ask_again(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _whole(request, pk)
    try:
        flagging.ask_again(found, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã giữ kết quả xét theo dữ kiện hiện nay."))
    return redirect("nominations:why", pk=pk)


@require_http_methods(["GET", "POST"])
@once
def statement(request: SignedInRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Statement, pk=pk)
    one.nomination = _whole(request, one.nomination_id)
    back = reverse("nominations:why", args=[one.nomination_id])
    if not (answer := can_confirm(request.user, one)):
        messages.error(request, answer.reason)
        return redirect(back)
    known = None if one.answer is None else (YES if one.answer else "khong")
    form = StatementForm(request.POST or None, initial={"answer": known, "note": one.note})
    page = DeedPage(_("Xác nhận cho %s") % one.nomination.name, one.words, _("Ghi xác nhận"), back)

    def deed() -> None:
        asked = form.cleaned_data
        answer_statement(one, answer=asked["answer"] == YES, note=asked["note"], by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã ghi xác nhận."))


def _whole(request: SignedInRequest, pk: int) -> Nomination:
    """404 for the nominated, who reads the report and not what was found."""
    found = get_nomination(request.user, pk)
    if not reads_whole(request.user, found):
        raise Http404
    return found
