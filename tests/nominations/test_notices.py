"""The list everybody reads before the council: what stands there, who objects, who knows who did. S0-12 S0-56"""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from phongtrao.audit.models import Entry
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.nominations.models import Nomination, Objection, PublicNotice
from phongtrao.nominations.queries.notices import standings_of
from phongtrao.nominations.services.notices import (
    Outcome,
    answer_objection,
    complain,
    object_to,
    publish_notice,
    take_back_objection,
)
from phongtrao.nominations.services.screening import refuse_nomination
from phongtrao.notifications.models import Notice
from tests.factories import make_person
from tests.nominations.handed_in import hand_in, make_round, nominate

pytestmark = pytest.mark.django_db
N, O = Nomination.Status, Objection.Status  # noqa: E741 -- two words


@pytest.fixture
def asked(so, hoa_sen, lan, giang):
    sent = hand_in(make_round(so), hoa_sen, lan, "taken")
    person = make_person("Vũ Thị Giang", giang)
    secrets = {"report": {"one": "Mật báo cáo"}, "summary": "Mật tóm tắt", "job": "Mật chức vụ"}
    return nominate(sent, person, hoa_sen, "accepted", **secrets)


@pytest.fixture
def notice(asked, an):
    return publish_notice(asked.submission.round, [asked], timezone.localdate(), by=an)


def test_shown_for_working_days_and_once(asked, an, lan):
    round_ = asked.submission.round
    with pytest.raises(NotAllowed):
        publish_notice(round_, [asked], timezone.localdate(), by=lan)
    with pytest.raises(BadInput, match="đã qua"):
        publish_notice(round_, [asked], timezone.localdate() - timedelta(days=1), by=an)
    friday = date(2027, 6, 4)
    notice = publish_notice(round_, [asked], friday, by=an)

    assert notice.until_on == date(2027, 6, 11)
    with pytest.raises(WrongState, match="chờ công khai"):
        publish_notice(round_, [asked], friday, by=an)


def test_everybody_below_reads_four_things_and_nothing_else(notice, asked, chi, giang, client):
    Nomination.objects.filter(pk=asked.pk).update(is_flagged=True)
    for who in (chi, giang):
        client.force_login(who)
        pages = [client.get(reverse("nominations:notices")), client.get(reverse("nominations:notice", args=[notice.pk]))]  # fmt: skip
        words = "".join(page.content.decode() for page in pages)
        assert "Vũ Thị Giang" in words
        assert "Dạy giỏi nhiều năm" in words
        assert "Mật" not in words
    client.force_login(chi)
    page = client.get(reverse("nominations:object", args=[asked.pk])).content.decode()
    assert "Mật" not in page
    assert client.get(reverse("nominations:nomination", args=[asked.pk])).status_code == 404


def test_before_and_after_its_days_only_the_office_reads_it(notice, chi, an, client):
    today = timezone.localdate()
    for days in ((-9, -1), (1, 9)):
        first, last = (today + timedelta(days=n) for n in days)
        PublicNotice.objects.filter(pk=notice.pk).update(from_on=first, until_on=last)
        for who, status in ((chi, 404), (an, 200)):
            client.force_login(who)
            page = client.get(reverse("nominations:notice", args=[notice.pk]))
            assert page.status_code == status


def test_who_objected_is_known_to_who_answers_and_to_nobody_else(notice, asked, an, chi, lan, binh, giang, client):  # fmt: skip
    said = object_to(asked, "Không đúng người làm", by=chi)
    with pytest.raises(NotAllowed, match="chờ trả lời"):
        object_to(asked, "Lần nữa", by=chi)
    with pytest.raises(NotAllowed, match="người được đề nghị"):
        object_to(asked, "Tôi", by=giang)

    address = reverse("nominations:objection", args=[said.pk])
    pages = [address, reverse("nominations:nomination", args=[asked.pk])]
    seen = {}
    for who in (an, chi, lan, binh, giang):
        client.force_login(who)
        answers = [client.get(page) for page in pages]
        words = "".join(one.content.decode() for one in answers if one.status_code == 200)
        seen[who.username] = ("Không đúng người làm" in words, answers[0].status_code)
    assert seen == {
        "an": (True, 200),
        "chi": (True, 200),
        "lan": (False, 404),
        "binh": (False, 404),
        "giang": (False, 404),
    }
    lines = Entry.objects.filter(action="nominations.objected")
    assert not lines.exclude(subject_type="nominations.objection").exists()
    assert not Notice.objects.filter(to__in=[lan, binh, giang], key__contains="objection").exists()


def test_upheld_the_office_says_whether_it_goes_on(notice, asked, an, dung, chi, lam):
    kept, out = object_to(asked, "Một", by=chi), object_to(asked, "Hai", by=lam)
    assert standings_of([asked])[asked.pk].why_not_over(5).startswith("Còn ý kiến")
    with pytest.raises(BadInput, match="câu trả lời"):
        answer_objection(kept, Outcome.KEPT, " ", by=an)
    with pytest.raises(NotAllowed):
        answer_objection(kept, Outcome.KEPT, "Đã xem", by=chi)
    answer_objection(kept, Outcome.KEPT, "Sai sót nhỏ, đã sửa", by=an)
    again = Objection.objects.get(pk=kept.pk)
    with pytest.raises(NotAllowed, match="đã được trả lời"):
        answer_objection(again, Outcome.REJECTED, "Không", by=an)
    asked.refresh_from_db()
    assert (again.status, asked.status) == (O.UPHELD, N.ACCEPTED)

    answer_objection(out, Outcome.OUT, "Thành tích của người khác", by=an)
    asked.refresh_from_db()
    assert (asked.status, asked.end_reason) == (N.REFUSED, "Thành tích của người khác")
    assert Notice.objects.filter(to=lam, text__contains="đã được trả lời").exists()


def test_its_author_takes_it_back_while_nobody_has_answered(notice, asked, an, chi, lam, client):
    said, answered = object_to(asked, "Nhầm người", by=chi), object_to(asked, "Hai", by=lam)
    answer_objection(answered, Outcome.REJECTED, "Không đúng", by=an)
    with pytest.raises(NotAllowed, match="người gửi"):
        take_back_objection(said, by=an)
    with pytest.raises(NotAllowed, match="không rút được nữa"):
        take_back_objection(answered, by=lam)
    client.force_login(chi)
    page = reverse("nominations:objection", args=[said.pk])
    address = reverse("nominations:objection_withdraw", args=[said.pk])
    assert address in client.get(page).content.decode()

    client.post(address)

    said.refresh_from_db()
    after = client.get(page).content.decode()
    assert (said.status, said.answer) == (O.WITHDRAWN, "")
    assert "Đã rút" in after
    assert address not in after
    assert standings_of([asked])[asked.pk].open == 0
    with pytest.raises(NotAllowed, match="đã được người gửi rút"):
        answer_objection(said, Outcome.REJECTED, "Không", by=an)
    with pytest.raises(NotAllowed, match="đã được rút"):
        take_back_objection(said, by=chi)
    assert object_to(asked, "Vẫn cần xem", by=chi).status == O.OPEN


def test_a_complaint_that_is_right_opens_it_again(asked, an, lan, giang, chi):
    refuse_nomination(asked, "Thiếu năm", by=an)
    asked.refresh_from_db()
    with pytest.raises(NotAllowed):
        complain(asked, "Không đúng", by=chi)
    said = complain(asked, "Đủ năm rồi", by=giang)
    with pytest.raises(NotAllowed, match="đang chờ trả lời"):
        complain(asked, "Đủ năm rồi", by=lan)
    with pytest.raises(BadInput, match="không dùng"):
        answer_objection(said, Outcome.OUT, "Sai", by=an)
    answer_objection(said, Outcome.REOPENED, "Đúng, xét lại", by=an)
    asked.refresh_from_db()

    assert (asked.status, asked.end_reason) == (N.ACCEPTED, "")


def test_published_objected_and_answered_on_screen(asked, an, chi, client):
    client.force_login(an)
    address = reverse("nominations:publish_selected", args=[asked.submission.round_id])
    digest = client.post(address, {"row": [asked.pk]}).context["sifted"].digest
    today = f"{timezone.localdate():%d/%m/%Y}"
    client.post(address, {"row": [asked.pk], "agreed": digest, "from_on": today})
    assert asked.notices.count() == 1
    client.force_login(chi)
    client.post(reverse("nominations:object", args=[asked.pk]), {"words": "Xem lại"})
    said = asked.objections.get()
    client.force_login(an)
    page = reverse("nominations:objection", args=[said.pk])
    assert "Có cơ sở" in client.get(page).content.decode()
    client.post(page, {"outcome": "rejected", "words": "Không đúng"})
    said.refresh_from_db()
    assert (said.status, said.answer) == (O.REJECTED, "Không đúng")


def test_the_list_costs_the_same_for_one_and_three(notice, asked, hoa_sen, binh_minh, chi, client):
    address = reverse("nominations:notice", args=[notice.pk])
    client.force_login(chi)
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for unit in (hoa_sen, binh_minh):
        notice.nominations.add(nominate(asked.submission, unit, status="accepted"))
    with CaptureQueriesContext(connection) as three:
        client.get(address)
    assert len(one) == len(three)
