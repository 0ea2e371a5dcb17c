"""A post ends on a day; the person's page keeps it; roles end with it when told so.  S0-14"""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from phongtrao.accounts.models import Role
from phongtrao.audit.models import Entry
from phongtrao.lib.errors import BadInput, Conflict, NotAllowed
from phongtrao.orgs.models import Grant, Post
from phongtrao.orgs.services import NewPerson, NewRole, end_post, end_role, give_role, hire
from tests.factories import give, make_user

SINCE = date(2024, 9, 1)
TODAY = timezone.localdate()


@pytest.fixture
def teacher(hoa, hoa_sen):
    """Somebody with an account, a post and two roles."""
    new = NewPerson("Nông Thị Hạ", "Giáo viên", "public", SINCE, username="ha")
    hired = hire(new, hoa_sen, by=hoa)
    give_role(hired.issued.user, NewRole(Role.TEACHER, hoa_sen, since=SINCE), by=hoa)
    return hired.person


@pytest.fixture
def post(teacher):
    return teacher.posts.get()


def address(post):
    return f"/don-vi/vi-tri/{post.pk}/thoi/"


# ------------------------------------------------------------------ the deed


def test_a_post_ends_and_history_tells(post, hoa, hoa_sen):
    end_post(post, TODAY, by=hoa)

    entry = Entry.objects.latest("pk")
    assert (post.days.lower, post.days.upper, post.is_over) == (SINCE, TODAY, True)
    assert post.last_day == TODAY - timedelta(days=1)
    assert (entry.action, entry.actor, entry.values.after["until"]) == (
        "orgs.post_ended",
        hoa,
        TODAY.isoformat(),
    )
    assert Grant.objects.today().filter(user=post.person.user).count() == 1  # only when told so


@pytest.mark.parametrize(
    ("ahead", "until"), [(-30, TODAY), (0, TODAY), (40, TODAY + timedelta(40))]
)
def test_chosen_roles_end_the_same_day_but_never_in_the_past(post, hoa, ahead, until):
    grant = Grant.objects.get(user=post.person.user)

    end_post(post, TODAY + timedelta(ahead), grants=[grant], by=hoa)

    grant.refresh_from_db()
    assert (grant.days.lower, grant.days.upper) == (SINCE, until)


def test_a_role_that_ends_earlier_is_not_made_longer(post, hoa):
    grant = Grant.objects.get(user=post.person.user)
    end_role(grant, on=TODAY + timedelta(5), by=hoa)

    end_role(grant, on=TODAY + timedelta(40), by=hoa)

    assert grant.days.upper == TODAY + timedelta(5)


def test_a_post_does_not_end_before_it_began_nor_twice(post, hoa):
    with pytest.raises(BadInput, match="sau ngày bắt đầu 01/09/2024"):
        end_post(post, SINCE, by=hoa)
    end_post(post, TODAY, by=hoa)
    with pytest.raises(NotAllowed, match="đã kết thúc"):
        end_post(post, TODAY, by=hoa)


def test_who_comes_second_is_told(post, hoa):
    same = Post.objects.get(pk=post.pk)
    end_post(post, TODAY, by=hoa)

    with pytest.raises(Conflict):
        end_post(same, TODAY, by=hoa)


@pytest.mark.parametrize("who", ["an", "binh", "chi", "khanh"])
def test_only_the_administrator_of_the_unit_ends_posts(client, request, post, who):
    user = request.getfixturevalue(who)
    client.force_login(user)

    with pytest.raises(NotAllowed):
        end_post(post, TODAY, by=user)
    assert client.get(address(post)).status_code == 404


# ------------------------------------------------------------------ the screens


def test_the_page_asks_for_day_roles_and_a_word(client, post, hoa, hoa_sen):
    grant = Grant.objects.get(user=post.person.user)
    client.force_login(hoa)

    asked = client.get(address(post)).content.decode()
    unsure = client.post(address(post), {"on": "01/09/2026", "grants": [grant.pk]})
    answer = client.post(
        address(post),
        {"on": TODAY.strftime("%d/%m/%Y"), "grants": [grant.pk], "confirm": "kết thúc"},
    )

    assert f'value="{grant.pk}"' in asked
    assert "Giáo viên, nhân viên, Trường THCS Hoa Sen" in asked
    assert (unsure.status_code, answer.url) == (200, f"/don-vi/nguoi/{post.person_id}/")
    assert not Grant.objects.today().filter(user=post.person.user).exists()


def test_roles_of_units_of_others_are_not_offered(client, post, hoa, province):
    foreign = give(post.person.user, Role.OFFICE, province)
    client.force_login(hoa)

    asked = client.get(address(post)).content.decode()
    client.post(address(post), {"on": "01/09/2026", "grants": [foreign.pk], "confirm": "kết thúc"})

    assert "UBND tỉnh" not in asked.partition("<form")[2]
    assert Grant.objects.today().filter(pk=foreign.pk).exists()


def test_person_page_keeps_the_past_with_its_span(client, post, hoa, hoa_sen, binh):
    end_post(post, date(2026, 6, 1), by=hoa)

    for reader in (hoa, binh):
        client.force_login(reader)
        page = client.get(f"/don-vi/nguoi/{post.person_id}/").content.decode()
        assert "01/09/2024 – 31/05/2026" in page
        assert "Kết thúc vị trí" not in page
        now = client.get(f"/don-vi/{hoa_sen.pk}/nguoi/").content.decode()
        past = client.get(f"/don-vi/{hoa_sen.pk}/nguoi/?tinh_trang=thoi").content.decode()
        assert ("Nông Thị Hạ" in now, "Nông Thị Hạ" in past) == (False, True)


def test_who_moved_on_is_no_longer_the_old_units_to_read(client, post, hoa, binh, chi, binh_minh):
    end_post(post, date(2026, 6, 1), by=hoa)
    Post.objects.create(
        person=post.person,
        unit=binh_minh,
        position="Giáo viên",
        category="public",
        days=(date(2026, 6, 1), None),
    )

    seen = {}
    for reader in (binh, chi, hoa):
        client.force_login(reader)
        seen[reader.username] = client.get(f"/don-vi/nguoi/{post.person_id}/").status_code

    assert seen == {"binh": 404, "chi": 200, "hoa": 200}


def test_a_local_administrator_ends_posts_of_the_own_units_only(post, suoi_may, doi_thong):
    local, other = make_user("Lò Văn Nhỏ", "nho"), make_user("Tòng Thị Một", "mot")
    give(local, Role.ADMIN, suoi_may)
    give(other, Role.ADMIN, doi_thong)

    with pytest.raises(NotAllowed):
        end_post(post, TODAY, by=other)

    assert end_post(post, TODAY, by=local).is_over
