import pytest

from tests.factories import make_user
from tests.initiatives.made import make_round, make_worker


@pytest.fixture
def round_(so, an):
    return make_round(so, an)


@pytest.fixture
def giang_at_work(giang, hoa_sen):
    return make_worker(giang, hoa_sen)


@pytest.fixture
def tuyet(hoa_sen):
    """A colleague of Giang without any role: a co-author."""
    user = make_user("Lý Ánh Tuyết", "tuyet")
    make_worker(user, hoa_sen)
    return user
