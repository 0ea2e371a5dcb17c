"""What came back is mended, and nothing else; what changed after its public notice is shown anew. S0-56 S3-44"""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from phongtrao.lib.errors import NotAllowed, WrongState
from phongtrao.nominations.access.submissions import can_prepare, can_write
from phongtrao.nominations.models import AwardRound, Mark, Nomination, PublicNotice, Submission
from phongtrao.nominations.queries.consistency import findings_of
from phongtrao.nominations.queries.notices import standings_of
from phongtrao.nominations.services.meeting import Meeting, Votes, hold_meeting
from phongtrao.nominations.services.nominating import (
    Choice,
    move_up,
    nominate_all,
    set_frontline,
)
from phongtrao.nominations.services.notices import (
    Outcome,
    answer_objection,
    complain,
    object_to,
    publish_notice,
)
from phongtrao.nominations.services.rounds import end_round, extend_round
from phongtrao.nominations.services.screening import return_nomination, withdraw_nomination
from phongtrao.nominations.services.sending import call_back
from phongtrao.notifications.models import Notice
from phongtrao.orgs.models import Person, YearOff
from tests.factories import make_person
from tests.nominations.handed_in import hand_in, make_round, nominate

pytestmark = pytest.mark.django_db
N, S = Nomination.Status, Submission.Status
HEAD = {"met_at": "Phòng họp", "chair": "Bình", "secretary": "Lan", "present": 20, "absent": 0}


@pytest.fixture
def sent(so, hoa_sen, lan):
    day = timezone.localdate() - timedelta(days=9)
    return hand_in(make_round(so), hoa_sen, lan, "taken", met_on=day, **HEAD)


@pytest.fixture
def kept(sent, hoa_sen):
    return nominate(sent, make_person("Trần Thị Giữ"), hoa_sen, "accepted", position=1)


@pytest.fixture
def back(sent, kept, giang, hoa_sen, an):
    one = nominate(sent, make_person("Vũ Thị Giang", giang), hoa_sen, position=2)
    return_nomination(one, {"report": "Thiếu năm 2024"}, "", by=an)
    sent.refresh_from_db()
    one.refresh_from_db()
    return one


def test_in_a_closed_round_nobody_is_added_and_only_what_came_back_is_mended(back, kept, sent, lan, hoa_sen, client):  # fmt: skip
    AwardRound.objects.filter(pk=sent.round_id).update(status="closed")
    sent = Submission.objects.get(pk=sent.pk)
    choice = Choice(sent.round.forms.get(), hoa_sen, "Cả trường")
    with pytest.raises(NotAllowed, match="chỉ sửa được đề nghị bị trả lại"):
        nominate_all(sent, [choice], by=lan)
    for act in (lambda: move_up(back, by=lan), lambda: set_frontline(kept, is_frontline=True, by=lan)):  # fmt: skip
        with pytest.raises(NotAllowed, match="Trần Thị Giữ: đề nghị đã gửi"):
            act()
    set_frontline(back, is_frontline=True, by=lan)
    kept.submission = back.submission = sent
    assert can_write(lan, back)
    assert not can_write(lan, kept)

    client.force_login(lan)
    page = client.get(reverse("nominations:submission", args=[sent.pk])).content.decode()
    assert "Chọn đề nghị" not in page
    assert reverse("nominations:frontline", args=[back.pk]) in page
    assert reverse("nominations:frontline", args=[kept.pk]) not in page


def test_the_meeting_stays_unless_its_minutes_are_marked(back, kept, sent, lan, an):
    same = Meeting(sent.met_on, *HEAD.values())
    hold_meeting(sent, same, {back.pk: Votes(20)}, by=lan)
    with pytest.raises(NotAllowed, match="Trần Thị Giữ"):
        hold_meeting(sent, same, {kept.pk: Votes(20)}, by=lan)
    later = Meeting(timezone.localdate(), *HEAD.values())
    with pytest.raises(WrongState, match="biên bản họp"):
        hold_meeting(sent, later, {}, by=lan)

    Mark.objects.create(nomination=back, part="minutes", note="Sai ngày", made_by=an)
    hold_meeting(sent, later, {}, by=lan)
    sent.refresh_from_db()
    assert sent.met_on == later.met_on


def test_what_was_accepted_does_not_keep_the_rest_from_being_sent_again(back, kept, sent):
    Person.objects.filter(pk=kept.person_id).update(full_name="Trần Thị Đổi")

    assert not [one for one in findings_of(sent) if "Trần Thị Giữ" in one.where and one.is_hard]


def test_once_nothing_is_left_to_mend_the_receiver_has_it_again(back, kept, sent, lan):
    withdraw_nomination(back, "Xin rút", by=lan)
    sent.refresh_from_db()

    assert sent.status == S.TAKEN
    assert not can_prepare(lan, sent)


def test_after_its_end_a_round_takes_nothing_back(back, sent, lan):
    AwardRound.objects.filter(pk=sent.round_id).update(status="ended")
    sent = Submission.objects.get(pk=sent.pk)

    assert "đã kết thúc" in can_prepare(lan, sent).reason


def test_what_was_refused_is_not_hidden_by_calling_the_rest_back(sent, hoa_sen, lan):
    nominate(sent, hoa_sen, status="refused", end_reason="Không đúng đối tượng")
    Submission.objects.filter(pk=sent.pk).update(status="sent")
    with pytest.raises(NotAllowed, match="bắt đầu xét"):
        call_back(sent, by=lan)


def test_what_changed_after_its_notice_is_shown_anew_before_it_is_judged(kept, an, chi, client):
    round_ = kept.submission.round
    notice = publish_notice(round_, [kept], timezone.localdate(), by=an)
    Nomination.objects.filter(pk=kept.pk).update(achievement="Thành tích khác hẳn")
    kept.refresh_from_db()

    assert "công khai lại" in standings_of([kept])[kept.pk].why_not_over(5)
    client.force_login(chi)
    page = client.get(reverse("nominations:notice", args=[notice.pk])).content.decode()
    assert "khác hẳn" not in page
    assert client.get(reverse("nominations:object", args=[kept.pk])).status_code == 404
    again = publish_notice(round_, [kept], timezone.localdate(), by=an)
    page = client.get(reverse("nominations:notice", args=[again.pk])).content.decode()
    assert "khác hẳn" in page


def test_on_its_last_day_one_still_objects_and_the_day_after_no_more(kept, an, chi, client):
    notice = publish_notice(kept.submission.round, [kept], timezone.localdate(), by=an)
    address = reverse("nominations:object", args=[kept.pk])
    today = timezone.localdate()
    PublicNotice.objects.filter(pk=notice.pk).update(from_on=today - timedelta(9), until_on=today)
    assert object_to(kept, "Xem lại", by=chi).nomination == kept

    kept.objections.update(status="rejected", answer="Không")
    yesterday = today - timedelta(1)
    PublicNotice.objects.filter(pk=notice.pk).update(from_on=yesterday, until_on=yesterday)
    client.force_login(chi)
    assert client.get(address).status_code == 404
    assert standings_of([kept])[kept.pk].why_not_over(5) == ""


def test_called_back_before_anybody_took_it_it_was_not_in_time(sent, hoa_sen, lan):
    one = nominate(sent, hoa_sen)
    Submission.objects.filter(pk=sent.pk).update(status="sent", is_late=True)
    call_back(sent, by=lan)
    sent.refresh_from_db()
    one.refresh_from_db()

    assert (sent.first_sent_at, sent.is_late, one.status) == (None, False, N.DRAFT)


def test_whoever_was_late_is_in_time_once_all_have_longer(sent, an):
    found = sent.round
    due = timezone.now() - timedelta(days=2)
    AwardRound.objects.filter(pk=found.pk).update(due_at=due)
    Submission.objects.filter(pk=sent.pk).update(is_late=True)
    extend_round(found, timezone.now() + timedelta(days=3), "Bão", by=an)
    sent.refresh_from_db()

    assert not sent.is_late


def test_a_round_does_not_end_over_an_open_complaint(kept, an, lan):
    Nomination.objects.filter(pk=kept.pk).update(status="failed", end_reason="Không đủ phiếu")
    said = complain(kept, "Đếm sai", by=lan)
    AwardRound.objects.filter(pk=kept.submission.round_id).update(status="closed")
    found = AwardRound.objects.get(pk=kept.submission.round_id)
    with pytest.raises(WrongState, match="1 ý kiến, khiếu nại chờ trả lời"):
        end_round(found, by=an)
    answer_objection(said, Outcome.REJECTED, "Đếm đúng", by=an)

    assert end_round(found, by=an).status == "ended"


def test_holidays_and_tet_are_no_days_of_a_notice(kept, an):
    tet = [date(2027, 2, day) for day in range(4, 11)]
    YearOff.objects.update_or_create(year=2027, defaults={"free": tet, "basis": "Thông báo"})
    notice = publish_notice(kept.submission.round, [kept], date(2027, 2, 3), by=an)

    assert notice.until_on == date(2027, 2, 17)


def test_who_objected_is_named_on_no_page_of_those_it_is_about(kept, an, chi, lan, binh, giang, client):  # fmt: skip
    publish_notice(kept.submission.round, [kept], timezone.localdate(), by=an)
    said = object_to(kept, "Xem lại năm 2024", by=chi)
    answer_objection(said, Outcome.OUT, "Thiếu năm 2024", by=an)
    round_, sent = kept.submission.round_id, kept.submission_id
    pages = [("nomination", kept.pk), ("submission", sent), ("round", round_), ("why", kept.pk)]
    for who in (lan, binh, giang):
        client.force_login(who)
        for name, pk in pages:
            words = client.get(reverse(f"nominations:{name}", args=[pk])).content.decode()
            assert str(chi) not in words
            assert "Xem lại năm 2024" not in words
    told = Notice.objects.exclude(to__in=[an, chi]).values_list("text", flat=True)
    assert not [text for text in told if str(chi) in text]
