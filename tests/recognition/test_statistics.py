"""What the library is counted by, and what a count must not tell."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from phongtrao.lib.sheets import open_workbook
from phongtrao.orgs.models import Person
from phongtrao.recognition.models import Creation, IpAsset
from phongtrao.recognition.queries.statistics import DIMENSIONS, Line, lines_of
from phongtrao.recognition.services.property import Right, register_asset
from tests.factories import make_person
from tests.recognition.made import make_creation

pytestmark = pytest.mark.django_db


def by(key):
    return [
        (line.key, line.creations, line.authors)
        for line in lines_of(Creation.objects.all(), DIMENSIONS[key], IpAsset.objects.none())
    ]


def person(name, sex):
    found = make_person(name)
    Person.objects.filter(pk=found.pk).update(sex=sex)
    return found


@pytest.fixture
def works(hoa_sen, binh_minh):
    """Three of two schools, by three people."""
    ha, mai, tung = (person(f"Nông Thị Hạ {n}", "female") for n in range(3))
    kinds = {"solution": "Giải pháp quản lý", "year": "SY2024"}
    make_creation(hoa_sen, {ha: 60, mai: 40}, area="Tiểu học", theme="Số", **kinds)
    make_creation(hoa_sen, {ha: 100}, area="Tiểu học", title="Hai", year="SY2025")
    make_creation(binh_minh, {tung: 100}, area="Mầm non", title="Ba", scope="province", **kinds)


def test_works_are_counted_once_and_their_authors_once(works):  # S0-46
    assert by("linh_vuc") == [("Tiểu học", 2, 2), ("Mầm non", 1, 1)]
    assert by("nam") == [("SY2024", 2, 3), ("SY2025", 1, 1)]
    assert by("giai_phap") == [("Giải pháp quản lý", 2, 3), ("", 1, 1)]
    assert by("pham_vi") == [("base", 2, 2), ("province", 1, 1)]
    assert by("loai") == [("initiative", 3, 3)]
    assert {
        line.label
        for line in lines_of(Creation.objects.all(), DIMENSIONS["cap"], IpAsset.objects.none())
    } == {
        "Tiểu học",
        "Trung học cơ sở",
    }


def test_of_few_people_the_sex_is_not_told(works, hoa_sen):
    few = lines_of(Creation.objects.all(), DIMENSIONS["gioi"], IpAsset.objects.none())
    many = {person(f"Lò Văn Nhỏ {n}", "male"): 20 for n in range(5)}
    make_creation(hoa_sen, many, title="Bốn")
    then = lines_of(Creation.objects.all(), DIMENSIONS["gioi"], IpAsset.objects.none())

    hidden = Line("", "Nhóm dưới 5 người, không tách giới", 3, 3, 1, 0, 0)
    assert few == [hidden]
    assert then == [hidden, Line("male", "Nam", 1, 5, 0, 0, 0)]


def test_the_page_opens_each_line_and_goes_out_as_picture_and_workbook(works, an):  # S0-05
    client = Client()
    client.force_login(an)
    address = reverse("recognition:statistics", query={"theo": "linh_vuc", "nam": "SY2024"})

    shown = client.get(address).content.decode()
    picture = client.get(reverse("recognition:statistics_picture", query={"theo": "don_vi"}))
    book = client.get(address + "&xuat=xlsx")

    assert "/kho-sang-kien/?nam=SY2024&amp;linh_vuc=" in shown
    assert picture["Content-Type"] == "image/svg+xml"
    assert "Trường THCS Hoa Sen" in picture.content.decode()
    assert book.content[:2] == b"PK"


def test_what_is_not_listed_is_not_counted(works, hoa_sen, an):
    make_creation(hoa_sen, {make_person("Lâm Thị Mai"): 100}, area="Kín", is_listed=False)
    client = Client()
    client.force_login(an)

    assert "Kín" not in client.get(reverse("recognition:statistics")).content.decode()


def test_initiatives_that_led_to_filings_are_counted_by_year(
    works, hoa_sen, an, binh, chi
):  # S0-32
    first, second, _third = Creation.objects.order_by("pk")
    for number, work in enumerate((first, first, second)):
        right = Right("patent", work.title, f"1-2026-0000{number}", date(2026, 1, 5))
        register_asset(work, hoa_sen, right, by=binh)

    lines = lines_of(Creation.objects.all(), DIMENSIONS["nam"], IpAsset.objects.all())
    assert [(line.key, line.creations, line.filed) for line in lines] == [
        ("SY2024", 2, 1),
        ("SY2025", 1, 1),
    ]
    assert filed_told(an) == [["Năm học 2024–2025", 1], ["Năm học 2025–2026", 1]]
    # A filing nobody granted yet is its owner's and of those above.
    assert filed_told(chi) == [["Năm học 2024–2025", 0], ["Năm học 2025–2026", 0]]


def filed_told(user):
    """First and last column of the workbook by year."""
    client = Client()
    client.force_login(user)
    query = {"theo": "nam", "loai": "initiative", "xuat": "xlsx"}
    response = client.get(reverse("recognition:statistics", query=query))
    book = open_workbook(response.content, "thong-ke.xlsx")
    rows = [row for row in book.rows(book.names[0]) if str(row[0]).startswith("Năm học")]
    return [[row[0], int(row[5])] for row in rows]
