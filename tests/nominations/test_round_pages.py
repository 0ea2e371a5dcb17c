"""Pages of rounds: of the office, of a unit, of nobody else; “việc của tôi”; the story of a movement."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from phongtrao.awards.services.rules import copy_set
from phongtrao.nominations.models import AwardRound, Submission
from phongtrao.nominations.services.quotas import set_quotas
from phongtrao.nominations.story import tell_rounds
from phongtrao.portal.queries.calendar import due_for
from tests.awards.made import newest
from tests.nominations.rounds_made import a_movement, drafted, opened

R = AwardRound.Status


def url_of(found, name="round"):
    return reverse(f"nominations:{name}", args=[found.pk])


def page_of(client, user, url, **more):
    client.force_login(user)
    return client.get(url, more).content.decode()


def test_an_office_drafts_adds_a_form_and_opens(client, an, so, hoa_sen):
    client.force_login(an)
    day = timezone.localdate() + timedelta(days=9)
    sent = {
        "owner": so.pk,
        "title": "Khen thưởng năm học",
        "occasion": "yearly",
        "period": "SY2026",
        "opens_on": f"{timezone.localdate():%d/%m/%Y}",
        "due_on": f"{day:%d/%m/%Y}",
        "due_hour": "17:00",
        "notice_days": "5",
        "checklist": ["letter", "report"],
    }

    assert client.get(reverse("nominations:round_new")).status_code == 200
    client.post(reverse("nominations:round_new"), sent)
    found = AwardRound.objects.get()
    assert timezone.localtime(found.due_at).strftime("%d/%m/%Y %H:%M") == f"{day:%d/%m/%Y} 17:00"
    form = found.forms.get(honour__key="base_fighter")
    edit = reverse("nominations:form_edit", args=[found.pk, form.pk])
    assert f"{form.rules_id}:base_fighter" in client.get(edit).content.decode()
    drop = reverse("nominations:form_drop", args=[found.pk, form.pk])
    client.post(drop)
    assert client.get(url_of(found, "round_edit")).status_code == 200
    add = {"honour": form.honour_id, "route": "yearly", "report": "05"}
    add |= {"rule": f"{form.rules_id}:base_fighter", "unit_rule": "", "voting": ""}
    client.post(url_of(found, "form_add"), add)
    kept = found.forms.get(honour__key="base_fighter")
    assert (kept.rule, kept.rules_id, kept.voting_id) == ("base_fighter", form.rules_id, None)
    client.post(url_of(found, "round_open"))
    found.refresh_from_db()
    assert found.status == R.OPEN


def test_a_unit_reads_what_is_asked_and_its_quota(client, so, an, lan, hoa_sen, giang):
    found = opened(so, an)
    set_quotas(found, {(hoa_sen.pk, "people"): 3}, by=an)

    page = page_of(client, lan, url_of(found))

    assert "Chiến sĩ thi đua cơ sở" in page
    assert "0/3 cá nhân" in page
    assert "Đơn vị gửi hồ sơ" not in page  # who else hands in is the office's to read
    client.force_login(giang)
    assert client.get(url_of(found)).status_code == 404
    client.force_login(lan)
    for name in ("round_edit", "quotas", "round_close", "form_add"):
        assert client.get(url_of(found, name)).status_code == 404


def test_the_office_sees_who_has_and_who_has_not(client, so, an, hoa_sen, binh_minh, thpt):
    found = opened(so, an)
    Submission.objects.create(
        round=found, unit=hoa_sen, status="sent", sent_at=timezone.now(), is_late=True
    )
    Submission.objects.create(round=found, unit=thpt, status="writing")

    late = page_of(client, an, url_of(found), tinh_trang="muon")
    waited = page_of(client, an, url_of(found), tinh_trang="chua_gui")

    assert "Trường THCS Hoa Sen" in late
    assert "Trường THPT Sông Ngân" not in late
    assert "Trường THCS Hoa Sen" not in waited
    assert "Trường THPT Sông Ngân" in waited
    writing = reverse("nominations:submission", args=[thpt.award_submissions.get().pk])
    assert writing not in waited  # what is still being written is its unit's


def test_my_work_names_the_round_until_the_unit_has_sent(
    client, so, an, lan, chi, hoa_sen, binh_minh
):
    found = opened(so, an)
    words = "Gửi hồ sơ khen thưởng: Khen thưởng năm học 2026-2027"
    assert words in page_of(client, lan, "/")

    Submission.objects.create(round=found, unit=hoa_sen, status="sent")
    assert words not in page_of(client, lan, "/")
    assert words in page_of(client, chi, "/")

    set_quotas(found, {(hoa_sen.pk, "people"): 1}, by=an)
    assert words not in page_of(client, chi, "/")  # no place, nothing owed
    AwardRound.objects.filter(pk=found.pk).update(due_at=timezone.now() + timedelta(days=1))
    assert "Đến hạn nhận hồ sơ khen thưởng" in page_of(client, an, "/")


def test_prompt_praise_opens_in_one_press(client, binh, hoa_sen, lan):
    client.force_login(binh)
    page = client.post(reverse("nominations:praise"), {"owner": hoa_sen.pk}, follow=True)

    assert "Khen kịp thời" in page.content.decode()
    assert "Trường THCS Hoa Sen" in page.content.decode()
    client.force_login(lan)  # a focal person runs none
    assert client.get(reverse("nominations:praise")).status_code == 404


def test_a_movement_tells_its_rounds_to_those_who_see_them(so, an, binh):
    """S0-18"""
    movement = a_movement(so)
    found = drafted(so, an, movement=movement, launched="province")

    assert [one.title for one in tell_rounds(movement, an)] == [f"Đợt khen thưởng: {found}"]
    assert list(tell_rounds(movement, binh)) == []


def test_the_calendar_has_the_last_hour_of_rounds_one_runs_or_hands_in_for(so, an, lan, giang):
    found = opened(so, an)
    day = timezone.localdate(found.due_at)

    for user, told in ((an, 1), (lan, 1), (giang, 0)):
        items = [one for one in due_for(user, day, day) if one.kind == "award"]
        assert len(items) == told


def test_a_set_that_ended_is_named_with_what_can_be_done(client, so, an):
    """Plan 003 ends with 2025; a copy of the office goes on."""
    shipped = newest("ke-hoach-003").rule_set
    found = drafted(so, an, opens_on=date(2026, 11, 2))
    client.force_login(an)
    page = page_of(client, an, reverse("nominations:form_add", args=[found.pk]))
    assert f"{shipped} (hết hiệu lực 31/12/2025)" in page
    assert "trước ngày nhận hồ sơ 02/11/2026" in page
    assert f'href="{reverse("awards:rule_set", args=[shipped.pk])}"' in page

    made = copy_set(shipped, so, "Bản của Sở", by=an)

    assert (made.valid_from, made.valid_to) == (shipped.valid_from, None)
    page = page_of(client, an, reverse("nominations:form_add", args=[found.pk]))
    assert '<optgroup label="Bản của Sở">' in page
