"""Which rows of one record may not stand beside those of another, as the constraints of the model say."""

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeField
from django.db.models import (
    BaseConstraint,
    CheckConstraint,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    UniqueConstraint,
)

NONE = Q(pk__in=[])
EVERY = ~NONE


def may_clash(going: QuerySet[Any], staying: QuerySet[Any], name: str) -> QuerySet[Any]:
    """Rows of ``going`` that may be refused once their key ``name`` is that of ``staying``; one query.

    Never too few: each is to be validated, for the words of its refusal. A constraint that does not
    name the key refuses nothing new; one of a shape that is not read here lets every row through.
    """
    is_one = going.model._meta.get_field(name).unique  # noqa: SLF001 -- documented
    beside = Q(Exists(staying)) if is_one else NONE
    for constraint in going.model._meta.constraints:  # noqa: SLF001 -- documented
        beside |= _refused_by(constraint, staying, name)
    return going.filter(beside)


def _refused_by(constraint: BaseConstraint, staying: QuerySet[Any], name: str) -> Q:
    if isinstance(constraint, UniqueConstraint) and constraint.fields:
        others = [field for field in constraint.fields if field != name]
        same = Q(*[(field, OuterRef(field)) for field in others])
        return _met(constraint, staying, same) if name in constraint.fields else NONE
    if isinstance(constraint, ExclusionConstraint):
        named = _named(constraint)
        return _met(constraint, staying, _overlaps(staying, named)) if name in named else NONE
    if isinstance(constraint, CheckConstraint) and isinstance(constraint.condition, Q):
        return EVERY if name in constraint.condition.referenced_base_fields else NONE
    return EVERY


def _met(constraint: Any, staying: QuerySet[Any], same: Q) -> Q:
    """Both rows are of those the constraint is about, and ``same`` holds between them."""
    about = constraint.condition or Q()
    return about & Q(Exists(staying.filter(about).filter(same)))


def _named(constraint: ExclusionConstraint) -> set[str]:
    said = [F(one) if isinstance(one, str) else one for one, _operator in constraint.expressions]
    parts = [part for one in said for part in (one.flatten() if hasattr(one, "flatten") else [one])]
    return {part.name for part in parts if isinstance(part, F)}  # type: ignore[attr-defined]  # Django's


def _overlaps(staying: QuerySet[Any], named: set[str]) -> Q:
    """Spans of days that do not meet are never excluded, however the constraint writes it."""
    fields = [staying.model._meta.get_field(each) for each in sorted(named)]  # noqa: SLF001 -- documented
    ranges = [field.name for field in fields if isinstance(field, RangeField)]
    return Q(*[(f"{each}__overlap", OuterRef(each)) for each in ranges])
