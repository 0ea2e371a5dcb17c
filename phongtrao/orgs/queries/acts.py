"""Acts of reorganisation: what each did, what waits, what a unit went through."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from phongtrao.orgs.models import PlannedAct, Reorganisation, Succession, Unit, UnitSpan

ACT_STATES_OPEN = (
    PlannedAct.Status.DRAFT,
    PlannedAct.Status.WAITING,
    PlannedAct.Status.REFUSED,
)


@dataclass(frozen=True, slots=True)
class NodeChange:
    """A unit before and after an act."""

    unit: int
    before: str
    after: str
    old_code: str
    new_code: str


def open_planned(rows: QuerySet[PlannedAct]) -> QuerySet[PlannedAct]:
    """Those somebody still has to decide, or whose day is to come."""
    return rows.filter(status__in=ACT_STATES_OPEN)


def bonds_of(act: Reorganisation) -> QuerySet[Succession]:
    """Who went into whom in the act, by name."""
    rows = act.successions.select_related("former", "latter")
    return rows.order_by("former__sort_key", "pk")


def changes_of(act: Reorganisation) -> list[NodeChange]:
    """Units that go on with another name or code, by the name before; as the spans of the day say."""
    before: dict[int, dict[str, str | None]] = {
        int(key): node for key, node in act.trace["changed"].items()
    }
    spans = UnitSpan.objects.filter(unit__in=before, days__startswith=act.on)
    after = {span.unit_id: span for span in spans}
    found = [
        NodeChange(
            key,
            node["name"] or "",
            after[key].name,
            node["code"] or "",
            after[key].code or "",
        )
        for key, node in before.items()
        if key in after and (node["name"], node["code"]) != (after[key].name, after[key].code)
    ]
    return sorted(found, key=lambda change: change.before)


def acts_of(unit: Unit) -> QuerySet[Reorganisation]:
    """Acts that founded, changed or ended the unit, undone ones as well, the latest first."""
    touched = (
        Q(trace__changed__has_key=str(unit.pk))
        | Q(trace__closed__contains=unit.pk)
        | Q(trace__founded__contains=unit.pk)
        | Q(successions__former=unit)
        | Q(successions__latter=unit)
    )
    rows = Reorganisation.objects.filter(touched).distinct()
    return rows.select_related("made_by", "undone_by").order_by("-on", "-pk")


# ------------------------------------------------------------------ a unit's past
@dataclass(frozen=True, slots=True)
class Kin:
    """A unit that went into another, with its name on its last day there."""

    unit: Unit
    name: str
    on: date
    kind: str
    act: int | None


def kin_of(unit: Unit, bonds: Iterable[Succession]) -> tuple[list[Kin], list[Kin]]:
    """(predecessors, successors) of the unit among its bonds, the earliest first."""
    came = [_kin(bond, bond.former) for bond in bonds if bond.latter_id == unit.pk]
    went = [_kin(bond, bond.latter) for bond in bonds if bond.former_id == unit.pk]
    return sorted(came, key=_day), sorted(went, key=_day)


def _kin(bond: Succession, other: Unit) -> Kin:
    return Kin(other, other.name, bond.on, bond.get_kind_display(), bond.reorganisation_id)


def _day(kin: Kin) -> date:
    return kin.on
