"""any_of: many keys as one array."""

import pytest

from phongtrao.orgs.models import Grant, Unit

pytestmark = pytest.mark.django_db


def test_any_of_finds_what_in_finds_and_nothing_for_no_keys(so, hoa_sen, binh_minh):
    named = Unit.objects.filter(pk__any_of={so.pk, hoa_sen.pk})

    assert set(named) == {so, hoa_sen}
    assert not Unit.objects.filter(pk__any_of=[]).exists()


def test_any_of_goes_by_the_key_of_a_relation(so, an, binh):
    grants = Grant.objects.filter(user__any_of=(user.pk for user in (an,)))

    assert {grant.user_id for grant in grants} == {an.pk}
