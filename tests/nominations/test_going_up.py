"""What a school passed goes on into the round of the Sở: quota, claims, report, what became of it. S0-56 S3-44"""

import pytest
from django.urls import reverse

from phongtrao.awards.models import Honour
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.nominations.models import AwardRound, Claim, Nomination, Quota
from phongtrao.nominations.services.going_up import send_up
from phongtrao.nominations.services.screening import withdraw_nomination
from tests.factories import make_person
from tests.nominations.handed_in import hand_in, make_round, nominate

pytestmark = pytest.mark.django_db
N = Nomination.Status


@pytest.fixture
def above(so):
    return make_round(so, praise())


def praise() -> str:
    """A form, which spends an achievement."""
    rows = Honour.objects.filter(owner=None, kind="form", for_people=True, for_units=True)
    return rows.order_by("pk")[0].key


@pytest.fixture
def below(above, hoa_sen, binh):
    return hand_in(make_round(hoa_sen, praise(), above=above), hoa_sen, binh, "taken")


@pytest.fixture
def passed(below, giang, hoa_sen):
    one = nominate(below, make_person("Vũ Thị Giang", giang), hoa_sen, "passed", report={"a": "Báo cáo"})  # fmt: skip
    Claim.objects.create(nomination=one, person=one.person, source="x.y:1", words="Một", spends=True)  # fmt: skip
    return one


def test_it_goes_on_with_claims_and_report_and_is_taken_there(passed, above, hoa_sen, binh, an):
    (new,) = send_up(passed.submission.round, [passed], by=binh)

    assert (new.submission.round, new.submission.unit, new.status) == (above, hoa_sen, N.DRAFT)
    assert (new.name, new.report) == ("Vũ Thị Giang", {"a": "Báo cáo"})
    assert list(Claim.objects.values_list("nomination", "source", "spends").order_by("spends")) == [
        (passed.pk, "x.y:1", False),
        (new.pk, "x.y:1", True),
    ]
    with pytest.raises(WrongState, match="gửi lên"):
        send_up(passed.submission.round, [passed], by=binh)
    passed.refresh_from_db()
    with pytest.raises(NotAllowed, match="đợt đó trước"):
        withdraw_nomination(passed, "Rút", by=binh)
    withdraw_nomination(new, "Rút", by=binh)
    (again,) = send_up(passed.submission.round, [passed], by=binh)
    assert again.claims.get().spends


def test_the_quota_above_holds_for_all_or_none(passed, below, above, hoa_sen, binh):
    other = nominate(below, make_person("Người Khác"), hoa_sen, "passed")
    Quota.objects.create(round=above, unit=hoa_sen, category="people", most=1)
    with pytest.raises(BadInput, match="Được 1 cá nhân"):
        send_up(below.round, [passed, other], by=binh)
    assert not Nomination.objects.filter(submission__round=above).exists()
    assert len(send_up(below.round, [other], by=binh)) == 1


def test_who_may_not_and_when_not(passed, below, above, an, chi, hoa_sen, binh):
    for user in (chi, an):
        with pytest.raises(NotAllowed):
            send_up(below.round, [passed], by=user)
    failed = nominate(below, hoa_sen, status="failed")
    with pytest.raises(WrongState):
        send_up(below.round, [failed], by=binh)
    AwardRound.objects.filter(pk=above.pk).update(status="closed")
    with pytest.raises(NotAllowed, match="không còn nhận"):
        send_up(AwardRound.objects.get(pk=below.round_id), [passed], by=binh)


def test_the_lower_round_sees_what_became_of_it(passed, below, binh, client):
    client.force_login(binh)
    address = reverse("nominations:send_selected_up", args=[below.round_id])
    digest = client.post(address, {"row": [passed.pk]}).context["sifted"].digest
    client.post(address, {"row": [passed.pk], "agreed": digest})
    passed.refresh_from_db()
    Nomination.objects.filter(pk=passed.goes_on_as_id).update(status="failed")

    table = client.get(reverse("nominations:screening", args=[below.round_id])).content.decode()
    page = client.get(reverse("nominations:nomination", args=[passed.pk])).content.decode()
    assert "Ở đợt trên: không được thông qua" in table
    assert "Không được thông qua" in page
