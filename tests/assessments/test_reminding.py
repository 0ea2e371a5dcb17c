"""The two days of a campaign: reminded by the clock once a stage, pressed by the office once a day. S4-26 S1-58"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from phongtrao.assessments.services.campaigns import end_self_assessment
from phongtrao.assessments.services.reminding import send_reminders, urge_campaign
from phongtrao.assessments.services.sharing import How, Sharing, share_units
from phongtrao.assessments.services.verifying import return_assessment
from phongtrao.lib.errors import NotAllowed, WrongState
from phongtrao.notifications.models import Notice
from tests.assessments.made import handed, of

pytestmark = pytest.mark.django_db


def told(key):
    rows = Notice.objects.filter(key__startswith=key).select_related("to")
    return sorted((notice.to.username, notice.text) for notice in rows)


def test_who_has_not_handed_in_is_reminded_once_a_stage(campaign, hoa_sen, binh_minh, lan, chi):
    handed(campaign, hoa_sen, lan)
    day = campaign.self_due - timedelta(days=7)
    first = send_reminders(day)
    again = send_reminders(day)
    later = send_reminders(campaign.self_due - timedelta(days=1))

    assert (first, again, later) == (1, 0, 1)
    due = campaign.self_due.strftime("%d/%m/%Y")
    assert told("assessments.remind") == [
        ("chi", f"Còn 1 ngày đến hạn {due} nộp bản tự đánh giá “Đánh giá năm 2026”."),
        ("chi", f"Còn 7 ngày đến hạn {due} nộp bản tự đánh giá “Đánh giá năm 2026”."),
    ]


def test_after_the_end_only_what_came_back_is_reminded(campaign, hoa_sen, binh_minh, lan, chi, an):
    return_assessment(handed(campaign, hoa_sen, lan), "Bổ sung", by=an)
    end_self_assessment(campaign, by=an)
    send_reminders(campaign.verify_due - timedelta(days=1))

    assert {who for who, _text in told("assessments.remind")} == {"lan"}


def test_who_verifies_is_reminded_once_for_all_units(
    campaign, hoa_sen, binh_minh, lan, chi, an, vy
):
    for unit, who in ((hoa_sen, lan), (binh_minh, chi)):
        handed(campaign, unit, who)
    share_units(campaign, [of(campaign, hoa_sen).pk], Sharing(How.EVENLY, [vy]), by=an)
    share_units(campaign, [of(campaign, binh_minh).pk], Sharing(How.EVENLY, [vy]), by=an)
    end_self_assessment(campaign, by=an)
    day = campaign.verify_due + timedelta(days=1)

    assert [send_reminders(day), send_reminders(day)] == [1, 0]
    due = campaign.verify_due.strftime("%d/%m/%Y")
    assert told("assessments.verify") == [
        ("vy", f"Quá hạn 1 ngày, hạn {due}: thẩm định “Đánh giá năm 2026” chưa xong.")
    ]


def test_the_office_presses_who_is_slow_once_a_day(campaign, hoa_sen, lan, binh, chi, an):
    urged = urge_campaign(campaign, "Nộp trước thứ sáu.", late_only=False, by=an)

    assert (urged.units, urged.without_people) == (2, 1)
    assert {who for who, _text in told("assessments.urge")} == {"lan", "binh", "chi"}
    assert send_reminders(timezone.localdate()) == 0
    with pytest.raises(WrongState):
        urge_campaign(campaign, "Lần nữa.", late_only=False, by=an)
    with pytest.raises(NotAllowed):
        urge_campaign(campaign, "Nộp đi.", late_only=False, by=lan)


def test_after_the_end_the_page_says_who_can_hand_in_no_more(client, campaign, lan, an):
    end_self_assessment(campaign, by=an)
    client.force_login(an)
    shown = client.get(reverse("assessments:campaign_urge", args=[campaign.pk])).content.decode()

    assert "3 đơn vị chưa nộp không nộp được nữa" in shown


def test_it_is_pressed_on_screen(client, campaign, hoa_sen, lan, an):
    client.force_login(an)
    address = reverse("assessments:campaign_urge", args=[campaign.pk])
    shown = client.get(address).content.decode()
    client.post(address, {"words": "Nộp sớm."})
    client.force_login(lan)

    assert "Trường THCS Hoa Sen" in shown
    assert told("assessments.urge")[0][0] == "lan"
    assert client.get(address).status_code == 403
