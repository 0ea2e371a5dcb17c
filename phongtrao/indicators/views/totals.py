"""What numbers come to: all targets at a unit, one of them with what is below it, pictures, workbooks."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.indicators.access.definitions import (
    get_visible_indicator,
    get_visible_target,
    reads_indicators,
)
from phongtrao.indicators.access.rounds import visible_measurements
from phongtrao.indicators.access.totals import (
    first_unit,
    get_openable_unit,
    openable_units,
    sees_differences,
)
from phongtrao.indicators.forms.totals import TotalForm
from phongtrao.indicators.models import ACTIVITIES, Indicator, Measurement
from phongtrao.indicators.pages.behind import Behind
from phongtrao.indicators.pages.parts import splits_of
from phongtrao.indicators.pages.ranking import rankings
from phongtrao.indicators.pages.tabs import NAV, tabs_for
from phongtrao.indicators.pages.target_board import TargetBoard
from phongtrao.indicators.pages.total_charts import CHARTS
from phongtrao.indicators.pages.totals import Asked, Goal, Result
from phongtrao.indicators.pages.what_if import WhatIf
from phongtrao.indicators.total_sheets import result_workbook, targets_workbook
from phongtrao.orgs.models import Unit
from phongtrao.web.charts import picture_of
from phongtrao.web.tables import EXPORT, xlsx_response

FILE = "ket-qua-chi-tieu"


@require_GET
def targets(request: SignedInRequest) -> HttpResponse:
    """Every target that holds for a unit, with where it stands."""
    if not reads_indicators(request.user):
        raise Http404
    form = _form(request)
    board = TargetBoard.build(_asked(request, form, None))
    if request.GET.get(EXPORT) == "xlsx":
        return xlsx_response(targets_workbook(board), FILE)
    context = NAV | {
        "board": board,
        "form": form,
        "query": _query(request),
        "tabs": tabs_for(request.user, "results"),
        "sees_differences": sees_differences(request.user),
        "wide": True,
    }
    return render_page(request, "indicators/totals/targets.html", context)


@require_GET
def target(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_visible_target(request.user, pk)
    return _show(request, Goal.of(found), found.unit)


@require_GET
def indicator(request: SignedInRequest, pk: int) -> HttpResponse:
    """An indicator without a target: the numbers alone."""
    found = get_visible_indicator(request.user, pk)
    return _show(request, Goal(found), found.owner)


@require_GET
def behind(request: SignedInRequest, pk: int) -> HttpResponse:
    """The tasks, targets or activities that a computed number was counted from; read by whoever reads its indicator."""
    if not reads_indicators(request.user):
        raise Http404
    rows = visible_measurements(request.user).filter(
        origin=Measurement.Origin.SYSTEM,
        indicator__computed_from__in=[*Indicator.Computed, ACTIVITIES],
    )
    row = get_object_or_404(rows.select_related("indicator__owner", "unit"), pk=pk)
    get_visible_indicator(request.user, row.indicator_id)
    context = NAV | {"behind": Behind.of(row, request.user), "wide": True}
    return render_page(request, "indicators/totals/behind.html", context)


@require_GET
def target_picture(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    found = get_visible_target(request.user, pk)
    return _picture(request, Goal.of(found), found.unit, name)


@require_GET
def indicator_picture(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    found = get_visible_indicator(request.user, pk)
    return _picture(request, Goal(found), found.owner, name)


def _show(request: SignedInRequest, goal: Goal, unit: Unit) -> HttpResponse:
    form = _form(request)
    result = Result.build(_asked(request, form, unit), goal)
    if request.GET.get(EXPORT) == "xlsx":
        return xlsx_response(result_workbook(result), FILE)
    context = NAV | {
        "result": result,
        "result_now": result.now.words if result.now else "",
        "form": form,
        "periods": result.periods,
        "chosen_period": result.period.key if result.board.periods else "",
        "query": _query(request),
        "kept": urlencode({key: request.GET.get(key, "") for key in ("ngay", "ky")}),
        "pictures": _pictures(request, result),
        "rows": result.rows,
        "splits": splits_of(result),
        "rankings": rankings(result),
        "wide": True,
    }
    chosen = frozenset(int(one) for one in request.GET.getlist("neu") if one.isdecimal())
    context["what_if"] = WhatIf.of(result, chosen)  # last: it changes the board
    return render_page(request, "indicators/totals/result.html", context)


def _pictures(request: SignedInRequest, result: Result) -> list[dict[str, Any]]:
    """Each chart that has something to show, with the address of its file."""
    said = f"?{_query(request)}"
    return [
        {"key": key, "chart": chart, "url": f"{request.path}hinh/{key}/{said}"}
        for key, draw in CHARTS.items()
        if result.board.periods and (chart := draw(result)).shapes
    ]


def _picture(request: SignedInRequest, goal: Goal, unit: Unit, name: str) -> HttpResponse:
    if name not in CHARTS:
        raise Http404
    result = Result.build(_asked(request, _form(request), unit), goal)
    return picture_of(request.GET, CHARTS[name](result), f"{FILE}-{name}")


def _form(request: SignedInRequest) -> TotalForm:
    form = TotalForm(request.GET)
    form.is_valid()
    return form


def _asked(request: SignedInRequest, form: TotalForm, unit: Unit | None) -> Asked:
    """The unit of the address, if the user may open it; else the highest they may."""
    chosen = form.unit()
    if chosen is not None:
        unit = get_openable_unit(request.user, chosen)
    elif unit is None or not openable_units(request.user).filter(pk=unit.pk).exists():
        unit = first_unit(request.user)
    if unit is None:
        raise Http404(_("Chưa có đơn vị nào để tổng hợp."))
    return Asked(request.user, unit, form.day() or timezone.localdate(), form.period())


def _query(request: SignedInRequest) -> str:
    query = request.GET.copy()
    query.pop(EXPORT, None)
    query.pop("dang", None)
    return query.urlencode()
