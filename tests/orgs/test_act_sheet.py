"""A decision on hundreds of units from one workbook: every bad line at once, one act, undone as one."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse

from phongtrao.accounts.models import User
from phongtrao.lib.sheets import SheetContent, open_workbook, write_workbook
from phongtrao.orgs.act_sheet import COLUMNS, read_act_sheet, template_workbook
from phongtrao.orgs.models import PlannedAct, Reorganisation, Succession, Unit
from phongtrao.orgs.services import (
    confirm_planned,
    draft_reorganisation,
    reorganise,
    undo_reorganisation,
)
from phongtrao.orgs.services.planned import carry_out_under_work, preview_draft
from phongtrao.web.models import Work
from tests.factories import make_unit
from tests.orgs.histories import picture
from tests.threads import at_once

ADDRESS = "/don-vi/sap-xep/tu-bang/"
DAY = "01/08/2025"


def line(deed, unit, heir="", name="", code="", admin="", prof="", day=DAY, decision="12/QĐ-UBND"):
    return (deed, str(unit), str(heir), name, code, str(admin), str(prof), day, decision)


def workbook(*lines):
    return write_workbook([SheetContent("Sắp xếp", COLUMNS, lines)], title="Bảng")


def read(*lines):
    return read_act_sheet(open_workbook(workbook(*lines), "bang.xlsx"))


def errors_of(*lines):
    sheet = read(*lines)
    assert sheet.order is None
    return [(error.row, error.column, error.message) for error in sheet.errors]


def upload(content, name="bang.xlsx"):
    file = BytesIO(content)
    file.name = name
    return file


# ------------------------------------------------------------------ what a workbook orders
def test_lines_of_all_deeds_are_one_act(hoa_sen, binh_minh, thpt, suoi_may, doi_thong):
    sheet = read(
        line("Sáp nhập", suoi_may, name="Xã Mây Thông", code="H99.7"),
        line("Sáp nhập", doi_thong, name="Xã Mây Thông"),
        line("Thay đổi", hoa_sen, name="Trường Sen Hồng", admin="xã mây thông"),
        line("Chia tách", thpt, heir="THPT Một", name="THPT Một"),
        line("Chia tách", thpt, name="THPT Hai"),
        line("giải thể", binh_minh, heir=hoa_sen),
    )
    act = reorganise(sheet.order, by=None)

    assert sheet.errors == []
    assert (act.on, act.decision) == (date(2025, 8, 1), "12/QĐ-UBND")
    assert act.trace["summary"]["founded"] == 3
    new = Unit.objects.get(name="Xã Mây Thông")
    hoa_sen.refresh_from_db()
    assert (new.code, hoa_sen.name) == ("H99.7", "Trường Sen Hồng")
    assert hoa_sen.spans.get(days__upper_inf=True).admin_parent == new
    heirs = Succession.objects.filter(is_heir=True)
    assert dict(heirs.values_list("former__name", "latter__name")) == {
        "Xã Suối Mây": "Xã Mây Thông",
        "Phường Đồi Thông": "Xã Mây Thông",
        "Trường THPT Sông Ngân": "THPT Một",
        "Trường Tiểu học Bình Minh": "Trường Sen Hồng",
    }


def test_hundreds_are_done_and_undone_as_one(suoi_may, so):
    schools = [make_unit(f"Trường số {n}", admin=suoi_may, prof=so) for n in range(200)]
    lines = [
        line("Sáp nhập", one, heir=two)
        for one, two in zip(schools[::2], schools[1::2], strict=True)
    ]
    eve = picture()

    act = reorganise(read(*lines).order, by=None)
    assert Unit.objects.exclude(closed_on=None).count() == 100
    undo_reorganisation(act, by=None)

    assert picture() == eve


def test_every_bad_line_is_named_at_once(hoa_sen, binh_minh, suoi_may):
    errors = errors_of(
        line("Nhập", hoa_sen),
        line("Sáp nhập", "Trường THCS Hoa Sem", heir=binh_minh),
        line("Sáp nhập", hoa_sen, heir=hoa_sen),
        line("Sáp nhập", suoi_may, heir=hoa_sen),
        line("Thay đổi", binh_minh),
        line("Thay đổi", binh_minh, code="h99"),
        line("Thay đổi", binh_minh, code="12-34"),
        line("Thay đổi", binh_minh, name="A", day="31/02/2025"),
        line("Thay đổi", binh_minh, name="A", day="02/08/2025"),
        line("Thay đổi", binh_minh, name="A" * 201),
        line("Sáp nhập", binh_minh, heir=hoa_sen, name="Mới"),
    )

    assert [(row, column) for row, column, _message in errors] == [
        (4, "Việc"),
        (5, "Đơn vị"),
        (6, ""),
        (7, ""),
        (8, ""),
        (10, "Mã mới"),
        (11, "Từ ngày"),
        (12, "Từ ngày"),
        (13, "Tên mới"),
        (14, ""),
    ]
    assert "Có phải “Trường THCS Hoa Sen”?" in errors[1][2]
    assert "nhập vào chính mình" in errors[2][2]
    assert "cấp dưới của mình" in errors[3][2]
    assert "Quyết định 20/2020" in errors[5][2]
    assert not Reorganisation.objects.exists()


def test_a_code_is_given_once(hoa_sen, binh_minh):
    errors = errors_of(
        line("Thay đổi", hoa_sen, code="H99.5"), line("Thay đổi", binh_minh, code="H99.5")
    )

    assert "H99.5 được cấp cho cả" in errors[0][2]


def test_a_unit_is_not_ended_twice(hoa_sen, binh_minh, thpt):
    errors = errors_of(
        line("Sáp nhập", hoa_sen, heir=thpt), line("Sáp nhập", hoa_sen, heir=binh_minh)
    )

    assert [row for row, _column, _message in errors] == [5]
    assert "chấm dứt trong chính quyết định này" in errors[0][2]


def test_the_template_is_empty_and_its_examples_have_the_same_columns(db):
    book = open_workbook(template_workbook(), "mau.xlsx")

    assert "Bảng không có đơn vị nào" in str(read_act_sheet(book).errors[0])


# ------------------------------------------------------------------ two at once
@pytest.mark.django_db(transaction=True)
def test_two_workbooks_that_make_a_cycle_together(suoi_may, doi_thong):
    one = read(line("Thay đổi", suoi_may, admin=doi_thong)).order
    two = read(line("Thay đổi", doi_thong, admin=suoi_may)).order

    errors = at_once(lambda: reorganise(one, by=None), lambda: reorganise(two, by=None))

    refused = [error for error in errors if error is not None]
    assert len(refused) == 1
    assert Reorganisation.objects.count() == 1


# ------------------------------------------------------------------ on screen
def test_a_workbook_is_previewed_in_a_job_then_done_in_another(client, hoa, hoa_sen, binh_minh):
    client.force_login(hoa)

    answer = client.post(
        ADDRESS, {"file": upload(workbook(line("Sáp nhập", hoa_sen, heir=binh_minh)))}
    )
    work, planned = Work.objects.get(), PlannedAct.objects.get()
    assert answer.url == reverse("web:work", args=[work.pk])
    preview_draft(work.pk, planned.pk)
    preview_draft(work.pk, planned.pk)

    work.refresh_from_db()
    planned.refresh_from_db()
    assert (work.status, work.result_url) == ("done", f"/don-vi/sap-xep/cho/{planned.pk}/")
    assert (planned.status, planned.summary["closed"]) == ("draft", 1)
    assert "<strong>1</strong> đơn vị chấm dứt" in client.get(work.result_url).content.decode()
    assert not Reorganisation.objects.exists()

    client.post(f"{work.result_url}thuc-hien/", {"confirm": "thực hiện"})
    second = Work.objects.latest("pk")
    carry_out_under_work(planned.pk, second.pk)
    carry_out_under_work(planned.pk, second.pk)

    planned.refresh_from_db()
    assert planned.act == Reorganisation.objects.get()


def test_errors_are_shown_and_come_as_a_file(client, hoa, hoa_sen):
    client.force_login(hoa)
    lines = [line("Thay đổi", f"Trường lạ {n}", name="A") for n in range(300)]

    page = client.post(ADDRESS, {"file": upload(workbook(*lines))})
    html = page.content.decode()
    file = client.post(ADDRESS, {"errors": page.context["signed"]})

    assert "Tệp có 300 chỗ chưa đúng" in html
    assert "Chỉ hiện 200 chỗ đầu" in html
    rows = list(open_workbook(file.content, "loi.xlsx").rows())
    assert len([row for row in rows if "Trường lạ" in str(row)]) == 300
    assert not PlannedAct.objects.exists()


def test_a_file_that_is_no_workbook_is_refused(client, hoa):
    client.force_login(hoa)

    page = client.post(ADDRESS, {"file": upload(b"khong phai bang", "bang.xlsx")})

    assert page.status_code == 200
    assert "error-summary" in page.content.decode()


@pytest.mark.parametrize("who", ["an", "binh"])
def test_only_administrators_bring_workbooks(client, request, who):
    client.force_login(request.getfixturevalue(who))

    assert client.get(ADDRESS).status_code == 404
    assert client.get(f"{ADDRESS}mau/").status_code == 404


def test_who_has_no_reach_is_told_by_the_job(hoa, hoa_sen, binh_minh, db):
    order = read(line("Sáp nhập", hoa_sen, heir=binh_minh)).order
    work = draft_reorganisation(order, by=hoa)
    planned = PlannedAct.objects.get()
    hoa.grants.all().delete()

    preview_draft(work.pk, planned.pk)

    work.refresh_from_db()
    assert (work.status, work.message) == ("failed", "Chỉ quản trị viên được sắp xếp lại đơn vị.")
    with pytest.raises(Exception, match="quản trị"):
        confirm_planned(planned, by=User.objects.get(pk=hoa.pk))
