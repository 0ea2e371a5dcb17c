"""Everybody a unit may ask for, as the rule of a form finds them: met, near, not decidable, not met. S3-36 … S3-41

Statements count as confirmed and discipline is not looked at, as whenever a rule is asked of many; one
query prepares the numbers of all, and only those shown are told why.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from phongtrao.awards.queries.populations import prepare
from phongtrao.awards.queries.questions import complete_of
from phongtrao.lib.errors import DomainError
from phongtrao.lib.facts import Subject as Kind
from phongtrao.lib.facts import these
from phongtrao.lib.rules import Clause, Verdict
from phongtrao.lib.rules.population import Asked, columns_of, evaluate
from phongtrao.nominations.models import Nomination, RoundForm, Submission
from phongtrao.nominations.queries.crowds import crowd_of
from phongtrao.nominations.queries.subjects import Subject, mostly_women, subjects_of
from phongtrao.nominations.queries.verdicts import clause_of, occasion_of
from phongtrao.orgs.models import Person

ORDER = ("met", "near", "undecided", "failed")


@dataclass
class Candidates:
    """``is_person``: people, else collectives."""

    sent: Submission
    form: RoundForm
    on: date
    is_person: bool

    @cached_property
    def subjects(self) -> dict[int, Subject]:
        return subjects_of(self.sent.unit, self.on, is_person=self.is_person)

    @cached_property
    def clause(self) -> Clause | None:
        return self._asked[0]

    @property
    def refusal(self) -> str:
        """Why the rule cannot be asked today."""
        return self._asked[1]

    @cached_property
    def _asked(self) -> tuple[Clause | None, str]:
        try:
            return clause_of(self.form, self.on, is_person=self.is_person), ""
        except DomainError as error:
            return None, str(error)

    @cached_property
    def found(self) -> dict[str, list[int]]:
        """{“met”, “near”, “undecided”, “failed”: keys}, whom the law prefers first; without a rule all are “met”."""
        which = self._which() if self.clause else dict.fromkeys(self.subjects, "met")
        ordered = sorted(self.subjects, key=self._rank)
        return {name: [key for key in ordered if which[key] == name] for name in ORDER}

    def _rank(self, key: int) -> tuple[bool, bool]:
        """Who works directly and small collectives, then whom the law prefers; else by name."""
        return not self.subjects[key].is_frontline, key not in self.preferred

    def _which(self) -> dict[int, str]:
        kind = Kind.PERSON if self.is_person else Kind.UNIT
        occasion = occasion_of(self.sent.round, self.on)
        asked = Asked(kind, occasion, complete_of(self.sent.unit), lambda _one: True)
        clause = self.clause
        if clause is None:
            raise ValueError("no rule is asked")
        prepared = prepare(columns_of(clause, asked), these(self.subjects))
        answers = evaluate(clause, prepared, asked)
        found = dict.fromkeys(self.subjects, "failed")
        for place, key in enumerate(prepared.keys.tolist()):
            if answers.met[place]:
                found[key] = "met"
            elif answers.undecided[place]:
                found[key] = "undecided"
            elif answers.near[place]:
                found[key] = "near"
        return found

    def verdicts(self, keys: Sequence[int]) -> dict[int, Verdict]:
        if self.clause is None:
            return {}
        crowd = crowd_of(self.sent, keys, self.on, is_person=self.is_person)
        return {key: crowd.verdict(self.clause, key) for key in keys}

    @cached_property
    def preferred(self) -> set[int]:
        """Women; collectives in which most are (NĐ 152/2025/NĐ-CP, điều 4 khoản 6)."""
        if not self.is_person:
            return mostly_women(self.subjects, self.on)
        people = (one.person for one in self.subjects.values())
        return {one.pk for one in people if one and one.sex == Person.Sex.FEMALE}

    @cached_property
    def chosen(self) -> set[int]:
        """Keys of those asked for in this form already, by whichever unit of the round."""
        rows = Nomination.objects.filter(form=self.form, status__in=Nomination.Status.living)
        whose = {"person__in" if self.is_person else "unit__in": list(self.subjects)}
        rows = rows.filter(person__isnull=not self.is_person, **whose)
        return set(rows.values_list("person" if self.is_person else "unit", flat=True))
