"""The rule of a form asked of who is nominated, or may be: the law of the day the dossier was received.

Statements count as somebody confirmed them on the nomination; unanswered they are undecided. Discipline,
which few may see, is a statement too. S0-40 S0-45 S3-36 … S3-41
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Value
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.awards.queries.populations import Kept
from phongtrao.awards.queries.questions import complete_of
from phongtrao.awards.queries.rules import open_clause
from phongtrao.lib.errors import BadInput
from phongtrao.lib.facts import Subject
from phongtrao.lib.periods import PeriodKind, parse_period
from phongtrao.lib.rules import Clause, Occasion, Verdict, decide
from phongtrao.nominations.models import AwardRound, Nomination, RoundForm
from phongtrao.orgs.models import Person, Unit

LONGEST = 500  # of Statement.words


@dataclass(frozen=True, slots=True)
class Answered(Kept):
    """What the apps publish, and what somebody said of statements."""

    answers: Mapping[str, bool | None] = field(default_factory=dict)

    def declared(self, statement: str, /) -> bool | None:
        return self.answers.get(words_kept(statement))


def words_kept(statement: str) -> str:
    """As a row keeps them."""
    return statement[:LONGEST]


def occasion_of(found: AwardRound, on: date) -> Occasion:
    """``on``: the day the authority receives the dossier, or today before that."""
    period = parse_period(found.period)
    years = (found.first_year, found.last_year or found.first_year) if found.first_year else None
    calendar = "school" if period.kind == PeriodKind.SCHOOL_YEAR else "year"
    return Occasion(on, period.start.year, years, calendar)  # type: ignore[arg-type]  # of two words


def clause_of(form: RoundForm, on: date, *, is_person: bool) -> Clause | None:
    """None where the round asks no rule of such subjects. BadInput says why it cannot be asked."""
    rule = form.rule_of(is_person=is_person)
    if not form.rules or not rule:
        return None
    try:
        return open_clause(form.rules, rule, on)
    except KeyError as error:
        said = _(
            "Bộ tiêu chuẩn “%(set)s” không có tiêu chuẩn “%(rule)s”, hoặc tiêu chuẩn ấy gọi một tiêu chuẩn không còn. Hãy báo nơi tổ chức đợt."
        )
        raise BadInput(said % {"set": form.rules.rule_set, "rule": rule}) from error


def verdict_of(found: Nomination) -> Verdict | None:
    """As the facts are now; None where its form has no rule for such."""
    on = received_on(found)
    clause = clause_of(found.form, on, is_person=found.person_id is not None)
    if clause is None:
        return None
    answers = dict(found.statements.values_list("words", "answer"))
    who = found.person or found.unit
    occasion = occasion_of(found.submission.round, on)
    return ask(clause, who, occasion, unit=found.unit, answers=answers)


def ask(
    clause: Clause,
    who: Person | Unit,
    occasion: Occasion,
    *,
    unit: Unit,
    answers: Mapping[str, bool | None],
) -> Verdict:
    """``unit``: whose office says since when its registers are whole."""
    subject = Subject.PERSON if isinstance(who, Person) else Subject.UNIT
    record = Answered(subject, who.pk, occasion, complete_of(unit), answers=answers)
    return decide(clause, record, occasion)


def received_on(found: Nomination) -> date:
    """The rules in force that day decide (Luật 06/2022/QH15 and its amendment)."""
    at = found.submission.first_sent_at
    return timezone.localdate(at) if at else timezone.localdate()


def received_day() -> Coalesce:
    """The same of rows of nominations."""
    return Coalesce(TruncDate("submission__first_sent_at"), Value(timezone.localdate()))
