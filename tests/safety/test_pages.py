"""Headers of every kind of page; where one may be sent; what a file is served as."""

import pytest
from django.test import Client
from django.urls import reverse

from phongtrao.documents.services import store_bytes
from phongtrao.documents.visibility import may_see_file
from phongtrao.orgs.models import Unit
from tests.documents.files import PDF, PNG
from tests.plans.work import make_plan, make_task

pytestmark = pytest.mark.django_db
AWAY = [
    "https://xau.example/",
    "//xau.example/",
    "/\\xau.example",
    "javascript:alert(1)",
    "http:///x",
]
SCRIPT = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


@pytest.fixture
def office(an):
    client = Client(raise_request_exception=False)
    client.force_login(an)
    return client


# ------------------------------------------------------------------ headers


def broken(_request):
    raise RuntimeError("secret of the server")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/khong-co/", 404),
        ("/tim-kiem/?q=%00", 400),
        ("/ke-hoach/soan/", 200),
        ("/van-ban/mau/", 200),
    ],
)
def test_policy_stands_on_pages_and_on_errors(office, path, status):
    answer = office.get(path)

    policy = answer["Content-Security-Policy"]
    assert answer.status_code == status
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "SAMEORIGIN"


def test_a_form_from_elsewhere_is_refused_with_the_policy(an):
    client = Client(enforce_csrf_checks=True)
    client.force_login(an)

    answer = client.post(reverse("notifications:read_all"))

    assert answer.status_code == 403
    assert "default-src 'self'" in answer["Content-Security-Policy"]


def test_an_error_of_ours_tells_nothing_and_has_the_policy(office, monkeypatch):
    monkeypatch.setattr("phongtrao.portal.views.home.waiting_buckets", broken)

    answer = office.get("/")

    assert answer.status_code == 500
    assert "secret" not in answer.content.decode()
    assert "Traceback" not in answer.content.decode()
    assert "default-src 'self'" in answer["Content-Security-Policy"]


# ------------------------------------------------------------------ being sent away


@pytest.mark.parametrize("target", AWAY)
@pytest.mark.parametrize(
    ("name", "fields"),
    [("web:language", {"language": "en"}), ("orgs:switch_unit", {})],
)
def test_nobody_is_sent_to_another_house(office, so, name, fields, target):
    answer = office.post(reverse(name), {**fields, "unit": so.pk, "next": target})

    assert (answer.status_code, answer["Location"]) == (302, "/")


@pytest.mark.parametrize("target", AWAY)
def test_signing_in_leads_to_no_other_house(db, an, target):
    answer = Client().post(
        f"{reverse('account_login')}?next={target}",
        {"login": "an", "password": "Thử-mật-khẩu-2026", "next": target},
    )

    assert (answer.status_code, answer["Location"]) == (302, "/")


# ------------------------------------------------------------------ planted words


def test_planted_markup_comes_out_as_words(office, so):
    Unit.objects.filter(pk=so.pk).update(name=SCRIPT, short_name=SCRIPT)
    plan = make_plan(so, title=SCRIPT)
    task = make_task(plan, text=SCRIPT)
    places = [
        reverse("plans:plan", args=[plan.pk]),
        reverse("plans:plan_list"),
        reverse("plans:task", args=[task.pk]),
        reverse("plans:board", args=[plan.pk]),
        reverse("orgs:unit", args=[so.pk]),
        reverse("orgs:unit_list"),
        reverse("portal:search") + "?q=script",
        reverse("portal:home"),
        reverse("reports:plan_report", args=[plan.pk]),
        reverse("plans:issue", args=[plan.pk]),
    ]

    pages = {place: office.get(place) for place in places}

    assert {place: page.status_code for place, page in pages.items()} == dict.fromkeys(places, 200)
    texts = [page.content.decode() for page in pages.values()]
    assert [text for text in texts if "<script>alert" in text or "<img src=x" in text] == []


# ------------------------------------------------------------------ files


@pytest.fixture
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_a_file_nobody_cites_is_seen_by_nobody(storage, an, dung, hoa, khanh):
    stored = store_bytes(PDF, "tep.pdf", by=an)

    assert [may_see_file(user, stored) for user in (an, dung, hoa, khanh)] == [False] * 4


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [(PDF, "../../etc/x\r\nSet-Cookie: a=1.pdf", "attachment"), (PNG, 'a"b<script>.png', "inline")],
)
def test_names_of_files_stay_names(storage, office, an, monkeypatch, content, name, kind):
    stored = store_bytes(content, name, by=an)
    monkeypatch.setattr("phongtrao.documents.views.files.may_see_file", lambda *_who: True)

    answer = office.get(reverse("documents:file", args=[stored.pk]))

    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith(kind)
    assert "\n" not in answer["Content-Disposition"]
    assert "Set-Cookie" not in answer
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "/" not in stored.name
    b"".join(answer.streaming_content)
