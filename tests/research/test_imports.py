"""Tasks accepted before this program was here come in from a workbook, into the library and the facts. S0-44 S0-47"""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.urls import reverse

from phongtrao.lib import facts
from phongtrao.lib.errors import Conflict, NotAllowed
from phongtrao.orgs.imports import services
from phongtrao.orgs.models import Import
from phongtrao.recognition.models import Creation
from phongtrao.recognition.services.adoption import Use, adopt
from phongtrao.research.models import ResearchTask, TaskMember
from tests.factories import make_person
from tests.orgs import sheets_in
from tests.orgs.sheets_in import applied, faults, sheet, told
from tests.recognition.lists_in import employ
from tests.research.made import make_task
from tests.research.screens import as_, page

pytestmark = pytest.mark.django_db
HEAD = ("Mã số", "Tên đề tài", "Đơn vị chủ trì", "Cấp", "Nghiệm thu ngày", "Xếp loại", "Chủ nhiệm và thành viên", "Tỷ lệ", "Lĩnh vực", "Đề xuất ngày", "Định hướng")  # fmt: skip


def row(code, unit, people, shares="", **more):
    given = {
        "title": f"Đề tài {code}",
        "level": "Cấp thành phố",
        "on": "20/05/2024",
        "rating": "Đạt",
    }
    given |= {
        "area": "Khoa học giáo dục; Internet vạn vật, rô-bốt, tự động hóa",
        "asked": "",
        "aim": "",
    } | more
    return (code, given["title"], unit.name, given["level"], given["on"], given["rating"], people, shares, given["area"], given["asked"], given["aim"])  # fmt: skip


def checked(by, office, *rows) -> Import:
    return sheets_in.checked(sheet(HEAD, *rows), by, office, "research")


@pytest.fixture
def ha(hoa_sen):
    return employ("Nông Thị Hạ", hoa_sen)


@pytest.fixture
def mai(hoa_sen):
    return employ("Lâm Thị Mai", hoa_sen, "GV2")


def test_old_tasks_stand_in_the_register_the_library_and_the_facts(an, so, hoa_sen, ha, mai):
    act = checked(
        an, so,
        row("ĐT-01", hoa_sen, "Nông Thị Hạ; Lâm Thị Mai (GV2)", "60; 40", rating="Xuất sắc"),
        row("ĐT-02", hoa_sen, "Lâm Thị Mai", rating="Không đạt", level="cơ sở", aim="Phát triển"),
        row("ĐT-03", hoa_sen, "Nông Thị Hạ", on="20/12/2025", asked="03/11/2025"),
    )  # fmt: skip
    assert (act.counts["new"], act.counts["faults"]) == (3, 0)
    applied(act, an)

    first, failed, late = ResearchTask.objects.order_by("code")
    assert (first.status, first.rating, first.passed, first.level) == (
        "closed",
        "excellent",
        True,
        "province",
    )
    assert (first.orientation, failed.orientation) == ("application", "development")
    assert (first.owner, first.host, first.fields) == (so, hoa_sen, ["education", "iot"])
    assert first.regime.regime.key == "before_2025_10"
    assert late.regime.regime.key == "since_2025_10"
    assert (failed.status, failed.creation) == ("failed", None)
    members = TaskMember.objects.filter(task=first).values_list("person", "role", "share")
    assert list(members) == [(ha.pk, "lead", Decimal(60)), (mai.pk, "member", Decimal(40))]
    assert (first.creation.kind, first.creation.year, first.creation.unit) == (
        "research",
        "2024",
        hoa_sen,
    )
    assert [one.share for one in first.creation.shares.all()] == [Decimal(60), Decimal(40)]
    with connection.cursor() as cursor:
        found = facts.facts_of(cursor, "research.contribution", mai.pk, scope="province", until=date(2024, 12, 31))  # fmt: skip
        assert [(one.date, one.value) for one in found] == [(date(2024, 5, 20), Decimal(40))]
    assert (
        "Nhập nhiệm vụ đã nghiệm thu từ danh sách"
        in as_(an)
        .get(reverse("audit:history", args=["research.researchtask", first.pk]))
        .content.decode()
    )
    assert "Đề tài ĐT-01" in page(an, "task", first.pk)


def test_every_bad_cell_is_told_with_its_row_and_nothing_is_written(an, so, hoa_sen, ha, mai):
    act = checked(
        an, so,
        row("A", hoa_sen, "Nông Thị Hạ; Lâm Thị Mai", "60; 39,9"),
        row("B", hoa_sen, "Nông Thị Hạ", rating="Khá"),
        row("C", hoa_sen, "Nông Thị Hạ", on="20/05/2090"),
        row("D", hoa_sen, "Nông Thị Hạ", on=""),
        row("", hoa_sen, "Nông Thị Hạ", title="Không mã"),
        row("F", hoa_sen, "Nông Thị Hạ", asked="21/05/2024"),
        row("G", hoa_sen, "Nông Thị Hạ", level="cấp trời"),
        row("H", hoa_sen, "Nông Thị Hạ", area="Chiêm tinh"),
        row("I", hoa_sen, "Nông Thị Hạ", rating=""),
        row("J", hoa_sen, "Nông Thị Hạ", asked="20/05/2010"),
        row("K", hoa_sen, "Nông Thị Hạ", aim="lên trời"),
    )  # fmt: skip

    assert [(line, column, message[:46]) for line, column, message in faults(act)] == [
        (2, "Tỷ lệ", "Tỷ lệ đóng góp của các tác giả cộng lại là 99,"),
        (3, "Xếp loại", "“Khá” không có trong thang xếp loại của quy tr"),
        (4, "Nghiệm thu ngày", "ngày nghiệm thu chưa đến. Hãy sửa lại."),
        (5, "Nghiệm thu ngày", "chưa có ngày nghiệm thu. Hãy ghi ngày/tháng/nă"),
        (6, "Mã số", "chưa có mã số. Hãy ghi mã số của nhiệm vụ."),
        (7, "Đề xuất ngày", "ngày đề xuất sau ngày nghiệm thu. Hãy sửa lại."),
        (8, "Cấp", "“cấp trời” không có trong danh mục. Hãy ghi mộ"),
        (9, "Lĩnh vực", "danh mục không có lĩnh vực “Chiêm tinh”. Hãy g"),
        (10, "Xếp loại", "chưa có xếp loại. Hãy ghi một trong: “Xuất sắc"),
        (11, "Đề xuất ngày", "Không có quy trình nào có hiệu lực vào ngày đề"),
        (12, "Định hướng", "“lên trời” không có trong danh mục. Hãy ghi mộ"),
    ]
    with pytest.raises(NotAllowed, match="chưa đúng"):
        services.apply_import(act, by=an)
    assert not ResearchTask.objects.exists()


def test_a_code_that_is_there_is_passed_over(an, so, hoa_sen, lan, ha):
    make_task(so, hoa_sen, lan, code="ĐT-01")
    act = checked(
        an, so, row("đt-01", hoa_sen, "Nông Thị Hạ"), row("ĐT-02", hoa_sen, "Nông Thị Hạ")
    )

    assert (act.counts["new"], act.counts["same"]) == (1, 1)
    assert [message for _line, _column, message in told(act, "change")] == [
        "“Đề tài đt-01” đã có mã số này ở nơi nhập nên dòng này được bỏ qua."
    ]


def test_a_task_another_wrote_down_is_passed_over(an, so, binh, hoa_sen, ha):
    once = row("A", hoa_sen, "Nông Thị Hạ", title="Dạy học qua dự án", level="Cấp trường")
    applied(checked(binh, hoa_sen, once), binh)
    again = row("ĐT-77", hoa_sen, "Nông Thị Hạ", title="Dạy học  qua dự án")
    act = checked(an, so, again, row("ĐT-78", hoa_sen, "Nông Thị Hạ"))

    assert (act.counts["new"], act.counts["same"]) == (1, 1)
    assert [message for _line, _column, message in told(act, "change")] == [
        "“Dạy học qua dự án” đã có ở đơn vị ấy, năm ấy nên dòng này được bỏ qua."
    ]


def test_a_code_written_in_two_ways_is_one_task(an, so, hoa_sen, ha):
    act = checked(
        an,
        so,
        row("ĐT-01", hoa_sen, "Nông Thị Hạ"),
        row("đt-01", hoa_sen, "Nông Thị Hạ", title="Khác"),
    )

    assert "mã này đã dùng cho “Đề tài ĐT-01”. Mỗi mã là một công trình." in [
        message for *_place, message in faults(act)
    ]


def test_a_head_brings_tasks_of_the_base_only(binh, hoa_sen, ha):
    act = checked(binh, hoa_sen, row("A", hoa_sen, "Nông Thị Hạ"))
    assert [message for *_place, message in faults(act)] == [
        "chỉ văn phòng cấp trên nhập nhiệm vụ trên cấp cơ sở. Hãy bỏ dòng này."
    ]
    act = applied(
        checked(binh, hoa_sen, row("A", hoa_sen, "Nông Thị Hạ", level="Cấp trường")), binh
    )

    assert ResearchTask.objects.get().owner == hoa_sen


def test_an_import_is_undone_as_a_whole_unless_something_stands_on_it(
    an, so, hoa_sen, binh_minh, chi, ha
):
    act = applied(
        checked(an, so, row("A", hoa_sen, "Nông Thị Hạ"), row("B", hoa_sen, "Nông Thị Hạ")), an
    )
    use = adopt(Creation.objects.first(), binh_minh, Use(date(2026, 1, 5), "Khối 4"), by=chi)
    with pytest.raises(Conflict, match="Đã có việc làm tiếp"):
        services.undo_import(act, by=an)
    use.delete()
    act.refresh_from_db()
    services.undo_import(act, by=an)

    assert not ResearchTask.objects.exists()
    assert not Creation.objects.exists()


def test_strangers_bring_nothing(lan, giang, so):
    for user in (lan, giang):
        with pytest.raises(NotAllowed):
            checked(user, so, row("A", so, make_person("Ai Đó").full_name))


def test_the_list_leads_there(an, lan, so, hoa_sen):
    assert "Nhập nhiệm vụ cũ từ Excel" in page(an, "tasks")
    assert "Nhập nhiệm vụ cũ từ Excel" not in page(lan, "tasks")
    shown = as_(an).get(reverse("orgs:import_new"), {"loai": "research"}).content.decode()
    assert "Nhiệm vụ KH&amp;CN đã nghiệm thu" in shown
