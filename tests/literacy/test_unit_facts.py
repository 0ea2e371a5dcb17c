"""How many people of a unit hold a confirmation: what rules count.  S1-61 S3-29"""

from datetime import date, timedelta

import pytest
from django.db import connection

from phongtrao.lib import facts
from phongtrao.literacy.models import Completion, Confirmation
from phongtrao.orgs.forest import Merge
from phongtrao.orgs.services import Order, reorganise
from tests.literacy.made import make_framework
from tests.orgs.people_work import ask, explain, place

pytestmark = pytest.mark.django_db
NAME = "literacy.unit_confirmed"
ON = date(2026, 8, 31)


@pytest.fixture
def version(so, an):
    return make_framework(so, an).versions.get()


def confirmed(person, unit, version, day, **more):
    """Confirmed on the day; more: of the confirmation."""
    group = version.framework.groups.get(key="staff")
    completion = Completion.objects.create(
        person=person, unit=unit, decider=unit, group=group, version=version,
        done_on=day, source="typed", status="confirmed", level=2,
    )  # fmt: skip
    return Confirmation.objects.create(completion=completion, unit=unit, decided_on=day, **more)


def test_each_person_once_who_works_there_and_whose_confirmation_holds(hoa_sen, binh_minh, version):
    first, second, gone, over = (place(hoa_sen, f"Người {number}").person for number in range(4))
    place(hoa_sen, "Chưa xác nhận")
    confirmed(first, hoa_sen, version, ON - timedelta(days=400))
    latest = confirmed(first, hoa_sen, version, ON - timedelta(days=5))
    confirmed(second, binh_minh, version, ON)  # where it was made does not matter
    confirmed(over, hoa_sen, version, ON - timedelta(days=9), valid_until=ON - timedelta(days=1))
    confirmed(gone, hoa_sen, version, ON)
    gone.posts.update(days=(date(2020, 1, 1), ON))

    found = explain(NAME, hoa_sen, until=ON)

    assert [(fact.date, fact.value) for fact in found] == [(ON - timedelta(days=5), 2), (ON, 2)]
    assert found[0].evidence == (f"literacy.completion:{latest.completion_id}",)
    assert ask(NAME, hoa_sen, until=ON, framework="khac") == []


def test_a_unit_and_those_it_follows_one_like_all(hoa_sen, binh_minh, version):
    for unit in (hoa_sen, hoa_sen, binh_minh):
        person = place(unit, f"Người {unit.pk}").person
        confirmed(person, unit, version, date(2026, 1, 5))
    merged = date(2026, 7, 1)
    reorganise(Order("Sáp nhập", merged, (Merge((hoa_sen.pk,), binh_minh.pk),)), by=None)
    keys = [hoa_sen.pk, binh_minh.pk]
    before = merged - timedelta(days=1)

    for day in (before, ON):
        with connection.cursor() as cursor:
            single = {f for key in keys for f in facts.facts_of(cursor, NAME, key, until=day)}
            every = list(facts.facts_of_all(cursor, NAME, facts.these(keys), until=day))
        assert set(every) == single
        assert len(every) == len(single)
    assert len(ask(NAME, binh_minh, until=before)) == 3  # itself and whom it was to follow
    assert len(ask(NAME, binh_minh, until=before, with_predecessors=False)) == 1
    assert len(ask(NAME, binh_minh, until=ON)) == 3
