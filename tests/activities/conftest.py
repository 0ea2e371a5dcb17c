"""What tests of activities begin with: Giang as a person with a post at Hoa Sen."""

import pytest

from tests.literacy.made import make_worker


@pytest.fixture
def teacher(giang, hoa_sen):
    return make_worker(giang, hoa_sen)
