"""Ways up: what an administrator of little must not come to by giving, resetting, replacing."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from phongtrao.accounts import access as accounts
from phongtrao.accounts import services as account_services
from phongtrao.accounts.models import Role
from phongtrao.documents.access import can_manage_templates
from phongtrao.lib.errors import NotAllowed
from phongtrao.orgs.models import Grant, Line
from phongtrao.orgs.services import NewPerson, NewRole, give_role, hire
from tests.factories import give, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def little(suoi_may):
    """Administrator of one commune, on the line of administration."""
    user = make_user("Lò Văn Nhỏ", "nho")
    give(user, Role.ADMIN, suoi_may, Line.ADMIN)
    return user


def test_a_role_is_not_given_on_a_line_that_leads_outside(so, hoa_sen, giang):
    admin = make_user("Tòng Thị Một", "mot")
    give(admin, Role.ADMIN, so, Line.ADMIN)

    with pytest.raises(NotAllowed, match="Trên tuyến này"):
        give_role(giang, NewRole(Role.ADMIN, so, line=Line.PROF), by=admin)

    assert not Grant.objects.filter(user=giang, role=Role.ADMIN).exists()
    assert give_role(giang, NewRole(Role.FOCAL, so, line=Line.ADMIN), by=admin).role == Role.FOCAL


@pytest.mark.parametrize("line", list(Line))
def test_a_role_within_is_given_on_either_line(hoa, hoa_sen, giang, line):
    assert give_role(giang, NewRole(Role.FOCAL, hoa_sen, line=line), by=hoa).line == line


def test_an_administrator_of_little_does_not_touch_accounts_above(little, an, dung, hoa, binh):
    seen = accounts.visible_accounts(little)

    assert [seen.filter(pk=user.pk).exists() for user in (an, dung, hoa, binh)] == [
        False,
        False,
        False,
        True,
    ]
    with pytest.raises(NotAllowed):
        account_services.reset_password(dung, by=little)
    with pytest.raises(NotAllowed):
        account_services.edit_account(dung, full_name="Ai đó", email="nho@vidu.example", by=little)


# ------------------------------------------------------------------ accounts of no unit


@pytest.fixture
def loose(db):
    return make_user("Quách Văn Rời", "roi")


def test_accounts_of_no_unit_are_kept_at_the_top(little, hoa, loose, giang):
    Grant.objects.filter(user=giang).update(days=DateRange(date(2020, 1, 1), date(2021, 1, 1)))

    kept = {
        by: list(accounts.visible_accounts(by).filter(pk__in=[loose.pk, giang.pk]).order_by("pk"))
        for by in (hoa, little)
    }

    assert kept == {hoa: sorted([loose, giang], key=lambda user: user.pk), little: []}
    with pytest.raises(NotAllowed):
        account_services.reset_password(loose, by=little)


def test_a_person_hired_with_an_account_is_the_units_own_before_any_role(little, hoa, hoa_sen, so):
    new = NewPerson("Kha Thị Mới", "Giáo viên", "public", date(2026, 1, 1), username="moi")
    above = NewPerson("Kha Thị Trên", "Chuyên viên", "civil", date(2026, 1, 1), username="tren")

    own = hire(new, hoa_sen, by=little).issued.user
    other = hire(above, so, by=hoa).issued.user

    assert accounts.get_visible(little, own.pk) == own
    assert not accounts.visible_accounts(little).filter(pk=other.pk).exists()
    assert give_role(own, NewRole(Role.TEACHER, hoa_sen), by=little).user == own


def test_an_account_of_no_unit_is_not_won_by_a_role(little, hoa, hoa_sen, loose):
    with pytest.raises(NotAllowed, match="chưa thuộc đơn vị nào"):
        give_role(loose, NewRole(Role.TEACHER, hoa_sen), by=little)

    assert give_role(loose, NewRole(Role.TEACHER, hoa_sen), by=hoa).user == loose
    assert accounts.visible_accounts(little).filter(pk=loose.pk).exists()


def test_accounts_by_themselves_are_opened_at_the_top(client, little, hoa):
    with pytest.raises(NotAllowed, match="khi thêm người"):
        account_services.open_account("rieng", "Người Riêng", by=little)
    client.force_login(little)
    refused = client.get("/tai-khoan/moi/")

    assert (refused.status_code, "khi thêm người" in refused.content.decode()) == (403, True)
    assert "/tai-khoan/moi/" not in client.get("/tai-khoan/").content.decode()
    assert account_services.open_account("rieng", "Người Riêng", by=hoa).user.username == "rieng"


def test_nobody_gives_roles_to_oneself(little, suoi_may):
    with pytest.raises(NotAllowed):
        give_role(little, NewRole(Role.OFFICE, suoi_may), by=little)


def test_templates_of_all_are_kept_by_the_department_only(little, an, hoa, binh, suoi_may):
    clerk = make_user("Hà Văn Xã", "vanxa")
    give(clerk, Role.OFFICE, suoi_may)

    may = [bool(can_manage_templates(user)) for user in (an, hoa, little, clerk, binh)]

    assert may == [True, True, False, False, False]
