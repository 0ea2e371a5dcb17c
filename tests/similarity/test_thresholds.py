"""From which share copied what is proposed: whose levels hold for a unit on a day."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from phongtrao.similarity.law import Levels, shipped_levels
from phongtrao.similarity.models import Threshold, ThresholdLevels
from phongtrao.similarity.queries.thresholds import percent_of, thresholds_for

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)
OWN = Levels(look=10, ask=20, refuse=40, drafts_a_day=5, linked=25, basis="Công văn 12")


def keep(owner, since=DAY, **changed):
    threshold, _made = Threshold.objects.get_or_create(owner=owner)
    levels = {name: getattr(OWN, name) for name in OWN.__slots__} | changed
    row = ThresholdLevels(threshold=threshold, holds_from=since, **levels)
    row.full_clean()
    row.save()


def held(unit, day=DAY):
    found = thresholds_for(unit, day)
    return found.look, found.ask, found.refuse, found.owner


def test_the_shipped_ones_hold_until_an_office_sets_its_own(hoa_sen, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = thresholds_for(hoa_sen, DAY)

    levels, _is_to_be_checked = shipped_levels()
    assert (found.look, found.ask, found.refuse) == (levels.look, levels.ask, levels.refuse)
    assert (found.drafts_a_day, found.linked, found.basis) == (3, 30, levels.basis)
    assert (found.owner, found.since, found.is_to_be_checked) == (None, None, True)


def test_those_of_the_nearest_office_above_hold_for_a_school(so, suoi_may, hoa_sen, binh_minh):
    keep(so)
    keep(suoi_may, look=12)

    # The Sở stands as near to its schools as their commune: the administrative line decides.
    assert held(hoa_sen) == (12, 20, 40, suoi_may)
    assert held(binh_minh) == (10, 20, 40, so)
    assert held(so) == (10, 20, 40, so)


def test_a_school_of_its_own_mind_comes_before_all_above(so, hoa_sen):
    keep(so)
    keep(hoa_sen, look=18)

    assert held(hoa_sen) == (18, 20, 40, hoa_sen)


def test_what_is_set_below_does_not_hold_above_or_beside(suoi_may, hoa_sen, binh_minh, so):
    keep(hoa_sen)

    assert [held(unit)[-1] for unit in (so, suoi_may, binh_minh)] == [None, None, None]


def test_each_day_keeps_what_held_on_it(so, hoa_sen, django_assert_num_queries):
    keep(so)
    keep(so, since=DAY + timedelta(days=10), look=14, drafts_a_day=0)
    days = [-1, 0, 9, 10]

    with django_assert_num_queries(4):
        found = [thresholds_for(hoa_sen, DAY + timedelta(days=one)) for one in days]

    assert [one.look for one in found] == [15, 10, 10, 14]
    assert [one.since and (one.since - DAY).days for one in found] == [None, 0, 0, 10]
    assert [one.drafts_a_day for one in found] == [3, 5, 5, 0]


def test_a_share_proposes_the_highest_step_it_reaches_in_whole_percent(so):
    keep(so, look=10, ask=29, refuse=58)
    thresholds = thresholds_for(so, DAY)
    shares = [0.0, 0.0999, 0.10, 0.2899, 0.29, 0.5799, 0.58, 1.0]

    assert [thresholds.step(share) for share in shares] == [
        "", "", "look", "look", "ask", "ask", "refuse", "refuse",
    ]  # fmt: skip
    assert [percent_of(share) for share in shares] == [0, 9, 10, 28, 29, 57, 58, 100]


@pytest.mark.parametrize("wrong", [{"look": 21}, {"ask": 41}, {"refuse": 101}, {"linked": 101}])
def test_levels_that_do_not_rise_or_pass_a_hundred_are_refused(so, wrong):
    with pytest.raises(ValidationError):
        keep(so, **wrong)


def test_who_gives_up_its_own_goes_back_to_those_above_from_that_day(so, suoi_may, hoa_sen):
    keep(so)
    keep(hoa_sen, look=18)
    keep(hoa_sen, since=DAY + timedelta(days=10), look=18, is_given_up=True)
    keep(hoa_sen, since=DAY + timedelta(days=20), look=17)

    found = [held(hoa_sen, DAY + timedelta(days=one)) for one in (9, 10, 20)]

    assert [(one[0], one[-1]) for one in found] == [(18, hoa_sen), (10, so), (17, hoa_sen)]
