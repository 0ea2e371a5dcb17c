"""Samples of what numbers come to."""

from typing import Any

from phongtrao.indicators.models import Difference
from tests.indicators.made import make_indicator, make_target, measure

SUBJECTS = {"indicators.difference": "difference"}


def fill_totals(world: Any) -> None:
    """The Sở measures who signs digitally; a night found the lower school's block to differ."""
    lower, so = world.places["lower"], world.places["department"]
    row = Difference.objects.create(unit=lower, period="2026")
    world.samples["difference"] = {"of the lower school": row.pk}
    target = make_target(make_indicator(so, code="KQ1"), so)
    for year in ("2025", "2026"):
        measure(target.indicator, lower, year, 1)
    world.samples["result"] = {"of the Sở": target.pk}
    world.samples["result picture"] = {"of the Sở": (target.pk, "xu-huong")}
    world.samples["numbers"] = {"of the Sở": target.indicator_id}
    world.samples["numbers picture"] = {"of the Sở": (target.indicator_id, "ban-do")}
