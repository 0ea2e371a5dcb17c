"""The board of a plan: units × tasks."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.plans.access import plans as access
from phongtrao.plans.access.assignments import can_urge
from phongtrao.plans.pages.board import BoardPage, board_workbook, heads_html
from phongtrao.plans.pages.cell import cell_of
from phongtrao.web.tables import xlsx_response


@require_GET
def board(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = access.get_visible(request.user, pk)
    if request.GET.get("xuat") == "xlsx":
        return xlsx_response(board_workbook(plan, request.user, request.GET), f"bang-{plan.pk}")
    page = BoardPage.build(plan, request.user, request.GET)
    context = {
        "plan": plan,
        "board": page,
        "heads": heads_html(page.heads),
        "nav": "plans",
        "wide": True,
        "can_urge": can_urge(request.user, plan) and page.lines,
        "urge_query": f"?{query}" if (query := request.GET.urlencode()) else "",
    }
    return render_page(request, "plans/board.html", context, part="board")


@require_GET
def cell(request: SignedInRequest, pk: int) -> HttpResponse:
    """Why a cell is in its state, for who points at it or walks to it with the keys."""
    plan = access.get_visible(request.user, pk)
    found = cell_of(plan, request.user, request.GET)
    return render_page(request, "plans/board_cell.html", {"cell": found})
