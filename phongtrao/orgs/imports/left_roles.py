"""Roles at the unit somebody leaves: told in the preview, ended with the move as a screen offers it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection
from django.utils.translation import gettext as _

from phongtrao.orgs.access import endable_grants_of
from phongtrao.orgs.imports.findings import Note
from phongtrao.orgs.models import Grant

# Of those the list moves: place of the row, account, the unit they leave, and the day.
LEAVING = """
    SELECT d.place, p.user_id, d.post_unit, d.since FROM placed d
    JOIN orgs_person p ON p.id = d.person_id
    WHERE d.deed = 'move' AND p.user_id IS NOT NULL AND d.since IS NOT NULL
        AND d.place <> ALL(%(bad)s)
"""


@dataclass(frozen=True, slots=True)
class LeftRole:
    """A role held where somebody leaves on the day; ``place`` is their row."""

    place: int
    grant: Grant
    on: date


def roles_left(bad: Collection[int], by: AbstractBaseUser | None) -> list[LeftRole]:
    """Roles of those who move at the unit they leave, as far as ``by`` may end them; two queries."""
    with connection.cursor() as cursor:
        cursor.execute(LEAVING, {"bad": list(bad)})
        leaving = {(user, unit): (place, on) for place, user, unit, on in cursor.fetchall()}
    if not leaving:
        return []
    held = endable_grants_of(by, {user for user, __ in leaving})
    held = held.filter(unit__in={unit for __, unit in leaving}).select_related("user", "unit")
    return [
        LeftRole(gone[0], one, gone[1])
        for one in held
        if (gone := leaving.get((one.user_id, one.unit_id)))
    ]


def note_of(left: LeftRole) -> Note:
    said = _("%(name)s đang giữ vai trò “%(role)s” tại %(unit)s, nơi chuyển đi.")
    words = {
        "name": left.grant.user.full_name,
        "role": left.grant.get_role_display(),
        "unit": left.grant.unit,
    }
    return Note(left.place, said % words, _("Vai trò"))
