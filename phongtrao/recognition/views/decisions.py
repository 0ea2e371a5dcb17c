"""Decisions of recognition: what waits for one, drafting, the list, printing again, leaving out."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.documents.access.certificates import can_issue_certificates, visible_batches
from phongtrao.documents.forms import groups_of, planned_initial
from phongtrao.lib.errors import DomainError
from phongtrao.recognition.access.decisions import (
    can_change_decision,
    deciding_units,
    get_visible_decision,
    visible_decisions,
)
from phongtrao.recognition.decision_tables import DECISIONS, DRAFTED_LINES, LINES
from phongtrao.recognition.decision_words import usual_wording
from phongtrao.recognition.forms.decisions import SAID, DecisionForm
from phongtrao.recognition.models import Creation, RecognitionDecision, ScopeRecognition
from phongtrao.recognition.queries.decisions import (
    has_changed,
    lines_of,
    waiting_for,
    waiting_groups,
)
from phongtrao.recognition.services import decisions as services
from phongtrao.recognition.services.certificates import prepare_certificates
from phongtrao.recognition.services.decisions import Choice
from phongtrao.web.acts import Question, confirm
from phongtrao.web.tables import respond

NAV = {"nav": "recognition_papers"}


@require_GET
def decision_list(request: SignedInRequest) -> HttpResponse:
    seen = visible_decisions(request.user).order_by().values("pk")
    rows = RecognitionDecision.objects.filter(pk__in=seen).select_related("unit", "document")
    table = DECISIONS.of(rows.annotate(count=Count("lines")), request.GET)
    context = NAV | {"waiting": waiting_groups(deciding_units(request.user))}
    return respond(request, table, "recognition/decision_list.html", context)


@require_http_methods(["GET", "POST"])
@once
def decision_new(request: SignedInRequest, unit: int) -> HttpResponse:
    """Which recognitions stands in the address: ``loai``, ``cap``, ``nam``."""
    found = get_object_or_404(deciding_units(request.user), pk=unit)
    asked = request.GET
    choice = Choice(found, asked.get("loai", ""), asked.get("cap", ""), asked.get("nam", ""))
    if choice.kind not in Creation.Kind.values or choice.scope not in ScopeRecognition.Scope.values:
        raise Http404
    count = waiting_for(found, choice.kind, choice.scope, choice.year).count()
    if not count and request.method == "GET":
        messages.error(request, _("Không còn công trình nào chờ quyết định này."))
        return redirect("recognition_papers:decision_list")
    groups = groups_of([found])
    form = DecisionForm(request.POST or None, groups=groups, initial=usual_wording(choice, count))
    if request.method == "POST" and form.is_valid():
        try:
            made = services.draft_decision(choice, form.wording(), by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã lập dự thảo quyết định. Hãy đọc lại rồi trình ký."))
            return redirect("recognition_papers:decision", pk=made.pk)
    context = NAV | {"form": form, "count": count, "unit": found}
    return render_page(request, "recognition/decision_form.html", context)


@require_GET
def decision(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_visible_decision(request.user, pk)
    rows = lines_of(found).select_related("creation__unit", "decision_line")
    may_change = can_change_decision(request.user, found)
    lines = DRAFTED_LINES if may_change else LINES
    table = lines.of(rows.prefetch_related("creation__shares__person"), request.GET)
    context = NAV | {
        "decision": found,
        "may_change": may_change,
        "count": found.lines.count(),
        "may_certify": found.is_issued and can_issue_certificates(request.user, found.unit),
        "is_stale": not found.is_issued and has_changed(found),
        "batch": visible_batches(request.user).filter(document=found.document_id).last(),
        "wide": True,
    }
    return respond(request, table, "recognition/decision.html", context)


@require_http_methods(["GET", "POST"])
@once
def decision_print(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_visible_decision(request.user, pk)
    insist(can_change_decision(request.user, found))
    groups = groups_of([found.unit])
    form = DecisionForm(request.POST or None, groups=groups, initial=_kept(found, groups))
    if request.method == "POST" and form.is_valid():
        try:
            services.print_decision(found, form.wording(), by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã lập bản mới của quyết định."))
            return redirect("recognition_papers:decision", pk=pk)
    context = NAV | {
        "form": form,
        "count": found.lines.count(),
        "unit": found.unit,
        "decision": found,
    }
    return render_page(request, "recognition/decision_form.html", context)


@require_http_methods(["GET", "POST"])
@once
def decision_leave_out(request: SignedInRequest, pk: int, recognition: int) -> HttpResponse:
    found = get_visible_decision(request.user, pk)
    insist(can_change_decision(request.user, found))
    row = get_object_or_404(lines_of(found).select_related("creation"), pk=recognition)
    question = Question(
        title=_("Bỏ “%s” khỏi danh sách?") % row.creation,
        warning=_("Công trình chờ quyết định khác; phải lập bản mới của văn bản trước khi trình."),
        word=_("bỏ"),
        action=_("Bỏ khỏi danh sách"),
        back=reverse("recognition_papers:decision", args=[pk]),
        nav=NAV["nav"],
    )
    deed = partial(services.leave_out, found, row, by=request.user)
    return confirm(request, question, deed, _("Đã bỏ khỏi danh sách."))


@require_http_methods(["GET", "POST"])
@once
def decision_drop(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_visible_decision(request.user, pk)
    insist(can_change_decision(request.user, found))
    question = Question(
        title=_("Bỏ quyết định này?"),
        warning=_(
            "Danh sách trở lại chờ ra quyết định; dự thảo vẫn nằm trong “Văn bản đi” nhưng khi cấp số"
            " không còn ghi vào các công trình."
        ),
        consequences=[(found.lines.count(), _("công trình trở lại chờ quyết định"))],
        word=_("bỏ"),
        action=_("Bỏ quyết định"),
        back=reverse("recognition_papers:decision", args=[pk]),
        nav=NAV["nav"],
    )
    deed = partial(services.drop_decision, found, by=request.user)
    to = reverse("recognition_papers:decision_list")
    return confirm(request, question, deed, _("Đã bỏ quyết định."), to=to)


@require_http_methods(["POST"])
@once
def decision_certificates(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make the authors' certificates ready; they get numbers on the page of the batch."""
    found = get_visible_decision(request.user, pk)
    insist(can_issue_certificates(request.user, found.unit))
    try:
        batch = prepare_certificates(found, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("recognition_papers:decision", pk=pk)
    messages.success(request, _("Đã lập đợt cấp. Hãy xem trước rồi cấp số."))
    return redirect("certificates:batch", pk=batch.pk)


def _kept(found: RecognitionDecision, groups: Any) -> dict[str, Any]:
    letter = found.facts["letter"]
    said = {name: found.facts.get(name, letter.get(name, "")) for name in SAID}
    said["bases"] = letter["text"]
    return said | planned_initial(found.document.planned_recipients, groups)
