"""The demo's register of awards."""

from collections import Counter

import pytest

from phongtrao.awards.models import Award, CompleteSince
from phongtrao.demo.awards import write_awards
from phongtrao.demo.load import load_province

pytestmark = pytest.mark.django_db


def test_the_demo_has_titles_of_seven_years_one_revoked_and_two_that_wait():
    write_awards(load_province("school", seed=1))

    states = Counter(Award.objects.values_list("status", flat=True))
    assert states == {"confirmed": 73, "revoked": 1, "waiting": 2}
    assert Award.objects.values("period").distinct().count() == 7
    assert CompleteSince.objects.count() == 2
