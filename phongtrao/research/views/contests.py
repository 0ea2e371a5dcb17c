"""Contests of students: the list, one contest with its picture and projects, its results from a workbook."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.indicators.access.definitions import owning_units
from phongtrao.lib.errors import DomainError
from phongtrao.lib.numbers import format_number
from phongtrao.orgs.models import Unit
from phongtrao.research.access.contests import (
    can_keep_contest,
    entering_units,
    get_contest,
    keeping_units,
    visible_contests,
    visible_feeds,
    visible_projects,
)
from phongtrao.research.catalogue import contests_need_check
from phongtrao.research.contest_sheets import sample_workbook
from phongtrao.research.contest_tables import CONTESTS, PROJECTS, year_of
from phongtrao.research.forms.contests import ContestForm, ResultsForm
from phongtrao.research.models import Contest, ContestProject
from phongtrao.research.queries.contests import prizes_by_unit, with_counts
from phongtrao.research.services.contest_results import import_results
from phongtrao.research.services.contests import change_contest, hold_contest
from phongtrao.research.tabs import NAV, tabs_of
from phongtrao.research.views.deeds import DeedPage, fill
from phongtrao.web.charts import Bar, Chart, bar_chart, picture_of
from phongtrao.web.components import State
from phongtrao.web.tables import respond, xlsx_response

DRAWN = 20
LIST = "research:contests"


@require_GET
def contests(request: SignedInRequest) -> HttpResponse:
    user = request.user
    rows = with_counts(visible_contests(user), visible_projects(user))
    context = NAV | {
        "tabs": tabs_of("contests", user),
        "may_hold": keeping_units(user).exists(),
        "may_feed": owning_units(user).exists(),
        "feeds": list(visible_feeds(user)),
        "wide": True,
    }
    return respond(request, CONTESTS.of(rows, request.GET), "research/contests.html", context)


@require_GET
def contest(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_contest(request.user, pk)
    rows = _projects(request, found)
    context: dict[str, Any] = NAV | {
        "contest": found,
        "facts": _facts(found),
        "may_keep": bool(can_keep_contest(request.user, found.owner)),
        "may_enter": entering_units(request.user, found).exists(),
        "chart": _chart(rows),
        "wide": True,
    }
    return respond(request, PROJECTS.of(rows, request.GET), "research/contest.html", context)


@require_GET
def contest_picture(request: SignedInRequest, pk: int) -> HttpResponse:
    """The chart alone, to be put into a report."""
    chart = _chart(_projects(request, get_contest(request.user, pk)))
    if chart is None:
        raise Http404
    return picture_of(request.GET, chart, "giai-theo-truong")


def _projects(request: SignedInRequest, found: Contest) -> QuerySet[ContestProject]:
    return visible_projects(request.user).filter(contest=found)


def _facts(found: Contest) -> list[tuple[str, Any]]:
    why = _("Danh mục lĩnh vực và giải chưa đối chiếu với quy chế thi.")
    unsure = State(_("Cần kiểm tra"), "due", why=why) if contests_need_check() else None
    return [
        (_("Cấp"), found.get_level_display()),
        (_("Năm học, năm"), year_of(found)),
        (_("Cơ quan tổ chức"), found.organiser),
        (_("Đơn vị ghi kết quả"), found.owner.name),
        (_("Công bố kết quả ngày"), found.held_on),
        *([(_("Danh mục lĩnh vực, giải"), unsure)] if unsure else []),
    ]


def _chart(rows: QuerySet[ContestProject]) -> Chart | None:
    """Nothing where there is no prize."""
    found = prizes_by_unit(rows)[:DRAWN]
    bars = [Bar(name, number, format_number(number)) for name, number in found]
    return bar_chart(_("Số dự án có giải theo trường"), bars) if bars else None


@require_http_methods(["GET", "POST"])
@once
def contest_new(request: SignedInRequest) -> HttpResponse:
    owners = keeping_units(request.user)
    if not owners.exists():
        raise Http404
    form = ContestForm(request.POST or None, owners=owners)
    lead = _("Sau đó trường ghi dự án của mình, hoặc nhập cả bảng kết quả từ Excel.")
    page = DeedPage(_("Ghi cuộc thi"), lead, _("Ghi"), reverse(LIST), (the_list(),))

    def deed() -> Contest:
        return hold_contest(form.cleaned_data["owner"], form.said(), by=request.user)

    said = _("Đã ghi cuộc thi. Hãy ghi dự án, hoặc nhập cả bảng kết quả.")
    return fill(request, form, deed, page=page, said=said, to=address_of)


@require_http_methods(["GET", "POST"])
@once
def contest_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_contest(request.user, pk)
    insist(can_keep_contest(request.user, found.owner))
    names = ("name", "level", "year", "held_on", "organiser")
    given = {name: getattr(found, name) for name in names} | {"fields_said": found.fields}
    owners = Unit.objects.filter(pk=found.owner_id)
    form = ContestForm(request.POST or None, owners=owners, initial=given)
    page = of_contest(found, _("Sửa cuộc thi"), "", _("Lưu"))

    def deed() -> Contest:
        return change_contest(found, form.said(), by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã lưu."))


@require_GET
def results_sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_contest(request.user, pk)
    insist(can_keep_contest(request.user, found.owner))
    return xlsx_response(sample_workbook(found), "ket-qua-cuoc-thi-mau")


@require_http_methods(["GET", "POST"])
@once
def results(request: SignedInRequest, pk: int) -> HttpResponse:
    """Upload; every bad cell is told, and nothing is written while one is there."""
    found = get_contest(request.user, pk)
    insist(can_keep_contest(request.user, found.owner))
    form = ResultsForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = NAV | {"form": form, "contest": found}
    if request.method == "POST" and form.is_valid():
        upload, is_trial = form.cleaned_data["file"], form.cleaned_data["is_trial"]
        try:
            told = import_results(
                found, upload.read(), upload.name, by=request.user, is_trial=is_trial
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            context["errors"] = told.errors
            if not told.errors and is_trial:
                context["ready"] = told
            elif not told.errors:
                said = _(
                    "Đã nhập kết quả: %(new)s dự án mới, %(changed)s dự án đã có được cập nhật."
                )
                messages.success(request, said % {"new": told.new, "changed": told.changed})
                return redirect(address_of(found))
    return render_page(request, "research/contest_results.html", context)


def the_list() -> tuple[str, str]:
    return _("Cuộc thi của học sinh"), reverse(LIST)


def of_contest(found: Contest, title: str, lead: str, action: str) -> DeedPage:
    address = address_of(found)
    return DeedPage(title, lead, action, address, (the_list(), (found, address)))


def address_of(found: Contest) -> str:
    return reverse("research:contest", args=[found.pk])
