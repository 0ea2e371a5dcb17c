"""What goes to an authority outside the program: choosing, the package, its receipt, talk, its decision."""

from functools import partial

from django.db.models import Count, Q
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.base.http import SignedInRequest
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.documents.models import Evidence
from phongtrao.documents.services.evidence import add_evidence
from phongtrao.documents.views.files import send_file
from phongtrao.nominations.access import decisions as access
from phongtrao.nominations.forms.handing import (
    MOST,
    AnswerForm,
    HandOverForm,
    NoteForm,
    ReceiptForm,
)
from phongtrao.nominations.hand_over_tables import HAND_OVERS, HANDED, hand_over_state
from phongtrao.nominations.models import HandOver, HandOverNote, Nomination
from phongtrao.nominations.queries.decisions import in_order, passed, waiting_groups
from phongtrao.nominations.services import handing as services
from phongtrao.nominations.views.pieces import NAV, fill
from phongtrao.web.acts import Question, confirm
from phongtrao.web.deeds import DeedPage
from phongtrao.web.tables import respond

DECIDED = Count("notes", filter=Q(notes__kind=HandOverNote.Kind.DECISION), distinct=True)


@require_GET
def hand_over_list(request: SignedInRequest) -> HttpResponse:
    if not access.makes_decisions(request.user):
        raise Http404
    rows = access.visible_hand_overs(request.user)
    rows = rows.annotate(count=Count("nominations", distinct=True), decided=DECIDED)
    waiting = waiting_groups(access.deciding_rounds(request.user), signed=False)
    table = HAND_OVERS.of(rows, request.GET)
    return respond(request, table, "nominations/hand_over_list.html", NAV | {"waiting": waiting})


@require_http_methods(["GET", "POST"])
@once
def hand_over_new(request: SignedInRequest, pk: int, form: int) -> HttpResponse:
    """Of a round, one form."""
    found = get_object_or_404(access.deciding_rounds(request.user), pk=pk)
    insist(access.can_hand_over(request.user, found))
    asked = get_object_or_404(found.forms.select_related("honour__owner", "round__owner"), pk=form)
    rows = list(in_order(passed([found]).filter(form=asked))[:MOST])
    asking = HandOverForm(request.POST or None, rows=rows)
    lead = _("%(n)d hồ sơ “%(form)s” đã được thông qua. Mỗi gói tối đa %(most)d hồ sơ.")
    lead %= {"n": len(rows), "form": asked, "most": MOST}
    back = reverse("nominations:hand_over_list")
    page = DeedPage(_("Trình hồ sơ lên cấp trên"), lead, _("Đóng gói, ghi đã gửi"), back)

    def deed() -> HandOver:
        said = asking.cleaned_data
        to, on = said["to"], said["handed_on"]
        return services.hand_over(asked, to, on, asking.picked(), by=request.user)

    return fill(request, asking, deed, page=page, said=_("Đã đóng gói. Hãy tải gói rồi gửi đi."), to=_page_of)  # fmt: skip


@require_GET
def hand_over(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_hand_over(request.user, pk)
    notes = list(found.notes.select_related("made_by"))
    is_decided = any(note.kind == HandOverNote.Kind.DECISION for note in notes)
    found.decided = is_decided  # type: ignore[attr-defined]  # as the list counts it
    facts = [
        (_("Nơi nhận"), found.to),
        (_("Hình thức"), found.honour.title),
        (_("Gửi ngày"), found.handed_on),
        (_("Số biên nhận"), found.receipt),
        (_("Nhận ngày"), found.received_on),
    ]
    context = NAV | {
        "found": found,
        "state": hand_over_state(found),
        "facts": [(label, value) for label, value in facts if value],
        "notes": notes,
        "may_change": not is_decided and access.can_hand_over(request.user, found.round),
        "may_drop": not (notes or found.receipt or found.received_on),
    }
    rows = Nomination.objects.filter(hand_overs=found).select_related("unit")
    return respond(request, HANDED.of(rows, request.GET), "nominations/hand_over.html", context)


@require_GET
def hand_over_package(request: SignedInRequest, pk: int) -> HttpResponseBase:
    found = access.get_hand_over(request.user, pk)
    return send_file(request, found.package, found.package.name)


@require_http_methods(["GET", "POST"])
@once
def hand_over_receipt(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _changed(request, pk)
    kept: dict[str, object] = {"receipt": found.receipt}
    if found.received_on:
        kept["received_on"] = found.received_on
    form = ReceiptForm(request.POST or None, initial=kept)
    page = DeedPage(_("Ghi biên nhận"), str(found), _("Lưu"), _page_of(found))

    def deed() -> HandOver:
        said = form.cleaned_data
        return services.keep_receipt(found, said["receipt"], said["received_on"], by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã ghi biên nhận."))


@require_http_methods(["GET", "POST"])
@once
def hand_over_note(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _changed(request, pk)
    form = NoteForm(request.POST or None)
    page = DeedPage(_("Ghi yêu cầu, trả lời"), str(found), _("Lưu"), _page_of(found))

    def deed() -> HandOverNote:
        said = form.cleaned_data
        return services.keep_note(found, said["kind"], said["on"], said["words"], by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã ghi."))


@require_http_methods(["GET", "POST"])
@once
def hand_over_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """The decision of the authority above: who is ticked got it."""
    found = _changed(request, pk)
    rows = found.nominations.filter(status=Nomination.Status.PASSED).select_related("unit")
    form = AnswerForm(
        request.POST or None, request.FILES or None, rows=list(rows.order_by("name", "pk"))
    )
    lead = _("Người, tập thể được đánh dấu vào sổ khen thưởng ngay khi lưu; các đề nghị khác kết thúc với lý do.")  # fmt: skip
    page = DeedPage(_("Ghi quyết định của cấp trên"), lead, _("Ghi vào sổ"), _page_of(found))

    def deed() -> HandOverNote:
        said = form.cleaned_data
        proof = _evidence(request, found, said["file"])
        answered = services.Answered(
            said["number"], said["on"], said["who"], form.picked(), said["reason"], proof
        )
        return services.keep_answer(found, answered, by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã ghi quyết định vào sổ khen thưởng."))


@require_http_methods(["GET", "POST"])
@once
def hand_over_drop(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _changed(request, pk)
    question = Question(
        title=_("Bỏ lần trình này?"),
        warning=_("Các hồ sơ trở lại chờ trình; gói đã tải về không còn giá trị."),
        consequences=[(found.nominations.count(), _("hồ sơ trở lại chờ trình"))],
        word=_("bỏ"),
        action=_("Bỏ lần trình"),
        back=_page_of(found),
        nav=NAV["nav"],
    )
    deed = partial(services.take_back, found, by=request.user)
    to = reverse("nominations:hand_over_list")
    return confirm(request, question, deed, _("Đã bỏ lần trình."), to=to)


# ------------------------------------------------------------------ pieces


def _page_of(found: HandOver) -> str:
    return reverse("nominations:hand_over", args=[found.pk])


def _changed(request: SignedInRequest, pk: int) -> HandOver:
    found = access.get_hand_over(request.user, pk)
    insist(access.can_hand_over(request.user, found.round))
    return found


def _evidence(request: SignedInRequest, found: HandOver, file: "object | None") -> Evidence | None:
    if not file:
        return None
    return add_evidence(found.round.owner, by=request.user, file=file)  # type: ignore[arg-type]  # an upload
