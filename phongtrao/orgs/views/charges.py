"""The table of rooms × levels: who looks after whom, and whom nobody looks after."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.lib.errors import DomainError
from phongtrao.orgs import access, queries
from phongtrao.orgs.models import Charge, Unit
from phongtrao.orgs.services.charges import set_charges
from phongtrao.orgs.tabs import tabs_of

MOST_SHOWN = 30  # units without a room named on the page


@dataclass(frozen=True, slots=True)
class Box:
    name: str
    label: str  # of the column, for screens where the heads are not seen
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class RoomRow:
    room: Unit
    boxes: tuple[Box, ...]


@require_http_methods(["GET", "POST"])
@once
def charges(request: SignedInRequest, pk: int) -> HttpResponse:
    unit = access.get_charging_unit(request.user, pk)
    if request.method == "POST":
        try:
            set_charges(unit, _chosen(request, unit), by=request.user)
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Đã lưu phân công phụ trách."))
        return redirect("orgs:charges", pk=pk)
    rows = list(Charge.objects.filter(room__in=queries.rooms_of(unit)))
    columns = queries.columns_of()
    alone = queries.without_room(unit, rows)
    context = {
        "nav": "orgs",
        "unit": unit,
        "columns": columns,
        "rows": _rows(unit, columns, rows),
        "alone": alone.order_by("sort_key", "pk")[:MOST_SHOWN],
        "alone_count": alone.count(),
        "can_set": access.can_set_charges(request.user, unit),
        "tabs": tabs_of(unit, request.user, "charges"),
    }
    return render_page(request, "orgs/charges.html", context)


def _rows(unit: Unit, columns: list[queries.Looked], held: list[Charge]) -> list[RoomRow]:
    pairs = {(row.room_id, row.level, row.kind) for row in held}
    return [
        RoomRow(
            room,
            tuple(
                Box(
                    f"{room.pk}.{one.key}",
                    str(one.label),
                    (room.pk, one.level, one.kind) in pairs,
                )
                for one in columns
            ),
        )
        for room in queries.rooms_of(unit)
    ]


def _chosen(request: SignedInRequest, unit: Unit) -> dict[int, set[str]]:
    """Boxes are named “room.column”."""
    found: dict[int, set[str]] = {room.pk: set() for room in queries.rooms_of(unit)}
    for name in request.POST:
        room, _dot, column = name.partition(".")
        if room.isdecimal() and int(room) in found:
            found[int(room)].add(column)
    return found
