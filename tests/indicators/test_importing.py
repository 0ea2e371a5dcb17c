"""Workbooks in and out: of one unit, of a whole round; every bad cell at once, nothing half written."""

from io import BytesIO

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from phongtrao.indicators.models import Measurement, RoundSheet, UnitReport
from phongtrao.indicators.services import round_sheets
from phongtrao.indicators.services.importing import import_report
from phongtrao.indicators.services.round_sheets import confirm_sheet, start_sheet, write_sheet
from phongtrao.indicators.sheets import round_workbook, unit_workbook
from phongtrao.lib.errors import BadFile, BadInput, NotAllowed, WrongState
from phongtrao.lib.facts import facts_of
from phongtrao.lib.sheets import open_workbook
from tests.indicators.made import make_target, measure
from tests.indicators.measured import (
    YEAR,
    bring,
    d,
    fill,
    hand_in,
    in_days,
    make_indicator,
    open_to,
    ratio,
    read,
    report_of,
    typed,
    yes_no,
)

S = RoundSheet.Status
HEAD = ["Mã đơn vị", "KS", "TL", "TL (mẫu số)"]


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


def test_parts_of_a_unit_go_out_and_come_back(so, an, hoa_sen, binh):
    round_ = open_to(so, an, ratio(so, an, splits=["gender"]), yes_no(so, an))
    report = report_of(round_, hoa_sen)
    rows = [
        ["Mã", "Số liệu (tử số)", "Mẫu số", "Nữ", "Nữ (mẫu số)", "Nam", "Nam (mẫu số)"],
        ["TL", 30, 40, 20, 25, 10, 15],
        ["KS", 1, 1, "", "", "", ""],
    ]

    assert import_report(report, book(*rows), "bieu.xlsx", by=binh).errors == ()
    report = report_of(round_, hoa_sen)
    before = dict(report.values)
    again = import_report(report, unit_workbook(report, is_own=True), "bieu.xlsx", by=binh)

    assert again.errors == ()
    kept = report_of(round_, hoa_sen).values
    assert {key: (said["n"], said.get("d")) for key, said in kept.items()} == {
        key: (said["n"], said.get("d")) for key, said in before.items()
    }
    [pk] = round_.indicators.filter(code="TL").values_list("pk", flat=True)
    assert kept[f"{pk}:gender:female"] == {"n": "20", "d": "25"}
    # What has no column stays; a note is no column.
    narrow = [["Mã", "Số liệu (tử số)", "Mẫu số", "Nam", "Ghi chú"], ["TL", 31, 40, 11, "Nữ"]]
    import_report(report_of(round_, hoa_sen), book(*narrow), "bieu.xlsx", by=binh)
    kept = report_of(round_, hoa_sen).values
    assert kept[f"{pk}:gender:female"] == {"n": "20", "d": "25"}
    assert kept[f"{pk}:gender:male"] == {"n": "11", "d": "15"}


def test_a_part_nobody_asks_is_told(so, an, hoa_sen, binh):
    round_ = open_to(so, an, ratio(so, an, splits=["gender"]), yes_no(so, an))
    rows = [["Mã", "Số liệu (tử số)", "Nữ"], ["KS", 1, 1]]

    result = import_report(report_of(round_, hoa_sen), book(*rows), "bieu.xlsx", by=binh)

    assert [(error.row, error.column) for error in result.errors] == [(2, "Nữ")]


# ------------------------------------------------------------------ a round


def test_table_of_a_round_is_accepted_at_once(round_, hoa_sen, binh_minh, an):
    rows = [HEAD, [hoa_sen.code, 1, 38, 40], [binh_minh.code, 0, 0, 10]]

    sheet = bring(round_, book(*rows), an)

    assert (sheet.status, sheet.units, sheet.numbers) == (S.WRITTEN, 2, 4)
    assert (bytes(sheet.content), sheet.work.status) == (b"", "done")
    counted = Measurement.objects.counted().order_by("unit", "indicator__code")
    assert list(counted.values_list("unit", "numerator", "denominator")) == [
        (hoa_sen.pk, d(1), d(1)),
        (hoa_sen.pk, d(38), d(40)),
        (binh_minh.pk, d(0), d(1)),
        (binh_minh.pk, d(0), d(10)),
    ]
    assert set(round_.reports.values_list("status", flat=True)) == {UnitReport.Status.ACCEPTED}


def test_every_bad_cell_is_told_and_nothing_written(round_, hoa_sen, binh_minh, an):
    rows = [HEAD, [hoa_sen.code, 2, 50, 40], [hoa_sen.code, 1, "năm", 40], ["KHÔNG-CÓ", 1, 1, 2]]

    sheet = bring(round_, book(*rows), an, confirmed=True)

    assert (sheet.status, sheet.found, told(sheet)) == (
        S.BAD,
        5,
        [(2, "KS"), (2, "TL"), (3, "TL"), (3, "Mã đơn vị"), (4, "Mã đơn vị")],
    )
    marked = open_workbook(bytes(sheet.marked), "x.xlsx")
    [header, first, *_rest] = marked.rows()
    assert (header[-1], "lớn hơn mẫu số" in first[-1]) == ("Cần sửa", True)
    assert not Measurement.objects.exists()


def test_three_hundred_bad_cells_among_many_are_all_told(so, an):
    """2,000 units × 20 indicators, bad cells strewn over them; mended, the same table is written whole."""
    indicators = [make_indicator(so, an, f"C{at:02}") for at in range(20)]
    units = make_schools(so, 2_000)
    round_ = open_to(so, an, *indicators)
    codes = [one.code for one in indicators]
    rows = [[code, *(at * 7 + place for place in range(20))] for at, code in enumerate(units)]
    bad = {(at * 6, at % 20) for at in range(300)}
    for at, place in bad:
        rows[at][place + 1] = ("năm", -5, "", 1.23456)[at % 4]

    sheet = bring(round_, book(["Mã đơn vị", *codes], *rows), an, confirmed=True)

    assert (sheet.status, sheet.found) == (S.BAD, 300)
    assert set(told(sheet)) == {(at + 2, codes[place]) for at, place in bad}
    assert not Measurement.objects.exists()
    for at, place in bad:
        rows[at][place + 1] = 7
    again = bring(round_, book(["Mã đơn vị", *codes], *rows), an)
    assert (again.status, again.units, again.numbers) == (S.WRITTEN, 2_000, 40_000)
    assert Measurement.objects.counted().count() == 40_000


def make_schools(so, number) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(SCHOOLS, {"above": so.pk, "number": number})
        cursor.execute(PATHS, {"above": so.pk})
    return [f"N{at}" for at in range(1, number + 1)]


SCHOOLS = """
    WITH made AS (
        INSERT INTO orgs_unit (kind, level, area, opened_on, name, short_name, search_text, sort_key,
                               admin_path, prof_path, code)
        SELECT 'school', '', 'urban', '2020-01-01', 'Trường ' || n, '', '', 'truong ' || n, '', '', 'N' || n
        FROM generate_series(1, %(number)s) AS n RETURNING id, name, code
    )
    INSERT INTO orgs_unitspan (unit_id, name, code, level, admin_parent_id, prof_parent_id, days)
    SELECT id, name, code, '', %(above)s, %(above)s, daterange('2020-01-01', NULL) FROM made
"""
PATHS = """
    UPDATE orgs_unit u SET admin_path = a.admin_path || u.id || '/', prof_path = a.prof_path || u.id || '/'
    FROM orgs_unit a WHERE a.id = %(above)s AND u.code LIKE 'N%%' AND u.kind = 'school' AND u.admin_path = ''
"""


def test_parts_stand_in_the_table_and_add_up(so, an, hoa_sen, binh_minh):
    round_ = open_to(so, an, ratio(so, an, splits=["gender"]))
    head = ["Mã đơn vị", "TL", "TL (mẫu số)", "TL – Nữ", "TL – Nữ (mẫu số)"]
    head += ["TL – Nam", "TL – Nam (mẫu số)"]
    good, bad = [hoa_sen.code, 30, 40, 20, 25, 10, 15], [binh_minh.code, 30, 40, 20, 25, 9, 14]

    sheet = bring(round_, book(head, good, bad), an, confirmed=True)

    assert [(row, said.split(".")[0]) for row, _column, said in sheet.findings] == [
        (3, "Các phần cộng lại là 29, khác số chung 30"),
        (3, "Mẫu số các phần cộng lại là 39, khác mẫu số chung 40"),
    ]
    assert bring(round_, book(head, good), an).numbers == 3
    parts = Measurement.objects.exclude(part="").order_by("part")
    assert list(parts.values_list("part", "numerator", "denominator")) == [
        ("gender:female", d(20), d(25)),
        ("gender:male", d(10), d(15)),
    ]
    sheet = bring(round_, round_workbook(round_), an)  # as it goes out it can be read again
    assert {said for *_where, said in sheet.findings} == {
        "Số liệu của đơn vị đã duyệt. Hãy đính chính từng số."
    }


def test_doubtful_numbers_need_a_second_look(round_, hoa_sen, an):
    content = book(HEAD, [hoa_sen.code, 1, 0.95, 40])

    sheet = bring(round_, content, an)
    assert (sheet.status, told(sheet)) == (S.ASKED, [(2, "TL")])
    assert not Measurement.objects.exists()

    assert read(confirm_sheet(sheet, by=an)).units == 1


def test_what_a_unit_handed_in_is_judged_first(round_, hoa_sen, binh, an):
    report = hand_in(report_of(round_, hoa_sen), binh, KS=typed(1), TL=typed(10, 40, "Đã đếm"))

    sheet = bring(round_, book(HEAD, [hoa_sen.code, 0, 38, 40]), an)

    assert [said for *_where, said in sheet.findings] == [
        "Đơn vị đã nộp. Hãy duyệt hoặc trả lại trước."
    ]
    kept = Measurement.objects.filter(report=report, indicator__code="TL").values_list("note")
    assert list(kept) == [("Đã đếm",)]


def test_what_a_unit_hands_in_while_the_table_is_read_stands(
    round_, hoa_sen, binh, an, monkeypatch
):
    """The race between reading and writing: the unit was first."""
    reading = round_sheets.read_round

    def read_slowly(*given):
        found = reading(*given)
        hand_in(report_of(round_, hoa_sen), binh, KS=typed(1), TL=typed(10, 40, "Đã đếm"))
        return found

    monkeypatch.setattr(round_sheets, "read_round", read_slowly)
    sheet = bring(round_, book(HEAD, [hoa_sen.code, 0, 38, 40]), an)

    assert (sheet.status, "vừa nộp số liệu" in sheet.error) == (S.FAILED, True)
    assert report_of(round_, hoa_sen).status == UnitReport.Status.SUBMITTED


def test_a_line_tells_all_its_unit_is_asked_and_nothing_else(round_, share, hoa_sen, an):
    rows = [["Mã đơn vị", "TL", "TL (mẫu số)"], [hoa_sen.code, 38, 40]]
    assert told(bring(round_, book(*rows), an)) == [(2, "KS")]

    make_target(share, round_.owner, kinds=["commune"])  # no school is asked any more
    assert told(bring(round_, book(HEAD, [hoa_sen.code, 1, 38, 40]), an)) == [(2, "TL")]


def test_a_number_from_elsewhere_is_not_lost_in_silence(round_, signing, hoa_sen, an):
    measure(signing, hoa_sen, round_.period, 0)

    sheet = bring(round_, book(HEAD, [hoa_sen.code, 1, 38, 40]), an)

    assert (sheet.status, "Trường THCS Hoa Sen (KS)" in sheet.error) == (S.FAILED, True)
    assert report_of(round_, hoa_sen).status == UnitReport.Status.OPEN


def test_a_number_that_comes_in_while_the_table_is_written_is_said(
    round_, signing, hoa_sen, an, monkeypatch
):
    """The race between looking and copying: the database has the last word."""
    looking = round_sheets._there_already

    def look_slowly(*given):
        found = looking(*given)
        measure(signing, hoa_sen, round_.period, 0)
        return found

    monkeypatch.setattr(round_sheets, "_there_already", look_slowly)
    sheet = bring(round_, book(HEAD, [hoa_sen.code, 1, 38, 40]), an)

    assert (sheet.status, "vừa được ghi từ nguồn khác" in sheet.error) == (S.FAILED, True)


def test_a_jump_against_last_year_is_asked_about(round_, share, hoa_sen, an):
    measure(share, hoa_sen, str(YEAR - 1), 10, 40)

    sheet = bring(round_, book(HEAD, [hoa_sen.code, 1, 38, 40]), an)

    assert (told(sheet), sheet.units) == ([(2, "TL")], 0)
    assert "Khác năm trước" in sheet.findings[0][2]


def test_a_unit_above_missing_ones_needs_a_reason(client, so, an, suoi_may, hoa_sen):
    round_ = open_to(so, an, yes_no(so, an), kinds=["school", "commune"])
    content = book(["Mã đơn vị", "KS"], [suoi_may.code, 1])

    sheet = bring(round_, content, an)
    assert (sheet.status, sheet.missing) == (S.ASKED, "Trường THCS Hoa Sen")
    with pytest.raises(BadInput, match="lý do"):
        confirm_sheet(sheet, " ", by=an)
    client.force_login(an)
    url = reverse("indicators:round_confirm", args=[round_.pk])
    page = client.post(url, {"sheet": sheet.pk, "missing_note": ""})
    assert page.context["confirming"].errors.keys() == {"missing_note"}
    client.post(url, {"sheet": sheet.pk, "missing_note": "Trường đang sửa nhà"})
    read(RoundSheet.objects.get(pk=sheet.pk))

    assert report_of(round_, suoi_may).missing_note == "Trường đang sửa nhà"


def test_no_number_is_too_long_to_be_stored(round_, hoa_sen, an):
    sheet = bring(round_, book(HEAD, [hoa_sen.code, 1, 1.23456, 10**14]), an)
    assert [said for *_where, said in sheet.findings] == ["Số quá lớn. Hãy xem lại đơn vị tính."]


def test_other_tables_and_other_people_are_refused(round_, hoa_sen, binh, an):
    assert "dòng tiêu đề" in bring(round_, book(["Tên", "Tuổi"], ["A", 3]), an).error
    with pytest.raises(NotAllowed):
        start_sheet(round_, book(HEAD), "x.xlsx", by=binh)
    with pytest.raises(BadFile):
        start_sheet(round_, b"nothing", "x.xlsx", by=an)


def test_one_table_at_a_time_and_a_job_run_twice_writes_once(round_, hoa_sen, an):
    content = book(HEAD, [hoa_sen.code, 1, 38, 40])
    sheet = start_sheet(round_, content, "x.xlsx", by=an)

    with pytest.raises(WrongState, match="đang được đọc"):
        start_sheet(round_, content, "x.xlsx", by=an)
    read(sheet)
    assert read(sheet).status == S.WRITTEN

    assert Measurement.objects.count() == 2


def test_a_crash_leaves_nothing_half_written(round_, hoa_sen, an, monkeypatch):
    def fall(*_given, **_named):
        raise RuntimeError("power cut")

    sheet = start_sheet(round_, book(HEAD, [hoa_sen.code, 1, 38, 40]), "x.xlsx", by=an)
    monkeypatch.setattr(round_sheets, "remember", fall)
    with pytest.raises(RuntimeError):
        write_sheet(sheet.pk, sheet.work_id, is_last=False)
    assert not Measurement.objects.exists()
    monkeypatch.undo()

    assert read(sheet).status == S.WRITTEN


def test_old_tables_go(round_, hoa_sen, an):
    bring(round_, book(HEAD, [hoa_sen.code, 2, 38, 40]), an)

    assert round_sheets.remove_old_sheets(in_days(30)) == 0
    assert round_sheets.remove_old_sheets(in_days(31)) == 1


def test_page_shows_progress_then_every_bad_cell(client, round_, hoa_sen, an):
    client.force_login(an)
    url = reverse("indicators:round_import", args=[round_.pk])
    file = SimpleUploadedFile("bang.xlsx", book(HEAD, [hoa_sen.code, 2, 38, 40]))
    client.post(url, {"file": file})
    with CaptureQueriesContext(connection) as asked:
        assert "đang đọc, đối chiếu và ghi" in client.get(url).content.decode()
    assert not [
        one["sql"] for one in asked if '"content"' in one["sql"]
    ]  # megabytes, every two seconds

    read(RoundSheet.objects.get(round=round_))

    assert "1 chỗ chưa đúng" in client.get(url).content.decode()
    marked = client.get(reverse("indicators:round_marked", args=[round_.pk]))
    assert marked["Content-Type"].endswith("spreadsheetml.sheet")
    asked = SimpleUploadedFile("bang.xlsx", book(HEAD, [hoa_sen.code, 1, 0.95, 40]))
    client.post(url, {"file": asked})
    read(RoundSheet.objects.get(round=round_))
    assert "1 số cần xem lại" in client.get(url).content.decode()
    confirm = reverse("indicators:round_confirm", args=[round_.pk])
    sheet = RoundSheet.objects.get(round=round_)
    client.post(confirm, {"sheet": sheet.pk - 1})  # a table seen before this one came
    assert RoundSheet.objects.get(round=round_).status == S.ASKED
    client.post(confirm, {"sheet": sheet.pk})
    read(RoundSheet.objects.get(round=round_))
    assert "đã nhập 2 số của 1 đơn vị" in client.get(url).content.decode()


def test_table_goes_out_and_comes_back(round_, hoa_sen, an):
    bring(round_, book(HEAD, [hoa_sen.code, 1, 38, 40]), an)
    content = round_workbook(round_)
    Measurement.objects.all().delete()
    round_.reports.update(status=UnitReport.Status.OPEN)  # as if it had to be typed anew

    again = bring(round_, content, an)

    assert (again.units, again.numbers, again.findings) == (1, 2, [])


def test_accepted_values_are_facts(round_, hoa_sen, binh_minh, an):
    bring(round_, book(HEAD, [hoa_sen.code, 1, 38, 40]), an)

    with connection.cursor() as cursor:
        asked = {"code": "TL", "period": str(YEAR)}
        owner, other = round_.owner.code, binh_minh.code
        [fact] = facts_of(cursor, "indicators.value", hoa_sen.pk, owner=owner, **asked)
        assert not facts_of(cursor, "indicators.value", hoa_sen.pk, owner=other, **asked)
    assert fact.value == d(95)


def told(sheet) -> list[tuple[int, str]]:
    return [(row, column) for row, column, _said in sheet.findings]
