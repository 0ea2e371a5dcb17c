"""Many at once from a workbook: what the list exports comes in again; every bad cell is told. S4-41"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from phongtrao.activities.models import Activity
from phongtrao.activities.services.importing import Imported, import_activities
from phongtrao.lib.errors import BadInput, NotAllowed
from phongtrao.lib.sheets import Column, SheetContent, write_workbook
from tests.activities.made import days_ago, recorded
from tests.threads import at_once

S = Activity.Status
LABELS = ("Loại", "Đơn vị", "Tên hoạt động", "Ngày", "Học sinh, học viên", "Kênh")
STEM = "Hoạt động STEM, STEAM"
DAY = f"{days_ago(5):%d/%m/%Y}"


def book(*rows, labels=LABELS):
    columns = tuple(Column(label, label) for label in labels)
    return write_workbook([SheetContent("Hoạt động", columns, rows)], title="Hoạt động")


def bring(unit, by, *rows, **more):
    return import_activities(unit, book(*rows, **more), "hoat-dong.xlsx", by=by)


def test_rows_become_activities(hoa_sen, lan):
    found = bring(
        hoa_sen, lan,
        (STEM, hoa_sen.name, "Ngày hội STEM", DAY, "1.200", "Trực tiếp"),
        ("mô hình, cách làm hay", hoa_sen.code, "Góc đọc số", DAY, "", ""),
    )  # fmt: skip

    assert found == Imported(2, 1)
    stem, model = Activity.objects.order_by("pk")
    assert (stem.status, stem.people, stem.audiences, stem.channel) == (S.RECORDED, 1200, {"learners": 1200}, "meeting")  # fmt: skip
    assert (stem.recorded_by, stem.search_text) == (lan, "ngay hoi stem")
    assert (model.status, model.recorded_by, model.ends_on) == (S.DRAFT, None, days_ago(5))
    assert [(p.unit, p.day) for p in stem.parties.all()] == [(hoa_sen, days_ago(5))]


def test_every_bad_cell_is_told_and_nothing_is_written(hoa_sen, binh_minh, lan):
    recorded(hoa_sen, lan, "Đã có", starts_on=days_ago(5))
    found = bring(
        hoa_sen, lan,
        ("Đua thuyền", hoa_sen.name, "Một", DAY, "", ""),
        (STEM, binh_minh.name, "Hai", DAY, "", ""),
        (STEM, "Trường Không Đâu", "Ba", "32/1/2026", "-4", "Chim bồ câu"),
        (STEM, hoa_sen.name, "", f"{days_ago(-3):%d/%m/%Y}", "", ""),
        ("Tài trợ, nguồn lực xã hội", hoa_sen.name, "Năm", DAY, "", ""),
    )  # fmt: skip

    places = [(error.row, error.column) for error in found.errors]
    assert sorted(places) == [
        (4, "Loại"),
        (5, "Đơn vị"),
        (6, "Học sinh, học viên"),
        (6, "Kênh"),
        (6, "Ngày"),
        (6, "Đơn vị"),
        (7, "Ngày"),
        (7, "Tên hoạt động"),
        (8, "Loại"),
    ]
    assert Activity.objects.count() == 1


def test_what_is_there_and_what_stands_twice_is_refused(hoa_sen, lan):
    recorded(hoa_sen, lan, "Đã có", starts_on=days_ago(5))
    line = (STEM, hoa_sen.name, "Ngày hội", DAY, "", "")

    found = bring(hoa_sen, lan, (STEM, hoa_sen.name, "Đã có", DAY, "", ""), line, line)

    assert [(error.row, str(error.message).split(" ")[0]) for error in found.errors] == [(4, "Đơn"), (6, "Trùng")]  # fmt: skip
    assert Activity.objects.count() == 1


def test_the_office_brings_those_below_a_school_its_own(so, hoa_sen, binh_minh, lan, an, giang):
    line = (STEM, binh_minh.name, "Ngày hội", DAY, "", "")

    assert bring(hoa_sen, lan, line).errors
    assert bring(so, an, line).count == 1
    with pytest.raises(NotAllowed):
        bring(hoa_sen, giang, line)


@pytest.mark.parametrize("labels", [("Loại", "Đơn vị", "Ngày"), ("Cột lạ", "Khác", "Nữa")])
def test_a_table_of_something_else_is_refused(hoa_sen, lan, labels):
    with pytest.raises(BadInput, match="Bảng thiếu cột"):
        bring(hoa_sen, lan, ("a", "b", "c"), labels=labels)


def test_what_the_list_exports_comes_in_again(client, hoa_sen, lan):
    recorded(hoa_sen, lan, "Ngày hội", audiences={"learners": 40, "parents": 3}, place="Sân trường", channel="press")  # fmt: skip
    client.force_login(lan)
    sheet = client.get(reverse("activities:activities"), {"xuat": "xlsx"}).content
    before = list(Activity.objects.values("title", "audiences", "people", "place", "channel", "starts_on", "kind", "quantity"))  # fmt: skip
    Activity.objects.all().delete()

    found = import_activities(hoa_sen, sheet, "hoat-dong.xlsx", by=lan)

    assert found == Imported(1, 0)
    assert list(Activity.objects.values(*before[0])) == before


def test_from_the_page_tried_then_written(client, hoa_sen, lan, giang):
    client.force_login(lan)
    content = book((STEM, hoa_sen.name, "Ngày hội", DAY, "", ""))

    def send(**more):
        file = SimpleUploadedFile("hoat-dong.xlsx", content)
        return client.post(reverse("activities:import"), {"file": file, **more})

    assert "Bảng đúng: 1 hoạt động" in send(is_trial="on").content.decode()
    assert Activity.objects.count() == 0
    assert send().status_code == 302
    assert Activity.objects.count() == 1
    assert "Đơn vị đã ghi hoạt động này" in send().content.decode()
    assert client.get(reverse("activities:import_sheet")).status_code == 200
    client.force_login(giang)
    assert client.get(reverse("activities:import")).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_the_same_workbook_sent_twice_at_once_stands_once(hoa_sen, lan, binh):
    found = []

    def send(by):
        return lambda: found.append(
            bring(hoa_sen, by, (STEM, hoa_sen.name, "Ngày hội", DAY, "", ""))
        )

    assert at_once(send(lan), send(binh)) == [None, None]

    assert sorted(one.count for one in found) == [0, 1]
    assert Activity.objects.count() == 1
