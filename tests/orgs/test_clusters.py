"""Clusters: who is in them in which year, and what becomes of a seat. S1-90."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from phongtrao.audit.models import Entry
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.lib.sheets import open_workbook
from phongtrao.orgs.cluster_sheet import cluster_workbook, read_cluster_sheet
from phongtrao.orgs.forest import Merge
from phongtrao.orgs.models import Basis, Cluster, ClusterSeat, Unit, is_in_clusters
from phongtrao.orgs.queries import outside_clusters, seats_at, seats_of
from phongtrao.orgs.services import (
    ClusterData,
    Order,
    Seat,
    add_cluster,
    change_cluster,
    copy_members,
    drop_cluster,
    import_clusters,
    reorganise,
    seat_members,
    undo_reorganisation,
)
from tests.factories import make_unit

Role = ClusterSeat.Role
YEAR = timezone.localdate().year


@pytest.fixture
def cum(so):
    return add_cluster(so, ClusterData("CUM-1", "Cụm thi đua số 1"), by=None)


@pytest.fixture
def cum_2(so):
    return add_cluster(so, ClusterData("CUM-2", "Cụm thi đua số 2"), by=None)


def seats(cluster, year=YEAR):
    return [(seat.unit.name, seat.role) for seat in seats_of(cluster, year)]


# ------------------------------------------------------------------ keeping


def test_the_office_seats_members_in_its_order(cum, an, hoa_sen, binh_minh, thpt):
    wanted = [Seat(thpt.pk), Seat(hoa_sen.pk, Role.HEAD), Seat(binh_minh.pk, Role.DEPUTY)]

    seat_members(cum, YEAR, wanted, by=an)

    assert seats(cum) == [
        ("Trường THPT Sông Ngân", "member"),
        ("Trường THCS Hoa Sen", "head"),
        ("Trường Tiểu học Bình Minh", "deputy"),
    ]
    entry = Entry.objects.get(action="orgs.cluster_seated")
    assert (entry.data["year"], entry.data["members"], entry.data["went"]) == (YEAR, 3, [])


@pytest.mark.parametrize("who", ["dung", "binh", "lan", "giang", "lam", "khanh"])
def test_others_do_not(request, cum, hoa_sen, who):
    with pytest.raises(NotAllowed, match="văn phòng hoặc quản trị viên"):
        seat_members(cum, YEAR, [Seat(hoa_sen.pk)], by=request.getfixturevalue(who))

    assert seats(cum) == []


def test_a_unit_is_in_one_cluster_of_a_kind_a_year(cum, cum_2, an, hoa_sen):
    seat_members(cum, YEAR, [Seat(hoa_sen.pk)], by=an)

    with pytest.raises(BadInput, match="“Trường THCS Hoa Sen” đã ở Cụm thi đua số 1"):
        seat_members(cum_2, YEAR, [Seat(hoa_sen.pk)], by=an)
    seat_members(cum_2, YEAR + 1, [Seat(hoa_sen.pk)], by=an)

    assert (seats(cum_2), len(seats(cum_2, YEAR + 1))) == ([], 1)


def test_the_database_holds_it_too(cum, cum_2, hoa_sen):
    row = {"unit": hoa_sen, "year": YEAR, "kind": "cum"}
    ClusterSeat.objects.create(cluster=cum, **row)

    with pytest.raises(IntegrityError, match="orgs_seat_one_of_a_kind"):
        ClusterSeat.objects.create(cluster=cum_2, **row)


def test_a_unit_may_be_in_a_cluster_and_in_a_block(cum, so, an, hoa_sen):
    data = ClusterData("K-1", "Khối các trường THCS", Cluster.Kind.BLOCK, Basis.SCHOOL)
    block = add_cluster(so, data, by=an)

    seat_members(cum, YEAR, [Seat(hoa_sen.pk)], by=an)
    seat_members(block, YEAR, [Seat(hoa_sen.pk)], by=an)

    assert ClusterSeat.objects.filter(unit=hoa_sen).count() == 2
    assert [seat.period.label for seat in seats_of(block, YEAR)] == [f"Năm học {YEAR}–{YEAR + 1}"]


@pytest.mark.parametrize(
    ("roles", "said"),
    [(("head", "head"), "một trưởng"), (("member", "twice"), "ghi hai lần")],
)
def test_two_heads_or_one_unit_twice_is_refused(cum, an, hoa_sen, binh_minh, roles, said):
    wanted = [Seat(hoa_sen.pk, roles[0]), Seat(binh_minh.pk, roles[1])]
    if roles[1] == "twice":
        wanted[1] = Seat(hoa_sen.pk)

    with pytest.raises(BadInput, match=said):
        seat_members(cum, YEAR, wanted, by=an)


def test_what_members_were_counted_by_stays(cum, an, hoa_sen):
    seat_members(cum, YEAR, [Seat(hoa_sen.pk)], by=an)

    with pytest.raises(WrongState, match="không đổi loại"):
        change_cluster(cum, ClusterData("CUM-1", "Cụm 1", Cluster.Kind.BLOCK), by=an)
    with pytest.raises(WrongState, match="không bỏ được"):
        drop_cluster(cum, by=an)
    change_cluster(cum, ClusterData("CUM-1", "Cụm thi đua số Một"), by=an)

    cum.refresh_from_db()
    assert cum.name == "Cụm thi đua số Một"


# ------------------------------------------------------------------ the year


def test_members_are_those_of_the_year_of_the_day(cum, so, an, hoa_sen, binh_minh):
    school = add_cluster(so, ClusterData("K", "Khối", "khoi", Basis.SCHOOL), by=an)
    ClusterSeat.objects.bulk_create(
        [
            ClusterSeat(cluster=cum, unit=hoa_sen, year=2025, kind="cum"),
            ClusterSeat(cluster=cum, unit=binh_minh, year=2026, kind="cum"),
            ClusterSeat(cluster=school, unit=hoa_sen, year=2025, kind="khoi"),
        ]
    )

    def found(day):
        rows = ClusterSeat.objects.as_of(day)
        return {(seat.cluster.code, seat.unit.pk) for seat in rows}

    assert found(date(2026, 3, 1)) == {("CUM-1", binh_minh.pk), ("K", hoa_sen.pk)}
    assert found(date(2025, 8, 31)) == {("CUM-1", hoa_sen.pk)}


def test_units_of_a_cluster_are_a_population(cum, an, hoa_sen, binh_minh, so):
    seat_members(cum, YEAR, [Seat(hoa_sen.pk)], by=an)
    seat_members(cum, YEAR - 1, [Seat(binh_minh.pk)], by=an)

    assert list(Unit.objects.filter(is_in_clusters([cum.pk]))) == [hoa_sen]
    assert list(outside_clusters(so)) == [binh_minh]


def test_last_years_members_are_taken_over(cum, cum_2, so, an, hoa_sen, binh_minh, thpt):
    seat_members(cum, YEAR - 1, [Seat(hoa_sen.pk, Role.HEAD), Seat(binh_minh.pk)], by=an)
    seat_members(cum_2, YEAR, [Seat(thpt.pk)], by=an)

    done = copy_members(so, YEAR, by=an)

    assert (done.clusters, done.seats, done.left) == (1, 2, 0)
    assert seats(cum) == [
        ("Trường THCS Hoa Sen", "member"),
        ("Trường Tiểu học Bình Minh", "member"),
    ]
    assert copy_members(so, YEAR, by=an).seats == 0


# ------------------------------------------------------------------ reorganisation


def test_a_seat_follows_the_heir_and_comes_back(cum, an, hoa_sen, binh_minh):
    seat_members(cum, YEAR, [Seat(hoa_sen.pk, Role.HEAD)], by=an)
    seat_members(cum, YEAR - 1, [Seat(hoa_sen.pk)], by=an)
    day = timezone.localdate() - timedelta(days=1)

    act = reorganise(Order("Sáp nhập", day, (Merge((hoa_sen.pk,), binh_minh.pk),)), by=None)

    assert seats(cum) == [("Trường Tiểu học Bình Minh", "head")]
    assert seats(cum, YEAR - 1) == [("Trường THCS Hoa Sen", "member")]
    undo_reorganisation(act, by=None)
    assert seats(cum) == [("Trường THCS Hoa Sen", "head")]


def test_before_the_act_the_old_unit_was_the_member(client, cum, an, hoa_sen, binh_minh, thpt):
    seat_members(cum, YEAR, [Seat(hoa_sen.pk, Role.HEAD), Seat(thpt.pk)], by=an)
    day = timezone.localdate() - timedelta(days=1)
    act = reorganise(Order("Sáp nhập", day, (Merge((hoa_sen.pk,), binh_minh.pk),)), by=None)
    said = f"Trước ngày {day:%d/%m/%Y} là Trường THCS Hoa Sen."
    client.force_login(an)

    seat_members(cum, YEAR, [Seat(thpt.pk, Role.HEAD), Seat(binh_minh.pk)], by=an)

    page = client.get(f"/don-vi/cum/{cum.pk}/?nam={YEAR}").content.decode()
    assert (said in page, [seat.year for seat in seats_at(hoa_sen)]) == (True, [YEAR])
    undo_reorganisation(act, by=None)
    assert seats(cum) == [("Trường THPT Sông Ngân", "head"), ("Trường THCS Hoa Sen", "member")]
    assert said not in client.get(f"/don-vi/cum/{cum.pk}/?nam={YEAR}").content.decode()


def test_an_act_before_the_year_leaves_no_trace_on_its_seats(client, cum, an, hoa_sen, binh_minh):
    seat_members(cum, YEAR + 1, [Seat(hoa_sen.pk)], by=an)
    day = timezone.localdate() - timedelta(days=1)

    reorganise(Order("Sáp nhập", day, (Merge((hoa_sen.pk,), binh_minh.pk),)), by=None)

    assert seats(cum, YEAR + 1) == [("Trường Tiểu học Bình Minh", "member")]
    assert seats_at(hoa_sen) == []


def test_a_seat_stays_where_the_heir_has_one(cum, cum_2, an, hoa_sen, binh_minh):
    seat_members(cum, YEAR, [Seat(hoa_sen.pk)], by=an)
    seat_members(cum_2, YEAR, [Seat(binh_minh.pk)], by=an)
    day = timezone.localdate() - timedelta(days=1)

    act = reorganise(Order("Sáp nhập", day, (Merge((hoa_sen.pk,), binh_minh.pk),)), by=None)

    assert act.trace["summary"]["left"] == {"orgs.clusterseat.unit": 1}


def test_copying_follows_a_unit_that_ended_to_its_heir(cum, so, an, hoa_sen, binh_minh):
    seat_members(cum, YEAR - 1, [Seat(hoa_sen.pk)], by=an)
    day = timezone.localdate() - timedelta(days=1)
    reorganise(Order("Sáp nhập", day, (Merge((hoa_sen.pk,), binh_minh.pk),)), by=None)

    copy_members(so, YEAR, by=an)

    assert seats(cum) == [("Trường Tiểu học Bình Minh", "member")]


# ------------------------------------------------------------------ Excel


def test_what_is_exported_comes_in_again_unchanged(cum, cum_2, so, an, hoa_sen, binh_minh, thpt):
    seat_members(cum, YEAR, [Seat(hoa_sen.pk, Role.HEAD), Seat(thpt.pk, Role.DEPUTY)], by=an)
    seat_members(cum_2, YEAR, [Seat(binh_minh.pk)], by=an)
    before = (seats(cum), seats(cum_2))
    file = cluster_workbook(Cluster.objects.all(), YEAR, "Cụm")

    sheet = read_cluster_sheet(open_workbook(file, "cum.xlsx"), so)
    import_clusters(so, YEAR, Basis.CALENDAR, sheet.clusters, by=an)

    assert sheet.errors == []
    assert (seats(cum), seats(cum_2)) == before


def test_units_change_places_within_one_sheet(cum, cum_2, so, an, hoa_sen, binh_minh):
    seat_members(cum, YEAR, [Seat(hoa_sen.pk)], by=an)
    seat_members(cum_2, YEAR, [Seat(binh_minh.pk)], by=an)
    file = cluster_workbook(Cluster.objects.all(), YEAR, "Cụm")
    lines = read_cluster_sheet(open_workbook(file, "cum.xlsx"), so).clusters
    swapped = [
        type(lines[0])(a.code, a.name, b.seats) for a, b in zip(lines, lines[::-1], strict=True)
    ]

    import_clusters(so, YEAR, Basis.CALENDAR, swapped, by=an)

    assert seats(cum) == [("Trường Tiểu học Bình Minh", "member")]


class Rows:
    """A workbook as far as the reader asks."""

    def __init__(self, *rows):
        self._rows = (("Mã cụm", "Tên cụm", "Mã đơn vị", "Vai trò"), *rows)

    def rows(self):
        return self._rows


def test_every_bad_cell_is_named_at_once(cum, so, hoa_sen):
    book = Rows(
        ("CUM-1", "", hoa_sen.code, "Trưởng"),
        ("CUM-1", "", hoa_sen.code, "Phó"),
        ("CUM-9", "", "KHONG-CO", "Thành viên"),
        ("CUM-1", "", "X", "Chủ nhiệm"),
    )

    errors = [str(error) for error in read_cluster_sheet(book, so).errors]

    assert [text.split(": ", 1)[0] for text in errors] == [
        "Dòng 3, cột “Mã đơn vị”",
        "Dòng 4, cột “Mã đơn vị”",
        "Dòng 4, cột “Mã cụm”",
        "Dòng 5, cột “Vai trò”",
    ]


def test_a_sheet_founds_clusters_it_names(so, an, hoa_sen):
    sheet = read_cluster_sheet(Rows(("CUM-7", "Cụm số 7", hoa_sen.name, "Trưởng")), so)

    import_clusters(so, 2025, Basis.SCHOOL, sheet.clusters, by=an)

    made = Cluster.objects.get(code="CUM-7")
    assert (made.name, made.basis, seats(made, 2025)) == (
        "Cụm số 7",
        Basis.SCHOOL,
        [("Trường THCS Hoa Sen", "head")],
    )


def test_an_import_that_hurts_a_cluster_outside_the_sheet_writes_nothing(
    cum, cum_2, so, an, hoa_sen, suoi_may
):
    new = make_unit("Trường THCS Mới", admin=suoi_may, prof=so, level="lower")
    seat_members(cum_2, YEAR, [Seat(hoa_sen.pk)], by=an)
    book = Rows(("CUM-1", "", new.code, ""), ("CUM-1", "", hoa_sen.code, ""))

    with pytest.raises(BadInput, match="đã ở Cụm thi đua số 2"):
        import_clusters(so, YEAR, Basis.CALENDAR, read_cluster_sheet(book, so).clusters, by=an)

    assert (seats(cum), len(seats(cum_2))) == ([], 1)
