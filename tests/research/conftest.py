"""A task of Hoa Sen's that the Sở manages, Giang who leads it, Lan who works with her; a council of seven."""

import pytest

from tests.councils.cast import seven  # noqa: F401 -- fixture
from tests.literacy.made import make_worker
from tests.research.made import join, judge_science, make_task


@pytest.fixture
def lead(giang, hoa_sen):
    return make_worker(giang, hoa_sen)


@pytest.fixture
def mate(lan, hoa_sen):
    return make_worker(lan, hoa_sen)


@pytest.fixture
def task(so, hoa_sen, lan, lead, mate):
    """Of the new regime, proposed by the focal person."""
    found = make_task(so, hoa_sen, lan)
    join(found, lead, lan, "lead")
    join(found, mate, lan)
    return found


@pytest.fixture
def council(seven):  # noqa: F811 -- the fixture above
    return judge_science(seven.council)
