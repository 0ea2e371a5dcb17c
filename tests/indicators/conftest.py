import pytest

from phongtrao.orgs.models import Unit
from tests.factories import make_unit
from tests.indicators.measured import open_to, ratio, yes_no

K = Unit.Kind


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


@pytest.fixture
def land():
    """A Sở, two communes, three schools in them; all schools stand right below the Sở in their work."""
    province = make_unit("UBND tỉnh Sông Ngân", K.PROVINCE)
    so = make_unit("Sở Giáo dục và Đào tạo", K.DEPARTMENT, admin=province)
    names = ("An Hòa", "Bình Minh")
    xa = [make_unit(f"Xã {one}", K.COMMUNE, admin=province, prof=so) for one in names]
    where = {"A": xa[0], "B": xa[0], "C": xa[1]}
    schools = {
        name: make_unit(f"Trường {name}", K.SCHOOL, admin=one, prof=so, level="lower")
        for name, one in where.items()
    }
    return {"province": province, "so": so, "xa": xa} | schools
