"""Whom units ask for comes in from a workbook: every bad row is named at once, and mended before anything is.  S3-43"""

from datetime import date

import pytest

from phongtrao.nominations.models import Nomination, Submission
from tests.factories import make_user
from tests.literacy.made import make_worker
from tests.nominations.made import allow, form_of, open_round
from tests.orgs.people_work import disciplined
from tests.orgs.sheets_in import applied, checked, faults, sheet

pytestmark = pytest.mark.django_db
HEAD = ("Đơn vị", "Hình thức", "Họ và tên", "Tập thể", "Thành tích")


@pytest.fixture
def opened(so):
    found = open_round(so)
    form_of(found)
    return found


def brought_in(by, office, *rows):
    return checked(sheet(HEAD, *rows), by, office, "nominations")


def row(unit, name="", collective="", form="Giấy khen"):
    return (unit.name, form, name, collective, "Dạy giỏi")


def test_bad_rows_are_named_and_good_ones_asked_for(opened, an, so, hoa_sen, thpt):
    people = {name: make_worker(make_user(name), hoa_sen) for name in ("Lê Thị Hòa", "Trần An", "Đỗ Bị Xét")}  # fmt: skip
    disciplined(people["Đỗ Bị Xét"], hoa_sen, date(2026, 1, 1))
    act = brought_in(
        an, so,
        row(hoa_sen, "Trần An"),
        row(hoa_sen, "Lê Thị Hoà"),  # the same name, its tone on the other letter
        row(hoa_sen, "Lê Thị Hoa"),
        row(hoa_sen, "Ngô Người Lạ"),
        row(hoa_sen, "Đỗ Bị Xét"),
        row(hoa_sen, "Trần An"),
        row(hoa_sen, "", "Trường THCS Hoa Sen"),
        row(thpt, "", "Trường THPT Sông Ngân", form="Huân chương"),
        row(hoa_sen, "Trần An", "Trường THCS Hoa Sen"),
    )  # fmt: skip

    said = {line: message for line, _column, message in faults(act)}

    assert "khác dấu với “Lê Thị Hòa”" in said[4]
    assert "không thấy “Ngô Người Lạ”" in said[5]
    assert "một điều phải làm rõ" in said[6]
    assert "kỷ luật" not in said[6]
    assert "trùng với dòng 2" in said[7]
    assert "không có trong đợt này" in said[9]
    assert "một trong hai" in said[10]
    assert not {2, 3, 8} & said.keys()
    act = brought_in(an, so, row(hoa_sen, "Trần An"), row(hoa_sen, "", "Trường THCS Hoa Sen"))
    applied(act, an)
    asked = Nomination.objects.order_by("name").values_list("name", flat=True)
    assert list(asked) == ["Trường THCS Hoa Sen", "Trần An"]
    assert Submission.objects.get().unit == hoa_sen


def test_one_collective_in_the_list_of_two_units_is_told(opened, an, so, hoa_sen, suoi_may):
    name = "Trường THCS Hoa Sen"

    act = brought_in(an, so, row(suoi_may, "", name), row(hoa_sen, "", name))

    assert [(line, message) for line, _column, message in faults(act)] == [
        (3, "trùng với dòng 2. Hãy giữ lại một dòng.")
    ]


def test_of_many_rows_the_bad_are_told_and_the_quota_holds(opened, an, so, hoa_sen, thpt):
    allow(opened, hoa_sen, 40)
    allow(opened, thpt, 3)
    names = {unit: [f"Cô {unit.pk} {n}" for n in range(20)] for unit in (hoa_sen, thpt)}
    for unit, said in names.items():
        for name in said:
            make_worker(make_user(name), unit)
    rows = [row(unit, name) for unit, said in names.items() for name in said]
    bad = [row(hoa_sen, f"Không có {n}") for n in range(8)]

    act = brought_in(an, so, *rows, *bad)

    assert (act.counts["new"], len(faults(act))) == (23, 17 + 8)
    assert sum("quá chỉ tiêu" in message for _line, _column, message in faults(act)) == 17
    kept = [row(thpt, name) for name in names[thpt][:3]]
    applied(brought_in(an, so, *rows[:20], *kept), an)
    found = list(Nomination.objects.values_list("submission__unit", flat=True))
    assert (found.count(hoa_sen.pk), found.count(thpt.pk)) == (20, 3)


def test_a_school_brings_its_own_only(opened, binh, hoa_sen, thpt):
    make_worker(make_user("Trần An"), hoa_sen)

    act = brought_in(binh, hoa_sen, row(hoa_sen, "Trần An"), row(thpt, "", "Trường THPT Sông Ngân"))

    assert [line for line, _column, _message in faults(act)] == [3]
    applied(brought_in(binh, hoa_sen, row(hoa_sen, "Trần An")), binh)
    assert Nomination.objects.get().name == "Trần An"
