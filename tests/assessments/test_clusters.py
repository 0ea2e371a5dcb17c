"""A cluster's year: pledges, cross-checks by another member, the meeting, places with ties explained."""

from datetime import UTC, date, datetime
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
from phongtrao.assessments.services.writing import (
    Given,
    save_answers,
    submit_assessment,
    withdraw_assessment,
)
from phongtrao.documents.visibility import may_see_file
from phongtrao.lib import facts
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.notifications.models import Notice
from phongtrao.orgs.models import Cluster, ClusterSeat
from tests.assessments.made import fresh, in_days, keys, of
from tests.documents.files import upload
from tests.documents.pdfs import make_pdf
from tests.factories import make_unit

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


def test_a_place_belongs_to_its_year_whenever_it_was_published(year, binh_minh, lan, chi, an):
    """Of 2025, published in January 2026: of the year 2025 and of the school year 2024–2025."""
    handed(year, binh_minh, chi)
    checked(year, binh_minh, lan)
    end_self_assessment(year, by=an)
    keep_meeting(year, in_days(0), {of(year, binh_minh).pk: 3}, by=chi)
    publish_campaign(Campaign.objects.get(pk=year.pk), by=an)
    Campaign.objects.filter(pk=year.pk).update(
        year=2025, published_at=datetime(2026, 1, 15, tzinfo=UTC)
    )

    def places(since, until):
        with connection.cursor() as cursor:
            found = facts.facts_of(
                cursor, "assessments.place", binh_minh.pk, since=since, until=until
            )
        return [fact.value for fact in found]

    assert places(date(2025, 1, 1), date(2025, 12, 31)) == [1]
    assert places(date(2024, 9, 1), date(2025, 8, 31)) == [1]
    assert places(date(2026, 1, 1), date(2026, 1, 20)) == []


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


def test_an_objection_waits_for_the_member_that_checked(client, year, binh_minh, lan, chi, an):
    handed(year, binh_minh, chi)
    checked(year, binh_minh, lan)
    pk = of(year, binh_minh).pk
    criterion = Criterion.objects.get(pk=keys(year)["I.1"])
    object_to(of(year, binh_minh), criterion, "Chưa tính đủ", by=chi)

    waits = {}
    for who in (lan, an):
        client.force_login(fresh(who))
        waits[who.username] = (
            reverse("assessments:assessment", args=[pk]) in client.get("/").content.decode()
        )

    assert waits == {"lan": True, "an": False}


def test_a_cluster_of_one_does_not_open(year, so, an, binh_minh):
    alone = Cluster.objects.create(owner=so, code="C2", name="Cụm số 2")
    head = {"year": alone.this_year, "kind": alone.kind, "role": ClusterSeat.Role.HEAD}
    ClusterSeat.objects.create(cluster=alone, unit=make_unit("Trường lẻ", admin=so), **head)
    campaign = Campaign(owner=so, edition=year.edition, title="Một mình", cluster=alone)
    campaign.year, campaign.as_of = alone.this_year, timezone.localdate()
    campaign.self_due, campaign.verify_due = in_days(5), in_days(9)
    draft_campaign(campaign, by=an)

    with pytest.raises(BadInput, match="không có ai chấm chéo"):
        open_campaign(campaign, by=an)


def test_the_checker_is_told_of_each_handing_in(year, binh_minh, lan, chi):
    handed(year, binh_minh, chi)
    withdraw_assessment(of(year, binh_minh), by=chi)
    submit_assessment(of(year, binh_minh), by=chi)

    told = Notice.objects.filter(to=lan, text__startswith="Chờ đơn vị bạn chấm chéo")
    assert told.count() == 2


@pytest.mark.parametrize("keeper", ["an", "chi"])
def test_the_minutes_are_kept_and_read_by_the_members(
    client, year, request, binh_minh, lan, chi, giang, dung, keeper
):
    handed(year, binh_minh, chi)
    checked(year, binh_minh, lan)
    minutes = upload(make_pdf("Bien ban"), "bien-ban.pdf")
    keep_meeting(year, in_days(0), {}, minutes=minutes, by=request.getfixturevalue(keeper))
    link = reverse("documents:file", args=[year.minutes.file_id])

    def seen():
        found = {}
        for who in (lan, chi, giang):
            client.force_login(fresh(who))
            shown = client.get(reverse("assessments:campaign", args=[year.pk])).content.decode()
            found[who.username] = (link in shown, may_see_file(fresh(who), year.minutes.file))
        return found

    # A teacher of a member reads them, as the places, once they are published.
    before = seen()
    Campaign.objects.filter(pk=year.pk).update(status="published", published_at=timezone.now())
    reads, not_yet = (True, True), (False, False)
    assert before == {"lan": reads, "chi": reads, "giang": not_yet}
    assert seen() == dict.fromkeys(("lan", "chi", "giang"), reads)


def test_places_are_not_for_every_reader_before_they_are_published(
    client, year, binh_minh, lan, chi, giang
):
    handed(year, binh_minh, chi)
    checked(year, binh_minh, lan)
    keep_meeting(year, in_days(0), {}, by=chi)

    shows = {}
    for who in (lan, giang):
        client.force_login(fresh(who))
        shown = client.get(reverse("assessments:campaign", args=[year.pk])).content.decode()
        shows[who.username] = "Xếp thứ trong cụm, khối" in shown

    assert shows == {"lan": True, "giang": False}


def test_a_pledge_is_not_changed_once_the_campaign_is_published(year, binh_minh, chi):
    Campaign.objects.filter(pk=year.pk).update(status="published", published_at=timezone.now())

    with pytest.raises(NotAllowed, match="Giao ước"):
        pledge(of(year, binh_minh), "Sau khi công bố", by=chi)


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
