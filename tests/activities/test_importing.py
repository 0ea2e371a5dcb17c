"""Many at once from a workbook: what the list exports comes in again; every bad cell is told. S0-21, S4-41"""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from phongtrao.activities.models import Activity, Participation
from phongtrao.activities.services.importing import Imported, import_activities
from phongtrao.lib.errors import BadInput, NotAllowed
from phongtrao.lib.sheets import Column, SheetContent, open_workbook, write_workbook
from phongtrao.notifications.models import Notice
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
        (8, "Tổ chức, cá nhân tài trợ"),
    ]
    assert Activity.objects.count() == 1


def test_a_cell_names_fifty_units_at_most(hoa_sen, binh_minh, lan):
    labels = (*LABELS[:4], "Đơn vị cùng làm")

    def cell(times):
        row = (STEM, hoa_sen.name, f"Ngày hội {times}", DAY, "; ".join([binh_minh.name] * times))
        return bring(hoa_sen, lan, row, labels=labels)

    assert [str(one) for one in cell(51).errors] == [
        "Dòng 4, cột “Đơn vị cùng làm”: Quá 50 đơn vị trong một ô. Hãy bớt lại."
    ]
    assert cell(50).count == 1


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


def test_own_fields_of_a_kind_come_in(hoa_sen, lan):
    found = bring(
        hoa_sen, lan,
        ("Tài trợ, nguồn lực xã hội", hoa_sen.name, "Tặng máy tính", DAY, "Công ty Sao Mai", 12.5, "", None),
        ("Sự cố an toàn thông tin", hoa_sen.name, "Thư giả mạo", DAY, "", "", "nghiêm trọng", days_ago(2)),
        ("Phát động phong trào", hoa_sen.name, "Lễ phát động", DAY, "", "", "", ""),
        labels=(*LABELS[:4], "Tổ chức, cá nhân tài trợ", "Trị giá (triệu đồng)", "Mức độ", "Khắc phục xong ngày"),
    )  # fmt: skip

    assert found == Imported(3, 1)
    assert list(Activity.objects.order_by("pk").values_list("values", flat=True)) == [
        {"giver": "Công ty Sao Mai", "worth": "12.5"},
        {"level": "Nghiêm trọng", "solved": days_ago(2).isoformat()},
        {},
    ]


def test_bad_cells_of_own_fields_say_what_to_do(hoa_sen, lan):
    found = bring(
        hoa_sen, lan,
        ("Tài trợ, nguồn lực xã hội", hoa_sen.name, "Một", DAY, "", "nhiều", "", ""),
        ("Sự cố an toàn thông tin", hoa_sen.name, "Hai", DAY, "Công ty Sao Mai", "", "Khủng khiếp", "mai"),
        ("Đua thuyền", hoa_sen.name, "Ba", DAY, "Ai đó", "-1", "?", "?"),
        labels=(*LABELS[:4], "Tổ chức, cá nhân tài trợ", "Trị giá (triệu đồng)", "Mức độ", "Khắc phục xong ngày"),
    )  # fmt: skip

    said = [(error.row, error.column, error.message) for error in found.errors]
    assert said == [
        (4, "Tổ chức, cá nhân tài trợ", "chưa có giá trị, loại “Tài trợ, nguồn lực xã hội” cần. Hãy nhập vào ô này."),
        (4, "Trị giá (triệu đồng)", "“nhiều” không phải là số. Hãy nhập số, ví dụ 1.234,5."),
        (5, "Mức độ", "“Khủng khiếp” không có ở “Mức độ”. Hãy chọn một trong: Thấp, Trung bình, Cao, Nghiêm trọng."),
        (5, "Khắc phục xong ngày", "“mai” không phải là ngày. Hãy nhập ngày/tháng/năm, ví dụ 20/08/2025."),
        (5, "Tổ chức, cá nhân tài trợ", "loại “Sự cố an toàn thông tin” không có ô này. Hãy để trống hoặc chọn loại khác."),
        (6, "Loại", said[-1][2]),
    ]  # fmt: skip
    assert not Activity.objects.exists()


def test_a_column_that_a_kind_needs_is_asked_for(hoa_sen, lan):
    line = ("Tài trợ, nguồn lực xã hội", hoa_sen.name, "Tặng máy tính", DAY)

    found = bring(hoa_sen, lan, line, labels=LABELS[:4])

    (error,) = found.errors
    assert (error.row, error.column) == (4, "Tổ chức, cá nhân tài trợ")
    assert error.message.endswith("Hãy thêm cột theo bảng mẫu rồi nhập.")


def test_a_name_of_the_list_itself_is_told_apart(hoa_sen, lan):
    """“Kết quả” is a column of the list, and a field of three kinds."""
    line = (
        "Tham mưu, góp ý chính sách",
        hoa_sen.name,
        "Góp ý dự thảo",
        DAY,
        "Đã gửi.",
        "được tiếp thu",
    )

    assert (
        bring(hoa_sen, lan, line, labels=(*LABELS[:4], "Kết quả", "Kết quả (ô riêng)")).count == 1
    )
    made = Activity.objects.get()
    assert (made.about, made.values) == ("Đã gửi.", {"outcome": "Được tiếp thu"})
    with pytest.raises(BadInput, match="hai cột “Kết quả”"):
        bring(hoa_sen, lan, line, labels=(*LABELS[:4], "Kết quả", "Kết quả"))


def test_units_that_did_it_together_are_asked_and_told_once(hoa_sen, binh_minh, lan, chi):
    both = f"{binh_minh.code or binh_minh.name}; {hoa_sen.name}"
    labels = (*LABELS[:4], "Đơn vị cùng làm")

    found = bring(
        hoa_sen, lan,
        (STEM, hoa_sen.name, "Một", DAY, both),
        (STEM, hoa_sen.name, "Hai", DAY, binh_minh.name),
        ("Mô hình, cách làm hay", hoa_sen.name, "Ba", DAY, binh_minh.name),
        labels=labels,
    )  # fmt: skip

    assert found == Imported(3, 1, named=3)
    assert Participation.objects.filter(unit=hoa_sen).count() == 3
    asked = Participation.objects.filter(unit=binh_minh, day=days_ago(5))
    assert list(asked.values_list("answer", flat=True)) == ["asked"] * 3
    assert Participation.objects.asked().count() == 2  # the draft waits for its evidence first
    notices = Notice.objects.filter(to=chi)
    assert [one.text.split(". ")[0] for one in notices] == [
        f"Bảng do {hoa_sen} nhập ghi đơn vị bạn cùng làm 2 hoạt động"
    ]


def test_the_trial_names_what_would_be_told_and_writes_nothing(
    client, hoa_sen, binh_minh, lan, chi
):
    line = (STEM, hoa_sen.name, "Một", DAY, binh_minh.name)
    content = book(line, ("Đề nghị hỗ trợ", *line[1:]), labels=(*LABELS[:4], "Đơn vị cùng làm"))
    right = book(line, labels=(*LABELS[:4], "Đơn vị cùng làm"))
    client.force_login(lan)

    def tried(content):
        file = SimpleUploadedFile("hoat-dong.xlsx", content)
        said = {"file": file, "is_trial": "on"}
        return client.post(reverse("activities:import"), said).content.decode()

    assert "Dòng 5, cột “Đề nghị gì”: chưa có cột này" in tried(content)
    assert "1 lượt đơn vị khác được ghi là cùng làm" in tried(right)
    assert [Activity.objects.count(), Notice.objects.filter(to=chi).count()] == [0, 0]


def test_a_unit_that_nobody_knows_is_no_companion(hoa_sen, binh_minh, lan):
    line = (STEM, hoa_sen.name, "Một", DAY, f"{binh_minh.name}; Trường Không Đâu")

    found = bring(hoa_sen, lan, line, labels=(*LABELS[:4], "Đơn vị cùng làm"))

    assert [(error.row, error.column) for error in found.errors] == [(4, "Đơn vị cùng làm")]
    assert "“Trường Không Đâu”" in found.errors[0].message
    assert not Activity.objects.exists()


KEPT = ("title", "audiences", "people", "place", "channel", "about", "starts_on", "ends_on", "kind", "quantity", "values")  # fmt: skip


def kept():
    """All that a workbook carries of the activities there are, units that did them included."""
    return [
        [getattr(one, name) for name in KEPT] + sorted(one.parties.values_list("unit", flat=True))
        for one in Activity.objects.order_by("title")
    ]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_the_list_exports_comes_in_again(client, hoa_sen, binh_minh, lan, language):
    recorded(
        hoa_sen, lan, "Ngày hội", others=[binh_minh], audiences={"learners": 40, "parents": 3},
        place="Sân trường", channel="press", values={"subject": "Toán; Lý"}, ends_on=days_ago(1),
    )  # fmt: skip
    recorded(hoa_sen, lan, "Tặng máy", "sponsor", values={"giver": "=1+1", "worth": "1.234,5"})
    recorded(hoa_sen, lan, "Góp ý", "policy_advice", about="Đã gửi.", values={"to": "Bộ", "outcome": "Chờ trả lời"})  # fmt: skip
    recorded(hoa_sen, lan, "Thư giả", "security_incident", values={"level": "Cao", "solved": "01/02/2026"})  # fmt: skip
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    client.force_login(lan)
    with translation.override(language):
        sheet = client.get(reverse("activities:activities"), {"xuat": "xlsx"}).content
        before = kept()
        Activity.objects.all().delete()

        found = import_activities(hoa_sen, sheet, "hoat-dong.xlsx", by=lan)

    assert found == Imported(4, 0, named=1)
    assert kept() == before


def test_the_sample_says_what_each_kind_asks(client, hoa_sen, lan):
    client.force_login(lan)
    sheet = client.get(reverse("activities:import_sheet")).content

    book = open_workbook(sheet, "mau.xlsx")
    head = [cell for row in book.rows() for cell in row]
    told = {tuple(row) for row in book.rows("Loại và ô riêng")}
    assert {"Đơn vị cùng làm", "Đối tác", "Kết quả (ô riêng)"} <= set(head)
    assert ("Thỏa thuận hợp tác", "Đối tác", "Có", "tối đa 300 chữ") in told


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
