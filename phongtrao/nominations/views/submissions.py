"""What a unit hands in for a round."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.nominations.access.submissions import get_submission
from phongtrao.nominations.pages.screening import Receipt
from phongtrao.nominations.pages.submissions import SubmissionPage
from phongtrao.nominations.tables import submission_state
from phongtrao.nominations.views.pieces import NAV


@require_GET
def show(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_submission(request.user, pk)
    context = NAV | {
        "submission": found,
        "state": submission_state(found),
        "receipt": Receipt.build(request.user, found),
        "page": SubmissionPage(found, request.user),
        "wide": True,
    }
    return render_page(request, "nominations/submission.html", context)
