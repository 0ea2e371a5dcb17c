"""A post once written wrongly is mended, with a reason; what was built on it holds it.  S0-14"""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange

from phongtrao.accounts.models import Role
from phongtrao.audit.models import Entry
from phongtrao.lib.errors import BadInput, Conflict, NotAllowed
from phongtrao.lib.periods import school_year
from phongtrao.orgs.forest import Merge
from phongtrao.orgs.models import Post
from phongtrao.orgs.services import (
    Decision,
    Given,
    Order,
    RightPost,
    correct_post,
    rate,
    reorganise,
)
from tests.factories import give, make_user
from tests.orgs.people_work import ask, place

SINCE = date(2024, 9, 1)
WHY = "Ghi nhầm đơn vị, theo Quyết định số 12/QĐ-SGDĐT"
OUTSIDERS = ("an", "dung", "binh", "lan", "giang", "chi", "khanh")


@pytest.fixture
def post(hoa_sen):
    return place(hoa_sen, since=SINCE)


def right(post, **more):
    kept = ("unit", "position", "category", "is_full", "is_frontline")
    said = {name: getattr(post, name) for name in kept}
    return RightPost(**{**said, "since": post.days.lower, "until": post.days.upper, **more})


def address(post):
    return f"/don-vi/vi-tri/{post.pk}/sua/"


# ------------------------------------------------------------------ the deed
def test_a_post_is_written_as_it_should_have_been_and_history_tells(post, hoa, hoa_sen, binh_minh):
    as_it_was = right(
        post, unit=binh_minh, position="Tổ trưởng", category="worker", since=date(2023, 9, 1)
    )

    correct_post(post, as_it_was, WHY, by=hoa)

    post.refresh_from_db()
    entry = Entry.objects.get(action="orgs.post_corrected")
    assert (post.unit, post.position, post.category) == (binh_minh, "Tổ trưởng", "worker")
    assert post.days == DateRange(date(2023, 9, 1), None)
    assert (entry.actor, entry.subject_id) == (hoa, str(post.person_id))
    assert entry.values.before["unit"] == str(hoa_sen)
    assert (entry.values.after["unit"], entry.values.after["reason"]) == (str(binh_minh), WHY)


def test_facts_follow(post, hoa):
    span = {"since": date(2020, 1, 1), "until": date(2025, 8, 31)}
    before = ask("orgs.working_months", post.person, **span)

    correct_post(post, right(post, since=date(2023, 9, 1)), WHY, by=hoa)

    after = ask("orgs.working_months", post.person, **span)
    assert [value for _day, value in before] == [Decimal(12)]
    assert [value for _day, value in after] == [Decimal(24)]


def test_what_is_over_is_corrected_as_well(hoa_sen, hoa):
    post = place(hoa_sen, since=SINCE, until=date(2025, 1, 1))

    correct_post(post, right(post, until=None), WHY, by=hoa)

    assert not Post.objects.get().is_over


@pytest.mark.parametrize(
    ("change", "reason", "said"),
    [
        ({"position": "Tổ trưởng"}, "  ", "Hãy ghi lý do"),
        ({}, WHY, "Chưa có gì thay đổi"),
        ({"until": SINCE}, WHY, "Ngày cuối phải từ ngày bắt đầu"),
    ],
)
def test_what_cannot_be_is_refused(post, hoa, change, reason, said):
    with pytest.raises(BadInput, match=said):
        correct_post(post, right(post, **change), reason, by=hoa)
    assert not Entry.objects.filter(action="orgs.post_corrected").exists()


def test_nobody_has_two_full_posts_by_a_correction(post, hoa, binh_minh):
    second = place(binh_minh, post.person, SINCE, is_full=False)

    with pytest.raises(ValidationError, match="đã có một vị trí chính"):
        correct_post(second, right(second, is_full=True), WHY, by=hoa)
    assert not Post.objects.get(pk=second.pk).is_full


def test_who_comes_second_is_told(post, hoa):
    same = Post.objects.get(pk=post.pk)
    correct_post(post, right(post, position="Tổ trưởng"), WHY, by=hoa)

    with pytest.raises(Conflict):
        correct_post(same, right(same, position="Tổ phó"), WHY, by=hoa)


def test_who_saves_over_what_the_form_did_not_show_is_told(client, post, hoa):
    client.force_login(hoa)
    asked = client.get(address(post)).context["form"]
    correct_post(post, right(post, position="Tổ trưởng", since=date(2023, 9, 1)), WHY, by=hoa)
    shown = {"category": "public", "is_full": "on", "is_frontline": "on", "since": "01/09/2024"}
    typed = {**shown, "position": "Tổ phó", "reason": WHY, "as_read": asked["as_read"].value()}

    refused = client.post(address(post), typed)

    kept = Post.objects.get()
    assert "Người khác vừa xử lý" in refused.content.decode()
    assert (kept.position, kept.days.lower) == ("Tổ trưởng", date(2023, 9, 1))

    mark = client.get(address(post)).context["form"]["as_read"].value()
    assert client.post(address(post), {**typed, "as_read": mark}).status_code == 302
    assert Post.objects.get().position == "Tổ phó"


# ------------------------------------------------------------------ what was built on it
@pytest.fixture
def rating(post, hoa_sen, hoa):
    year = school_year(2024)
    rate(year, [Given(hoa_sen, 4, post.person)], Decision("9/QĐ-XL", year.end), by=hoa)


def test_a_rating_that_was_decided_holds_unit_and_days(post, hoa, binh_minh, rating):
    for change in ({"unit": binh_minh}, {"since": date(2025, 9, 1)}):
        with pytest.raises(BadInput, match="2024–2025 theo 9/QĐ-XL dựa vào vị trí này"):
            correct_post(Post.objects.get(), right(post, **change), WHY, by=hoa)

    correct_post(Post.objects.get(), right(post, since=date(2025, 1, 1)), WHY, by=hoa)
    assert Post.objects.get().days.lower == date(2025, 1, 1)


def test_what_an_act_of_reorganisation_wrote_is_undone_with_the_act(post, hoa, hoa_sen, binh_minh):
    steps = (Merge((hoa_sen.pk,), binh_minh.pk),)
    reorganise(Order("Sáp nhập trường", date(2025, 7, 1), steps), by=None)

    for row in Post.objects.filter(person=post.person):
        with pytest.raises(NotAllowed, match="gắn với một quyết định sắp xếp"):
            correct_post(row, right(row, position="Tổ trưởng"), WHY, by=hoa)


# ------------------------------------------------------------------ for whom
@pytest.mark.parametrize("who", OUTSIDERS)
def test_only_who_keeps_the_people_of_the_unit(client, request, post, who):
    user = request.getfixturevalue(who)
    client.force_login(user)

    with pytest.raises(NotAllowed):
        correct_post(post, right(post, position="Tổ trưởng"), WHY, by=user)
    assert client.get(address(post)).status_code == 404


def test_nobody_is_written_into_a_unit_of_others(post, suoi_may, binh_minh):
    local = make_user("Quản trị xã", "quantrixa")
    give(local, Role.ADMIN, suoi_may)

    with pytest.raises(NotAllowed, match="Trường Tiểu học Bình Minh"):
        correct_post(post, right(post, unit=binh_minh), WHY, by=local)


def test_the_page_offers_what_stands_there_and_saves(client, post, hoa, binh_minh):
    client.force_login(hoa)

    page = client.get(f"/don-vi/nguoi/{post.person_id}/").content.decode()
    asked = client.get(address(post)).content.decode()
    said = {"unit": binh_minh.name, "position": "Giáo viên", "category": "public"}
    answer = client.post(
        address(post),
        {**said, "is_full": "on", "since": "01/09/2024", "until": "31/05/2026", "reason": WHY},
    )

    post.refresh_from_db()
    assert address(post) in page
    assert 'value="01/09/2024"' in asked
    assert answer.url == f"/don-vi/nguoi/{post.person_id}/"
    assert (post.unit, post.last_day, post.is_frontline) == (binh_minh, date(2026, 5, 31), False)
