"""Recipient groups of an office: made once, reused for every paper."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.documents.access.circulation import can_keep_groups
from phongtrao.documents.models import Purpose, RecipientGroup, RecipientMember
from phongtrao.documents.queries.recipients import Addressed, units_of_rule
from phongtrao.lib.errors import BadInput
from phongtrao.lib.text import nfc
from phongtrao.orgs.models import Cluster, ClusterSeat, Line, Unit
from phongtrao.orgs.queries import clusters_of, department_of

K = Unit.Kind
# Groups every office of a department needs: name → kinds, levels. S0-60, S4-24.
READY: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("Các phòng của Sở", (K.OFFICE,), ()),
    ("Ủy ban nhân dân các xã, phường, đặc khu", (K.COMMUNE,), ()),
    ("Các trường mầm non", (K.SCHOOL,), ("preschool",)),
    ("Các trường tiểu học", (K.SCHOOL,), ("primary",)),
    ("Các trường TH&THCS", (K.SCHOOL,), ("primary_lower",)),
    ("Các trường THCS", (K.SCHOOL,), ("lower",)),
    ("Các trường THPT, phổ thông nhiều cấp học", (K.SCHOOL,), ("upper", "lower_upper")),
    ("Các trung tâm GDTX, GDNN-GDTX", (K.CENTRE,), ()),
)


@dataclass(frozen=True, slots=True)
class GroupData:
    """What the office says of a group; ``members`` are resolved lines, their order is kept."""

    name: str
    purpose: str = Purpose.CARRY_OUT
    line: str = Line.PROF
    kinds: Sequence[str] = ()
    levels: Sequence[str] = ()
    areas: Sequence[str] = ()
    clusters: Sequence[Cluster] = ()
    members: Sequence[Addressed] = field(default_factory=tuple)


@transaction.atomic
def add_group(owner: Unit, data: GroupData, *, by: AbstractBaseUser) -> RecipientGroup:
    """Append a group to those of the office."""
    can_keep_groups(by, owner).enforce()
    group = RecipientGroup(owner=owner, position=_next_place(owner))
    _write(group, data)
    record(group, "documents.group_added", by=by, name=group.name)
    return group


@transaction.atomic
def change_group(group: RecipientGroup, data: GroupData, *, by: AbstractBaseUser) -> RecipientGroup:
    """Papers sent before keep the lines they were sent with."""
    can_keep_groups(by, group.owner).enforce()
    _write(group, data)
    record(group, "documents.group_changed", by=by, name=group.name)
    return group


@transaction.atomic
def move_group(group: RecipientGroup, places: int, *, by: AbstractBaseUser) -> None:
    """Up (negative) or down: the order in which “Nơi nhận” names them."""
    can_keep_groups(by, group.owner).enforce()
    rows = RecipientGroup.objects.select_for_update().filter(owner=group.owner)
    order = list(rows.order_by("position", "pk"))
    at = order.index(group)
    order.insert(min(max(0, at + places), len(order) - 1), order.pop(at))
    for place, row in enumerate(order, start=1):
        row.position = place
    RecipientGroup.objects.bulk_update(order, ["position"])
    record(group, "documents.group_moved", by=by, name=group.name, places=places)


@transaction.atomic
def drop_group(group: RecipientGroup, *, by: AbstractBaseUser) -> None:
    can_keep_groups(by, group.owner).enforce()
    record(group, "documents.group_dropped", by=by, name=group.name)
    group.delete()


@transaction.atomic
def add_ready_groups(owner: Unit, *, by: AbstractBaseUser) -> int:
    """The usual groups by rule, as far as some unit is in them and the office lacks them."""
    can_keep_groups(by, owner).enforce()
    # Two people at once make one set: the second waits for the unit, and finds the names taken.
    Unit.objects.select_for_update(no_key=True).get(pk=owner.pk)
    known = set(RecipientGroup.objects.filter(owner=owner).values_list("name", flat=True))
    line = Line.PROF if department_of(owner).kind == K.DEPARTMENT else Line.ADMIN
    made = 0
    for name, kinds, levels in READY:
        data = GroupData(name, line=line, kinds=kinds, levels=levels)
        group = RecipientGroup(owner=owner, line=line, kinds=list(kinds), levels=list(levels))
        if name not in known and units_of_rule(group).exists():
            add_group(owner, data, by=by)
            made += 1
    return made + _add_cluster_groups(owner, known, line, by)


# ------------------------------------------------------------------ pieces


def _add_cluster_groups(owner: Unit, known: set[str], line: Line, by: AbstractBaseUser) -> int:
    """A group for each cluster of the office that has members this year: it follows them. S1-90."""
    house = department_of(owner)
    seated = ClusterSeat.objects.today().filter(cluster__owner=house).values("cluster")
    clusters = [c for c in clusters_of(house).filter(pk__in=seated) if c.name not in known]
    for cluster in clusters:
        add_group(owner, GroupData(cluster.name, line=line, clusters=[cluster]), by=by)
    return len(clusters)


def _write(group: RecipientGroup, data: GroupData) -> None:
    group.name = nfc(data.name).strip()
    group.purpose, group.line = data.purpose, data.line
    group.kinds, group.levels = list(data.kinds), list(data.levels)
    group.areas = list(data.areas)
    if not group.kinds and not data.clusters and not data.members:
        raise BadInput(_("Hãy chọn loại đơn vị, cụm, khối, hoặc ghi ít nhất một nơi nhận."))
    group.full_clean()
    group.save()
    group.clusters.set(data.clusters)
    group.members.all().delete()
    RecipientMember.objects.bulk_create(_members(group, data.members))


def _members(group: RecipientGroup, lines: Sequence[Addressed]) -> list[RecipientMember]:
    keys = [
        key
        for line in lines
        for key in (
            *(("unit_id", pk) for pk in line.units),
            *(("user_id", pk) for pk in line.users),
            *(("outside", name[:200]) for name in line.outside),
        )
    ]
    return [
        RecipientMember(group=group, position=place, **{name: value})
        for place, (name, value) in enumerate(dict.fromkeys(keys), start=1)
    ]


def _next_place(owner: Unit) -> int:
    last = RecipientGroup.objects.filter(owner=owner).aggregate(last=Max("position"))["last"]
    return int(last or 0) + 1
