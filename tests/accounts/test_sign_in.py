"""Signing in: words, lockout, second factor, temporary passwords, demo."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.core.cache import cache

from phongtrao.accounts import demo_signins
from phongtrao.accounts.demo_signins import DEMO_SIGNINS, DemoSignIn
from phongtrao.audit.models import Entry
from tests.factories import PASSWORD

SIGN_IN = "/tai-khoan/dang-nhap/"
CHANGE = "/tai-khoan/mat-khau/doi/"
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _no_earlier_attempts(db):
    cache.clear()


def sign_in(client, login="binh", password=PASSWORD):
    return client.post(SIGN_IN, {"login": login, "password": password})


def code_of(secret):
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


# ------------------------------------------------------------------ the page
def test_sign_in_page_speaks_vietnamese(client):
    page = client.get(SIGN_IN).content.decode()

    assert "Tên đăng nhập hoặc thư điện tử" in page
    assert "Nhớ tôi trên máy này" in page
    assert not re.search(r"Sign In|Password|Remember|Forgot", page)


@pytest.mark.parametrize("login", ["binh", "BINH", "binh@vidu.example"])
def test_sign_in_by_name_or_mail_leads_home(client, binh, login):
    answer = sign_in(client, login)

    assert (answer.status_code, answer.url) == (302, "/")
    entry = Entry.objects.latest("pk")
    assert (entry.action, entry.actor) == ("accounts.signed_in", binh)


def test_wrong_password_says_so_and_is_history(client, binh):
    page = sign_in(client, password="không đúng").content.decode()

    assert "Tên đăng nhập hoặc mật khẩu chưa đúng" in page
    entry = Entry.objects.latest("pk")
    assert (entry.action, entry.actor, entry.subject_id) == (
        "accounts.sign_in_failed",
        None,
        str(binh.pk),
    )


def test_unknown_names_leave_no_line_and_get_the_same_words(client, binh):
    before = Entry.objects.count()

    page = sign_in(client, "khong-co-ai", "sai").content.decode()

    assert "Tên đăng nhập hoặc mật khẩu chưa đúng" in page
    assert Entry.objects.count() == before


def test_the_eleventh_attempt_is_refused_even_with_the_right_password(client, binh):
    for _n in range(10):
        assert "chưa đúng" in sign_in(client, password="sai").content.decode()

    eleventh = sign_in(client)

    assert eleventh.status_code == 200
    assert "Hãy chờ 5 phút" in eleventh.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_lockout_is_of_one_name_only(client, binh, lan):
    for _n in range(11):
        sign_in(client, password="sai")

    assert sign_in(client, "lan").status_code == 302


def test_locked_accounts_are_told_so(client, binh):
    type(binh).objects.filter(pk=binh.pk).update(is_active=False)

    answer = client.post(SIGN_IN, {"login": "binh", "password": PASSWORD}, follow=True)

    assert "_auth_user_id" not in client.session
    assert "Tài khoản đã khóa" in answer.content.decode()


def test_signing_out_needs_a_post(client, binh):
    client.force_login(binh)

    asked = client.get("/tai-khoan/dang-xuat/")
    assert "Bạn muốn rời hệ thống" in asked.content.decode()
    assert "_auth_user_id" in client.session

    client.post("/tai-khoan/dang-xuat/")
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("path", ["/tai-khoan/dang-ky/", "/tai-khoan/signup/"])
def test_there_is_no_signing_up(client, db, path):
    assert client.get(path).status_code in (302, 404)
    assert client.post(path, {"username": "x"}).status_code in (302, 404)


# ------------------------------------------------------------------ passwords
def test_temporary_password_is_changed_before_anything_else(client, binh):
    type(binh).objects.filter(pk=binh.pk).update(must_change_password=True)
    client.force_login(binh)

    assert client.get("/thong-bao/").url == CHANGE
    new = "Mùa-thu-xanh-2026"
    answer = client.post(CHANGE, {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert (answer.status_code, answer.url) == (302, "/")
    binh.refresh_from_db()
    assert (binh.must_change_password, binh.check_password(new)) == (False, True)
    assert Entry.objects.latest("pk").action == "accounts.password_changed"
    assert client.get("/thong-bao/").status_code == 200


def test_weak_passwords_are_refused(client, binh):
    client.force_login(binh)

    page = client.post(CHANGE, {"oldpassword": PASSWORD, "password1": "1234", "password2": "1234"})

    assert page.status_code == 200
    binh.refresh_from_db()
    assert binh.check_password(PASSWORD)


def test_forgotten_password_is_set_by_a_link_in_a_mail(client, binh):
    client.post("/tai-khoan/mat-khau/quen/", {"email": binh.email})

    letter = mail.outbox[0]
    assert letter.subject.endswith("Đặt lại mật khẩu Phong Trào")
    link = re.search(r"http://testserver(/\S+)", letter.body)[1]
    form = client.get(link, follow=True)
    new = "Mùa-thu-xanh-2026"
    done = client.post(form.request["PATH_INFO"], {"password1": new, "password2": new}, follow=True)
    assert "Đã đặt mật khẩu mới" in done.content.decode()
    binh.refresh_from_db()
    assert binh.check_password(new)


def test_forgotten_password_tells_nothing_of_unknown_addresses(client, binh):
    known = client.post("/tai-khoan/mat-khau/quen/", {"email": binh.email}, follow=True)
    unknown = client.post("/tai-khoan/mat-khau/quen/", {"email": "ai@vidu.example"}, follow=True)

    assert "Nếu địa chỉ ấy có trong hệ thống" in known.content.decode()
    assert "Nếu địa chỉ ấy có trong hệ thống" in unknown.content.decode()
    assert len(mail.outbox) == 1


def test_used_or_foreign_links_are_refused_in_words(client, db):
    page = client.get("/tai-khoan/mat-khau/dat-lai/1-abc-def/", follow=True)

    assert "đã dùng rồi hoặc đã hết hạn" in page.content.decode()


# ------------------------------------------------------------------ second factor
def confirmed(client, path, **proof):
    """The page behind “is it really you?”."""
    asked = client.get(path)
    assert asked.url.startswith("/tai-khoan/xac-nhan/")
    return client.post(asked.url, {**proof, "next": path}, follow=True)


def test_second_factor_is_set_up_with_recovery_codes(
    client, binh, django_capture_on_commit_callbacks
):
    sign_in(client)
    page = confirmed(client, "/tai-khoan/hai-buoc/bat/", password=PASSWORD).content.decode()
    secret = re.search(r"<code>([A-Z2-7]+)</code>", page)[1]

    with django_capture_on_commit_callbacks(execute=True):
        codes = client.post("/tai-khoan/hai-buoc/bat/", {"code": code_of(secret)}, follow=True)

    assert "Còn 10 mã" in codes.content.decode()
    assert Entry.objects.filter(action="accounts.second_factor_on").count() == 1
    assert "Đang bật" in client.get("/tai-khoan/hai-buoc/").content.decode()


def test_sign_in_asks_for_the_code(client, binh):
    TOTP.activate(binh, SECRET)

    answer = sign_in(client)
    assert answer.url == "/tai-khoan/hai-buoc/ma/"
    wrong = client.post(answer.url, {"code": "000000"})
    assert "Mã chưa đúng" in wrong.content.decode()

    right = client.post(answer.url, {"code": code_of(SECRET)})
    assert right.url == "/"
    assert client.session["_auth_user_id"] == str(binh.pk)


def test_second_factor_is_switched_off_by_its_owner(client, binh):
    TOTP.activate(binh, SECRET)
    client.force_login(binh)

    path = "/tai-khoan/hai-buoc/tat/"
    page = confirmed(client, path, password=PASSWORD).content.decode()
    assert "chỉ cần mật khẩu là vào được" in page
    answer = client.post(path, follow=True)

    assert answer.status_code == 200
    assert Authenticator.objects.filter(type=Authenticator.Type.TOTP).count() == 0
    assert Entry.objects.filter(action="accounts.second_factor_off").count() == 1


# ------------------------------------------------------------------ demo
@pytest.fixture
def demo(monkeypatch, settings):
    settings.DEMO = True
    monkeypatch.setattr(demo_signins, "DEMO_SIGNINS", DEMO_SIGNINS)
    monkeypatch.setitem(DEMO_SIGNINS, "binh", DemoSignIn("binh", "Trần Văn Bình", "Hiệu trưởng"))


def test_demo_sign_in_takes_one_click(client, demo, binh):
    assert "Trần Văn Bình" in client.get(SIGN_IN).content.decode()

    answer = client.post("/tai-khoan/dung-thu/", {"username": "binh"})

    assert answer.url == "/"
    assert client.session["_auth_user_id"] == str(binh.pk)


def test_demo_page_says_what_to_type(client, demo, settings):
    page = client.get(SIGN_IN).content.decode()
    settings.DEMO = False
    elsewhere = client.get(SIGN_IN).content.decode()

    said = [f"<code>{word}</code>" for word in (*DEMO_SIGNINS, DEMO_SIGNINS["vanphong"].password)]
    assert [word in page for word in said] == [True] * len(said)
    assert "<code>" not in elsewhere


def test_demo_sign_in_is_for_its_own_people_only(client, demo, binh, hoa):
    monkey = client.post("/tai-khoan/dung-thu/", {"username": "hoa-that"})

    assert monkey.status_code == 404
    assert client.get("/tai-khoan/dung-thu/").status_code == 405


def test_demo_sign_in_does_not_exist_elsewhere(client, demo, binh, settings):
    settings.DEMO = False

    page = client.get(SIGN_IN).content.decode()
    answer = client.post("/tai-khoan/dung-thu/", {"username": "binh"})

    assert "Dùng thử" not in page
    assert answer.status_code == 404
    assert "_auth_user_id" not in client.session


def test_demo_sign_in_says_when_the_people_are_not_loaded(client, demo, db):
    answer = client.post("/tai-khoan/dung-thu/", {"username": "binh"}, follow=True)

    assert "Hãy nạp lại dữ liệu mẫu" in answer.content.decode()


# ------------------------------------------------------------------ too many requests
def test_too_many_requests_get_a_page_in_words(client, binh, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login": "1/m/ip"}
    sign_in(client, password="sai")

    page = sign_in(client, password="sai")

    assert page.status_code == 429
    assert "Hãy chờ 5 phút rồi thử lại" in page.content.decode()


def test_addresses_are_told_apart_behind_a_proxy(client, binh, lan, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "2/5m/ip,10/5m/key"}
    for _n in range(3):
        client.post(
            SIGN_IN,
            {"login": "binh", "password": "sai"},
            headers={"X-Forwarded-For": "203.0.113.7"},
        )

    elsewhere = client.post(
        SIGN_IN,
        {"login": "lan", "password": PASSWORD},
        headers={"X-Forwarded-For": "203.0.113.8"},
    )

    assert elsewhere.status_code == 302
