"""Which unit a plan means by “Phòng GDĐT”, “Trường THCS Hoa Sen”: names as written → units."""

import re
from collections.abc import Iterable

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import StrIndex

from phongtrao.lib.text import fold
from phongtrao.orgs.models import Unit
from phongtrao.orgs.queries import department_of

MOST_SUGGESTED = 12
_PLACE = re.compile(r" (?:tinh|thanh pho) .*")


def units_around(owner: Unit) -> QuerySet[Unit]:
    """Units a plan of the owner may name: below it (or its Sở) on either line, and those above it."""
    above = {int(step) for step in f"{owner.admin_path}{owner.prof_path}".split("/") if step}
    giver = department_of(owner)
    below = Q(admin_path__startswith=giver.admin_path) | Q(prof_path__startswith=giver.prof_path)
    return Unit.objects.standing().filter(below | Q(pk__in=above) | Q(kind=Unit.Kind.BODY))


def borne_names(unit: Unit) -> set[str]:
    """The folded names of a unit: a Sở writes its own papers without its place (“… tỉnh Sông Ngân”)."""
    names = {fold(unit.name), fold(unit.short_name)}
    if unit.kind in Unit.Kind.top:
        names.add(_PLACE.sub("", fold(unit.name)))
    return names - {""}


def resolve_units(names: Iterable[str], owner: Unit) -> dict[str, Unit]:
    """Name as written → unit, where exactly one unit bears it as its name or short name.

    Marks, capitals and spelling variants do not matter. Two queries at most; what is not in the
    answer stays text.
    """
    wanted = {name: fold(name) for name in names if name.strip()}
    if not wanted:
        return {}
    starts = Q(pk__in=[])
    for folded in set(wanted.values()):
        # search_text begins with the folded name and holds the short name: a first, coarse net.
        starts |= Q(search_text__contains=folded)
    bearers: dict[str, set[Unit]] = {}
    for unit in units_around(owner).filter(starts):
        for borne in borne_names(unit):
            bearers.setdefault(borne, set()).add(unit)
    found = {name: bearers.get(folded, set()) for name, folded in wanted.items()}
    return {name: next(iter(units)) for name, units in found.items() if len(units) == 1}


def suggest_units(text: str, owner: Unit) -> list[Unit]:
    """Units whose name holds the text, those that begin with it first."""
    folded = fold(text)
    if not folded:
        return []
    rows = units_around(owner).filter(search_text__contains=folded)
    at = StrIndex(F("search_text"), Value(folded))
    return list(rows.order_by(at, "sort_key", "pk")[:MOST_SUGGESTED])
