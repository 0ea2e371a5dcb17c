"""What everybody reads of a framework's numbers: by the units right below its owner, as ``suppression`` lets.

One table for each group and no way further down: a second table would let what is hidden be worked out.
"""

from dataclasses import dataclass
from datetime import date

from phongtrao.literacy.models import SkillFramework, TargetGroup
from phongtrao.literacy.pages.board import groups_of
from phongtrao.literacy.queries.board import board_of, units_under
from phongtrao.literacy.suppression import Figure, K, publish


@dataclass(frozen=True, slots=True)
class OpenPage:
    framework: SkillFramework
    groups: list[TargetGroup]
    group: TargetGroup | None
    rows: list[tuple[str, Figure]]
    total: Figure | None
    day: date
    least: int = K

    @classmethod
    def build(cls, framework: SkillFramework, asked: str, day: date) -> "OpenPage":
        groups = list(groups_of(framework))
        named = [one for one in groups if str(one.pk) == asked] or groups[:1]
        if not named:
            return cls(framework, [], None, [], None, day)
        owner, group = framework.owner, named[0]
        board = board_of(owner, framework, group, day, units=units_under(owner))
        found = sorted((row for row in board.rows if row.said), key=lambda row: row.name)
        column = publish([row.figure for row in found])
        rows = [(row.name, cell) for row, cell in zip(found, column.cells, strict=True)]
        return cls(framework, groups, group, rows, column.total, day)

    @property
    def has_hidden(self) -> bool:
        return any(cell.is_hidden for _name, cell in self.rows)
