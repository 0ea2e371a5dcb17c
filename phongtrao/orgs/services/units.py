"""Founding units and keeping what may be changed without a decision on them."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from phongtrao.audit.services import changes, record
from phongtrao.orgs import access
from phongtrao.orgs.models import Place, Unit, UnitSpan, UnitType, level_name


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """What may be changed without a decision on the unit: all but its name and its place."""

    short_name: str
    code: str | None
    level: str
    area: str
    type_id: str | None = None


@transaction.atomic
def found_unit(unit: Unit, name: str, place: Place, *, by: AbstractBaseUser | None) -> Unit:
    """Save a new unit with its first span, from ``unit.opened_on`` on."""
    access.can_found(by, place).enforce()
    unit.name = name
    unit.search_keys()
    unit.full_clean()
    unit.save()
    unit.admin_path = f"{place.admin.admin_path if place.admin else '/'}{unit.pk}/"
    unit.prof_path = f"{place.prof.prof_path if place.prof else '/'}{unit.pk}/"
    unit.save(update_fields=["admin_path", "prof_path"])
    UnitSpan.objects.create(
        unit=unit,
        name=name,
        code=unit.code,
        level=unit.level,
        type_id=unit.type_id,
        admin_parent=place.admin,
        prof_parent=place.prof,
        days=DateRange(unit.opened_on, None),
    )
    record(unit, "orgs.unit_founded", by=by)
    return unit


@transaction.atomic
def edit_unit(unit: Unit, facts: UnitFacts, *, by: AbstractBaseUser | None) -> Unit:
    access.can_edit_unit(by, unit).enforce()
    new = {name: getattr(facts, name) for name in UnitFacts.__slots__}
    before, after = changes(unit, new)
    if not after:
        return unit
    for name, value in after.items():
        setattr(unit, name, value)
    unit.search_keys()
    unit.full_clean()
    unit.save(update_fields=[*after, "search_text", "sort_key"])
    current = UnitSpan.objects.filter(unit=unit, days__contains=timezone.localdate())
    current.update(code=unit.code, level=unit.level, type=unit.type_id)
    record(unit, "orgs.unit_edited", by=by, before=_in_words(before), after=_in_words(after))
    return unit


def _in_words(values: dict[str, Any]) -> dict[str, Any]:
    """Level and type as they are called on the day: their names may change later."""
    said = {**values}
    if "level" in said:
        said["level"] = level_name(said["level"])
    if said.get("type_id"):
        said["type_id"] = UnitType.objects.get(code=said["type_id"]).name
    return said
