"""Roles that must use a second factor."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP

SET_UP = "/tai-khoan/hai-buoc/bat/"


@pytest.fixture(autouse=True)
def _demanded(settings):
    settings.SECOND_FACTOR_ROLES = frozenset({"head"})


def test_whose_role_demands_it_sets_it_up_first(client, binh, lan):
    client.force_login(binh)
    assert client.get("/thong-bao/").url == SET_UP
    assert client.get(SET_UP).status_code in (200, 302)  # perhaps “is it really you?”

    client.force_login(lan)
    assert client.get("/thong-bao/").status_code == 200


def test_who_has_it_is_let_through(client, binh):
    TOTP.activate(binh, "JBSWY3DPEHPK3PXP")
    client.force_login(binh)

    assert client.get("/thong-bao/").status_code == 200


def test_one_may_always_leave(client, binh):
    client.force_login(binh)

    client.post("/tai-khoan/dang-xuat/")

    assert "_auth_user_id" not in client.session


def test_nobody_is_asked_unless_a_role_demands_it(client, binh, settings):
    settings.SECOND_FACTOR_ROLES = frozenset()
    client.force_login(binh)

    assert client.get("/thong-bao/").status_code == 200
