"""Types of units and levels of schooling as people choose and read them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    CharField,
    Count,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.lookups import IsNull
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from phongtrao.orgs.models import Kind, SchoolLevel, Unit, UnitType

Choice = tuple[Any, Any]  # (code, name), or (name of a group, its choices)
REPORTING = tuple(kind for kind in Kind if kind not in Kind.silent)


def level_choices() -> list[Choice]:
    """(code, name) in the office's order, without the empty level. One query."""
    return list(SchoolLevel.objects.exclude(code="").values_list("code", "name"))


def basic_level_choices() -> list[Choice]:
    return [(row.code, row.name) for row in SchoolLevel.objects.all() if row.is_basic]


def basic_levels(codes: Collection[str]) -> set[str]:
    """The levels and the basic ones they contain. One query."""
    rows = SchoolLevel.objects.filter(code__in=codes)
    return {*codes, *(one for row in rows for one in row.contains)}


def types_of_today() -> list[UnitType]:
    return list(UnitType.objects.in_force(timezone.localdate()))


def type_choices(kind: str = "") -> list[Choice]:
    """(code, name) of the types in force, of one kind or under the name of each. One query."""
    by_kind = _by_kind(types_of_today())
    if kind:
        return by_kind[kind]
    return [(each.label, by_kind[each]) for each in Kind if by_kind[each]]


def kind_choices(kinds: Iterable[Kind] = tuple(Kind)) -> list[Choice]:
    """For one choice: each kind as a group, itself first, then its types. One query.

    The value is a kind or the code of a type, as ``models.is_of_kinds`` takes them.
    """
    by_kind = _by_kind(types_of_today())
    return [(kind.label, [(kind.value, _whole(kind)), *by_kind[kind]]) for kind in kinds]


def kind_ticks(kinds: Iterable[Kind] = REPORTING) -> list[Choice]:
    """The same in one flat list, for boxes to tick: a type stands after its kind, with a dash.

    Only types that some unit has: of those nobody is, the list would be too long to read.
    """
    borne = Unit.objects.filter(type=OuterRef("code"))
    by_kind = _by_kind(UnitType.objects.filter(Exists(borne)))
    found: list[Choice] = []
    for kind in kinds:
        found += [(kind.value, kind.label)]
        found += [(code, f"– {name}") for code, name in by_kind[kind]]
    return found


def kind_words(codes: Collection[str]) -> list[str]:
    """Names of kinds and types, kinds first, each in the order of its list; at most one query."""
    kinds = [str(kind.label) for kind in Kind if kind in codes]
    others = set(codes) - set(Kind.values)
    types = UnitType.objects.filter(code__in=others) if others else ()
    return kinds + [row.name for row in types]


def level_words(codes: Collection[str]) -> list[str]:
    """Names of levels in the office's order; one query, none for no codes."""
    if not codes:
        return []
    return list(SchoolLevel.objects.filter(code__in=codes).values_list("name", flat=True))


def _whole(kind: Kind) -> Any:
    return format_lazy(_("{kind} (mọi loại hình)"), kind=kind.label)


def _by_kind(types: Iterable[UnitType]) -> dict[str, list[Choice]]:
    found: dict[str, list[Choice]] = defaultdict(list)
    for row in types:
        found[row.kind].append((row.code, row.name))
    return found


def types_with_words(types: QuerySet[UnitType]) -> QuerySet[UnitType, UnitType]:
    """Each with ``standing`` (how many units of today) and ``levels_said``."""
    counted = Count("units", filter=Q(units__closed_on=None))
    return types.annotate(standing=counted, levels_said=_names_in("levels"))


def levels_with_words(levels: QuerySet[SchoolLevel]) -> QuerySet[SchoolLevel, SchoolLevel]:
    """Each with ``contains_said``: the names of the basic levels in it."""
    return levels.annotate(contains_said=_names_in("contains"))


def _names_in(column: str) -> Func:
    """The names of the levels whose codes stand in an array, in the office's order."""
    place = Func(
        OuterRef(column), F("code"), function="array_position", output_field=IntegerField()
    )
    held = SchoolLevel.objects.exclude(code="").filter(IsNull(place, rhs=False))
    names = ArraySubquery(held.order_by("position").values("name"))
    return Func(names, Value("; "), function="array_to_string", output_field=CharField())
