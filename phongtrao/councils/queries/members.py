"""Who sits in a council on a day, and whether that is a council at all."""

from datetime import date

from django.db.models import Case, F, QuerySet, Value, When
from django.utils import timezone

from phongtrao.councils.composition import Seat, composition, faults_of
from phongtrao.councils.models import Council, Member
from phongtrao.orgs.models import DatedQuerySet

# As papers name them.
ROLES = (
    Member.Role.CHAIR,
    Member.Role.VICE,
    Member.Role.SECRETARY,
    Member.Role.REVIEWER,
    Member.Role.MEMBER,
)


def day_in_term(council: Council) -> date:
    """Today, as far as it lies in the term: a council being set up is looked at as it will begin."""
    return max(council.starts_on, min(timezone.localdate(), council.ends_on))


def members_today(council: Council) -> DatedQuerySet[Member]:
    """Who sits in it on the day of ``day_in_term``, with the person."""
    rows = Member.objects.as_of(day_in_term(council)).filter(council=council)
    return rows.select_related("person")


def in_order(members: list[Member]) -> list[Member]:
    """Chair first, as on papers; then by name."""
    return sorted(members, key=lambda one: (ROLES.index(one.role), one.person.sort_key))


def faults_of_council(council: Council) -> list[str]:
    """What its composition lacks by its rule, in sentences; a sitting of a faulty council would be void."""
    seats = members_today(council).values_list(F("role"), F("is_of_union"))
    rule = composition(council.composition.data)
    return faults_of(rule, [Seat(role, is_of_union) for role, is_of_union in seats])


def with_order(members: QuerySet[Member]) -> QuerySet[Member]:
    """With ``rank``: who sits now before who left, chair before member."""
    by_role = [When(role=role, then=Value(place)) for place, role in enumerate(ROLES)]
    left = Case(When(days__endswith=None, then=Value(0)), default=Value(10))
    return members.annotate(rank=left + Case(*by_role, default=Value(9)))
