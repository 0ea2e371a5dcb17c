"""What everybody reads of a framework's numbers: by the units right below its owner, as ``suppression`` lets.

One table for each group and no way further down: a second table would let what is hidden be worked out. So would
the same table of another day: figures are those of the first day of the quarter, and once added up they stay until
the next quarter, or until the office withdraws them and publishes anew.
"""

from dataclasses import dataclass
from datetime import date

from django.core.cache import cache

from phongtrao.lib.periods import PeriodKind, containing
from phongtrao.lib.text import sort_key
from phongtrao.literacy.models import SkillFramework, TargetGroup
from phongtrao.literacy.queries.board import board_of, groups_of, units_under
from phongtrao.literacy.suppression import Figure, K, publish

QUARTER = 92 * 24 * 3600  # seconds in the longest quarter; the day in the key ends it earlier
Rows = list[tuple[str, Figure]]


@dataclass(frozen=True, slots=True)
class OpenPage:
    framework: SkillFramework
    groups: list[TargetGroup]
    group: TargetGroup | None
    rows: Rows
    total: Figure | None
    day: date
    least: int = K

    @classmethod
    def build(cls, framework: SkillFramework, asked: str, today: date) -> "OpenPage":
        day = containing(today, PeriodKind.QUARTER).start
        groups = list(groups_of(framework))
        named = [one for one in groups if str(one.pk) == asked] or groups[:1]
        if not named:
            return cls(framework, [], None, [], None, day)
        rows, total = _published(framework, named[0], day)
        return cls(framework, groups, named[0], rows, total, day)

    @property
    def has_hidden(self) -> bool:
        return any(cell.is_hidden for _name, cell in self.rows)


def _published(framework: SkillFramework, group: TargetGroup, day: date) -> tuple[Rows, Figure]:
    since = framework.public_since.isoformat() if framework.public_since else ""
    key = f"literacy.open:{framework.pk}:{group.pk}:{day}:{since}"
    found: tuple[Rows, Figure] | None = cache.get(key)
    if found is None:
        found = _added_up(framework, group, day)
        cache.set(key, found, QUARTER)
    return found


def _added_up(framework: SkillFramework, group: TargetGroup, day: date) -> tuple[Rows, Figure]:
    owner = framework.owner
    board = board_of(owner, framework, group, day, units=units_under(owner))
    told = sorted((row for row in board.rows if row.said), key=lambda row: sort_key(row.name))
    column = publish([row.figure for row in told])
    return [(row.name, cell) for row, cell in zip(told, column.cells, strict=True)], column.total
