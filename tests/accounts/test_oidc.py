"""Sign-in by the province's gateway, against a provider that is a real process with real tokens."""

import json
import subprocess
import sys
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.db.backends.postgresql.psycopg_any import DateRange

from phongtrao.accounts import oidc
from phongtrao.accounts.models import GatewayLink, User
from phongtrao.audit.models import Entry
from phongtrao.orgs.models import Grant, Person
from tests.accounts.oidc_provider import CLIENT, SECRET
from tests.factories import LONG_AGO, make_person, make_user

LOGIN = "/tai-khoan/qua/cong/"
REFUSED = "Chưa đăng nhập được"


@pytest.fixture(scope="module")
def provider():
    command = [sys.executable, "-m", "tests.accounts.oidc_provider"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        yield process.stdout.readline().strip()
        process.terminate()


@pytest.fixture
def gateway(provider, settings, db):
    cache.clear()
    settings.OIDC_ISSUER = provider
    app = {
        "provider_id": "cong",
        "name": "Cổng thử",
        "client_id": CLIENT,
        "secret": SECRET,
        "settings": {"server_url": provider},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "SCOPE": ["openid"], "APPS": [app]}
    }
    return provider


@pytest.fixture
def coded(binh):
    """Bình with a code at his person."""
    person = make_person("Trần Văn Bình", binh)
    Person.objects.filter(pk=person.pk).update(code="GV-0007")
    return binh


def play(provider, cheat="", **claims):
    """Who is signed in at the provider, and how it cheats."""
    said = {"sub": "sub-binh", "person_code": "GV-0007", **claims}
    asked = urlencode({"claims": json.dumps(said), "cheat": cheat})
    assert requests.get(f"{provider}/_as?{asked}", timeout=10).status_code == 200


def go(client, **more):
    """From our button to the provider and back; the answer of our side."""
    sent_on = client.post(LOGIN, more)
    back = requests.get(sent_on.url, allow_redirects=False, timeout=10)
    parts = urlsplit(back.headers["Location"])
    return client.get(f"{parts.path}?{parts.query}")


def is_in(client):
    return "_auth_user_id" in client.session


# ------------------------------------------------------------------ it works
def test_a_person_comes_in_by_code(client, gateway, coded):
    play(gateway)

    answer = go(client)

    assert (answer.status_code, answer.url) == (302, "/")
    assert client.session["_auth_user_id"] == str(coded.pk)
    link = GatewayLink.objects.get()
    assert (link.user, link.issuer, link.subject) == (coded, gateway, "sub-binh")
    actions = list(Entry.objects.order_by("pk").values_list("action", flat=True))[-2:]
    assert actions == ["accounts.oidc_linked", "accounts.signed_in"]
    assert SocialAccount.objects.count() == 0


def test_it_asks_with_pkce_and_state_for_little(client, gateway, coded):
    asked = parse_qs(urlsplit(client.post(LOGIN).url).query)

    assert asked["code_challenge_method"] == ["S256"]
    assert asked["scope"] == ["openid"]
    assert asked["redirect_uri"] == ["http://testserver/tai-khoan/qua/cong/tra-ve/"]
    assert len(asked["state"][0]) >= 16


def test_the_second_time_is_the_same_account(client, gateway, coded):
    play(gateway)
    for _n in range(2):
        go(client)
        assert is_in(client)
        client.logout()

    assert GatewayLink.objects.count() == 1


def test_a_claim_only_userinfo_knows_is_asked_for(client, gateway, coded):
    play(gateway, "userinfo")

    go(client)

    assert is_in(client)


def test_the_name_of_the_claim_is_configured(client, gateway, coded, settings):
    settings.OIDC_CLAIM = "ma_can_bo"
    play(gateway, person_code="của ai khác", ma_can_bo="GV-0007")

    go(client)

    assert client.session["_auth_user_id"] == str(coded.pk)


def test_a_temporary_password_is_no_obstacle(client, gateway, coded):
    User.objects.filter(pk=coded.pk).update(must_change_password=True)
    play(gateway)

    go(client)

    assert client.get("/thong-bao/").status_code == 200


def test_the_second_factor_is_still_asked_for(client, gateway, coded):
    TOTP.activate(coded, "JBSWY3DPEHPK3PXP")
    play(gateway)

    answer = go(client)

    assert answer.url == "/tai-khoan/hai-buoc/ma/"
    assert not is_in(client)


def test_the_button_stands_beside_the_password(client, gateway, settings):
    assert f'action="{LOGIN}"' in client.get("/tai-khoan/dang-nhap/").content.decode()
    settings.OIDC_ISSUER = ""
    assert f'action="{LOGIN}"' not in client.get("/tai-khoan/dang-nhap/").content.decode()
    assert [client.post(LOGIN).status_code, client.get(f"{LOGIN}tra-ve/").status_code] == [404, 404]


# ------------------------------------------------------------------ who is refused
def refused(client, answer, words):
    page = answer.content.decode()
    assert answer.status_code == 403
    assert (REFUSED in page, words in page, is_in(client)) == (True, True, False)


@pytest.mark.parametrize("code", ["GV-9999", "gv-0007", "", None, 7, ["GV-0007"]])
def test_unknown_codes_open_and_make_no_account(client, gateway, coded, code):
    before = User.objects.get_queryset().count()
    play(gateway, person_code=code)

    refused(client, go(client), "quản trị viên của đơn vị")

    assert (User.objects.get_queryset().count(), GatewayLink.objects.count()) == (before, 0)


def test_nobody_is_matched_by_mail_or_name(client, gateway, coded):
    """An address at the gateway says nothing: the attacker chose it."""
    play(
        gateway,
        person_code="GV-9999",
        email=coded.email,
        email_verified=True,
        preferred_username="binh",
        name="Trần Văn Bình",
    )

    refused(client, go(client), "chưa có tài khoản")


def test_locked_accounts_are_refused(client, gateway, coded):
    User.objects.filter(pk=coded.pk).update(is_active=False)
    play(gateway)

    refused(client, go(client), "đã khóa hoặc bạn đã thôi công tác")


def test_who_left_is_refused(client, gateway, coded):
    Grant.objects.filter(user=coded).update(days=DateRange(LONG_AGO, LONG_AGO.replace(year=2021)))
    play(gateway)

    refused(client, go(client), "đã khóa hoặc bạn đã thôi công tác")


def test_another_subject_with_the_same_code_is_refused(client, gateway, coded):
    play(gateway)
    go(client)
    client.logout()
    play(gateway, sub="sub-ke-gian")

    refused(client, go(client), "đã nối với một tài khoản khác")


def test_a_known_subject_with_anothers_code_is_refused(client, gateway, coded, lan):
    person = make_person("Đỗ Ngọc Lan", lan)
    Person.objects.filter(pk=person.pk).update(code="GV-0008")
    play(gateway)
    go(client)
    client.logout()
    play(gateway, person_code="GV-0008")

    refused(client, go(client), "đã nối với một tài khoản khác")


def test_an_administrator_unlinks(client, gateway, coded, hoa):
    play(gateway)
    go(client)
    client.force_login(hoa)
    client.post(f"/tai-khoan/{coded.pk}/go-noi/", {"confirm": "gỡ"})
    client.logout()
    play(gateway, sub="sub-moi")

    go(client)

    assert client.session["_auth_user_id"] == str(coded.pk)
    assert Entry.objects.filter(action="accounts.oidc_unlinked", actor=hoa).count() == 1


# ------------------------------------------------------------------ what is forged
@pytest.mark.parametrize(
    "cheat",
    ["key", "none", "shared secret", "expired", "audience", "other userinfo", "denied"],
)
def test_what_is_forged_is_refused(client, gateway, coded, cheat):
    play(gateway, cheat)

    refused(client, go(client), "Đăng nhập qua cổng chưa xong")


def test_another_issuer_is_refused_before_anybody_is_sent_there(client, gateway, coded):
    play(gateway, "issuer")

    refused(client, client.post(LOGIN), "Đăng nhập qua cổng chưa xong")


def test_an_answer_without_our_state_is_refused(client, gateway, coded):
    """Cross-site: somebody else's code is pushed into the victim's browser."""
    play(gateway)
    url = client.post(LOGIN).url
    back = requests.get(url, allow_redirects=False, timeout=10).headers["Location"]
    victim = type(client)()

    parts = urlsplit(back)
    refused(victim, victim.get(f"{parts.path}?{parts.query}"), "chưa xong")
    wrong = parts.query.replace("state=", "state=x")
    refused(client, client.get(f"{parts.path}?{wrong}"), "chưa xong")


def test_an_answer_is_good_once(client, gateway, coded):
    play(gateway)
    url = client.post(LOGIN).url
    back = urlsplit(requests.get(url, allow_redirects=False, timeout=10).headers["Location"])
    client.get(f"{back.path}?{back.query}")
    client.logout()

    refused(client, client.get(f"{back.path}?{back.query}"), "chưa xong")


@pytest.mark.parametrize("process", ["connect", "redirect"])
def test_nothing_is_connected_to_who_is_signed_in(client, gateway, coded, lan, process):
    """No way to tie one's own gateway identity to somebody else's open session."""
    client.force_login(lan)
    play(gateway)

    answer = go(client, process=process)

    assert answer.status_code == 403
    assert (GatewayLink.objects.count(), SocialAccount.objects.count()) == (0, 0)


def test_who_is_signed_in_becomes_the_one_who_comes(client, gateway, coded, lan):
    client.force_login(lan)
    key = client.session.session_key
    play(gateway)

    go(client)

    assert client.session["_auth_user_id"] == str(coded.pk)
    assert client.session.session_key != key


@pytest.mark.parametrize("target", ["https://ke-gian.example/", "//ke-gian.example", "/\\ke-gian"])
def test_it_leads_to_no_foreign_address(client, gateway, coded, target):
    play(gateway)

    assert go(client, next=target).url == "/"


def test_it_leads_where_one_wanted_to_go(client, gateway, coded):
    play(gateway)

    assert go(client, next="/thong-bao/").url == "/thong-bao/"


def test_a_session_known_before_is_left_behind(client, gateway, coded):
    play(gateway)
    client.post(LOGIN)
    planted = client.session.session_key

    go(client)

    assert client.session.session_key != planted


def test_it_begins_with_a_post(client, gateway, coded):
    answer = client.get(LOGIN)

    assert answer.status_code != 302


# ------------------------------------------------------------------ health
def test_the_health_page_says_whether_it_answers(client, gateway, hoa, settings):
    play(gateway)
    client.force_login(hoa)
    assert "“Cổng đăng nhập chung” trả lời đúng" in client.get("/suc-khoe/").content.decode()

    settings.OIDC_ISSUER = "http://127.0.0.1:9"
    assert "không trả lời (ConnectionError)" in client.get("/suc-khoe/").content.decode()


def test_a_gateway_with_another_name_is_a_fault(gateway):
    play(gateway, "issuer")

    assert "xưng là “http://ai-do.example”" in oidc.find_fault()


def test_an_account_is_made_by_nobody_but_us(client, gateway, coded):
    make_user("Người Không Mã", "khongma")
    play(gateway, person_code="khongma")

    refused(client, go(client), "chưa có tài khoản")
