"""What is known of one subject, for rules in tests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from phongtrao.lib.facts import Fact
from phongtrao.lib.rules import Tally


@dataclass(frozen=True)
class Known:
    """A record by names of the catalogue; parameters do not narrow it."""

    facts_of: Mapping[str, Sequence[Fact]]
    said: Mapping[str, bool] = field(default_factory=dict)
    complete: Mapping[str, date] = field(default_factory=dict)

    def facts(self, tally: Tally, days: object = None) -> Sequence[Fact] | None:
        return self.facts_of.get(tally.fact)

    def complete_since(self, fact: str) -> date | None:
        return self.complete.get(fact)

    def declared(self, statement: str) -> bool | None:
        return self.said.get(statement)
