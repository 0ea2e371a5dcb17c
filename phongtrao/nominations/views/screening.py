"""Screening a round: its table, one dossier after the other, taking, accepting, returning, refusing."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.http import SignedInRequest
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.nominations.access.screening import (
    can_accept,
    can_ask_others,
    can_refuse,
    can_return,
    can_withdraw,
    get_opinion,
    get_screened_round,
    screened_nominations,
)
from phongtrao.nominations.access.submissions import get_nomination, get_submission, reads_whole
from phongtrao.nominations.forms.screening import (
    AskOthersForm,
    OthersAnswerForm,
    ReasonForm,
    ReturnForm,
)
from phongtrao.nominations.models import Nomination
from phongtrao.nominations.queries.screening import (
    next_to_screen,
    share_of,
    waiting_submissions,
    with_places,
)
from phongtrao.nominations.screening_tables import screened_table
from phongtrao.nominations.services.opinions import Said, answer_opinion, ask_opinion
from phongtrao.nominations.services.screening import (
    accept_many,
    accept_nomination,
    accepted_words,
    refuse_nomination,
    return_nomination,
    take_submission,
    withdraw_nomination,
)
from phongtrao.nominations.views.chosen import Act, act_on_chosen
from phongtrao.nominations.views.pieces import NAV, fill
from phongtrao.web.acts import do
from phongtrao.web.deeds import DeedPage
from phongtrao.web.tables import respond


@require_GET
def screening(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_screened_round(request.user, pk)
    rows = screened_nominations(request.user, found)
    table = screened_table(found).of(with_places(rows), request.GET, {"round_": found})
    context = NAV | {"round": found, "share": share_of(rows), "next": next_to_screen(rows)}
    context["waiting"] = list(waiting_submissions(found)[:50])
    return respond(request, table, "nominations/screening.html", context)


@require_GET
def screen_next(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_screened_round(request.user, pk)
    key = next_to_screen(screened_nominations(request.user, found))
    if key is None:
        messages.info(request, _("Không còn đề nghị nào chờ xét."))
        return redirect("nominations:screening", pk=pk)
    return redirect("nominations:nomination", pk=key)


@require_POST
@once
def take(request: SignedInRequest, pk: int) -> HttpResponse:
    sent = get_submission(request.user, pk)
    to = reverse("nominations:submission", args=[pk])
    said = _("Đã tiếp nhận hồ sơ của %s; đơn vị được báo.") % sent.unit
    return do(request, partial(take_submission, sent, by=request.user), said, to)


@require_POST
@once
def accept(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _whole(request, pk)
    rows = screened_nominations(request.user, found.submission.round)
    following = next_to_screen(rows, found)
    to = reverse("nominations:nomination", args=[following or pk])
    deed = partial(accept_nomination, found, by=request.user)
    said = _("Đã chấp nhận đề nghị của %s.") % found.name
    return do(request, deed, said, to, refused_to=address_of(found))


@require_POST
@once
def accept_selected(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_screened_round(request.user, pk)
    act = Act(
        title=_("Chấp nhận đề nghị"),
        lead=_("Các đề nghị dưới đây đủ điều kiện, chờ công khai và xét."),
        action=_("Chấp nhận"),
        may=lambda one: can_accept(request.user, one),
        deed=lambda ready: accept_many(found, ready, by=request.user),
        said=accepted_words,
    )
    return act_on_chosen(request, found, act)


@require_http_methods(["GET", "POST"])
@once
def send_back(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _whole(request, pk)
    insist(can_return(request.user, found))
    form = ReturnForm(request.POST or None, found=found)

    def deed() -> object:
        words = form.cleaned_data["words"]
        return return_nomination(found, form.places(), words, by=request.user)

    lead = _("Ghi ở mỗi chỗ cần sửa gì. Đơn vị thấy các chỗ này, sửa rồi gửi lại.")
    page = DeedPage(_("Trả lại để bổ sung"), lead, _("Trả lại"), address_of(found))
    return fill(request, form, deed, page=page, said=_("Đã trả lại; đơn vị được báo."))


@require_http_methods(["GET", "POST"])
@once
def refuse(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _whole(request, pk)
    insist(can_refuse(request.user, found))
    form = ReasonForm(request.POST or None)

    def deed() -> object:
        return refuse_nomination(found, form.cleaned_data["reason"], by=request.user)

    lead = _("Đề nghị dừng ở đây. Đơn vị đề nghị đọc được lý do.")
    page = DeedPage(_("Không đưa vào xét"), lead, _("Không đưa vào xét"), address_of(found))
    return fill(request, form, deed, page=page, said=_("Đã ghi; đơn vị được báo."))


@require_http_methods(["GET", "POST"])
@once
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _whole(request, pk)
    insist(can_withdraw(request.user, found))
    form = ReasonForm(request.POST or None)

    def deed() -> object:
        return withdraw_nomination(found, form.cleaned_data["reason"], by=request.user)

    lead = _("Đề nghị đã rút không xét nữa; thành tích của nó dùng được cho đề nghị khác.")
    page = DeedPage(_("Rút đề nghị"), lead, _("Rút"), address_of(found))
    return fill(request, form, deed, page=page, said=_("Đã rút đề nghị."))


@require_http_methods(["GET", "POST"])
@once
def ask_others(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _whole(request, pk)
    insist(can_ask_others(request.user, found))
    form = AskOthersForm(request.POST or None)

    def deed() -> object:
        said = form.cleaned_data
        return ask_opinion(found, said["body"], said["on"], by=request.user)

    page = DeedPage(_("Hỏi ý kiến cơ quan khác"), "", _("Ghi"), address_of(found))
    return fill(request, form, deed, page=page, said=_("Đã ghi; câu trả lời ghi ở đây khi có."))


@require_http_methods(["GET", "POST"])
@once
def others_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    asked = get_opinion(request.user, pk)
    insist(can_ask_others(request.user, asked.nomination))
    form = OthersAnswerForm(request.POST or None, user=request.user)
    page = DeedPage(_("Ghi ý kiến của %s") % asked.body, "", _("Ghi"), address_of(asked.nomination))

    def deed() -> object:
        return answer_opinion(asked, Said(**form.cleaned_data), by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã ghi ý kiến."))


def address_of(found: Nomination) -> str:
    return reverse("nominations:nomination", args=[found.pk])


def _whole(request: SignedInRequest, pk: int) -> Nomination:
    """The nominated read their report here, and do none of this."""
    found = get_nomination(request.user, pk)
    if not reads_whole(request.user, found):
        insist(can_withdraw(request.user, found))
    return found
