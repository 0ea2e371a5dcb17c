"""Decisions of commendation: what waits for one, drafting, the list, printing again, leaving out, dropping."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.documents.access.certificates import can_issue_certificates, visible_batches
from phongtrao.documents.forms import groups_of, planned_initial
from phongtrao.nominations.access import decisions as access
from phongtrao.nominations.decision_notice import notice_text
from phongtrao.nominations.decision_paper import AwardFacts
from phongtrao.nominations.decision_tables import DECISIONS, DRAFTED_LINES, LINES
from phongtrao.nominations.decision_words import usual_wording
from phongtrao.nominations.models import AwardDecision, Nomination
from phongtrao.nominations.queries.decisions import (
    lines_of,
    waiting_for,
    waiting_groups,
    why_not,
)
from phongtrao.nominations.services import decisions as services
from phongtrao.nominations.services.certificates import lines_without, prepare_certificates
from phongtrao.nominations.views.pieces import NAV, fill
from phongtrao.recognition.forms.decisions import SAID, DecisionForm
from phongtrao.web.acts import Question, confirm, do
from phongtrao.web.deeds import DeedPage
from phongtrao.web.tables import respond


@require_GET
def decision_list(request: SignedInRequest) -> HttpResponse:
    if not access.makes_decisions(request.user):
        raise Http404
    seen = access.visible_decisions(request.user).order_by().values("pk")
    rows = AwardDecision.objects.filter(pk__in=seen).select_related("unit", "document")
    table = DECISIONS.of(rows.annotate(count=Count("lines")), request.GET)
    context = NAV | {"waiting": waiting_groups(access.deciding_rounds(request.user))}
    return respond(request, table, "nominations/decision_list.html", context)


@require_http_methods(["GET", "POST"])
@once
def decision_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """Of a round; ``hinh-thuc`` in the address: of one form only."""
    found = get_object_or_404(access.deciding_rounds(request.user), pk=pk)
    insist(access.can_make_decision(request.user, found))
    asked = request.GET.get("hinh-thuc", "")
    form = get_object_or_404(found.forms, pk=int(asked)) if asked.isdecimal() else None
    key = form.pk if form else None
    count = waiting_for(found, key).count()
    back = reverse("nominations:decision_list")
    if not count and request.method == "GET":
        messages.error(request, _("Không còn đề nghị nào chờ quyết định này."))
        return redirect(back)
    asking = DecisionForm(
        request.POST or None,
        groups=groups_of([found.owner]),
        initial=usual_wording(found, form, count),
    )
    page = DeedPage(_("Lập quyết định khen thưởng"), _told(count), _("Lập dự thảo"), back)
    return fill(
        request,
        asking,
        lambda: services.draft_decision(found, key, asking.wording(), by=request.user),
        page=page,
        said=_("Đã lập dự thảo quyết định. Hãy đọc lại rồi trình ký."),
        to=_page_of,
    )


@require_GET
def decision(request: SignedInRequest, pk: int) -> HttpResponse:
    user, found = request.user, access.get_visible_decision(request.user, pk)
    may_change = access.can_change_decision(user, found)
    declared = DRAFTED_LINES if may_change else LINES
    rows = Nomination.objects.filter(decision_line__decision=found)
    rows = rows.select_related("form__honour__owner", "submission")
    context = NAV | {
        "decision": found,
        "may_change": may_change,
        "count": found.lines.count(),
        "reads_money": access.reads_money(user, found),
        "may_certify": found.is_issued and can_issue_certificates(user, found.unit),
        "uncertified": found.is_issued and lines_without(found).exists(),
        "batches": visible_batches(user).filter(document=found.document_id).order_by("pk"),
        "hindrances": [] if found.is_issued else why_not(found, list(rows), timezone.localdate()),
        "wide": True,
    }
    table = declared.of(lines_of(found).order_by(), request.GET)
    return respond(request, table, "nominations/decision.html", context)


@require_http_methods(["GET", "POST"])
@once
def decision_print(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_decision(request.user, pk)
    insist(access.can_change_decision(request.user, found))
    groups = groups_of([found.unit])
    asking = DecisionForm(request.POST or None, groups=groups, initial=_kept(found, groups))
    told = _told(found.lines.count())
    page = DeedPage(_("Lập bản mới của quyết định"), told, _("Lập bản mới"), _page_of(found))
    return fill(
        request,
        asking,
        lambda: services.print_decision(found, asking.wording(), by=request.user),
        page=page,
        said=_("Đã lập bản mới của quyết định."),
    )


@require_http_methods(["GET", "POST"])
@once
def decision_leave_out(request: SignedInRequest, pk: int, line: int) -> HttpResponse:
    found = access.get_visible_decision(request.user, pk)
    insist(access.can_change_decision(request.user, found))
    row = get_object_or_404(found.lines.select_related("nomination"), pk=line)
    question = Question(
        title=_("Bỏ “%s” khỏi danh sách?") % row.nomination.name,
        warning=_("Đề nghị này chờ quyết định khác; phải lập bản mới của văn bản trước khi trình."),
        word=_("bỏ"),
        action=_("Bỏ khỏi danh sách"),
        back=_page_of(found),
        nav=NAV["nav"],
    )
    deed = partial(services.leave_out, found, row, by=request.user)
    return confirm(request, question, deed, _("Đã bỏ khỏi danh sách."))


@require_http_methods(["GET", "POST"])
@once
def decision_drop(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_decision(request.user, pk)
    insist(access.can_change_decision(request.user, found))
    question = Question(
        title=_("Bỏ quyết định này?"),
        warning=_(
            "Danh sách trở lại chờ ra quyết định; dự thảo vẫn nằm trong “Văn bản đi” nhưng khi cấp số"
            " không còn ghi vào sổ khen thưởng."
        ),
        consequences=[(found.lines.count(), _("đề nghị trở lại chờ quyết định"))],
        word=_("bỏ"),
        action=_("Bỏ quyết định"),
        back=_page_of(found),
        nav=NAV["nav"],
    )
    deed = partial(services.drop_decision, found, by=request.user)
    to = reverse("nominations:decision_list")
    return confirm(request, question, deed, _("Đã bỏ quyết định."), to=to)


@require_GET
def decision_notice(request: SignedInRequest, pk: int) -> HttpResponse:
    """Text for the board, of an issued decision."""
    found = access.get_visible_decision(request.user, pk)
    if not found.is_issued:
        raise Http404
    text = notice_text(found, AwardFacts.from_json(found.facts).lines)  # as it was signed
    context = NAV | {"decision": found, "text": text}
    return render_page(request, "nominations/decision_notice.html", context)


@require_http_methods(["POST"])
@once
def decision_certificates(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make them ready; they get numbers on the page of their batch."""
    found = access.get_visible_decision(request.user, pk)
    insist(can_issue_certificates(request.user, found.unit))
    deed = partial(prepare_certificates, found, by=request.user)
    return do(request, deed, _("Đã lập đợt cấp. Hãy xem trước rồi cấp số."), _page_of(found))


# ------------------------------------------------------------------ pieces


def _page_of(found: AwardDecision) -> str:
    return reverse("nominations:decision", args=[found.pk])


def _told(count: int) -> str:
    said = _("Phụ lục in %d dòng; khi quyết định được cấp số, sổ khen thưởng ghi đủ các dòng ấy.")
    return f"{said % count} " + _("Căn cứ và các điều là gợi ý cần kiểm tra.")


def _kept(found: AwardDecision, groups: Any) -> dict[str, Any]:
    letter = found.facts["letter"]
    said = {name: found.facts.get(name, letter.get(name, "")) for name in SAID}
    said["bases"] = letter["text"]
    return said | planned_initial(found.document.planned_recipients, groups)
