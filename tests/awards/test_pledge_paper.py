"""The text of a pledge of a cluster in Word, for its members to sign."""

from datetime import date

import pytest

from phongtrao.awards.models import Pledge
from phongtrao.awards.pledge_paper import facts_of_pledge, fill_pledge
from phongtrao.documents.comparison import read_passages
from phongtrao.documents.content import WORD
from phongtrao.orgs.models import Basis, Cluster, ClusterSeat
from phongtrao.orgs.queries.clusters import seats_of
from tests.awards.screens import get, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def pledge(so, hoa_sen, binh_minh):
    cluster = Cluster.objects.create(owner=so, code="C1", name="Cụm số 1", basis=Basis.SCHOOL)
    now = cluster.this_year
    for place, (unit, role) in enumerate(((hoa_sen, "head"), (binh_minh, "member"))):
        ClusterSeat.objects.create(
            cluster=cluster, unit=unit, year=now, kind=cluster.kind, role=role, position=place
        )
    return Pledge.objects.create(
        cluster=cluster, year=now, contents="Dạy tốt\n\nHọc tốt", targets="100% có sáng kiến"
    )


def test_the_paper_has_words_targets_and_a_place_for_each_member(pledge, giang):
    place = (pledge.cluster_id, pledge.year)
    assert "Tải bản Word để ký" in page(giang, "pledge", *place)

    response = get(giang, "pledge_paper", *place)

    assert response["Content-Type"] == WORD
    said = [one.text for one in read_passages(response.content, WORD)]
    whole = "\n".join(said)
    for words in ("GIAO ƯỚC THI ĐUA", "Dạy tốt", "Học tốt", "100% có sáng kiến", "Trường THCS Hoa Sen", "Trường Tiểu học Bình Minh"):  # fmt: skip
        assert words in whole
    assert whole.index("Trường THCS Hoa Sen") < whole.index("Trường Tiểu học Bình Minh")


def test_the_day_is_left_open_until_it_is_signed(pledge):
    seats = seats_of(pledge.cluster, pledge.year)
    open_day = fill_pledge(facts_of_pledge(pledge, seats))["dia_danh_ngay"]
    pledge.signed_on = date(2026, 9, 5)
    signed = fill_pledge(facts_of_pledge(pledge, seats))["dia_danh_ngay"]
    assert open_day.endswith("ngày … tháng … năm ……")
    assert signed.endswith("ngày 05 tháng 09 năm 2026")


def test_without_a_pledge_there_is_no_paper(pledge, giang):
    assert get(giang, "pledge_paper", pledge.cluster_id, pledge.year + 1).status_code == 404
