"""Public lists: published, read by everybody below, objected to; complaints; answers."""

from dataclasses import replace
from functools import partial

from django.db.models import Count
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.http import SignedInRequest
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.nominations.access.notices import (
    can_answer,
    can_complain,
    can_object,
    can_publish,
    can_take_back,
    get_listed,
    get_notice,
    get_objection,
    listed_nominations,
    visible_notices,
)
from phongtrao.nominations.access.screening import get_screened_round, screened_nominations
from phongtrao.nominations.access.submissions import get_nomination
from phongtrao.nominations.forms.notices import AnswerForm, NoticeForm, WordsForm
from phongtrao.nominations.models import Nomination, Objection
from phongtrao.nominations.notice_tables import LISTED, NOTICES, notice_state
from phongtrao.nominations.queries.notices import standings_of
from phongtrao.nominations.services.notices import (
    answer_objection,
    complain,
    object_to,
    publish_notice,
    take_back_objection,
)
from phongtrao.nominations.views.chosen import Act, act_on_chosen
from phongtrao.nominations.views.pieces import fill
from phongtrao.nominations.views.screening import address_of
from phongtrao.web.acts import do
from phongtrao.web.deeds import DeedForm, DeedPage
from phongtrao.web.tables import respond

NOTICE_NAV = {"nav": "notices"}
fill_notice = DeedForm("nominations/notice_deed.html", NOTICE_NAV)


@require_GET
def notice_list(request: SignedInRequest) -> HttpResponse:
    rows = visible_notices(request.user).annotate(number=Count("nominations", distinct=True))
    return respond(request, NOTICES.of(rows, request.GET), "nominations/notices.html", NOTICE_NAV)


@require_GET
def notice(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_notice(request.user, pk)
    state = notice_state(found)
    is_running = state.kind == "running"
    table = replace(LISTED, row_url="nominations:object" if is_running else "")
    context = NOTICE_NAV | {"notice": found, "state": state, "is_running": is_running}
    rows = listed_nominations(found)
    if is_running:
        rows = rows.filter(status=Nomination.Status.ACCEPTED)
    return respond(request, table.of(rows, request.GET), "nominations/notice.html", context)


@require_POST
@once
def publish(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_screened_round(request.user, pk)
    form = NoticeForm(request.POST if "agreed" in request.POST else None)
    standings = standings_of(screened_nominations(request.user, found))
    act = Act(
        title=_("Công khai danh sách"),
        lead=_("Mọi người ở đơn vị tổ chức và các đơn vị trực thuộc đọc được tên, đơn vị, hình thức, thành tích tóm tắt trong %d ngày làm việc và gửi được ý kiến.") % found.notice_days,
        action=_("Công khai"),
        may=lambda one: can_publish(request.user, one, standings[one.pk]),
        deed=lambda ready: publish_notice(found, ready, form.cleaned_data["from_on"], by=request.user),
        said=published_words,
    )  # fmt: skip
    return act_on_chosen(request, found, act, form)


@require_http_methods(["GET", "POST"])
@once
def object_(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_listed(request.user, pk)
    insist(can_object(request.user, found))
    form = WordsForm(request.POST or None)

    def deed() -> object:
        return object_to(found, form.cleaned_data["words"], by=request.user)

    lead = _("%(form)s. %(unit)s.\n%(achievement)s\nTên bạn chỉ người trả lời ý kiến biết.") % {
        "form": found.form,
        "unit": found.unit,
        "achievement": found.achievement,
    }
    shown = found.notices.filter(pk__in=visible_notices(request.user)).latest("pk")
    back = reverse("nominations:notice", args=[shown.pk])
    page = DeedPage(_("Ý kiến về %s") % found.name, lead, _("Gửi ý kiến"), back)
    said = _("Đã gửi ý kiến; bạn được báo khi có trả lời.")
    return fill_notice(request, form, deed, page=page, said=said)


@require_http_methods(["GET", "POST"])
@once
def complain_(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_nomination(request.user, pk)
    insist(can_complain(request.user, found))
    form = WordsForm(request.POST or None)

    def deed() -> object:
        return complain(found, form.cleaned_data["words"], by=request.user)

    lead = _("%s sẽ trả lời.") % found.submission.round.owner
    page = DeedPage(_("Khiếu nại kết quả"), lead, _("Gửi khiếu nại"), address_of(found))
    return fill(request, form, deed, page=page, said=_("Đã gửi khiếu nại; bạn được báo khi có trả lời."))  # fmt: skip


@require_http_methods(["GET", "POST"])
@once
def objection(request: SignedInRequest, pk: int) -> HttpResponse:
    """Read by whoever said it and whoever answers; answered by the latter."""
    said = get_objection(request.user, pk)
    may = can_answer(request.user, said)
    if request.method == "POST":
        insist(may)
    form = AnswerForm(request.POST or None, about=said.about)
    back = reverse("nominations:notices")
    if may:
        back = address_of(said.nomination)

    def deed() -> object:
        told = form.cleaned_data
        return answer_objection(said, told["outcome"], told["words"], by=request.user)

    title = _("Ý kiến về danh sách công khai")
    if said.about == Objection.About.RESULT:
        title = _("Khiếu nại kết quả")
    page = DeedPage(title, "", _("Trả lời"), back)
    context = {"said": said, "may": may, "may_take_back": can_take_back(request.user, said)}
    show = DeedForm("nominations/objection.html", NOTICE_NAV | context)
    return show(request, form, deed, page=page, said=_("Đã trả lời; người có ý kiến được báo."))


@require_POST
@once
def take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    said = get_objection(request.user, pk)
    page = reverse("nominations:objection", args=[pk])
    deed = partial(take_back_objection, said, by=request.user)
    return do(request, deed, _("Đã rút ý kiến."), page)


def published_words(number: int) -> str:
    said = ngettext("Đã công khai %d đề nghị.", "Đã công khai %d đề nghị.", number)
    return said % number
