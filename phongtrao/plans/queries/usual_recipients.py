"""Whom a unit's own plan usually goes to, by the names of today: packs/issuing says the places.

“{truong|Các trường trên địa bàn} (để thực hiện)” is a line for each school under the unit, or the words
after “|” where there is none.
"""

import re

from phongtrao.orgs.models import Line, Unit
from phongtrao.orgs.queries import superior_name
from phongtrao.orgs.queries.charges import rooms_of

_PLACE = re.compile(r"\{(?P<who>so|tren|phong|truong|to)\|(?P<otherwise>[^}]*)\}")
_TEACHING = (Unit.Kind.SCHOOL, Unit.Kind.CENTRE)


def usual_recipients(unit: Unit, said: str) -> str:
    """The lines with their places filled, nobody twice: a school under its Sở has it above on both lines."""
    lines = [one for line in said.splitlines() for one in _filled(unit, line)]
    return "\n".join(dict.fromkeys(lines))


# ------------------------------------------------------------------ pieces


def _filled(unit: Unit, line: str) -> list[str]:
    place = _PLACE.search(line)
    if place is None:
        return [line]
    names = _names(unit, place["who"]) or [place["otherwise"]]
    return [line.replace(place[0], name) for name in names]


def _names(unit: Unit, who: str) -> list[str]:
    if who == "tren":
        return [name for name in [superior_name(unit)] if name]
    if who == "so":
        return _department_above(unit)
    if who == "phong":
        return list(rooms_of(unit).values_list("name", flat=True))
    kinds = _TEACHING if who == "truong" else (Unit.Kind.ROOM,)
    rows = Unit.objects.standing().under(unit, Line.ADMIN).filter(kind__in=kinds)
    return list(rows.order_by("sort_key", "pk").values_list("name", flat=True))


def _department_above(unit: Unit) -> list[str]:
    steps = {int(step) for step in f"{unit.prof_path}/{unit.admin_path}".split("/") if step}
    rows = Unit.objects.standing().filter(pk__in=steps, kind=Unit.Kind.DEPARTMENT)
    return list(rows.order_by("pk").values_list("name", flat=True)[:1])
