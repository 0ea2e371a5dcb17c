"""Acts of reorganisation: what each did, what waits, what a unit went through."""

from dataclasses import dataclass

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
        | Q(trace__latter__contains=unit.pk)
    )
    rows = Reorganisation.objects.filter(touched)
    return rows.select_related("made_by", "undone_by").order_by("-on", "-pk")
