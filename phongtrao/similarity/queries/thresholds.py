"""Which thresholds hold for a unit on a day."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from phongtrao.orgs.models import Unit
from phongtrao.similarity.law import shipped_levels
from phongtrao.similarity.models import Threshold, ThresholdLevels

Step = Literal["", "look", "ask", "refuse"]
_ROUNDING = 1e-9  # 0.29 × 100 is a hair below 29


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What holds: whole percent, and checks of one's own drafts a day. ``owner`` set them, from ``since`` on;
    both None while the shipped ones hold, which are ``is_to_be_checked``."""

    look: int
    ask: int
    refuse: int
    drafts_a_day: int
    linked: int
    basis: str
    owner: Unit | None = None
    since: date | None = None
    is_to_be_checked: bool = False

    def step(self, share: float) -> Step:
        """What is proposed for a share (0 to 1) copied; a person decides."""
        percent = percent_of(share)
        if percent >= self.refuse:
            return "refuse"
        if percent >= self.ask:
            return "ask"
        return "look" if percent >= self.look else ""


def percent_of(share: float) -> int:
    """As thresholds and screens say a share: whole percent, rounded down, so that 29,9 % is not yet 30."""
    return int(share * 100 + _ROUNDING)


def thresholds_for(unit: Unit, day: date) -> Thresholds:
    """Of the unit itself or the nearest above it, as they held that day; else the shipped ones. One query.

    Of two equally near, on one line each, that of the administrative line. For an initiative ask with the
    owner of its round: who runs the round says what happens in it.
    """
    near = _nearness(unit)
    rows = ThresholdLevels.objects.filter(threshold__owner__in=near, holds_from__lte=day)
    newest = {
        row.threshold.owner_id: row
        for row in rows.select_related("threshold__owner").order_by("holds_from")
    }
    held = [row for row in newest.values() if not row.is_given_up]
    if not held:
        levels, is_to_be_checked = shipped_levels()
        return Thresholds(
            **{name: getattr(levels, name) for name in levels.__slots__},
            is_to_be_checked=is_to_be_checked,
        )
    return _held(min(held, key=lambda row: near[row.threshold.owner_id]))


def _held(row: ThresholdLevels) -> Thresholds:
    return Thresholds(
        row.look,
        row.ask,
        row.refuse,
        row.drafts_a_day,
        row.linked,
        row.basis,
        row.threshold.owner,
        row.holds_from,
    )


def _nearness(unit: Unit) -> dict[int, tuple[int, int]]:
    """How many steps up each unit above stands, and on which line; 0 is the unit itself."""
    near: dict[int, tuple[int, int]] = {}
    for line, path in enumerate((unit.admin_path, unit.prof_path)):
        for steps, key in enumerate(reversed(path.strip("/").split("/"))):
            if key:
                near[int(key)] = min(near.get(int(key), (steps, line)), (steps, line))
    return near


def linked_percent(day: date) -> int:
    """From which share two texts stand in one group: as the Sở says, groups reach over all units."""
    rows = Unit.objects.standing().filter(kind__in=Unit.Kind.top).order_by("kind", "pk")
    top = rows.first()  # “department” before “province”
    return thresholds_for(top, day).linked if top else shipped_levels()[0].linked


def thresholds_below(unit: Unit, rows: QuerySet[Threshold]) -> QuerySet[Any]:
    """Those of units below, with the levels that hold today: numbers, and ``holds_from``."""
    held = ThresholdLevels.objects.filter(
        threshold=OuterRef("pk"), holds_from__lte=timezone.localdate()
    ).order_by("-holds_from")
    names = ("look", "ask", "refuse", "drafts_a_day", "holds_from")
    below = Q(owner__admin_path__startswith=unit.admin_path)
    below |= Q(owner__prof_path__startswith=unit.prof_path)
    found = rows.filter(below).exclude(owner=unit).select_related("owner")
    own = found.annotate(is_given_up=Subquery(held.values("is_given_up")[:1])).filter(
        is_given_up=False
    )
    return own.annotate(**{name: Subquery(held.values(name)[:1]) for name in names})
