"""Consolidated reports of plans: numbers on screen with their rows, versions as papers."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import can_approve_paper, insist
from phongtrao.documents.models import Paper
from phongtrao.lib.errors import DomainError
from phongtrao.plans.models import Plan
from phongtrao.plans.periods import read_period
from phongtrao.reports import access, services
from phongtrao.reports.doings import movement_lines, plan_lines
from phongtrao.reports.facts import PlanFacts
from phongtrao.reports.forms import (
    CompareForm,
    DoneForm,
    PeriodForm,
    ReportFilter,
    ReportForm,
    lines_of,
)
from phongtrao.reports.letters import last_letter_of
from phongtrao.reports.models import PlanReport
from phongtrao.reports.movement_paper import movement_sentences, span_words
from phongtrao.reports.movement_queries import movement_facts
from phongtrao.reports.pages import ComparisonPage, FiguresPage
from phongtrao.reports.queries import plan_facts
from phongtrao.reports.sheets import comparison_workbook, facts_workbook
from phongtrao.web.components import State, StateKind
from phongtrao.web.tables import Column, Empty, Table, respond, xlsx_response

NAV = {"nav": "reports"}
MOVEMENTS = {"nav": "movements"}
PROPOSE = "de_xuat"  # the button that asks for what units did anew
MOST_LISTED = 50  # newest papers of a movement
KINDS: dict[str, StateKind] = {
    Paper.Status.RENDERING: "running",
    Paper.Status.DRAFT: "due",
    Paper.Status.APPROVED: "done",
    Paper.Status.RETURNED: "refused",
    Paper.Status.FAILED: "refused",
}


def state_of(report: PlanReport) -> State:
    paper = report.paper
    return State(paper.get_status_display(), KINDS[paper.status])


REPORTS = Table(
    key="reports",
    title=gettext_lazy("Báo cáo"),
    order="-as_of",
    filter=ReportFilter,
    columns=(
        Column("title", gettext_lazy("Báo cáo"), value="paper.title", card="title"),
        Column(
            "unit", gettext_lazy("Đơn vị"), value="paper.unit.name", sort="plan__owner__sort_key"
        ),
        Column("version", gettext_lazy("Phiên bản"), value="paper.version", align="end"),
        Column("as_of", gettext_lazy("Số liệu đến"), sort=("as_of", "pk"), align="end"),
        Column("state", gettext_lazy("Tình trạng"), value=state_of, sort="paper__status"),
    ),
    row_url="reports:report",
    empty=Empty(
        gettext_lazy("Chưa có báo cáo nào."),
        gettext_lazy("Mở một kế hoạch đang thực hiện, chọn Báo cáo để lập báo cáo tổng hợp."),
    ),
    file_name="bao-cao",
)


@require_GET
def report_list(request: SignedInRequest) -> HttpResponse:
    table = REPORTS.of(access.visible_reports(request.user), request.GET)
    return respond(request, table, "reports/list.html", NAV)


@require_GET
def plan_report(request: SignedInRequest, pk: int) -> HttpResponse:
    """The plan's numbers as of today for a period, and the reports made so far."""
    plan = access.get_visible_plan(request.user, pk)
    form = PeriodForm(request.GET, plan=plan)
    period, movement = form.period(), form.movement()
    made = access.visible_reports(request.user).filter(plan=plan).order_by("-pk")[:50]
    context = NAV | {
        "plan": plan,
        "form": form,
        "period": period,
        "figures": FiguresPage.build(plan_facts(plan, period, movement=movement)),
        "movement": movement,
        "reports": [(report, state_of(report)) for report in made],
        "can_make": access.can_make_report(request.user, plan),
    }
    return render_page(request, "reports/plan.html", context)


@require_GET
def plan_figures(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = access.get_visible_plan(request.user, pk)
    form = PeriodForm(request.GET, plan=plan)
    facts = plan_facts(plan, form.period(), movement=form.movement())
    return xlsx_response(facts_workbook(facts), f"so-lieu-{facts.period}")


@require_http_methods(["GET", "POST"])
@once
def plan_report_new(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = access.get_visible_plan(request.user, pk)
    insist(access.can_make_report(request.user, plan))
    asked = {"period": request.GET.get("ky", ""), "movement": request.GET.get("phong_trao", "")}
    initial = ReportForm.initial_of(last_letter_of(plan.owner, plan.document)) | asked
    if PROPOSE in request.POST or request.method == "GET":
        form = _proposing(plan, initial | request.POST.dict())
    else:
        form = ReportForm(request.POST, plan=plan)
    if form.is_valid():
        period = read_period(form.cleaned_data["period"])
        try:
            made = services.make_plan_report(
                plan,
                period,
                form.letter(),
                by=request.user,
                movement=form.cleaned_data.get("movement"),
                activities=form.done(),
            )
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đang lập báo cáo. Bạn có thể rời trang này."))
            return redirect("reports:report", pk=made.pk)
    is_fresh = PROPOSE in request.POST
    context = NAV | {"form": form, "plan": plan, "propose": PROPOSE, "is_fresh": is_fresh}
    return render_page(request, "reports/form.html", context)


def _proposing(plan: Plan, said: dict[str, str]) -> ReportForm:
    """The form with what units did in its period, of its movement."""
    asked = PeriodForm({"ky": said["period"], "phong_trao": said["movement"]}, plan=plan)
    period, movement = asked.period(), asked.movement()
    lines = "\n".join(plan_lines(plan, period, movement))
    told = {"activities": lines, "proposed_for": lines_of(period.key, movement)}
    return ReportForm(initial=said | told, plan=plan)


@require_GET
def report(request: SignedInRequest, pk: int) -> HttpResponse:
    """One version with the numbers it was frozen with."""
    found = access.get_visible_report(request.user, pk)
    context = NAV | {
        "report": found,
        "paper": found.paper,
        "state": state_of(found),
        "can_approve": can_approve_paper(request.user, found.paper),
        "can_make": access.can_make_report(request.user, found.plan),
        "figures": FiguresPage.build(PlanFacts.from_json(found.paper.facts)),
        "others": list(access.other_versions(request.user, found)[:1]),
    }
    return render_page(request, "reports/report.html", context)


@require_GET
def report_figures(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_report(request.user, pk)
    facts = PlanFacts.from_json(found.paper.facts)
    name = f"so-lieu-{facts.period}-v{found.paper.version}"
    return xlsx_response(facts_workbook(facts), name)


@require_GET
def compare(request: SignedInRequest, pk: int) -> HttpResponse:
    """Two versions of one report: what changed from the older to the newer."""
    found = access.get_visible_report(request.user, pk)
    form = CompareForm(request.GET, report=found, user=request.user)
    other = form.other()
    page = ComparisonPage.build(found, other) if other else None
    context = NAV | {"report": found, "form": form, "other": other, "page": page}
    return render_page(request, "reports/compare.html", context)


@require_GET
def compare_sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_report(request.user, pk)
    other = CompareForm(request.GET, report=found, user=request.user).other()
    if other is None:
        raise Http404
    page = ComparisonPage.build(found, other)
    name = f"so-sanh-{found.period}-v{page.before.paper.version}-v{page.after.paper.version}"
    return xlsx_response(comparison_workbook(page.title, page.said, page.parts), name)


# ------------------------------------------------------------------ movements over their years


@require_GET
def movement_report(request: SignedInRequest, pk: int) -> HttpResponse:
    movement = access.get_visible_movement(request.user, pk)
    facts = movement_facts(movement)
    made = access.visible_movement_reports(request.user).filter(movement=movement)
    context = MOVEMENTS | {
        "movement": movement,
        "facts": facts,
        "span": span_words(facts),
        "sentences": movement_sentences(facts),
        "reports": list(made.order_by("-pk")[:MOST_LISTED]),
        "can_make": access.can_make_movement_report(request.user, movement),
    }
    return render_page(request, "reports/movement.html", context)


@require_http_methods(["GET", "POST"])
@once
def movement_report_new(request: SignedInRequest, pk: int) -> HttpResponse:
    movement = access.get_visible_movement(request.user, pk)
    insist(access.can_make_movement_report(request.user, movement))
    if request.method == "POST":
        form = DoneForm(request.POST)
    else:
        letter = last_letter_of(movement.owner, movement.launched_by)
        lines = {"activities": "\n".join(movement_lines(movement))}
        form = DoneForm(initial=DoneForm.initial_of(letter) | lines)
    if form.is_valid():
        try:
            made = services.make_movement_report(
                movement, form.letter(), form.done(), by=request.user
            )
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đang lập báo cáo. Bạn có thể rời trang này."))
            return redirect("documents:paper", pk=made.paper_id)
    context = MOVEMENTS | {"form": form, "movement": movement}
    return render_page(request, "reports/movement_form.html", context)
