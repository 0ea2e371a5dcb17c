"""Ways up: what an administrator of little must not come to by giving, resetting, replacing."""

import pytest

from phongtrao.accounts import access as accounts
from phongtrao.accounts import services as account_services
from phongtrao.accounts.models import Role
from phongtrao.documents.access import can_manage_templates
from phongtrao.lib.errors import NotAllowed
from phongtrao.orgs.models import Grant, Line
from phongtrao.orgs.services import give_role
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
        give_role(giang, Role.ADMIN, so, line=Line.PROF, by=admin)

    assert not Grant.objects.filter(user=giang, role=Role.ADMIN).exists()
    assert give_role(giang, Role.FOCAL, so, line=Line.ADMIN, by=admin).role == Role.FOCAL


@pytest.mark.parametrize("line", list(Line))
def test_a_role_within_is_given_on_either_line(hoa, hoa_sen, giang, line):
    assert give_role(giang, Role.FOCAL, hoa_sen, line=line, by=hoa).line == line


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


def test_nobody_gives_roles_to_oneself(little, suoi_may):
    with pytest.raises(NotAllowed):
        give_role(little, Role.OFFICE, suoi_may, by=little)


def test_templates_of_all_are_kept_by_the_department_only(little, an, hoa, binh, suoi_may):
    clerk = make_user("Hà Văn Xã", "vanxa")
    give(clerk, Role.OFFICE, suoi_may)

    may = [bool(can_manage_templates(user)) for user in (an, hoa, little, clerk, binh)]

    assert may == [True, True, False, False, False]
