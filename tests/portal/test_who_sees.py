"""“Ai xem được, và vì sao”: the answer of the page is the answer of the door, for everybody and everything."""

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from phongtrao.accounts.models import Role, User
from phongtrao.documents.models import Incoming
from phongtrao.orgs.models import Grant, Line, Unit
from phongtrao.plans.models import Movement
from phongtrao.portal.queries import seers as seers_module
from phongtrao.portal.queries.seers import seers
from phongtrao.portal.queries.who_sees import KINDS, Sight, counts, is_open_to_all, sights
from tests.factories import give, make_movement, make_unit, make_user
from tests.world import SIGN_INS

ASK = "/ai-xem/"
NOUNS = {
    "don-vi": "unit",
    "nguoi": "person",
    "du-lieu": "person",
    "ky-luat-nguoi": "person",
    "ky-luat-don-vi": "unit",
    "xep-loai": "unit",
    "phan-quyen": "unit",
    "phong-trao": "movement",
    "ke-hoach": "plan",
    "nhiem-vu": "task",
    "viec": "assignment",
    "bao-cao": "report",
    "van-ban": "document",
    "van-ban-di": "outgoing",
    "van-ban-den": "incoming",
    "ban-in": "paper",
    "minh-chung": "evidence",
}


@pytest.mark.django_db
def test_the_page_answers_as_the_door_does(world, client, settings):
    """Every kind, every sample of the world, each of the demo's people: one answer, not two."""
    settings.ROOT_URLCONF = "tests.bare_urls"
    people = [world.people[name] for name in SIGN_INS]
    everybody = User.objects.get_queryset().filter(pk__in=[user.pk for user in people])
    assert sorted(NOUNS) == sorted(KINDS)

    wrong, opened = [], 0
    for key, noun in NOUNS.items():
        for label, pk in world.samples[noun].items():
            found = sights(KINDS[key], pk, [User.objects.get(pk=user.pk) for user in people])
            listed = set(seers(KINDS[key], pk, everybody).accounts)
            for user in people:
                client.force_login(user)
                opens = client.get(reverse(KINDS[key].url_name, args=[pk])).status_code == 200
                opened += opens
                if found[user.pk].sees != opens:
                    wrong.append(f"{key} ({label}), {user.username}: page {opens}")
                if (user in listed) != opens:
                    wrong.append(f"{key} ({label}), {user.username}: listed {not opens}")

    assert wrong == []
    assert opened > 50


# ------------------------------------------------------------------ why
@pytest.fixture
def draft(so):
    return make_movement(so, status=Movement.Status.DRAFT)


def sight_of(kind, thing, user):
    return sights(KINDS[kind], thing.pk, [user])[user.pk]


def test_the_grant_that_is_enough_is_named(an, so, hoa_sen, draft):
    teacher = give(an, Role.TEACHER, hoa_sen)
    office = Grant.objects.get(user=an, role=Role.OFFICE)

    found = sight_of("phong-trao", draft, an)

    assert found == Sight(sees=True, by_grants=(office,))
    assert teacher not in found.by_grants


def test_who_has_no_grant_that_helps_does_not_see(lan, draft):
    assert sight_of("phong-trao", draft, lan) == Sight(sees=False)


def test_what_is_open_to_all_needs_no_role(lan, hoa_sen):
    assert is_open_to_all(KINDS["don-vi"], hoa_sen.pk)
    assert sight_of("don-vi", hoa_sen, lan) == Sight(sees=True, without_role=True)


def test_a_population_grant_is_a_reason_as_any_other(so, binh_minh, hoa_sen, lan):
    """Who looks after primary schools sees their people, and no others."""
    user = make_user("Chuyên viên tiểu học")
    Grant.objects.create(
        user=user, role=Role.OFFICE, unit=so, line=Line.PROF, level=Unit.Level.PRIMARY,
        days=("2020-01-01", None),
    )  # fmt: skip
    seen = {kind.key: count for kind, count in counts(User.objects.get(pk=user.pk))}

    assert seen["don-vi"] == Unit.objects.count()
    assert seen["nguoi"] == 0  # nobody of theirs has a post here


# ------------------------------------------------------------------ the pages
def test_an_address_is_pasted(client, hoa, draft):
    client.force_login(hoa)

    asked = client.get(ASK, {"dia_chi": f"http://testserver/phong-trao/{draft.pk}/?trang=2"})

    assert asked.url == f"/ai-xem/phong-trao/{draft.pk}/"


@pytest.mark.parametrize("address", ["abc", "http://[", "/thong-bao/", "https://ke-gian.example/x"])
def test_other_addresses_are_answered_in_words(client, hoa, address):
    client.force_login(hoa)

    page = client.get(ASK, {"dia_chi": address})

    assert page.status_code == 200
    assert "Chưa nhận ra trang này" in page.content.decode()


def test_the_page_lists_those_who_see_by_what_and_since_when(client, hoa, an, lan, draft):
    client.force_login(hoa)

    page = client.get(f"/ai-xem/phong-trao/{draft.pk}/").content.decode()

    assert "Văn phòng, thường trực phong trào tại Sở Giáo dục và Đào tạo Sông Ngân" in page
    assert "01/01/2020" in page
    assert ("Lê Thu An" in page, "Đỗ Ngọc Lan" in page) == (True, False)
    assert "1 người xem được." in page


def test_who_sees_by_name_or_by_several_roles_is_listed(hoa_sen, binh, chi, giang):
    """A paper handed to somebody: neither the name nor the role at the unit is enough alone."""
    came = Incoming.objects.create(
        unit=hoa_sen,
        handed_to=giang,
        kind="CV",
        sender="Trường khác",
        abstract="Công văn",
        arrived_on=localdate(),
        year=localdate().year,
    )
    accounts = User.objects.get_queryset()

    found = seers(KINDS["van-ban-den"], came.pk, accounts)

    assert set(found.accounts) == {binh, giang}  # the head by the role, the teacher by both


def test_too_many_kinds_of_roles_are_cut_and_said(client, hoa, so, an, draft, monkeypatch):
    give(make_user("Người xa"), Role.OFFICE, make_unit("Phòng xa", Unit.Kind.OFFICE, admin=so))
    monkeypatch.setattr(seers_module, "LIMIT", 0)
    client.force_login(hoa)

    page = client.get(f"/ai-xem/phong-trao/{draft.pk}/").content.decode()

    assert "Hãy lọc theo đơn vị" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(
    client, hoa, so, draft, count, django_assert_num_queries
):
    for number in range(count):
        user = make_user(f"Người {number}")
        give(user, Role.OFFICE, so, Line.PROF)
        give(user, Role.FOCAL, so)
    client.force_login(hoa)
    client.get(f"/ai-xem/phong-trao/{draft.pk}/")

    with django_assert_num_queries(18):
        client.get(f"/ai-xem/phong-trao/{draft.pk}/")


def test_a_draft_the_administrator_may_not_read_keeps_its_name(client, hoa, an, draft):
    """Who may ask who reads a thing need not read it."""
    client.force_login(hoa)

    for path in (f"/ai-xem/phong-trao/{draft.pk}/", f"/ai-xem/phong-trao/{draft.pk}/{an.pk}/"):
        page = client.get(path).content.decode()
        assert f"Phong trào số {draft.pk}" in page
        assert draft.title not in page


def test_what_one_may_do_is_said_with_the_reason(client, hoa, an, dung, draft):
    client.force_login(hoa)

    page = client.get(f"/ai-xem/phong-trao/{draft.pk}/{dung.pk}/").content.decode()

    assert "Làm được gì" in page
    assert "Không:" in page


def test_it_is_for_administrators_of_these_people_only(client, hoa, an, lan, binh, suoi_may, draft):
    paths = [
        ASK,
        f"/ai-xem/phong-trao/{draft.pk}/",
        f"/ai-xem/phong-trao/{draft.pk}/{an.pk}/",
        f"/ai-xem/tai-khoan/{an.pk}/",
    ]
    for user in (an, lan, binh):
        client.force_login(user)
        assert [client.get(path).status_code for path in paths] == [404] * 4
    local = make_user("Quản trị xã", "quantrixa")
    give(local, Role.ADMIN, suoi_may)
    client.force_login(local)
    assert [client.get(path).status_code for path in paths] == [200, 404, 404, 404]


def test_accounts_of_others_are_not_in_the_list(client, hoa_sen, chi, lan, suoi_may):
    local = make_user("Quản trị xã", "quantrixa")
    give(local, Role.ADMIN, suoi_may)
    client.force_login(local)

    page = client.get(f"/ai-xem/don-vi/{hoa_sen.pk}/").content.decode()

    assert "Đỗ Ngọc Lan" in page
    assert "Ngô Kim Chi" not in page


def test_unknown_things_do_not_exist(client, hoa):
    client.force_login(hoa)

    assert client.get("/ai-xem/phong-trao/999999/").status_code == 404
    assert client.get("/ai-xem/bi-mat/1/").status_code == 404


def test_of_a_person_it_says_roles_and_counts(client, hoa, an):
    client.force_login(hoa)

    page = client.get(f"/ai-xem/tai-khoan/{an.pk}/").content.decode()

    assert "Giữ 1 vai trò hôm nay" in page
    assert "phủ 1 đơn vị" in page


@pytest.mark.parametrize("key", sorted(set(KINDS) - {"don-vi", "nguoi"}))
@pytest.mark.parametrize("count", [1, 3])
def test_asking_costs_the_same_for_one_and_three(so, draft, key, count, django_assert_num_queries):
    users = [make_user(f"Người {n}") for n in range(count)]
    for user in users:
        give(user, Role.OFFICE, so, Line.PROF)
        give(user, Role.FOCAL, so)

    with django_assert_num_queries(2):
        sights(KINDS[key], draft.pk, users)


def test_a_place_of_another_province_is_nobodys_business(client, lan):
    elsewhere = make_unit("UBND tỉnh khác", Unit.Kind.PROVINCE)
    other = make_user("Quản trị tỉnh khác", "quantrikhac")
    give(other, Role.ADMIN, elsewhere)
    client.force_login(other)

    assert client.get(f"/ai-xem/tai-khoan/{lan.pk}/").status_code == 404
