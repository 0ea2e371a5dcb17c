"""One full post a day; moving to another unit; being away.  S0-14"""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from phongtrao.accounts.models import Role
from phongtrao.audit.models import Entry
from phongtrao.lib.errors import BadInput, Conflict, NotAllowed
from phongtrao.orgs.forest import Merge
from phongtrao.orgs.models import Leave, Post
from phongtrao.orgs.services import (
    Move,
    Order,
    edit_person,
    end_leave,
    end_post,
    grant_leave,
    reorganise,
    transfer,
    undo_reorganisation,
)
from tests.factories import give, make_user
from tests.orgs.people_work import away, place
from tests.threads import at_once

DAY = date(2025, 9, 1)


def posts(person):
    return list(person.posts.order_by("days").values_list("unit", "position", "days"))


# ------------------------------------------------------------------ one full post
def test_a_second_full_post_on_a_day_is_refused_with_a_sentence(hoa_sen, binh_minh):
    person = place(hoa_sen, since=date(2024, 1, 1), until=DAY).person

    with pytest.raises(ValidationError, match="đã có một vị trí chính"):
        place(binh_minh, person, DAY - timedelta(1))
    place(binh_minh, person, DAY)
    place(binh_minh, person, date(2024, 1, 1), is_full=False)

    assert person.posts.count() == 3


def test_the_database_refuses_it_as_well(hoa_sen, binh_minh):
    post = place(hoa_sen)

    with pytest.raises(IntegrityError, match="orgs_post_one_full"), transaction.atomic():
        Post.objects.create(
            person=post.person, unit=binh_minh, position="Giáo viên", category="public",
            days=DateRange(DAY, None),
        )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_two_clerks_at_once_place_a_person_once(hoa_sen, binh_minh):
    person = place(hoa_sen, until=DAY).person

    results = at_once(lambda: place(hoa_sen, person, DAY), lambda: place(binh_minh, person, DAY))

    assert sorted(type(result).__name__ for result in results) == ["NoneType", "ValidationError"]
    assert person.posts.count() == 2


def test_nobody_begins_in_a_unit_that_ended(hoa_sen, binh_minh):
    reorganise(Order("Sáp nhập", DAY, (Merge((hoa_sen.pk,), binh_minh.pk),)), by=None)
    hoa_sen.refresh_from_db()
    with pytest.raises(BadInput, match="chấm dứt ngày 01/09/2025"):
        place(hoa_sen, since=DAY)


# ------------------------------------------------------------------ moving
def test_transfer_ends_the_one_and_begins_the_other(hoa_sen, binh_minh, tam):
    post = place(hoa_sen)

    new = transfer(post, Move(binh_minh, DAY, position="Tổ trưởng"), by=tam)

    entry = Entry.objects.get(action="orgs.transferred")
    assert posts(post.person) == [
        (hoa_sen.pk, "Giáo viên", DateRange(date(2020, 1, 1), DAY)),
        (binh_minh.pk, "Tổ trưởng", DateRange(DAY, None)),
    ]
    assert (new.category, new.is_full, new.is_frontline) == ("public", True, True)
    assert (entry.values.before["unit"], entry.values.after["unit"]) == (
        hoa_sen.name,
        binh_minh.name,
    )


def test_transfer_is_refused_whole(hoa_sen, binh_minh, tam, suoi_may):
    post = place(hoa_sen)
    local = make_user("Lò Văn Nhỏ", "nho")
    give(local, Role.PERSONNEL, suoi_may)

    for move, by, error in (
        (Move(hoa_sen, DAY), tam, BadInput),
        (Move(binh_minh, date(2020, 1, 1)), tam, BadInput),
        (Move(binh_minh, DAY), local, NotAllowed),
    ):
        with pytest.raises(error):
            transfer(post, move, by=by)

    assert len(posts(post.person)) == 1


def test_of_two_transfers_the_second_is_told(hoa_sen, binh_minh, thpt, tam):
    post = place(hoa_sen)
    same = Post.objects.get(pk=post.pk)
    transfer(post, Move(binh_minh, DAY), by=tam)

    with pytest.raises(Conflict), transaction.atomic():
        transfer(same, Move(thpt, DAY), by=tam)


@pytest.mark.parametrize("who", ["an", "binh", "chi", "lan", "khanh"])
def test_others_move_nobody(request, hoa_sen, binh_minh, who):
    post = place(hoa_sen)
    user = request.getfixturevalue(who)

    with pytest.raises(NotAllowed):
        transfer(post, Move(binh_minh, DAY), by=user)
    with pytest.raises(NotAllowed):
        edit_person(post.person, {"home_town": "Sông Ngân"}, by=user)


def test_a_person_is_corrected_and_history_tells_what_stood_there(hoa_sen, tam):
    person = place(hoa_sen, "Nông Thị Ha").person

    edit_person(person, {"full_name": "Nông Thị Hạ", "sex": "female"}, by=tam)

    entry = Entry.objects.get(action="orgs.person_edited")
    assert entry.values.before == {"full_name": "Nông Thị Ha", "sex": ""}
    assert person.search_text == "nong thi ha"


# ------------------------------------------------------------------ second posts and mergers
def test_a_second_post_goes_on_with_the_heir_unless_it_is_the_same_there(hoa_sen, binh_minh):
    same, other = place(hoa_sen).person, place(hoa_sen).person
    place(binh_minh, same, is_full=False)
    place(binh_minh, other, is_full=False, position="Nhân viên thư viện")
    before = posts(same) + posts(other)

    act = reorganise(Order("Sáp nhập", DAY, (Merge((binh_minh.pk,), hoa_sen.pk),)), by=None)

    held = Post.objects.as_of(DAY)
    assert set(held.filter(person=same).values_list("unit", "is_full")) == {(hoa_sen.pk, True)}
    assert held.filter(person=other).count() == 2
    undo_reorganisation(act, by=None)
    assert posts(same) + posts(other) == before


# ------------------------------------------------------------------ being away
def test_leave_has_days_and_does_not_overlap(hoa_sen, tam):
    person = place(hoa_sen).person
    leave = away(person, "maternity", DAY, None, counts=True)

    with pytest.raises(ValidationError, match="đã có một lần nghỉ"):
        away(person, "sick", DAY + timedelta(30), None, counts=True)
    end_leave(leave, DAY + timedelta(180), by=tam)

    assert Leave.objects.get().last_day == DAY + timedelta(179)
    with pytest.raises(BadInput, match="sau ngày bắt đầu nghỉ 01/09/2025"):
        end_leave(leave, DAY, by=tam)


def test_leave_of_an_unknown_kind_or_by_others_is_refused(hoa_sen, binh):
    person = place(hoa_sen).person
    leave = Leave(person=person, kind="holiday", days=DateRange(DAY, None), counts_as_work=True)

    with pytest.raises(BadInput, match="loại nghỉ"):
        grant_leave(leave, by=None)
    with pytest.raises(NotAllowed):
        grant_leave(leave, by=binh)


def test_history_of_leave_does_not_say_of_which_kind(hoa_sen):
    away(place(hoa_sen).person, "maternity", DAY, None, counts=True)

    entry = Entry.objects.get(action="orgs.leave_granted")
    assert entry.values.after == {"days": "01/09/2025 – "}


def test_a_post_of_somebody_who_ends_early_opens_the_way(hoa_sen, binh_minh, tam):
    post = place(hoa_sen)
    end_post(post, DAY, by=tam)

    assert place(binh_minh, post.person, DAY).is_full
