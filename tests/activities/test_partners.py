"""A unit that was named as having done it together answers for itself, and counts it once it said yes."""

import pytest
from django.db import connection
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from phongtrao.activities.access import activities as access
from phongtrao.activities.models import Activity, Attendee, Contribution, Participation
from phongtrao.activities.queries.calendar import heat_of, quiet_units
from phongtrao.activities.services.attendees import add_attendee
from phongtrao.activities.services.importing import import_activities
from phongtrao.activities.services.partners import agree, leave
from phongtrao.activities.services.people import add_contribution
from phongtrao.activities.services.twins import join_activities, part_activities
from phongtrao.activities.services.writing import change_activity, record_activity, return_activity
from phongtrao.audit.models import Entry
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.lib.facts import facts_of
from phongtrao.lib.periods import calendar_year
from phongtrao.lib.sheets import Column, SheetContent, write_workbook
from phongtrao.notifications.models import Notice
from phongtrao.orgs.forest import Merge
from phongtrao.orgs.models import Unit
from phongtrao.orgs.services import Order, reorganise
from tests.activities.made import days_ago, recorded, writing
from tests.activities.test_waiting import waits
from tests.factories import make_unit, make_user
from tests.literacy.made import make_worker
from tests.orgs.people_work import place

A = Participation.Answer


@pytest.fixture
def made(hoa_sen, binh_minh, lan, chi):
    return recorded(hoa_sen, lan, others=[binh_minh])


@pytest.fixture
def party(made, binh_minh):
    return made.parties.get(unit=binh_minh)


def counted(unit) -> int:
    with connection.cursor() as cursor:
        return len(list(facts_of(cursor, "activities.count", unit.pk, until=days_ago(0))))


def on_the_map(unit) -> int:
    return sum(heat_of([unit.pk], days_ago(3).year).months[unit.pk])


def is_quiet(unit) -> bool:
    year = calendar_year(days_ago(3).year)
    return quiet_units(Unit.objects.filter(pk=unit.pk), year).exists()


def test_it_counts_for_the_named_unit_after_its_own_yes(made, party, hoa_sen, binh_minh, lan, chi):
    assert (counted(hoa_sen), on_the_map(hoa_sen)) == (1, 1)
    assert (counted(binh_minh), on_the_map(binh_minh), is_quiet(binh_minh)) == (0, 0, True)
    assert Notice.objects.get(to=chi).text.startswith(f"{hoa_sen} ghi đơn vị bạn cùng làm")
    with pytest.raises(NotAllowed, match="Chỉ văn phòng, thủ trưởng"):
        agree(party, by=lan)

    agree(party, by=chi)

    assert (counted(binh_minh), on_the_map(binh_minh), is_quiet(binh_minh)) == (1, 1, False)
    with pytest.raises(NotAllowed, match="đã xác nhận"):
        agree(party, by=chi)


def test_two_answer_at_once(party, binh_minh, chi):
    seen = Participation.objects.select_related("unit", "activity__unit").get(pk=party.pk)
    leave(party, "Trường không dự.", by=chi)

    with pytest.raises(WrongState):
        agree(seen, by=chi)
    with pytest.raises(WrongState):
        leave(seen, "Trường không dự.", by=chi)


def test_a_unit_takes_itself_out_and_the_recorder_hears_why(made, party, hoa_sen, lan, chi):
    agree(party, by=chi)
    with pytest.raises(BadInput, match="lý do"):
        leave(party, "  ", by=chi)

    leave(party, "Hôm ấy trường thi học kỳ.", by=chi)

    assert [one.unit for one in made.parties.all()] == [hoa_sen]
    told = Notice.objects.get(to=lan)
    assert (
        told.text == f"Trường Tiểu học Bình Minh không cùng làm “{made}”: Hôm ấy trường thi học kỳ."
    )
    with pytest.raises(Http404):
        access.get_activity(chi, made.pk)


def test_its_people_leave_with_it(client, hoa_sen, binh_minh, lan, chi, teacher):
    course = recorded(hoa_sen, lan, "Tập huấn cụm", "training", others=[binh_minh])
    party = course.parties.get(unit=binh_minh)
    agree(party, by=chi)
    theirs = make_worker(make_user("Ngô Văn Xa", "xa"), binh_minh)
    both = make_worker(make_user("Lý Thị Hai", "hai"), binh_minh)
    place(hoa_sen, both, position="Thủ quỹ", is_full=False)
    for one in (theirs, teacher):
        add_attendee(course, one, {}, by=lan)
    for one in (theirs, both, teacher):
        add_contribution(course, one, "Báo cáo viên", by=lan)
    client.force_login(chi)
    asked = client.get(reverse("activities:leave", args=[party.pk])).content.decode()
    assert "1 người dự và 1 đóng góp" in asked

    leave(party, "Không dự.", by=chi)

    assert [one.person for one in Attendee.objects.all()] == [teacher]
    kept = Contribution.objects.order_by("pk")
    assert [one.person for one in kept] == [both, teacher]
    assert Entry.objects.get(action="activities.party_left").data["people_gone"] == 2


def test_where_nobody_signs_in_nobody_is_asked(so, hoa_sen, lan, an):
    club = make_unit("Hội Khuyến học", Unit.Kind.BODY)
    made = recorded(hoa_sen, lan, others=[club])
    assert made.parties.get(unit=club).answer == A.YES
    return_activity(made, "Thiếu số người.", by=an)
    change_activity(made, writing(quantity=40, others=[club]), by=lan)
    assert made.parties.get(unit=club).answer == A.YES

    labels = ("Loại", "Đơn vị", "Tên hoạt động", "Ngày", "Đơn vị cùng làm")
    row = ("Hoạt động STEM, STEAM", hoa_sen.name, "Hội thi", f"{days_ago(4):%d/%m/%Y}", club.name)
    columns = tuple(Column(one, one) for one in labels)
    book = write_workbook([SheetContent("Hoạt động", columns, [row])], title="Hoạt động")
    assert import_activities(hoa_sen, book, "hoat-dong.xlsx", by=lan).count == 1
    assert Participation.objects.filter(unit=club, answer=A.YES).count() == 2


def test_the_recorder_is_no_partner(made, hoa_sen, lan):
    with pytest.raises(NotAllowed, match="đơn vị ghi"):
        leave(made.parties.get(unit=hoa_sen), "Nhầm.", by=lan)


def test_other_words_are_asked_anew(made, party, binh_minh, lan, chi, an):
    agree(party, by=chi)
    return_activity(made, "Thiếu số người.", by=an)
    change_activity(made, writing(others=[binh_minh]), by=lan)
    assert made.parties.get(unit=binh_minh).answer == A.YES

    change_activity(made, writing(quantity=40, others=[binh_minh]), by=lan)
    assert made.parties.get(unit=binh_minh).answer == A.ASKED
    with pytest.raises(NotAllowed, match="chưa ghi nhận"):
        agree(made.parties.get(unit=binh_minh), by=chi)
    record_activity(made, by=lan)

    assert Notice.objects.filter(to=chi, text__contains="cùng làm").count() == 2


def test_who_recorded_it_too_has_said_yes_until_the_two_are_parted(
    made, hoa_sen, binh_minh, lan, chi
):
    twin = recorded(binh_minh, chi)
    join_activities(made, twin, by=lan)

    party = made.parties.get(unit=binh_minh)
    assert (party.answer, counted(binh_minh)) == (A.TWIN, 1)
    with pytest.raises(NotAllowed, match="bỏ gộp"):
        leave(party, "Nhầm.", by=chi)
    part_activities(twin, by=chi)

    assert made.parties.get(unit=binh_minh).answer == A.ASKED
    assert Activity.objects.counted().count() == 2
    assert counted(binh_minh) == 1  # its own record


def test_what_a_twin_named_waits_after_the_joining_and_the_answer_stays(
    so, hoa_sen, binh_minh, an, lan, chi
):
    ours, theirs = recorded(so, an), recorded(hoa_sen, lan, others=[binh_minh])
    join_activities(ours, theirs, by=an)

    brought = ours.parties.get(unit=binh_minh)
    assert brought.answer == A.ASKED
    agree(brought, by=chi)
    part_activities(theirs, by=lan)

    assert theirs.parties.get(unit=binh_minh).answer == A.YES


def test_it_waits_on_the_page_of_who_speaks_for_the_unit(client, made, party, lan, chi, an):
    url = reverse("activities:activity", args=[made.pk])
    assert waits(chi) == [(f"Xác nhận cùng làm: {made}", url, "week")]
    assert f"Xác nhận cùng làm: {made}" not in [words for words, _url, _key in waits(an)]
    client.force_login(lan)
    assert "Đúng, cùng làm" not in (page := client.get(url).content.decode())
    assert "chờ xác nhận" in page
    client.force_login(chi)
    assert "Đúng, cùng làm" in client.get(url).content.decode()

    client.post(reverse("activities:agree", args=[party.pk]))
    assert waits(chi) == []
    assert "Không phải Trường Tiểu học Bình Minh làm" in client.get(url).content.decode()
    refused = client.post(reverse("activities:leave", args=[party.pk]), {"reason": ""})
    assert refused.status_code == 200
    gone = client.post(reverse("activities:leave", args=[party.pk]), {"reason": "Không dự."})
    assert gone.url == reverse("activities:activities")
    assert not Participation.objects.filter(pk=party.pk).exists()


def test_the_question_goes_on_with_the_heir(
    so, suoi_may, hoa_sen, binh_minh, lan, chi, made, party
):
    answered = recorded(hoa_sen, lan, "Ngày hội đọc sách", others=[binh_minh])
    agree(answered.parties.get(unit=binh_minh), by=chi)
    heir = make_unit("Trường Tiểu học Ban Mai", admin=suoi_may, prof=so, level="primary")

    order = Order("Sáp nhập", timezone.localdate(), (Merge((binh_minh.pk,), heir.pk),))
    reorganise(order, by=None)

    party.refresh_from_db()
    assert (party.unit, party.answer) == (heir, A.ASKED)
    assert answered.parties.exclude(unit=hoa_sen).get().unit == binh_minh  # what is over stays


def test_a_stranger_finds_no_question(client, made, party, lam, giang):
    page = reverse("activities:activity", args=[made.pk])
    agreeing, leaving = (
        reverse(f"activities:{deed}", args=[party.pk]) for deed in ("agree", "leave")
    )
    for reader in (giang, lam):  # reads it, speaks for nobody
        client.force_login(reader)
        assert client.get(leaving).url == page
        assert client.post(agreeing).url == page
        assert client.post(leaving, {"reason": "Không dự."}).url == page
    client.force_login(make_user("Đinh Văn Lạ", "la"))
    assert client.get(leaving).status_code == 404
    assert client.post(agreeing).status_code == 404
    assert client.post(leaving, {"reason": "Không dự."}).status_code == 404

    assert Participation.objects.get(pk=party.pk).answer == A.ASKED
