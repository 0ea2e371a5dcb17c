"""Pages of clusters: everybody reads, the office keeps. S1-90."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from phongtrao.orgs.cluster_sheet import cluster_workbook
from phongtrao.orgs.models import Cluster, ClusterSeat, Unit
from phongtrao.orgs.services import ClusterData, Seat, add_cluster, seat_members

Role = ClusterSeat.Role
YEAR = timezone.localdate().year


@pytest.fixture
def cum(so, an, hoa_sen, binh_minh):
    made = add_cluster(so, ClusterData("CUM-1", "Cụm thi đua số 1"), by=an)
    seat_members(made, YEAR, [Seat(hoa_sen.pk, Role.HEAD), Seat(binh_minh.pk)], by=an)
    seat_members(made, YEAR - 1, [Seat(binh_minh.pk, Role.HEAD)], by=an)
    return made


@pytest.fixture
def office(client, an):
    client.force_login(an)
    return client


def test_a_teacher_reads_a_cluster_year_by_year(client, giang, cum):
    client.force_login(giang)

    now = client.get(f"/don-vi/cum/{cum.pk}/").content.decode()
    before = client.get(f"/don-vi/cum/{cum.pk}/", {"nam": YEAR - 1}).content.decode()

    assert f"Năm {YEAR}: 2 thành viên." in now
    assert f"Năm {YEAR - 1}: 1 thành viên." in before
    assert "Ghi thành viên" not in now


@pytest.mark.parametrize("asked", ["khong", "1900", "99999", "²"])
def test_a_year_that_is_none_shows_this_year(office, cum, asked):
    assert f"Năm {YEAR}: 2" in office.get(f"/don-vi/cum/{cum.pk}/", {"nam": asked}).content.decode()


@pytest.mark.parametrize("who", ["giang", "binh", "dung", "khanh", "lam"])
def test_who_does_not_keep_clusters_finds_no_such_pages(request, client, cum, who):
    client.force_login(request.getfixturevalue(who))
    pages = ("moi/", "chep/", "nhap/", f"{cum.pk}/sua/", f"{cum.pk}/bo/")

    found = [client.get(f"/don-vi/cum/{page}").status_code for page in pages]
    found.append(client.get(f"/don-vi/cum/{cum.pk}/thanh-vien/{YEAR}/").status_code)

    assert found == [404] * 6


def test_the_office_founds_a_cluster_and_seats_its_members(office, so, hoa_sen, binh_minh):
    answer = office.post(
        "/don-vi/cum/moi/",
        {
            "owner": so.pk,
            "code": "CUM-2",
            "name": "Cụm số 2",
            "kind": "cum",
            "basis": "calendar_year",
        },
    )
    made = Cluster.objects.get(code="CUM-2")
    said = {"members": f"{hoa_sen.code}\n{binh_minh.name}", "head": hoa_sen.code, "deputies": ""}
    seated = office.post(answer.url, said)

    assert answer.url == f"/don-vi/cum/{made.pk}/thanh-vien/{YEAR}/"
    assert seated.url == f"/don-vi/cum/{made.pk}/?nam={YEAR}"
    assert [(seat.unit, seat.role) for seat in made.seats.all()] == [
        (hoa_sen, "head"),
        (binh_minh, "member"),
    ]


def test_members_open_by_name_with_code_and_are_saved_as_opened(office, cum, hoa_sen, binh_minh):
    Unit.objects.filter(pk=binh_minh.pk).update(name=hoa_sen.name)  # only the code tells them apart
    address = f"/don-vi/cum/{cum.pk}/thanh-vien/{YEAR}/"

    form = office.get(address).context["form"]
    as_opened = {field.html_name: field.value() for field in form}
    answer = office.post(address, as_opened)

    named = [f"{hoa_sen.name} ({unit.code})" for unit in (hoa_sen, binh_minh)]
    assert sorted(as_opened["members"].splitlines()) == sorted(named)
    assert (as_opened["head"], as_opened["deputies"]) == (named[0], "")
    assert answer.status_code == 302
    assert set(cum.seats.filter(year=YEAR).values_list("unit", "role")) == {
        (hoa_sen.pk, "head"),
        (binh_minh.pk, "member"),
    }


def test_a_name_with_the_code_of_another_is_refused(office, cum, hoa_sen, thpt):
    said = {"members": f"{hoa_sen.name} ({thpt.code})", "head": "", "deputies": ""}

    page = office.post(f"/don-vi/cum/{cum.pk}/thanh-vien/{YEAR}/", said).content.decode()

    assert "Không thấy đơn vị" in page
    assert cum.seats.filter(year=YEAR).count() == 2


def test_a_head_who_is_no_member_is_refused(office, cum, thpt, hoa_sen):
    said = {"members": hoa_sen.code, "head": thpt.code, "deputies": ""}

    page = office.post(f"/don-vi/cum/{cum.pk}/thanh-vien/{YEAR}/", said).content.decode()

    assert "chưa có trong danh sách thành viên" in page
    assert cum.seats.filter(year=YEAR).count() == 2


def test_a_code_is_given_once(office, so, cum):
    said = {
        "owner": so.pk,
        "code": "CUM-1",
        "name": "Khác",
        "kind": "cum",
        "basis": "calendar_year",
    }

    assert "đã có cụm, khối mang mã này" in office.post("/don-vi/cum/moi/", said).content.decode()


def test_last_year_is_copied(office, so, cum):
    answer = office.post("/don-vi/cum/chep/", {"owner": so.pk, "year": str(YEAR + 1)}, follow=True)

    assert "Đã chép 2 thành viên của 1 cụm, khối" in answer.content.decode()
    assert cum.seats.filter(year=YEAR + 1).count() == 2


def test_a_sheet_is_previewed_then_imported(office, so, cum):
    file = cluster_workbook(Cluster.objects.all(), YEAR, "Cụm")
    cum.seats.filter(year=YEAR).delete()
    upload = SimpleUploadedFile("cum.xlsx", file)
    said = {"owner": so.pk, "year": str(YEAR), "basis": "calendar_year", "file": upload}

    preview = office.post("/don-vi/cum/nhap/", said)
    waiting = cum.seats.filter(year=YEAR).count()
    office.post("/don-vi/cum/nhap/", {"rows": preview.context["rows"]})

    assert (waiting, cum.seats.filter(year=YEAR).count()) == (0, 2)


def test_rows_made_up_are_refused(office, cum):
    answer = office.post("/don-vi/cum/nhap/", {"rows": "x"}, follow=True)

    assert "Hãy tải tệp lên lại" in answer.content.decode()


def test_the_table_of_members_goes_out(client, giang, cum):
    client.force_login(giang)

    answer = client.get("/don-vi/cum/bang/", {"nam": YEAR})

    assert answer["Content-Disposition"] == f'attachment; filename="cum-thi-dua-{YEAR}.xlsx"'


def test_a_unit_tells_its_clusters(office, cum, binh_minh):
    page = office.get(f"/don-vi/{binh_minh.pk}/").content.decode()

    assert page.count("Cụm thi đua số 1") == 2
    assert f"Năm {YEAR - 1}" in page


def test_units_are_filtered_by_cluster(office, cum, thpt):
    inside = office.get("/don-vi/", {"cum": cum.pk}).content.decode()
    without = office.get("/don-vi/", {"cum": "chua"}).content.decode()

    assert ("Trường THCS Hoa Sen" in inside, "Trường THPT Sông Ngân" in inside) == (True, False)
    assert ("Trường THCS Hoa Sen" in without, "Trường THPT Sông Ngân" in without) == (False, True)


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_the_same_with_more_rows(office, so, an, rows, django_assert_num_queries):
    for number in range(rows):
        add_cluster(so, ClusterData(f"C-{number}", f"Cụm Thử {number}"), by=an)
    office.get("/don-vi/cum/")

    with django_assert_num_queries(9):
        page = office.get("/don-vi/cum/").content.decode()

    assert page.count("Cụm Thử ") == rows
