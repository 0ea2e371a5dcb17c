"""Names in a plan that ended since: told on the card, said by a person, taken over at publishing. SX-07."""

from datetime import date

import pytest
from django.utils.html import escape

from phongtrao.audit.models import Entry
from phongtrao.lib.errors import BadInput, NotAllowed
from phongtrao.orgs.forest import Merge
from phongtrao.orgs.services import Order, reorganise
from phongtrao.plans.models import Intake, TaskParty
from phongtrao.plans.services.intake_publish import Publication, publish_intake
from phongtrao.plans.services.intake_units import say_unit
from tests.plans.intake_work import accept_all, make_fact, make_intake, page, read_in, task_value

SAID, ON = "Trường THCS Hoa Sen", date(2025, 7, 1)
DATED = {"date": {"year": 2025, "month": 3, "day": 1}}


@pytest.fixture
def intake(so, an) -> Intake:
    intake = make_intake(so, an)
    make_fact(intake, "document", {"title": "Kế hoạch thi đua"})
    make_fact(intake, "document", DATED)
    return intake


@pytest.fixture
def fact(intake, hoa_sen, binh_minh):
    order = Order("Sáp nhập trường", ON, (Merge((hoa_sen.pk,), binh_minh.pk),), "12/QĐ-UBND")
    reorganise(order, by=None)
    return make_fact(intake)


def publish(intake, so, an):
    accept_all(intake)
    asked = Publication(so, "prof", date(2025, 3, 1), new_movement="Thi đua")
    plan = publish_intake(intake, asked, by=an)
    return TaskParty.objects.get(task__plan=plan)


# ------------------------------------------------------------------ a person says it
def test_a_person_says_which_unit_a_name_means_and_takes_it_back(fact, an, binh_minh):
    say_unit(fact, SAID, binh_minh, by=an)
    said = Intake.objects.get().meant_units

    say_unit(fact, SAID, None, by=an)

    assert said == {SAID: binh_minh.pk}
    assert Intake.objects.get().meant_units == {}
    assert fact.value == task_value()
    entries = Entry.objects.filter(action="plans.unit_said").order_by("pk")
    assert [(e.data["name"], e.values.after) for e in entries] == [
        (SAID, {"unit": "Trường Tiểu học Bình Minh"}),
        (SAID, {}),
    ]


def test_only_the_office_says_it(fact, dung, binh_minh):
    with pytest.raises(NotAllowed, match="Chỉ văn phòng"):
        say_unit(fact, SAID, binh_minh, by=dung)

    assert Intake.objects.get().meant_units == {}


def test_an_ended_unit_or_another_name_is_refused(fact, an, hoa_sen, binh_minh):
    with pytest.raises(BadInput, match="đang hoạt động"):
        say_unit(fact, SAID, hoa_sen, by=an)
    with pytest.raises(BadInput, match="không còn ghi"):
        say_unit(fact, "Trường khác", binh_minh, by=an)

    assert Intake.objects.get().meant_units == {}


# ------------------------------------------------------------------ publishing
def test_an_ended_unit_is_never_replaced_silently(intake, fact, so, an):
    party = publish(intake, so, an)

    assert (party.name, party.unit) == (SAID, None)


def test_what_was_said_is_taken_over_and_the_words_stay(intake, fact, so, an, binh_minh):
    say_unit(fact, SAID, binh_minh, by=an)
    intake.refresh_from_db()

    party = publish(intake, so, an)

    assert (party.name, party.unit) == (SAID, binh_minh)


def test_a_short_name_of_the_text_is_understood(intake, so, an, hoa_sen):
    intake.abbreviations = [{"short": "Trường HS", "full": SAID}]
    intake.save()
    make_fact(intake, value=task_value(lead_units=["Trường HS"]))

    party = publish(intake, so, an)

    assert (party.name, party.unit) == ("Trường HS", hoa_sen)


def test_the_reader_hands_on_the_short_names(so, an):
    text = """\
SỞ GIÁO DỤC VÀ ĐÀO TẠO SÔNG NGÂN

KẾ HOẠCH
Phát động phong trào thi đua năm 2026

I. MỤC ĐÍCH
- Sở Giáo dục và Đào tạo Sông Ngân (sau đây gọi là Sở) tổ chức phong trào thi đua.
"""
    assert read_in(so, an, text).abbreviations == [
        {"short": "Sở", "full": "Sở Giáo dục và Đào tạo Sông Ngân"}
    ]


# ------------------------------------------------------------------ the card
def test_the_card_says_who_stands_for_it_and_why(client, intake, fact, an, binh_minh):
    client.force_login(an)

    text = page(client, intake, "?muc=tasks")

    assert escape("“Trường THCS Hoa Sen”: nay là Trường Tiểu học Bình Minh.") in text
    assert escape("chấm dứt từ ngày 01/07/2025. Sáp nhập trường (12/QĐ-UBND).") in text


def test_one_press_says_it_and_another_takes_it_back(client, intake, fact, an, binh_minh):
    client.force_login(an)
    url = f"/tiep-nhan/muc/{fact.pk}/don-vi/?ten={SAID}"

    client.post(url, {"don_vi": binh_minh.pk, "muc": "tasks"})
    said = page(client, intake, "?muc=tasks")
    client.post(url, {"don_vi": "", "muc": "tasks"})

    assert escape(f"“{SAID}” là {binh_minh}, đã xác nhận.") in said
    assert Intake.objects.get().meant_units == {}


def test_a_group_is_told_with_its_number(client, intake, an, thpt):
    make_fact(intake, value=task_value(lead_units=["Các trường THPT"]))
    client.force_login(an)

    text = page(client, intake, "?muc=tasks")

    assert escape("“Các trường THPT”: 1 đơn vị vào ngày của kế hoạch.") in text


def test_who_reads_only_sees_it_without_buttons(client, intake, fact, dung):
    client.force_login(dung)

    text = page(client, intake, "?muc=tasks")

    assert "nay là Trường Tiểu học Bình Minh" in text
    assert f"/tiep-nhan/muc/{fact.pk}/don-vi/" not in text


@pytest.mark.parametrize("who", ["binh", "chi"])
def test_outside_the_office_there_is_no_such_address(client, request, fact, binh_minh, who):
    client.force_login(request.getfixturevalue(who))

    answer = client.post(f"/tiep-nhan/muc/{fact.pk}/don-vi/?ten={SAID}", {"don_vi": binh_minh.pk})

    assert answer.status_code == 404
