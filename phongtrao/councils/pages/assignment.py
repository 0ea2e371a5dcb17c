"""An assignment before it is done: who would score what, and what each would then have."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet

from phongtrao.councils.access.councils import visible_cases
from phongtrao.councils.access.rubrics import visible_rubrics
from phongtrao.councils.kinds import KINDS, dossiers_of
from phongtrao.councils.models import Case, Council, Member, RubricVersion
from phongtrao.councils.queries.assignment import loads_of
from phongtrao.councils.queries.members import in_order, members_today

Pair = tuple[int, int]


def cases_to_give(user: AbstractBaseUser, council: Council) -> list[Case]:
    """Undecided ones the user may know of."""
    states = (Case.Status.OPEN, Case.Status.LISTED)
    rows = visible_cases(user).filter(council=council, status__in=states)
    return list(rows.order_by("title", "pk"))


def areas_of(cases: Sequence[Case]) -> dict[int, str]:
    known = [case for case in cases if case.kind in KINDS]
    return {key: dossier.area for key, dossier in dossiers_of(known).items()}


def rubric_named(cases: Sequence[Case]) -> int | None:
    """The version most of these cases are to be scored by, as their offices chose it."""
    known = [case for case in cases if case.kind in KINDS]
    named = Counter(one.rubric for one in dossiers_of(known).values() if one.rubric)
    return min(named, key=lambda key: (-named[key], key)) if named else None


def rubrics_for(user: AbstractBaseUser, council: Council) -> QuerySet[RubricVersion]:
    """The newest version of each rubric that is shipped or of the council's unit."""
    rubrics = visible_rubrics(user)
    rubrics = rubrics.filter(owner=None) | rubrics.filter(owner=council.unit_id)
    newest = RubricVersion.objects.order_by("rubric_id", "-number").distinct("rubric_id")
    keys = newest.filter(rubric__in=rubrics.values("pk")).values("pk")
    rows = RubricVersion.objects.filter(pk__in=keys).select_related("rubric")
    return rows.order_by("rubric__title", "pk")


@dataclass(frozen=True, slots=True)
class Share:
    """One member: sheets in hand, and how many would come."""

    member: Member
    load: int
    new: int


@dataclass
class AssignmentPreview:
    council: Council
    cases: Sequence[Case]
    pairs: Collection[Pair]
    short: int = 0  # cases that would still have fewer reviewers than asked

    @cached_property
    def members(self) -> list[Member]:
        return in_order(list(members_today(self.council)))

    @cached_property
    def shares(self) -> list[Share]:
        new = Counter(member for _case, member in self.pairs)
        load = loads_of(self.council)
        return [Share(one, load[one.pk], new[one.pk]) for one in self.members if new[one.pk]]

    @cached_property
    def lines(self) -> list[tuple[Case, str]]:
        """Case and the names it would go to."""
        names = {one.pk: str(one) for one in self.members}
        given: dict[int, list[str]] = {}
        for case, member in self.pairs:
            given.setdefault(case, []).append(names[member])
        return [(case, ", ".join(given[case.pk])) for case in self.cases if case.pk in given]
