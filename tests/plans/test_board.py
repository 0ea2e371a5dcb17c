"""The board: a state in every cell, by unit or summed by commune, filtered, small, exported."""

from collections import Counter
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from phongtrao.lib.sheets import open_workbook
from phongtrao.plans.models import Assignment, Task
from phongtrao.plans.queries.board import label_of, worst
from tests.factories import make_unit
from tests.plans.work import make_assignment, make_plan, make_task

A = Assignment.Status
YESTERDAY = timezone.localdate() - timedelta(days=1)


@pytest.fixture
def plan(so):
    return make_plan(so)


@pytest.fixture
def tasks(plan):
    return [
        make_task(plan, "Tập huấn", section="I. A", ordinal="1"),
        make_task(plan, "Hội thi", section="II. B", ordinal="1"),
    ]


@pytest.fixture
def given(tasks, hoa_sen, binh_minh, thpt):
    make_assignment(tasks[0], hoa_sen, due_on=YESTERDAY)
    make_assignment(tasks[1], hoa_sen, done_on=YESTERDAY)
    make_assignment(tasks[0], binh_minh)
    make_assignment(tasks[0], thpt, done_on=YESTERDAY)


def address(plan):
    return reverse("plans:board", args=[plan.pk])


def lines(response):
    """(name, cells as words) of each row."""
    found = []
    for row in response.content.decode().split("<tr><th scope")[2:]:
        name = row.split("</a>")[0].rsplit(">", 1)[1]
        cells = row.split("</td>", 1)[1].split("</tr>")[0].split("<td")[1:]
        found.append((name, [cell.split("<b>")[-1].split("</b>")[0].strip("> ") for cell in cells]))
    return found


def test_every_cell_says_its_state(client, an, plan, given):
    client.force_login(an)

    assert lines(client.get(address(plan))) == [
        ("Trường THCS Hoa Sen", ["Quá hạn", "Hoàn thành"]),
        ("Trường THPT Sông Ngân", ["Hoàn thành", ""]),
        ("Trường Tiểu học Bình Minh", ["Chưa bắt đầu", ""]),
    ]


def test_the_head_of_a_column_says_section_number_and_task(client, an, plan, given):
    client.force_login(an)

    page = client.get(address(plan)).content.decode()

    assert 'title="Tập huấn">I.1</a>' in page
    assert 'title="Hội thi">II.1</a>' in page


def test_a_phone_reads_the_row_in_words(client, an, plan, given):
    client.force_login(an)

    page = client.get(address(plan)).content.decode()

    assert "1 quá hạn; 1 hoàn thành (quá hạn: I.1)" in page


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"q": "hoa sen"}, ["Trường THCS Hoa Sen"]),
        ({"cap": "upper"}, ["Trường THPT Sông Ngân"]),
        ({"tinh_trang": "late"}, ["Trường THCS Hoa Sen"]),
        ({"tinh_trang": "due_soon"}, []),
        ({"xa": "nonsense"}, []),
    ],
)
def test_the_board_is_filtered(client, an, plan, given, asked, names):
    client.force_login(an)

    assert [name for name, _cells in lines(client.get(address(plan), asked))] == names


def test_a_commune_narrows_the_board_to_its_schools(client, an, plan, given, doi_thong):
    client.force_login(an)

    found = lines(client.get(address(plan), {"xa": doi_thong.pk}))

    assert [name for name, _cells in found] == ["Trường Tiểu học Bình Minh"]


def test_grouped_by_commune_cells_are_sums(client, an, plan, given, tasks, suoi_may):
    other = make_unit("Trường Mầm non Hoa Mai", admin=suoi_may, prof=plan.owner)
    make_assignment(tasks[0], other, done_on=YESTERDAY)
    client.force_login(an)

    answer = client.get(address(plan), {"gop": "on"})

    rows = answer.context["board"].lines
    assert [(row.name, row.units, row.done, row.total) for row in rows] == [
        ("Phường Đồi Thông", 1, 0, 1),
        ("Sở Giáo dục và Đào tạo Sông Ngân", 1, 1, 1),
        ("Xã Suối Mây", 2, 2, 3),
    ]
    assert rows[2].cells == "<td class=l>1/2<b>Quá hạn</b><td class=d>1/1<b>Hoàn thành</b>"


def test_the_whole_board_is_exported_as_filtered(client, an, plan, given):
    client.force_login(an)

    answer = client.get(address(plan), {"tinh_trang": "late", "xuat": "xlsx"})

    rows = list(open_workbook(answer.content, "bang.xlsx").rows())
    assert rows[-2:] == [
        ["Đơn vị", "I.1. Tập huấn", "II.1. Hội thi"],
        ["Trường THCS Hoa Sen", "Quá hạn", "Hoàn thành"],
    ]


def test_the_sums_are_exported_too(client, an, plan, given):
    client.force_login(an)

    answer = client.get(address(plan), {"gop": "on", "xuat": "xlsx"})

    rows = list(open_workbook(answer.content, "bang.xlsx").rows())
    assert [str(cell or "") for cell in rows[-1]] == ["Xã Suối Mây", "0/1", "1/1"]


def test_a_head_sees_the_own_row_only(client, binh, plan, given):
    client.force_login(binh)

    assert [name for name, _cells in lines(client.get(address(plan)))] == ["Trường THCS Hoa Sen"]


def test_the_board_of_a_plan_without_work_does_not_exist(client, chi, plan, tasks):
    client.force_login(chi)

    assert client.get(address(plan)).status_code == 404


def many(plan, units, tasks):
    rows = [
        Task(plan=plan, text=f"Nhiệm vụ số {n}: tập huấn chuyển đổi số cho giáo viên", position=n)
        for n in range(tasks)
    ]
    made = Task.objects.bulk_create(rows)
    schools = [make_unit(f"Trường Tiểu học Số {n}", admin=plan.owner) for n in range(units)]
    Assignment.objects.bulk_create(
        Assignment(task=task, unit=school, mode="ordered") for task in made for school in schools
    )


def test_a_board_of_forty_tasks_stays_under_100_kb(client, an, plan):
    many(plan, 60, 40)
    client.force_login(an)

    answer = client.get(address(plan))

    assert len(answer.content) < 100_000
    assert "trong 60" in answer.content.decode()


@pytest.mark.parametrize("units", [1, 30])
@pytest.mark.parametrize(("asked", "queries"), [({}, 12), ({"gop": "on"}, 13)])
def test_the_board_asks_as_many_queries_for_any_size(
    client, an, plan, units, asked, queries, django_assert_num_queries
):
    many(plan, units, 5)
    client.force_login(an)

    with django_assert_num_queries(queries):
        client.get(address(plan), asked)


def test_labels_follow_the_paper():
    assert [
        label_of("II. Tuyên truyền", "3", 9),
        label_of("Nhóm khác", "3.", 9),
        label_of("", "", 9),
        label_of("Một mục rất dài. Hai", "", 4),
    ] == ["II.3", "3", "9", "4"]


def test_nothing_has_no_worst_state():
    assert worst(Counter()) == ""
