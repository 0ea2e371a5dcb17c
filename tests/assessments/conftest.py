import pytest

from phongtrao.accounts.models import Role, User
from phongtrao.orgs.models import Line
from tests.assessments.made import opened
from tests.factories import give, make_user


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def vy(so) -> User:
    """A second officer of the Sở."""
    user = make_user("Võ Thúy Vy", "vy")
    give(user, Role.OFFICE, so, Line.PROF)
    return user


@pytest.fixture
def campaign(so, an, hoa_sen, binh_minh, thpt):
    return opened(so, an)
