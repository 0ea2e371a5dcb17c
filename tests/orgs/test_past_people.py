"""What is told of a person's past bears the names of its days, whatever the unit is called since. S3-30"""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from phongtrao.accounts.models import Role
from phongtrao.lib.periods import school_year
from phongtrao.orgs.access import Pair
from phongtrao.orgs.forest import Change
from phongtrao.orgs.models import Person
from phongtrao.orgs.own_sections import posts, ratings, roles
from phongtrao.orgs.pages import MergePage
from phongtrao.orgs.queries import own_ratings, posts_over_time
from phongtrao.orgs.services import Given, Order, add_person, rate, reorganise
from tests.factories import give, make_user
from tests.orgs.people_work import place

OLD, NEW = "Trường THCS Hoa Sen", "Trường THCS Hoa Sen Trắng"
RENAMED = date(2024, 9, 15)


@pytest.fixture
def ha(hoa_sen, binh_minh):
    """At the school until its last day under the old name, and again since."""
    user = make_user("Nông Thị Hạ", "ha")
    person = add_person(Person(full_name="Nông Thị Hạ", user=user), by=None)
    place(hoa_sen, person, date(2020, 9, 1), RENAMED)
    place(hoa_sen, person, RENAMED, date(2025, 8, 1), position="Tổ trưởng")
    place(hoa_sen, person, date(2025, 8, 1), position="Tổ phó")
    ended = give(user, Role.TEACHER, hoa_sen)
    ended.days = DateRange(ended.days.lower, RENAMED)
    ended.save()
    give(user, Role.FOCAL, hoa_sen)
    for year in (2022, 2024):
        rate(school_year(year), [Given(hoa_sen, 3, person)], by=None)
    reorganise(Order("Đổi tên", RENAMED, (Change(hoa_sen.pk, name=NEW),)), by=None)
    return person


def test_posts_ratings_and_roles_bear_the_names_of_their_days(ha):
    assert [line.what for line in posts(ha)] == [
        f"Tổ phó, {NEW}",
        f"Tổ trưởng, {NEW}",
        f"Giáo viên, {OLD}",
    ]
    assert [line.note for line in ratings(ha)] == [NEW, OLD]
    assert [line.what.rsplit(", ", 1)[1] for line in roles(ha)] == [NEW, OLD]


@pytest.mark.parametrize("part", ["posts", "ratings"])
def test_the_page_of_a_person_shows_them(client, ha, hoa, part):
    client.force_login(hoa)

    page = client.get(f"/don-vi/nguoi/{ha.pk}/").content.decode()

    section = page.split(f'<h2 id="{part}">')[1].split("</section>")[0]
    olds = section.count(OLD) - section.count(NEW)
    assert (olds, section.count(NEW)) == {"posts": (1, 2), "ratings": (1, 1)}[part]


def test_the_own_record_shows_them(client, ha):
    client.force_login(ha.user)

    page = client.get("/don-vi/ho-so-cua-toi/").content.decode()

    assert f"Giáo viên, {OLD}<" in page
    assert f"Tổ phó, {NEW}<" in page


def test_two_records_side_by_side_show_them(ha, hoa):
    twin = add_person(Person(full_name="Nông Thị Hạ"), by=None)

    page = MergePage.of(Pair(ha, twin), hoa)

    told = next(line.first for line in page.lines if line.label == "Vị trí công tác")
    assert [post.rsplit(", ", 1)[1] for post in told] == [NEW, NEW, OLD]


def test_the_past_of_a_unit_bears_the_name_of_the_year(ha, hoa_sen):
    for year in (2022, 2024):
        rate(school_year(year), [Given(hoa_sen, 3)], by=None)

    assert [row.unit_name for row in own_ratings(hoa_sen)] == [NEW, OLD]


def test_names_are_told_in_one_query(ha, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len({post.unit_name for post in posts_over_time(ha)}) == 2
