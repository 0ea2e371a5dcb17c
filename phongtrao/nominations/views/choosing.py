"""A unit begins, and chooses whom it asks for."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.lib.errors import DomainError
from phongtrao.nominations.access.rounds import asking_units, get_round
from phongtrao.nominations.access.submissions import can_add, get_nomination, get_submission
from phongtrao.nominations.pages.candidates import TICK, CandidatesPage
from phongtrao.nominations.services import nominating
from phongtrao.nominations.services.nominating import Choice
from phongtrao.nominations.views.pieces import NAV


@require_POST
@once
def begin(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_round(request.user, pk)
    unit = request.POST.get("unit", "")
    where = get_object_or_404(asking_units(request.user, found), pk=unit if unit.isdecimal() else 0)
    try:
        sent = nominating.begin_submission(found, where, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("nominations:round", pk=pk)
    return redirect("nominations:submission", pk=sent.pk)


@require_http_methods(["GET", "POST"])
@once
def choose(request: SignedInRequest, pk: int, form: int) -> HttpResponse:
    """Those the rule proposes, ticked and asked for; others with a reason."""
    sent = get_submission(request.user, pk)
    found = get_object_or_404(sent.round.forms.select_related("honour", "rules__rule_set"), pk=form)
    if not (answer := can_add(request.user, sent)):
        messages.error(request, answer.reason)
        return redirect("nominations:submission", pk=pk)
    given = request.POST if request.method == "POST" else request.GET
    ticked = frozenset(int(one) for one in given.getlist(TICK) if one.isdecimal())
    page = CandidatesPage(sent, found, request.GET, ticked, given.get("ly-do", ""))
    if request.method == "POST" and _chosen(request, page):
        return redirect("nominations:submission", pk=pk)
    context = NAV | {"page": page, "submission": sent, "wide": True}
    return render_page(request, "nominations/choose.html", context, part="places")


def _chosen(request: SignedInRequest, page: CandidatesPage) -> bool:
    """Whether all ticked were asked for; said either way."""
    known = page.candidates.subjects
    if page.ticked - known.keys():
        said = _(
            "Có người, tập thể đã chọn vừa không còn ở đơn vị. Hãy tải lại trang rồi chọn lại."
        )
        messages.error(request, said)
        return False
    picked = [known[key] for key in known if key in page.ticked]
    if not picked:
        messages.warning(request, _("Chưa chọn ai. Hãy đánh dấu ít nhất một dòng."))
        return False
    choices = [Choice(page.form, one.person or one.unit, page.reason) for one in picked]
    try:
        done = nominating.nominate_all(page.sent, choices, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return False
    said = ngettext(
        "Đã đưa %d đề nghị vào danh sách.", "Đã đưa %d đề nghị vào danh sách.", len(done)
    )
    messages.success(request, said % len(done))
    return True


@require_POST
def move_up(request: SignedInRequest, pk: int) -> HttpResponse:
    return _done(request, pk, nominating.move_up)


@require_POST
def frontline(request: SignedInRequest, pk: int) -> HttpResponse:
    is_frontline = request.POST.get("co") == "1"
    return _done(request, pk, nominating.set_frontline, is_frontline=is_frontline)


def _done(request: SignedInRequest, pk: int, deed: Any, **more: Any) -> HttpResponse:
    found = get_nomination(request.user, pk)
    try:
        deed(found, **more, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("nominations:submission", pk=found.submission_id)
