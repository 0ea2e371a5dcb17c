"""Criteria of plan 000, read from its own text, decided over tasks and initiatives that are there. S0-43 S0-44 S0-47"""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone

from phongtrao.lib import facts
from phongtrao.lib.facts import Subject
from phongtrao.lib.rules import CATALOGUE, Occasion, Outcome, decide
from phongtrao.reader import read_plan
from phongtrao.reader.drafting import draft_rule, join_all
from phongtrao.research.models import ResearchTask
from phongtrao.research.services.deciding import bring_to_council
from tests.reader.conftest import plans  # noqa: F401 -- fixture
from tests.recognition.made import make_creation
from tests.research.deciding import decide as judge
from tests.research.deciding import said
from tests.research.made import TODAY, bring_to_acceptance, run

pytestmark = pytest.mark.django_db
MET, NOT_MET = Outcome.MET, Outcome.NOT_MET
NOW = Occasion(on=TODAY, year=TODAY.year, period=(TODAY.year - 2, TODAY.year))


@dataclass(frozen=True)
class Kept:
    """What the apps publish of one subject, asked of the database."""

    kind: Subject
    subject: int

    def facts(self, tally, days):
        name = CATALOGUE[tally.fact].providers[self.kind]
        with connection.cursor() as cursor:
            found = facts.facts_of(cursor, name, self.subject, until=TODAY, **dict(tally.where))
            return tuple(found)

    def declared(self, statement):
        return None

    def complete_since(self, fact):
        return None


@pytest.fixture(scope="module")
def rules(plans):  # noqa: F811 -- the fixture above
    """[(what it says, rule)] of the measurable criteria of plan 000, in their order."""
    criteria = read_plan(plans / "000.txt").plan["criteria"]
    return [draft_rule(one) for one in criteria if one["measurable"]]


def outcome(rule, kind, subject, now=NOW):
    return decide(rule, Kept(kind, subject.pk), now).outcome


@pytest.fixture
def accepted(task, council, seven, an):
    """accepted("60", "40", "excellent"): the shares of lead and mate, what the council says."""

    def judged(*shares, word="excellent") -> ResearchTask:
        run(task, an)
        bring_to_acceptance(task, an, *shares)
        judge(seven, bring_to_council(task, council, by=an).case, **said(word))
        task.refresh_from_db()
        return task

    return judged


def test_a_unit_that_hosted_a_task_accepted_in_the_city(
    rules, accepted, hoa_sen, binh_minh
):  # S0-44
    rule = rules[2]
    assert outcome(rule, Subject.UNIT, hoa_sen) == NOT_MET
    accepted("60", "40", word="good")

    assert outcome(rule, Subject.UNIT, hoa_sen) == MET
    assert outcome(rule, Subject.UNIT, binh_minh) == NOT_MET
    before = Occasion(on=TODAY, year=TODAY.year - 1, period=(TODAY.year - 3, TODAY.year - 1))
    assert outcome(rule, Subject.UNIT, hoa_sen, before) == NOT_MET


def test_a_task_of_the_base_or_one_that_failed_does_not_count(rules, accepted, hoa_sen, task):
    accepted("60", "40", word="failed")
    assert outcome(rules[2], Subject.UNIT, hoa_sen) == NOT_MET
    ResearchTask.objects.update(
        level="base",
        passed=True,
        rating="excellent",
        status="accepted",
        shares_fixed_at=timezone.now(),
    )

    assert outcome(rules[2], Subject.UNIT, hoa_sen) == NOT_MET


def test_forty_percent_of_a_task_that_passed(rules, accepted, lead, mate):  # S0-47
    both = join_all(rules[3:5])
    assert outcome(both, Subject.PERSON, lead) == NOT_MET
    accepted("60.01", "39.99")

    assert outcome(both, Subject.PERSON, lead) == MET
    assert outcome(both, Subject.PERSON, mate) == NOT_MET
    verdict = decide(rules[3], Kept(Subject.PERSON, lead.pk), NOW)
    assert (verdict.found, verdict.facts[0].date) == (Decimal("60.01"), TODAY)


def test_forty_percent_to_the_point_is_enough(rules, accepted, mate):
    accepted("60", "40")

    assert outcome(rules[3], Subject.PERSON, mate) == MET


def test_an_initiative_of_the_city_each_year_of_the_office(rules, so, lead):  # S0-43
    rule = rules[1]
    over = Occasion(on=TODAY, year=TODAY.year - 1, period=(TODAY.year - 2, TODAY.year - 1))
    days = [TODAY.replace(year=TODAY.year - back, month=3, day=2) for back in (1, 2)]
    make_creation(so, {lead: 100}, days[0], "province")
    make_creation(so, {lead: 100}, days[1], "base", title="Chỉ cấp cơ sở")
    assert outcome(rule, Subject.UNIT, so, over) == NOT_MET
    make_creation(so, {lead: 100}, days[1] + timedelta(days=1), "province", title="Cấp thành phố")

    assert outcome(rule, Subject.UNIT, so, over) == MET
