"""How many seats there are for a case, and whether they are enough: set by set, for any number of items."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.councils.composition import role_name
from phongtrao.councils.models import (
    Conflict,
    Council,
    CouncilRule,
    Item,
    Member,
    Presence,
    Sitting,
    Vote,
    Voter,
)
from phongtrao.councils.tally import Quorum

K = Presence.Kind


@dataclass(frozen=True, slots=True)
class Seats:
    """Of one case, without who is recused: all, those in the room, those who wrote, and their roles.

    ``recused``: seats taken out by a conflict of interest. ``handed``: how many have voted.
    """

    seats: int
    present: int
    written: int
    recused: int = 0
    handed: int = 0
    roles: frozenset[str] = frozenset()

    def counted(self, quorum: Quorum) -> int:
        """Seats of which shares are taken, as the rule has it."""
        return self.seats + (self.recused if quorum.recused_count else 0)

    def there(self, quorum: Quorum) -> int:
        return self.present + (self.written if quorum.writes_count else 0)


def quorum_fault(seats: Seats, quorum: Quorum) -> str:
    """A sentence with the numbers that says what is missing; empty where the sitting is valid."""
    of, there = seats.counted(quorum), seats.there(quorum)
    if not quorum.is_met(of, there):
        said = _("cần ít nhất %(need)d trên %(seats)d thành viên, hiện có %(there)d")
        return said % {"need": quorum.needed(of), "seats": of, "there": there}
    if missing := quorum.missing_roles(seats.roles):
        said = _("cần có mặt %s")
        return said % _(" hoặc ").join(role_name(role) for role in sorted(missing[0]))
    return ""


def seats_before(sitting: Sitting, items: Iterable[Item]) -> dict[int, Seats]:
    """By key of the item, from the roll and the conflicts: before the vote is opened. Two queries."""
    waiting = list(items)
    roll = list(sitting.presences.select_related("member"))
    tied = tied_members(item.case_id for item in waiting)
    return {item.pk: _seats_of(roll, tied[item.case_id]) for item in waiting}


def _seats_of(roll: Collection[Presence], tied: Collection[int]) -> Seats:
    free = [seat for seat in roll if seat.member_id not in tied]
    there = [seat for seat in free if seat.kind == K.PRESENT]
    return Seats(
        seats=len(free),
        present=len(there),
        written=sum(seat.kind == K.WROTE for seat in free),
        recused=len(roll) - len(free),
        roles=frozenset(seat.member.role for seat in there),
    )


def tied_members(cases: Iterable[int]) -> dict[int, set[int]]:
    """By case: the members who keep away from it."""
    found: dict[int, set[int]] = defaultdict(set)
    standing = Conflict.objects.filter(case__any_of=cases, status=Conflict.Status.STANDING)
    for case, member in standing.values_list("case", "member"):
        found[case].add(member)
    return found


def seats_voting(
    sitting: Sitting, items: Collection[int], wrote: Mapping[int, int]
) -> dict[int, Seats]:
    """By key of the item, of votes that run: who voted and left again was there. Three queries.

    A member who was removed meanwhile and had not voted has no seat any more. ``wrote``: written opinions.
    """
    roles, seated = _members_of(sitting)
    in_room = set(sitting.presences.filter(kind=K.PRESENT).values_list("member", flat=True))
    free = Q(is_recused=False)
    there = free & (Q(has_voted=True) | Q(member__in=seated & in_room))
    rows = (
        Voter.objects.filter(item__any_of=items)
        .values("item")
        .annotate(
            seats=Count("pk", filter=free & (Q(has_voted=True) | Q(member__in=seated))),
            there=ArrayAgg("member", filter=there, default=[]),
            recused=Count("pk", filter=Q(is_recused=True)),
            handed=Count("pk", filter=Q(has_voted=True)),
        )
    )
    return {
        row["item"]: Seats(
            seats=row["seats"],
            present=len(row["there"]) - wrote.get(row["item"], 0),
            written=wrote.get(row["item"], 0),
            recused=row["recused"],
            handed=row["handed"],
            roles=frozenset(roles[member] for member in row["there"]),
        )
        for row in rows
    }


def _members_of(sitting: Sitting) -> tuple[dict[int, str], set[int]]:
    """The roles of all who ever sat in the council, by key, and who sits in it today."""
    members = Member.objects.filter(council=sitting.council_id)
    rows = list(members.values_list("pk", "role", "days"))
    today = timezone.localdate()
    return {pk: role for pk, role, _days in rows}, {pk for pk, _role, days in rows if today in days}


def votes_of_turn(items: Collection[int]) -> QuerySet[Vote]:
    """Votes with a name that count: those of the turn that runs or was counted."""
    return Vote.objects.filter(item__any_of=items, turn=F("item__turn"))


def written_counts(items: Collection[int]) -> dict[int, int]:
    rows = votes_of_turn(items).filter(is_written=True).values_list("item")
    return dict(rows.annotate(n=Count("pk")))


def voting_rules(council: Council, day: date) -> QuerySet[CouncilRule]:
    """Rules in force on the day: the unit's own and the shipped ones."""
    in_force = (Q(valid_from=None) | Q(valid_from__lte=day)) & (
        Q(valid_to=None) | Q(valid_to__gte=day)
    )
    mine = Q(owner=None) | Q(owner=council.unit_id)
    return CouncilRule.objects.filter(in_force, mine, of=CouncilRule.Of.VOTING)


def default_rule(council: Council, kind: str, day: date) -> CouncilRule | None:
    """The rule named as the kind of case, else the majority; the unit's own before the shipped."""
    rows = list(voting_rules(council, day).filter(key__in=(kind, "majority")))
    rows.sort(key=lambda rule: (rule.key != kind, rule.owner_id is None))
    return rows[0] if rows else None


def members_on(sitting: Sitting) -> QuerySet[Member]:
    """Whom the sitting is called for: who sits in the council on its day."""
    day = timezone.localdate(sitting.starts_at)
    rows = Member.objects.as_of(day).filter(council=sitting.council_id)
    return rows.select_related("person__user")
