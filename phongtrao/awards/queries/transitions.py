"""The older text beside the newer while a transition clause lets whichever is more favourable decide. S1-16"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from phongtrao.awards.models import RuleSet, RuleSetVersion
from phongtrao.awards.queries.rules import open_clause, spelled_out
from phongtrao.awards.rulebook import Entry, read_entries
from phongtrao.lib.errors import DomainError
from phongtrao.lib.rules import Clause, Outcome, Verdict, distance

Reading = Callable[[RuleSetVersion, str, date], Clause]  # get_clause, or open_clause
# What is met is best; what may yet be met is better than what is not.
ORDER = {Outcome.MET: 0, Outcome.UNDECIDABLE: 1, Outcome.NOT_MET: 2}


@dataclass(frozen=True, slots=True)
class Older:
    """The rule of the replaced set that stands where the newer one does, and until when it may be used."""

    version: RuleSetVersion
    entry: Entry
    clause: Clause
    until: date


def older_of(
    version: RuleSetVersion, rule: str, on: date, read: Reading = open_clause
) -> Older | None:
    """None where no clause lets the older text be used on the day, or it has no such rule."""
    newer = version.rule_set
    until = newer.older_until
    if newer.replaces_id is None or until is None or not newer.valid_from <= on <= until:
        return None
    replaced = RuleSet.objects.get(pk=newer.replaces_id)
    found = replaced.versions.select_related("rule_set").order_by("-number")[0]
    entry = _same_rule(read_entries(version.data)[rule], read_entries(found.data))
    if entry is None:
        return None
    day = min(on, replaced.valid_to or on)  # its clauses as they were when it was law
    try:
        clause = spelled_out(read(found, entry.key, day))
    except DomainError:  # it was none on its last day
        return None
    return Older(found, entry, clause, until)


def better_of(newer: Verdict, older: Verdict) -> Literal["newer", "older"]:
    """Which text is more favourable; where both come to the same, the newer."""
    return "older" if _rank(older) < _rank(newer) else "newer"


def _rank(verdict: Verdict) -> tuple[int, int]:
    return ORDER[verdict.outcome], distance(verdict)


def _same_rule(newer: Entry, entries: dict[str, Entry]) -> Entry | None:
    """Of the same key; else the only one about the same honour and subject."""
    if newer.key in entries:
        return entries[newer.key]
    alike = [
        one
        for one in entries.values()
        if newer.honour and (one.honour, one.rule.subject) == (newer.honour, newer.rule.subject)
    ]
    return alike[0] if len(alike) == 1 else None
