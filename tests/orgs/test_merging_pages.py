"""The list of probable twins and the page that merges two.  S0-14"""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from phongtrao.accounts.models import Role
from phongtrao.audit.models import Entry
from phongtrao.lib.errors import BadInput
from phongtrao.lib.periods import school_year
from phongtrao.orgs.models import DistinctPair, Import, Person
from phongtrao.orgs.services import (
    Given,
    add_person,
    doubt_again,
    merge_persons,
    rate,
    tell_apart,
)
from tests.factories import give, make_user
from tests.orgs.people_work import disciplined, place

BORN = date(1990, 3, 2)
TWINS = "/don-vi/nguoi/co-the-trung/"


@pytest.fixture
def xa(suoi_may):
    """Administrator of the commune, who keeps one of the two."""
    user = make_user("Vi Văn Trị", "tri")
    give(user, Role.ADMIN, suoi_may)
    return user


@pytest.fixture
def pair(hoa_sen, binh_minh):
    return two("Nông Thị Hạ", hoa_sen, binh_minh)


def two(name, first, second):
    made = []
    for unit, since, until in (
        (first, date(2020, 1, 1), date(2021, 5, 1)),
        (second, date(2021, 5, 1), None),
    ):
        person = add_person(Person(full_name=name, birth_date=BORN), by=None)
        place(unit, person, since=since, until=until)
        made.append(person)
    return made


def address(pair):
    return f"/don-vi/nguoi/{pair[0].pk}/gop/{pair[1].pk}/"


def page(client, user, url, status=200):
    client.force_login(user)
    answer = client.get(url)
    assert answer.status_code == status, url
    return answer.content.decode()


def send(client, user, url, **said):
    client.force_login(user)
    return client.post(url, {"stays": "1", "confirm": "gộp", **said})


# ------------------------------------------------------------------ the list
def test_the_list_names_the_pair_and_its_grounds(client, pair, tam):
    shown = page(client, tam, TWINS)

    assert address(pair) in shown
    assert "Cùng họ tên, ngày sinh" in shown
    assert address(pair) not in page(client, tam, f"{TWINS}?q=khac")
    assert TWINS in page(client, tam, "/don-vi/nguoi/")


def test_the_list_is_for_who_keeps_people_and_tells_of_their_people_only(
    client, pair, xa, an, binh, khanh
):
    for stranger in (an, binh, khanh):
        page(client, stranger, TWINS, 404)
        assert TWINS not in page(client, stranger, "/don-vi/nguoi/")

    assert "Nông Thị Hạ" not in page(client, xa, TWINS)


def test_the_list_costs_the_same_for_one_and_for_three(client, pair, hoa_sen, binh_minh, tam):
    page(client, tam, TWINS)
    with CaptureQueriesContext(connection) as one:
        page(client, tam, TWINS)
    for name in ("Lò Văn Tú", "Vàng A Páo"):
        two(name, hoa_sen, binh_minh)

    with CaptureQueriesContext(connection) as three:
        shown = page(client, tam, TWINS)

    assert shown.count("/gop/") == 3
    assert len(one) == len(three)


def test_the_preview_of_an_import_leads_there(client, tam, so, an):
    act = {"kind": "people", "unit": so, "status": "checked", "counts": COUNTS}
    mine, others = (Import.objects.create(made_by=user, **act) for user in (tam, an))

    assert TWINS in page(client, tam, f"/don-vi/nhap/{mine.pk}/")
    assert TWINS not in page(client, an, f"/don-vi/nhap/{others.pk}/")


COUNTS = {"rows": 1, "new": 1, "changed": 0, "same": 0, "bad": 0, "faults": 0, "twins": 1}


# ------------------------------------------------------------------ two side by side
def test_two_are_shown_side_by_side_and_merged_after_the_word(client, pair, hoa_sen, tam):
    old, new = pair
    Person.objects.filter(pk=old.pk).update(home_town="Xã Suối Mây")
    Person.objects.filter(pk=new.pk).update(home_town="Xã Đồi Thông")
    rate(school_year(2022), [Given(hoa_sen, 3, new)], by=None)

    shown = page(client, tam, address(pair))
    unsure = send(client, tam, address(pair), home_town="2", confirm="thôi")
    assert Person.objects.filter(pk=new.pk).exists()
    done = send(client, tam, address(pair), home_town="2")

    for words in ("Xã Suối Mây", "Xã Đồi Thông", "01/01/2020 – 30/04/2021", "Năm học 2022"):
        assert words in shown
    assert "Chưa đúng từ xác nhận" in unsure.content.decode()
    assert done.url == f"/don-vi/nguoi/{old.pk}/"
    assert Person.objects.get(full_name="Nông Thị Hạ").home_town == "Xã Đồi Thông"
    assert "Gộp một hồ sơ trùng vào hồ sơ này" in page(
        client, tam, reverse("audit:history", args=["orgs.person", old.pk])
    )


def test_what_hinders_stands_on_the_page_before_anything_is_typed(client, hoa_sen, binh_minh, tam):
    both = [place(unit).person for unit in (hoa_sen, binh_minh)]

    shown = page(client, tam, address(both))
    send(client, tam, address(both))

    assert "đã có một vị trí chính" in shown
    assert 'name="confirm"' not in shown
    assert Person.objects.filter(full_name="Nông Thị Hạ").count() == 2


# ------------------------------------------------------------------ who may not
def test_who_keeps_one_of_the_two_learns_nothing_of_the_other(
    client, hoa_sen, binh_minh, xa, an, binh
):
    own, foreign = place(hoa_sen).person, place(binh_minh, since=date(2021, 5, 1)).person
    Person.objects.filter(pk=foreign.pk).update(home_town="xq7leak")

    for user in (xa, an, binh):
        for both in ((own, foreign), (foreign, own), (own, own)):
            assert "xq7leak" not in page(client, user, address(both), 404)
            assert send(client, user, address(both)).status_code == 404

    assert Person.objects.filter(pk__in=[own.pk, foreign.pk]).count() == 2


def test_discipline_is_counted_only_for_those_who_read_it(client, pair, hoa_sen, hoa, tam):
    disciplined(pair[1], hoa_sen, date(2022, 1, 5))

    assert "Kỷ luật:" in page(client, tam, address(pair))
    assert "Kỷ luật:" not in page(client, hoa, address(pair))


# ------------------------------------------------------------------ two people after all
@pytest.fixture
def namesakes(so, hoa_sen, binh_minh):
    """Two teachers of one name and day of birth, who are two people."""
    people = [add_person(Person(full_name="Lò Văn Tú", birth_date=BORN), by=None) for __ in "12"]
    place(hoa_sen, people[0], until=date(2022, 9, 1))
    place(binh_minh, people[1], since=date(2022, 9, 1))
    return people


def test_two_people_after_all_leave_the_list_and_come_back(client, tam, namesakes):
    one, other = namesakes
    client.force_login(tam)
    merge, path = (
        reverse(f"orgs:person_{name}", args=[one.pk, other.pk]) for name in ("merge", "apart")
    )
    assert merge in client.get(TWINS).content.decode()

    client.post(path)

    assert merge not in client.get(TWINS).content.decode()
    assert merge in client.get(TWINS, {"khac": "on"}).content.decode()
    assert "Bỏ ghi hai người khác nhau" in client.get(merge).content.decode()
    assert Entry.objects.filter(action="orgs.persons_told_apart").count() == 2
    client.post(reverse("orgs:person_apart", args=[other.pk, one.pk]))
    assert merge in client.get(TWINS).content.decode()


def test_two_people_are_not_merged_until_it_is_taken_back(tam, namesakes):
    one, other = namesakes
    tell_apart(other, one, by=tam)
    tell_apart(one, other, by=tam)

    with pytest.raises(BadInput, match="hai người khác nhau"):
        merge_persons(one, other, [], by=tam)

    doubt_again(one, other, by=tam)
    assert merge_persons(one, other, [], by=tam) == one


def test_only_who_keeps_both_tells_them_apart(client, namesakes, xa, an):
    path = reverse("orgs:person_apart", args=[one.pk for one in namesakes])
    for who in (xa, an):
        client.force_login(who)
        assert client.post(path).status_code == 404
    assert not DistinctPair.objects.exists()
