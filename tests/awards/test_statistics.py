"""Forms 0601–0603 from movements and the register."""

from datetime import date

import pytest

from phongtrao.awards.queries.statistics import form_of
from phongtrao.lib.sheets import open_workbook
from phongtrao.plans.models import Movement
from tests.awards.made import confirmed, recorded
from tests.awards.screens import get, page

pytestmark = pytest.mark.django_db


def lines(number, office, year=2025):
    return {one.label: list(one.cells) for one in form_of(number, office, year).lines}


def movement(owner, since, until, **more):
    said = {"status": "launched", "starts_on": since, "ends_on": until, **more}
    return Movement.objects.create(title="Thi đua", owner=owner, **said)


def test_movements_by_who_launched_them_and_how_long_they_last(province, so, hoa_sen, thpt):
    movement(province, date(2025, 5, 14), date(2030, 5, 13))  # five years to the day
    movement(province, date(2025, 5, 14), date(2030, 5, 12))
    movement(so, date(2025, 1, 1), date(2025, 12, 31))
    movement(hoa_sen, date(2025, 9, 1), date(2026, 5, 31))
    movement(hoa_sen, date(2025, 9, 1), None)
    movement(so, date(2025, 1, 1), date(2025, 12, 31), status="draft")
    movement(so, date(2024, 1, 1), date(2026, 12, 31), launched_on=date(2024, 2, 1))

    found = lines("0601", province)

    assert found["Tổng số phong trào"] == [5, 2, 1, 0, 2]
    assert found["Từ 5 năm trở lên"] == [1, 1, 0, 0, 0]
    assert found["Từ 3 năm đến dưới 5 năm"] == [1, 1, 0, 0, 0]
    assert found["1 năm"] == [1, 0, 1, 0, 0]
    assert found["Dưới 1 năm"] == [1, 0, 0, 0, 1]
    assert found["Chưa định ngày kết thúc"] == [1, 0, 0, 0, 1]
    assert found["Bộ, ban, ngành, tỉnh"] == [2, 2, 0, 0, 0]
    assert found["Theo chuyên đề"] == [None] * 5  # nobody keeps it: empty, not nought
    assert lines("0601", hoa_sen)["Tổng số phong trào"] == [2, 0, 0, 0, 2]
    assert lines("0601", thpt)["Tổng số phong trào"] == [0] * 5


def test_awards_by_subject_and_kind_only_checked_ones_of_the_year(so, hoa_sen, teacher, binh, an):
    both = {"decision": "1/QĐ", "decided_on": date(2025, 8, 1)}
    confirmed(hoa_sen, binh, an, teacher, key="province_merit", **both)
    confirmed(hoa_sen, binh, an, teacher, key="province_merit", route="movement", decision="2/QĐ")
    confirmed(hoa_sen, binh, an, key="excellent_collective", decision="3/QĐ")
    confirmed(hoa_sen, binh, an, key="order_third", decision="4/QĐ")
    confirmed(hoa_sen, binh, an, teacher)  # of the base: in neither form
    confirmed(hoa_sen, binh, an, teacher, key="province_merit", decision="5/QĐ", decided_on=date(2026, 1, 5))  # fmt: skip
    recorded(hoa_sen, binh, "province_merit", teacher, decision="6/QĐ")  # waits

    of_province = lines("0603", so)
    merit = of_province["Bằng khen của bộ, ban, ngành, tỉnh"]

    assert merit == [2, 0, None, None, 2, None, 2, 1, 1, 0, 0, 0, 0, None]
    assert of_province["Tổng số"] == [3, 1, None, None, 2, None, 2, 2, 1, 0, 0, 0, 0, None]
    state = lines("0602", so)
    assert state["Tổng số"][:2] == state["Huân chương Lao động hạng Ba"][:2] == [1, 1]


def test_the_page_and_its_workbook_say_the_same_and_only_to_who_reports(so, hoa_sen, teacher, binh, an, giang, lan, chi):  # fmt: skip
    confirmed(hoa_sen, binh, an, teacher, key="province_merit")
    html = page(an, "statistics", bieu="0603", nam="2025")
    assert "Ô không biết được thì để trống" in html
    assert "Doanh nghiệp, hộ gia đình" in html

    sheet = get(an, "statistics", bieu="0603", nam="2025", xuat="xlsx").getvalue()
    rows = list(open_workbook(sheet, "0603.xlsx").rows())

    assert rows[0][0].startswith("Biểu số 0603.N/BNV-TĐKT")
    assert f"Đơn vị báo cáo: {so}" in rows[1][0]
    assert next(row for row in rows if row[0] == "Tổng số")[1:6] == [1, 0, "", "", 1]
    assert get(giang, "statistics").status_code == get(lan, "statistics").status_code == 404
    assert "Không có biểu này" in page(chi, "statistics", don_vi=str(hoa_sen.pk))
    assert "Không có biểu này" in page(an, "statistics", bieu="0699")
