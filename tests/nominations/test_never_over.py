"""Whatever units choose, withdraw and bring in, and whatever the office sets: no quota is exceeded, nobody is asked for
twice, no achievement earns two forms. S3-43 S3-51"""

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from phongtrao.lib.errors import BadInput, DomainError
from phongtrao.nominations.models import AwardRound, Claim, Nomination, Quota, Submission
from phongtrao.nominations.services.bringing import Asked, bring_in
from phongtrao.nominations.services.claims import Told
from phongtrao.nominations.services.nominating import Choice, nominate
from phongtrao.nominations.services.quotas import set_quotas
from phongtrao.nominations.services.refusing import own_subject
from phongtrao.nominations.services.screening import withdraw_nomination
from phongtrao.orgs.models import Unit
from tests.factories import make_unit, make_user
from tests.literacy.made import make_worker
from tests.nominations.made import form_of, open_round, submission
from tests.threads import at_once

LIVING = Nomination.Status.living
SOURCES = ("recognition.creation:1", "recognition.creation:2", "")
step = st.tuples(
    st.sampled_from(("choose", "choose", "bring", "withdraw", "quota")),
    st.integers(0, 1),  # unit
    st.integers(0, 4),  # whom, how many
    st.integers(0, 1),  # form
    st.sampled_from(SOURCES),
)


@dataclass
class World:
    round: AwardRound
    units: list[Unit]
    clerks: list[Any]
    office: Any
    forms: list[Any]
    whom: list[Any]

    def act(self, what: str, unit: int, n: int, *rest: Any) -> None:
        form, source = rest
        told = [Told("Sáng kiến", source)] if source else []
        choice = Choice(self.forms[form], self.whom[n], claims=told)
        if what == "choose":
            nominate(submission(self.round, self.units[unit]), choice, by=self.clerks[unit])
        elif what == "bring":
            sent = submission(self.round, self.units[unit])
            subject = own_subject(sent, self.whom[n])
            bring_in([Asked(self.units[unit], self.forms[form], subject)], by=self.office)
        elif what == "quota":
            category = "people" if form else "units"
            set_quotas(self.round, {(self.units[unit].pk, category): n or None}, by=self.office)
        else:
            living = list(Nomination.objects.filter(status__in=LIVING).order_by("pk"))
            for one in living[n : n + 1]:
                withdraw_nomination(one, "Xin rút", by=self.office)

    def check(self) -> None:
        rows = Nomination.objects.filter(status__in=LIVING)
        once = Counter(rows.values_list("form", "person", "unit"))
        assert set(once.values()) <= {1}
        spent = (
            Claim.objects.filter(spends=True)
            .exclude(source="")
            .values_list("person", "collective", "source")
        )
        assert set(Counter(spent).values()) <= {1}
        assert not spent.exclude(nomination__status__in=LIVING).exists()
        for category, is_person in (("people", True), ("units", False)):
            most = dict(Quota.objects.filter(category=category).values_list("unit", "most"))
            taken = Counter(rows.filter(person__isnull=not is_person).values_list("submission__unit", flat=True))  # fmt: skip
            assert not most or all(number <= most.get(unit, 0) for unit, number in taken.items())


@pytest.fixture
def world(so, suoi_may, hoa_sen, an, binh, lam):
    """A school and the commune above it, which may both name the school and its room."""
    opened = open_round(so)
    room = make_unit("Tổ Toán", Unit.Kind.ROOM, admin=hoa_sen)
    people = [make_worker(make_user(f"Cô {n}"), unit) for n, unit in enumerate((hoa_sen, hoa_sen, suoi_may))]  # fmt: skip
    forms = [form_of(opened), form_of(opened, "province_merit", route="merit")]
    return World(opened, [hoa_sen, suoi_may], [binh, lam], an, forms, [*people, hoa_sen, room])


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])  # fmt: skip
@given(steps=st.lists(step, min_size=4, max_size=12))
def test_nothing_units_and_office_do_breaks_what_is_promised(world, steps):
    point = transaction.savepoint()

    for one in steps:
        with suppress(DomainError), transaction.atomic():
            world.act(*one)
        world.check()

    transaction.savepoint_rollback(point)


def test_units_without_a_number_are_over_once_others_have_one(so, hoa_sen, thpt, an, binh):
    opened = open_round(so)
    nominate(submission(opened, hoa_sen), Choice(form_of(opened), hoa_sen), by=binh)

    with pytest.raises(BadInput, match=r"Trường THCS Hoa Sen \(0 cá nhân, 1 tập thể\)"):
        set_quotas(opened, {(thpt.pk, "units"): 3}, by=an)
    set_quotas(opened, {(thpt.pk, "units"): 3, (hoa_sen.pk, "units"): 1}, by=an)
    with pytest.raises(BadInput, match="Hoa Sen"):
        set_quotas(opened, {(hoa_sen.pk, "units"): None}, by=an)


@pytest.mark.django_db(transaction=True)
def test_a_first_number_set_while_places_are_taken_counts_them(so, hoa_sen, an, binh):
    opened = open_round(so)
    sent, form = submission(opened, hoa_sen), form_of(opened)
    people = [make_worker(make_user(f"Cô {n}"), hoa_sen) for n in range(3)]
    choose = [partial(nominate, sent, Choice(form, one), by=binh) for one in people]

    refused = at_once(*choose, partial(set_quotas, opened, {(hoa_sen.pk, "people"): 1}, by=an))

    assert all(isinstance(one, DomainError | None) for one in refused)
    most = list(Quota.objects.values_list("most", flat=True))
    assert not most or Nomination.objects.count() <= most[0]
    assert Submission.objects.count() == 1
