"""Whether a unit is in the scope of a movement, and why. S0-13."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.models import Unit, levels_with
from phongtrao.orgs.queries import department_of
from phongtrao.plans.models import Movement
from phongtrao.plans.queries.movement_units import asked_words


@dataclass(frozen=True, slots=True)
class UnitScope:
    """``answer``: yes, or the reason why the unit is not asked; ``who`` is asked, in words."""

    unit: Unit
    answer: Answer
    who: str


def scopes_of(movement: Movement, units: Iterable[Unit]) -> list[UnitScope]:
    """One for each unit but the owner itself; at most four queries, however many units."""
    others = [unit for unit in units if unit.pk != movement.owner_id]
    if not others:
        return []
    head, who = department_of(movement.owner), asked_words(movement)
    levels = set(levels_with(movement.asked_levels).values_list("code", flat=True))
    return [UnitScope(unit, _answer(movement, unit, head, levels), who) for unit in others]


def _answer(movement: Movement, unit: Unit, head: Unit, levels: set[str]) -> Answer:
    """The same rule as ``movement_units.asked_units``, said for one unit."""
    if unit.closed_on is not None:
        return no(_("đơn vị đã chấm dứt hoạt động"))
    if unit.kind in Unit.Kind.silent:
        return no(_("bộ phận trong đơn vị và cơ quan ngoài ngành không tham gia riêng"))
    below = unit.admin_path.startswith(head.admin_path) or unit.prof_path.startswith(head.prof_path)
    if not below or unit.pk == head.pk:
        return no(_("đơn vị không trực thuộc %s trên tuyến nào") % head)
    if not {unit.kind, unit.type_id} & set(movement.asked_kinds):
        return no(_("phong trào không yêu cầu loại đơn vị này"))
    if movement.asked_levels and unit.level and unit.level not in levels:
        return no(_("phong trào chỉ yêu cầu một số cấp học khác"))
    return YES
