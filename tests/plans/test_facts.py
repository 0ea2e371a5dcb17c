"""“Own plan issued in the period”: what it counts, with predecessors, and one unit like all. S0-41, S1-82"""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from phongtrao.documents.models import DocumentKind, OfficialDocument
from phongtrao.lib import facts
from phongtrao.orgs.forest import Merge
from phongtrao.orgs.services import Order, reorganise
from phongtrao.plans.facts import PUBLISHED
from phongtrao.plans.models import Plan
from tests.factories import make_unit
from tests.orgs.people_work import ask, explain

NAME = "plans.own_plan_issued"
YEAR = {"since": date(2026, 1, 1), "until": date(2026, 12, 31)}


def issued(unit, day, *, parent=None, status="published", title="Kế hoạch", **more):
    """In force by the paper of that day."""
    paper = OfficialDocument.objects.create(
        kind=DocumentKind.PLAN, abstract=title, issuer=unit, issued_on=day
    )
    return Plan.objects.create(
        title=title, owner=unit, parent=parent, status=status, document=paper, starts_on=day, **more
    )


def test_plans_issued_in_the_period_count_by_the_day_of_their_paper(so, hoa_sen):
    above = issued(so, date(2026, 1, 5))
    first = issued(hoa_sen, date(2026, 2, 1), parent=above)
    issued(hoa_sen, date(2025, 12, 31))
    alone = issued(hoa_sen, date(2026, 12, 31))

    found = explain(NAME, hoa_sen, **YEAR)

    assert [(fact.date, fact.value, fact.evidence) for fact in found] == [
        (date(2026, 2, 1), above.pk, (f"plans.plan:{first.pk}",)),
        (date(2026, 12, 31), None, (f"plans.plan:{alone.pk}",)),
    ]


def test_drafts_and_lists_of_orders_are_no_plans_issued(hoa_sen):
    issued(hoa_sen, date(2026, 2, 1), status="draft")
    issued(hoa_sen, date(2026, 2, 1), orders_of=2026)

    assert ask(NAME, hoa_sen, **YEAR) == []


def test_without_a_paper_the_day_is_that_of_its_publication_in_vietnam(hoa_sen):
    Plan.objects.create(
        title="Không ghi văn bản",
        owner=hoa_sen,
        status="closed",
        starts_on=date(2026, 1, 1),
        published_at=datetime(2026, 3, 1, 20, tzinfo=UTC),
    )

    assert ask(NAME, hoa_sen, **YEAR) == [(date(2026, 3, 2), None)]


def test_those_that_carry_a_plan_out_at_any_depth(so, suoi_may, hoa_sen):
    above = issued(so, date(2026, 1, 5))
    commune = issued(suoi_may, date(2026, 2, 1), parent=above)
    issued(hoa_sen, date(2026, 3, 1), parent=commune)
    issued(hoa_sen, date(2026, 4, 1))

    assert ask(NAME, hoa_sen, carries_out=above.pk, **YEAR) == [(date(2026, 3, 1), commune.pk)]
    assert ask(NAME, so, carries_out=above.pk, **YEAR) == []


def test_what_a_merged_unit_issued_counts_for_its_heir(hoa_sen, binh_minh):
    issued(hoa_sen, date(2025, 3, 1), status="closed")
    reorganise(Order("Sáp nhập", date(2025, 7, 1), (Merge((hoa_sen.pk,), binh_minh.pk),)), by=None)
    period = {"since": date(2025, 1, 1), "until": date(2025, 12, 31)}

    assert ask(NAME, binh_minh, **period) == [(date(2025, 3, 1), None)]
    assert ask(NAME, binh_minh, with_predecessors=False, **period) == []


lives = st.lists(
    st.tuples(
        st.integers(0, 3), st.integers(0, 400), st.sampled_from(["draft", "published", "closed"])
    ),
    max_size=8,
)


@pytest.mark.django_db
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(life=lives)
def test_one_unit_and_a_population_answer_the_same(so, life):
    units = [make_unit(f"Trường số {number}", admin=so) for number in range(4)]
    for place, day, status in life:
        issued(units[place], date.fromordinal(date(2025, 12, 1).toordinal() + day), status=status)
    keys = [unit.pk for unit in units]

    for provider in PUBLISHED:
        with connection.cursor() as cursor:
            single = {f for key in keys for f in facts.facts_of(cursor, provider.name, key, **YEAR)}
            every = list(facts.facts_of_all(cursor, provider.name, facts.these(keys), **YEAR))
        assert set(every) == single
        assert len(every) == len(single)
