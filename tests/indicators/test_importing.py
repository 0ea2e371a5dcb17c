"""Workbooks in and out: of one unit, of a whole round; every bad cell at once, nothing half written."""

from io import BytesIO

import pytest
import xlsxwriter

from phongtrao.indicators.models import Measurement, UnitReport
from phongtrao.indicators.services.importing import import_report, import_round
from phongtrao.indicators.sheets import round_workbook, unit_workbook
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.lib.facts import facts_of
from tests.indicators.made import make_target, measure
from tests.indicators.measured import (
    YEAR,
    d,
    fill,
    hand_in,
    open_to,
    report_of,
    typed,
    yes_no,
)


def book(*rows) -> bytes:
    target = BytesIO()
    with xlsxwriter.Workbook(target) as workbook:
        page = workbook.add_worksheet()
        for line, row in enumerate(rows):
            page.write_row(line, 0, row)
    return target.getvalue()


def test_form_of_a_unit_goes_out_and_comes_back_unchanged(round_, hoa_sen, binh):
    report = fill(report_of(round_, hoa_sen), binh, KS=typed(1), TL=typed(38, 40, "Đã đếm"))
    before = dict(report.values)

    result = import_report(report, unit_workbook(report, is_own=True), "bieu.xlsx", by=binh)

    assert result.errors == ()
    kept = report_of(round_, hoa_sen).values
    for key, said in before.items():
        assert (d(kept[key]["n"]), kept[key]["note"]) == (d(said["n"]), said["note"])


def test_bad_form_is_told_whole_and_nothing_is_kept(round_, hoa_sen, binh):
    report = report_of(round_, hoa_sen)
    content = book(
        ["Mã", "Chỉ số", "Số liệu (tử số)", "Mẫu số"],
        ["KS", "", "một", ""],
        ["LẠ", "", 3, 4],
    )

    result = import_report(report, content, "bieu.xlsx", by=binh)

    assert [error.row for error in result.errors] == [2, 3]
    assert report_of(round_, hoa_sen).values == {}


def test_table_of_a_round_is_accepted_at_once(round_, hoa_sen, binh_minh, an):
    rows = [
        ["Mã đơn vị", "KS", "TL", "TL (mẫu số)"],
        [hoa_sen.code, 1, 38, 40],
        [binh_minh.code, 0, 0, 10],
    ]

    result = import_round(round_, book(*rows), "bang.xlsx", confirmed=False, by=an)

    assert (result.units, result.numbers) == (2, 4)
    counted = Measurement.objects.counted().order_by("unit", "indicator__code")
    assert list(counted.values_list("unit", "numerator", "denominator")) == [
        (hoa_sen.pk, d(1), d(1)),
        (hoa_sen.pk, d(38), d(40)),
        (binh_minh.pk, d(0), d(1)),
        (binh_minh.pk, d(0), d(10)),
    ]
    assert set(round_.reports.values_list("status", flat=True)) == {UnitReport.Status.ACCEPTED}


def test_every_bad_cell_is_told_and_nothing_written(round_, hoa_sen, binh_minh, an):
    rows = [
        ["Mã đơn vị", "KS", "TL", "TL (mẫu số)"],
        [hoa_sen.code, 2, 50, 40],
        [hoa_sen.code, 1, "năm", 40],
        ["KHÔNG-CÓ", 1, 1, 2],
    ]

    result = import_round(round_, book(*rows), "bang.xlsx", confirmed=True, by=an)

    assert [(error.row, error.column) for error in result.errors] == [
        (2, "KS"),
        (2, "TL"),
        (3, "TL"),
        (3, "Mã đơn vị"),
        (4, "Mã đơn vị"),
    ]
    assert not Measurement.objects.exists()


def test_doubtful_numbers_need_a_second_look(round_, hoa_sen, an):
    rows = [["Mã đơn vị", "KS", "TL", "TL (mẫu số)"], [hoa_sen.code, 1, 0.95, 40]]
    content = book(*rows)

    asked = import_round(round_, content, "bang.xlsx", confirmed=False, by=an)
    assert ([error.column for error in asked.asked], asked.units) == (["TL"], 0)

    assert import_round(round_, content, "bang.xlsx", confirmed=True, by=an).units == 1


def test_what_a_unit_handed_in_is_judged_first(round_, hoa_sen, binh, an):
    report = hand_in(report_of(round_, hoa_sen), binh, KS=typed(1), TL=typed(10, 40, "Đã đếm"))
    rows = [["Mã đơn vị", "KS", "TL", "TL (mẫu số)"], [hoa_sen.code, 0, 38, 40]]

    result = import_round(round_, book(*rows), "bang.xlsx", confirmed=True, by=an)

    assert [error.message for error in result.errors] == [
        "Đơn vị đã nộp. Hãy duyệt hoặc trả lại trước."
    ]
    kept = Measurement.objects.filter(report=report, indicator__code="TL").values_list("note")
    assert list(kept) == [("Đã đếm",)]


def test_a_line_tells_all_its_unit_is_asked_and_nothing_else(round_, share, hoa_sen, an):
    rows = [["Mã đơn vị", "TL", "TL (mẫu số)"], [hoa_sen.code, 38, 40]]
    result = import_round(round_, book(*rows), "bang.xlsx", confirmed=True, by=an)
    assert [(error.row, error.column) for error in result.errors] == [(2, "KS")]

    make_target(share, round_.owner, kinds=["commune"])  # no school is asked any more
    rows = [["Mã đơn vị", "KS", "TL", "TL (mẫu số)"], [hoa_sen.code, 1, 38, 40]]
    result = import_round(round_, book(*rows), "bang.xlsx", confirmed=True, by=an)
    assert [(error.row, error.column) for error in result.errors] == [(2, "TL")]


def test_a_number_from_elsewhere_is_not_lost_in_silence(round_, signing, hoa_sen, an):
    measure(signing, hoa_sen, round_.period, 0)
    rows = [["Mã đơn vị", "KS", "TL", "TL (mẫu số)"], [hoa_sen.code, 1, 38, 40]]

    with pytest.raises(WrongState, match=r"Trường THCS Hoa Sen \(KS\)"):
        import_round(round_, book(*rows), "bang.xlsx", confirmed=True, by=an)

    assert report_of(round_, hoa_sen).status == UnitReport.Status.OPEN


def test_a_jump_against_last_year_is_asked_about(round_, share, hoa_sen, an):
    measure(share, hoa_sen, str(YEAR - 1), 10, 40)
    rows = [["Mã đơn vị", "KS", "TL", "TL (mẫu số)"], [hoa_sen.code, 1, 38, 40]]

    result = import_round(round_, book(*rows), "bang.xlsx", confirmed=False, by=an)

    assert ([error.column for error in result.asked], result.units) == (["TL"], 0)
    assert "Khác năm trước" in result.asked[0].message


def test_a_unit_above_missing_ones_needs_a_reason(so, an, suoi_may, hoa_sen):
    round_ = open_to(so, an, yes_no(so, an), kinds=["school", "commune"])
    content = book(["Mã đơn vị", "KS"], [suoi_may.code, 1])

    with pytest.raises(BadInput, match="chưa được duyệt: Trường THCS Hoa Sen"):
        import_round(round_, content, "bang.xlsx", confirmed=True, by=an)
    import_round(
        round_, content, "bang.xlsx", confirmed=True, missing_note="Trường đang sửa nhà", by=an
    )

    assert report_of(round_, suoi_may).missing_note == "Trường đang sửa nhà"


def test_no_number_is_too_long_to_be_stored(round_, hoa_sen, an):
    rows = [["Mã đơn vị", "KS", "TL", "TL (mẫu số)"], [hoa_sen.code, 1, 1.23456, 10**14]]
    result = import_round(round_, book(*rows), "bang.xlsx", confirmed=True, by=an)
    assert [error.message for error in result.errors] == ["Số quá lớn. Hãy xem lại đơn vị tính."]


def test_other_tables_and_other_people_are_refused(round_, binh, an):
    with pytest.raises(BadInput, match="dòng tiêu đề"):
        import_round(round_, book(["Tên", "Tuổi"], ["A", 3]), "x.xlsx", confirmed=True, by=an)
    with pytest.raises(NotAllowed):
        import_round(round_, b"", "x.xlsx", confirmed=True, by=binh)


def test_table_goes_out_and_comes_back(round_, hoa_sen, an):
    rows = [["Mã đơn vị", "KS", "TL", "TL (mẫu số)"], [hoa_sen.code, 1, 38, 40]]
    import_round(round_, book(*rows), "bang.xlsx", confirmed=False, by=an)
    content = round_workbook(round_)
    Measurement.objects.all().delete()
    round_.reports.update(status=UnitReport.Status.OPEN)  # as if it had to be typed anew

    again = import_round(round_, content, "bang.xlsx", confirmed=False, by=an)

    assert (again.units, again.numbers, list(again.errors)) == (1, 2, [])


def test_accepted_values_are_facts(round_, hoa_sen, binh_minh, an):
    from django.db import connection  # noqa: PLC0415 -- only here

    from tests.indicators.measured import YEAR  # noqa: PLC0415 -- only here

    rows = [["Mã đơn vị", "KS", "TL", "TL (mẫu số)"], [hoa_sen.code, 1, 38, 40]]
    import_round(round_, book(*rows), "bang.xlsx", confirmed=False, by=an)

    with connection.cursor() as cursor:
        asked = {"code": "TL", "period": str(YEAR)}
        owner, other = round_.owner.code, binh_minh.code
        [fact] = facts_of(cursor, "indicators.value", hoa_sen.pk, owner=owner, **asked)
        assert not facts_of(cursor, "indicators.value", hoa_sen.pk, owner=other, **asked)
    assert fact.value == d(95)
