"""The parts a number may be taken apart into: keys as “gender:female”, with their names."""

from django.utils.translation import gettext as _

from phongtrao.indicators.models import Indicator, Split
from phongtrao.orgs.models import SchoolLevel, Unit


def part_names(indicator: Indicator, levels: dict[str, str]) -> dict[str, str]:
    """{key: its name} of every part of the indicator's splits; ``levels`` from ``basic_levels``."""
    names: dict[str, str] = {}
    if Split.GENDER in indicator.splits:
        names |= {"gender:female": _("Nữ"), "gender:male": _("Nam")}
    if Split.LEVEL in indicator.splits:
        names |= {f"level:{code}": name for code, name in levels.items()}
    if Split.AREA in indicator.splits:
        names |= {f"area:{code}": str(label) for code, label in Unit.Area.choices}
    return names


def basic_levels() -> dict[str, str]:
    """Levels of schooling that contain no other, in their order. One query."""
    rows = SchoolLevel.objects.exclude(code="")
    return {row.code: row.name for row in rows if row.is_basic}
