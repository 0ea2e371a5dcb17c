import pytest

from tests.indicators.measured import open_to, ratio, yes_no


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def signing(so, an):
    return yes_no(so, an)


@pytest.fixture
def share(so, an):
    return ratio(so, an, jump_percent=50)


@pytest.fixture
def round_(so, an, signing, share, hoa_sen, binh_minh):
    return open_to(so, an, signing, share)
