"""Numbers asked of units by a day: told once, named on the board while they owe, settled by saying."""

from datetime import timedelta

import pytest
from django.utils import timezone

from phongtrao.accounts.models import Role
from phongtrao.lib.errors import BadInput, NotAllowed
from phongtrao.literacy.access.results import own_owed_counts
from phongtrao.literacy.models import CountCall, OwedCount
from phongtrao.literacy.services.calls import end_call, open_call, send_reminders
from phongtrao.notifications.models import Notice
from phongtrao.orgs.forest import Merge
from phongtrao.orgs.models import Unit
from phongtrao.orgs.services import Order, reorganise
from tests.factories import give, make_unit, make_user
from tests.literacy.screens import get, page, send
from tests.literacy.test_board import count, headcount

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def make_call(framework, by, key="pupils", **more):
    said = {"kinds": ["school"], "day": TODAY - timedelta(days=9), "due_on": TODAY, **more}
    call = CountCall(framework=framework, group=framework.groups.get(key=key), **said)
    open_call(call, by=by)
    return call


def owing(call):
    return set(call.owed.filter(said_on=None).values_list("unit__name", flat=True))


def test_schools_owe_until_they_say_a_number_of_the_day_or_later(
    framework, hoa_sen, binh_minh, an, binh
):
    headcount(hoa_sen, 400)
    call = make_call(framework, an)
    assert owing(call) == {"Trường THCS Hoa Sen", "Trường Tiểu học Bình Minh"}

    count(hoa_sen, binh, framework, 100, ago=30)  # older than what is asked
    assert "Trường THCS Hoa Sen" in owing(call)
    count(hoa_sen, binh, framework, 100, ago=5)
    assert owing(call) == {"Trường Tiểu học Bình Minh"}


def test_who_has_said_before_it_was_asked_owes_nothing_and_hears_nothing(
    framework, hoa_sen, binh_minh, an, binh
):
    headcount(hoa_sen, 400)
    count(hoa_sen, binh, framework, 100, ago=5)
    Notice.objects.all().delete()
    call = make_call(framework, an)

    assert owing(call) == {"Trường Tiểu học Bình Minh"}
    assert not Notice.objects.filter(to=binh).exists()


def test_each_that_owes_is_told_once_and_finds_the_form_filled_in(framework, hoa_sen, an, binh):
    headcount(hoa_sen, 400)
    call = make_call(framework, an)
    owed = OwedCount.objects.get(unit=hoa_sen)
    notice = Notice.objects.get(to=binh, key__startswith="literacy.call")

    assert notice.url == f"/hoc-so/so-lieu/phai-khai/{owed.pk}/"
    assert f"tính đến ngày {call.day:%d/%m/%Y}" in notice.text
    text = get(binh, "count_owed", owed.pk).text
    assert f'value="{call.group_id}" selected' in text
    data = {"group": call.group_id, "framework": framework.pk, "day": call.day, "done": 100}
    send(binh, "count_owed", owed.pk, **data)
    owed.refresh_from_db()
    assert owed.said_on == TODAY


def test_the_board_names_who_owes_and_the_office_ends_it(
    framework, so, hoa_sen, binh_minh, an, binh
):
    call = make_call(framework, an)
    asked = {"khung": framework.pk, "nhom": call.group_id}

    text = page(an, "board_of", so.pk, **asked)
    assert "Còn 2 trong 2 đơn vị chưa khai" in text
    assert "Trường Tiểu học Bình Minh" in text
    assert "Kết thúc đợt khai số" not in page(binh, "board_of", hoa_sen.pk, **asked)
    with pytest.raises(NotAllowed):
        end_call(call, by=binh)
    send(an, "call_end", call.pk)  # the question only
    assert "Đơn vị chưa khai số" in page(an, "board_of", so.pk, **asked)
    send(an, "call_end", call.pk, confirm="kết thúc")
    assert "Đơn vị chưa khai số" not in page(an, "board_of", so.pk, **asked)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"key": "staff"}, "tính theo tên"),
        ({"day": TODAY + timedelta(days=1), "due_on": TODAY + timedelta(days=2)}, "Ngày chưa đến"),
        ({"due_on": TODAY - timedelta(days=1)}, "Hạn khai đã qua"),
        ({"kinds": ["centre"]}, "không có đơn vị nào"),
    ],
)
def test_a_call_that_cannot_be_is_refused(framework, hoa_sen, an, more, said):
    with pytest.raises(BadInput, match=said):
        make_call(framework, an, **more)


def test_what_a_merged_school_owes_its_heir_owes_once(framework, so, suoi_may, hoa_sen, an):
    other = make_unit("Trường THCS Ban Mai", admin=suoi_may, prof=so, level=Unit.Level.LOWER)
    call = make_call(framework, an)
    reorganise(Order("Sáp nhập", TODAY, (Merge((other.pk,), hoa_sen.pk),)), by=None)

    assert call.owed.filter(unit=hoa_sen).count() == 1
    assert owing(call) - {"Trường Tiểu học Bình Minh"} >= {"Trường THCS Hoa Sen"}


def test_who_owes_is_reminded_by_the_clock_once_a_stage(framework, hoa_sen, an, binh):
    make_call(framework, an)
    Notice.objects.all().delete()
    send_reminders(TODAY)
    send_reminders(TODAY)

    [notice] = Notice.objects.filter(to=binh)
    assert notice.text.startswith("Hôm nay là hạn")
    owed = OwedCount.objects.get(unit=hoa_sen)
    OwedCount.objects.update(said_on=TODAY, reminded_on=None)
    assert (send_reminders(TODAY), owed.reminded_on) == (0, TODAY)


def test_a_focal_person_of_the_so_opens_what_waits_for_a_room_of_it(framework, so, an):
    room = make_unit("Phòng Giáo dục phổ thông", Unit.Kind.OFFICE, admin=so)
    call = make_call(framework, an, kinds=["office"])
    focal = make_user("Hà Thị Mối", "moi")
    give(focal, Role.FOCAL, so)
    owed = call.owed.get(unit=room)

    assert owed in own_owed_counts(focal)
    assert get(focal, "count_owed", owed.pk).status_code == 200
    assert get(focal, "board_of", room.pk).status_code == 200
