"""What waits to be checked stands on “Việc của tôi”; an award is tied to the paper of its decision. S3-29"""

from datetime import date

import pytest
from django.utils import timezone

from phongtrao.audit.models import Entry
from phongtrao.awards.models import Award
from phongtrao.awards.services.register import check_awards, refuse_award, tie_paper
from phongtrao.documents.models import DocumentKind, OfficialDocument
from phongtrao.documents.services.register import DocumentData, register_document
from phongtrao.lib.errors import BadInput, NotAllowed
from phongtrao.portal.queries.home import waiting_buckets
from tests.awards.made import recorded
from tests.awards.screens import page, send

pytestmark = pytest.mark.django_db


def asked(user):
    rows = (row for bucket in waiting_buckets(user, timezone.localdate()) for row in bucket.rows)
    return [(row.what, row.url) for row in rows if "khen thưởng chờ" in row.what]


def paper(unit, by, number="12/QĐ", day=date(2025, 6, 20)) -> OfficialDocument:
    data = DocumentData(
        kind=DocumentKind.DECISION,
        abstract="Tặng danh hiệu",
        number=number,
        issued_on=day,
        issuer=unit,
    )
    return register_document(data, by=by)


def test_rows_to_check_are_one_row_of_who_may_check_them(hoa_sen, teacher, lan, an, vinh, binh):
    recorded(hoa_sen, lan, person=teacher)
    recorded(hoa_sen, an, "advanced_collective")

    assert [what for what, _url in asked(vinh)] == ["2 khen thưởng chờ đối chiếu với quyết định"]
    assert [what for what, _url in asked(an)] == ["1 khen thưởng chờ đối chiếu với quyết định"]
    assert asked(binh) == asked(lan) == []  # heads and focal persons check nothing
    assert asked(an)[0][1] == "/khen-thuong/?tinh_trang=waiting"
    check_awards(Award.objects.all(), by=vinh)
    assert asked(an) == asked(vinh) == []


def test_an_award_is_tied_to_the_paper_of_its_number_and_day_only(so, hoa_sen, teacher, lan, an, giang, chi):  # fmt: skip
    award = recorded(hoa_sen, lan, person=teacher)
    other = paper(so, an, day=date(2024, 6, 20))
    with pytest.raises(BadInput, match="không cùng số và ngày"):
        tie_paper(award, other, by=an)
    right = paper(so, an)
    for user in (giang, chi):
        with pytest.raises(NotAllowed):
            tie_paper(award, right, by=user)

    tie_paper(award, right, by=an)

    award.refresh_from_db()
    assert (award.document, award.status) == (right, Award.Status.WAITING)
    assert Entry.objects.get(action="awards.paper_tied").actor_id == an.pk
    assert f"/van-ban/{right.pk}/" in page(an, "award", award.pk)


def test_the_page_offers_the_paper_or_says_what_to_do(so, hoa_sen, teacher, lan, an):
    award = recorded(hoa_sen, lan, person=teacher)
    sent = send(an, "tie", award.pk)
    assert sent.headers["Location"] == f"/khen-thuong/{award.pk}/"
    right = paper(so, an)
    assert "Tặng danh hiệu" in page(an, "tie", award.pk)
    send(an, "tie", award.pk, paper=str(right.pk))
    award.refresh_from_db()
    assert award.document == right

    gone = recorded(hoa_sen, lan, "praise", teacher)
    refuse_award(gone, "Sai", by=an)
    with pytest.raises(NotAllowed, match="không còn được tính"):
        tie_paper(gone, right, by=an)
