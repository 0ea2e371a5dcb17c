"""Recording decisions on effect and scope, revoking them, and the requests of units for them."""

from functools import partial

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.recognition.access import (
    can_adopt,
    can_answer_request,
    can_revoke,
    can_undo,
    deciders_for,
    get_visible_creation,
    get_visible_request,
    get_visible_scope,
    reads_library,
    receivers_of,
    visible_adoptions,
    visible_requests,
)
from phongtrao.recognition.forms.scopes import ReasonForm, RequestForm, RevokeForm, ScopeForm
from phongtrao.recognition.law import scope_basis
from phongtrao.recognition.models import Adoption
from phongtrao.recognition.services import scopes as services
from phongtrao.recognition.services.certificates import certificates_by
from phongtrao.recognition.services.creations import Recognition
from phongtrao.recognition.services.registered import paper_named
from phongtrao.recognition.tables import REQUESTS, request_state
from phongtrao.recognition.views.deeds import NAV, DeedPage, fill, page_of
from phongtrao.recognition.views.library import tabs_of
from phongtrao.web.acts import Question, ask, confirm, do
from phongtrao.web.tables import respond


@require_http_methods(["GET", "POST"])
@once
def new(request: SignedInRequest, pk: int) -> HttpResponse:
    creation = get_visible_creation(request.user, pk)
    deciders = deciders_for(request.user)
    if not deciders.exists():
        raise Http404
    wished = {"scope": request.GET.get("pham_vi", "")}
    form = ScopeForm(request.POST or None, creation=creation, deciders=deciders, initial=wished)
    basis, needs_check = scope_basis()
    page = DeedPage(
        title=_("Ghi quyết định công nhận phạm vi"),
        lead=_(
            "Ghi đúng như quyết định; tác giả được báo, xét khen thưởng tính từ ngày quyết định."
        ),
        action=_("Ghi công nhận"),
        back=page_of(creation),
        creation=creation,
        help=f"{basis}. {_('Cần kiểm tra với quy định của địa phương.')}" if needs_check else basis,
    )

    def deed() -> None:
        asked = form.cleaned_data
        said = _("Công nhận phạm vi ảnh hưởng của “%s”") % creation.title
        paper = paper_named(
            asked["number"], asked["decided_on"], asked["decided_by"], abstract=said
        )
        decision = Recognition(
            asked["scope"], asked["decided_on"], asked["decided_by"], paper, effect=asked["effect"]
        )
        services.recognise_scope(creation, decision, by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã ghi công nhận."))


@require_http_methods(["GET", "POST"])
@once
def revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    row = get_visible_scope(request.user, pk)
    insist(can_revoke(request.user, row))
    form = RevokeForm(request.POST or None, word=_("hủy bỏ"))
    consequences = [(row.creation.shares.count(), _("tác giả không còn được tính"))]
    if certificates := certificates_by(row).count():
        consequences.append((certificates, _("giấy chứng nhận bị thu hồi cùng lý do ấy")))
    question = Question(
        title=_("Hủy bỏ công nhận “%(scope)s” của “%(title)s”?")
        % {"scope": row.get_scope_display(), "title": row.creation},
        warning=_("Từ hôm nay công nhận này không còn được tính; dòng này ở lại cùng lý do."),
        consequences=consequences,
        word=_("hủy bỏ"),
        action=_("Hủy bỏ công nhận"),
        back=page_of(row.creation),
        nav="library",
    )
    if page := ask(request, question, form):
        return page

    def deed() -> None:
        asked = form.cleaned_data
        paper = None
        if asked["number"]:
            said = _("Hủy bỏ công nhận “%s”") % row.creation.title
            paper = paper_named(asked["number"], asked["issued_on"], row.decided_by, abstract=said)
        services.revoke_scope(row, asked["reason"], paper, by=request.user)

    return do(request, deed, _("Đã hủy bỏ công nhận."), page_of(row.creation))


@require_http_methods(["GET", "POST"])
def undo(request: SignedInRequest, pk: int) -> HttpResponse:
    row = get_visible_scope(request.user, pk)
    insist(can_undo(request.user, row))
    question = Question(
        title=_("Bỏ dòng “%s” ghi nhầm?") % row.get_scope_display(),
        warning=_("Dùng khi gõ nhầm trong hôm nay. Công nhận đã ban hành thì hủy bỏ, có lý do."),
        word=_("ghi nhầm"),
        action=_("Bỏ dòng này"),
        back=page_of(row.creation),
        nav="library",
    )
    deed = partial(services.undo_recognition, row, by=request.user)
    return confirm(request, question, deed, _("Đã bỏ dòng ghi nhầm."))


# ------------------------------------------------------------------ requests


@require_GET
def requests(request: SignedInRequest) -> HttpResponse:
    if not reads_library(request.user):
        raise Http404
    context = NAV | {"tabs": tabs_of("requests", request.user), "wide": True}
    table = REQUESTS.of(visible_requests(request.user), request.GET)
    return respond(request, table, "recognition/requests.html", context)


@require_http_methods(["GET", "POST"])
@once
def ask_for(request: SignedInRequest, pk: int) -> HttpResponse:
    creation = get_visible_creation(request.user, pk)
    insist(can_adopt(request.user, creation.unit))
    form = RequestForm(request.POST or None, creation=creation, owners=receivers_of(creation))
    page = DeedPage(
        title=_("Đề nghị công nhận phạm vi"),
        lead=_("Cơ quan cấp trên xem hiệu quả rồi ghi quyết định, hoặc trả lời vì sao không."),
        action=_("Gửi đề nghị"),
        back=page_of(creation),
        creation=creation,
    )

    def deed() -> None:
        asked = form.cleaned_data
        services.ask_for_scope(
            creation, asked["owner"], asked["scope"], asked["effect"], by=request.user
        )

    return fill(request, form, deed, page=page, said=_("Đã gửi đề nghị."))


@require_GET
def show(request: SignedInRequest, pk: int) -> HttpResponse:
    row = get_visible_request(request.user, pk)
    uses = visible_adoptions(request.user).filter(
        creation=row.creation_id, status__in=Adoption.Status.counted
    )
    context = NAV | {
        "row": row,
        "state": request_state(row),
        "uses": uses.order_by("since", "pk")[:30],
        "used": uses.count(),
        "can_answer": can_answer_request(request.user, row),
        "may_withdraw": row.status == row.Status.ASKED
        and bool(can_adopt(request.user, row.creation.unit)),
    }
    return render_page(request, "recognition/request.html", context)


@require_http_methods(["GET", "POST"])
@once
def refuse(request: SignedInRequest, pk: int) -> HttpResponse:
    row = get_visible_request(request.user, pk)
    insist(can_answer_request(request.user, row))
    form = ReasonForm(request.POST or None)
    page = DeedPage(
        title=_("Không công nhận phạm vi"),
        lead=_("Lý do được gửi đến người đề nghị; đơn vị có thể bổ sung rồi đề nghị lại."),
        action=_("Không công nhận"),
        back=reverse("recognition:request", args=[pk]),
        creation=row.creation,
    )

    def deed() -> None:
        services.refuse_scope(row, form.cleaned_data["reason"], by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã trả lời đề nghị."))


@require_POST
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    row = get_visible_request(request.user, pk)
    deed = partial(services.withdraw_request, row, by=request.user)
    return do(request, deed, _("Đã rút đề nghị."), page_of(row.creation))
