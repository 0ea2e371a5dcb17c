"""Rooms of a Sở and whom they look after. S1-81."""

import pytest
from django.utils import timezone

from phongtrao.audit.models import Entry
from phongtrao.lib.errors import NotAllowed
from phongtrao.orgs.forest import Merge
from phongtrao.orgs.models import Charge, Unit
from phongtrao.orgs.queries import looked_after_by, without_room
from phongtrao.orgs.services import Order, reorganise, undo_reorganisation
from phongtrao.orgs.services.charges import set_charges
from tests.factories import make_unit


@pytest.fixture
def room(so):
    return make_unit("Phòng Giáo dục Tiểu học", Unit.Kind.OFFICE, admin=so)


@pytest.fixture
def both(suoi_may, so):
    return make_unit("Trường TH và THCS Bến Lau", admin=suoi_may, prof=so, level="primary_lower")


def test_a_room_looks_after_a_level_and_schools_that_teach_it_among_others(
    so, an, room, both, hoa_sen, binh_minh, suoi_may
):
    set_charges(so, {room.pk: {"l-primary", "k-commune"}}, by=an)

    looked = {unit.name: looked_after_by(unit) for unit in (both, hoa_sen, binh_minh, suoi_may)}
    assert looked == {
        both.name: [room],
        hoa_sen.name: [],
        binh_minh.name: [room],
        suoi_may.name: [room],
    }
    assert list(without_room(so, Charge.objects.all())) == [hoa_sen]


def test_what_is_not_ticked_any_more_ends_and_history_says_so(so, an, room):
    set_charges(so, {room.pk: {"l-primary"}}, by=an)
    set_charges(so, {room.pk: {"l-lower"}}, by=an)
    set_charges(so, {room.pk: {"l-lower"}}, by=an)

    last = Entry.objects.filter(action="orgs.charges_set").order_by("pk")
    assert [row.level for row in Charge.objects.all()] == ["lower"]
    assert [entry.data["relieved"] for entry in last] == [
        [],
        ["Phòng Giáo dục Tiểu học: Tiểu học"],
    ]


def test_unknown_columns_and_rooms_of_others_are_left_out(so, an, room, province):
    other = make_unit("Sở khác", Unit.Kind.DEPARTMENT, admin=province)
    foreign = make_unit("Phòng của Sở khác", Unit.Kind.OFFICE, admin=other)

    set_charges(so, {room.pk: {"l-khong-co"}, foreign.pk: {"l-lower"}}, by=an)

    assert Charge.objects.count() == 0


@pytest.mark.parametrize("who", ["dung", "khanh", "binh"])
def test_others_do_not_set_them(request, so, room, who):
    with pytest.raises(NotAllowed, match="văn phòng hoặc quản trị viên"):
        set_charges(so, {room.pk: {"l-lower"}}, by=request.getfixturevalue(who))


def test_the_office_ticks_boxes_and_sees_who_is_left(client, so, an, room, hoa_sen, binh_minh):
    client.force_login(an)

    client.post(f"/don-vi/{so.pk}/phu-trach/", {f"{room.pk}.l-lower": "1"})
    page = client.get(f"/don-vi/{so.pk}/phu-trach/").content.decode()

    assert f'name="{room.pk}.l-lower" value="1" checked' in page
    assert f'<a href="/don-vi/{binh_minh.pk}/">' in page
    assert f'<a href="/don-vi/{hoa_sen.pk}/">' not in page


@pytest.mark.parametrize(("who", "answer"), [("dung", 200), ("khanh", 200), ("binh", 404)])
def test_leaders_and_inspectors_read_it(request, client, so, room, who, answer):
    client.force_login(request.getfixturevalue(who))

    page = client.get(f"/don-vi/{so.pk}/phu-trach/")

    assert page.status_code == answer
    assert "Lưu phân công" not in page.content.decode()


def test_a_school_has_no_such_page(client, an, hoa_sen):
    client.force_login(an)

    assert client.get(f"/don-vi/{hoa_sen.pk}/phu-trach/").status_code == 404


def test_what_a_room_looked_after_goes_on_with_its_heir(so, an, room):
    heir = make_unit("Phòng Giáo dục Phổ thông", Unit.Kind.OFFICE, admin=so)
    set_charges(so, {room.pk: {"l-primary", "l-lower"}, heir.pk: {"l-lower"}}, by=an)

    order = Order("Sáp nhập phòng", timezone.localdate(), (Merge((room.pk,), heir.pk),))
    act = reorganise(order, by=None)

    assert set(heir.charges.values_list("level", flat=True)) == {"primary", "lower"}
    undo_reorganisation(act, by=None)
    assert (room.charges.count(), heir.charges.count()) == (2, 1)
