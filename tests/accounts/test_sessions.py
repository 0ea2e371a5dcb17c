"""Where am I signed in; and what ends it."""

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from phongtrao.accounts import sessions
from phongtrao.accounts.browsers import browser_of, shortened
from phongtrao.accounts.models import SignIn
from phongtrao.accounts.services import reset_password
from phongtrao.audit.models import Entry
from tests.factories import PASSWORD

SIGN_IN, LIST = "/tai-khoan/dang-nhap/", "/tai-khoan/cua-toi/phien/"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1"


@pytest.fixture(autouse=True)
def _no_earlier_attempts(db):
    cache.clear()


def signed_in(user, agent=CHROME):
    client = Client(headers={"User-Agent": agent})
    client.post(SIGN_IN, {"login": user.username, "password": PASSWORD})
    return client


def is_in(client):
    return client.get("/thong-bao/").status_code == 200


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (CHROME, "Chrome, Windows"),
        (IPHONE, "Safari, iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Zalo android/1", "Zalo, Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0", "Firefox, Linux"),
        ("curl/8", "Trình duyệt khác"),
        ("<script>", "Trình duyệt khác"),
    ],
)
def test_a_browser_is_called_as_people_call_it(agent, said):
    assert browser_of(agent) == said


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("203.0.113.77", "203.0.113.x"),
        ("2001:db8:aaaa:bbbb:cccc::1", "2001:db8:aaaa::"),
        ("không phải địa chỉ", ""),
    ],
)
def test_no_address_is_kept_whole(address, kept):
    assert shortened(address) == kept


def test_the_page_lists_both_browsers_and_marks_this_one(binh):
    here, _there = signed_in(binh), signed_in(binh, IPHONE)

    page = here.get(LIST).content.decode()

    assert "Chrome, Windows" in page
    assert "Safari, iPhone" in page
    assert "127.0.0.x" in page
    assert page.count("máy này</") == 1
    assert [one.browser for one in SignIn.objects.order_by("pk")] == [
        "Chrome, Windows",
        "Safari, iPhone",
    ]


def test_one_is_ended_from_another(binh):
    here, there = signed_in(binh), signed_in(binh, IPHONE)
    phone = SignIn.objects.get(browser="Safari, iPhone")

    here.post(f"{LIST}{phone.pk}/")

    assert (is_in(here), is_in(there)) == (True, False)
    assert Entry.objects.latest("pk").action == "accounts.session_ended"


def test_ending_this_one_leads_to_the_sign_in_page(binh):
    here = signed_in(binh)
    mine = SignIn.objects.get()

    assert here.post(f"{LIST}{mine.pk}/").url == SIGN_IN
    assert not is_in(here)


def test_all_others_are_ended(binh, lan):
    here, others = signed_in(binh), [signed_in(binh), signed_in(binh, IPHONE)]
    lans = signed_in(lan)

    here.post(f"{LIST}khac/")

    assert (is_in(here), [is_in(other) for other in others]) == (True, [False, False])
    assert is_in(lans)


def test_those_of_somebody_else_do_not_exist(binh, lan):
    here, _theirs = signed_in(binh), signed_in(lan)
    theirs = SignIn.objects.get(user=lan)

    assert here.post(f"{LIST}{theirs.pk}/").status_code == 404
    assert SignIn.objects.filter(pk=theirs.pk).exists()


def test_a_changed_password_ends_the_others_and_goes_on_here(binh):
    here, there = signed_in(binh), signed_in(binh, IPHONE)
    new = "Mùa-thu-xanh-2026"

    here.post(
        "/tai-khoan/mat-khau/doi/", {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )

    assert (is_in(here), is_in(there)) == (True, False)
    assert [one.browser for one in sessions.sessions_of(binh)] == ["Chrome, Windows"]


def test_a_new_temporary_password_ends_all(binh, hoa):
    there = signed_in(binh)

    reset_password(binh, by=hoa)

    assert not is_in(there)
    assert list(sessions.sessions_of(binh)) == []


def test_an_administrator_ends_all_of_a_person(binh, hoa, client):
    there = signed_in(binh)
    client.force_login(hoa)

    client.post(f"/tai-khoan/{binh.pk}/phien/", {"confirm": "đăng xuất"})

    assert not is_in(there)
    entry = Entry.objects.filter(action="accounts.sessions_ended").get()
    assert (entry.actor, entry.subject_id, entry.data) == (hoa, str(binh.pk), {"count": 1})


def test_others_end_nobodys_sessions(binh, lan, client):
    there = signed_in(binh)
    client.force_login(lan)

    assert client.post(f"/tai-khoan/{binh.pk}/phien/", {"confirm": "đăng xuất"}).status_code == 404
    assert is_in(there)


def test_a_key_known_before_signing_in_is_good_for_nothing(binh):
    """Session fixation: an attacker's cookie does not become the victim's session."""
    client = Client()
    session = client.session
    session["planted"] = "1"
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted

    client.post(SIGN_IN, {"login": "binh", "password": PASSWORD})

    assert client.session.session_key != planted
    assert not Session.objects.filter(session_key=planted).exists()
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert not is_in(thief)


def test_the_page_shows_no_key(binh):
    here = signed_in(binh)

    assert here.session.session_key not in here.get(LIST).content.decode()


def test_it_is_seen_every_ten_minutes_not_with_every_click(binh):
    here = signed_in(binh)
    first = SignIn.objects.get().seen_at
    is_in(here)
    assert SignIn.objects.get().seen_at == first

    session = here.session
    session[sessions.SEEN] = timezone.now().timestamp() - 700
    session.save()
    is_in(here)

    assert SignIn.objects.get().seen_at > first


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_with_one_and_three(binh, count, django_assert_num_queries):
    for _n in range(count):
        here = signed_in(binh)
    here.get(LIST)

    with django_assert_num_queries(6):
        here.get(LIST)
