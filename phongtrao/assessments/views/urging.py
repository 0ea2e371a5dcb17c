"""Units of a campaign that have not handed in are pressed: whom and how many first, then in one act."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from phongtrao.assessments.access.campaigns import can_urge, get_visible_campaign
from phongtrao.assessments.models import Assessment, Campaign
from phongtrao.assessments.services.reminding import SELF, owed_assessments, urge_campaign
from phongtrao.assessments.views.shared import NAV
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.lib.numbers import format_number
from phongtrao.plans.forms.owed import UrgeForm
from phongtrao.plans.queries.owed import to_urge
from phongtrao.plans.services.urging import Urged
from phongtrao.web.acts import done

URGING = gettext_lazy("Hãy hoàn thành và nộp bản tự đánh giá.")
MOST_SHOWN = 60
A, VERIFYING = Assessment.Status, Campaign.Status.VERIFYING


@require_http_methods(["GET", "POST"])
@once
def urge(request: SignedInRequest, pk: int) -> HttpResponse:
    """Nobody hears of the same twice a day."""
    found = get_visible_campaign(request.user, pk)
    insist(can_urge(request.user, found))
    form = UrgeForm(request.POST or None, initial={"words": URGING})

    def deed() -> Urged:
        asked = form.cleaned_data
        return urge_campaign(found, asked["words"], late_only=asked["late_only"], by=request.user)

    if urged := done(request, form, deed):
        messages.success(request, _("Đã đôn đốc %s đơn vị.") % format_number(urged.units))
        return redirect("assessments:campaign", pk)
    pressed = to_urge(owed_assessments(found), timezone.localdate())
    example = SELF.urging(pressed.told[0], str(URGING)) if pressed.told else ""
    unasked = found.assessments.filter(status=A.DRAFT).count() if found.status == VERIFYING else 0
    context = NAV | {"form": form, "campaign": found, "pressed": pressed, "example": example}
    context |= {"unasked": unasked}
    return render_page(request, "assessments/urge.html", context | {"most": MOST_SHOWN})
