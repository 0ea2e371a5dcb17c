"""Which rule a vote is held by where nobody chooses one: what the office of the case named, else that of its kind."""

from collections.abc import Iterable
from datetime import date

from phongtrao.councils.kinds import dossiers_of
from phongtrao.councils.models import Case, Council, CouncilRule
from phongtrao.councils.queries.sittings import default_rule


def rules_for(council: Council, cases: Iterable[Case], day: date) -> dict[int, CouncilRule | None]:
    """By key of the case; None where there is neither. One query a kind and one for what was named."""
    asked = list(cases)
    named = {key: dossier.voting for key, dossier in dossiers_of(asked).items()}
    known = CouncilRule.objects.in_bulk([key for key in named.values() if key])
    kinds = {kind: default_rule(council, kind, day) for kind in {case.kind for case in asked}}
    return {case.pk: known.get(named.get(case.pk) or 0) or kinds[case.kind] for case in asked}
