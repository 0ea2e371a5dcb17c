"""What tests of activities begin with: Giang as a person with a post at Hoa Sen."""

import pytest

from phongtrao.activities.services.teams import Team
from tests.activities.inspected import concluded, decided
from tests.factories import make_user
from tests.literacy.made import make_worker


@pytest.fixture
def teacher(giang, hoa_sen):
    return make_worker(giang, hoa_sen)


@pytest.fixture
def team(so, khanh):
    """Khánh heads, a clerk of the Sở writes."""
    clerk = make_user("Vi Thị Thư", "thuky")
    head = make_worker(khanh, so, "Chuyên viên")
    return Team(head, make_worker(clerk, so, "Chuyên viên"))


@pytest.fixture
def on_site(so, hoa_sen, an, team):
    return decided(so, hoa_sen, an, team)


@pytest.fixture
def done(so, hoa_sen, an, team):
    return concluded(so, hoa_sen, an, team)
