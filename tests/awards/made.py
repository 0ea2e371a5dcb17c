"""Things of this app for tests: rules, awards given, written down, checked. Every name and number is invented."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from phongtrao.accounts.models import User
from phongtrao.awards.models import (
    Award,
    Honour,
    Registration,
    RegistrationCall,
    RuleSet,
    RuleSetVersion,
)
from phongtrao.awards.queries.registrations import mark_of_registrations, year_at_hand
from phongtrao.awards.services.register import Given, check_awards, record_award
from phongtrao.awards.services.registration_calls import open_call
from phongtrao.awards.services.registrations import Said
from phongtrao.lib.rules import Occasion
from phongtrao.orgs.models import Person, Unit
from phongtrao.orgs.scope import grants_of


def honour(key: str) -> Honour:
    found: Honour = Honour.objects.get(key=key, owner=None)
    return found


def given(
    unit: Unit, key: str = "base_fighter", person: Person | None = None, **more: Any
) -> Given:
    """Of the school year 2024–2025, decided in June 2025."""
    said = {
        "period": "SY2024",
        "decision": "12/QĐ",
        "decided_on": date(2025, 6, 20),
        "decided_by": "Hiệu trưởng",
        **more,
    }
    return Given(honour(key), unit, person=person, **said)


def recorded(unit: Unit, by: User, key: str = "base_fighter", person: Person | None = None, **more: Any) -> Award:  # fmt: skip
    return record_award(given(unit, key, person, **more), by=by)


def confirmed(unit: Unit, by: User, checker: User, person: Person | None = None, **more: Any) -> Award:  # fmt: skip
    key = more.pop("key", "base_fighter" if person else "advanced_collective")
    award = recorded(unit, by, key, person, **more)
    check_awards(Award.objects.filter(pk=award.pk), by=checker)
    award.refresh_from_db()
    return award


def newest(key: str) -> RuleSetVersion:
    """The newest version of a shipped set."""
    return RuleSet.objects.get(key=key, owner=None).versions.order_by("-number")[0]


def at(on, year: int, period=(2020, 2025), calendar="year") -> Occasion:
    return Occasion(on, year, period, calendar)


# ------------------------------------------------------------------ registrations


def said_of(unit: Unit, person: Person | None = None, *keys: str, **more: Any) -> Said:
    """For the year at hand: an emulation fighter of the base, unless other titles are named."""
    honours = more.pop("honours", [honour(key) for key in keys or ["base_fighter"]])
    said = {"period": year_at_hand().key, "actions": "Một sáng kiến cấp cơ sở", **more}
    return Said(unit=unit, person=person, honours=honours, **said)


def waiting_mark(unit: Unit) -> str:
    """Of what waits for the head of the unit, as the page would show it."""
    waiting = Registration.Status.WAITING
    rows = Registration.objects.filter(unit=unit, period=year_at_hand().key, status=waiting)
    return mark_of_registrations(list(rows.order_by("pk")))


def called(by: User, office: Unit | None = None, due: date | None = None, **more: Any) -> RegistrationCall:  # fmt: skip
    """A call of the office of the Sở to all schools, for a month."""
    today = timezone.localdate()
    said = {"period": year_at_hand().key, "title": "Đăng ký đầu năm", "kinds": ["school"], **more}
    call = RegistrationCall(
        office=office or grants_of(by)[0].unit,
        opens_on=today - timedelta(days=1),
        closes_on=due or today + timedelta(days=30),
        **said,
    )
    open_call(call, by=by)
    return call
