"""Awards of units that went into others stay theirs and are read by who carries on. S3-29 S3-36"""

import pytest

from phongtrao.awards.access.register import visible_awards
from tests.awards.made import confirmed, recorded
from tests.awards.screens import page
from tests.orgs.test_facts import merge

pytestmark = pytest.mark.django_db


@pytest.fixture
def merged(hoa_sen, binh_minh):
    """Hoa Sen has gone into Bình Minh."""
    merge(hoa_sen, binh_minh)
    hoa_sen.refresh_from_db()
    return hoa_sen


def test_a_school_has_the_awards_of_those_it_follows(merged, binh_minh, an, vinh, chi):
    old = confirmed(merged, an, vinh, decision="3/QĐ")
    confirmed(binh_minh, an, vinh, decision="4/QĐ")

    text = page(chi, "of_unit", binh_minh.pk)
    assert "3/QĐ" in text
    assert "4/QĐ" in text
    assert "Kể cả của các đơn vị tiền thân" in text
    assert merged.name in page(chi, "award", old.pk)
    assert old in visible_awards(chi)


def test_who_keeps_the_heir_writes_down_what_the_former_was_given(merged, chi):
    award = recorded(merged, chi, "advanced_collective")

    assert (award.unit, award.recorded_by) == (merged, chi)
