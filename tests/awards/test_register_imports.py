"""Past titles and forms come in from a workbook, wait, are checked, are undone. S0-07 S3-29"""

from datetime import date

import pytest
from django.urls import reverse

from phongtrao.awards.models import Award
from phongtrao.awards.services.register import check_awards
from phongtrao.lib.errors import Conflict, NotAllowed
from phongtrao.orgs.imports import services
from phongtrao.orgs.models import Import
from tests.awards.made import recorded
from tests.awards.screens import as_, page
from tests.orgs import sheets_in
from tests.orgs.sheets_in import applied, faults, sheet, told
from tests.recognition.lists_in import employ

pytestmark = pytest.mark.django_db
HEAD = ("Đơn vị", "Mã người", "Họ và tên", "Danh hiệu", "Năm học", "Số QĐ", "Ngày ký", "Người quyết định", "Loại", "Lý do")  # fmt: skip


def row(unit, name="", title="Lao động tiên tiến", **more):
    told = {
        "code": "",
        "year": "2023-2024",
        "number": "5/QĐ",
        "on": "20/06/2024",
        "by": "Hiệu trưởng",
        "route": "",
        "why": "",
        **more,
    }
    return (unit.name, told["code"], name, title, told["year"], told["number"], told["on"], told["by"], told["route"], told["why"])  # fmt: skip


def checked(by, office, *rows) -> Import:
    return sheets_in.checked(sheet(HEAD, *rows), by, office, "awards")


@pytest.fixture
def ha(hoa_sen):
    return employ("Nông Thị Hạ", hoa_sen)


@pytest.fixture
def mai(hoa_sen):
    return employ("Lâm Thị Mai", hoa_sen, "GV2")


def test_years_of_titles_come_in_and_wait_for_another(an, vinh, so, hoa_sen, ha, mai):
    act = checked(
        an, so,
        row(hoa_sen, "Nông Thị Hạ"),
        row(hoa_sen, "Nông Thị Hạ", "CSTĐCS", year="2020-2021", on="20/06/2021"),
        row(hoa_sen, "", "Giấy khen", code="gv2", route="đột xuất", why="Cứu người"),
        row(hoa_sen, "", "TTLĐXS", year="2024", on="15/01/2025", by="Chủ tịch UBND tỉnh"),
    )  # fmt: skip
    assert faults(act) == []
    assert act.counts["new"] == 4
    applied(act, an)

    found = Award.objects.order_by("pk").values_list("honour__key", "person", "unit", "period", "route", "earned_on", "status")  # fmt: skip
    assert list(found) == [
        ("advanced_worker", ha.pk, hoa_sen.pk, "SY2023", "yearly", date(2024, 6, 20), "waiting"),
        ("base_fighter", ha.pk, hoa_sen.pk, "SY2020", "yearly", date(2021, 6, 20), "waiting"),
        ("praise", mai.pk, hoa_sen.pk, "SY2023", "sudden", date(2024, 6, 20), "waiting"),
        ("excellent_collective", None, hoa_sen.pk, "2024", "yearly", date(2024, 12, 31), "waiting"),
    ]
    assert set(Award.objects.values_list("recorded_by", flat=True)) == {an.pk}
    assert len(check_awards(Award.objects.all(), by=vinh)) == 4
    first = Award.objects.earliest("pk")
    history = as_(an).get(reverse("audit:history", args=["awards.award", first.pk]))
    assert "Nhập khen thưởng các năm trước" in history.content.decode()


def test_every_bad_cell_is_told_with_its_row_and_nothing_is_written(an, so, hoa_sen, ha):
    act = checked(
        an, so,
        row(hoa_sen, "Nông Thị Hạ", "Người tốt việc tốt"),
        row(hoa_sen, "Nông Thị Hạ", "TTLĐTT"),
        row(hoa_sen, "Nông Thị Hạ", on="20/06/2090"),
        row(hoa_sen, "Nông Thị Hạ", number=""),
        row(hoa_sen, "Người Lạ"),
        row(hoa_sen, "Nông Thị Hạ", year="năm ngoái"),
        row(hoa_sen, "Nông Thị Hạ", "Giấy khen", route="cho vui"),
        row(hoa_sen, "Nông Thị Hạ", number="6/QĐ"),
        row(hoa_sen, "Nông Thị Hạ", number="6/QĐ"),
    )  # fmt: skip

    assert [(line, column, message[:34]) for line, column, message in faults(act)] == [
        (2, "Danh hiệu", "“Người tốt việc tốt” không có tron"),
        (3, "Danh hiệu", "“Tập thể lao động tiên tiến” không"),
        (4, "Danh hiệu", "Ngày quyết định chưa đến. Hãy sửa "),
        (5, "Số QĐ", "chưa có số quyết định."),
        (6, "Họ và tên", "không thấy “Người Lạ” tại đơn vị t"),
        (7, "Năm học", "“năm ngoái” không phải năm học hay"),
        (8, "Loại", "“cho vui” không phải loại khen thư"),
        (10, "Danh hiệu", "trùng với dòng 9. Hãy giữ lại một "),
    ]
    with pytest.raises(NotAllowed, match="chưa đúng"):
        services.apply_import(act, by=an)
    assert not Award.objects.exists()


def test_what_is_in_the_register_is_passed_over(an, binh, so, hoa_sen, ha):
    recorded(hoa_sen, binh, "advanced_worker", ha, period="SY2023", decision="5/QĐ", decided_on=date(2024, 6, 20))  # fmt: skip
    act = checked(an, so, row(hoa_sen, "Nông Thị Hạ"), row(hoa_sen, "Nông Thị Hạ", number="6/QĐ"))

    assert (act.counts["new"], act.counts["same"]) == (1, 1)
    assert [message for *_place, message in told(act, "change")] == [
        "“Lao động tiên tiến” đã có trong sổ nên dòng này được bỏ qua."
    ]


def test_an_import_is_undone_as_a_whole_until_a_row_was_checked(an, vinh, so, hoa_sen, ha):
    act = applied(checked(an, so, row(hoa_sen, "Nông Thị Hạ")), an)
    services.undo_import(act, by=an)
    assert not Award.objects.exists()

    act = applied(checked(an, so, row(hoa_sen, "Nông Thị Hạ"), row(hoa_sen, "", "TTLĐTT")), an)
    check_awards(Award.objects.filter(person=ha), by=vinh)
    with pytest.raises(Conflict, match="được đối chiếu"):
        services.undo_import(act, by=an)
    assert Award.objects.count() == 2


def test_a_focal_person_brings_those_of_the_own_school_only(lan, hoa_sen, binh_minh, ha, giang, so):
    act = checked(lan, hoa_sen, row(hoa_sen, "Nông Thị Hạ"), row(binh_minh, "", "TTLĐTT"))
    assert [line for line, *_rest in faults(act)] == [3]
    assert "Nhập khen thưởng các năm trước từ Excel" in page(lan, "register")
    with pytest.raises(NotAllowed):
        checked(giang, so, row(hoa_sen, "Nông Thị Hạ"))
