"""Asking people in: by a link in a real mail, by a printed slip; and what nobody can do with either."""

import re
from datetime import timedelta

import pypdfium2
import pytest
from django.core.cache import cache
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from phongtrao.accounts import invitations
from phongtrao.accounts.invitations import (
    NotSent,
    accept_invitation,
    deliver,
    invite_by_mail,
    print_slips,
    withdraw_invitation,
)
from phongtrao.accounts.models import Invitation, Role, User
from phongtrao.accounts.resets import use_code
from phongtrao.accounts.services import deactivate
from phongtrao.audit.models import Entry, EntryValues
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.lib.text import nfc
from tests.factories import give, make_user
from tests.notifications.smtp import mail_server, words
from tests.threads import at_once

NEW = "Một-mật-khẩu-khác-2026"
LISTS = ("/tai-khoan/loi-moi/", "/tai-khoan/loi-moi/moi/")
MAIL, SLIPS = "/tai-khoan/loi-moi/moi/thu/", "/tai-khoan/loi-moi/moi/phieu/"
USE = "/tai-khoan/mat-khau/ma/"


@pytest.fixture(autouse=True)
def _no_earlier_attempts(db):
    cache.clear()


@pytest.fixture
def postman(settings):
    with mail_server() as postman:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", postman.port
        settings.SITE_URL = "http://testserver"
        yield postman


@pytest.fixture
def moi(hoa_sen):
    """A teacher nobody has signed in as."""
    user = make_user("Phan Thị Mới", "moi")
    give(user, Role.TEACHER, hoa_sen)
    return user


def link_of(letter):
    return re.search(r"http://testserver(/\S+)", words(letter))[1]


def invited(moi, hoa, postman):
    invitation = invite_by_mail(moi, by=hoa)
    deliver(invitation.pk)
    return invitation, link_of(postman.letters[-1])


# ------------------------------------------------------------------ by mail
def test_the_link_in_the_mail_sets_the_password_once(moi, hoa, postman, client):
    _invitation, link = invited(moi, hoa, postman)
    assert words(postman.letters[0]).startswith("Kính gửi Phan Thị Mới")
    assert "đặt mật khẩu cho tên đăng nhập “moi”" in client.get(link).content.decode()

    answer = client.post(link, {"password1": NEW, "password2": NEW})

    assert answer.url == "/tai-khoan/dang-nhap/"
    assert "_auth_user_id" not in client.session  # a second factor would still be asked for
    moi.refresh_from_db()
    assert (moi.check_password(NEW), moi.must_change_password) == (True, False)
    again = client.post(link, {"password1": NEW + "x", "password2": NEW + "x"})
    assert again.status_code == 410
    assert Entry.objects.filter(action="accounts.invitation_accepted").count() == 1


def test_the_secret_is_stored_nowhere(moi, hoa, postman):
    invitation, link = invited(moi, hoa, postman)
    token = link.rstrip("/").rsplit("/", 1)[1]
    invitation.refresh_from_db()

    kept = [
        *Invitation.objects.values_list("code_hash", "error"),
        *ProcrastinateJob.objects.values_list("args"),
        *Entry.objects.values_list("data"),
        *EntryValues.objects.values_list("after"),
    ]
    assert token not in str(kept)
    assert len(invitation.code_hash) == 64


def test_looking_uses_nothing_up(moi, hoa, postman, client):
    """Mail programs open links before people do."""
    _invitation, link = invited(moi, hoa, postman)

    assert [client.get(link).status_code for _n in range(3)] == [200, 200, 200]
    assert accept_invitation(link.rstrip("/").rsplit("/", 1)[1], NEW) == moi


@pytest.mark.parametrize("token", ["abc", "x" * 43, "..%2f..%2f", "0" * 500])
def test_invented_links_say_no_more_than_dead_ones(client, db, token):
    answer = client.get(f"/tai-khoan/nhan-loi-moi/{token}/")

    assert answer.status_code in (404, 410)
    assert "moi" not in answer.content.decode().replace("loi-moi", "")


def test_a_weak_password_is_refused_and_the_link_stays(moi, hoa, postman, client):
    _invitation, link = invited(moi, hoa, postman)

    page = client.post(link, {"password1": "1234", "password2": "1234"})

    assert page.status_code == 200
    assert client.post(link, {"password1": NEW, "password2": NEW}).status_code == 302


@pytest.mark.parametrize("spoil", ["withdrawn", "expired", "inactive", "came", "made by nobody"])
def test_a_link_ends(moi, hoa, postman, client, spoil):
    invitation, link = invited(moi, hoa, postman)
    if spoil == "withdrawn":
        withdraw_invitation(invitation, by=hoa)
    elif spoil == "expired":
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif spoil == "inactive":
        deactivate(moi, by=hoa)
    elif spoil == "came":
        User.objects.filter(pk=moi.pk).update(last_login=timezone.now())
    else:
        hoa.grants.all().delete()

    answer = client.post(link, {"password1": NEW, "password2": NEW})

    assert answer.status_code == 410
    moi.refresh_from_db()
    assert not moi.check_password(NEW)


def test_a_second_invitation_ends_the_first(moi, hoa, postman, client):
    _first, old = invited(moi, hoa, postman)
    _second, link = invited(moi, hoa, postman)

    assert client.get(old).status_code == 410
    assert client.get(link).status_code == 200


def test_a_refusing_server_is_a_retry_and_shows(moi, hoa, postman, client):
    postman.refuse = "550 day"
    invitation = invite_by_mail(moi, by=hoa)

    with pytest.raises(NotSent):
        deliver(invitation.pk)

    invitation.refresh_from_db()
    assert (invitation.sent_at, invitation.code_hash) == (None, "")
    client.force_login(hoa)
    assert "Gửi không được" in client.get(LISTS[0]).content.decode()
    postman.refuse = ""
    deliver(invitation.pk)
    deliver(invitation.pk)
    assert len(postman.letters) == 1


@pytest.mark.django_db(transaction=True)
def test_two_accept_at_once_and_one_wins(moi, hoa, postman):
    _invitation, link = invited(moi, hoa, postman)
    token = link.rstrip("/").rsplit("/", 1)[1]

    outcomes = at_once(
        lambda: accept_invitation(token, f"{NEW}1"), lambda: accept_invitation(token, f"{NEW}2")
    )

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["BadInput", "NoneType"]


# ------------------------------------------------------------------ by slip
def test_a_slip_sets_the_password_once(moi, hoa):
    [slip] = print_slips([moi], by=hoa)

    assert use_code("moi", slip.code.lower(), NEW) == moi
    with pytest.raises(BadInput):
        use_code("moi", slip.code, NEW)


def test_guessing_a_slip_stops_after_five_tries(moi, hoa):
    [slip] = print_slips([moi], by=hoa)
    for _n in range(5):
        with pytest.raises(BadInput):
            use_code("moi", "AAAAA-AAAAA", NEW)

    with pytest.raises(BadInput):
        use_code("moi", slip.code, NEW)


def test_a_slip_that_was_taken_back_is_worth_nothing(moi, hoa):
    [slip] = print_slips([moi], by=hoa)
    withdraw_invitation(Invitation.objects.get(), by=hoa)

    with pytest.raises(BadInput):
        use_code("moi", slip.code, NEW)


def read_pdf(answer) -> str:
    pages = pypdfium2.PdfDocument(answer.content)
    return nfc(" ".join(page.get_textpage().get_text_range() for page in pages))


def test_the_file_has_a_slip_for_each_and_stays_in_no_cache(moi, hoa, hoa_sen, client):
    other = make_user("Lý Văn #Khác*", "khac")
    give(other, Role.TEACHER, hoa_sen)
    client.force_login(hoa)

    answer = client.post(SLIPS, {"row": [moi.pk, other.pk]})

    text = read_pdf(answer)
    codes = re.findall(r"\b([A-Z0-9]{5}-[A-Z0-9]{5})\b", text)
    assert len(set(codes)) == 2
    assert re.sub(r"[\s\u200b]", "", text).count(f"http://testserver{USE}") == 2
    assert ("Phan Thị Mới" in text, "Lý Văn #Khác*" in text) == (True, True)
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="phieu-ma.pdf"'
    assert codes[0] not in str(list(Invitation.objects.values_list("code_hash")))


def test_the_head_of_a_school_prints_slips_for_its_own(moi, binh, chi, client):
    client.force_login(binh)
    assert "Phan Thị Mới" in client.get(LISTS[1]).content.decode()
    assert "Phan Thị Mới" in read_pdf(client.post(SLIPS, {"row": [moi.pk]}))

    client.force_login(chi)  # the head of another school
    assert "Phan Thị Mới" not in client.get(LISTS[1]).content.decode()
    client.post(SLIPS, {"row": [moi.pk]})
    assert Invitation.objects.filter(made_by=chi).count() == 0


# ------------------------------------------------------------------ who may
def test_who_has_signed_in_is_not_asked_again(moi, hoa):
    User.objects.filter(pk=moi.pk).update(last_login=timezone.now())
    moi.refresh_from_db()

    with pytest.raises(NotAllowed, match="đã đăng nhập"):
        invite_by_mail(moi, by=hoa)


def test_nobody_asks_in_a_head_from_below(binh, lan, giang):
    for by in (lan, giang):
        with pytest.raises(NotAllowed):
            print_slips([binh], by=by)


def test_strangers_have_no_list(giang, client):
    client.force_login(giang)

    assert [client.get(path).status_code for path in LISTS] == [404, 404]
    assert [client.post(path).status_code for path in (MAIL, SLIPS)] == [404, 404]


def test_a_stranger_takes_back_nothing(moi, hoa, chi):
    print_slips([moi], by=hoa)

    with pytest.raises(WrongState):
        withdraw_invitation(Invitation.objects.get(), by=chi)


def test_the_list_says_who_has_not_come_and_sends_again(moi, hoa, postman, client):
    invited(moi, hoa, postman)
    client.force_login(hoa)
    page = client.get(f"{LISTS[0]}?tinh_trang=cho").content.decode()
    assert "Phan Thị Mới" in page
    assert "1 lời mời còn hiệu lực mà chưa nhận" in page

    client.post(f"{LISTS[0]}gui-lai/", {"row": [Invitation.objects.get().pk]})
    assert Invitation.objects.open().count() == 1
    client.post(f"{LISTS[0]}rut/", {"row": [Invitation.objects.open().get().pk]})

    assert Invitation.objects.open().count() == 0
    assert "Phan Thị Mới" not in client.get(f"{LISTS[0]}?tinh_trang=cho").content.decode()


def test_those_without_an_address_are_counted_not_mailed(moi, hoa, client):
    User.objects.filter(pk=moi.pk).update(email="")
    client.force_login(hoa)

    answer = client.post(MAIL, {"row": [moi.pk]}, follow=True)

    assert "chưa có thư điện tử" in answer.content.decode()
    assert Invitation.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_with_one_and_three(
    hoa, hoa_sen, client, count, django_assert_num_queries
):
    for _n in range(count):
        user = make_user(f"Người {_n}")
        give(user, Role.TEACHER, hoa_sen)
        print_slips([user], by=hoa)
    client.force_login(hoa)
    for path, queries in zip(LISTS, (8, 7), strict=True):
        client.get(path)
        with django_assert_num_queries(queries):
            client.get(path)


def test_links_are_tried_ten_times_and_no_more(moi, hoa, postman, client):
    _invitation, link = invited(moi, hoa, postman)
    for _n in range(10):
        client.post(link, {"password1": "1234", "password2": "1234"})

    page = client.post(link, {"password1": NEW, "password2": NEW})

    assert "thử quá nhiều lần" in page.content.decode()
    assert invitations.find_invitation(link.rstrip("/").rsplit("/", 1)[1]) is not None
