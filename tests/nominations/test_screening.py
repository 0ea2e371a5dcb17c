"""What came in is taken, returned with marked places, accepted, refused, withdrawn. S0-12 S0-40 S0-56 S3-44"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from phongtrao.accounts.models import Role
from phongtrao.audit.models import Entry
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.nominations.models import Claim, Nomination, Submission
from phongtrao.nominations.queries.screening import next_to_screen, share_of
from phongtrao.nominations.services.opinions import Said, answer_opinion, ask_opinion
from phongtrao.nominations.services.screening import (
    accept_many,
    accept_nomination,
    refuse_nomination,
    return_nomination,
    take_submission,
    withdraw_nomination,
)
from phongtrao.notifications.models import Notice
from phongtrao.orgs.models import Line
from tests.factories import give, make_person, make_user
from tests.nominations.handed_in import hand_in, make_round, nominate
from tests.threads import at_once

pytestmark = pytest.mark.django_db
N, S = Nomination.Status, Submission.Status


@pytest.fixture
def sent(so, hoa_sen, lan):
    return hand_in(make_round(so), hoa_sen, lan)


@pytest.fixture
def asked(sent, giang, hoa_sen):
    return nominate(sent, make_person("Vũ Thị Giang", giang), hoa_sen)


def test_the_unit_has_a_receipt_and_a_second_secretary_is_told(sent, asked, an, lan, chi):  # S3-44
    with pytest.raises(NotAllowed):
        take_submission(sent, by=lan)
    with pytest.raises(NotAllowed, match="chưa được tiếp nhận"):
        accept_nomination(asked, by=an)

    taken = take_submission(sent, by=an)
    with pytest.raises(NotAllowed, match="tải lại trang"):
        take_submission(sent, by=an)

    assert (taken.status, taken.taken_by) == (S.TAKEN, an)
    assert Notice.objects.filter(to=lan, text__contains="đã được tiếp nhận").exists()
    assert not Notice.objects.filter(to=chi).exists()


def test_accepted_once_and_nobody_judges_oneself(sent, asked, an):  # S0-56
    own = nominate(sent, make_person("Lê Thu An", an), sent.unit)
    take_submission(sent, by=an)

    assert accept_many(sent.round, [asked, own], by=an) == [asked.pk]
    with pytest.raises(NotAllowed, match="tải lại trang"):
        accept_nomination(asked, by=an)
    with pytest.raises(NotAllowed, match="chính mình"):
        accept_nomination(own, by=an)
    with pytest.raises(WrongState, match="Không còn đề nghị nào"):
        accept_many(sent.round, [asked, own], by=an)


def test_returned_with_marked_places_the_unit_sees_and_mends(sent, asked, an, lan, client):
    take_submission(sent, by=an)
    with pytest.raises(BadInput, match="ít nhất một chỗ"):
        return_nomination(asked, {"report": " "}, "", by=an)
    return_nomination(asked, {"report": "Thiếu năm 2024", "letter": "Chưa ký"}, "Hai chỗ", by=an)
    sent.refresh_from_db()
    asked.refresh_from_db()

    assert (sent.status, sent.return_note, asked.status) == (S.RETURNED, "Hai chỗ", N.RETURNED)
    client.force_login(lan)
    page = client.get(reverse("nominations:submission", args=[sent.pk])).content.decode()
    assert "Thiếu năm 2024" in page
    assert "Chưa ký" in page


def test_refused_with_its_reason_and_its_achievements_are_free(sent, asked, an):
    claim = Claim.objects.create(
        nomination=asked, person=asked.person, source="x.y:1", words="Một", spends=True
    )
    take_submission(sent, by=an)
    with pytest.raises(BadInput, match="ghi lý do"):
        refuse_nomination(asked, "  ", by=an)
    refuse_nomination(asked, "Không đúng đối tượng", by=an)
    asked.refresh_from_db()
    claim.refresh_from_db()

    assert (asked.status, asked.end_reason, claim.spends) == (N.REFUSED, "Không đúng đối tượng", False)  # fmt: skip


def test_withdrawn_by_its_unit_until_decided(sent, asked, lan, chi, an):
    with pytest.raises(NotAllowed):
        withdraw_nomination(asked, "Xin rút", by=chi)
    withdraw_nomination(asked, "Xin rút", by=lan)
    asked.refresh_from_db()
    assert (asked.status, asked.end_reason) == (N.WITHDRAWN, "Xin rút")
    with pytest.raises(NotAllowed, match="tải lại trang"):
        withdraw_nomination(asked, "Xin rút", by=an)


def test_another_body_answers_once(sent, asked, an, lan):  # S0-40
    with pytest.raises(NotAllowed):
        ask_opinion(asked, "Công an xã", sent.round.opens_on, by=lan)
    opinion = ask_opinion(asked, "Công an xã", sent.round.opens_on, by=an)
    said = Said(agrees=True, words="Chấp hành tốt", on=sent.round.opens_on)
    answer_opinion(opinion, said, by=an)
    with pytest.raises(WrongState, match="đã được ghi"):
        answer_opinion(opinion, said, by=an)


def test_frontline_first_and_their_share_in_the_heading(sent, asked, an, hoa_sen, client):  # S0-12
    Nomination.objects.filter(pk=asked.pk).update(position=9, is_frontline=True)
    nominate(sent, hoa_sen)
    rows = sent.round.submissions.get().nominations.all()

    assert next_to_screen(rows) == asked.pk
    assert share_of(rows).percent == "50,0%"
    client.force_login(an)
    page = client.get(reverse("nominations:screening", args=[sent.round_id])).content.decode()
    assert "1 trên 2 đề nghị còn xét (50,0%)" in page
    assert page.index("Vũ Thị Giang") < page.rindex(hoa_sen.name)


def test_the_whole_way_through_the_pages(sent, asked, an, hoa_sen, client):
    other = nominate(sent, hoa_sen)
    client.force_login(an)
    client.post(reverse("nominations:take", args=[sent.pk]))
    address = reverse("nominations:accept_selected", args=[sent.round_id])
    page = client.post(address, {"row": [asked.pk, other.pk]})
    assert "2 đề nghị được chọn" in page.content.decode()
    agreed = page.context["sifted"].digest
    client.post(address, {"row": [asked.pk, other.pk], "agreed": agreed})

    assert set(sent.nominations.values_list("status", flat=True)) == {N.ACCEPTED}
    client.post(reverse("nominations:refuse", args=[other.pk]), {"reason": "Chưa đủ"})
    client.post(reverse("nominations:send_back", args=[asked.pk]), {"cho_report": "Thiếu"})
    assert set(sent.nominations.values_list("status", flat=True)) == {N.REFUSED, N.RETURNED}
    assert "Thiếu" in client.get(reverse("nominations:nomination", args=[asked.pk])).content.decode()  # fmt: skip


def test_who_reads_from_outside_finds_nothing(sent, asked, chi, giang, client):
    for who, status in ((chi, 404), (giang, 403)):  # the nominated reads the page, and does nothing
        client.force_login(who)
        assert client.get(reverse("nominations:refuse", args=[asked.pk])).status_code == status
        assert client.get(reverse("nominations:screening", args=[sent.round_id])).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_secretaries_at_once_one_of_them_is_told(sent, asked, an, so):
    other = make_user("Lê Thị Hai", "hai")
    give(other, Role.OFFICE, so, Line.PROF)

    taken = at_once(lambda: take_submission(sent, by=an), lambda: take_submission(sent, by=other))
    accepted = at_once(
        lambda: accept_nomination(asked, by=an), lambda: accept_nomination(asked, by=other)
    )

    for told in (taken, accepted):
        (lost,) = [error for error in told if error]
        assert isinstance(lost, NotAllowed)
        assert "tải lại trang" in str(lost)
    assert Entry.objects.filter(action="nominations.accepted").count() == 1


def test_the_table_costs_the_same_for_one_and_three(sent, asked, an, hoa_sen, binh_minh, client):
    address = reverse("nominations:screening", args=[sent.round_id])
    client.force_login(an)
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for unit in (hoa_sen, binh_minh):
        other = nominate(sent, unit)
        other.goes_on_as = nominate(sent, make_person("Người Trên"), unit, "draft")
        other.save()
    with CaptureQueriesContext(connection) as three:
        client.get(address)
    assert len(one) == len(three)
