"""The parts a number may be taken apart into: keys as “gender:female”, with their names."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from phongtrao.indicators.models import Indicator, Split
from phongtrao.orgs.models import SchoolLevel, Unit

Names = Mapping[int, Mapping[str, str]]  # {indicator: {key of the part: its name}}


def names_of(indicators: Iterable[Indicator]) -> Names:
    """One query where a number is taken apart by level, else none."""
    asked = list(indicators)
    levels = _basic_levels() if any(Split.LEVEL in one.splits for one in asked) else {}
    return {one.pk: _part_names(one, levels) for one in asked}


def part_names(indicator: Indicator) -> Mapping[str, str]:
    return names_of([indicator])[indicator.pk]


def all_parts(names: Names) -> dict[str, str]:
    """Every part that one of them has, once."""
    return {key: name for parts in names.values() for key, name in parts.items()}


def _part_names(indicator: Indicator, levels: Mapping[str, str]) -> dict[str, str]:
    """None of a yes or no: it cannot be taken apart."""
    names: dict[str, str] = {}
    if indicator.is_yes_no:
        return names
    if Split.GENDER in indicator.splits:
        names |= {"gender:female": _("Nữ"), "gender:male": _("Nam")}
    if Split.LEVEL in indicator.splits:
        names |= {f"level:{code}": name for code, name in levels.items()}
    if Split.AREA in indicator.splits:
        names |= {f"area:{code}": str(label) for code, label in Unit.Area.choices}
    return names


def _basic_levels() -> dict[str, str]:
    """Levels of schooling that contain no other, in their order."""
    rows = SchoolLevel.objects.exclude(code="")
    return {row.code: row.name for row in rows if row.is_basic}
