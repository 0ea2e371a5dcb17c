"""What somebody is praised for, and the paper that shows each line."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from phongtrao.base.http import SignedInRequest
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist, visible_evidence
from phongtrao.nominations.access.submissions import (
    can_write,
    get_nomination,
    visible_nominations,
)
from phongtrao.nominations.forms.claims import ClaimsForm, ProveForm
from phongtrao.nominations.models import Claim
from phongtrao.nominations.queries.report_facts import proposed_claims
from phongtrao.nominations.services.claims import set_claims
from phongtrao.nominations.services.proving import prove_claim
from phongtrao.nominations.views.pieces import fill
from phongtrao.web.deeds import DeedPage


@require_http_methods(["GET", "POST"])
@once
def claims(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_nomination(request.user, pk)
    insist(can_write(request.user, found))
    kept = list(found.claims.select_related("evidence"))
    form = ClaimsForm(request.POST or None, claims=kept, offered=proposed_claims(found))
    page = DeedPage(
        _("Kê thành tích"),
        _("%(who)s: %(form)s. Mỗi thành tích chỉ được tặng một hình thức khen thưởng.")
        % {"who": found.name, "form": found.form},
        _("Lưu"),
        reverse("nominations:nomination", args=[pk]),
    )
    return fill(
        request,
        form,
        lambda: set_claims(found, form.claims(), by=request.user),
        page=page,
        said=_("Đã lưu thành tích."),
    )


@require_http_methods(["GET", "POST"])
@once
def claim_prove(request: SignedInRequest, pk: int) -> HttpResponse:
    seen = visible_nominations(request.user).order_by().values("pk")
    rows = Claim.objects.select_related("nomination__submission__unit", "nomination__submission__round", "nomination__person")  # fmt: skip
    claim = get_object_or_404(rows, pk=pk, nomination__in=seen)
    insist(can_write(request.user, claim.nomination))
    own = visible_evidence(request.user).filter(unit=claim.nomination.submission.unit_id)
    form = ProveForm(request.POST or None, request.FILES or None, evidence=own)

    def deed() -> Claim:
        asked = form.cleaned_data
        return prove_claim(
            claim, asked["evidence"], by=request.user, file=asked["file"], url=asked["url"]
        )

    page = DeedPage(
        _("Gắn minh chứng"),
        claim.words,
        _("Gắn"),
        reverse("nominations:nomination", args=[claim.nomination_id]),
    )
    return fill(request, form, deed, page=page, said=_("Đã gắn minh chứng."))
