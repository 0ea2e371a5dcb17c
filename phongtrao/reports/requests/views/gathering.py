"""What came in as one: totals with who has not answered, the workbook, the paper; urging the rest."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.documents.numbering import file_title
from phongtrao.lib.numbers import format_number
from phongtrao.plans.forms.owed import UrgeForm
from phongtrao.plans.queries.owed import counts_of, to_urge
from phongtrao.plans.services.urging import Urged
from phongtrao.reports.forms import LetterForm
from phongtrao.reports.letters import last_letter_of
from phongtrao.reports.requests import access
from phongtrao.reports.requests.forms import URGING, PutOffForm
from phongtrao.reports.requests.queries import owed_answers, totals_of
from phongtrao.reports.requests.services.consolidating import make_request_report
from phongtrao.reports.requests.services.deadlines import put_off_request
from phongtrao.reports.requests.services.reminding import ANSWERS, urge_request
from phongtrao.reports.requests.sheets import request_workbook
from phongtrao.web.acts import done
from phongtrao.web.tables import xlsx_response

NAV: dict[str, Any] = {"nav": "requests"}
MOST_SHOWN = 50  # texts and names on screen; the workbook and the paper have all


@require_http_methods(["GET", "POST"])
@once
def put_off(request: SignedInRequest, pk: int) -> HttpResponse:
    """A later day for every unit at once."""
    found = access.get_visible_request(request.user, pk)
    insist(access.can_run(request.user, found))
    form = PutOffForm(request.POST or None)

    def deed() -> int:
        asked = form.cleaned_data
        return put_off_request(found, asked["due_on"], asked["reason"], by=request.user)

    if (count := done(request, form, deed)) is not None:
        said = _("Đã gia hạn cho %s đơn vị và báo từng đơn vị.")
        messages.success(request, said % format_number(count))
        return redirect("reports:request", pk=pk)
    context = NAV | {"form": form, "asked": found, "counts": counts_of(found.answers.all())}
    return render_page(request, "reports/requests/request_put_off.html", context)


@require_GET
def totals(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_request(request.user, pk)
    owed = list(owed_answers(found)[: MOST_SHOWN + 1])
    context = NAV | {
        "asked": found,
        "counts": counts_of(found.answers.all()),
        "totals": totals_of(found),
        "owed": owed[:MOST_SHOWN],
        "most_shown": MOST_SHOWN,
        "can_consolidate": access.can_consolidate(request.user, found),
    }
    return render_page(request, "reports/requests/totals.html", context)


@require_GET
def totals_sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_request(request.user, pk)
    return xlsx_response(request_workbook(found), file_title(found.title))


@require_http_methods(["GET", "POST"])
@once
def report_new(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_request(request.user, pk)
    insist(access.can_consolidate(request.user, found))
    initial = LetterForm.initial_of(last_letter_of(found.owner))
    form = LetterForm(request.POST or None, initial=initial)
    if made := done(
        request, form, lambda: make_request_report(found, form.letter(), by=request.user)
    ):
        messages.success(request, _("Đang lập báo cáo. Bạn có thể rời trang này."))
        return redirect("documents:paper", pk=made.paper_id)
    context = NAV | {"form": form, "asked": found, "counts": counts_of(found.answers.all())}
    return render_page(request, "reports/requests/report_form.html", context)


@require_http_methods(["GET", "POST"])
@once
def urge(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whom and how many first; nobody hears of the same report twice a day."""
    found = access.get_visible_request(request.user, pk)
    insist(access.can_run(request.user, found))
    form = UrgeForm(request.POST or None, initial={"words": URGING})

    def deed() -> Urged:
        asked = form.cleaned_data
        return urge_request(found, asked["words"], late_only=asked["late_only"], by=request.user)

    if urged := done(request, form, deed):
        messages.success(request, _("Đã đôn đốc %s đơn vị.") % format_number(urged.units))
        return redirect("reports:request", pk=pk)
    pressed = to_urge(owed_answers(found), timezone.localdate())
    example = ANSWERS.urging(pressed.told[0], str(URGING)) if pressed.told else ""
    context = NAV | {"form": form, "asked": found, "pressed": pressed, "example": example}
    return render_page(request, "reports/requests/urge.html", context | {"most": MOST_SHOWN})
