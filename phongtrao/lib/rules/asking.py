"""What a tally asks of the apps that publish facts: one provider, with all its parameters.

Both evaluators ask by it, one subject or all of them, so that they cannot ask differently.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from phongtrao.lib.facts import PROVIDERS, Subject
from phongtrao.lib.rules.catalogue import CATALOGUE, Kind
from phongtrao.lib.rules.tallies import Tally

LONG_AGO = date(1900, 1, 1)
Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Ask:
    """One question to ``lib.facts``; equal ones are asked once."""

    provider: str
    parameters: tuple[tuple[str, Any], ...]


def ask_of(tally: Tally, subject: Subject, days: Days, on: date) -> Ask | None:
    """The question behind a tally over ``days``; None where nobody publishes it of such a subject.

    Events are asked as they stand ``on`` the day that decides, whenever they were: the evaluator counts
    those of its window, and windows share the question. What lasts, yearly levels and amounts are asked
    of the days themselves.
    """
    known = CATALOGUE[tally.fact]
    provider = PROVIDERS.get(known.providers.get(subject, ""))
    if provider is None:
        return None
    is_dated = known.is_lasting or known.kind in {Kind.AMOUNT, Kind.YEARLY}
    first, last = days if is_dated else (LONG_AGO, on)
    times = {"since": max(first, LONG_AGO), "until": last, "on": last}
    taken = {parameter.name for parameter in provider.parameters}
    given: dict[str, Any] = {name: day for name, day in times.items() if name in taken}
    given |= {name: value for name, value in known.fixed.items() if name in taken}
    given |= {known.binds.get(name, name): value for name, value in tally.where}
    return Ask(provider.name, tuple(sorted(given.items())))
