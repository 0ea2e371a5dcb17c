"""One nomination: why, with what, and what became of it."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.nominations.access.notices import can_complain
from phongtrao.nominations.access.submissions import get_nomination, reads_whole
from phongtrao.nominations.pages.dossiers import DossierCard
from phongtrao.nominations.pages.screening import ScreeningCard
from phongtrao.nominations.tables import nomination_state
from phongtrao.nominations.views.pieces import NAV


@require_GET
def show(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_nomination(request.user, pk)
    context = NAV | {
        "nomination": found,
        "state": nomination_state(found),
        "reads_whole": reads_whole(request.user, found),
        "dossier": DossierCard.build(request.user, found),
        "screening": ScreeningCard.build(request.user, found),
        "may_complain": can_complain(request.user, found),
    }
    return render_page(request, "nominations/nomination.html", context)
