"""Who holds what where: the overview, roles of many at once, the yearly check."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.timezone import localdate
from python_calamine import CalamineWorkbook

from phongtrao.accounts.models import Role, User
from phongtrao.audit.models import Entry
from phongtrao.lib.errors import BadInput, NotAllowed
from phongtrao.orgs.models import Grant, Post, RightsReview
from phongtrao.orgs.services import extend_role, sign_review
from tests.factories import LONG_AGO, give, make_person, make_user

TODAY = localdate()
SOON = TODAY + timedelta(days=10)
RIGHTS, MANY, REVIEWS = "/don-vi/phan-quyen/", "/don-vi/phan-quyen/nhieu/", "/don-vi/ra-soat-quyen/"


def held(user):
    return Grant.objects.get(user=user)


def ends_on(user, day):
    Grant.objects.filter(user=user).update(days=DateRange(LONG_AGO, day))


def work_at(user, unit):
    person = make_person(user.full_name, user)
    Post.objects.create(
        person=person, unit=unit, position="Giáo viên", category="public",
        days=DateRange(LONG_AGO, None),
    )  # fmt: skip


# ------------------------------------------------------------------ the overview
def test_it_lists_what_lies_below_the_administrator(client, hoa, binh, chi, suoi_may):
    local = make_user("Quản trị xã", "quantrixa")
    give(local, Role.ADMIN, suoi_may)

    client.force_login(hoa)
    assert "Ngô Kim Chi" in client.get(RIGHTS).content.decode()
    client.force_login(local)
    page = client.get(RIGHTS).content.decode()
    assert ("Trần Văn Bình" in page, "Ngô Kim Chi" in page) == (True, False)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("tinh_trang=sap", ["lan"]),
        ("tinh_trang=het", ["giang"]),
        ("tinh_trang=khoa", ["chi"]),
        ("vai=head", ["binh", "chi"]),
        ("q=ngoc+lan", ["lan"]),
        ("don_vi=binh+minh", ["chi"]),
        ("tinh_trang=thay", []),
    ],
)
def test_it_is_narrowed(client, hoa, binh, lan, giang, chi, asked, found):
    ends_on(lan, SOON)
    ends_on(giang, date(2021, 1, 1))
    User.objects.filter(pk=chi.pk).update(is_active=False)
    client.force_login(hoa)

    page = client.get(f"{RIGHTS}?{asked}").content.decode()

    names = {
        "binh": "Trần Văn Bình",
        "lan": "Đỗ Ngọc Lan",
        "giang": "Vũ Thị Giang",
        "chi": "Ngô Kim Chi",
    }
    assert [user for user, name in names.items() if name in page] == found


def test_it_goes_out_as_filtered(client, hoa, binh, lan):
    client.force_login(hoa)

    sheet = client.get(f"{RIGHTS}?vai=head&xuat=xlsx").content

    cells = CalamineWorkbook.from_filelike(BytesIO(sheet)).get_sheet_by_index(0).to_python()
    said = [row for row in cells if "binh" in row or "lan" in row]
    assert [row[1] for row in said] == ["binh"]


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_with_one_and_three(
    client, hoa, hoa_sen, count, django_assert_num_queries
):
    for n in range(count):
        give(make_user(f"Người {n}"), Role.TEACHER, hoa_sen)
    client.force_login(hoa)
    client.get(RIGHTS)

    with django_assert_num_queries(8):
        client.get(RIGHTS)


@pytest.mark.parametrize("path", [RIGHTS, MANY, REVIEWS])
def test_it_is_for_administrators(client, an, binh, khanh, path):
    for user in (an, binh, khanh):
        client.force_login(user)
        assert client.get(path).status_code == 404


# ------------------------------------------------------------------ many at once
def test_several_are_ended_after_a_look(client, hoa, binh, lan, chi):
    client.force_login(hoa)
    rows = [held(binh).pk, held(lan).pk]

    asked = client.post(f"{RIGHTS}thu-hoi/", {"row": rows}).content.decode()
    assert ("Trần Văn Bình" in asked, "Ngô Kim Chi" in asked) == (True, False)
    assert not held(binh).is_over
    client.post(f"{RIGHTS}thu-hoi/", {"grant": rows, "confirm": "thu hồi"})

    assert [held(user).is_over for user in (binh, lan, chi)] == [True, True, False]


def test_what_lies_outside_cannot_be_posted_in(client, binh, chi, suoi_may):
    local = make_user("Quản trị xã", "quantrixa")
    give(local, Role.ADMIN, suoi_may)
    client.force_login(local)
    rows = [held(chi).pk, held(binh).pk]

    client.post(f"{RIGHTS}thu-hoi/", {"grant": rows, "confirm": "thu hồi"})

    assert [held(user).is_over for user in (binh, chi)] == [True, False]


def test_ones_own_stays_and_is_named(client, hoa, lan):
    client.force_login(hoa)
    rows = [held(hoa).pk, held(lan).pk]

    answer = client.post(
        f"{RIGHTS}thu-hoi/", {"grant": rows, "confirm": "thu hồi"}, follow=True
    ).content.decode()

    assert [held(user).is_over for user in (hoa, lan)] == [False, True]
    assert "Không thể tự thu hồi quyền của mình" in answer


def test_several_go_on_longer(client, hoa, binh, lan):
    ends_on(lan, SOON)
    client.force_login(hoa)
    until = SOON + timedelta(days=60)

    answer = client.post(
        f"{RIGHTS}gia-han/",
        {"grant": [held(lan).pk, held(binh).pk], "last_day": f"{until:%d/%m/%Y}"},
        follow=True,
    ).content.decode()

    assert held(lan).last_day == until
    assert held(binh).last_day is None
    assert "Trần Văn Bình: Quyền này còn hiệu lực" in answer
    assert Entry.objects.filter(action="orgs.role_extended", actor=hoa).count() == 1


def test_what_is_over_or_acted_is_not_extended(hoa, binh, lan, giang, hoa_sen):
    ends_on(lan, date(2021, 1, 1))
    acting = Grant.objects.create(
        user=giang, role=Role.HEAD, unit=hoa_sen, acts_for=binh, capacity="KT.",
        days=DateRange(TODAY, SOON),
    )  # fmt: skip

    with pytest.raises(NotAllowed, match="đã hết hiệu lực"):
        extend_role(held(lan), SOON, by=hoa)
    with pytest.raises(BadInput, match="Hãy giao lại"):
        extend_role(acting, SOON + timedelta(days=9), by=hoa)


def test_a_role_is_given_to_many_at_their_own_units(client, hoa, hoa_sen, binh_minh):
    first, second = make_user("Người Một", "mot"), make_user("Người Hai", "hai")
    work_at(first, hoa_sen)
    work_at(second, binh_minh)
    client.force_login(hoa)
    said = {"role": "focal", "line": "admin", "since": f"{TODAY:%d/%m/%Y}"}

    client.post(MANY, {**said, "names": "mot\nHAI\n"})

    given = Grant.objects.filter(role=Role.FOCAL).order_by("pk").values_list("user", "unit")
    assert list(given) == [(first.pk, hoa_sen.pk), (second.pk, binh_minh.pk)]


def test_every_bad_line_is_named_and_nobody_gets_anything(client, hoa, hoa_sen):
    good, homeless = make_user("Người Một", "mot"), make_user("Người Hai", "hai")
    work_at(good, hoa_sen)
    client.force_login(hoa)
    said = {"role": "focal", "line": "admin", "since": f"{TODAY:%d/%m/%Y}"}

    page = client.post(MANY, {**said, "names": "mot\nhai\nkhongco"}).content.decode()

    assert "Không có tài khoản đang hoạt động: khongco." in page
    assert f"Chưa có vị trí công tác: {homeless.username}." in page
    assert Grant.objects.filter(role=Role.FOCAL).count() == 0


def test_many_cannot_be_given_beyond_ones_reach(client, hoa_sen, binh_minh, suoi_may):
    local = make_user("Quản trị xã", "quantrixa")
    give(local, Role.ADMIN, suoi_may)
    outside = make_user("Người Ngoài", "ngoai")
    work_at(outside, binh_minh)
    client.force_login(local)
    said = {"role": "head", "line": "admin", "since": f"{TODAY:%d/%m/%Y}"}

    page = client.post(MANY, {**said, "names": "ngoai"}).content.decode()

    assert "Chỉ quản trị viên phụ trách đơn vị này" in page
    assert Grant.objects.filter(user=outside).count() == 0


# ------------------------------------------------------------------ the yearly check
def test_the_list_is_frozen_as_it_was_signed(client, hoa, binh, lan, so):
    review = sign_review(so, "Cuối năm", by=hoa)
    Grant.objects.filter(user=lan).update(days=DateRange(LONG_AGO, TODAY))

    kept = RightsReview.objects.get()
    assert (kept.signed_by, kept.count, kept.note) == (hoa, 3, "Cuối năm")
    assert sorted(row[0] for row in kept.rows) == ["binh", "hoa", "lan"]
    client.force_login(hoa)
    page = client.get(f"{REVIEWS}{review.pk}/").content.decode()
    assert "Mai Thanh Hòa ký lúc" in page
    assert "Thủ trưởng đơn vị" in page
    sheet = client.get(f"{REVIEWS}{review.pk}/?xuat=xlsx").content
    cells = CalamineWorkbook.from_filelike(BytesIO(sheet)).get_sheet_by_index(0).to_python()
    assert sorted(row[0] for row in cells if row[0] in ("binh", "hoa", "lan")) == [
        "binh",
        "hoa",
        "lan",
    ]


def test_it_is_signed_on_the_page_after_what_to_look_at(client, hoa, lan, so):
    User.objects.filter(pk=lan.pk).update(is_active=False)
    client.force_login(hoa)
    path = f"/don-vi/{so.pk}/ra-soat-quyen/"

    page = client.get(path).content.decode()
    assert "Tài khoản đã khóa: 1" in page
    assert client.post(path, {"confirm": "rồi"}).status_code == 200
    client.post(path, {"confirm": "đã rà soát"})

    assert RightsReview.objects.count() == 1
    assert Entry.objects.filter(action="orgs.rights_reviewed", actor=hoa).count() == 1


def test_others_sign_and_read_nothing(client, hoa, an, so, suoi_may):
    review = sign_review(so, "", by=hoa)
    local = make_user("Quản trị xã", "quantrixa")
    give(local, Role.ADMIN, suoi_may)

    for user in (an, local):
        client.force_login(user)
        assert client.get(f"{REVIEWS}{review.pk}/").status_code == 404
        assert client.get(f"/don-vi/{so.pk}/ra-soat-quyen/").status_code == 404
    with pytest.raises(NotAllowed):
        sign_review(so, "", by=local)
