"""Ways around the sign-in: the demo's buttons, guessing, mail addresses, the second factor."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from phongtrao.accounts.demo_signins import DEMO_SIGNINS, DemoSignIn
from phongtrao.accounts.services import lift_lockout, reset_password
from phongtrao.audit.models import Entry, EntryValues
from phongtrao.lib.errors import NotAllowed
from tests.factories import PASSWORD

SIGN_IN, RESET = "/tai-khoan/dang-nhap/", "/tai-khoan/mat-khau/quen/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_earlier_attempts(db):
    cache.clear()


@pytest.fixture
def button(monkeypatch, binh):
    monkeypatch.setitem(DEMO_SIGNINS, "binh", DemoSignIn("binh", "Trần Văn Bình", "Thủ trưởng"))
    return reverse("accounts:demo_sign_in")


def sign_in(client, login, password=PASSWORD):
    return client.post(SIGN_IN, {"login": login, "password": password})


def is_in(client):
    return "_auth_user_id" in client.session


# ------------------------------------------------------------------ the demo's buttons


def test_demo_button_is_not_there_outside_the_demo(client, settings, button):
    settings.DEMO = False

    assert client.post(button, {"username": "binh"}).status_code == 404
    assert "binh" not in client.get(SIGN_IN).content.decode()
    assert not is_in(client)


def test_demo_button_takes_a_post_with_a_token_and_a_name_of_the_demo(settings, button, lan):
    settings.DEMO = True
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(button, {"username": "binh"}).status_code == 403
    assert Client().get(button).status_code == 405
    assert Client().post(button, {"username": "lan"}).status_code == 404


def test_demo_button_does_not_go_around_the_second_factor(client, settings, button, binh):
    settings.DEMO = True
    TOTP.activate(binh, "JBSWY3DPEHPK3PXP")

    answer = client.post(button, {"username": "binh"}, follow=True)

    assert "xác thực hai bước" in answer.content.decode()
    assert not is_in(client)


# ------------------------------------------------------------------ guessing


def test_lockout_ends_by_itself(client, binh, monkeypatch):
    for _n in range(11):
        sign_in(client, "binh", "sai")
    assert "Hãy chờ 5 phút" in sign_in(client, "binh").content.decode()

    later = (timezone.now() + timedelta(minutes=6)).timestamp()
    monkeypatch.setattr("time.time", lambda: later)

    assert sign_in(client, "binh").status_code == 302


def test_lockout_does_not_throw_out_who_is_in(client, binh):
    inside = Client()
    sign_in(inside, "binh")

    for _n in range(11):
        sign_in(client, "binh", "sai")

    assert inside.get("/").status_code == 200


def test_name_and_mail_address_of_an_account_count_together(client, binh):
    for login in ["binh", "BINH@vidu.example"] * 5:
        sign_in(client, login, "sai")

    assert "Hãy chờ 5 phút" in sign_in(client, "binh").content.decode()


def guess_at_many(**headers):
    """As many wrong attempts as one address has, each for another name."""
    for number in range(30):
        Client(headers=headers).post(SIGN_IN, {"login": f"khong-ai-{number}", "password": "sai"})


@pytest.mark.parametrize(
    ("proxies", "guesser", "other", "status"),
    [
        (0, {}, {}, 200),  # one address, guessing: no more attempts from it
        (1, {"X-Forwarded-For": "203.0.113.7"}, {"X-Forwarded-For": "203.0.113.7"}, 200),
        (1, {"X-Forwarded-For": "203.0.113.7"}, {"X-Forwarded-For": "203.0.113.8"}, 302),
        # A proxy nobody declared, or one that does not say whom it speaks for: names only.
        (0, {"X-Forwarded-For": "203.0.113.7"}, {"X-Forwarded-For": "203.0.113.8"}, 302),
        (1, {}, {}, 302),
    ],
)
def test_lockout_by_address_stops_the_guesser_alone(
    settings, binh, proxies, guesser, other, status
):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies

    guess_at_many(**guesser)

    assert sign_in(Client(headers=other), "binh").status_code == status


# ------------------------------------------------------------------ lifting a lockout


@pytest.fixture
def locked(client, binh):
    for _n in range(10):
        sign_in(client, "binh", "sai")
    return binh


def test_administrator_lets_a_locked_person_in_again(client, hoa, locked):
    desk = Client()
    desk.force_login(hoa)
    page = f"/tai-khoan/{locked.pk}/"
    assert "Mở tạm khóa" in desk.get(page).content.decode()

    desk.post(f"{page}mo-tam-khoa/")

    assert "Mở tạm khóa" not in desk.get(page).content.decode().partition('class="history"')[0]
    entry = Entry.objects.latest("pk")
    assert (entry.action, entry.subject_id, entry.actor) == (
        "accounts.lockout_lifted",
        str(locked.pk),
        hoa,
    )
    assert sign_in(client, "binh").status_code == 302


def test_lifting_is_for_the_administrator_and_only_where_there_is_a_lock(
    client, hoa, an, lan, locked
):
    with pytest.raises(NotAllowed, match="Chỉ quản trị viên"):
        lift_lockout(locked, by=an)
    with pytest.raises(NotAllowed, match="không bị tạm khóa"):
        lift_lockout(lan, by=hoa)

    assert "Hãy chờ 5 phút" in sign_in(client, "binh").content.decode()


def test_new_password_ends_the_lockout(client, hoa, locked):
    issued = reset_password(locked, by=hoa)

    assert sign_in(client, "binh", issued.password).status_code == 302


@pytest.mark.parametrize("login", ["binh", "binh@vidu.example", "BINH@VIDU.EXAMPLE"])
def test_failed_attempts_stand_in_the_history_without_the_password(client, binh, login):
    sign_in(client, login, "một-mật-khẩu-sai")

    entry = Entry.objects.latest("pk")
    assert (entry.action, entry.subject_id) == ("accounts.sign_in_failed", str(binh.pk))
    assert "mật-khẩu" not in f"{entry.data} {entry.subject_label}"
    assert not EntryValues.objects.filter(entry=entry).exists()


# ------------------------------------------------------------------ forgotten passwords


def test_asking_for_a_reset_says_the_same_of_everybody(client, binh):
    known = client.post(RESET, {"email": "binh@vidu.example"})
    unknown = Client().post(RESET, {"email": "khong-ai@vidu.example"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [message.to for message in mail.outbox] == [["binh@vidu.example"]]


def test_reset_link_works_once_and_signs_nobody_in(client, binh):
    client.post(RESET, {"email": "binh@vidu.example"})
    path = re.search(r"https?://[^/]+(/\S+)", mail.outbox[0].body)[1]
    form = client.get(path, follow=True)
    new = {"password1": "Mật-khẩu-mới-2027", "password2": "Mật-khẩu-mới-2027"}

    client.post(form.request["PATH_INFO"], new)

    assert not is_in(client)
    again = Client().get(path, follow=True).content.decode()
    assert "Liên kết này đã dùng rồi hoặc đã hết hạn." in again
    assert sign_in(Client(), "binh").status_code == 200
    assert sign_in(Client(), "binh", "Mật-khẩu-mới-2027").status_code == 302


def test_password_alone_does_not_open_an_account_with_a_second_factor(client, binh):
    TOTP.activate(binh, "JBSWY3DPEHPK3PXP")
    assert Authenticator.objects.filter(user=binh).exists()

    sign_in(client, "binh")

    assert not is_in(client)
    assert client.get("/").status_code == 302


# ------------------------------------------------------------------ cookies and history


def test_cookies_are_for_tls_and_not_for_scripts(client, settings, binh):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True

    client.get(SIGN_IN)
    sign_in(client, "binh")

    session, token = client.cookies["sessionid"], client.cookies["csrftoken"]
    assert (session["secure"], session["httponly"], session["samesite"]) == (True, True, "Lax")
    assert (token["secure"], token["samesite"]) == (True, "Lax")


def test_a_new_session_begins_at_sign_in(client, binh):
    client.get(SIGN_IN)
    client.session["x"] = 1
    before = client.session.session_key

    sign_in(client, "binh")

    assert client.session.session_key != before
