"""Saying which room looks after which units."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from phongtrao.audit.services import record
from phongtrao.orgs.access import can_set_charges
from phongtrao.orgs.models import Charge, Unit
from phongtrao.orgs.queries import columns_of, rooms_of


@transaction.atomic
def set_charges(
    department: Unit, chosen: Mapping[int, AbstractSet[str]], *, by: AbstractBaseUser | None
) -> None:
    """{room: keys of ``queries.columns_of``}: exactly these hold from now on for the rooms of the Sở."""
    can_set_charges(by, department).enforce()
    Unit.objects.select_for_update(no_key=True).get(pk=department.pk)
    columns = {column.key: column for column in columns_of()}
    rooms = {room.pk: room for room in rooms_of(department)}
    held = {_pair(row): row for row in Charge.objects.filter(room__in=rooms)}
    wanted = {
        (room, columns[key].level, columns[key].kind)
        for room, keys in chosen.items()
        for key in keys
        if room in rooms and key in columns
    }
    gone, new = held.keys() - wanted, wanted - held.keys()
    if not gone and not new:
        return
    Charge.objects.filter(pk__in=[held[pair].pk for pair in gone]).delete()
    Charge.objects.bulk_create(Charge(room_id=r, level=level, kind=kind) for r, level, kind in new)
    labels = {(column.level, column.kind): str(column.label) for column in columns.values()}

    def words(pairs: AbstractSet[tuple[int, str, str]]) -> list[str]:
        return sorted(f"{rooms[room]}: {labels[level, kind]}" for room, level, kind in pairs)

    record(department, "orgs.charges_set", by=by, charged=words(new), relieved=words(gone))


def _pair(row: Charge) -> tuple[int, str, str]:
    return row.room_id, row.level, row.kind
