"""Lists of units, ratings and headcounts. S3-29, S0-14."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from phongtrao.lib.errors import NotAllowed
from phongtrao.orgs.imports import services
from phongtrao.orgs.models import (
    Headcount,
    Import,
    ImportNote,
    Unit,
    UnitSpan,
    UnitType,
    YearlyRating,
)
from phongtrao.orgs.services import UnitFacts, correct_unit
from tests.factories import LONG_AGO
from tests.orgs.sheets_in import PEOPLE, applied, checked, faults, sheet, told

pytestmark = pytest.mark.django_db
K = Import.Kind
UNITS = ("Mã trường", "Tên trường", "Loại", "Cấp học", "Ngày thành lập", "Cấp trên", "Địa bàn")


def school(code, name, parent, *, opened="01/09/2026", kind="Trường", area="Nông thôn"):
    return (code, name, kind, "Tiểu học", opened, parent, area)


def units(content, hoa, so):
    return checked(content, hoa, so, K.UNITS)


@pytest.fixture
def admin_office(hoa):
    return hoa.grants.get().unit


def test_new_units_come_in_below_others_of_the_list(hoa, admin_office, suoi_may):
    content = sheet(
        UNITS,
        school("H99.M2", "Trường Mẫu Hai, điểm lẻ", "H99.M1"),
        school("H99.M1", "Trường Mẫu Một", suoi_may.code),
    )

    act = applied(units(content, hoa, admin_office), hoa)

    assert act.counts["new"] == 2
    one, two = Unit.objects.get(code="H99.M1"), Unit.objects.get(code="H99.M2")
    assert one.admin_path == f"{suoi_may.admin_path}{one.pk}/"
    assert two.admin_path == f"{one.admin_path}{two.pk}/"
    assert UnitSpan.objects.get(unit=two).days.lower == date(2026, 9, 1)


def test_a_circle_in_the_list_is_refused(hoa, admin_office):
    content = sheet(
        UNITS, school("H99.M1", "Mẫu Một", "H99.M2"), school("H99.M2", "Mẫu Hai", "H99.M1")
    )

    act = units(content, hoa, admin_office)

    assert {message for *__, message in faults(act)} == {
        "cấp trên đi vòng về chính đơn vị này. Hãy sửa cấp trên."
    }


def test_names_and_places_change_by_decision_only(hoa, admin_office, hoa_sen, doi_thong):
    content = sheet(UNITS, (hoa_sen.code, "Trường THCS Hoa Hồng", "", "", "", doi_thong.code, ""))

    act = units(content, hoa, admin_office)

    assert [(line, column) for line, column, __ in faults(act)] == [
        (2, "Cấp trên"),
        (2, "Tên trường"),
    ]
    assert all("Sắp xếp đơn vị" in message for *__, message in faults(act))


def test_what_needs_no_decision_is_changed(hoa, admin_office, hoa_sen):
    content = sheet(UNITS, (hoa_sen.code, hoa_sen.name, "", "", "", "", "Nông thôn"))

    act = applied(units(content, hoa, admin_office), hoa)

    hoa_sen.refresh_from_db()
    assert hoa_sen.area == Unit.Area.RURAL
    assert told(act, ImportNote.Kind.CHANGE) == [
        (2, "", f"{hoa_sen}: Địa bàn “Đô thị” → “Nông thôn”")
    ]


def test_a_changed_code_begins_a_span_and_a_blank_is_filled_in(hoa, admin_office, hoa_sen):
    columns = ("Mã trường", "Tên trường", "Cấp học", "Thay đổi từ ngày")
    old = hoa_sen.level
    content = sheet(columns, (hoa_sen.code, hoa_sen.name, "Tiểu học", "01/09/2024"))

    act = applied(units(content, hoa, admin_office), hoa)

    spans = UnitSpan.objects.filter(unit=hoa_sen).order_by("days")
    assert list(spans.values_list("level", "days")) == [
        (old, DateRange(LONG_AGO, date(2024, 9, 1))),
        ("primary", DateRange(date(2024, 9, 1), None)),
    ]
    assert "(từ ngày 01/09/2024)" in told(act, ImportNote.Kind.CHANGE)[0][2]
    early = sheet(columns, (hoa_sen.code, hoa_sen.name, "Trung học cơ sở", "01/08/2024"))
    assert "đã có thay đổi từ ngày 01/09/2024" in faults(units(early, hoa, admin_office))[0][2]


def test_a_blank_code_is_filled_in_for_all_days(hoa, admin_office, hoa_sen):
    correct_unit(hoa_sen, UnitFacts("", None, hoa_sen.level, hoa_sen.area), by=hoa)
    content = sheet(("Mã trường", "Tên trường"), ("H99.77", hoa_sen.name))

    applied(units(content, hoa, admin_office), hoa)

    span = UnitSpan.objects.get(unit=hoa_sen)
    assert (span.code, span.days) == ("H99.77", DateRange(LONG_AGO, None))


def test_the_office_imports_no_units(an, so):
    with pytest.raises(NotAllowed):
        services.start_import(services.Upload("x.xlsx", sheet(UNITS)), K.UNITS, so, by=an)


RATINGS = ("Mã trường", "Mã", "Họ và tên", "Năm học", "Xếp loại", "Số QĐ", "Ghi chú")


def hire(hoa, so, unit, code="GV1", name="Nguyễn Thị An"):
    row = (code, name, "", unit.code, "Giáo viên", "Viên chức", "01/09/2020")
    applied(checked(sheet(PEOPLE, row), hoa, so), hoa)


def test_ratings_of_people_and_units_come_in_and_again_change_nothing(an, hoa, so, hoa_sen):
    hire(hoa, so, hoa_sen)
    content = sheet(
        RATINGS,
        (hoa_sen.code, "GV1", "", "2024-2025", "Hoàn thành tốt nhiệm vụ", "12/QĐ", ""),
        (hoa_sen.code, "", "", "2024-2025", "Hoàn thành nhiệm vụ", "", ""),
    )

    applied(checked(content, an, so, K.RATINGS), an)
    again = checked(content, an, so, K.RATINGS)

    ratings = YearlyRating.objects.order_by("level").values_list("person__code", "period", "level")
    assert list(ratings) == [(None, "SY2024", 2), ("GV1", "SY2024", 3)]
    assert (again.counts["new"], again.counts["changed"], again.counts["same"]) == (0, 0, 2)


def test_bad_ratings_are_all_told(lan, hoa, so, hoa_sen):
    hire(hoa, so, hoa_sen)
    content = sheet(
        RATINGS,
        (hoa_sen.code, "GV1", "", "2024-2025", "Rất tốt", "", ""),
        (hoa_sen.code, "", "Ai Đó", "2024-2025", "Hoàn thành nhiệm vụ", "", ""),
        (hoa_sen.code, "GV1", "", "năm ngoái", "Không xếp loại", "", ""),
        (hoa_sen.code, "", "", "2024", "Hoàn thành nhiệm vụ", "", ""),
    )

    act = checked(content, lan, hoa_sen, K.RATINGS)

    assert [(line, column) for line, column, __ in faults(act)] == [
        (2, "Xếp loại"),
        (3, "Họ và tên"),
        (4, "Ghi chú"),
        (4, "Năm học"),
        (5, "Mã trường"),  # a unit is rated from above
    ]
    assert not YearlyRating.objects.exists()


HEADCOUNTS = ("Trường", "Ngày", "Tổng số", "Giáo viên", "Học sinh", "Ghi chú")


def test_headcounts_come_in_with_their_reasons(an, so, hoa_sen):
    content = sheet(HEADCOUNTS, (hoa_sen.name, "15/09/2025", 42, 36, "1.015", "Chưa nhập đủ người"))

    applied(checked(content, an, so, K.HEADCOUNTS), an)
    again = checked(content, an, so, K.HEADCOUNTS)

    row = Headcount.objects.get()
    assert (row.unit, row.day, row.staff, row.learners) == (hoa_sen, date(2025, 9, 15), 42, 1015)
    assert (again.counts["new"], again.counts["same"]) == (0, 1)


def test_bad_headcounts_are_all_told(an, so, hoa_sen, thpt, binh_minh):
    content = sheet(
        HEADCOUNTS,
        (hoa_sen.code, "15/09/2025", 10, 12, "", "lý do"),
        (thpt.code, "15/09/2025", 10, 8, "", ""),
        (binh_minh.code, "15/09/2125", "bốn", 8, "", "lý do"),
    )

    act = checked(content, an, so, K.HEADCOUNTS)

    assert [(line, column) for line, column, __ in faults(act)] == [
        (2, "Giáo viên"),
        (3, "Ghi chú"),
        (4, "Ngày"),
        (4, "Tổng số"),
    ]
    assert not Headcount.objects.exists()


def test_new_units_obey_the_rules_of_the_screen(hoa, admin_office, suoi_may):
    kindergarten = UnitType.objects.filter(kind="school", levels=["preschool"]).first()
    content = sheet(
        UNITS,
        school("M-1", "Trường Mẫu Một", suoi_may.code),
        school("H99.M2", "Trường Mẫu Hai", suoi_may.code, opened="01/09/2199"),
        school("H99.M3", "Trường Mẫu Ba", suoi_may.code, kind=kindergarten.name),
        school("h99.m4", "Trường Mẫu Bốn", suoi_may.code),
    )

    act = units(content, hoa, admin_office)

    assert [(line, column) for line, column, __ in faults(act)] == [
        (2, "Mã trường"),
        (3, "Ngày thành lập"),
        (4, "Loại"),
    ]
