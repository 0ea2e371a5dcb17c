"""Days without work on screen: read by year, kept by the Sở with a ground, missing ones told in December. S0-27"""

from datetime import date

import pytest
from django.urls import reverse

from phongtrao.accounts.models import Role
from phongtrao.audit.models import Entry
from phongtrao.lib.errors import BadInput, NotAllowed
from phongtrao.notifications.models import Notice
from phongtrao.orgs.models import YearOff
from phongtrao.orgs.services.days_off import DaysOff, save_days_off, tell_missing
from phongtrao.orgs.working_days import after_working_days, read_pack
from tests.factories import give, make_user

pytestmark = pytest.mark.django_db
YEAR = 2030
TET = date(2030, 2, 4)  # a Monday


def days(**more):
    said = {"year": YEAR, "free": [TET], "worked": [], "basis": "TB 1/TB-BNV"}
    return DaysOff(**(said | more))


def edit(year=YEAR):
    return reverse("orgs:days_off_edit", args=[year])


def test_the_years_of_the_pack_are_there():
    assert set(YearOff.objects.values_list("year", flat=True)) == {
        row["year"] for row in read_pack()["years"]
    }


def test_a_year_that_was_written_down_is_counted_by(an):
    assert after_working_days(date(2030, 2, 1), 1) == TET
    save_days_off(days(worked=[date(2030, 2, 9)]), by=an)

    assert after_working_days(date(2030, 2, 1), 1) == date(2030, 2, 5)
    assert after_working_days(date(2030, 2, 8), 1) == date(2030, 2, 9)
    line = Entry.objects.get(action="orgs.days_off_set")
    assert line.actor == an


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"free": [date(2030, 2, 9)]}, "Ngày 09/02/2030 là cuối tuần"),
        ({"free": [date(2030, 9, 2)]}, "Ngày 02/09/2030 là ngày lễ cố định"),
        ({"free": [date(2029, 2, 9)]}, "Ngày 09/02/2029 không thuộc năm này"),
        ({"worked": [TET]}, "Ngày làm bù 04/02/2030 không phải thứ Bảy"),
        (
            {"worked": [date(2028, 9, 2)], "free": [], "year": 2028},
            "Ngày 02/09/2028 là ngày lễ cố định nên",
        ),
        ({"basis": " "}, "Hãy ghi căn cứ"),
        ({"year": 30, "free": []}, "Năm từ 2000 đến 2100"),
    ],
)
def test_a_wrong_day_is_named(an, more, words):
    with pytest.raises(BadInput, match=words):
        save_days_off(days(**more), by=an)


def test_only_the_sos_office_keeps_them(client, giang, binh, an):
    with pytest.raises(NotAllowed, match="Chỉ văn phòng hoặc quản trị viên"):
        save_days_off(days(), by=binh)
    client.force_login(giang)
    row = YearOff.objects.get(year=2026)

    assert "Tết Bính Ngọ" in client.get(reverse("orgs:year_off", args=[row.pk])).content.decode()
    assert "Thứ 2, 16/02/2026" in client.get(reverse("orgs:year_off", args=[row.pk])).content.decode()  # fmt: skip
    assert client.get(edit()).status_code == 404


def test_what_would_move_is_shown_before_it_is_saved(client, an):
    client.force_login(an)
    said = {"free": "04/02\n05/02/2030", "worked": "", "basis": "TB 1/TB-BNV"}
    shown = client.post(edit(), said).content.decode()

    assert "Không hạn nào đổi ngày" in shown
    assert not YearOff.objects.filter(year=YEAR).exists()
    token = shown.split('name="seen" value="')[1].split('"')[0]
    client.post(edit(), said | {"seen": token})
    assert YearOff.objects.get(year=YEAR).free == [TET, date(2030, 2, 5)]


def test_what_was_not_shown_is_not_saved(client, an):
    client.force_login(an)
    said = {"free": "04/02", "worked": "", "basis": "TB 1/TB-BNV"}
    shown = client.post(edit(), said).content.decode()
    token = shown.split('name="seen" value="')[1].split('"')[0]
    client.post(edit(), said | {"free": "05/02", "seen": token})

    assert not YearOff.objects.filter(year=YEAR).exists()


def test_a_line_that_is_no_day_is_named(client, an):
    client.force_login(an)
    said = {"free": "04/02\nmùng một", "worked": "", "basis": "TB"}

    assert "Dòng “mùng một”" in client.post(edit(), said).content.decode()


def test_in_december_missing_days_are_told_to_who_keeps_them(so, an, binh, hoa_sen):
    admin = make_user("quantri_so")
    give(admin, Role.ADMIN, so)
    day = date(YEAR - 1, 12, 2)
    assert tell_missing(date(YEAR - 1, 11, 30)) == 0
    tell_missing(day)
    tell_missing(day)

    told = Notice.objects.filter(key__startswith="orgs.days_off:")
    assert set(told.values_list("to__username", flat=True)) == {"an", admin.username}
    assert told.count() == 2
    assert told[0].text.startswith("Chưa ghi lịch nghỉ lễ, Tết năm 2030")
    save_days_off(days(needs_check=True), by=an)
    tell_missing(date(YEAR - 1, 12, 15))
    assert told.count() == 4
    save_days_off(days(), by=an)
    assert tell_missing(date(YEAR - 1, 12, 25)) == 0
