"""The wizard of an import: choose the file, match its columns, look, write; and who gets in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from phongtrao.lib.sheets import open_workbook
from phongtrao.orgs.imports import services
from phongtrao.orgs.models import Import, Person
from tests.orgs.sheets_in import PEOPLE, applied, checked, sheet

pytestmark = pytest.mark.django_db


def row(code, unit, born="12/05/1990"):
    return (code, "Nguyễn Thị An", born, unit.code, "Giáo viên", "Viên chức", "01/09/2020")


def page(client, name, act=None, **params):
    answer = client.get(reverse(f"orgs:{name}", args=[act.pk] if act else []), params)
    return answer, answer.content.decode()


def test_from_a_file_to_people(client, hoa, so, hoa_sen):
    client.force_login(hoa)
    file = SimpleUploadedFile("ds.xlsx", sheet(PEOPLE, row("GV1", hoa_sen)))
    answer = client.post(
        reverse("orgs:import_new"), {"kind": "people", "office": so.pk, "file": file}
    )
    act = Import.objects.get()
    assert answer.url == reverse("orgs:import_columns", args=[act.pk])

    __, body = page(client, "import_columns", act)
    assert "Ví dụ: Nguyễn Thị An" in body
    said = {f"cot_{place}": key for key, place in act.columns.items()}
    answer = client.post(answer.url, said)
    assert answer.url == reverse("orgs:import", args=[act.pk])
    __, body = page(client, "import", act)
    assert "Đang kiểm tra" in body

    act.refresh_from_db()
    services.check_rows(act.pk, act.work.pk)
    __, body = page(client, "import", act)
    assert "1 dòng đã kiểm tra, không có chỗ nào sai. Chưa có gì được ghi." in body

    client.post(reverse("orgs:import_apply", args=[act.pk]))
    act.refresh_from_db()
    services.write_rows(act.pk, act.work.pk)
    __, body = page(client, "import", act)
    assert "Đã nhập lúc" in body
    assert Person.objects.get().code == "GV1"


def test_preview_lists_the_bad_cells_and_gives_the_marked_file(client, hoa, so, hoa_sen):
    act = checked(sheet(PEOPLE, row("GV1", hoa_sen, born="31/02/1990")), hoa, so)
    client.force_login(hoa)

    __, body = page(client, "import", act)
    marked = client.get(reverse("orgs:import_marked", args=[act.pk]))

    assert "1 trong 1 dòng chưa đúng, tất cả 1 chỗ cần sửa" in body
    assert "“31/02/1990” không phải là ngày." in body
    assert "Tải tệp đã đánh dấu" in body
    assert next(iter(open_workbook(marked.content, "x.xlsx").rows()))[-1] == "Cần sửa"


def test_the_table_with_errors_is_named_apart_from_the_empty_one(client, hoa):
    client.force_login(hoa)
    url = reverse("orgs:import_template", args=["people"])

    names = [client.get(url + more)["Content-Disposition"] for more in ("", "?thu=1")]

    assert [name.split("=")[-1].strip('"') for name in names] == [
        "mau-nguoi.xlsx",
        "tep-thu-co-loi-nguoi.xlsx",
    ]


def test_a_sentence_that_stands_alone_begins_with_a_capital(client, hoa, so, hoa_sen):
    act = checked(sheet(PEOPLE, (*row("GV1", hoa_sen)[:-1], "")), hoa, so)
    client.force_login(hoa)

    body = page(client, "import", act)[1]

    assert "Người mới phải có “Từ ngày”, ngày về đơn vị." in body


def test_one_column_of_the_file_is_one_thing(client, hoa, so, hoa_sen):
    act = services.start_import(
        services.Upload("a.xlsx", sheet(PEOPLE, row("GV1", hoa_sen))), "people", so, by=hoa
    )
    client.force_login(hoa)

    answer = client.post(
        reverse("orgs:import_columns", args=[act.pk]), {"cot_0": "code", "cot_1": "code"}
    )

    assert "Cột “Mã” đã được ghép như vậy" in answer.content.decode()
    act.refresh_from_db()
    assert act.status == Import.Status.MAPPING


def test_nobody_else_sees_the_list(client, hoa, so, an, dung, hoa_sen):
    act = checked(sheet(PEOPLE, row("GV1", hoa_sen)), hoa, so)

    for other in (an, dung):
        client.force_login(other)
        for name in ("import", "import_columns", "import_marked", "import_drop"):
            assert page(client, name, act)[0].status_code == 404
        assert client.post(reverse("orgs:import_apply", args=[act.pk])).status_code == 404


def test_a_teacher_has_no_wizard(client, giang):
    client.force_login(giang)

    assert [page(client, name)[0].status_code for name in ("import_list", "import_new")] == [
        404
    ] * 2


def test_dropping_removes_the_workbook(client, hoa, so, hoa_sen):
    act = checked(sheet(PEOPLE, row("GV1", hoa_sen)), hoa, so)
    client.force_login(hoa)

    client.post(reverse("orgs:import_drop", args=[act.pk]), {"confirm": "bỏ"})

    act.refresh_from_db()
    assert (act.status, hasattr(act, "file"), act.notes.count()) == ("dropped", False, 0)


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_the_same_queries_with_1_and_3_rows(
    client, hoa, so, hoa_sen, rows, django_assert_num_queries
):
    for _ in range(rows):
        checked(sheet(PEOPLE, row("GV1", hoa_sen)), hoa, so)
    client.force_login(hoa)
    page(client, "import_list")

    with django_assert_num_queries(7):
        page(client, "import_list")


@pytest.mark.parametrize("kind", [kind.value for kind in Import.Kind])
def test_the_workbook_with_errors_can_be_tried(hoa, so, kind):
    from phongtrao.orgs.imports.templates import sample_workbook, workbook  # noqa: PLC0415 -- leaf

    office = hoa.grants.get().unit
    act = checked(sample_workbook(kind), hoa, office, kind)

    assert act.counts["faults"] >= 2
    assert list(open_workbook(workbook(kind), "mau.xlsx").rows())


def exported(client, address):
    answer = client.get(address, {"xuat": "xlsx"})
    return answer.content


def test_exported_people_come_in_again_unchanged(client, hoa, so, hoa_sen, thpt):
    rows = (row("GV1", hoa_sen), (*row("", thpt)[:1], "Trần Văn Bình", *row("", thpt)[2:]))
    applied(checked(sheet(PEOPLE, *rows), hoa, so), hoa)
    client.force_login(hoa)

    act = checked(exported(client, reverse("orgs:person_list")), hoa, so)

    assert (act.counts["faults"], act.counts["new"], act.counts["changed"]) == (0, 0, 0)
    assert act.counts["same"] == 2


def test_exported_units_come_in_again_unchanged(client, hoa, so, hoa_sen, thpt, doi_thong):
    client.force_login(hoa)

    act = checked(
        exported(client, reverse("orgs:unit_list")), hoa, hoa.grants.get().unit, Import.Kind.UNITS
    )

    assert (act.counts["faults"], act.counts["new"], act.counts["changed"]) == (0, 0, 0)
    assert act.counts["same"] >= 4
