"""Units of a campaign handed out among those who verify: those ticked in the list, or all that wait."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from phongtrao.assessments.access.campaigns import can_share, get_visible_campaign
from phongtrao.assessments.access.verifiers import officers_of
from phongtrao.assessments.forms.sharing import ShareForm
from phongtrao.assessments.queries.gaps import held_by
from phongtrao.assessments.services.sharing import MOST_NAMED, Dealt, share_units
from phongtrao.assessments.tables import UNITS, printed
from phongtrao.assessments.views.shared import NAV, unit_filter
from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.lib.errors import DomainError
from phongtrao.web.tables import selected_again, selected_rows


@require_http_methods(["GET", "POST"])
@once
def share(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_visible_campaign(request.user, pk)
    insist(can_share(request.user, found))
    given, rows = unit_filter(request.user, found), printed(found.assessments.all(), request.user)
    picked = selected_rows(UNITS, rows, request.POST, given)
    is_sent = "how" in request.POST
    form = ShareForm(
        request.POST if is_sent else None,
        campaign=found,
        picked=list(picked.order_by().values_list("pk", flat=True)),
        officers=officers_of(found.owner),
        held=held_by(found),
    )
    if is_sent and form.is_valid():
        try:
            dealt = share_units(found, form.chosen(), form.sharing(), by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            _say(request, dealt)
            return redirect("assessments:campaign", pk)
    context = NAV | {"campaign": found, "form": form, "chosen": selected_again(request.POST)}
    return render_page(request, "assessments/share.html", context)


def _say(request: SignedInRequest, dealt: Dealt) -> None:
    messages.success(request, _("Đã chia %s đơn vị; người thẩm định được báo.") % dealt.given)
    if dealt.left:
        said = _("%(n)s đơn vị giữ như cũ vì không ai được chọn thẩm định được: %(names)s.")
        names = ", ".join(dealt.left[:MOST_NAMED])
        messages.warning(request, said % {"n": len(dealt.left), "names": names})
    if dealt.mute:
        said = _("Chưa ai có tài khoản ở %s nên chưa giao. Hãy phân quyền rồi giao lại.")
        messages.warning(request, said % ", ".join(dealt.mute[:MOST_NAMED]))
