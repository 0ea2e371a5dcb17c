"""Clusters of the demo province, this year and last, and which room of the Sở looks after whom."""

from collections.abc import Iterator, Sequence
from typing import Final

from django.utils import timezone

from phongtrao.orgs.models import Basis, Charge, Cluster, ClusterSeat, Unit

Role = ClusterSeat.Role
K = Cluster.Kind
MEMBERS: Final = 12
DEPUTIES: Final = 2
SCHOOLS = (
    ("preschool", "MN", "các trường mầm non"),
    ("primary", "TH", "các trường tiểu học"),
    ("lower", "THCS", "các trường THCS"),
    ("upper", "THPT", "các trường THPT"),
)

# Communes are left to nobody at first: the page of charges tells of them.
CHARGES = {
    "GDMN-TH": ("preschool", "primary"),
    "GDTrH": ("lower", "upper"),
    "GDTX&ĐH": ("continuing",),
}

Group = tuple[Cluster, Sequence[Unit]]


def write_clusters(units: list[Unit]) -> None:
    """Set by set. One centre is left out, as happens: the list of clusters tells of it."""
    groups = [
        group
        for owner in units
        if owner.kind == Unit.Kind.DEPARTMENT
        for group in _of(owner, units)
    ]
    Cluster.objects.bulk_create(cluster for cluster, _members in groups)
    seats = [seat for cluster, members in groups for seat in _seats(cluster, members)]
    ClusterSeat.objects.bulk_create(seats, batch_size=5_000)
    rooms = [unit for unit in units if unit.short_name in CHARGES]
    Charge.objects.bulk_create(
        Charge(room=room, level=level) for room in rooms for level in CHARGES[room.short_name]
    )


def _of(owner: Unit, units: list[Unit]) -> Iterator[Group]:
    under = [unit for unit in units if unit.prof_path.startswith(owner.prof_path)]
    for level, code, said in SCHOOLS:
        schools = [unit for unit in under if unit.level == level]
        schools.sort(key=lambda unit: (unit.area, unit.sort_key))
        for number, members in enumerate(_by(MEMBERS, schools), start=1):
            name = f"Cụm thi đua số {number} {said}"
            yield Cluster(owner=owner, code=f"CUM-{code}-{number}", name=name), members
    communes = [unit for unit in under if unit.kind == Unit.Kind.COMMUNE]
    for number, members in enumerate(_by(MEMBERS * 2, communes), start=1):
        name = f"Khối thi đua số {number} các xã, phường"
        yield Cluster(owner=owner, kind=K.BLOCK, code=f"KHOI-XA-{number}", name=name), members
    teaching = [unit for unit in under if unit.level in {"upper", "continuing"}][:-1]
    block = Cluster(owner=owner, kind=K.BLOCK, basis=Basis.SCHOOL, code="KHOI-TT")
    block.name = "Khối thi đua các đơn vị trực thuộc Sở"
    yield block, teaching[: MEMBERS * 4]


def _seats(cluster: Cluster, members: Sequence[Unit]) -> Iterator[ClusterSeat]:
    """Each year another unit heads: the first this year, the second last year."""
    this_year = Basis(cluster.basis).year_of(timezone.localdate())
    for year in (this_year, this_year - 1):
        for place, unit in enumerate(members):
            yield ClusterSeat(
                cluster=cluster,
                unit=unit,
                year=year,
                kind=cluster.kind,
                role=_role((place - (this_year - year)) % len(members)),
                position=place + 1,
            )


def _by(size: int, units: Sequence[Unit]) -> Iterator[Sequence[Unit]]:
    return (units[at : at + size] for at in range(0, len(units), size))


def _role(turn: int) -> str:
    if turn == 0:
        return Role.HEAD
    return Role.DEPUTY if turn <= DEPUTIES else Role.MEMBER
