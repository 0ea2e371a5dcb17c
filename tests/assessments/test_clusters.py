"""A cluster's year: pledges, cross-checks by another member, the meeting, places with ties explained."""

from decimal import Decimal

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from phongtrao.assessments.access.assessments import visible_assessments
from phongtrao.assessments.models import Campaign, Criterion, Edition, IndexSet
from phongtrao.assessments.services.campaigns import (
    draft_campaign,
    end_self_assessment,
    open_campaign,
    publish_campaign,
)
from phongtrao.assessments.services.clusters import (
    Place,
    Standing,
    keep_meeting,
    pledge,
    rank,
)
from phongtrao.assessments.services.verifying import (
    Found,
    answer_objection,
    finish_verification,
    object_to,
    save_findings,
)
from phongtrao.assessments.services.writing import Given, save_answers, submit_assessment
from phongtrao.lib import facts
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.orgs.models import Cluster, ClusterSeat
from tests.assessments.made import fresh, in_days, keys, of

D = Decimal
VALUES = {"I.1": D(80), "I.2": D(14), "II.1": D(3), "II.2": D(1), "II.3": D(8), "III.1": D(9)}


def test_places_by_points_then_votes():
    found = rank([Standing(1, D(90), 2), Standing(2, D(90), 3), Standing(3, D(95), 0)])

    assert found == {
        3: Place(1),
        2: Place(2, "Cùng 90 điểm với đơn vị khác, xếp theo số phiếu bầu: 3 phiếu."),
        1: Place(3, "Cùng 90 điểm với đơn vị khác, xếp theo số phiếu bầu: 2 phiếu."),
    }


def test_who_has_the_same_of_both_shares_the_place():
    found = rank([Standing(1, D(90), 2), Standing(2, D(90), 2), Standing(3, D(70), 5)])

    assert [found[key].place for key in (1, 2, 3)] == [1, 1, 3]
    assert found[1].reason == "Đồng hạng: cùng 90 điểm và cùng 2 phiếu."


pytestmark = pytest.mark.django_db


@pytest.fixture
def year(so, an, hoa_sen, binh_minh, thpt):
    """Three schools; Bình Minh heads. In the order of names each is checked by the next."""
    cluster = Cluster.objects.create(owner=so, code="C1", name="Cụm số 1")
    number = cluster.this_year
    for place, unit in enumerate((binh_minh, hoa_sen, thpt)):
        role = ClusterSeat.Role.MEMBER if place else ClusterSeat.Role.HEAD
        seat = ClusterSeat(cluster=cluster, unit=unit, year=number, kind=cluster.kind, role=role)
        seat.save()
    edition = Edition.objects.get(index_set=IndexSet.objects.get(key="cluster_table"))
    campaign = Campaign(
        owner=so, edition=edition, title="Thi đua cụm 1", year=number, cluster=cluster
    )
    campaign.as_of = timezone.localdate()
    campaign.self_due, campaign.verify_due = in_days(5), in_days(9)
    draft_campaign(campaign, by=an)
    open_campaign(campaign, by=an)
    return campaign


def handed(campaign, unit, by):
    given = {pk: Given(VALUES[code], "Đã làm") for code, pk in keys(campaign).items()}
    save_answers(of(campaign, unit), given, by=by)
    return submit_assessment(of(campaign, unit), by=by)


def checked(campaign, unit, by):
    found = {pk: Found(VALUES[code]) for code, pk in keys(campaign).items()}
    save_findings(of(campaign, unit), found, by=by)
    return finish_verification(of(campaign, unit), by=by)


def test_each_member_is_checked_by_another(year):
    pairs = dict(year.assessments.values_list("unit", "checker"))

    assert set(pairs) == set(pairs.values())
    assert all(unit != checker for unit, checker in pairs.items())


def test_the_checker_checks_and_nobody_else(year, hoa_sen, binh_minh, lan, chi, an):
    handed(year, binh_minh, chi)
    checker = of(year, binh_minh).checker

    assert checker == hoa_sen
    with pytest.raises(NotAllowed):
        checked(year, binh_minh, an)
    assert checked(year, binh_minh, lan).verified_total == D(66)


def test_members_read_each_other_once_handed_in(year, binh_minh, lan, chi):
    before = visible_assessments(lan).filter(unit=binh_minh).exists()
    handed(year, binh_minh, chi)

    assert not before
    assert visible_assessments(fresh(lan)).filter(unit=binh_minh).exists()


def test_a_pledge_is_written_before_handing_in(year, binh_minh, hoa_sen, lan, chi):
    pledge(of(year, binh_minh), "Đứng đầu cụm", by=chi)

    with pytest.raises(NotAllowed):
        pledge(of(year, binh_minh), "Của trường khác", by=lan)
    handed(year, binh_minh, chi)
    with pytest.raises(NotAllowed, match="trước khi"):
        pledge(of(year, binh_minh), "Muộn", by=chi)
    assert of(year, binh_minh).pledge == "Đứng đầu cụm"


def test_the_meeting_ranks_and_the_place_is_a_fact(year, binh_minh, hoa_sen, lan, chi, an):
    handed(year, binh_minh, chi)
    checked(year, binh_minh, lan)
    end_self_assessment(year, by=an)
    with pytest.raises(WrongState, match="chưa xếp thứ"):
        publish_campaign(year, by=an)

    keep_meeting(year, in_days(0), {of(year, binh_minh).pk: 3}, by=chi)
    publish_campaign(Campaign.objects.get(pk=year.pk), by=an)

    with connection.cursor() as cursor:
        found = facts.facts_of(
            cursor, "assessments.place", binh_minh.pk, until=timezone.localdate()
        )
    assert [fact.value for fact in found] == [1]


def test_places_are_made_anew_when_an_answer_changes_points(year, binh_minh, hoa_sen, lan, chi, an):
    handed(year, binh_minh, chi)
    checked(year, binh_minh, lan)
    keep_meeting(year, in_days(0), {}, by=chi)
    criterion = Criterion.objects.get(pk=keys(year)["I.1"])
    objection = object_to(of(year, binh_minh), criterion, "Còn minh chứng", by=chi)

    answer_objection(objection, "Đã xem", D(70), by=lan)
    end_self_assessment(year, by=an)

    assert of(year, binh_minh).place is None
    with pytest.raises(WrongState, match="chưa xếp thứ"):
        publish_campaign(year, by=an)


def test_places_stay_when_an_answer_changes_nothing(year, binh_minh, hoa_sen, lan, chi):
    handed(year, binh_minh, chi)
    checked(year, binh_minh, lan)
    keep_meeting(year, in_days(0), {}, by=chi)
    criterion = Criterion.objects.get(pk=keys(year)["I.1"])
    objection = object_to(of(year, binh_minh), criterion, "Còn minh chứng", by=chi)

    answer_objection(objection, "Giữ nguyên", by=lan)

    assert of(year, binh_minh).place == 1


def test_votes_are_no_more_than_members(year, binh_minh, lan, chi):
    handed(year, binh_minh, chi)
    checked(year, binh_minh, lan)

    with pytest.raises(BadInput, match="từ 0 đến 3"):
        keep_meeting(year, in_days(0), {of(year, binh_minh).pk: 4}, by=chi)
    with pytest.raises(BadInput, match="tương lai"):
        keep_meeting(year, in_days(1), {}, by=chi)
    with pytest.raises(NotAllowed):
        keep_meeting(year, in_days(0), {}, by=lan)


def test_pages_of_a_cluster(client, year, binh_minh, lan, chi):
    handed(year, binh_minh, chi)
    checked(year, binh_minh, lan)
    assessment = of(year, binh_minh)
    client.force_login(chi)
    asked = client.get(reverse("assessments:meeting", args=[year.pk]))
    client.post(
        reverse("assessments:meeting", args=[year.pk]),
        {"met_on": f"{in_days(0):%d/%m/%Y}", f"p-{assessment.pk}": "2"},
    )
    shown = client.get(reverse("assessments:campaign", args=[year.pk])).content.decode()

    assert "Số phiếu bầu cho Trường Tiểu học Bình Minh" in asked.content.decode()
    assert "Xếp thứ trong cụm, khối" in shown
