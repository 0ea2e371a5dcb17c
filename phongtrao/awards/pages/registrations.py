"""What the pages of registrations show: one's own by year; a unit's year."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone

from phongtrao.awards.access.registrations import can_confirm, own_person, writes_for
from phongtrao.awards.forms.registrations import years_to_register
from phongtrao.awards.models import CalledUnit, Honour, Registration
from phongtrao.awards.queries.registrations import (
    calls_of,
    missing_people,
    posts_at,
    titles_by_registration,
    unit_of,
    year_at_hand,
)
from phongtrao.awards.registration_tables import state_of
from phongtrao.lib.answers import Answer
from phongtrao.lib.periods import Period, parse_period
from phongtrao.orgs.models import Person, Unit
from phongtrao.web.components import State

S = Registration.Status
NAMED = 50  # of those who have not registered, by name


def last_year_of(whose: Person | Unit, period: str) -> Registration | None:
    """What the same registered for the year before."""
    before = parse_period(period).previous().key
    rows = Registration.objects.standing().filter(period=before)
    if isinstance(whose, Person):
        rows = rows.filter(person=whose)
    else:
        rows = rows.filter(unit=whose, person=None)
    found: Registration | None = rows.first()
    return found


@dataclass(frozen=True, slots=True)
class OwnYear:
    """One year of one's own: what was registered, what is asked until when."""

    period: Period
    registration: Registration | None
    titles: list[Honour]
    calls: list[CalledUnit]

    @property
    def state(self) -> State | None:
        return state_of(self.registration) if self.registration else None

    @property
    def may_register(self) -> bool:
        standing = self.registration and self.registration.status != S.WITHDRAWN
        return not standing and self.period.end >= timezone.localdate()

    @property
    def may_change(self) -> bool:
        return not self.may_register and self.period.end >= timezone.localdate()


@dataclass(frozen=True, slots=True)
class MyRegistrations:
    person: Person | None
    unit: Unit | None
    years: list[OwnYear]

    @classmethod
    def build(cls, user: AbstractBaseUser) -> "MyRegistrations":
        """The year at hand, those asked about, those registered for; the latest first."""
        person = own_person(user)
        unit = unit_of(person) if person else None
        if person is None:
            return cls(None, None, [])
        rows = {one.period: one for one in Registration.objects.filter(person=person)}
        titles = titles_by_registration(rows.values())
        calls = list(calls_of(unit)) if unit else []
        open_keys = {one.call.period for one in calls if _runs(one.call.period)}
        keys = {*rows, *open_keys, *([year_at_hand().key] if unit else [])}
        years = [
            OwnYear(
                parse_period(key),
                rows.get(key),
                titles[rows[key].pk] if key in rows else [],
                [one for one in calls if one.call.period == key],
            )
            for key in keys
        ]
        years.sort(key=lambda one: (one.period.start, one.period.key), reverse=True)
        return cls(person, unit, years)


def _runs(key: str) -> bool:
    return parse_period(key).end >= timezone.localdate()


@dataclass(frozen=True, slots=True)
class UnitPage:
    """A unit in one year. ``missing``: who works there and has registered nothing."""

    unit: Unit
    period: Period
    years: list[Period]
    rows: Any
    calls: list[CalledUnit]
    people: int
    missing: list[Person]
    missing_count: int
    collective: Registration | None
    waiting: int
    may_write: bool
    may_confirm: Answer

    @classmethod
    def build(cls, unit: Unit, asked: str, user: AbstractBaseUser) -> "UnitPage":
        """The year asked for, else one that a call asks about, else the one at hand."""
        every = Registration.objects.filter(unit=unit).select_related("person", "unit")
        calls = list(calls_of(unit))
        offered = {one.key for one in years_to_register()}
        known = set(every.order_by().values_list("period", flat=True).distinct())
        keys = offered | known | {one.call.period for one in calls}
        owing = [one.call.period for one in calls if one.said_on is None and _runs(one.call.period)]
        key = asked if asked in keys else (owing or [year_at_hand().key])[0]
        rows = every.filter(period=key)
        missing = missing_people(unit, key)
        years = sorted((parse_period(one) for one in keys), key=lambda one: (one.start, one.key))
        return cls(
            unit=unit,
            period=parse_period(key),
            years=years,
            rows=rows,
            calls=[one for one in calls if one.call.period == key],
            people=posts_at(unit).count(),
            missing=[post.person for post in missing[:NAMED]],
            missing_count=missing.count(),
            collective=rows.standing().filter(person=None).first(),
            waiting=rows.filter(status=S.WAITING).count(),
            may_write=_runs(key) and writes_for(user, unit),
            may_confirm=can_confirm(user, unit),
        )

    @property
    def is_owing(self) -> bool:
        return any(one.said_on is None for one in self.calls)

    @property
    def closed_on(self) -> date | None:
        over = [one.due_on for one in self.calls if one.due_on < timezone.localdate()]
        return min(over, default=None)

    @property
    def more(self) -> int:
        """Of those missing, how many are not named."""
        return self.missing_count - len(self.missing)
