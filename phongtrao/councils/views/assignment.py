"""Who scores what: shared out by the program, by hand, by a workbook; looked at before it is done."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.councils.access import councils as access
from phongtrao.councils.assignment_sheet import assignment_workbook, read_assignment
from phongtrao.councils.forms.assignment import HandForm, OrderForm, ShareForm, SheetForm
from phongtrao.councils.models import Council, Member, ScoreSheet
from phongtrao.councils.pages.assignment import (
    AssignmentPreview,
    areas_of,
    cases_to_give,
    rubric_named,
    rubrics_for,
)
from phongtrao.councils.queries.assignment import barred_pairs, propose
from phongtrao.councils.queries.members import members_today
from phongtrao.councils.services import assignment as services
from phongtrao.councils.services.conflicts import find_in_council
from phongtrao.councils.views.councils import NAV
from phongtrao.lib.errors import BadInput, DomainError
from phongtrao.lib.sheets import open_workbook
from phongtrao.web.acts import do
from phongtrao.web.tables import xlsx_response

SALT = "councils.assignment"
HOUR = 3600


def _run_council(request: SignedInRequest, pk: int) -> Council:
    """For pages only those have who run the council."""
    council = access.get_visible_council(request.user, pk)
    if not access.can_run(request.user, council):
        raise Http404
    return council


@require_http_methods(["GET", "POST"])
def share(request: SignedInRequest, pk: int) -> HttpResponse:
    """The program proposes; nothing is done before the preview is confirmed."""
    council = _run_council(request, pk)
    members = members_today(council)
    reviewers = [one.pk for one in members if one.role == Member.Role.REVIEWER]
    form = ShareForm(
        request.POST or None,
        members=members,
        rubrics=rubrics_for(request.user, council),
        initial={
            "members": reviewers or [one.pk for one in members],
            "rubric": rubric_named(cases_to_give(request.user, council)),
        },
    )
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        find_in_council(council, by=request.user)
        context |= _proposed(request, council, form)
    return _page(request, council, context)


def _proposed(request: SignedInRequest, council: Council, form: ShareForm) -> dict[str, Any]:
    cases = cases_to_give(request.user, council)
    each, members = int(form.cleaned_data["per_case"]), list(form.cleaned_data["members"])
    pairs = propose(council, cases, members, each, areas=areas_of(cases))
    _conflicted, given = barred_pairs(case.pk for case in cases)
    have = Counter(case for case, _member in given | set(pairs))
    short = sum(have[case.pk] < each for case in cases)
    preview = AssignmentPreview(council, cases, pairs, short)
    return {"preview": preview, "rows": _signed(form, pairs), "is_done": not pairs}


def _signed(form: OrderForm, pairs: list[tuple[int, int]]) -> str:
    order = form.order()
    due = order.due_on.isoformat() if order.due_on else ""
    given = {"rubric": order.rubric.pk, "due": due, "pairs": pairs}
    return signing.dumps(given, salt=SALT, compress=True)


@require_POST
@once
def assign(request: SignedInRequest, pk: int) -> HttpResponse:
    """Do what the preview showed; the service looks at everything again."""
    council = _run_council(request, pk)
    try:
        given = signing.loads(request.POST.get("rows", ""), salt=SALT, max_age=HOUR)
        rubric = get_object_or_404(rubrics_for(request.user, council), pk=given["rubric"])
        due = datetime.fromisoformat(given["due"]).date() if given["due"] else None
        pairs = [(case, member) for case, member in given["pairs"]]
        done = services.assign_sheets(council, pairs, services.Order(rubric, due), by=request.user)
    except signing.BadSignature:
        messages.error(request, _("Bản xem trước đã quá một giờ. Hãy làm lại."))
        return redirect("councils:share", pk=pk)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("councils:share", pk=pk)
    return _done(request, council, done)


def _done(request: SignedInRequest, council: Council, done: services.Assigned) -> HttpResponse:
    """Say it, on the page that offers to take it back."""
    context = {
        **NAV,
        "council": council,
        "done": done,
        "said": ngettext("Đã giao %d phiếu chấm.", "Đã giao %d phiếu chấm.", done.sheets)
        % done.sheets,
        "at": done.at.isoformat(),
    }
    return render_page(request, "councils/assigned.html", context)


@require_POST
@once
def undo(request: SignedInRequest, pk: int) -> HttpResponse:
    council = _run_council(request, pk)
    at = parse_datetime(request.POST.get("at", ""))
    if at is None:
        raise Http404
    return do(
        request,
        lambda: services.undo_assignment(council, at, by=request.user),
        _("Đã hoàn tác lần phân công."),
        reverse("councils:cases", args=[pk]),
    )


@require_http_methods(["GET", "POST"])
@once
def assign_case(request: SignedInRequest, pk: int) -> HttpResponse:
    """One case by hand: only members without a conflict who have it not yet."""
    case = access.get_visible_case(request.user, pk)
    council = _run_council(request, case.council_id)
    conflicted, given = barred_pairs([case.pk])
    barred = [member for _case, member in conflicted | given]
    form = HandForm(
        request.POST or None,
        members=members_today(council).exclude(pk__in=barred),
        rubrics=rubrics_for(request.user, council),
    )
    if request.method == "POST" and form.is_valid():
        pairs = [(case.pk, member.pk) for member in form.cleaned_data["members"]]
        try:
            done = services.assign_sheets(council, pairs, form.order(), by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            return _done(request, council, done)
    context = {**NAV, "form": form, "council": council, "case": case}
    context |= {"heading": _("Giao chấm hồ sơ"), "lead": case.title, "action": _("Giao chấm")}
    context["back"] = reverse("councils:case", args=[pk])
    return render_page(request, "councils/one_form.html", context)


@require_GET
def sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who scores what now, to be filled in and brought back."""
    council = _run_council(request, pk)
    cases = cases_to_give(request.user, council)
    rows = ScoreSheet.objects.living().filter(case__in=cases)
    given = list(rows.order_by("pk").values_list("case", "member__person__full_name"))
    return xlsx_response(assignment_workbook(cases, given), "phan-cong-cham")


@require_http_methods(["GET", "POST"])
def read_sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    """Upload → every wrong cell, or what would be done."""
    council = _run_council(request, pk)
    form = SheetForm(
        request.POST or None, request.FILES or None, rubrics=rubrics_for(request.user, council)
    )
    context: dict[str, Any] = {"form": form, "is_sheet": True}
    if request.method == "POST" and form.is_valid():
        find_in_council(council, by=request.user)
        try:
            context |= _read(request, council, form)
        except BadInput as error:
            form.add_error("file", str(error))
    return _page(request, council, context)


def _read(request: SignedInRequest, council: Council, form: SheetForm) -> dict[str, Any]:
    file = form.cleaned_data["file"]
    cases = cases_to_give(request.user, council)
    members = list(members_today(council))
    read = read_assignment(open_workbook(file.read(), file.name), cases, members)
    conflicted, given = barred_pairs(case.pk for case in cases)
    errors = [str(error) for error in read.errors]
    titles, names = {case.pk: case.title for case in cases}, {one.pk: str(one) for one in members}
    said = _("%(member)s không tham gia xét “%(case)s” vì xung đột lợi ích.")
    errors += [
        said % {"member": names[member], "case": titles[case]}
        for case, member in read.pairs
        if (case, member) in conflicted
    ]
    if errors:
        return {"errors": errors}
    pairs = [pair for pair in read.pairs if pair not in given]
    preview = AssignmentPreview(council, cases, pairs)
    return {"preview": preview, "rows": _signed(form, pairs), "is_done": not pairs}


def _page(request: SignedInRequest, council: Council, context: dict[str, Any]) -> HttpResponse:
    return render_page(request, "councils/share.html", {**NAV, "council": council, **context})
