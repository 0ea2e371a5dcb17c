"""Who is in which cluster, as one Excel table by codes; what is exported can be imported unchanged."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from phongtrao.lib.sheets import (
    CellError,
    Column,
    SheetContent,
    Workbook,
    one_of,
    read_rows,
    write_workbook,
)
from phongtrao.orgs.models import Cluster, ClusterSeat, Unit
from phongtrao.orgs.queries import bearers_of

SHEET = "Cụm, khối thi đua"
Role = ClusterSeat.Role
ROLES = {"Trưởng": Role.HEAD, "Phó": Role.DEPUTY, "Thành viên": Role.MEMBER}
SAID = {role: said for said, role in ROLES.items()}
COLUMNS = (
    Column("cluster", "Mã cụm", width=14),
    Column("name", "Tên cụm", required=False, empty="", width=40),
    Column("unit", "Mã đơn vị", width=18),
    Column("unit_name", "Tên đơn vị", required=False, empty="", width=44),
    Column("role", "Vai trò", clean=one_of(ROLES), required=False, empty=Role.MEMBER, width=14),
)


@dataclass(frozen=True, slots=True)
class ClusterLines:
    """A cluster as the sheet has it: its code, its name if said, (key of a unit, role) in order."""

    code: str
    name: str
    seats: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class ClusterSheet:
    """Import nothing while there are errors."""

    clusters: list[ClusterLines]
    errors: list[CellError]


def cluster_workbook(clusters: Iterable[Cluster], year: int, title: str) -> bytes:
    seats = ClusterSeat.objects.filter(cluster__in=list(clusters), year=year)
    rows = seats.select_related("cluster", "unit").order_by("cluster__code", "position", "pk")
    cells = (
        [
            seat.cluster.code,
            seat.cluster.name,
            seat.unit.code or seat.unit.name,
            seat.unit.name,
            SAID[Role(seat.role)],
        ]
        for seat in rows
    )
    return write_workbook([SheetContent(SHEET, COLUMNS, cells)], title=title)


def read_cluster_sheet(book: Workbook, owner: Unit) -> ClusterSheet:
    """Every bad cell is named at once: unknown units, unknown clusters without a name, doubles."""
    result = read_rows(book.rows(), COLUMNS)
    errors = list(result.errors)
    known_units = bearers_of({row["unit"] for row in result.rows})
    known = set(Cluster.objects.filter(owner=owner).values_list("code", flat=True))
    named = {row["cluster"] for row in result.rows if row["name"]}
    seats: dict[str, list[tuple[int, str]]] = defaultdict(list)
    names: dict[str, str] = {}
    seen: dict[int, int] = {}
    for line, row in zip(result.lines, result.rows, strict=True):
        meant = known_units.meant(row["unit"])
        unit = meant[0].pk if len(meant) == 1 else None
        if fault := known_units.refusal(row["unit"]) or _double(seen.get(unit or 0)):
            errors.append(CellError(line, "Mã đơn vị", fault))
        if row["cluster"] not in known | named:
            fault = _("chưa có cụm mã này. Hãy ghi cả tên cụm để lập cụm mới.")
            errors.append(CellError(line, "Mã cụm", fault))
        names.setdefault(row["cluster"], row["name"])
        if unit is not None:
            seen.setdefault(unit, line)
            seats[row["cluster"]].append((unit, row["role"]))
    if not seats and not errors:
        errors.append(CellError(0, "", _("Bảng không có dòng nào. Hãy kiểm tra lại tệp.")))
    found = [ClusterLines(code, names[code], tuple(rows)) for code, rows in seats.items()]
    return ClusterSheet(found, sorted(errors, key=lambda error: error.row))


def _double(twin: int | None) -> str:
    """``twin``: the line on which the unit stands already."""
    return _("đơn vị này đã có ở dòng %s. Hãy bỏ bớt một dòng.") % twin if twin else ""
