"""A new password by printed code: who may start it, what it leaves behind, what nobody can do with it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from phongtrao.accounts import access, resets
from phongtrao.accounts.models import ResetCode, Role, User
from phongtrao.accounts.resets import issue_code, use_code
from phongtrao.audit.models import Entry, EntryValues
from phongtrao.lib.errors import BadInput, NotAllowed
from phongtrao.orgs.models import Unit
from tests.factories import PASSWORD, give, make_unit, make_user
from tests.threads import at_once

NEW = "Một-mật-khẩu-khác-2026"
USE = "/tai-khoan/mat-khau/ma/"
OTHER_LETTER = str.maketrans(resets.LETTERS, resets.LETTERS[1:] + resets.LETTERS[0])


@pytest.fixture(autouse=True)
def _no_earlier_attempts(db):
    cache.clear()


@pytest.fixture
def giang(giang):
    """The teacher has no e-mail: those who have reset their password by themselves."""
    User.objects.filter(pk=giang.pk).update(email="")
    giang.refresh_from_db()
    return giang


def wrong(code: str) -> str:
    return code.translate(OTHER_LETTER)


# ------------------------------------------------------------------ who may
@pytest.mark.parametrize("who", ["binh", "lan"])
def test_head_and_focal_person_help_the_teacher_of_their_unit(request, giang, who):
    issued = issue_code(giang, by=request.getfixturevalue(who))

    assert use_code("GIANG", issued.code.lower(), NEW) == giang
    giang.refresh_from_db()
    assert giang.check_password(NEW)


@pytest.mark.parametrize("who", ["giang", "chi", "lam", "an", "dung", "khanh", "hoa"])
def test_others_cannot(request, lan, who):
    with pytest.raises(NotAllowed):
        issue_code(lan, by=request.getfixturevalue(who))

    assert not ResetCode.objects.exists()


@pytest.mark.parametrize("role", [Role.HEAD, Role.OFFICE, Role.LEADER, Role.ADMIN, Role.AUDITOR])
def test_nobody_gets_at_an_account_of_a_higher_role(hoa_sen, lan, giang, role):
    give(giang, role, hoa_sen)

    with pytest.raises(NotAllowed):
        issue_code(giang, by=lan)


def test_nobody_gets_at_an_account_that_also_belongs_elsewhere(hoa_sen, so, lan, giang):
    give(giang, Role.TEACHER, so)

    assert list(access.colleagues(lan)) == []


def test_rooms_belong_to_their_unit(hoa_sen, lan):
    room = make_unit("Tổ Tự nhiên", Unit.Kind.ROOM, admin=hoa_sen)
    nga = make_user("Tạ Thanh Nga", "nga")
    give(nga, Role.TEACHER, room)

    assert list(access.colleagues(lan)) == [nga]


def test_who_has_a_mail_address_is_sent_there(lan, giang):
    User.objects.filter(pk=giang.pk).update(email="giang@vidu.example")
    giang.refresh_from_db()

    with pytest.raises(NotAllowed, match="Quên mật khẩu"):
        issue_code(giang, by=lan)


# ------------------------------------------------------------------ the code
def test_code_works_once(lan, giang):
    issued = issue_code(giang, by=lan)
    use_code("giang", issued.code, NEW)

    with pytest.raises(BadInput, match="đã dùng"):
        use_code("giang", issued.code, PASSWORD)

    giang.refresh_from_db()
    assert giang.check_password(NEW)


def test_later_code_ends_the_earlier(lan, giang):
    first, second = issue_code(giang, by=lan), issue_code(giang, by=lan)

    with pytest.raises(BadInput):
        use_code("giang", first.code, NEW)

    assert use_code("giang", second.code, NEW) == giang


def test_code_ends_after_a_day(lan, giang):
    issued = issue_code(giang, by=lan)
    ResetCode.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    with pytest.raises(BadInput):
        use_code("giang", issued.code, NEW)


def test_five_wrong_tries_end_it(lan, giang):
    issued = issue_code(giang, by=lan)
    for _n in range(ResetCode.MOST_TRIES):
        with pytest.raises(BadInput):
            use_code("giang", wrong(issued.code), NEW)

    with pytest.raises(BadInput):
        use_code("giang", issued.code, NEW)

    giang.refresh_from_db()
    assert giang.check_password(PASSWORD)


def test_weak_password_costs_no_try(lan, giang):
    issued = issue_code(giang, by=lan)

    with pytest.raises(ValidationError):
        use_code("giang", issued.code, "123")

    assert ResetCode.objects.get().tries == 0


def test_code_of_somebody_who_rose_meanwhile_is_void(hoa_sen, lan, giang):
    issued = issue_code(giang, by=lan)
    give(giang, Role.HEAD, hoa_sen)

    with pytest.raises(BadInput):
        use_code("giang", issued.code, NEW)


def test_code_stands_nowhere_and_history_tells(lan, giang):
    issued = issue_code(giang, by=lan)
    use_code("giang", issued.code, NEW)

    row = ResetCode.objects.get()
    said = [(entry.action, entry.actor) for entry in Entry.objects.order_by("-pk")[:2]]
    assert said == [("accounts.reset_code_used", giang), ("accounts.reset_code_issued", lan)]
    assert issued.code.replace("-", "") not in row.code_hash
    kept = str([*Entry.objects.values(), *EntryValues.objects.values()])
    assert issued.code not in kept
    assert issued.code.replace("-", "") not in kept


@pytest.mark.django_db(transaction=True)
def test_of_two_uses_at_once_one_wins(lan, giang):
    issued = issue_code(giang, by=lan)

    errors = at_once(
        lambda: use_code("giang", issued.code, NEW), lambda: use_code("giang", issued.code, NEW)
    )

    assert sorted(type(error).__name__ for error in errors) == ["BadInput", "NoneType"]


# ------------------------------------------------------------------ the pages
def test_sheet_is_shown_once_and_leads_to_a_new_password(client, lan, giang):
    client.force_login(lan)
    page = client.post(reverse("accounts:issue_code", args=[giang.pk]))
    code = page.context["issued"].code
    client.logout()

    sent = {"username": "giang", "code": code, "password1": NEW, "password2": NEW}
    answer = client.post(USE, sent)

    assert f"http://testserver{USE}" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert answer["Location"] == "/tai-khoan/dang-nhap/"
    assert mail.outbox == []
    giang.refresh_from_db()
    assert giang.check_password(NEW)


@pytest.mark.parametrize("name", ["giang", "binh", "khong-co-ai"])
def test_page_does_not_tell_who_has_a_code(client, lan, giang, name):
    issue_code(giang, by=lan)

    sent = {"username": name, "code": "AAAAAAAAAA", "password1": NEW, "password2": NEW}
    page = client.post(USE, sent).content.decode()

    assert "Tên đăng nhập hoặc mã chưa đúng, hoặc mã đã dùng, đã hết hạn." in page


def test_wrong_codes_count_for_the_lockout(client, lan, giang, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "30/5m/ip,3/5m/key"}
    sent = {"username": "giang", "code": "AAAAAAAAAA", "password1": NEW, "password2": NEW}
    for _n in range(3):
        client.post(USE, sent)

    page = client.post(USE, sent).content.decode()

    assert "tài khoản tạm khóa" in page


@pytest.mark.parametrize(
    ("who", "status"), [("lan", 200), ("chi", 404), ("an", 404), ("giang", 404)]
)
def test_page_of_a_colleague_exists_for_the_clerk_only(client, request, giang, who, status):
    client.force_login(request.getfixturevalue(who))

    assert client.get(reverse("accounts:issue_code", args=[giang.pk])).status_code == status
