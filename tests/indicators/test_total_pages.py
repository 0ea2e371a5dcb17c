"""Pages of results: totals that open to their rows, pictures, workbooks, what if.  S4-25 to S4-31"""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from phongtrao.accounts.models import Role
from phongtrao.indicators.models import Target
from phongtrao.indicators.pages.totals import Asked, Goal, Result
from phongtrao.lib.sheets import open_workbook
from phongtrao.orgs.models import Cluster, ClusterSeat, Line, Unit
from tests.factories import give, make_unit, make_user
from tests.indicators.made import make_indicator, make_target, measure

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)


@pytest.fixture
def target(land):
    """Half of the schools by 2025, more than 95 % by 2030; two of three said so in 2026."""
    indicator = make_indicator(land["so"], baseline=Decimal(50), baseline_year=2025)
    found = make_target(indicator, land["so"], scope="cơ sở giáo dục phổ thông")
    measure(indicator, land["A"], "2026", 1)
    measure(indicator, land["C"], "2026", 0)
    return found


def signed_in(client, role, unit, name):
    user = make_user(name, f"nguoi{unit.pk}")
    give(user, role, unit, Line.PROF)
    client.force_login(user)
    return user


def result(user, target, unit):
    return Result.build(Asked(user, unit, DAY), Goal.of(Target.objects.get(pk=target.pk)))


def test_an_office_opens_the_total_down_to_the_raw_number(land, target, client):
    an = signed_in(client, Role.OFFICE, land["so"], "Lê Thu An")
    found = result(an, target, land["so"])

    assert [(row.name, row.now.words) for row in found.rows] == [
        ("Xã An Hòa", "100%"),
        ("Xã Bình Minh", "0%"),
    ]
    assert (found.now.words, found.now.parts, str(found.now.state)) == ("50%", "1 / 2", "Chậm")
    page = client.get(f"/tong-hop/{target.pk}/").text
    assert "2/3 đơn vị có số liệu, 1 đơn vị còn thiếu" in page
    commune, school = land["xa"][0], land["A"]
    assert f"don_vi={commune.pk}&amp;" in page
    below = client.get(f"/tong-hop/{target.pk}/?don_vi={commune.pk}").text
    assert f"don_vi={school.pk}&amp;" in below
    own = client.get(f"/tong-hop/{target.pk}/?don_vi={school.pk}").text
    assert "Số liệu gốc của chính đơn vị" in own


def test_a_head_reads_the_whole_and_sees_the_others_in_one_sum(land, target, client):
    chi = signed_in(client, Role.HEAD, land["A"], "Vũ Thị Chi")
    rows = result(chi, target, land["xa"][0]).rows

    assert [(row.name, row.unit, row.now.total.asked) for row in rows] == [
        ("Trường A", land["A"].pk, 1),
        ("Đơn vị khác, gộp chung", None, 1),
    ]
    assert client.get(f"/tong-hop/{target.pk}/?don_vi={land['so'].pk}").status_code == 200
    assert client.get(f"/tong-hop/{target.pk}/?don_vi={land['B'].pk}").status_code == 404
    page = client.get(f"/tong-hop/{target.pk}/?don_vi={land['so'].pk}").text
    assert "Trường B" not in page
    assert "Trường C" not in page


def test_rows_and_rest_are_the_total_again(land, target, client):
    chi = signed_in(client, Role.HEAD, land["A"], "Vũ Thị Chi")
    measure(target.indicator, land["so"], "2026", 1)
    found = result(chi, target, land["so"])

    sums = [sum(getattr(row.now.total, part) for row in found.rows) for part in PARTS]
    assert sums == [getattr(found.now.total, part) for part in PARTS]


PARTS = ("numerator", "denominator", "measured", "missing")


def test_what_if_two_schools_reach_it(land, target, client):
    signed_in(client, Role.OFFICE, land["so"], "Lê Thu An")
    chosen = f"neu={land['B'].pk}&neu={land['C'].pk}"
    page = client.get(f"/tong-hop/{target.pk}/?{chosen}").text

    assert "Cần thêm 2 đơn vị đạt nữa" in page
    assert re.search(r"Nếu 2 đơn vị đã chọn đạt: 100% \(đang là 50%\)", page)


def test_the_pages_cost_the_same_for_one_school_and_for_three(land, target, client):
    signed_in(client, Role.OFFICE, land["so"], "Lê Thu An")
    address = f"/tong-hop/{target.pk}/?don_vi={land['xa'][0].pk}"
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for name in ("D", "E", "F"):
        school = make_unit(
            f"Trường {name}", Unit.Kind.SCHOOL, admin=land["xa"][0], prof=land["so"], level="lower"
        )
        measure(target.indicator, school, "2026", 1)
    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(many) == len(few)


def test_pictures_and_workbooks_go_out(land, target, client):
    signed_in(client, Role.OFFICE, land["so"], "Lê Thu An")
    for name in ("tien-do", "xu-huong", "tung-don-vi", "ban-do"):
        drawn = client.get(f"/tong-hop/{target.pk}/hinh/{name}/")
        assert drawn["Content-Type"] == "image/svg+xml"
    png = client.get(f"/tong-hop/{target.pk}/hinh/xu-huong/?dang=png")
    assert png.content[:4] == b"\x89PNG"
    assert client.get(f"/tong-hop/{target.pk}/hinh/khac/").status_code == 404
    for address in (f"/tong-hop/{target.pk}/", f"/tong-hop/chi-so/{target.indicator_id}/"):
        assert client.get(f"{address}?xuat=xlsx").content[:2] == b"PK"
    assert client.get("/tong-hop/?xuat=xlsx").content[:2] == b"PK"


def test_the_board_holds_every_target_against_its_path(land, target, client):
    signed_in(client, Role.OFFICE, land["so"], "Lê Thu An")
    make_target(target.indicator, land["so"], year=2045, value=100, comparator=">=", scope="2045")
    page = client.get("/tong-hop/").text

    assert page.count("Dùng chữ ký số") == 2
    assert "59%" in page  # 2026 on the way from 50 (2025) to 95 (2030)
    assert client.get("/tong-hop/?ngay=32/13/2026").status_code == 200


def test_a_day_on_which_the_unit_did_not_stand_is_not_found(land, target, client):
    signed_in(client, Role.OFFICE, land["so"], "Lê Thu An")
    new = make_unit(
        "Trường D", Unit.Kind.SCHOOL, prof=land["so"], level="lower", opened_on=date(2026, 6, 1)
    )

    for address in ("/tong-hop/", f"/tong-hop/{target.pk}/"):
        asked = f"{address}?don_vi={new.pk}&ngay=01/03/2026"
        assert client.get(asked).status_code == 404, address


def test_a_baseline_of_the_goals_own_year_is_no_goal(land, target, client):
    indicator = target.indicator
    indicator.baseline, indicator.baseline_year = Decimal(40), target.year + 1
    indicator.save()
    an = signed_in(client, Role.OFFICE, land["so"], "Lê Thu An")

    found = result(an, target, land["so"])

    assert [point.value for point in found.goal.points] == [Decimal(95)]
    assert str(found.now.state) != "Đã đạt"  # 50 % is above the baseline of 40, not above 95


def test_without_a_baseline_the_path_begins_at_the_first_number(land, target, client):
    target.indicator.baseline = target.indicator.baseline_year = None
    target.indicator.save()
    measure(target.indicator, land["A"], "2024", 0)
    an = signed_in(client, Role.OFFICE, land["so"], "Lê Thu An")

    [first, now] = [reading for _period, reading in result(an, target, land["so"]).through_time]
    assert (first.path_words, str(first.state)) == ("0%", "Đúng tiến độ")
    assert (now.path_words, now.words, str(now.state)) == ("31,67%", "50%", "Đúng tiến độ")


def test_a_cluster_ranks_its_members_and_names_those_one_opens(land, target, client):
    cluster = Cluster.objects.create(owner=land["so"], code="C1", name="Cụm 1")
    for place, name in enumerate("AC"):
        ClusterSeat.objects.create(
            cluster=cluster, kind=cluster.kind, year=DAY.year, unit=land[name], position=place
        )
    signed_in(client, Role.HEAD, land["C"], "Đỗ Văn Cường")
    page = client.get(f"/tong-hop/{target.pk}/?ngay=20/11/2026").text

    assert "Thứ tự trong cụm, khối" in page
    assert "<summary>Cụm 1</summary>" in page
    assert "2/2" in page
    assert "Trường A" not in page
    picture = client.get(f"/tong-hop/{target.pk}/hinh/thu-hang/?ngay=20/11/2026").text
    assert ("2. Trường C" in picture, "Trường A" in picture) == (True, False)


def test_nothing_measured_yet_says_so_and_a_stranger_sees_nothing(land, client):
    target = make_target(make_indicator(land["so"]), land["so"])
    signed_in(client, Role.OFFICE, land["so"], "Lê Thu An")
    assert "Chưa có số liệu nào" in client.get(f"/tong-hop/{target.pk}/").text

    other = make_unit("Sở Y tế", Unit.Kind.DEPARTMENT, admin=land["province"])
    signed_in(client, Role.OFFICE, other, "Cao Bá Ngoại")
    assert client.get(f"/tong-hop/{target.pk}/").status_code == 404


def test_a_total_is_shown_by_part_with_picture_and_workbook(land, client):
    """Of a ratio a sum over a sum for each part; who was not taken apart is said, never guessed."""
    so = land["so"]
    indicator = make_indicator(so, denominator_source="typed", splits=["gender"])
    for name, n in (("A", 3), ("B", 5)):
        measure(indicator, land[name], "2026", n + 2, 20)
        measure(indicator, land[name], "2026", n, 10, part="gender:female")
        measure(indicator, land[name], "2026", 2, 10, part="gender:male")
    measure(indicator, land["C"], "2026", 1, 20)  # not taken apart
    signed_in(client, Role.OFFICE, so, "Lê Thu An")

    url = f"/tong-hop/chi-so/{indicator.pk}/"
    page = re.sub(r"<[^>]+>|\s+", " ", client.get(url).text)
    picture = client.get(f"{url}hinh/theo-phan/").text
    book = open_workbook(client.get(f"{url}?xuat=xlsx").content, "x.xlsx")

    assert "Bảng theo từng phần" in page
    assert ("40%" in page, "8 / 20" in page, "4 / 20" in page, "2/3" in page) == (True,) * 4
    assert "Giới tính: Nữ" in picture
    told = [row[:5] for row in book.rows("Theo từng phần") if row[0] == "Giới tính"]
    assert [(row[1], row[3]) for row in told] == [("Nữ", 40), ("Nam", 20)]
