"""What everybody reads of a framework's numbers: by the units right below its owner, as ``suppression`` lets.

One table for each group and no way further down: a second table would let what is hidden be worked out. So would
the same table of another day: figures are those of the first day of the quarter, and once added up they stay until
the next quarter, or until the office withdraws them and publishes anew, which hides again what was hidden.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from phongtrao.lib.periods import PeriodKind, containing
from phongtrao.literacy.models import SkillFramework, TargetGroup
from phongtrao.literacy.queries.board import groups_of
from phongtrao.literacy.services.publishing import figure_of, published_columns
from phongtrao.literacy.suppression import Figure, K
from phongtrao.web.charts import Bar, Chart, bar_chart

DRAWN = 40  # bars of a picture; the table has all
Rows = list[tuple[str, Figure]]


@dataclass(frozen=True, slots=True)
class OpenPage:
    """``totals``: every group's total, to compare them."""

    framework: SkillFramework
    groups: list[TargetGroup]
    group: TargetGroup | None
    rows: Rows
    total: Figure | None
    totals: list[tuple[TargetGroup, Figure]]
    day: date
    least: int = K

    @classmethod
    def build(cls, framework: SkillFramework, asked: str, today: date) -> "OpenPage":
        day = containing(today, PeriodKind.QUARTER).start
        groups = list(groups_of(framework))
        columns = published_columns(framework, groups, day)
        totals = [
            (group, figure_of(*columns[group.pk].total))
            for group in groups
            if group.pk in columns and columns[group.pk].rows
        ]
        group = next((one for one in groups if str(one.pk) == asked), None)
        group = group or next((one for one, _total in totals), groups[0] if groups else None)
        if group is None:
            return cls(framework, [], None, [], None, [], day)
        found = columns[group.pk]
        rows = [(name, figure_of(done, whole)) for _key, name, done, whole in found.rows]
        return cls(framework, groups, group, rows, figure_of(*found.total), totals, day)

    @property
    def has_hidden(self) -> bool:
        cells = [cell for _name, cell in self.rows]
        return any(cell.is_hidden for cell in (*cells, *(total for _one, total in self.totals)))

    def rows_chart(self) -> Chart:
        title = _("Tỷ lệ đạt theo địa bàn, đơn vị")
        return bar_chart(title, _bars([(name, cell) for name, cell in self.rows][:DRAWN]))

    def groups_chart(self) -> Chart:
        return bar_chart(
            _("Tỷ lệ đạt của các nhóm"), _bars([(str(one), cell) for one, cell in self.totals])
        )


def _bars(rows: Rows) -> list[Bar]:
    """What is hidden has no bar at all: none of nought length, which would say a number."""
    return [
        Bar(name, float(cell.percent), f"{cell.percent}%")
        for name, cell in rows
        if not cell.is_hidden and cell.percent is not None
    ]
