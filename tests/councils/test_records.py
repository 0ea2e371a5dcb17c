"""The record of a member: cases, punctuality, distance from the others, over the years. S0-29."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from phongtrao.councils.models import Case, ScoreSheet
from phongtrao.councils.queries.records import Record, records_by_member, records_by_year
from tests.councils.cast import make_case
from tests.councils.scored import FAIR, GOOD, POOR, give_sheet, recuse, score
from tests.factories import give


def scored(council, seven, name: str, **points) -> Case:
    case = make_case(council, name)
    for member, one in points.items():
        score(give_sheet(case, seven.member(member)), one)
    return case


def test_a_member_is_held_against_the_mean_of_the_others(council, seven):
    scored(council, seven, "Một", doc=GOOD, xet=POOR, ban=FAIR)
    give_sheet(make_case(council, "Hai"), seven.member("doc"), days=-1)

    found = records_by_member(council.members.all(), Case.objects.all())

    # 8,25 against (4 + 7) / 2, of 10 points.
    assert found[seven.member("doc").pk] == Record(
        given=2, finished=1, on_time=1, late=1, apart=Decimal("27.50"), lean=Decimal("27.50")
    )
    assert found[seven.member("doc").pk].punctual == 50


def test_who_scored_alone_is_held_against_nobody(council, seven):
    scored(council, seven, "Một", doc=GOOD)

    found = records_by_member(council.members.all(), Case.objects.all())

    assert (found[seven.member("doc").pk].apart, found[seven.member("doc").pk].lean) == (None, None)


def test_years_stand_apart(council, seven):
    case = scored(council, seven, "Một", doc=GOOD, xet=FAIR)
    old = ScoreSheet.objects.get(case=case, member=seven.member("doc"))
    day = timezone.now() - timedelta(days=400)
    ScoreSheet.objects.filter(pk=old.pk).update(assigned_at=day)
    scored(council, seven, "Hai", doc=FAIR, xet=FAIR)

    rows = council.members.filter(pk=seven.member("doc").pk)
    found = records_by_year(rows, Case.objects.all())

    assert [one.given for one in found.values()] == [1, 1]
    assert list(found) == sorted(found, reverse=True)


def test_who_appoints_reads_the_record_and_nobody_else(client, council, seven, an, binh):
    scored(council, seven, "Một", doc=GOOD, xet=POOR)
    urls = (
        f"/hoi-dong/{council.pk}/viec-cham/",
        f"/hoi-dong/thanh-vien/{seven.member('doc').pk}/viec-cham/",
    )
    for user in (seven.people["doc"], seven.people["thu"], seven.people["chu"], binh):
        client.force_login(user)
        assert [client.get(url).status_code for url in urls] == [404, 404]
    client.force_login(an)

    pages = [client.get(url).content.decode() for url in urls]

    assert "2 phiếu đã giao, 0 phiếu trễ hạn." in pages[0]
    assert "42,5" in pages[0]
    assert "4,25" in pages[1]


def test_a_case_in_which_the_reader_has_a_conflict_is_in_no_average(client, council, seven, an, so):

    case = scored(council, seven, "Một", doc=GOOD, xet=POOR)
    give(seven.people["chu"], "office", so)
    recuse(case, seven.member("chu"))
    client.force_login(seven.people["chu"])

    page = client.get(f"/hoi-dong/{council.pk}/viec-cham/").content.decode()

    assert "0 phiếu đã giao, 0 phiếu trễ hạn." in page


@pytest.mark.parametrize("more", [1, 3])
def test_the_records_cost_the_same_for_any_number(
    client, council, seven, an, more, django_assert_num_queries
):
    for number in range(more):
        scored(council, seven, f"Hồ sơ {number}", doc=GOOD, xet=FAIR)
    client.force_login(an)
    url = f"/hoi-dong/{council.pk}/viec-cham/"
    client.get(url)

    with django_assert_num_queries(11):
        client.get(url)
