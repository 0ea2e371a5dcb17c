import pytest

from tests.reports.asked import ask, make_request


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def request_(so, an):
    return make_request(so, an)


@pytest.fixture
def answer(request_, an, hoa_sen):
    return ask(request_, an, hoa_sen)[0]
