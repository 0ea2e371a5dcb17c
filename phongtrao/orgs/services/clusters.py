"""Keeping clusters and who is in them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.audit.services import Line, changes, record, record_many
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.text import nfc
from phongtrao.orgs import access
from phongtrao.orgs.cluster_sheet import ClusterLines
from phongtrao.orgs.models import Basis, Cluster, ClusterSeat, Succession, Unit
from phongtrao.orgs.queries import seats_of, taken_elsewhere

Role = ClusterSeat.Role
MOST_SEATS = 500  # more is no cluster but a list of everybody


@dataclass(frozen=True, slots=True)
class ClusterData:
    code: str
    name: str
    kind: str = Cluster.Kind.CLUSTER
    basis: str = Basis.CALENDAR


@dataclass(frozen=True, slots=True)
class Seat:
    unit: int
    role: str = Role.MEMBER


@dataclass(frozen=True, slots=True)
class Copied:
    """What taking the members over to another year did."""

    clusters: int
    seats: int
    left: int  # units that ended without an heir, or are in another cluster already


@transaction.atomic
def add_cluster(owner: Unit, data: ClusterData, *, by: AbstractBaseUser | None) -> Cluster:
    access.can_keep_clusters(by, owner).enforce()
    cluster = Cluster(owner=owner)
    _write(cluster, data)
    record(cluster, "orgs.cluster_added", by=by)
    return cluster


@transaction.atomic
def change_cluster(cluster: Cluster, data: ClusterData, *, by: AbstractBaseUser | None) -> Cluster:
    """Its kind and its year stay once it has members: their seats were counted by them."""
    access.can_keep_clusters(by, cluster.owner).enforce()
    new = {name: getattr(data, name) for name in ClusterData.__slots__}
    before, after = changes(cluster, new)
    if {"kind", "basis"} & after.keys() and cluster.seats.exists():
        raise WrongState(
            _("Cụm, khối đã có thành viên nên không đổi loại và cách tính năm. Hãy lập cụm mới.")
        )
    if after:
        _write(cluster, data)
        record(cluster, "orgs.cluster_changed", by=by, before=before, after=after)
    return cluster


@transaction.atomic
def drop_cluster(cluster: Cluster, *, by: AbstractBaseUser | None) -> None:
    access.can_keep_clusters(by, cluster.owner).enforce()
    if cluster.seats.exists():
        raise WrongState(
            _("Cụm, khối đã có thành viên nên không bỏ được. Hãy để trống từ năm sau.")
        )
    record(cluster, "orgs.cluster_dropped", by=by, name=cluster.name)
    cluster.delete()


@transaction.atomic
def seat_members(
    cluster: Cluster, year: int, seats: Sequence[Seat], *, by: AbstractBaseUser | None
) -> None:
    """Exactly these units are in the cluster that year, in this order. Raises BadInput naming a unit."""
    access.can_keep_clusters(by, cluster.owner).enforce()
    Cluster.objects.select_for_update().get(pk=cluster.pk)
    before = [str(seat.unit) for seat in seats_of(cluster, year)]
    stay = [seat.unit for seat in seats]
    ClusterSeat.objects.filter(cluster=cluster, year=year).exclude(unit__in=stay).delete()
    _seat(cluster, year, seats, before, by=by)


@transaction.atomic
def copy_members(owner: Unit, year: int, *, by: AbstractBaseUser | None) -> Copied:
    """Members of the year before sit in each cluster that has none yet; who ended is followed by the heir."""
    access.can_keep_clusters(by, owner).enforce()
    empty = Cluster.objects.filter(owner=owner).exclude(seats__year=year)
    filled = list(empty.filter(seats__year=year - 1).distinct())
    past = ClusterSeat.objects.filter(cluster__in=filled, year=year - 1).select_related("unit")
    heirs = dict(Succession.objects.filter(is_heir=True).values_list("former", "latter"))
    taken = set(ClusterSeat.objects.filter(year=year).values_list("unit", "kind"))
    rows, left = [], 0
    for seat in past.order_by("cluster", "position", "pk"):
        unit = _standing(seat.unit_id, is_closed=seat.unit.closed_on is not None, heirs=heirs)
        if unit is None or (unit, seat.kind) in taken:
            left += 1
            continue
        taken.add((unit, seat.kind))
        rows.append(_copy(seat, unit, year))
    ClusterSeat.objects.bulk_create(rows)
    record_many([Line(row, data={"year": year}) for row in filled], "orgs.cluster_copied", by=by)
    return Copied(len(filled), len(rows), left)


@transaction.atomic
def import_clusters(
    owner: Unit,
    year: int,
    basis: str,
    lines: Sequence[ClusterLines],
    *,
    by: AbstractBaseUser | None,
) -> int:
    """Seat the clusters of a sheet, founding those that are new; return how many seats.

    All or nothing: raises BadInput naming a unit that sits in a cluster outside the sheet.
    """
    access.can_keep_clusters(by, owner).enforce()
    known = {row.code: row for row in Cluster.objects.filter(owner=owner)}
    for line in lines:
        if line.code not in known:
            data = ClusterData(line.code, line.name, basis=basis)
            known[line.code] = add_cluster(owner, data, by=by)
    named = [known[line.code] for line in lines]
    # Units may change places within the sheet: all stand up before anyone sits down.
    former = {row.pk: [str(seat.unit) for seat in seats_of(row, year)] for row in named}
    for line in lines:
        stay = [unit for unit, __ in line.seats]
        there = ClusterSeat.objects.filter(cluster=known[line.code], year=year)
        there.exclude(unit__in=stay).delete()
    for line in lines:
        cluster = known[line.code]
        seats = [Seat(unit, role) for unit, role in line.seats]
        _seat(cluster, year, seats, former[cluster.pk], by=by)
    return sum(len(line.seats) for line in lines)


# ------------------------------------------------------------------ pieces
def _seat(
    cluster: Cluster,
    year: int,
    seats: Sequence[Seat],
    before: Sequence[str],
    *,
    by: AbstractBaseUser | None,
) -> None:
    _check(cluster, year, seats)
    # Who stays keeps the seat: an act of reorganisation may have brought it, and knows it by its key.
    there = {seat.unit_id: seat for seat in ClusterSeat.objects.filter(cluster=cluster, year=year)}
    rows = list(_rows(cluster, year, seats))
    for row in rows:
        row.pk = there[row.unit_id].pk if row.unit_id in there else None
    ClusterSeat.objects.filter(pk__in=[seat.pk for seat in there.values()]).update(role=Role.MEMBER)
    ClusterSeat.objects.bulk_update([row for row in rows if row.pk], ["role", "position"])
    ClusterSeat.objects.bulk_create(row for row in rows if row.pk is None)
    after = [str(seat.unit) for seat in seats_of(cluster, year)]
    out, new = sorted(set(before) - set(after)), sorted(set(after) - set(before))
    record(cluster, "orgs.cluster_seated", by=by, year=year, members=len(after), came=new, went=out)


def _write(cluster: Cluster, data: ClusterData) -> None:
    cluster.code, cluster.name = nfc(data.code).strip(), nfc(data.name).strip()
    cluster.kind, cluster.basis = data.kind, data.basis
    cluster.full_clean()
    cluster.save()


def _check(cluster: Cluster, year: int, seats: Sequence[Seat]) -> None:
    units = [seat.unit for seat in seats]
    if len(units) > MOST_SEATS:
        raise BadInput(_("Một cụm, khối có nhiều nhất %s đơn vị.") % MOST_SEATS)
    if len(set(units)) < len(units):
        raise BadInput(_("Có đơn vị được ghi hai lần. Hãy bỏ bớt một dòng."))
    if sum(seat.role == Role.HEAD for seat in seats) > 1:
        raise BadInput(_("Mỗi năm một cụm, khối có một trưởng. Hãy chọn lại."))
    for other in taken_elsewhere(cluster, year, units):
        raise BadInput(
            _("“%(unit)s” đã ở %(cluster)s trong năm này. Hãy đưa ra khỏi đó trước.")
            % {"unit": other.unit, "cluster": other.cluster}
        )


def _rows(cluster: Cluster, year: int, seats: Iterable[Seat]) -> Iterable[ClusterSeat]:
    return (
        ClusterSeat(
            cluster=cluster,
            year=year,
            kind=cluster.kind,
            unit_id=seat.unit,
            role=seat.role,
            position=place,
        )
        for place, seat in enumerate(seats, start=1)
    )


def _copy(seat: ClusterSeat, unit: int, year: int) -> ClusterSeat:
    return ClusterSeat(
        cluster_id=seat.cluster_id,
        unit_id=unit,
        year=year,
        kind=seat.kind,
        # A new year has a new head: who it is stays to be said.
        role=Role.MEMBER,
        position=seat.position,
    )


def _standing(unit: int, *, is_closed: bool, heirs: dict[int, int]) -> int | None:
    if not is_closed:
        return unit
    while unit in heirs:
        unit = heirs[unit]
        is_closed = False
    return None if is_closed else unit
