"""Rooms inside a unit and bodies outside the sector: registers without accounts."""

from datetime import timedelta

import pytest
from django.utils import timezone

from phongtrao.accounts.models import Role
from phongtrao.audit.models import Entry
from phongtrao.documents.models import Purpose, RecipientGroup, RecipientMember
from phongtrao.documents.queries.recipients import TypedLine, resolve_lines
from phongtrao.lib.errors import Conflict, NotAllowed, WrongState
from phongtrao.orgs.models import Unit, UnitSpan
from phongtrao.orgs.services.silent import (
    ContactData,
    SilentData,
    add_body,
    add_room,
    change_silent,
    end_silent,
)
from phongtrao.plans.models import Consultation, HandOver
from phongtrao.plans.queries.parties import resolve_units
from tests.factories import give, make_unit
from tests.plans.work import make_work

K = Unit.Kind
BODY = {"name": "Báo Sông Ngân", "short_name": "", "type_id": "BAO-CHI", "website": ""}


@pytest.fixture
def room(hoa_sen):
    """Since long ago."""
    return make_unit("Tổ Toán – Tin", K.ROOM, admin=hoa_sen, type_id="TO")


def test_a_head_keeps_the_rooms_of_the_school(client, binh, hoa_sen):
    client.force_login(binh)

    client.post(f"/don-vi/{hoa_sen.pk}/phong-to/moi/", {"name": "Tổ Ngữ văn", "type_id": "TO"})
    page = client.get(f"/don-vi/{hoa_sen.pk}/phong-to/").content.decode()

    made = Unit.objects.get(name="Tổ Ngữ văn")
    assert (made.kind, made.admin_path) == (K.ROOM, f"{hoa_sen.admin_path}{made.pk}/")
    assert "Tổ Ngữ văn" in page


@pytest.mark.parametrize("who", ["giang", "chi", "khanh", "lam"])
def test_others_do_not(request, client, hoa_sen, room, who):
    user = request.getfixturevalue(who)
    client.force_login(user)

    with pytest.raises(NotAllowed, match="thủ trưởng, đầu mối"):
        add_room(hoa_sen, SilentData("Tổ Lạ"), by=user)

    pages = [f"{hoa_sen.pk}/phong-to/moi", f"{room.pk}/bo-phan/sua", f"{room.pk}/bo-phan/thoi"]
    assert [client.get(f"/don-vi/{page}/").status_code for page in pages] == [404] * 3


def test_a_new_name_holds_from_today(binh, room):
    change_silent(room, SilentData("Tổ Toán", type_id="TO"), by=binh)

    spans = UnitSpan.objects.filter(unit=room).order_by("days")
    today = timezone.localdate()
    assert [(span.name, span.days.upper) for span in spans] == [
        ("Tổ Toán – Tin", today),
        ("Tổ Toán", None),
    ]


def test_it_ends_from_today_and_its_past_stays(binh, room):
    end_silent(room, by=binh)

    room.refresh_from_db()
    span = UnitSpan.objects.get(unit=room)
    assert (room.closed_on, span.days.upper) == (timezone.localdate(), timezone.localdate())


def test_who_founds_a_room_or_a_body_stands_in_its_history(an, binh, so, hoa_sen):
    room = add_room(hoa_sen, SilentData("Tổ Mới"), by=binh)
    body = add_body(so, SilentData("Báo Sông Ngân"), ContactData(phone="1"), by=an)
    change_silent(body, SilentData("Báo Sông Ngân"), ContactData(phone="2"), by=an)

    lines = Entry.objects.filter(subject_type="orgs.unit", subject_id__in=[room.pk, body.pk])
    assert [(line.action, line.actor) for line in lines.order_by("pk")] == [
        ("orgs.unit_founded", binh),
        ("orgs.unit_founded", an),
        ("orgs.contact_edited", an),
        ("orgs.contact_edited", an),
    ]
    last = lines.latest("pk")
    assert (last.values.before, last.values.after) == ({"phone": "1"}, {"phone": "2"})


def test_nothing_is_founded_where_the_house_has_just_ended(an, binh, so, hoa_sen):
    Unit.objects.filter(pk__in=[hoa_sen.pk, so.pk]).update(closed_on=timezone.localdate())

    with pytest.raises(NotAllowed, match="đang hoạt động"):
        add_room(hoa_sen, SilentData("Tổ Mới"), by=binh)
    with pytest.raises(WrongState, match="đã chấm dứt"):
        add_body(so, SilentData("Báo Sông Ngân"), ContactData(), by=an)


def test_a_room_somebody_else_has_just_changed_or_ended_is_left(binh, giang, room):
    stale, gone = Unit.objects.get(pk=room.pk), Unit.objects.get(pk=room.pk)
    change_silent(room, SilentData("Tổ Toán", type_id="TO"), by=binh)

    with pytest.raises(Conflict):
        change_silent(stale, SilentData("Tổ Tin", type_id="TO"), by=binh)
    end_silent(room, by=binh)
    with pytest.raises(WrongState, match="đã chấm dứt"):
        end_silent(gone, by=binh)


def test_a_room_with_open_work_does_not_end(so, binh, giang, hoa_sen, room):
    today = timezone.localdate()
    work = make_work(so, hoa_sen, due_on=today + timedelta(days=20))
    said = {"given_by": binh, "given_at": timezone.now(), "due_on": today}
    part = HandOver.objects.create(assignment=work, room=room, **said)
    asked = {"asked_by": binh, "asked_at": timezone.now(), "due_on": today}
    Consultation.objects.create(task=work.task, room=room, question="Thế nào?", **asked)
    group = RecipientGroup.objects.create(owner=hoa_sen, name="Các tổ")
    member = RecipientMember.objects.create(group=group, unit=room)
    grant = give(giang, Role.FOCAL, room)

    with pytest.raises(WrongState) as refused:
        end_silent(room, by=binh)

    assert str(refused.value) == (
        "“Tổ Toán – Tin” còn 1 vai trò, 1 chỗ trong nhóm nơi nhận, 1 phần việc chưa xong,"
        " 1 ý kiến chưa trả lời. Hãy kết thúc hoặc chuyển đi trước, rồi thôi dùng."
    )
    room.refresh_from_db()
    assert room.closed_on is None
    HandOver.objects.filter(pk=part.pk).update(status=HandOver.Status.DONE)
    Consultation.objects.update(opinion="Được", given_at=timezone.now())
    member.delete()
    grant.delete()
    end_silent(room, by=binh)


def test_a_room_of_today_cannot_end_today(binh, hoa_sen):
    new = add_room(hoa_sen, SilentData("Tổ Mới"), by=binh)

    with pytest.raises(WrongState, match="từ ngày mai"):
        end_silent(new, by=binh)


def test_the_office_keeps_outside_bodies_with_the_contact_of_their_office(client, an, so):
    client.force_login(an)
    said = BODY | {
        "keeper": so.pk,
        "address": "Số 1, đường Sông",
        "email": "vanthu@bao.example",
        "phone": "000 111",
    }

    client.post("/don-vi/co-quan-ngoai/moi/", said)
    page = client.get("/don-vi/co-quan-ngoai/").content.decode()

    made = Unit.objects.get(name="Báo Sông Ngân")
    assert (made.contact.email, made.type_id) == ("vanthu@bao.example", "BAO-CHI")
    assert "Số 1, đường Sông" in page
    assert "vanthu@bao.example" in client.get(f"/don-vi/{made.pk}/").content.decode()


def test_a_body_is_a_coordinator_and_a_recipient(so, an, hoa):
    body = add_body(so, SilentData("Ban TĐKT Sông Ngân"), ContactData(), by=an)

    lines = resolve_lines([TypedLine("Ban TĐKT Sông Ngân", Purpose.REPORT)], so)

    assert resolve_units(["Ban TĐKT Sông Ngân"], so) == {"Ban TĐKT Sông Ngân": body}
    assert lines[0].units == (body.pk,)


@pytest.mark.parametrize("who", ["binh", "dung", "lam"])
def test_a_school_keeps_no_register_of_bodies(request, client, so, who):
    user = request.getfixturevalue(who)
    client.force_login(user)

    with pytest.raises(NotAllowed):
        add_body(so, SilentData("Báo Khác"), ContactData(), by=user)

    assert client.get("/don-vi/co-quan-ngoai/moi/").status_code == 404
    assert client.get("/don-vi/co-quan-ngoai/").status_code == 200


def test_a_body_is_changed_on_screen(client, an, so):
    body = add_body(so, SilentData("Báo Sông Ngân"), ContactData(phone="1"), by=an)
    Unit.objects.filter(pk=body.pk).update(opened_on=timezone.localdate() - timedelta(days=9))
    client.force_login(an)

    client.post(f"/don-vi/{body.pk}/bo-phan/sua/", BODY | {"phone": "2"})

    body.refresh_from_db()
    assert (body.contact.phone, body.type_id) == ("2", "BAO-CHI")


def test_a_school_is_no_silent_unit(client, hoa, hoa_sen):
    client.force_login(hoa)

    assert client.get(f"/don-vi/{hoa_sen.pk}/bo-phan/sua/").status_code == 404
