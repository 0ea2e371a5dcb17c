"""Who came to a training, by name; many into the registers at once. S1-38, S4-08, S4-10"""

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from phongtrao.activities.access.attendees import visible_attendees
from phongtrao.activities.models import Attendee, RegisterEntry
from phongtrao.activities.services.attendees import (
    Brought,
    add_attendee,
    bring_attendees,
    change_attendee,
    drop_attendee,
)
from phongtrao.activities.services.kinds import save_kind
from phongtrao.activities.services.partners import agree
from phongtrao.activities.services.people import add_entry, end_entry
from phongtrao.activities.services.registering import bring_entries
from phongtrao.activities.services.twins import join_activities
from phongtrao.activities.services.writing import confirm_activity
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.lib.sheets import Column, SheetContent, open_workbook, write_workbook
from phongtrao.orgs.services.merging import merge_persons
from tests.activities.made import days_ago, kind, recorded
from tests.activities.test_people import fact
from tests.factories import make_person, make_unit, make_user
from tests.literacy.made import make_worker
from tests.orgs.people_work import place

LABELS = ("Mã cán bộ", "Họ và tên", "Đơn vị", "Kết quả", "Điểm", "Số chứng nhận")
ENTRY = ("Họ và tên", "Đơn vị", "Danh sách", "Lĩnh vực, phần việc", "Từ ngày")


def book(*rows, labels=LABELS):
    columns = tuple(Column(label, label) for label in labels)
    return write_workbook([SheetContent("Người dự", columns, rows)], title="Người dự")


def upload(content):
    return SimpleUploadedFile("nguoi-du.xlsx", content)


def worker(name, login, unit, code=None):
    person = make_worker(make_user(name, login), unit)
    if code:
        person.code = code
        person.save()
    return person


@pytest.fixture
def long(hoa_sen):
    return worker("Hà Văn Long", "long", hoa_sen, "GV-07")


@pytest.fixture
def course(hoa_sen, lan):
    return recorded(hoa_sen, lan, "Tập huấn ký số", "training")


def bring(course, by, *rows, **more):
    return bring_attendees(course, book(*rows), "nguoi-du.xlsx", by=by, **more)


def listed(course):
    rows = course.attendees.select_related("person").order_by("person__full_name")
    return [(one.person.full_name, one.result, one.score, one.certificate) for one in rows]


def test_rows_become_people_of_the_list(course, hoa_sen, lan, teacher, long):
    rows = (
        ("GV-07", "", "", "Đạt", "8,5", "CN-1"),
        ("", "vũ thị giang", hoa_sen.name, "", "", ""),
    )
    said = ("Hà Văn Long, Trường THCS Hoa Sen", "Vũ Thị Giang, Trường THCS Hoa Sen")
    told = Brought(new=2, people=list(said))

    assert bring(course, lan, *rows, is_trial=True) == told
    assert listed(course) == []
    assert bring(course, lan, *rows) == told

    assert listed(course) == [("Hà Văn Long", "passed", 8.5, "CN-1"), ("Vũ Thị Giang", "attended", None, "")]  # fmt: skip
    again = bring(course, lan, ("GV-07", "", "", "", "9", ""), ("", "Vũ Thị Giang", hoa_sen.name, "", "", ""))  # fmt: skip
    assert (again.new, again.changed, again.same) == (0, 1, 1)
    assert listed(course)[0] == ("Hà Văn Long", "passed", 9, "CN-1")


def test_who_is_not_known_is_told_and_nobody_is_invented(
    course, hoa_sen, binh_minh, lan, teacher, long
):
    worker("Vũ Thị Giang", "giang2", hoa_sen)
    worker("Ngô Văn Xa", "xa", binh_minh, "BM-1")
    found = bring(
        course,
        lan,
        ("GV-99", "", "", "", "", ""),
        ("BM-1", "", "", "", "", ""),
        ("", "Vũ Thị Giang", hoa_sen.name, "", "", ""),
        ("", "Người Lạ", hoa_sen.name, "", "", ""),
        ("", "Ngô Văn Xa", binh_minh.name, "", "", ""),
        ("", "Hà Văn Long", "", "", "", ""),
        ("GV-07", "Tên Khác", "", "", "", ""),
        ("", "", hoa_sen.name, "", "", ""),
        ("GV-07", "", "", "Xuất sắc", "101", ""),
    )

    assert [(one.row, one.column) for one in found.errors] == [
        (4, "Mã cán bộ"),
        (5, "Mã cán bộ"),
        (6, "Họ và tên"),
        (7, "Họ và tên"),
        (8, "Họ và tên"),
        (9, "Đơn vị"),
        (10, "Họ và tên"),
        (11, "Mã cán bộ"),
        (12, "Kết quả"),
        (12, "Điểm"),
    ]
    assert "nhiều người cùng tên" in found.errors[2].message
    assert listed(course) == []


def test_a_code_with_another_unit_is_told(course, so, hoa_sen, binh_minh, lan, an, long):
    found = bring(course, lan, ("GV-07", "", binh_minh.name, "", "", ""))

    assert [(one.row, one.column) for one in found.errors] == [(4, "Đơn vị")]
    place(binh_minh, long, position="Thủ quỹ", is_full=False)
    of_office = recorded(so, an, "Tập huấn của Sở", "training")
    assert bring(of_office, an, ("GV-07", "", binh_minh.name, "", "", "")).new == 1
    assert of_office.attendees.get().unit == binh_minh


def test_one_person_stands_once_in_a_table(course, hoa_sen, lan, long):
    found = bring(course, lan, ("GV-07", "", "", "", "", ""), ("", "Hà Văn Long", hoa_sen.code or hoa_sen.name, "", "", ""))  # fmt: skip

    assert [str(one) for one in found.errors] == ["Dòng 5: trùng người ở dòng 4. Hãy bỏ bớt."]


def test_an_office_lists_people_below_and_partners_theirs(
    so, hoa_sen, binh_minh, an, lan, chi, long
):
    far = worker("Ngô Văn Xa", "xa", binh_minh, "BM-1")
    of_office = recorded(so, an, "Tập huấn của Sở", "training")
    assert (
        bring(of_office, an, ("GV-07", "", "", "", "", ""), ("BM-1", "", "", "", "", "")).new == 2
    )
    together = recorded(hoa_sen, lan, "Tập huấn cụm", "training", others=[binh_minh])
    with pytest.raises(BadInput, match="không công tác"):
        add_attendee(together, far, {}, by=lan)
    agree(together.parties.get(unit=binh_minh), by=chi)

    assert add_attendee(together, far, {"result": "passed"}, by=lan).unit == binh_minh
    with pytest.raises(ValidationError, match="đã có trong danh sách"):
        add_attendee(together, far, {}, by=lan)


def test_the_list_is_open_to_its_unit_until_it_is_confirmed(course, lan, binh, chi, an, long):
    one = add_attendee(course, long, {"result": "passed", "score": 7}, by=lan)
    for stranger in (chi, an):
        with pytest.raises(NotAllowed):
            drop_attendee(one, by=stranger)
    confirm_activity(course, by=binh)
    with pytest.raises(NotAllowed, match="đã xác nhận"):
        drop_attendee(one, by=lan)
    with pytest.raises(NotAllowed, match="đã xác nhận"):
        bring(course, lan, ("GV-07", "", "", "", "", ""))

    assert Attendee.objects.count() == 1


def test_of_a_joined_activity_it_says_where_to_list(hoa_sen, binh_minh, course, lan, chi, an, long):
    theirs = recorded(binh_minh, chi, "Tập huấn ký số", "training")
    join_activities(theirs, course, by=an)

    with pytest.raises(NotAllowed, match="gộp vào hoạt động khác"):
        add_attendee(course, long, {}, by=lan)


def test_two_take_one_out(course, lan, long):
    one = add_attendee(course, long, {}, by=lan)
    seen = Attendee.objects.select_related("activity").get()
    drop_attendee(one, by=lan)

    with pytest.raises(WrongState):
        drop_attendee(seen, by=lan)


def test_what_a_colleague_wrote_meanwhile_stays(client, course, lan, long):
    one = add_attendee(course, long, {"result": "passed"}, by=lan)
    seen = Attendee.objects.select_related("activity").get()
    client.force_login(lan)
    url = reverse("activities:attendee", args=[one.pk])
    mark = client.get(url).context["form"]["as_read"].value()
    change_attendee(one, {"score": 9}, by=lan)

    said = {"result": "attended", "score": "5", "certificate": "", "as_read": mark}
    assert "vừa được người khác sửa" in client.post(url, said).content.decode()
    assert listed(course) == [("Hà Văn Long", "passed", 9, "")]
    drop_attendee(one, by=lan)
    with pytest.raises(WrongState, match="đưa ra khỏi"):
        change_attendee(seen, {"score": 5}, by=lan)
    assert listed(course) == []


def test_kinds_without_a_list_take_none(hoa_sen, lan, an, course, long):
    with pytest.raises(NotAllowed, match="không có danh sách"):
        bring(recorded(hoa_sen, lan), lan, ("GV-07", "", "", "", "", ""))
    add_attendee(course, long, {}, by=lan)
    training = kind("training")
    training.has_participants = False

    with pytest.raises(BadInput, match="đã có danh sách"):
        save_kind(training, training.asked, by=an)


@pytest.mark.parametrize(
    ("kept", "flag", "said"),
    [
        ({"score": 7}, "has_score", "đã có điểm"),
        ({"certificate": "CN-1"}, "has_certificate", "đã có số chứng nhận"),
    ],
)
def test_a_kind_keeps_what_it_has_of_people(course, lan, an, long, kept, flag, said):
    one = add_attendee(course, long, kept, by=lan)
    training = kind("training")
    setattr(training, flag, False)

    with pytest.raises(BadInput, match=said):
        save_kind(training, training.asked, by=an)
    drop_attendee(one, by=lan)
    save_kind(training, training.asked, by=an)


def test_names_are_read_by_who_oversees_or_keeps_lists(course, lan, binh, an, chi, giang, long):
    add_attendee(course, long, {}, by=lan)

    for reader in (lan, binh, an):
        assert visible_attendees(reader).count() == 1
    for stranger in (chi, giang):
        assert visible_attendees(stranger).count() == 0


def test_having_attended_is_a_fact(course, lan, long):
    one = add_attendee(course, long, {"result": "passed"}, by=lan)

    assert fact("activities.attended", long) == [("passed", f"activities.attendee:{one.pk}")]


def test_two_records_of_one_person_become_one(course, hoa_sen, lan, so, long):
    twin = make_person("Hà Văn Long")
    Attendee.objects.create(activity=course, person=twin, unit=hoa_sen)
    merge_persons(long, twin, (), by=None)

    assert course.attendees.get().person == long


# ------------------------------------------------------------------ the pages


def test_the_page_shows_the_table_and_what_it_exports_comes_in_again(
    client, course, hoa_sen, lan, giang, teacher, long
):
    client.force_login(lan)
    come = reverse("activities:attendees_import", args=[course.pk])
    bad = client.post(come, {"file": upload(book(("GV-99", "", "", "", "", "")))})
    assert "không có ai mang mã “GV-99”" in bad.content.decode()
    rows = (("GV-07", "", "", "Đạt", "8,5", "CN-1"), ("", "Vũ Thị Giang", hoa_sen.name, "", "", ""))
    trial = client.post(come, {"file": upload(book(*rows)), "is_trial": "on"})
    assert "2 người mới, 0 cập nhật, 0 giữ nguyên" in trial.content.decode()
    url = reverse("activities:activity", args=[course.pk])
    assert client.post(come, {"file": upload(book(*rows))}).url == url

    page = client.get(url).content.decode()
    for said in ("2 người, 1 đạt", "Hà Văn Long", "CN-1", "8,5", "Nhập người dự từ Excel"):
        assert said in page
    exported = client.get(url, {"xuat": "xlsx"}).content
    cells = [cell for row in open_workbook(exported, "nguoi-du.xlsx").rows() for cell in row]
    assert "GV-07" in cells
    again = bring_attendees(course, exported, "nguoi-du.xlsx", by=lan)
    assert (again.new, again.changed, again.same, list(again.errors)) == (0, 0, 2, [])
    client.force_login(giang)
    seen = client.get(url).content.decode()
    assert "2 người, 1 đạt" in seen
    assert "CN-1" not in seen


@pytest.mark.parametrize(("written", "spoken"), [("vi", "vi"), ("en", "en"), ("vi", "en")])
def test_lists_come_in_again_in_either_language_with_namesakes(
    client, course, so, suoi_may, hoa_sen, lan, teacher, written, spoken
):
    make_unit(hoa_sen.name, admin=suoi_may, prof=so, level="primary")
    add_attendee(course, teacher, {"result": "passed", "score": 8}, by=lan)
    said = {"register": "core", "unit": hoa_sen, "person": teacher, "since": days_ago(30)}
    add_entry(RegisterEntry(**said), by=lan)
    client.force_login(lan)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = written
    pages = (reverse("activities:activity", args=[course.pk]), reverse("activities:registers"))
    came, kept = (client.get(page, {"xuat": "xlsx"}).content for page in pages)

    with translation.override(spoken):
        found = (
            bring_attendees(course, came, "nguoi-du.xlsx", by=lan),
            bring_entries(kept, "doi-ngu.xlsx", by=lan),
        )

    assert [(one.new, one.same, list(one.errors)) for one in found] == [(0, 1, []), (0, 1, [])]


def test_one_is_added_changed_and_taken_out_on_screen(client, course, lan, binh, long):
    client.force_login(lan)
    client.post(
        reverse("activities:attendee_new", args=[course.pk]),
        {"person": "GV-07", "result": "attended", "score": "", "certificate": ""},
    )
    one = course.attendees.get()
    url = reverse("activities:attendee", args=[one.pk])
    assert "Đưa ra khỏi danh sách" in client.get(url).content.decode()
    client.post(url, {"result": "passed", "score": "7,5", "certificate": "CN-2"})
    assert listed(course) == [("Hà Văn Long", "passed", 7.5, "CN-2")]
    drop = reverse("activities:attendee_drop", args=[one.pk])
    assert "Gõ “bỏ” để xác nhận" in client.get(drop).content.decode()
    client.post(drop, {"confirm": "bỏ"})

    assert listed(course) == []
    client.force_login(binh)
    assert client.get(reverse("activities:attendees_sheet", args=[course.pk])).status_code == 200


def test_queries_do_not_grow_with_people(client, course, hoa_sen, lan, long):
    add_attendee(course, long, {}, by=lan)
    client.force_login(lan)
    url = reverse("activities:activity", args=[course.pk])
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    for number in range(4):
        add_attendee(course, worker(f"Người {number}", f"nguoi{number}", hoa_sen), {}, by=lan)
    with CaptureQueriesContext(connection) as five:
        client.get(url)

    assert len(five) == len(one)


# ------------------------------------------------------------------ the registers


def entries(by, *rows, **more):
    return bring_entries(book(*rows, labels=ENTRY), "doi-ngu.xlsx", by=by, **more)


def test_many_stand_in_the_registers_at_once(client, so, hoa_sen, an, lan, chi, teacher, long):
    since = f"{days_ago(30):%d/%m/%Y}"
    rows = (
        ("Hà Văn Long", hoa_sen.name, "Đội ngũ cốt cán", "Ký số", since),
        ("Vũ Thị Giang", hoa_sen.name, "Chuyên gia", "", since),
    )
    assert entries(an, *rows, is_trial=True).new == 2
    assert not RegisterEntry.objects.exists()
    assert [one.column for one in entries(chi, *rows).errors] == ["Họ và tên", "Họ và tên"]
    client.force_login(lan)
    come = reverse("activities:entries_import")
    answer = client.post(come, {"file": upload(book(*rows, labels=ENTRY))})

    assert answer.url == reverse("activities:registers")
    found = RegisterEntry.objects.order_by("pk")
    assert [(one.person, one.register, one.field, one.since) for one in found] == [
        (long, "core", "Ký số", days_ago(30)),
        (teacher, "expert", "", days_ago(30)),
    ]
    exported = client.get(answer.url, {"xuat": "xlsx"}).content
    again = bring_entries(exported, "doi-ngu.xlsx", by=lan)
    assert (again.new, again.same, list(again.errors)) == (0, 2, [])


def test_days_of_one_person_in_a_register_do_not_meet(client, hoa_sen, lan, long):
    ended = {"register": "core", "unit": hoa_sen, "person": long, "since": days_ago(300)}
    end_entry(add_entry(RegisterEntry(**ended), by=lan), days_ago(100), by=lan)
    with pytest.raises(BadInput, match=r"đã có tên từ .* đến hết"):
        add_entry(RegisterEntry(**ended | {"since": days_ago(150)}), by=lan)
    add_entry(RegisterEntry(**ended | {"since": days_ago(90)}), by=lan)

    def brought(since, until):
        days = [f"{days_ago(one):%d/%m/%Y}" if one else "" for one in (since, until)]
        row = ("Hà Văn Long", hoa_sen.name, "Đội ngũ cốt cán", "", *days)
        found = bring_entries(book(row, labels=(*ENTRY, "Đến hết ngày")), "a.xlsx", by=lan)
        return [one.message for one in found.errors], found.new, found.same

    first, current = f"{days_ago(300):%d/%m/%Y}", f"{days_ago(90):%d/%m/%Y}"
    assert first in brought(300, 120)[0][0]
    assert current in brought(90, 10)[0][0]
    assert brought(300, 100) == brought(90, None) == ([], 0, 1)
    assert brought(400, 301) == ([], 1, 0)
    client.force_login(lan)
    exported = client.get(reverse("activities:registers"), {"xuat": "xlsx"}).content
    again = bring_entries(exported, "doi-ngu.xlsx", by=lan)
    assert (again.new, again.same, list(again.errors)) == (0, 3, [])
    RegisterEntry.objects.all().delete()
    assert bring_entries(exported, "doi-ngu.xlsx", by=lan).new == 3


def test_an_office_ends_what_it_brought(client, hoa_sen, an, chi, long):
    since = f"{days_ago(30):%d/%m/%Y}"
    entries(an, ("Hà Văn Long", hoa_sen.name, "Đội ngũ cốt cán", "", since))
    entry = RegisterEntry.objects.get()
    with pytest.raises(NotAllowed, match="ghi được ngày ra"):
        end_entry(entry, days_ago(1), by=chi)
    client.force_login(an)
    client.post(
        reverse("activities:entry_end", args=[entry.pk]), {"until": f"{days_ago(1):%d/%m/%Y}"}
    )

    entry.refresh_from_db()
    assert entry.until == days_ago(1)


def test_a_teacher_brings_no_list(client, giang, teacher, hoa_sen):
    with pytest.raises(NotAllowed):
        entries(giang, ("Vũ Thị Giang", hoa_sen.name, "Chuyên gia", "", "1/1/2026"))
    client.force_login(giang)

    assert client.get(reverse("activities:entries_import")).status_code == 404
