"""Keeping the lists of types and levels. Nothing in them is deleted: the past of units names it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.audit.services import changes, record
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.orgs import access
from phongtrao.orgs.kinds import read_anew
from phongtrao.orgs.models import SchoolLevel, Term, UnitSpan, UnitType


@dataclass(frozen=True, slots=True)
class TypeData:
    code: str
    name: str
    kind: str
    levels: Sequence[str] = ()
    valid_from: date | None = None
    valid_to: date | None = None  # the last day a unit may be of it
    basis: str = ""
    position: int = 0
    needs_check: bool = False


@dataclass(frozen=True, slots=True)
class LevelData:
    code: str
    name: str
    contains: Sequence[str] = ()  # basic levels; none: it is one itself
    position: int = 0
    needs_check: bool = False


@transaction.atomic
def add_type(data: TypeData, *, by: AbstractBaseUser | None) -> UnitType:
    access.can_keep_kinds(by).enforce()
    row = UnitType()
    _write(row, _fields(data))
    record(row, "orgs.type_added", by=by)
    return row


@transaction.atomic
def change_type(row: UnitType, data: TypeData, *, by: AbstractBaseUser | None) -> UnitType:
    """Code and kind stay once a unit was of the type: they say how it behaved."""
    access.can_keep_kinds(by).enforce()
    before, after = changes(row, _fields(data))
    if {"code", "kind"} & after.keys() and UnitSpan.objects.filter(type=row).exists():
        raise WrongState(
            _("Đã có đơn vị thuộc loại hình này nên không đổi mã và nhóm. Hãy thêm loại hình mới.")
        )
    if after:
        _write(row, after)
        record(row, "orgs.type_changed", by=by, before=before, after=after)
    return row


@transaction.atomic
def add_level(data: LevelData, *, by: AbstractBaseUser | None) -> SchoolLevel:
    access.can_keep_kinds(by).enforce()
    fields = _fields(data)
    fields["contains"] = list(data.contains) or [data.code]
    _check_contained(data.code, fields["contains"])
    row = SchoolLevel()
    _write(row, fields)
    record(row, "orgs.level_added", by=by)
    return row


@transaction.atomic
def change_level(row: SchoolLevel, data: LevelData, *, by: AbstractBaseUser | None) -> SchoolLevel:
    """Its code stays: units, roles, groups and movements name it by it."""
    access.can_keep_kinds(by).enforce()
    fields = _fields(data)
    fields["contains"] = list(data.contains) or [row.code]
    before, after = changes(row, fields)
    if "code" in after:
        raise WrongState(_("Mã cấp học không đổi được. Hãy thêm cấp học mới."))
    if "contains" in after:
        _check_contained(row.code, fields["contains"])
    if after:
        _write(row, after)
        record(row, "orgs.level_changed", by=by, before=before, after=after)
    return row


@dataclass(frozen=True, slots=True)
class TermData:
    """What may be changed of a word about people."""

    name: str
    months: int | None = None
    counts: bool | None = None
    basis: str = ""
    needs_check: bool = False


@transaction.atomic
def change_term(row: Term, data: TermData, *, by: AbstractBaseUser | None) -> Term:
    """Records keep its key and rank; what they print follows the new name."""
    access.can_keep_kinds(by).enforce()
    before, after = changes(row, {name: getattr(data, name) for name in TermData.__slots__})
    if after:
        _write(row, after)
        read_anew()
        record(row, "orgs.term_changed", by=by, before=before, after=after)
    return row


# ------------------------------------------------------------------ pieces
def _fields(data: TypeData | LevelData) -> dict[str, Any]:
    """As the model has them: codes as lists."""
    said = {name: getattr(data, name) for name in type(data).__slots__}
    return {
        name: list(value) if isinstance(value, tuple | list) else value
        for name, value in said.items()
    }


def _write(row: UnitType | SchoolLevel | Term, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()


def _check_contained(code: str, contained: Sequence[str]) -> None:
    """A level is basic and names itself, or consists of two or more basic ones."""
    if list(contained) == [code]:
        return
    rows = SchoolLevel.objects.filter(code__in=contained).exclude(code=code)
    basic = {row.code for row in rows if row.is_basic}
    if basic != set(contained):
        raise BadInput(_("Cấp học ghép chỉ gồm các cấp cơ bản. Hãy chọn lại."))
