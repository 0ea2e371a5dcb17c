"""A call to register, what was registered for it, a pledge, for tests/world.py."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from phongtrao.awards.models import Honour, RegistrationCall
from phongtrao.awards.queries.registrations import year_at_hand
from phongtrao.awards.services.pledges import Promised, write_pledge
from phongtrao.awards.services.registration_calls import open_call
from phongtrao.awards.services.registrations import Said, register
from phongtrao.orgs.models import Cluster, Person

SUBJECTS = {
    "awards.registrationcall": "registration call",
    "awards.registration": "registration",
    "awards.pledge": "pledge key",
}
WORDS = "Một sáng kiến cấp cơ sở"


def fill_registrations(world: Any) -> None:
    """A call of the Sở; the teacher of the lower school waits for its head, the upper school is confirmed."""
    office, teacher = world.people["vanphong"], world.people["giaovien"]
    lower, upper, today = world.places["lower"], world.places["upper"], timezone.localdate()
    year = year_at_hand().next()
    call = RegistrationCall(
        office=world.places["department"],
        title="Đăng ký thi đua năm tới",
        period=year.key,
        kinds=["school"],
        opens_on=today,
        closes_on=today + timedelta(days=20),
    )
    open_call(call, by=office)
    person = Person.objects.get(user=teacher)
    waiting = register(Said(lower, year.key, _titles("base_fighter"), WORDS, person), by=teacher)
    head = world.people["hieutruong"]
    confirmed = register(Said(upper, year.key, _titles("advanced_collective"), WORDS), by=head)
    world.samples |= {
        "registration call": {"open": call.pk},
        "called unit": {"lower school": call.called.get(unit=lower).pk},
        "registration": {"of a teacher": waiting.pk, "of a school": confirmed.pk},
        "unit to register": {"lower": (lower.pk, year.key), "upper": (upper.pk, year.key)},
        "year to register": {"next": (year.key,)},
    }
    cluster = Cluster.objects.filter(owner=world.places["department"]).order_by("pk")[0]
    said = Promised("Thi đua dạy tốt, học tốt", "100% đơn vị có sáng kiến", None, [])
    made = write_pledge(cluster, cluster.this_year, said, by=office)
    world.samples |= {"pledge": {"this year": (cluster.pk, made.year)}, "pledge key": {"": made.pk}}


def _titles(key: str) -> list[Honour]:
    return [Honour.objects.get(key=key, owner=None)]
