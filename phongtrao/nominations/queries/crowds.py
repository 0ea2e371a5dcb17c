"""A rule asked of many at once, each with its reasons: every question goes to the apps once for all of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import connection

from phongtrao.awards.queries.questions import complete_of, complete_of_all
from phongtrao.lib.facts import Fact, Subject, facts_of_all, these
from phongtrao.lib.rules import Clause, Occasion, Tally, Verdict, decide
from phongtrao.lib.rules.asking import Ask, ask_of
from phongtrao.nominations.models import AwardRound, Submission
from phongtrao.nominations.queries.verdicts import occasion_of, words_kept
from phongtrao.orgs.models import Unit

Answers = Mapping[str, bool | None]


@dataclass(frozen=True, slots=True)
class Crowd:
    """``complete``: since when registers are whole; ``known``: what was asked already."""

    kind: Subject
    keys: Sequence[int]
    occasion: Occasion
    complete: Mapping[str, date]
    known: dict[Ask, dict[int, tuple[Fact, ...]]] = field(default_factory=dict)

    def verdict(self, clause: Clause, key: int, answers: Answers | None = None) -> Verdict:
        """Of one of them. Without ``answers`` statements count as confirmed."""
        return decide(clause, _One(self, key, answers), self.occasion)

    def asked(self, ask: Ask) -> dict[int, tuple[Fact, ...]]:
        if ask not in self.known:
            found: dict[int, list[Fact]] = defaultdict(list)
            with connection.cursor() as cursor:
                for fact in facts_of_all(
                    cursor, ask.provider, these(self.keys), **dict(ask.parameters)
                ):
                    found[fact.subject].append(fact)
            self.known[ask] = {key: tuple(sorted(rows, key=_order)) for key, rows in found.items()}
        return self.known[ask]


@dataclass(frozen=True, slots=True)
class _One:
    crowd: Crowd
    key: int
    answers: Answers | None

    def facts(self, tally: Tally, days: tuple[date, date], /) -> tuple[Fact, ...] | None:
        ask = ask_of(tally, self.crowd.kind, days, self.crowd.occasion.on)
        return None if ask is None else self.crowd.asked(ask).get(self.key, ())

    def declared(self, statement: str, /) -> bool | None:
        return True if self.answers is None else self.answers.get(words_kept(statement))

    def complete_since(self, fact: str, /) -> date | None:
        return self.crowd.complete.get(fact)


def crowd_of(sent: Submission, keys: Sequence[int], on: date, *, is_person: bool) -> Crowd:
    """Whom a unit may ask for, as its round asks."""
    kind = Subject.PERSON if is_person else Subject.UNIT
    return Crowd(kind, keys, occasion_of(sent.round, on), complete_of(sent.unit))


def crowds_of(
    found: AwardRound, asked: Mapping[int, Unit], on: date, *, is_person: bool
) -> dict[int, Crowd]:
    """The crowd of each; ``asked``: {key: the unit that asks for it}.

    One for all whose offices say the same of their registers.
    """
    kind = Subject.PERSON if is_person else Subject.UNIT
    occasion = occasion_of(found, on)
    complete = complete_of_all(list({unit.pk: unit for unit in asked.values()}.values()))
    together: dict[tuple[tuple[str, date], ...], list[int]] = defaultdict(list)
    for key, unit in asked.items():
        together[tuple(sorted(complete[unit.pk].items()))].append(key)
    crowds: dict[int, Crowd] = {}
    for said, keys in together.items():
        crowds |= dict.fromkeys(keys, Crowd(kind, keys, occasion, dict(said)))
    return crowds


def _order(fact: Fact) -> tuple[date, tuple[str, ...]]:
    return fact.date or date.min, fact.evidence
