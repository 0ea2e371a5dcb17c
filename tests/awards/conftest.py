"""Giang of Hoa Sen, who is given things; Vinh, a second person of the office of the Sở."""

import pytest

from phongtrao.accounts.models import Role
from phongtrao.orgs.models import Line
from tests.factories import give, make_user
from tests.literacy.made import make_worker


@pytest.fixture
def teacher(giang, hoa_sen):
    return make_worker(giang, hoa_sen)


@pytest.fixture
def vinh(so):
    user = make_user("Cao Thế Vinh", "vinh")
    give(user, Role.OFFICE, so, Line.PROF)
    return user
