"""Chosen nominations go on into the round above."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from phongtrao.base.http import SignedInRequest
from phongtrao.base.idempotency import once
from phongtrao.nominations.access.going_up import can_go_up, can_send_up, forms_above
from phongtrao.nominations.access.screening import get_screened_round, screened_nominations
from phongtrao.nominations.queries.notices import standings_of
from phongtrao.nominations.services.going_up import send_up
from phongtrao.nominations.views.chosen import Act, act_on_chosen


@require_POST
@once
def send_selected_up(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_screened_round(request.user, pk)
    if not (answer := can_send_up(found)):
        messages.error(request, answer.reason)
        return redirect("nominations:screening", pk=pk)
    forms = forms_above(found)
    standings = standings_of(screened_nominations(request.user, found))
    lead = _("Các đề nghị dưới đây được chép vào hồ sơ của %(owner)s trong đợt “%(above)s”; chỉ tiêu ở đó vẫn áp dụng.")  # fmt: skip
    act = Act(
        title=_("Gửi lên đợt cấp trên"),
        lead=lead % {"owner": found.owner, "above": found.above},
        action=_("Gửi lên"),
        may=lambda one: can_go_up(request.user, one, forms, standings[one.pk]),
        deed=lambda ready: send_up(found, ready, by=request.user),
        said=_said,
    )
    return act_on_chosen(request, found, act)


def _said(number: int) -> str:
    said = ngettext("Đã gửi %d đề nghị lên đợt cấp trên.", "Đã gửi %d đề nghị lên đợt cấp trên.", number)  # fmt: skip
    return said % number
