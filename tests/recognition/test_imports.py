"""Works recognised before this program was here come in by a workbook, or a zip with files. S0-33, S0-34."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from phongtrao.documents.services import read_file
from phongtrao.lib.errors import BadFile, Conflict, NotAllowed
from phongtrao.orgs.forest import Merge
from phongtrao.orgs.imports import packages, services
from phongtrao.orgs.services import Order, reorganise
from phongtrao.recognition.models import Creation, CreationFile, CreationShare, ScopeRecognition
from phongtrao.recognition.services.adoption import Use, adopt
from phongtrao.recognition.services.files import forget_unused
from tests.orgs.sheets_in import applied, faults, sheet, told
from tests.recognition.lists_in import HEAD, PDF, checked, employ, row, workbook, zipped

pytestmark = pytest.mark.django_db


def said(act):
    return [(line, column, message) for line, column, message in faults(act)]


def test_a_list_becomes_recognised_works_with_their_authors(an, so, hoa_sen):
    ha, mai = employ("Nông Thị Hạ", hoa_sen), employ("Lâm Thị Mai", hoa_sen, "GV2")
    rows = workbook(
        row("Sổ tay điện tử", hoa_sen, "Nông Thị Hạ; Lâm Thị Mai (GV2)", "33,34; 66,66"),
        row("Góc đọc mở", hoa_sen, "Nông Thị Hạ"),
    )

    act = applied(checked(rows, an, so), an)

    assert (act.status, act.counts["new"], act.counts["faults"]) == ("applied", 2, 0)
    shares = CreationShare.objects.order_by("creation__title", "-is_first")
    assert list(shares.values_list("creation__title", "person", "share", "is_first")) == [
        ("Góc đọc mở", ha.pk, Decimal(100), True),
        ("Sổ tay điện tử", ha.pk, Decimal("33.34"), True),
        ("Sổ tay điện tử", mai.pk, Decimal("66.66"), False),
    ]
    scopes = ScopeRecognition.objects.values_list("scope", "decided_on", "decided_by").distinct()
    assert list(scopes) == [("base", date(2024, 5, 20), hoa_sen.pk)]
    assert set(Creation.objects.values_list("unit", "year", "kind")) == {
        (hoa_sen.pk, "SY2023", "initiative")
    }


def test_rows_below_a_title_are_its_next_authors(an, so, hoa_sen):
    employ("Nông Thị Hạ", hoa_sen)
    employ("Lâm Thị Mai", hoa_sen)
    more = ("", "", "", "Lâm Thị Mai", 40, "", "")

    act = applied(checked(workbook(row("Sổ tay", hoa_sen, "Nông Thị Hạ", 60), more), an, so), an)

    assert act.counts["new"] == 1
    assert list(CreationShare.objects.values_list("share", flat=True)) == [60, 40]


def test_shares_of_99_99_are_refused_with_their_row(an, so, hoa_sen):
    employ("Nông Thị Hạ", hoa_sen)
    employ("Lâm Thị Mai", hoa_sen)
    rows = workbook(row("Sổ tay", hoa_sen, "Nông Thị Hạ; Lâm Thị Mai", "50; 49,99"))

    act = checked(rows, an, so)

    assert said(act) == [
        (
            2,
            "Tỷ lệ",
            "Tỷ lệ đóng góp của các tác giả cộng lại là 99,99%, phải đúng 100%: còn thiếu 0,01%.",
        )
    ]
    with pytest.raises(NotAllowed, match="chưa đúng"):
        services.apply_import(act, by=an)
    assert not Creation.objects.exists()


def test_every_bad_cell_is_told_at_once(an, so, hoa_sen, binh_minh):
    employ("Nông Thị Hạ", hoa_sen)
    employ("Lâm Thị Mai", hoa_sen)
    employ("Lâm Thị Mai", hoa_sen)
    rows = workbook(
        row("Một", hoa_sen, "Người Không Có"),
        row("Hai", hoa_sen, "Lâm Thị Mai"),
        row("Ba", hoa_sen, "Nông Thị Hạ", year="năm ngoái"),
        row("Bốn", hoa_sen, "Nông Thị Hạ", on=""),
        row("Năm", hoa_sen, "Nông Thị Hạ; Lâm Thị Mai"),
        row("Sáu", hoa_sen, "Nông Thị Hạ (MA-LA)"),
        row("Bảy", hoa_sen, ""),
    )

    found = said(checked(rows, an, so))

    assert [(line, column) for line, column, __ in found] == [
        (2, "Tác giả"),
        (3, "Tác giả"),
        (4, "Năm học"),
        (5, "Ngày công nhận"),
        (6, "Tác giả"),
        (6, "Tỷ lệ"),
        (7, ""),
        (8, "Tác giả"),
    ]
    assert all("Hãy" in message for *__, message in found if "phạm vi" not in message)


def test_units_and_authors_are_those_of_the_year(an, so, hoa_sen, binh_minh):  # S3-29
    ha = employ("Nông Thị Hạ", hoa_sen)
    reorganise(Order("Sáp nhập", date(2025, 7, 1), (Merge((hoa_sen.pk,), binh_minh.pk),)), by=None)

    act = applied(checked(workbook(row("Sổ tay", hoa_sen, "Nông Thị Hạ")), an, so), an)

    assert (act.status, faults(act)) == ("applied", [])
    assert list(CreationShare.objects.values_list("person", "unit")) == [(ha.pk, hoa_sen.pk)]
    later = checked(workbook(row("Sổ tay", hoa_sen, "Nông Thị Hạ", year="2025-2026")), an, so)
    assert "Không thấy đơn vị" in said(later)[0][2]


def test_who_has_no_post_in_that_year_is_taken_with_a_word(an, so, hoa_sen):
    employ("Nông Thị Hạ", hoa_sen, since=date(2025, 9, 1))

    act = checked(workbook(row("Sổ tay", hoa_sen, "Nông Thị Hạ")), an, so)

    assert (act.counts["new"], act.counts["faults"], act.counts["twins"]) == (1, 0, 1)
    assert "không có vị trí tại đơn vị năm ấy" in told(act, "twin")[0][2]


def test_the_same_list_again_adds_nothing_and_says_so(an, so, hoa_sen):
    employ("Nông Thị Hạ", hoa_sen)
    rows = row("Sổ tay", hoa_sen, "Nông Thị Hạ")
    applied(checked(workbook(rows), an, so), an)

    again = checked(workbook(rows), an, so)

    assert (again.counts["new"], again.counts["same"]) == (0, 1)
    assert "đã có trong thư viện" in told(again, "change")[0][2]
    with pytest.raises(NotAllowed, match="không cần nhập"):
        services.apply_import(again, by=an)


def test_a_head_brings_own_works_at_base_only(binh, an, so, hoa_sen, binh_minh):
    employ("Nông Thị Hạ", hoa_sen)
    employ("Lâm Thị Mai", binh_minh)
    own = row("Một", hoa_sen, "Nông Thị Hạ")
    content = sheet((*HEAD, "Cấp"), (*own, "Cấp tỉnh"), (*row("Hai", binh_minh, "Lâm Thị Mai"), ""))
    upload = services.Upload("danh-sach.xlsx", content)
    act = services.start_import(upload, "creations", hoa_sen, by=binh)

    services.choose_columns(act, services.propose(act), by=binh)
    services.check_rows(act.pk, act.work.pk)

    assert [(line, column) for line, column, __ in faults(act)] == [(2, "Cấp"), (3, "Đơn vị")]


# ------------------------------------------------------------------ with files
def test_files_of_a_zip_come_with_their_works(an, so, hoa_sen):
    employ("Nông Thị Hạ", hoa_sen)
    listed = sheet(HEAD, row("Sổ tay", hoa_sen, "Nông Thị Hạ", files="bao-cao.pdf; anh/giay.pdf"))
    package = zipped(listed, {"tep/Báo-cáo.pdf": PDF, "anh/giay.pdf": PDF + b"2", "thua.pdf": PDF})

    act = applied(checked(package, an, so), an)

    assert (act.status, act.counts["loose"]) == ("applied", 1)
    assert [(one.name, read_file(one.file)) for one in CreationFile.objects.all()] == [
        ("Báo-cáo.pdf", PDF),
        ("giay.pdf", PDF + b"2"),
    ]


def test_a_file_that_is_missing_or_unsafe_is_told_in_its_row(an, so, hoa_sen):
    employ("Nông Thị Hạ", hoa_sen)
    listed = sheet(
        HEAD,
        row("Một", hoa_sen, "Nông Thị Hạ", files="bao-cao.pdf"),
        row("Hai", hoa_sen, "Nông Thị Hạ", files="trang.pdf"),
    )

    act = checked(zipped(listed, {"tep/trang.pdf": b"<html><script>1</script>"}), an, so)

    found = said(act)
    assert [(line, column) for line, column, __ in found] == [(2, "Tệp"), (3, "Tệp")]
    assert "không có tệp “bao-cao.pdf” trong tệp nén" in found[0][2]


def test_files_named_without_a_zip_are_told(an, so, hoa_sen):
    employ("Nông Thị Hạ", hoa_sen)

    act = checked(workbook(row("Một", hoa_sen, "Nông Thị Hạ", files="a.pdf")), an, so)

    assert "không kèm tệp" in said(act)[0][2]


def test_the_same_file_for_two_works_is_told(an, so, hoa_sen):
    employ("Nông Thị Hạ", hoa_sen)
    listed = sheet(
        HEAD,
        row("Một", hoa_sen, "Nông Thị Hạ", files="a.pdf"),
        row("Hai", hoa_sen, "Nông Thị Hạ", files="b.pdf"),
    )

    act = checked(zipped(listed, {"a.pdf": PDF, "b.pdf": PDF}), an, so)

    assert told(act, "twin") == [
        (3, "Tệp", "tệp này giống hệt “a.pdf” ở dòng 2. Hãy xem có nhầm tệp không.")
    ]


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({"../ngoai.pdf": PDF}, "chỉ ra ngoài thư mục"),
        ({"/tuyet-doi.pdf": PDF}, "chỉ ra ngoài thư mục"),
        ({"C:/o-dia.pdf": PDF}, "chỉ ra ngoài thư mục"),
        ({"bom.txt": b"0" * 30_000_000}, "bung ra quá lớn"),
        ({"bang-hai.xlsx": PDF}, "2 bảng Excel"),
    ],
)
def test_a_dangerous_or_unclear_zip_is_refused(files, sentence):
    package = zipped(sheet(HEAD), files)

    with pytest.raises(BadFile, match=sentence):
        packages.read_upload(package)


def test_a_zip_without_a_list_is_refused():
    with pytest.raises(BadFile, match="không có bảng Excel"):
        packages.read_upload(zipped(PDF, {}, name="bao-cao.pdf"))


def test_other_lists_come_without_files(hoa, so):
    upload = packages.read_upload(zipped(sheet(("Mã", "Họ và tên")), {"a.pdf": PDF}))

    with pytest.raises(BadFile, match="không kèm tệp"):
        services.start_import(upload, "people", so, by=hoa)


# ------------------------------------------------------------------ undone
def test_the_whole_import_is_undone_with_its_files(an, so, hoa_sen):
    employ("Nông Thị Hạ", hoa_sen)
    listed = sheet(HEAD, row("Sổ tay", hoa_sen, "Nông Thị Hạ", files="a.pdf"))
    act = applied(checked(zipped(listed, {"a.pdf": PDF}), an, so), an)
    file = CreationFile.objects.get().file

    services.undo_import(act, by=an)

    assert (act.status, Creation.objects.count(), act.written.count()) == ("undone", 0, 0)
    assert forget_unused([file.pk]) == 1
    with pytest.raises(NotAllowed, match="không có gì để hoàn tác"):
        services.undo_import(act, by=an)


def test_what_others_use_by_now_is_not_undone(an, chi, so, hoa_sen, binh_minh):
    employ("Nông Thị Hạ", hoa_sen)
    act = applied(checked(workbook(row("Sổ tay", hoa_sen, "Nông Thị Hạ")), an, so), an)
    adopt(Creation.objects.get(), binh_minh, Use(date(2025, 1, 1)), by=chi)

    with pytest.raises(Conflict, match="“Sổ tay”"):
        services.undo_import(act, by=an)

    act.refresh_from_db()
    assert (act.status, Creation.objects.count()) == ("applied", 1)


def test_the_importer_undoes_on_screen(client, an, so, hoa_sen):
    employ("Nông Thị Hạ", hoa_sen)
    act = applied(checked(workbook(row("Sổ tay", hoa_sen, "Nông Thị Hạ")), an, so), an)
    client.force_login(an)

    page = client.get(reverse("orgs:import", args=[act.pk])).content.decode()
    client.post(reverse("orgs:import_undo", args=[act.pk]), {"confirm": "hoàn tác"})

    assert "Hoàn tác lần nhập" in page
    assert not Creation.objects.exists()


def test_nobody_elses_import_is_undone(client, an, hoa, so, hoa_sen):
    employ("Nông Thị Hạ", hoa_sen)
    act = applied(checked(workbook(row("Sổ tay", hoa_sen, "Nông Thị Hạ")), an, so), an)
    client.force_login(hoa)

    answer = client.post(reverse("orgs:import_undo", args=[act.pk]), {"confirm": "hoàn tác"})

    assert (answer.status_code, Creation.objects.count()) == (404, 1)


def test_three_thousand_works_take_few_statements(an, so, hoa_sen, django_assert_max_num_queries):
    employ("Nông Thị Hạ", hoa_sen)
    rows = [row(f"Sáng kiến số {n}", hoa_sen, "Nông Thị Hạ") for n in range(3_000)]
    act = checked(workbook(*rows), an, so)
    services.apply_import(act, by=an)

    with django_assert_max_num_queries(80):
        services.write_rows(act.pk, act.work.pk)

    assert Creation.objects.count() == 3_000
