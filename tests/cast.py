"""The people every test knows, in a province of two communes. Loaded by conftest.

| fixture | who | role |
|---|---|---|
| an    | Lê Thu An       | movement office of the Sở |
| dung  | Phạm Quang Dũng | director of the Sở |
| binh  | Trần Văn Bình   | head of the lower secondary school Hoa Sen (commune Suối Mây) |
| lan   | Đỗ Ngọc Lan     | focal person of the same school |
| giang | Vũ Thị Giang    | teacher of the same school |
| chi   | Ngô Kim Chi     | head of another school (Bình Minh, commune Đồi Thông) |
| lam   | Bùi Đức Lâm     | head of the commune Suối Mây |
| khanh | Hồ Gia Khánh    | inspector of the Sở |
| hoa   | Mai Thanh Hòa   | administrator |
| tam   | Đinh Thị Tâm    | personnel officer of the Sở |
| nho   | Lò Văn Nhỏ      | personnel officer of the commune Đồi Thông |
"""

import pytest

from phongtrao.accounts.models import Role, User
from phongtrao.orgs.models import Line, Unit
from tests.factories import give, make_unit, make_user


@pytest.fixture
def province(db) -> Unit:
    return make_unit("UBND tỉnh Sông Ngân", Unit.Kind.PROVINCE)


@pytest.fixture
def so(province) -> Unit:
    return make_unit("Sở Giáo dục và Đào tạo Sông Ngân", Unit.Kind.DEPARTMENT, admin=province)


@pytest.fixture
def suoi_may(province, so) -> Unit:
    return make_unit("Xã Suối Mây", Unit.Kind.COMMUNE, admin=province, prof=so)


@pytest.fixture
def doi_thong(province, so) -> Unit:
    return make_unit("Phường Đồi Thông", Unit.Kind.COMMUNE, admin=province, prof=so)


@pytest.fixture
def hoa_sen(suoi_may, so) -> Unit:
    return make_unit("Trường THCS Hoa Sen", admin=suoi_may, prof=so, level=Unit.Level.LOWER)


@pytest.fixture
def binh_minh(doi_thong, so) -> Unit:
    return make_unit(
        "Trường Tiểu học Bình Minh", admin=doi_thong, prof=so, level=Unit.Level.PRIMARY
    )


@pytest.fixture
def thpt(so) -> Unit:
    return make_unit("Trường THPT Sông Ngân", admin=so, level=Unit.Level.UPPER)


@pytest.fixture
def an(so) -> User:
    user = make_user("Lê Thu An", "an")
    give(user, Role.OFFICE, so, Line.PROF)
    return user


@pytest.fixture
def dung(so) -> User:
    user = make_user("Phạm Quang Dũng", "dung")
    give(user, Role.LEADER, so, Line.PROF)
    return user


@pytest.fixture
def binh(hoa_sen) -> User:
    user = make_user("Trần Văn Bình", "binh")
    give(user, Role.HEAD, hoa_sen)
    return user


@pytest.fixture
def lan(hoa_sen) -> User:
    user = make_user("Đỗ Ngọc Lan", "lan")
    give(user, Role.FOCAL, hoa_sen)
    return user


@pytest.fixture
def giang(hoa_sen) -> User:
    user = make_user("Vũ Thị Giang", "giang")
    give(user, Role.TEACHER, hoa_sen)
    return user


@pytest.fixture
def chi(binh_minh) -> User:
    user = make_user("Ngô Kim Chi", "chi")
    give(user, Role.HEAD, binh_minh)
    return user


@pytest.fixture
def lam(suoi_may) -> User:
    user = make_user("Bùi Đức Lâm", "lam")
    give(user, Role.HEAD, suoi_may)
    return user


@pytest.fixture
def khanh(so) -> User:
    user = make_user("Hồ Gia Khánh", "khanh")
    give(user, Role.AUDITOR, so, Line.PROF)
    return user


@pytest.fixture
def hoa(so) -> User:
    user = make_user("Mai Thanh Hòa", "hoa")
    give(user, Role.ADMIN, so, Line.PROF)
    return user


@pytest.fixture
def tam(so) -> User:
    user = make_user("Đinh Thị Tâm", "tam")
    give(user, Role.PERSONNEL, so, Line.PROF)
    return user


@pytest.fixture
def nho(doi_thong) -> User:
    user = make_user("Lò Văn Nhỏ", "nho")
    give(user, Role.PERSONNEL, doi_thong)
    return user
