"""What of recognition goes on with the heir of a unit that ends, and comes back when the act is undone. S3-29"""

from decimal import Decimal

import pytest
from django.utils.timezone import localdate

from phongtrao.accounts.models import Role
from phongtrao.orgs.forest import Merge
from phongtrao.orgs.services import Order, reorganise, undo_reorganisation
from phongtrao.recognition.law import QuotaLaw
from phongtrao.recognition.models import Quota, Replication, ScopeRequest
from phongtrao.recognition.services.quotas import set_quota
from tests.factories import give, make_person, make_user
from tests.recognition.made import make_creation

pytestmark = pytest.mark.django_db


@pytest.fixture
def creation(hoa_sen):
    return make_creation(hoa_sen, {make_person("Nông Thị Hạ"): 100})


def ends(unit, heir):
    """The unit goes into the heir."""
    return reorganise(Order("Sáp nhập", localdate(), (Merge((unit.pk,), heir.pk),)), by=None)


def quota(unit, percent):
    user = make_user(f"Văn phòng {unit}")
    give(user, Role.OFFICE, unit)
    law = QuotaLaw(Decimal(percent), "school_year", "31/12", "Kế hoạch thử")
    return set_quota(unit, law, by=user)


def test_open_requests_and_proposals_wait_at_the_heir(creation, suoi_may, doi_thong, lan):
    about = {"creation": creation, "owner": suoi_may, "effect": "Hiệu quả.", "asked_by": lan}
    asked = ScopeRequest.objects.create(scope="province", **about)
    done = ScopeRequest.objects.create(
        scope="ministry", status="refused", refuse_reason="Chưa đủ.", **about
    )
    road = Replication.objects.create(creation=creation, owner=suoi_may, proposed_by=lan)

    act = ends(suoi_may, doi_thong)

    owners = dict(ScopeRequest.objects.values_list("pk", "owner"))
    assert owners == {asked.pk: doi_thong.pk, done.pk: suoi_may.pk}
    assert Replication.objects.get(pk=road.pk).owner == doi_thong
    undo_reorganisation(act, by=None)
    assert set(ScopeRequest.objects.values_list("owner", flat=True)) == {suoi_may.pk}
    assert Replication.objects.get(pk=road.pk).owner == suoi_may


def test_a_quota_goes_on_unless_the_heir_has_its_own(suoi_may, doi_thong):
    mine = quota(suoi_may, 12)

    act = ends(suoi_may, doi_thong)
    assert list(Quota.objects.values_list("pk", "owner")) == [(mine.pk, doi_thong.pk)]
    undo_reorganisation(act, by=None)
    assert list(Quota.objects.values_list("pk", "owner")) == [(mine.pk, suoi_may.pk)]

    theirs = quota(doi_thong, 15)
    ends(suoi_may, doi_thong)
    owners = dict(Quota.objects.values_list("pk", "owner"))
    assert owners == {mine.pk: suoi_may.pk, theirs.pk: doi_thong.pk}
