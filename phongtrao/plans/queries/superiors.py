"""To whom a unit turns: the units right above it on its two lines."""

from phongtrao.orgs.models import Unit


def superiors(unit: Unit) -> list[Unit]:
    """Units of today right above that have people here, the one of the professional line first; none at the top. One query."""
    above = [_parent(unit.prof_path), _parent(unit.admin_path)]
    found = Unit.objects.standing().with_account().in_bulk([pk for pk in above if pk])
    return list(dict.fromkeys(found[pk] for pk in above if pk in found))


def _parent(path: str) -> int:
    """The last step but one of “/1/5/9/”; 0 where there is none."""
    steps = [int(step) for step in path.split("/") if step]
    return steps[-2] if len(steps) > 1 else 0
