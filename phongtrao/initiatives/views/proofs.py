"""Cards of use: asked beside an initiative, answered by the unit that uses it."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.initiatives.access.initiatives import get_visible_initiative
from phongtrao.initiatives.access.proofs import (
    can_answer_proof,
    can_ask_proof,
    get_visible_proof,
    proofs_for_unit,
)
from phongtrao.initiatives.access.rounds import runs_rounds
from phongtrao.initiatives.forms.proofs import (
    AskForm,
    ConfirmUseForm,
    DeclineUseForm,
    ProofFilter,
)
from phongtrao.initiatives.models import UseProof
from phongtrao.initiatives.queries.proofs import proofs_of
from phongtrao.initiatives.services.proofs import ask_proof, confirm_proof, decline_proof
from phongtrao.initiatives.views.mine import NAV, tabs_of
from phongtrao.lib.errors import DomainError
from phongtrao.web.acts import do
from phongtrao.web.components import State, StateKind
from phongtrao.web.tables import Column, Empty, Table, respond

KINDS: dict[str, StateKind] = {"asked": "due", "confirmed": "done", "declined": "refused"}
DECLINE = "khong"  # the other button


def proof_state(proof: UseProof) -> State:
    return State(proof.get_status_display(), KINDS[proof.status], why=proof.reason)


PROOFS = Table(
    key="proofs",
    title=gettext_lazy("Phiếu xác nhận áp dụng"),
    order="asked",
    filter=ProofFilter,
    columns=(
        Column(
            "title",
            gettext_lazy("Sáng kiến"),
            value="initiative.title",
            sort="initiative__sort_key",
            card="title",
        ),
        Column("state", gettext_lazy("Tình trạng"), value=proof_state, sort="status"),
        Column("of", gettext_lazy("Của đơn vị"), value="initiative.unit", sort="initiative__unit__sort_key"),
        Column("unit", gettext_lazy("Đơn vị áp dụng"), sort="unit__sort_key"),
        Column("asked", gettext_lazy("Hỏi lúc"), value="asked_at", sort="asked_at", align="end"),
    ),
    row_url="initiatives:proof",
    empty=Empty(
        gettext_lazy("Chưa có phiếu nào."),
        gettext_lazy("Tác giả ở đơn vị khác xin xác nhận thì phiếu hiện ở đây."),
    ),
    file_name="phieu-xac-nhan-ap-dung",
)  # fmt: skip


@require_GET
def proof_list(request: SignedInRequest) -> HttpResponse:
    """Cards the user's unit was asked for."""
    if not runs_rounds(request.user):
        raise Http404
    table = PROOFS.of(proofs_for_unit(request.user), request.GET)
    context = NAV | {"tabs": tabs_of(request.user, "proof_list")}
    return respond(request, table, "initiatives/proof_list.html", context)


@require_http_methods(["GET", "POST"])
@once
def initiative_proofs(request: SignedInRequest, pk: int) -> HttpResponse:
    """All cards of one initiative; its authors ask for more."""
    initiative = get_visible_initiative(request.user, pk)
    may = can_ask_proof(request.user, initiative)
    form = AskForm(request.POST or None)
    if request.method == "POST":
        insist(may)
        if form.is_valid():
            try:
                ask_proof(initiative, form.cleaned_data["unit"], by=request.user)
            except (DomainError, ValidationError) as error:
                add_refusal(form, error)
            else:
                messages.success(request, _("Đã gửi phiếu; thủ trưởng đơn vị được báo."))
                return redirect("initiatives:proofs", pk=pk)
    proofs = [(one, proof_state(one)) for one in proofs_of(initiative)]
    context = NAV | {"initiative": initiative, "form": form, "proofs": proofs, "may": may}
    return render_page(request, "initiatives/proofs.html", context)


@require_http_methods(["GET", "POST"])
@once
def proof(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_visible_proof(request.user, pk)
    may = can_answer_proof(request.user, found)
    declines = DECLINE in request.POST
    sent = request.POST or None
    form = ConfirmUseForm(None if declines else sent)
    refusal = DeclineUseForm(sent if declines else None)
    asked = refusal if declines else form
    if request.method == "POST":
        insist(may)
        if asked.is_valid():
            deed = (
                partial(decline_proof, found, refusal.cleaned_data["reason"], by=request.user)
                if declines
                else partial(confirm_proof, found, form.use(), by=request.user)
            )
            return do(
                request, deed, _("Đã trả lời tác giả."), reverse("initiatives:proof", args=[pk])
            )
    authors = found.initiative.authorships.select_related("person")
    context = NAV | {"proof": found, "state": proof_state(found), "authors": authors}
    context |= {"form": form, "refusal": refusal, "may": may, "decline": DECLINE}
    context |= {"has_list": runs_rounds(request.user)}
    return render_page(request, "initiatives/proof.html", context)
