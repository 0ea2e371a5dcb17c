"""The units a unit follows: itself, those above it on either line, and of a Sở its rooms."""

from collections.abc import Iterable

from django.db.models import Q

from phongtrao.orgs.models import Unit


def own_or_above(owners: Iterable[Unit], prefix: str = "owner__") -> Q:
    """Condition on the unit that issued or launched something these owners may answer. No query.

    A unit below carries out what comes from above, never the other way round.
    """
    found = Q(pk__in=[])
    for owner in owners:
        steps = {int(step) for step in f"{owner.admin_path}{owner.prof_path}".split("/") if step}
        found |= Q(**{f"{prefix}pk__in": steps})
        if owner.kind == Unit.Kind.DEPARTMENT:
            below = f"{prefix}admin_path__startswith"
            found |= Q(**{f"{prefix}kind": Unit.Kind.OFFICE, below: owner.admin_path})
    return found
