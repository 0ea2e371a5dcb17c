"""Pages of units, people and roles, and the unit one works as."""

import re

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.timezone import localdate

from phongtrao.accounts.models import Role
from phongtrao.lib.sheets import open_workbook
from phongtrao.orgs import tabs
from phongtrao.orgs.models import Grant, Line, Person, Post, Unit
from phongtrao.orgs.services import appoint
from phongtrao.orgs.switcher import current_unit
from tests.factories import LONG_AGO, give, make_person, make_unit, make_user


def place(unit, name="Đỗ Thị Hạ", user=None):
    person = make_person(name, user)
    post = Post(
        person=person,
        unit=unit,
        position="Giáo viên",
        category=Post.Category.PUBLIC,
        days=DateRange(LONG_AGO, None),
    )
    appoint(post, by=None)
    return person


def found(client, **words):
    return list(client.get("/don-vi/", words).context["table"].filtered)


# ------------------------------------------------------------------ units
@pytest.mark.parametrize("words", ["hoa sen", "Hoa Sen", "TRƯỜNG THCS HOA SEN", "thcs"])
def test_units_are_found_with_and_without_marks(client, giang, hoa_sen, binh_minh, words):
    client.force_login(giang)

    assert found(client, q=words) == [hoa_sen]


def test_units_narrow_by_kind_level_area_and_place(client, an, so, suoi_may, hoa_sen, binh_minh):
    client.force_login(an)

    assert found(client, loai="commune") == [suoi_may, *found(client, q="doi thong")][::-1]
    assert found(client, cap="primary") == [binh_minh]
    assert found(client, dia_ban="hard") == []
    assert found(client, duoi=suoi_may.pk) == [hoa_sen]
    assert found(client, duoi=suoi_may.pk, tuyen="prof") == []
    assert hoa_sen in found(client, duoi=so.pk, tuyen="prof")


def test_closed_units_leave_the_list_but_keep_their_page(client, an, hoa_sen):
    Unit.objects.filter(pk=hoa_sen.pk).update(closed_on=localdate())
    client.force_login(an)

    assert hoa_sen not in found(client)
    assert "chấm dứt ngày" in client.get(f"/don-vi/{hoa_sen.pk}/").content.decode()


def test_units_export_as_filtered(client, an, hoa_sen, binh_minh):
    client.force_login(an)

    book = open_workbook(client.get("/don-vi/?q=hoa+sen&xuat=xlsx").content, "don-vi.xlsx")

    names = [row[0] for row in book.rows()]
    assert ("Trường THCS Hoa Sen" in names, "Trường Tiểu học Bình Minh" in names) == (True, False)


@pytest.mark.parametrize("rows", [1, 3])
def test_unit_list_asks_the_same_with_more_rows(client, an, so, rows, django_assert_num_queries):
    for number in range(rows):
        make_unit(f"Trường Thử {number}", admin=so)
    client.force_login(an)

    # session, user, grants, works, bell, choices of kinds, levels, clusters and upper units, count, page
    with django_assert_num_queries(11):
        page = client.get("/don-vi/", {"q": "truong thu"})

    assert page.content.decode().count("Trường Thử ") == rows


def test_unit_page_shows_both_parents_and_what_is_below(client, giang, so, suoi_may, hoa_sen):
    client.force_login(giang)

    page = client.get(f"/don-vi/{hoa_sen.pk}/").content.decode()
    above = client.get(f"/don-vi/{suoi_may.pk}/").content.decode()

    assert f'<a href="/don-vi/{suoi_may.pk}/">Xã Suối Mây</a>' in page
    assert f'<a href="/don-vi/{so.pk}/">Sở Giáo dục và Đào tạo Sông Ngân</a>' in page
    assert "1 đơn vị bên dưới, 1 trực thuộc" in above


def test_unit_page_that_is_not_there_is_404(client, giang):
    client.force_login(giang)

    assert client.get("/don-vi/999999/").status_code == 404


def test_tabs_are_those_one_may_open(client, hoa, giang, hoa_sen):
    assert [tab["label"] for tab in tabs.tabs_of(hoa_sen, giang, "unit")][:1] == ["Thông tin"]

    def labels(user):
        return {str(tab["label"]) for tab in tabs.tabs_of(hoa_sen, user, "unit")}

    assert {"Nhân sự", "Phân quyền"} <= labels(hoa)
    assert not {"Người", "Phân quyền"} & labels(giang)


def test_a_new_unit_is_founded_from_its_form(client, hoa, so, suoi_may):
    client.force_login(hoa)
    said = {
        "name": "Trường Tiểu học Măng Non",
        "kind": "school",
        "level": "primary",
        "area": "rural",
        "opened_on": "01/09/2026",
        "admin_parent": suoi_may.pk,
        "prof_parent": so.pk,
    }

    answer = client.post("/don-vi/moi/", said)

    unit = Unit.objects.get(name="Trường Tiểu học Măng Non")
    assert answer.url == f"/don-vi/{unit.pk}/"
    assert unit.admin_path.startswith(suoi_may.admin_path)


def test_a_new_unit_elsewhere_is_refused_in_words(client, hoa, province, so):
    client.force_login(hoa)
    said = {"name": "Trường A", "kind": "school", "area": "urban", "opened_on": "01/09/2026"}

    nowhere = client.post("/don-vi/moi/", said)
    outside = client.post("/don-vi/moi/", {**said, "admin_parent": province.pk})

    assert "Hãy chọn cấp trên" in nowhere.content.decode()
    assert "ngoài phạm vi quản trị" in outside.content.decode()


def test_edit_saves_and_errors_stand_at_the_field(client, hoa, hoa_sen, binh_minh):
    client.force_login(hoa)
    said = {"short_name": "Hoa Sen", "level": "lower", "area": "hard", "how": "mistake"}

    taken = client.post(f"/don-vi/{hoa_sen.pk}/sua/", {**said, "code": binh_minh.code})
    saved = client.post(f"/don-vi/{hoa_sen.pk}/sua/", {**said, "code": "H99"}, follow=True)

    assert "Chưa lưu được" in taken.content.decode()
    assert "Đã lưu đơn vị" in saved.content.decode()
    hoa_sen.refresh_from_db()
    assert (hoa_sen.code, hoa_sen.area) == ("H99", "hard")


@pytest.mark.parametrize("who", ["an", "binh", "chi", "khanh"])
def test_pages_of_administration_do_not_exist_for_others(client, request, hoa_sen, who):
    client.force_login(request.getfixturevalue(who))
    paths = ["moi/", *(f"{hoa_sen.pk}/{end}/" for end in ("sua", "phan-quyen", "nguoi/moi"))]

    assert {client.get(f"/don-vi/{path}").status_code for path in paths} == {404}


# ------------------------------------------------------------------ people
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("an", 200),
        ("binh", 200),
        ("lam", 200),
        ("hoa", 200),
        ("khanh", 200),
        ("giang", 404),
        ("chi", 404),
    ],
)
def test_people_of_a_unit_are_seen_within_scope(client, request, hoa_sen, who, status):
    person = place(hoa_sen)
    client.force_login(request.getfixturevalue(who))

    assert client.get(f"/don-vi/{hoa_sen.pk}/nguoi/").status_code == status
    assert client.get(f"/don-vi/nguoi/{person.pk}/").status_code == status
    assert client.get(f"/nhat-ky/orgs.person/{person.pk}/").status_code == status


def test_people_list_holds_ones_scope_only(client, binh, hoa_sen, binh_minh):
    near, far = place(hoa_sen, "Đỗ Thị Hạ"), place(binh_minh, "Đỗ Thị Đông")
    client.force_login(binh)

    page = client.get("/don-vi/nguoi/")

    assert list(page.context["table"].filtered) == [near]
    assert far.full_name not in page.content.decode()


def test_people_list_narrows(client, an, hoa_sen):
    person = place(hoa_sen)
    client.force_login(an)

    def people(**words):
        return list(client.get("/don-vi/nguoi/", words).context["table"].filtered)

    assert people(q="do thi ha") == [person]
    assert people(doi_tuong="public") == [person]
    assert people(doi_tuong="cadre") == []


def test_people_list_is_not_for_teachers(client, giang):
    client.force_login(giang)

    assert client.get("/don-vi/nguoi/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_people_list_asks_the_same_with_more_rows(
    client, an, hoa_sen, rows, django_assert_num_queries
):
    for _n in range(rows):
        place(hoa_sen)
    client.force_login(an)

    with django_assert_num_queries(8):  # session, user, grants, works, bell, count, page, posts
        page = client.get("/don-vi/nguoi/")

    assert page.content.decode().count("Đỗ Thị Hạ") == rows


def test_a_person_is_added_with_an_account(client, hoa, hoa_sen):
    client.force_login(hoa)
    said = {
        "full_name": "Đỗ Thị Hạ",
        "position": "Giáo viên",
        "category": "public",
        "since": "01/09/2026",
        "username": "ha.do",
    }

    page = client.post(f"/don-vi/{hoa_sen.pk}/nguoi/moi/", said)

    password = re.search(r'<code class="secret">(.*?)</code>', page.content.decode())[1]
    person = Person.objects.get(full_name="Đỗ Thị Hạ")
    assert person.user.check_password(password)
    assert "no-store" in page["Cache-Control"]


def test_a_person_is_added_without_an_account(client, hoa, hoa_sen):
    client.force_login(hoa)
    said = {
        "full_name": "Đỗ Thị Hạ",
        "position": "Bảo vệ",
        "category": "worker",
        "since": "01/09/2026",
    }

    page = client.post(f"/don-vi/{hoa_sen.pk}/nguoi/moi/", said, follow=True)

    assert "Đã thêm Đỗ Thị Hạ" in page.content.decode()
    assert "chưa có tài khoản" in page.content.decode()


# ------------------------------------------------------------------ roles
def grant_form(**more):
    return {"account": "giang", "role": "focal", "line": "admin", "since": "01/09/2026", **more}


def test_a_role_is_given_from_its_form(client, hoa, giang, hoa_sen):
    client.force_login(hoa)

    page = client.post(f"/don-vi/{hoa_sen.pk}/phan-quyen/moi/", grant_form(), follow=True)

    grant = Grant.objects.get(user=giang, role=Role.FOCAL)
    assert (grant.unit, grant.given_by) == (hoa_sen, hoa)
    assert "Đã phân quyền" in page.content.decode()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"account": "ai-do"}, "Không có tài khoản “ai-do”"),
        ({"until": "01/08/2026"}, "Ngày hết hiệu lực phải sau"),
        ({"account": "hoa"}, "Không thể tự phân quyền"),
    ],
)
def test_a_wrong_grant_is_refused_in_words(client, hoa, giang, hoa_sen, wrong, words):
    before = Grant.objects.count()
    client.force_login(hoa)

    page = client.post(f"/don-vi/{hoa_sen.pk}/phan-quyen/moi/", grant_form(**wrong))

    assert words in page.content.decode()
    assert Grant.objects.count() == before


def test_ending_a_role_says_what_it_covers_and_asks_for_a_word(client, hoa, lam, suoi_may, hoa_sen):
    grant = Grant.objects.get(user=lam)
    client.force_login(hoa)
    path = f"/don-vi/phan-quyen/{grant.pk}/"

    assert "phủ 2 đơn vị" in client.get(path).content.decode()
    assert "Chưa đúng từ" in client.post(path, {"confirm": "ừ"}).content.decode()
    page = client.post(path, {"confirm": "thu hồi"}, follow=True)

    assert "Đã thu hồi" in page.content.decode()
    grant.refresh_from_db()
    assert grant.is_over
    assert "đã hết hiệu lực" in client.get(path).content.decode()


def test_grants_do_not_exist_for_others(client, an, chi, hoa_sen, binh):
    grant = Grant.objects.get(user=binh)

    for user in (an, chi, binh):
        client.force_login(user)
        assert client.get(f"/don-vi/phan-quyen/{grant.pk}/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_grant_list_asks_the_same_with_more_rows(
    client, hoa, hoa_sen, rows, django_assert_num_queries
):
    for _n in range(rows):
        give(make_user("Người Thử"), Role.FOCAL, hoa_sen)
    client.force_login(hoa)

    with django_assert_num_queries(8):  # session, user, grants, works, bell, unit, count, page
        page = client.get(f"/don-vi/{hoa_sen.pk}/phan-quyen/")

    assert page.content.decode().count("Người Thử") == rows


# ------------------------------------------------------------------ the unit one works as
def test_the_switcher_offers_own_units_and_remembers(client, binh, hoa_sen, binh_minh):
    give(binh, Role.FOCAL, binh_minh)
    client.force_login(binh)
    assert "Thủ trưởng đơn vị" in client.get("/thong-bao/").content.decode()

    answer = client.post("/don-vi/chon/", {"unit": binh_minh.pk, "next": "/thong-bao/"})

    assert answer.url == "/thong-bao/"
    assert current_unit(binh, client.session) == binh_minh


def test_the_switcher_refuses_units_of_others(client, binh, binh_minh, hoa_sen):
    client.force_login(binh)

    assert client.post("/don-vi/chon/", {"unit": binh_minh.pk}).status_code == 404
    assert client.post("/don-vi/chon/", {"unit": "x"}).status_code == 404
    assert current_unit(binh, client.session) == hoa_sen


def test_the_switcher_never_leaves_the_house(client, binh, hoa_sen):
    client.force_login(binh)

    answer = client.post("/don-vi/chon/", {"unit": hoa_sen.pk, "next": "https://noi-khac.example"})

    assert answer.url == "/"


def test_a_unit_whose_role_ended_is_no_longer_current(binh, hoa_sen, binh_minh, client):
    give(binh, Role.FOCAL, binh_minh, Line.ADMIN)
    session = {"unit": binh_minh.pk}
    assert current_unit(binh, session) == binh_minh

    Grant.objects.filter(unit=binh_minh).delete()
    assert current_unit(type(binh).objects.get(pk=binh.pk), session) == hoa_sen


def test_people_without_any_role_have_no_unit(db):
    assert current_unit(make_user("Người Mới"), {}) is None
