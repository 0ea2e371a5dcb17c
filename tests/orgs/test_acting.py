"""Doing another's job for some days: S0-61, NĐ 30/2020 điều 13."""

from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.timezone import localdate

from phongtrao.accounts.models import Role, User
from phongtrao.audit.models import Entry
from phongtrao.audit.words import actor_of
from phongtrao.documents.access.outgoing import can_sign, signing_grant
from phongtrao.lib.errors import BadInput, NotAllowed
from phongtrao.notifications.models import Notice
from phongtrao.orgs.acting import acting_grant, principal_of
from phongtrao.orgs.models import Grant, Line
from phongtrao.orgs.scope import holds_at, reads_unit
from phongtrao.orgs.services import Deputising, NewRole, appoint_deputy, end_role, give_role
from tests.factories import give, make_user
from tests.orgs.sheets_in import PEOPLE, applied, checked, sheet

TODAY = localdate()
WEEK = TODAY + timedelta(days=6)
LIST, NEW, CHOOSE = "/don-vi/lam-thay/", "/don-vi/lam-thay/moi/", "/don-vi/lam-thay/chon/"


def fresh(user):
    """As the next request loads the person: nothing remembered of the grants."""
    return User.objects.get(pk=user.pk)


def order(principal, deputy, **more):
    grants = list(Grant.objects.filter(user=principal, acts_for=None))
    said = {"since": TODAY, "last_day": WEEK, "capacity": "KT."}
    return Deputising(grants, deputy, **{**said, **more})


# ------------------------------------------------------------------ what it gives
def test_the_deputy_holds_the_role_for_these_days_and_signs_as_kt(binh, giang, hoa_sen):
    assert not can_sign(giang, hoa_sen)

    [grant] = appoint_deputy(order(binh, giang), by=binh)

    now = fresh(giang)
    assert (grant.role, grant.unit, grant.acts_for, grant.last_day) == (
        Role.HEAD, hoa_sen, binh, WEEK,
    )  # fmt: skip
    assert holds_at(now, hoa_sen, Role.HEAD)
    assert signing_grant(now, hoa_sen).capacity == "KT."
    assert can_sign(fresh(binh), hoa_sen)  # the head loses nothing


@pytest.mark.parametrize("ended", [TODAY, TODAY - timedelta(days=1)])
def test_a_deputys_grant_that_ended_yesterday_refuses(binh, giang, hoa_sen, ended):
    [grant] = appoint_deputy(order(binh, giang), by=binh)
    begun = ended - timedelta(days=9)
    Grant.objects.filter(pk=grant.pk).update(days=DateRange(begun, ended))

    answer = can_sign(fresh(giang), hoa_sen)

    assert not answer
    assert "đã hết từ ngày" in answer.reason
    assert principal_of(fresh(giang)) is None


def test_it_is_over_by_itself_and_when_the_principal_loses_the_role(binh, giang, hoa_sen, hoa):
    appoint_deputy(order(binh, giang), by=binh)

    end_role(Grant.objects.get(user=binh), by=hoa)

    assert not holds_at(fresh(giang), hoa_sen, Role.HEAD)
    ended = Entry.objects.filter(action="orgs.role_ended")
    assert [entry.actor for entry in ended] == [hoa, hoa]


# ------------------------------------------------------------------ who may
def test_the_head_asks_a_colleague_only(binh, chi):
    with pytest.raises(NotAllowed, match="không công tác trong đơn vị"):
        appoint_deputy(order(binh, chi), by=binh)


def test_an_administrator_appoints_anybody_in_reach(binh, chi, hoa):
    assert appoint_deputy(order(binh, chi), by=hoa)


def test_a_stranger_appoints_nobody(binh, giang, lan):
    with pytest.raises(NotAllowed, match="Chỉ quản trị viên"):
        appoint_deputy(order(binh, giang), by=lan)


def test_it_cannot_be_passed_on(binh, giang, lan):
    [grant] = appoint_deputy(order(binh, giang), by=binh)

    with pytest.raises(NotAllowed, match="không ủy quyền lại"):
        appoint_deputy(Deputising([grant], lan, TODAY, WEEK, "KT."), by=fresh(giang))
    with pytest.raises(NotAllowed, match="không ủy quyền lại"):
        appoint_deputy(Deputising([grant], lan, TODAY, WEEK, "KT."), by=None)


def test_what_is_held_by_delegation_is_not_delegated_again(so, an, dung, hoa):
    give_role(an, NewRole(Role.LEADER, so, Line.PROF, capacity="TUQ."), by=hoa)
    held = Grant.objects.get(user=an, capacity="TUQ.")

    with pytest.raises(NotAllowed, match="không được ủy quyền lại"):
        appoint_deputy(Deputising([held], dung, TODAY, WEEK, "KT."), by=hoa)


def test_an_inspectors_eye_is_not_lent(khanh, an, hoa):
    with pytest.raises(NotAllowed, match="gắn với chính người giữ"):
        appoint_deputy(order(khanh, an), by=hoa)


def test_administration_is_not_handed_over_by_its_holder(so, hoa, an):
    with pytest.raises(NotAllowed, match="quản trị viên khác"):
        appoint_deputy(order(hoa, an), by=hoa)


def test_a_focal_persons_deputy_signs_nothing(lan, giang, hoa_sen):
    [grant] = appoint_deputy(order(lan, giang), by=lan)

    assert grant.capacity == ""
    assert not can_sign(fresh(giang), hoa_sen)


# ------------------------------------------------------------------ what does not fit
@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"since": TODAY - timedelta(days=1)}, "đã qua"),
        ({"last_day": TODAY - timedelta(days=1)}, "Ngày cuối"),
        ({"capacity": ""}, "Hãy chọn ký thay"),
        ({"capacity": "TM."}, "Hãy chọn ký thay"),
        ({"capacity": "TUQ."}, "phải bằng văn bản"),
        ({"capacity": "TUQ.", "basis": "12/QĐ-THCSHS"}, "phải bằng văn bản"),
    ],
)
def test_what_does_not_fit_is_refused(binh, giang, more, words):
    with pytest.raises(BadInput, match=words):
        appoint_deputy(order(binh, giang, **more), by=binh)
    assert Grant.objects.filter(acts_for=binh).count() == 0


def test_nobody_hands_over_more_days_than_they_hold(binh, giang):
    Grant.objects.filter(user=binh).update(days=DateRange(date(2020, 1, 1), WEEK))

    with pytest.raises(BadInput, match="chỉ giữ vai trò này"):
        appoint_deputy(order(binh, giang), by=binh)


def test_one_acts_for_one_at_a_time(binh, lan, giang):
    appoint_deputy(order(binh, giang), by=binh)

    with pytest.raises(BadInput, match="chỉ làm thay một người"):
        appoint_deputy(order(lan, giang), by=lan)
    with pytest.raises(BadInput, match="đang làm thay"):
        appoint_deputy(order(binh, giang), by=binh)


# ------------------------------------------------------------------ what history says
def test_every_line_says_in_whose_place(binh, giang, hoa, hoa_sen, client):
    give(binh, Role.ADMIN, hoa_sen)
    appoint_deputy(order(binh, giang), by=hoa)
    newcomer = make_user("Phan Thị Mới", "moi")
    give(newcomer, Role.TEACHER, hoa_sen)

    give_role(newcomer, NewRole(Role.FOCAL, hoa_sen), by=fresh(giang))

    entry = Entry.objects.filter(action="orgs.role_given").latest("pk")
    assert (entry.actor, entry.acting_for) == (giang, binh)
    assert actor_of(entry) == "Vũ Thị Giang (thay Trần Văn Bình)"
    client.force_login(hoa)
    page = client.get(f"/nhat-ky/{entry.subject_type}/{entry.subject_id}/").content.decode()
    assert "Vũ Thị Giang (thay Trần Văn Bình)" in page


def test_in_the_own_name_the_others_rights_are_laid_aside(binh, giang, hoa_sen, client):
    appoint_deputy(order(binh, giang), by=binh)
    client.force_login(giang)
    assert "Đang làm thay Trần Văn Bình" in client.get("/").content.decode()
    assert client.get(f"/don-vi/{hoa_sen.pk}/nguoi/").status_code == 200

    client.post(CHOOSE, {"value": "own", "next": LIST})

    assert "Đang chỉ dùng quyền của bạn" in client.get("/").content.decode()
    assert client.get(f"/don-vi/{hoa_sen.pk}/nguoi/").status_code == 404
    client.post(CHOOSE, {"value": "other"})
    assert client.get(f"/don-vi/{hoa_sen.pk}/nguoi/").status_code == 200


def test_own_name_leaves_no_place_in_history(binh, giang):
    appoint_deputy(order(binh, giang), by=binh)
    own = fresh(giang)
    own.in_own_name = True

    assert (principal_of(own), principal_of(fresh(giang))) == (None, binh.pk)
    assert reads_unit(own, acting_grant(own).unit)  # a teacher reads the own unit anyway


def test_work_done_by_a_job_stands_under_the_place_that_was_chosen(binh, giang, hoa_sen, so):
    """A list is ordered in the own name or in the head's; the job writes its line accordingly."""
    give(giang, Role.ADMIN, so, Line.PROF)
    appoint_deputy(order(binh, giang), by=binh)
    own = fresh(giang)
    own.in_own_name = True

    for number, by in enumerate((fresh(giang), own)):
        new = (f"M{number}", "Lường Văn Mới", "", hoa_sen.code, "Giáo viên", "Viên chức")
        act = checked(sheet(PEOPLE, (*new, "01/09/2020")), by, so)
        applied(act, by)

    lines = Entry.objects.filter(action="orgs.import_applied").order_by("pk")
    assert [line.acting_for for line in lines] == [binh, None]


@pytest.mark.parametrize("target", ["https://ke-gian.example/", "//ke-gian.example/"])
def test_choosing_leads_to_no_foreign_address(binh, giang, client, target):
    appoint_deputy(order(binh, giang), by=binh)
    client.force_login(giang)

    assert client.post(CHOOSE, {"value": "own", "next": target}).url == "/"


def test_who_acts_for_nobody_has_nothing_to_choose(chi, client):
    client.force_login(chi)

    assert client.post(CHOOSE, {"value": "own"}).status_code == 404


# ------------------------------------------------------------------ the pages
def test_a_head_asks_on_the_page_and_takes_it_back(binh, giang, client):
    client.force_login(binh)
    held = Grant.objects.get(user=binh)
    said = {"grants": [held.pk], "deputy": giang.pk, "capacity": "KT."}
    days = {"since": f"{TODAY:%d/%m/%Y}", "last_day": f"{WEEK:%d/%m/%Y}"}
    assert "Vũ Thị Giang" in client.get(NEW).content.decode()

    assert client.post(NEW, {**said, **days}).url == LIST

    grant = Grant.objects.get(acts_for=binh)
    assert f"/don-vi/lam-thay/{grant.pk}/thoi/" in client.get(LIST).content.decode()
    assert Notice.objects.filter(key=f"acting:{grant.pk}").count() == 2
    client.post(f"/don-vi/lam-thay/{grant.pk}/thoi/", {"confirm": "thôi"})
    grant.refresh_from_db()
    assert grant.is_over


def test_only_whose_job_it_is_takes_it_back(binh, giang, chi, client):
    [grant] = appoint_deputy(order(binh, giang), by=binh)

    for other in (giang, chi):
        client.force_login(other)
        assert client.get(f"/don-vi/lam-thay/{grant.pk}/thoi/").status_code == 404


def test_roles_of_others_cannot_be_posted_in(binh, lan, giang, client):
    client.force_login(lan)
    theirs = Grant.objects.get(user=binh)
    days = {"since": f"{TODAY:%d/%m/%Y}", "last_day": f"{WEEK:%d/%m/%Y}", "capacity": "KT."}

    client.post(NEW, {"grants": [theirs.pk], "deputy": giang.pk, **days})

    assert Grant.objects.exclude(acts_for=None).count() == 0
