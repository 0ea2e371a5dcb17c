"""What is kept of people: how long, how many rows, what of it is due to go."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from phongtrao.base.personal import Care, Declared, declared_of_learners
from phongtrao.base.personal import Kept as KeptFor
from phongtrao.lib.numbers import format_date
from phongtrao.lib.periods.partial import day_in_month
from phongtrao.orgs.models import Learner, Person, Post, Retention
from phongtrao.orgs.personal_data import PASSING, Columns, Holding, Passing, columns_of, holdings


@dataclass(frozen=True, slots=True)
class Kept:
    """One line of the register: a holding, how long it is kept, whose answer that is."""

    holding: Holding
    months: int | None
    is_proposed: bool  # nobody at the office has looked at it yet
    total: int
    due: int


@dataclass(frozen=True, slots=True)
class LearnersKept:
    """The line of the register for names of learners; ``due``: a job forgets them tonight."""

    columns: Columns
    total: int
    due: int


def register_of_data(today: date) -> list[Kept]:
    """Every holding with its numbers; three queries a holding and one more."""
    answers = dict(Retention.objects.values_list("label", "months"))
    return [
        Kept(
            holding,
            months := months_of(holding, answers),
            holding.label not in answers,
            holding.about(Person.objects.all()).count(),
            rows_due(holding, months, today).count(),
        )
        for holding in holdings()
    ]


def months_of(holding: Holding, answers: dict[str, int | None]) -> int | None:
    return answers.get(holding.label, holding.rule.months)


def rows_due(holding: Holding, months: int | None, today: date) -> QuerySet[Any]:
    """Rows about people who left so long ago that nothing allows to keep them; none without an end."""
    if months is None:
        return holding.model._default_manager.none()  # noqa: SLF001 -- documented
    return holding.rule.to_erase(holding.about(people_left(months_before(today, months))))


def people_left(before: date) -> QuerySet[Person]:
    """Those whose last post ended by that day. Who never had one did not leave."""
    still = Post.objects.exclude(days__fully_lt=DateRange(before, None))
    return Person.objects.filter(posts__isnull=False).exclude(pk__in=still.values("person"))


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, its last where the month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return day_in_month(year, month + 1, day.day)


@dataclass(frozen=True, slots=True)
class Part:
    """What one holding says of one person: column names, and rows of values as a person reads them."""

    label: str
    title: str
    purposes: dict[str, str]
    rows: list[dict[str, str]]
    is_sensitive: bool  # one of its columns is


def data_of(person: Person, *, with_sensitive: bool = True) -> Iterator[Part]:
    """What is kept of the person, a part a holding; one query each. Without sensitive columns on demand."""
    one = Person.objects.filter(pk=person.pk)
    for holding in holdings():
        columns = {
            name: kept
            for name, kept in holding.columns.items()
            if with_sensitive or kept.care != Care.SENSITIVE
        }
        if columns:
            yield _part(holding, columns, holding.about(one))


def learners_kept(today: date) -> LearnersKept:
    """Names of learners stand outside the holdings: no person of ours, each with a last day of its own."""
    rows = Learner.objects.all()
    return LearnersKept(columns_of(Learner), rows.count(), rows.expired(today).count())


@dataclass(frozen=True, slots=True)
class PassingKept:
    """A line of the register for rows that name many; ``due``: a job forgets them tonight."""

    passing: Passing
    total: int
    due: int


def passing_kept(today: date) -> list[PassingKept]:
    return [
        PassingKept(one, one.rows().count(), one.due(today).count()) for one in PASSING.values()
    ]


def data_of_learner(learner: Learner) -> Part:
    """What is kept of one learner, as ``data_of`` says it of a person."""
    return _part(columns_of(Learner), Learner.PERSONAL, [learner])


def rows_of_learner(learner: Learner) -> list[Part]:
    """What other tables keep of the learner: models that say by ``LEARNER_PATH`` where it is named."""
    found = []
    for model, path, columns in declared_of_learners():
        rows = model._default_manager.filter(**{path: learner}).order_by("pk")  # noqa: SLF001 -- documented
        found.append(_part(columns_of(model), columns, rows))
    return [part for part in found if part.rows]


def _part(holding: Columns, columns: Declared, about: Iterable[Any]) -> Part:
    titles = holding.titles()
    return Part(
        label=holding.label,
        title=holding.name,
        purposes={titles[name]: str(kept.purpose) for name, kept in columns.items()},
        rows=[
            {titles[name]: _given(row, name, kept) for name, kept in columns.items()}
            for row in about
        ],
        is_sensitive=any(kept.care == Care.SENSITIVE for kept in columns.values()),
    )


def _given(row: models.Model, column: str, kept: KeptFor) -> str:
    """As it is said, or only that others said it in confidence."""
    words = said(row, column)
    return (
        _("Có, do người khác nói kín nên không cung cấp.")
        if kept.in_confidence and words
        else words
    )


def said(row: models.Model, column: str) -> str:
    """A value in words: choices by their label, days as dd/mm/yyyy."""
    display = getattr(row, f"get_{column}_display", None)
    value = display() if display else getattr(row, column)
    if isinstance(value, DateRange):
        last = format_date(row.last_day) if row.last_day else _("nay")  # type: ignore[attr-defined]  # every dated row
        return f"{format_date(value.lower)} – {last}"
    if isinstance(value, date):
        return format_date(value)
    return "" if value is None else str(value)
