"""Who has a hand in initiatives, for conflicts of interest: set by set, whatever their number."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import F, QuerySet
from django.utils import timezone

from phongtrao.councils.models import Conflict
from phongtrao.councils.parties import Parties
from phongtrao.councils.queries.conflicts import places_of
from phongtrao.initiatives.models import Authorship, Initiative, InitiativeVersion
from phongtrao.orgs.queries import people_by_key

Ground = Conflict.Ground


def newest_versions(initiatives: QuerySet[Initiative]) -> QuerySet[InitiativeVersion]:
    """What was handed in last of each, in one query."""
    rows = InitiativeVersion.objects.filter(initiative__in=initiatives.order_by().values("pk"))
    return rows.order_by("initiative", "-number").distinct("initiative")


def parties_of_initiatives(initiatives: Iterable[Initiative]) -> dict[int, Parties]:
    """By key of the initiative: its authors, the unit it was handed in at and those where they work today.

    Authors of the version that is judged, and those of a text that is being mended: who is about to be
    named has a hand in it already. Five queries; more where one of them was merged into another.
    """
    units = {one.pk: one.unit_id for one in initiatives}
    people = _authors_of(list(units))
    today = timezone.localdate()
    at = {
        person: {unit for unit, last in held if last is None or last >= today}
        for person, held in places_of({one for mine in people.values() for one in mine}).items()
    }
    return {
        key: Parties(
            people[key], frozenset({unit}).union(*(at.get(one, set()) for one in people[key]))
        )
        for key, unit in units.items()
    }


def _authors_of(keys: list[int]) -> dict[int, dict[int, str]]:
    """Person → ground, the first author before all others. A version keeps the key of a record that was merged
    since; who it stands for today is meant."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    versions = newest_versions(Initiative.objects.filter(pk__in=keys))
    handed_in = list(versions.values_list("initiative", F("data__authors")))
    today = people_by_key({row["person"] for _key, authors in handed_in for row in authors})
    for key, authors in handed_in:
        for row in authors:
            person = today[row["person"]].pk if row["person"] in today else row["person"]
            if row["first"] or person not in found[key]:
                found[key][person] = Ground.AUTHOR if row["first"] else Ground.COAUTHOR
    rows = Authorship.objects.filter(initiative__in=keys).exclude(status=Authorship.Status.DECLINED)
    for key, person, is_first in rows.values_list("initiative", "person", "is_first"):
        found[key].setdefault(person, Ground.AUTHOR if is_first else Ground.COAUTHOR)
    return found
