"""Who has how much to score, and who must not be given what."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from phongtrao.councils.models import Case, Conflict, Council, Member, ScoreSheet
from phongtrao.councils.sharing import Need, Reviewer, share_out

Pair = tuple[int, int]


def barred_pairs(cases: Iterable[int]) -> tuple[set[Pair], set[Pair]]:
    """(case, member) with a standing conflict; and those that have a living sheet. Two queries."""
    keys = list(cases)
    standing = Conflict.objects.filter(case__in=keys, status=Conflict.Status.STANDING)
    given = ScoreSheet.objects.living().filter(case__in=keys)
    return (
        set(standing.values_list("case", "member")),
        set(given.values_list("case", "member")),
    )


def loads_of(council: Council) -> Counter[int]:
    """By member: sheets in hand or finished in this council."""
    rows = ScoreSheet.objects.living().filter(case__council=council)
    return Counter(rows.values_list("member", flat=True))


def propose(
    council: Council,
    cases: Sequence[Case],
    members: Sequence[Member],
    per_case: int,
    *,
    areas: Mapping[int, str],
) -> list[Pair]:
    """Pairs that bring each case to ``per_case`` reviewers among these members, shared out fairly.

    ``areas``: the field of each case, from its dossier. Whoever left keeps finished sheets: they count.
    """
    conflicted, given = barred_pairs(case.pk for case in cases)
    have: dict[int, int] = defaultdict(int)
    for case, _member in given:
        have[case] += 1
    needs = [
        Need(case.pk, max(0, per_case - have[case.pk]), areas.get(case.pk, "")) for case in cases
    ]
    load = loads_of(council)
    reviewers = [Reviewer(one.pk, load[one.pk], frozenset(one.expertise)) for one in members]
    return share_out([need for need in needs if need.reviewers], reviewers, conflicted | given)
