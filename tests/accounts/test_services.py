"""Accounts are opened and kept by an administrator who can reach them."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError

from phongtrao.accounts import services
from phongtrao.accounts.models import Role, User
from phongtrao.accounts.services import create_account, temporary_password
from phongtrao.audit.models import Entry
from phongtrao.lib.errors import NotAllowed, WrongState
from tests.factories import PASSWORD, give, make_user
from tests.threads import at_once


def last_entry():
    return Entry.objects.latest("pk")


# ------------------------------------------------------------------ opening
def test_new_account_has_a_temporary_password_that_must_be_changed(hoa):
    issued = create_account("mai.le", "Lê Thị Mai", email="mai@vidu.example", by=hoa)

    user = User.objects.get(username="mai.le")
    assert user.check_password(issued.password)
    assert (user.must_change_password, user.sort_key != "") == (True, True)
    assert (last_entry().action, last_entry().actor) == ("accounts.created", hoa)


def test_history_never_holds_a_password(hoa):
    issued = create_account("mai.le", "Lê Thị Mai", by=hoa)

    values = last_entry().values
    assert issued.password not in f"{last_entry().data}{values.before}{values.after}"


def test_temporary_passwords_differ_and_can_be_read_out():
    made = {temporary_password() for _n in range(100)}

    assert len(made) == 100
    assert all(re.fullmatch(r"([a-hkmnp-z2-9]{4}-){3}[a-hkmnp-z2-9]{4}", word) for word in made)


@pytest.mark.parametrize("name", ["binh", "BINH"])
def test_account_name_is_taken_once_whatever_its_case(hoa, binh, name):
    with pytest.raises(ValidationError) as error:
        create_account(name, "Người Khác", by=hoa)

    assert any("đã" in message for message in error.value.messages)


@pytest.mark.parametrize("who", ["an", "dung", "binh", "khanh"])
def test_only_administrators_open_accounts(request, who):
    with pytest.raises(NotAllowed, match="Chỉ quản trị viên"):
        create_account("moi", "Người Mới", by=request.getfixturevalue(who))

    assert not User.objects.filter(username="moi").exists()


# ------------------------------------------------------------------ keeping
def test_edit_keeps_order_and_search_in_step_with_the_name(hoa, binh):
    services.edit_account(binh, full_name="Trần Văn Đức", email=binh.email, by=hoa)

    binh.refresh_from_db()
    assert binh.search_text == "tran van duc binh"
    values = last_entry().values
    assert (values.before, values.after) == (
        {"full_name": "Trần Văn Bình"},
        {"full_name": "Trần Văn Đức"},
    )


def test_edit_that_changes_nothing_leaves_no_line(hoa, binh):
    before = Entry.objects.count()

    services.edit_account(binh, full_name=binh.full_name, email=binh.email, by=hoa)

    assert Entry.objects.count() == before


def test_deactivated_people_are_out_with_the_next_page(client, hoa, binh):
    client.force_login(binh)

    services.deactivate(binh, by=hoa)

    assert client.get("/thong-bao/").url.startswith("/tai-khoan/dang-nhap/")


def test_nobody_locks_oneself_out(hoa):
    with pytest.raises(NotAllowed, match="tự khóa"):
        services.deactivate(hoa, by=hoa)


@pytest.mark.parametrize("who", ["an", "binh", "chi"])
def test_others_may_not_touch_accounts(request, giang, who):
    by = request.getfixturevalue(who)

    for deed in (services.deactivate, services.reset_password, services.reset_second_factor):
        with pytest.raises(NotAllowed):
            deed(giang, by=by)


def test_an_administrator_of_a_commune_cannot_reach_the_director(dung, giang, suoi_may):
    local = make_user("Phan Thị Thu", "thu")
    give(local, Role.ADMIN, suoi_may)

    services.reset_password(giang, by=local)
    with pytest.raises(NotAllowed, match="quản trị viên của đơn vị"):
        services.reset_password(dung, by=local)

    dung.refresh_from_db()
    assert dung.check_password(PASSWORD)


def test_reset_password_ends_the_old_one(hoa, binh):
    issued = services.reset_password(binh, by=hoa)

    binh.refresh_from_db()
    assert binh.check_password(issued.password)
    assert not binh.check_password(PASSWORD)
    assert binh.must_change_password


def test_ones_own_password_is_not_reset_here(hoa):
    with pytest.raises(NotAllowed, match="Tài khoản của tôi"):
        services.reset_password(hoa, by=hoa)


def test_reset_second_factor_forgets_codes_and_says_when_there_are_none(hoa, binh):
    Authenticator.objects.create(user=binh, type=Authenticator.Type.TOTP, data={"secret": "x"})

    services.reset_second_factor(binh, by=hoa)

    assert Authenticator.objects.count() == 0
    with pytest.raises(WrongState, match="không dùng xác thực hai bước"):
        services.reset_second_factor(binh, by=hoa)


def test_preferences_are_ones_own(binh):
    services.save_preferences(binh, wants_mail=False)

    binh.refresh_from_db()
    assert binh.wants_mail is False
    assert last_entry().values.after == {"wants_mail": False}


@pytest.mark.django_db(transaction=True)
def test_two_administrators_deactivate_at_once_and_one_is_told(hoa, binh, so):
    second = make_user("Phan Thị Thu", "thu")
    give(second, Role.ADMIN, so, "prof")

    def act(by):
        return lambda: services.deactivate(User.objects.get(pk=binh.pk), by=by)

    faults = [type(fault) for fault in at_once(act(hoa), act(second)) if fault]

    assert len(faults) == 1
    assert faults[0] in (WrongState, NotAllowed)  # told before the update, or by it
    assert Entry.objects.filter(action="accounts.deactivated").count() == 1
