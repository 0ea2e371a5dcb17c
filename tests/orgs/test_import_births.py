"""A day of birth told in three columns. S0-14."""

from datetime import date

import pytest

from phongtrao.orgs.models import Person
from tests.orgs.sheets_in import applied, checked, faults, sheet

pytestmark = pytest.mark.django_db
HEADER = (
    "Mã", "Họ và tên", "Ngày", "Tháng", "Năm", "Mã đơn vị", "Chức vụ", "Đối tượng", "Từ ngày",
)  # fmt: skip


def row(code, day, month, year, unit):
    return (
        code,
        f"Người {code}",
        day,
        month,
        year,
        unit.code,
        "Giáo viên",
        "Viên chức",
        "1/9/2020",
    )


def test_day_month_and_year_become_one_day(hoa, so, hoa_sen):
    content = sheet(
        HEADER, row("A", 5, 6, 1985, hoa_sen), row("B", "07", "08", "1990", hoa_sen),
        row("C", "", "", "", hoa_sen),
    )  # fmt: skip

    applied(checked(content, hoa, so), hoa)

    born = dict(Person.objects.filter(code__in="ABC").values_list("code", "birth_date"))
    assert born == {"A": date(1985, 6, 5), "B": date(1990, 8, 7), "C": None}


def test_part_of_a_day_and_days_that_never_were_are_refused(hoa, so, hoa_sen):
    content = sheet(
        HEADER, row("A", "", "", 1985, hoa_sen), row("B", 31, 2, 1990, hoa_sen),
        row("C", 1, 13, 1990, hoa_sen),
    )  # fmt: skip

    act = checked(content, hoa, so)

    assert faults(act) == [
        (2, "Năm", "“…/…/1985” không phải một ngày sinh. Hãy ghi đủ ngày, tháng, năm, hoặc để trống cả ba."),
        (3, "Năm", "“31/2/1990” không phải một ngày sinh. Hãy ghi đủ ngày, tháng, năm, hoặc để trống cả ba."),
        (4, "Tháng", "“13” không phải số từ 1 đến 12. Hãy sửa lại."),
    ]  # fmt: skip
