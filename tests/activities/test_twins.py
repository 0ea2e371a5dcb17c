"""Two units that did it together and recorded it twice: found, joined, counted once, parted."""

import pytest
from django.db import connection

from phongtrao.activities.access.activities import visible_activities
from phongtrao.activities.models import Activity, Participation
from phongtrao.activities.queries.twins import twins_of
from phongtrao.activities.services import twins as services
from phongtrao.activities.services.attendees import add_attendee
from phongtrao.activities.services.partners import agree
from phongtrao.activities.services.people import add_contribution, confirm_contribution
from phongtrao.activities.services.writing import confirm_activity, return_activity
from phongtrao.lib.errors import NotAllowed, WrongState
from phongtrao.lib.facts import facts_of
from phongtrao.notifications.models import Notice
from tests.activities.made import days_ago, recorded

S = Activity.Status


@pytest.fixture
def pair(hoa_sen, binh_minh, lan, chi):
    ours = recorded(hoa_sen, lan, "Ngày hội STEM liên trường", place="Nhà văn hóa xã")
    theirs = recorded(binh_minh, chi, "Tổ chức ngày hội STEM liên trường", place="nhà văn hoá Xã", starts_on=days_ago(2))  # fmt: skip
    return ours, theirs


def found(activity, user):
    return twins_of(activity, visible_activities(user))


def test_the_same_day_told_by_two_is_found(pair, an):
    ours, theirs = pair

    assert found(ours, an) == [theirs]
    assert found(theirs, an) == [ours]


def test_one_that_names_the_other_is_found(hoa_sen, binh_minh, lan, chi, an):
    ours = recorded(hoa_sen, lan, "Ngày hội STEM", others=[binh_minh])
    theirs = recorded(binh_minh, chi, "Ngày hội STEM")
    named = recorded(binh_minh, chi, "Ngày hội STEM", about="Làm cùng Trường THCS Hoa Sen.")

    assert set(found(ours, an)) == {theirs, named}


@pytest.mark.parametrize(
    "more",
    [
        {"starts_on": days_ago(9), "place": "Nhà văn hóa xã"},
        {"key": "digital_class", "place": "Nhà văn hóa xã"},
        {"title": "Tập huấn phần mềm quản lý thư viện", "place": "Nhà văn hóa xã"},
        {"place": "Sân trường"},
    ],
    ids=["far days", "another kind", "another title", "nothing ties them"],
)
def test_what_is_not_the_same_is_not_proposed(hoa_sen, binh_minh, lan, chi, an, more):
    ours = recorded(hoa_sen, lan, "Ngày hội STEM", place="Nhà văn hóa xã")
    recorded(binh_minh, chi, **{"title": "Ngày hội STEM", **more})

    assert found(ours, an) == []


def test_joined_they_count_once_and_parted_twice_again(pair, hoa_sen, binh_minh, an, lan):
    ours, theirs = pair
    confirm_activity(theirs, by=an)
    with pytest.raises(WrongState, match="Hãy xác nhận hoạt động này rồi gộp"):
        services.join_activities(ours, theirs, by=lan)
    confirm_activity(ours, by=an)

    services.join_activities(ours, theirs, by=lan)
    theirs.refresh_from_db()
    assert (theirs.status, theirs.same_as) == (S.JOINED, ours)
    assert list(Activity.objects.counted()) == [ours]
    assert [p.unit for p in ours.parties.order_by("pk")] == [hoa_sen, binh_minh]

    services.part_activities(theirs, by=lan)
    theirs.refresh_from_db()
    assert (theirs.status, theirs.same_as) == (S.CONFIRMED, None)
    assert Activity.objects.counted().count() == 2
    assert [p.unit for p in ours.parties.all()] == [hoa_sen]


def test_a_unit_counts_it_once_either_way(pair, binh_minh, an, db):
    ours, theirs = pair
    services.join_activities(ours, theirs, by=an)

    with connection.cursor() as cursor:
        said = facts_of(cursor, "activities.count", binh_minh.pk, until=days_ago(0), kind="stem")
    assert [(one.value, one.evidence) for one in said] == [(1, (f"activities.activity:{ours.pk}",))]


def test_what_was_joined_stands_again_when_the_kept_one_is_returned(pair, hoa_sen, chi, lan, an):
    ours, theirs = pair
    services.join_activities(ours, theirs, by=lan)

    return_activity(ours, "Thiếu số người", by=an)

    theirs.refresh_from_db()
    assert (theirs.status, theirs.same_as) == (S.RECORDED, None)
    assert list(Activity.objects.counted()) == [theirs]
    assert [p.unit for p in ours.parties.all()] == [hoa_sen]
    told = Notice.objects.filter(to=chi).order_by("pk").values_list("text", flat=True)
    assert list(told) == [
        f"Hoạt động “{theirs}” được gộp vào “{ours}” của {hoa_sen}, tính một lần ở đó.",
        f"Hoạt động không còn gộp, lại tính riêng: {theirs}.",
    ]


def test_a_person_noted_by_both_contributed_once(hoa_sen, binh_minh, lan, chi, binh, teacher):
    ours = recorded(hoa_sen, lan)
    theirs = recorded(binh_minh, chi, others=[hoa_sen])
    agree(theirs.parties.get(unit=hoa_sen), by=lan)
    noted = [
        add_contribution(one, teacher, "Chủ trì", by=by) for one, by in ((ours, lan), (theirs, chi))
    ]
    services.join_activities(ours, theirs, by=lan)
    confirm_contribution(noted[0], by=binh)
    noted[1].refresh_from_db()
    confirm_contribution(noted[1], by=chi)  # joined, and still somebody's deed

    with connection.cursor() as cursor:
        said = facts_of(cursor, "activities.contribution", teacher.pk, until=days_ago(0))
    assert [one.evidence for one in said] == [(f"activities.contribution:{noted[0].pk}",)]


def test_what_another_twin_said_stays_when_one_is_parted(
    so, pair, hoa_sen, binh_minh, an, lan, chi
):
    ours, theirs = pair
    third = recorded(so, an, others=[binh_minh])
    agree(third.parties.get(unit=binh_minh), by=chi)
    services.join_activities(ours, theirs, by=an)
    services.join_activities(ours, third, by=an)

    services.part_activities(theirs, by=an)

    party = ours.parties.get(unit=binh_minh)
    assert (party.answer, party.brought_by) == (Participation.Answer.YES, third)


def test_a_yes_of_another_twin_outlives_the_parting(so, hoa_sen, binh_minh, an, lan, chi):
    ours = recorded(hoa_sen, lan, others=[binh_minh])
    theirs, third = recorded(binh_minh, chi), recorded(so, an, others=[binh_minh])
    agree(third.parties.get(unit=binh_minh), by=chi)
    services.join_activities(ours, theirs, by=an)
    services.join_activities(ours, third, by=an)

    services.part_activities(theirs, by=an)
    assert ours.parties.get(unit=binh_minh).answer == Participation.Answer.TWIN
    services.part_activities(third, by=an)
    assert ours.parties.get(unit=binh_minh).answer == Participation.Answer.ASKED


def test_who_attended_a_joined_twin_is_confirmed_with_the_kept_one(
    hoa_sen, binh_minh, lan, chi, an, teacher
):
    ours = recorded(hoa_sen, lan, "Tập huấn", "training")
    theirs = recorded(binh_minh, chi, "Tập huấn", "training", others=[hoa_sen])
    agree(theirs.parties.get(unit=hoa_sen), by=lan)
    add_attendee(theirs, teacher, {}, by=chi)
    services.join_activities(ours, theirs, by=an)

    def confirmed():
        with connection.cursor() as cursor:
            name = "activities.attended"
            return len(list(facts_of(cursor, name, teacher.pk, until=days_ago(0), confirmed=True)))

    assert confirmed() == 0
    ours.refresh_from_db()
    confirm_activity(ours, by=an)
    assert confirmed() == 1


def test_who_reads_only_cannot_join(pair, giang, khanh):
    ours, theirs = pair

    for reader in (giang, khanh):
        with pytest.raises(NotAllowed):
            services.join_activities(ours, theirs, by=reader)


def test_joined_twice_is_refused(pair, an):
    ours, theirs = pair
    services.join_activities(ours, theirs, by=an)

    with pytest.raises(WrongState):
        services.join_activities(theirs, ours, by=an)
    with pytest.raises(WrongState):
        services.part_activities(ours, by=an)


def test_told_apart_they_are_not_proposed_again(pair, an):
    ours, theirs = pair

    services.tell_apart(theirs, ours, by=an)

    assert (found(ours, an), found(theirs, an)) == ([], [])
