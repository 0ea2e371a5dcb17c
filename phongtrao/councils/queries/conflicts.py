"""Who keeps away from which case, and why: found from what is known of members and parties."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from phongtrao.accounts.models import Role
from phongtrao.councils.models import Case, Conflict, Council, Member, Relation
from phongtrao.councils.parties import Parties
from phongtrao.councils.queries.members import members_today
from phongtrao.orgs.models import ClusterSeat, Grant, Post, Unit

Ground = Conflict.Ground


def standing_of(user: AbstractBaseUser) -> QuerySet[Conflict]:
    """Conflicts that hold for the user in the case of the outer query (``OuterRef("pk")``)."""
    return Conflict.objects.filter(
        case=OuterRef("pk"), status=Conflict.Status.STANDING, member__person__user=user.pk
    )


def without_own_conflicts(cases: QuerySet[Case], user: AbstractBaseUser) -> QuerySet[Case]:
    """Cases the user may know of at all. Everything counted, averaged, ordered or found about cases
    for a person starts here: a member with tied hands learns nothing from what is left out.
    """
    return cases.exclude(Exists(standing_of(user)))


def recused(case: Case) -> QuerySet[Member]:
    """Members without a voice in the case."""
    standing = Conflict.objects.filter(case=case, status=Conflict.Status.STANDING)
    return Member.objects.filter(pk__in=standing.values("member"))


# ------------------------------------------------------------------ finding them


@dataclass(frozen=True, slots=True)
class Found:
    case: int
    member: int
    ground: str


def find_for(council: Council, parties: Mapping[int, Parties]) -> set[Found]:
    """Conflicts of today's members of one council with the parties of its cases, by key of the case.

    What is no case yet may be asked about as well, by any key of the asker's.

    Seven queries, whatever the numbers. A council judges its own house: sharing the very unit whose
    council it is, or heading it, ties nobody's hands.
    """
    members = list(members_today(council))
    sides = _Sides.load(council, members, parties.values())
    return {
        Found(key, member.pk, ground)
        for key, mine in parties.items()
        for member in members
        for ground in sides.grounds(member, mine)
    }


@dataclass(frozen=True, slots=True)
class _Sides:
    """What is known of the members: by person their posts, the units above or below which they lead …"""

    own: int
    posts: Mapping[int, list[tuple[int, date | None]]]  # unit and the last day there
    led: Mapping[int, set[int]]
    above: Mapping[int, set[int]]  # of a unit of the parties: itself and the unit above it
    close: set[tuple[int, int]]
    interests: set[tuple[int, int]]
    clusters: Mapping[int, set[int]]  # of a unit; empty where the rule does not ask

    @classmethod
    def load(cls, council: Council, members: list[Member], parties: Iterable[Parties]) -> "_Sides":
        people = [member.person_id for member in members]
        parties = list(parties)
        units = {unit for one in parties for unit in one.units}
        others = {person for one in parties for person in one.people}
        posts = places_of(people)
        mine = {unit for held in posts.values() for unit, _last in held}
        asks = bool(council.composition.data.get("cluster"))
        close, interests = _declared(people, others, units)
        return cls(
            own=council.unit_id,
            posts=posts,
            led=_led_by(people),
            above=_above(units),
            close=close,
            interests=interests,
            clusters=_clusters_of(units | mine) if asks else {},
        )

    def grounds(self, member: Member, parties: Parties) -> Iterator[str]:
        person = member.person_id
        units = parties.units - {self.own}
        if ground := parties.people.get(person):
            yield ground
        if self._was_at(person, units, parties.since):
            yield Ground.UNIT
        if any(self.led[person] & (self.above[unit] - {self.own}) for unit in units):
            yield Ground.SUPERVISOR
        if any((person, other) in self.close for other in parties.people) or any(
            (person, unit) in self.interests for unit in parties.units
        ):
            yield Ground.RELATIVE
        if self._shares_cluster(person, units):
            yield Ground.CLUSTER

    def _was_at(self, person: int, units: frozenset[int], since: date | None) -> bool:
        counted = since or timezone.localdate()
        return any(
            unit in units and (last is None or last >= counted) for unit, last in self.posts[person]
        )

    def _shares_cluster(self, person: int, units: frozenset[int]) -> bool:
        today = timezone.localdate()
        mine = [unit for unit, last in self.posts[person] if last is None or last >= today]
        seats = {seat for unit in mine for seat in self.clusters.get(unit, ())}
        return any(seats & self.clusters.get(unit, set()) for unit in units)


def places_of(people: Iterable[int]) -> dict[int, list[tuple[int, date | None]]]:
    """Units they work or worked at, with the last day; who works in a room of a school works at the school."""
    found: dict[int, list[tuple[int, date | None]]] = defaultdict(list)
    for post in Post.objects.filter(person__in=people).select_related("unit"):
        found[post.person_id].append((post.unit_id, post.last_day))
        if post.unit.kind in {Unit.Kind.ROOM, Unit.Kind.OFFICE} and (house := _parent(post.unit)):
            found[post.person_id].append((house, post.last_day))
    return found


def _led_by(people: list[int]) -> dict[int, set[int]]:
    """Units they head today in their own name."""
    found: dict[int, set[int]] = defaultdict(set)
    held = Grant.objects.today().filter(
        user__person__in=people, role__in=(Role.HEAD, Role.LEADER), acts_for=None
    )
    for person, unit in held.values_list("user__person", "unit"):
        found[person].add(unit)
    return found


def _above(units: set[int]) -> dict[int, set[int]]:
    rows = Unit.objects.filter(pk__in=units)
    return {unit.pk: {unit.pk, _parent(unit) or unit.pk} for unit in rows}


def _parent(unit: Unit) -> int | None:
    """Of the administrative line, read from the path “/1/5/9/”."""
    above = unit.admin_path.strip("/").split("/")[:-1]
    return int(above[-1]) if above else None


def _declared(
    people: list[int], others: set[int], units: set[int]
) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Closeness declared by either side, as (member, party); interests as (member, unit)."""
    rows = Relation.objects.in_force()
    close = set(rows.filter(person__in=people, other__in=others).values_list("person", "other"))
    close |= set(rows.filter(person__in=others, other__in=people).values_list("other", "person"))
    interests = rows.filter(person__in=people, unit__in=units).values_list("person", "unit")
    return close, set(interests)


def _clusters_of(units: set[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for unit, cluster in (
        ClusterSeat.objects.today().filter(unit__in=units).values_list("unit", "cluster")
    ):
        found[unit].add(cluster)
    return found
