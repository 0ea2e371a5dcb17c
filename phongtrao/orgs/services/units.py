"""Founding units and keeping what may be changed without a decision on them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import changes, record
from phongtrao.lib.errors import Conflict, WrongState
from phongtrao.lib.numbers import format_date
from phongtrao.orgs import access
from phongtrao.orgs.models import Place, Unit, UnitType, level_name
from phongtrao.orgs.queries import standing_since
from phongtrao.orgs.services.reorganisations import lock_organisation
from phongtrao.orgs.services.spans import (
    KEPT,
    check_day,
    found_spans,
    write_changes,
    write_corrections,
)

# What somebody else may have changed since a page or a form read the unit.
HELD = (*KEPT, "short_name", "area")


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
    """Save a new unit with its first span, from ``unit.opened_on`` on. WrongState below one that ended."""
    lock_organisation()
    place = Place(_standing(place.admin), _standing(place.prof))
    access.can_found(by, place).enforce()
    return write_new_unit(unit, name, place, by=by)


def write_new_unit(unit: Unit, name: str, place: Place, *, by: AbstractBaseUser | None) -> Unit:
    """Save it under parents as they stand: the caller holds the lock and has asked who may."""
    unit.name = name
    unit.search_keys()
    unit.full_clean()
    unit.save()
    unit.admin_path = f"{place.admin.admin_path if place.admin else '/'}{unit.pk}/"
    unit.prof_path = f"{place.prof.prof_path if place.prof else '/'}{unit.pk}/"
    unit.save(update_fields=["admin_path", "prof_path"])
    found_spans([(unit, place)])
    record(unit, "orgs.unit_founded", by=by)
    return unit


@transaction.atomic
def edit_unit(
    unit: Unit, facts: UnitFacts, *, by: AbstractBaseUser | None, on: date | None = None
) -> Unit:
    """Other facts from the day on, today unless said; the days before keep the old ones.

    A code, level or type that was blank is filled in for the whole open span: nothing else was known.
    """
    hold_unit(unit)
    access.can_edit_unit(by, unit).enforce()
    before, after = changes(unit, _values(facts))
    if not after:
        return unit
    if not is_dated(before):
        _save(unit, after)
        write_corrections([unit])
        return _tell(unit, "orgs.unit_edited", (before, after), by)
    on = on or timezone.localdate()
    check_day(unit.name, standing_since(unit), on)
    _save(unit, after)
    write_changes([unit], on)
    return _tell(unit, "orgs.unit_edited", (before, after), by, since=format_date(on))


@transaction.atomic
def correct_unit(unit: Unit, facts: UnitFacts, *, by: AbstractBaseUser | None) -> Unit:
    """What was typed wrongly is put right from the first day of the unit's open span on."""
    hold_unit(unit)
    access.can_edit_unit(by, unit).enforce()
    before, after = changes(unit, _values(facts))
    if not after:
        return unit
    _save(unit, after)
    write_corrections([unit])
    return _tell(unit, "orgs.unit_corrected", (before, after), by)


def is_dated(before: Mapping[str, Any]) -> bool:
    """Whether other values for these begin a new span: a code, level or type that stood is replaced."""
    return any(before[name] for name in KEPT if name in before)


def hold_unit(unit: Unit) -> None:
    """Nobody else changes the tree until the transaction ends, and ``unit`` is as it stands.

    Raises Conflict when it was changed since it was read, WrongState when it has ended.
    """
    lock_organisation()
    read = {name: getattr(unit, name) for name in HELD}
    unit.refresh_from_db()
    refuse_ended(unit)
    if read != {name: getattr(unit, name) for name in HELD}:
        raise Conflict


def refuse_ended(unit: Unit) -> None:
    if unit.closed_on is not None:
        said = {"unit": unit, "day": format_date(unit.closed_on)}
        raise WrongState(
            _("“%(unit)s” đã chấm dứt ngày %(day)s. Hãy tải lại trang và chọn đơn vị khác.") % said
        )


# ------------------------------------------------------------------ pieces
def _standing(parent: Unit | None) -> Unit | None:
    """The parent as it is now."""
    if parent is None:
        return None
    now = Unit.objects.get(pk=parent.pk)
    refuse_ended(now)
    return now


def _values(facts: UnitFacts) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in UnitFacts.__slots__}


def _save(unit: Unit, new: Mapping[str, Any]) -> None:
    """Write today's answer."""
    for name, value in new.items():
        setattr(unit, name, value)
    unit.search_keys()
    unit.full_clean()
    unit.save(update_fields=[*new, "search_text", "sort_key"])


def _tell(
    unit: Unit,
    action: str,
    told: tuple[dict[str, Any], dict[str, Any]],
    by: AbstractBaseUser | None,
    **data: str,
) -> Unit:
    before, after = told
    record(unit, action, by=by, before=_in_words(before), after=_in_words(after), **data)
    return unit


def _in_words(values: dict[str, Any]) -> dict[str, Any]:
    """Level and type as they are called on the day: their names may change later."""
    said = {**values}
    if "level" in said:
        said["level"] = level_name(said["level"])
    if said.get("type_id"):
        said["type_id"] = UnitType.objects.get(code=said["type_id"]).name
    return said
