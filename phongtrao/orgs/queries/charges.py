"""Who looks after whom: rooms of a Sở × levels and kinds of units. S1-81."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from phongtrao.orgs.models import Charge, Kind, Line, SchoolLevel, Unit, is_of_kinds, is_of_levels
from phongtrao.orgs.queries.kinds import basic_level_choices

# Kinds whose units may follow no level, and what they are called here.
PLAIN = {Kind.COMMUNE: Kind.COMMUNE.label, Kind.CENTRE: _("Trung tâm không theo cấp học")}


@dataclass(frozen=True, slots=True)
class Looked:
    """A column of the table: a level, or a kind of units without one. ``key`` names it in forms."""

    key: str
    label: Any
    level: str = ""
    kind: str = ""

    @property
    def condition(self) -> Q:
        return is_of_levels([self.level]) if self.level else is_plain(self.kind)


def is_plain(kind: str) -> Q:
    return is_of_kinds([kind]) & Q(level="")


def columns_of() -> list[Looked]:
    """Basic levels in the office's order, then kinds without a level. One query."""
    levels = [Looked(f"l-{code}", name, level=code) for code, name in basic_level_choices()]
    return levels + [
        Looked(f"k-{kind.value}", label, kind=kind.value) for kind, label in PLAIN.items()
    ]


def rooms_of(department: Unit) -> QuerySet[Unit]:
    rows = Unit.objects.standing().filter(kind=Kind.OFFICE)
    return rows.under(department, Line.ADMIN).order_by("sort_key", "pk")


def without_room(department: Unit, charges: Iterable[Charge]) -> QuerySet[Unit]:
    """Communes, schools and centres below that nobody looks after; a school of two levels needs one."""
    looked = Q(pk__in=[])
    for level, kind in {(charge.level, charge.kind) for charge in charges}:
        looked |= is_of_levels([level]) if level else is_plain(kind)
    teaching = Unit.objects.standing().filter(kind__in=(Kind.COMMUNE, Kind.SCHOOL, Kind.CENTRE))
    return teaching.under(department, Line.PROF).exclude(looked)


def looked_after_by(unit: Unit) -> list[Unit]:
    """The rooms that look after the unit. Two queries; none of them for a unit nobody looks after."""
    if unit.kind not in (Kind.COMMUNE, Kind.SCHOOL, Kind.CENTRE):
        return []
    column = Q(charges__level__in=_levels_in(unit)) if unit.level else Q(charges__kind=unit.kind)
    above = [int(step) for step in unit.prof_path.split("/") if step]
    houses = Unit.objects.filter(pk__in=above, kind=Kind.DEPARTMENT).values_list("admin_path")
    under = Q(pk__in=[])
    for (path,) in houses:
        under |= Q(admin_path__startswith=path)
    rows = Unit.objects.standing().filter(under, column, kind=Kind.OFFICE)
    return list(rows.distinct().order_by("sort_key", "pk"))


def _levels_in(unit: Unit) -> list[str]:
    from_row = SchoolLevel.objects.filter(code=unit.level).values_list("contains", flat=True)
    return [unit.level, *(code for contained in from_row for code in contained)]
