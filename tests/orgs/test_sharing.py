"""A unit that is split: people, rooms and subordinate units are shared out one by one. Issue 4."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from phongtrao.accounts.models import Role
from phongtrao.lib.errors import BadInput
from phongtrao.orgs.forest import Found, Node, Split
from phongtrao.orgs.forms.sharing import Part
from phongtrao.orgs.models import Grant, Post, Reorganisation, Unit
from phongtrao.orgs.services import Order, reorganise, undo_reorganisation
from tests.factories import LONG_AGO, give, make_person, make_unit, make_user
from tests.orgs.histories import picture

ON = date(2025, 8, 1)
ADDRESS = "/don-vi/sap-xep/moi/chia-tach/"


def hold(name, unit, user=None):
    post = {"position": "Giáo viên", "category": "public", "days": DateRange(LONG_AGO, None)}
    return Post.objects.create(person=make_person(name, user), unit=unit, **post)


@pytest.fixture
def room(hoa_sen):
    return make_unit("Tổ Toán", Unit.Kind.ROOM, admin=hoa_sen)


def split(unit, posts, *, ends=True, children=None):
    nodes = [Found(-n, Node(f"Trường Sen {n}", "school", "lower")) for n in (1, 2)]
    step = Split(unit.pk, (-1, -2), heir=-1 if ends else None, children=children or {})
    return reorganise(Order("Chia", ON, (*nodes, step), posts=posts), by=None)


def units_by_person():
    rows = Post.objects.today().values_list("person__full_name", "unit__name")
    return dict(rows)


def test_people_go_where_they_are_sent_and_the_rest_with_the_heir(hoa_sen, room):
    one, two = hold("Người Một", hoa_sen), hold("Người Hai", hoa_sen)

    act = split(hoa_sen, {two.pk: -2}, children={room.pk: -2})

    assert units_by_person() == {"Người Một": "Trường Sen 1", "Người Hai": "Trường Sen 2"}
    assert room.spans.get(days__upper_inf=True).admin_parent.name == "Trường Sen 2"
    assert (act.trace["summary"]["posts"], act.trace["summary"]["shared"]) == (2, 1)
    one.refresh_from_db()
    assert one.days.upper == ON


def test_a_role_goes_with_its_holder(hoa_sen):
    user = make_user("Đầu Mối")
    give(user, Role.FOCAL, hoa_sen)
    post = hold("Đầu Mối", hoa_sen, user)

    split(hoa_sen, {post.pk: -2})

    assert Grant.objects.today().get(user=user).unit.name == "Trường Sen 2"


def test_where_the_unit_goes_on_only_those_named_leave_and_come_back_when_undone(hoa_sen):
    hold("Người Một", hoa_sen)
    two = hold("Người Hai", hoa_sen)
    eve = picture()

    act = split(hoa_sen, {two.pk: -2}, ends=False)
    assert units_by_person() == {"Người Một": str(hoa_sen), "Người Hai": "Trường Sen 2"}
    undo_reorganisation(act, by=None)

    assert picture() == eve


def test_who_is_of_another_unit_is_not_shared_out(hoa_sen, binh_minh):
    other = hold("Người Khác", binh_minh)

    with pytest.raises(BadInput, match="bước phân chia"):
        split(hoa_sen, {other.pk: -2})

    assert not Reorganisation.objects.exists()


# ------------------------------------------------------------------ on screen
def said(hoa_sen, **more):
    parts = "Trường Sen Một\nTrường Sen Hai"
    return {"unit": hoa_sen.name, "parts": parts, "ends": "on", "on": "01/08/2025", **more}


def test_each_step_keeps_what_was_said_and_writes_nothing(client, hoa, hoa_sen, room):
    post = hold("Vũ Thị Giang", hoa_sen)
    client.force_login(hoa)

    pages = {
        step: client.get(ADDRESS, said(hoa_sen, buoc=step, **{f"nguoi-{post.pk}": "2"}))
        for step in ("chon", "quyet-dinh", "phan-chia", "xem")
    }
    html = {step: page.content.decode() for step, page in pages.items()}

    kept = f'<input type="hidden" name="nguoi-{post.pk}" value="2">'
    assert [kept in html[step] for step in html] == [True, True, False, True]
    assert "Vũ Thị Giang, Giáo viên" in html["phan-chia"]
    assert "Tổ Toán" in html["phan-chia"]
    assert "1</strong> người được phân chia từng người" in html["xem"]
    assert (
        "Không giao riêng: 0 người, 1 đơn vị trực thuộc; tất cả thuộc Trường Sen Một" in html["xem"]
    )
    assert not Reorganisation.objects.exists()


def test_the_preview_names_the_units_to_be_founded(client, hoa, hoa_sen, room):
    post = hold("Vũ Thị Giang", hoa_sen)
    hold("Người Một", hoa_sen), hold("Người Hai", hoa_sen)
    client.force_login(hoa)
    lines = "Trường Sen Một;H99.7\nTrường Sen Hai"
    query = said(hoa_sen, buoc="xem", parts=lines, **{f"nguoi-{post.pk}": "2"})

    ends = client.get(ADDRESS, query)
    stands = client.get(ADDRESS, {**query, "ends": ""})

    assert ends.context["wizard"].founded == [
        Part("Trường Sen Một", "H99.7", people=2, units=1),
        Part("Trường Sen Hai", "", people=1, units=0),
    ]
    html = " ".join(ends.content.decode().split())
    assert "<strong>Trường Sen Một</strong> (H99.7): 2 người, 1 đơn vị trực thuộc" in html
    assert [part.people for part in stands.context["wizard"].founded] == [0, 1]


def test_all_the_rest_is_given_at_once(client, hoa, hoa_sen, room):
    hold("Người Một", hoa_sen), hold("Người Hai", hoa_sen)
    one = Post.objects.get(person__full_name="Người Một")
    client.force_login(hoa)
    query = said(hoa_sen, buoc="xem", nguoi="2", **{"don-vi": "2", f"nguoi-{one.pk}": "1"})

    client.post(ADDRESS, {"confirm": "thực hiện"}, query_params=query)

    assert units_by_person() == {"Người Một": "Trường Sen Một", "Người Hai": "Trường Sen Hai"}
    assert room.spans.get(days__upper_inf=True).admin_parent.name == "Trường Sen Hai"


def test_a_first_step_that_is_wrong_is_shown_again(client, hoa, hoa_sen):
    client.force_login(hoa)

    page = client.get(ADDRESS, said(hoa_sen, unit="Trường Hoa Sem", buoc="phan-chia"))

    assert "Có phải" in page.content.decode()
    assert 'aria-current="step"><span class="stage-number" aria-hidden="true">1' in (
        page.content.decode()
    )


def test_a_step_not_answered_yet_is_not_scolded(client, hoa, hoa_sen):
    client.force_login(hoa)
    query = {"buoc": "quyet-dinh", "unit": hoa_sen.name, "parts": "A"}

    page = client.get(ADDRESS, query).content.decode()

    assert "error-summary" not in page
    assert "is-invalid" not in page


def test_people_of_units_beyond_ones_reach_are_not_named(client, hoa_sen, doi_thong):
    hold("Vũ Thị Giang", hoa_sen)
    other = make_user("Quản trị xã khác")
    give(other, Role.ADMIN, doi_thong)
    client.force_login(other)

    page = client.get(ADDRESS, said(hoa_sen, buoc="phan-chia")).content.decode()

    assert "ngoài phạm vi quản trị" in page
    assert "Vũ Thị Giang" not in page
