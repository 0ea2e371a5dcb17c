"""One's own way to titles: what the rules of the law say of one's own facts this year, and what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone

from phongtrao.awards.models import RuleSet
from phongtrao.awards.pages.evaluations import STATES, Reason, reasons_of_all, short_of
from phongtrao.awards.queries.populations import Kept
from phongtrao.awards.queries.questions import complete_of
from phongtrao.awards.queries.rules import entries_around
from phongtrao.awards.rulebook import clause_on, read_entries
from phongtrao.lib.facts import Subject
from phongtrao.lib.rules import Clause, Occasion, Outcome, Verdict, decide, distance
from phongtrao.orgs.models import Person, Post
from phongtrao.web.components import State

ORDER = {
    Outcome.MET: 0,
    Outcome.NOT_MET: 1,
    Outcome.UNDECIDABLE: 2,
}  # what misses least stands first
YEARS = 3  # that can be asked about: the year before last, the last, and the one that runs


@dataclass(frozen=True, slots=True)
class Way:
    """One title or form: how far one is."""

    title: str
    verdict: Verdict
    reasons: Sequence[Reason]

    @property
    def state(self) -> State:
        return STATES[self.verdict.outcome]

    @property
    def short(self) -> str:
        return short_of(self.verdict, self.distance)

    @property
    def distance(self) -> int:
        return distance(self.verdict)


@dataclass
class MinePage:
    person: Person | None
    year: int
    today: date

    @classmethod
    def build(cls, user: AbstractBaseUser, asked: str | None) -> "MinePage":
        today = timezone.localdate()
        years = [str(year) for year in _years(today)]
        year = int(asked) if asked in years else today.year
        return cls(Person.objects.filter(user_id=user.pk).first(), year, today)

    @property
    def years(self) -> list[int]:
        return _years(self.today)

    @cached_property
    def ways(self) -> Sequence[Way]:
        """Rules of the law about people, the nearest first. Statements count as confirmed: others say them."""
        if self.person is None:
            return []
        occasion = Occasion(min(self.today, date(self.year + 1, 12, 31)), self.year)
        post = Post.objects.today().filter(person=self.person).select_related("unit").first()
        complete = complete_of(post.unit) if post else {}
        record = Kept(Subject.PERSON, self.person.pk, occasion, complete, said=True)
        found = [
            (title, decide(clause, record, occasion)) for title, clause in _rules_of_law(self.today)
        ]
        reasons = reasons_of_all([verdict for _title, verdict in found])
        ways = [Way(*one, why) for one, why in zip(found, reasons, strict=True)]
        return sorted(ways, key=lambda way: (ORDER[way.verdict.outcome], way.distance))


def _rules_of_law(day: date) -> list[tuple[str, Clause]]:
    """Of people, as of the day."""
    found = []
    for law in RuleSet.objects.in_force(day).filter(owner=None, is_law=True):
        version = law.versions.order_by("-number")[0]
        entries = entries_around(version, day)
        found += [
            (entries[key].rule.title, clause_on(entries[key], entries, day))
            for key in read_entries(version.data)
            if entries[key].rule.subject == Subject.PERSON
        ]
    return found


def _years(today: date) -> list[int]:
    return [today.year - back for back in range(YEARS)]
