"""When a head or focal person changes, everything open goes along, on a list both sign."""

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from phongtrao.accounts.models import Role, User
from phongtrao.documents.models import Opinion
from phongtrao.documents.services import ask_opinions
from phongtrao.lib.errors import BadInput, NotAllowed
from phongtrao.notifications.models import Notice
from phongtrao.orgs.access import passable_grants
from phongtrao.orgs.models import Grant, Line, Takeover
from phongtrao.orgs.services import receive, take_over
from phongtrao.plans.models import HandOver
from tests.documents.outgoing import make_draft
from tests.factories import give, make_user
from tests.plans.work import make_work

S = Takeover.Status
SOON = timezone.localdate() + timedelta(days=5)


@pytest.fixture
def work(so, hoa_sen):
    return make_work(so, hoa_sen)


@pytest.fixture
def part(work, lan, binh):
    """A part of the school's work in the hands of its focal person."""
    return HandOver.objects.create(
        assignment=work, user=lan, note="Lập danh sách lớp", due_on=SOON, given_by=binh,
        given_at=timezone.now(),
    )  # fmt: skip


@pytest.fixture
def tuyet(hoa_sen):
    """Who follows the focal person."""
    user = make_user("Lý Ánh Tuyết", "tuyet")
    give(user, Role.TEACHER, hoa_sen)
    return user


def test_open_work_and_roles_go_along_and_the_list_stays(part, lan, tuyet, hoa, hoa_sen):
    grant = Grant.objects.get(user=lan)

    made = take_over(hoa_sen, lan, tuyet, grants=[grant], note="Sổ ở tủ 2", by=hoa)

    part.refresh_from_db()
    grant.refresh_from_db()
    told = Notice.objects.filter(key=f"takeover:{made.pk}").values_list("to__username", flat=True)
    assert part.user == tuyet
    assert made.items == [
        {"kind": "phần việc được giao", "text": "Lập danh sách lớp", "moved": True, "why": ""}
    ]
    assert made.roles == ["Đầu mối của đơn vị"]
    assert grant.is_over
    assert Grant.objects.not_over().filter(user=tuyet, role=Role.FOCAL, unit=hoa_sen).exists()
    assert set(told) == {"lan", "tuyet"}
    said = dict(
        Notice.objects.filter(key=f"takeover:{made.pk}").values_list("to__username", "text")
    )
    assert said["lan"] == "Việc của bạn ở Trường THCS Hoa Sen được bàn giao cho Lý Ánh Tuyết."


def test_a_role_with_an_end_ends_on_that_day_for_the_receiver_too(lan, tuyet, hoa, hoa_sen):
    today = timezone.localdate()
    Grant.objects.filter(user=lan).update(days=DateRange(today - timedelta(days=9), SOON))

    take_over(hoa_sen, lan, tuyet, grants=[Grant.objects.get(user=lan)], by=hoa)

    passed = Grant.objects.get(user=tuyet, role=Role.FOCAL)
    assert passed.days == DateRange(today, SOON)


@pytest.mark.parametrize(
    "other",
    [
        {"line": Line.PROF},
        {"kind": "school"},
        {"level": "lower"},
        {"days": DateRange(SOON, None)},
        {"acts_for": "binh", "days": DateRange(timezone.localdate(), SOON)},
    ],
)
def test_another_role_of_the_receiver_is_not_the_one_passed_on(
    request, lan, tuyet, hoa, hoa_sen, other
):
    if "acts_for" in other:
        other = {**other, "acts_for": request.getfixturevalue(other["acts_for"])}
    kept = give(tuyet, Role.FOCAL, hoa_sen)
    Grant.objects.filter(pk=kept.pk).update(**other)

    take_over(hoa_sen, lan, tuyet, grants=[Grant.objects.get(user=lan)], by=hoa)

    passed = Grant.objects.exclude(pk=kept.pk).get(user=tuyet, role=Role.FOCAL)
    assert (passed.line, passed.kind, passed.level, passed.acts_for) == ("admin", "", "", None)
    assert passed.days == DateRange(timezone.localdate(), None)


def test_what_one_does_in_anothers_place_is_not_passed_on(lan, binh, hoa, hoa_sen):
    today = timezone.localdate()
    own = Grant.objects.get(user=lan)
    Grant.objects.create(
        user=lan, role=Role.HEAD, unit=hoa_sen, days=DateRange(today, SOON), acts_for=binh
    )

    assert list(passable_grants(hoa, lan, hoa_sen)) == [own]


def test_who_holds_the_same_keeps_theirs(lan, tuyet, hoa, hoa_sen):
    kept = give(tuyet, Role.FOCAL, hoa_sen)

    take_over(hoa_sen, lan, tuyet, grants=[Grant.objects.get(user=lan)], by=hoa)

    assert list(Grant.objects.filter(user=tuyet, role=Role.FOCAL)) == [kept]


def test_what_is_done_or_belongs_to_another_unit_stays(part, work, lan, tuyet, binh, binh_minh):
    HandOver.objects.filter(pk=part.pk).update(status=HandOver.Status.DONE)
    other = make_user("Kha Văn Sử", "su")
    give(other, Role.TEACHER, binh_minh)

    with pytest.raises(BadInput, match="không còn việc nào đang mở"):
        take_over(work.unit, lan, tuyet, by=binh)
    with pytest.raises(NotAllowed, match="không thuộc đơn vị này"):
        take_over(work.unit, lan, other, by=binh)


def test_the_head_moves_work_but_no_roles(part, lan, tuyet, binh, hoa_sen):
    made = take_over(hoa_sen, lan, tuyet, by=binh)

    assert (made.roles, Grant.objects.not_over().filter(user=lan).count()) == ([], 1)
    with pytest.raises(NotAllowed):
        take_over(hoa_sen, tuyet, lan, by=lan)


def test_the_receiver_signs_once_and_nobody_else(part, lan, tuyet, binh, hoa_sen):
    made = take_over(hoa_sen, lan, tuyet, by=binh)

    with pytest.raises(NotAllowed):
        receive(made, by=binh)
    receive(made, by=tuyet)
    assert (made.status, made.received_at is not None) == (S.RECEIVED, True)
    with pytest.raises(NotAllowed):
        receive(made, by=tuyet)


def test_an_opinion_asked_of_both_stays_with_each(so, an, dung, khanh):
    draft = make_draft(so, an)
    ask_opinions(draft, [dung, khanh], "Có nên gộp?", SOON, by=an)
    give(an, Role.HEAD, so)

    made = take_over(so, dung, khanh, by=User.objects.get(pk=an.pk))

    asked = dict(Opinion.objects.values_list("asked__username", "document"))
    assert made.items == [
        {"kind": "ý kiến về dự thảo", "text": str(draft), "moved": False, "why": ""}
    ]
    assert asked == {"dung": draft.pk, "khanh": draft.pk}


# ------------------------------------------------------------------ pages


def test_two_steps_on_screen(client, part, lan, tuyet, binh, hoa_sen):
    client.force_login(binh)
    address = f"/don-vi/{hoa_sen.pk}/ban-giao/moi/"

    shown = client.get(address, {"giver": lan.pk, "receiver": tuyet.pk}).content.decode()
    client.post(address, {"giver": lan.pk, "receiver": tuyet.pk, "note": ""})

    made = Takeover.objects.get()
    assert "Lập danh sách lớp" in shown
    assert (made.giver, made.receiver) == (lan, tuyet)
    client.force_login(tuyet)
    client.post(f"/don-vi/ban-giao/{made.pk}/ky-nhan/")
    made.refresh_from_db()
    assert made.status == S.RECEIVED


def test_others_do_not_find_it(client, part, lan, tuyet, binh, chi, giang, khanh, hoa_sen):
    made = take_over(hoa_sen, lan, tuyet, by=binh)

    for stranger in (chi, giang, khanh):
        client.force_login(stranger)
        assert client.get(f"/don-vi/ban-giao/{made.pk}/").status_code == 404
        assert client.get(f"/don-vi/{hoa_sen.pk}/ban-giao/").status_code == 404
        assert client.get(f"/don-vi/{hoa_sen.pk}/ban-giao/moi/").status_code == 404
