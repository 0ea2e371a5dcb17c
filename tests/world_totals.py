"""Samples of what numbers come to."""

from typing import Any

from phongtrao.indicators.models import Difference

SUBJECTS = {"indicators.difference": "difference"}


def fill_totals(world: Any) -> None:
    """A night found the lower school's block to differ."""
    row = Difference.objects.create(unit=world.places["lower"], period="2026")
    world.samples["difference"] = {"of the lower school": row.pk}
