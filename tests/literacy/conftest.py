"""What every test of digital literacy begins with: An's framework and bank, Giang who takes the test."""

import pytest

from tests.literacy.made import make_bank, make_framework, make_quiz, make_worker


@pytest.fixture
def framework(so, an):
    return make_framework(so, an)


@pytest.fixture
def bank(framework, an):
    return make_bank(framework, an)


@pytest.fixture
def quiz(bank, an):
    return make_quiz(bank, an)


@pytest.fixture
def teacher(giang, hoa_sen):
    """Giang as a person with a post at Hoa Sen."""
    return make_worker(giang, hoa_sen)
