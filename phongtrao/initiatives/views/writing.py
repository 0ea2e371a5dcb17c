"""The one page of writing: saved by hand and by itself, handed in after a last look, taken back."""

from functools import partial
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.initiatives.access.council import can_ask_back
from phongtrao.initiatives.access.initiatives import (
    can_submit,
    can_withdraw,
    can_write,
    get_initiative_to_write,
)
from phongtrao.initiatives.forms.writing import WithdrawForm, WritingForm
from phongtrao.initiatives.models import Initiative
from phongtrao.initiatives.pages.writing import SubmitPage, WritingPage
from phongtrao.initiatives.services.submitting import (
    gaps_of,
    submit_initiative,
    withdraw_initiative,
)
from phongtrao.initiatives.services.taking_back import ask_back, stop_asking
from phongtrao.initiatives.services.writing import save_draft
from phongtrao.initiatives.views.mine import NAV
from phongtrao.lib.errors import DomainError
from phongtrao.web.acts import do

SUBMIT = "nop"  # the button; any other keeps the draft
KEEP = "giu"  # the button that leaves it before the council after all
SAVED, PAGE = "saved", "page"


@require_http_methods(["GET", "POST"])
@once
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    initiative = get_initiative_to_write(request.user, pk)
    if not (may := can_write(request.user, initiative)):
        messages.error(request, may.reason)
        return redirect("initiatives:initiative", pk=pk)
    form = WritingForm(request.POST or None, initiative=initiative)
    if request.method == "POST" and form.is_valid():
        mark = request.POST.get(PAGE, "")
        try:
            save_draft(
                initiative, form.draft(), _seen(request), by=request.user, page=mark, follows=mark
            )
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            if SUBMIT in request.POST:
                return redirect("initiatives:submit", pk=pk)
            messages.success(request, _said_saved())
            return redirect("initiatives:edit", pk=pk)
    seen = _seen(request) if request.method == "POST" else initiative.saved
    page_mark = request.POST.get(PAGE) or str(uuid4())
    page = WritingPage.build(initiative, form)
    context = NAV | {"page": page, "form": form, "initiative": initiative}
    context |= {"saved": seen, "page_mark": page_mark}
    return render_page(request, "initiatives/writing.html", context)


@require_POST
def autosave(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is typed so far; answers with the clock and with what is still missing."""
    initiative = get_initiative_to_write(request.user, pk)
    form = WritingForm(request.POST, initiative=initiative, is_strict=False)
    seen, page = _seen(request), request.POST.get(PAGE, "")
    is_kept = False
    if not form.is_valid():
        labels = ", ".join(f"“{form[name].label}”" for name in form.errors if name in form.fields)
        said = _("Chưa lưu lên máy chủ: ô %s chưa đúng.") % labels
    else:
        try:
            save_draft(initiative, form.draft(), seen, by=request.user, page=page)
        except (DomainError, ValidationError) as error:
            said = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        else:
            seen, said, is_kept = initiative.saved, _said_saved(), True
    context = {"said": said, "saved": seen, "page_mark": page, "is_kept": is_kept}
    context |= {"gaps": gaps_of(initiative)} if is_kept else {}
    return render_page(request, "initiatives/writing_saved.html", context)


@require_http_methods(["GET", "POST"])
@once
def submit(request: SignedInRequest, pk: int) -> HttpResponse:
    """A last look at what goes in, then the one button."""
    initiative = get_initiative_to_write(request.user, pk)
    if not (may := can_submit(request.user, initiative)):
        messages.error(request, may.reason)
        return redirect("initiatives:initiative", pk=pk)
    if request.method == "POST":
        try:
            version = submit_initiative(initiative, by=request.user)
        except DomainError as error:
            messages.error(request, str(error))
            return redirect("initiatives:submit", pk=pk)
        when = timezone.localtime(version.made_at)
        said = _("Đã nộp lúc %(when)s (giờ Việt Nam), phiên bản %(number)d. Nơi tổ chức đã nhận.")
        words = {"when": f"{when:%H:%M:%S %d/%m/%Y}", "number": version.number}
        messages.success(request, said % words)
        return redirect("initiatives:initiative", pk=pk)
    page = SubmitPage.build(initiative, request.user)
    context = NAV | {"page": page, "initiative": initiative}
    return render_page(request, "initiatives/submit.html", context)


@require_http_methods(["GET", "POST"])
@once
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """At once; where a council has it already, its office is asked to."""
    initiative = get_initiative_to_write(request.user, pk)
    if KEEP in request.POST:
        deed = partial(stop_asking, initiative, by=request.user)
        to = reverse("initiatives:initiative", args=[pk])
        return do(request, deed, _("Đã thôi đề nghị; hội đồng xét tiếp."), to)
    may = can_ask_back if initiative.case else can_withdraw
    insist(may(request.user, initiative))
    act = ask_back if initiative.case else withdraw_initiative
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            act(initiative, form.cleaned_data["reason"], by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _said_withdrawn(initiative))
            return redirect("initiatives:initiative", pk=pk)
    context = NAV | {"form": form, "initiative": initiative}
    return render_page(request, "initiatives/withdraw.html", context)


def _said_withdrawn(initiative: Initiative) -> str:
    if initiative.asked_back:
        return _("Đã gửi đề nghị rút; văn phòng xem rồi rút khỏi hội đồng.")
    return _("Đã rút sáng kiến. Bản viết vẫn còn cho các tác giả đọc.")


def _seen(request: SignedInRequest) -> int:
    """The count of savings the page knew; what is no number is no page of ours."""
    raw = request.POST.get(SAVED, "")
    return int(raw) if raw.isdecimal() else -1


def _said_saved() -> str:
    return _("Đã lưu lúc %s.") % date_format(timezone.localtime(), "H:i")
