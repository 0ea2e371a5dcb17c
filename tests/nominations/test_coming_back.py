"""What went up comes to nothing there, is named below, is complained about: nothing is lost, nothing counts twice. S0-56 S3-44"""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from phongtrao.documents.services.files import store_made
from phongtrao.documents.services.packages import ZIP
from phongtrao.lib.errors import NotAllowed, WrongState
from phongtrao.nominations.access.going_up import can_go_up, forms_above
from phongtrao.nominations.models import AwardRound, Claim, HandOver, Nomination
from phongtrao.nominations.queries.decisions import passed, still_open
from phongtrao.nominations.queries.notices import standings_of
from phongtrao.nominations.services.going_up import send_up
from phongtrao.nominations.services.notices import (
    Outcome,
    answer_objection,
    complain,
    object_to,
    publish_notice,
)
from phongtrao.nominations.services.rounds import end_round
from phongtrao.nominations.services.screening import (
    refuse_nomination,
    return_nomination,
    withdraw_nomination,
)
from phongtrao.notifications.models import Notice
from tests.factories import make_person
from tests.nominations.decided import draft
from tests.nominations.handed_in import hand_in, make_round, nominate

pytestmark = pytest.mark.django_db
N, R = Nomination.Status, AwardRound.Status


PRAISE = "praise"  # a form, which spends an achievement and which a school signs


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def below(so, hoa_sen, binh):
    above = make_round(so, PRAISE)
    return hand_in(make_round(hoa_sen, PRAISE, above=above), hoa_sen, binh, "taken")


@pytest.fixture
def old(below, giang, hoa_sen):
    one = nominate(below, make_person("Vũ Thị Giang", giang), hoa_sen, "passed")
    Claim.objects.create(nomination=one, person=one.person, source="x.y:1", words="Một", spends=True)  # fmt: skip
    return one


@pytest.fixture
def new(old, binh):
    """Sent up, and waiting at the Sở."""
    (made,) = send_up(old.submission.round, [old], by=binh)
    made.submission.status = "taken"
    made.submission.save()
    Nomination.objects.filter(pk=made.pk).update(status="sent")
    made.refresh_from_db()
    return made


def test_refused_above_it_is_over_below_and_its_unit_is_told(new, old, an, lan):
    assert not passed([old.submission.round]).exists()
    refuse_nomination(new, "Chưa đủ hai năm", by=an)
    old.refresh_from_db()

    assert old.status == N.FAILED
    assert "Chưa đủ hai năm" in old.end_reason
    assert not Claim.objects.filter(spends=True).exists()
    assert Notice.objects.filter(to=lan, url__endswith=f"/{old.pk}/").exists()


def test_withdrawn_above_it_waits_below_again_with_its_achievement(new, old, below, binh, an):
    assert still_open(below.round) == ""
    withdraw_nomination(new, "Nhầm hình thức", by=an)
    old.refresh_from_db()

    assert (old.status, old.claims.get().spends) == (N.PASSED, True)
    assert list(passed([below.round])) == [old]
    assert still_open(below.round).startswith("1 ")


def test_withdrawn_above_after_the_round_below_ended_it_is_over_too(new, old, below, an):
    AwardRound.objects.filter(pk=below.round_id).update(status="ended")
    withdraw_nomination(new, "Nhầm hình thức", by=an)
    old.refresh_from_db()

    assert (old.status, old.claims.get().spends) == (N.WITHDRAWN, False)


def test_what_a_draft_decision_names_does_not_go_up_nor_out(old, below, binh):
    decision = draft(below.round, binh)
    with pytest.raises(WrongState, match="gửi lên"):
        send_up(below.round, [old], by=binh)
    with pytest.raises(NotAllowed, match="danh sách của quyết định"):
        withdraw_nomination(old, "Rút", by=binh)

    named = Nomination.objects.get(pk=old.pk)
    standing = standings_of([named])[named.pk]
    answer = can_go_up(binh, named, forms_above(below.round), standing)
    assert "danh sách của quyết định" in answer.reason
    assert decision.lines.get().nomination == old


def test_what_went_up_is_neither_returned_nor_refused_below(new, old, below, binh):
    Nomination.objects.filter(pk=old.pk).update(status="accepted")
    with pytest.raises(NotAllowed, match="đợt đó trước"):
        return_nomination(old, {"report": "Thiếu"}, "", by=binh)
    with pytest.raises(NotAllowed, match="đợt đó trước"):
        refuse_nomination(old, "Không", by=binh)


def test_accepted_it_goes_up_only_after_its_public_notice(old, below, binh):
    Nomination.objects.filter(pk=old.pk).update(status="accepted")
    with pytest.raises(WrongState, match="gửi lên"):
        send_up(below.round, [old], by=binh)
    notice = publish_notice(below.round, [old], timezone.localdate(), by=binh)
    past = timezone.localdate() - timedelta(days=1)
    notice.from_on = notice.until_on = past
    notice.save()

    assert len(send_up(below.round, [old], by=binh)) == 1


def test_a_right_complaint_after_the_end_opens_both_rounds_again(new, old, below, an, binh, giang):
    refuse_nomination(new, "Thiếu năm", by=an)
    above = new.submission.round
    AwardRound.objects.filter(pk=above.pk).update(status="ended")
    said = complain(new, "Đủ năm rồi", by=binh)
    answer_objection(said, Outcome.REOPENED, "Đúng, xét lại", by=an)
    for one in (new, old, above):
        one.refresh_from_db()

    assert (above.status, new.status, old.status) == (R.CLOSED, N.ACCEPTED, N.ACCEPTED)
    assert new.claims.get().spends
    assert Notice.objects.filter(to=binh, text__contains="được xét lại").exists()
    Nomination.objects.filter(pk=new.pk).update(status="withdrawn", end_reason="Rút")
    assert end_round(above, by=an).status == R.ENDED


def test_an_objection_that_was_right_takes_out_what_was_sent_back_meanwhile(below, old, binh, lan, giang):  # fmt: skip
    Nomination.objects.filter(pk=old.pk).update(status="accepted")
    publish_notice(below.round, [old], timezone.localdate(), by=binh)
    said = object_to(old, "Không đúng", by=lan)
    return_nomination(old, {"report": "Thiếu"}, "", by=binh)
    answer_objection(said, Outcome.OUT, "Thành tích của người khác", by=binh)
    old.refresh_from_db()
    below.refresh_from_db()

    assert (old.status, below.status) == (N.REFUSED, "taken")


def test_what_is_before_an_authority_outside_does_not_go_up_until_that_decided(
    old, below, binh, tmp_path
):
    made = HandOver.objects.create(
        round=below.round,
        to="UBND tỉnh",
        honour=old.form.honour,
        package=store_made(ContentFile(b"PK", "goi.zip"), ZIP, by=binh),
        handed_on=timezone.localdate(),
        made_by=binh,
    )
    made.nominations.add(old)
    with pytest.raises(WrongState, match="gửi lên"):
        send_up(below.round, [old], by=binh)

    made.notes.create(kind="decision", on=made.handed_on, words="Không xét", made_by=binh)
    assert len(send_up(below.round, [old], by=binh)) == 1
