"""A cell of the board opened: the state, its reason, and the way to the work."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from phongtrao.lib.sheets import open_workbook
from tests.factories import make_unit
from tests.plans.work import make_assignment, make_plan, make_task

TODAY = timezone.localdate()
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def plan(so):
    return make_plan(so)


@pytest.fixture
def task(plan):
    return make_task(plan, "Tập huấn", section="I. A", ordinal="1")


@pytest.fixture
def late(task, hoa_sen):
    return make_assignment(task, hoa_sen, due_on=YESTERDAY, part="coordinator", percent=60)


def ask(client, plan, unit, task, **more):
    return client.get(
        reverse("plans:cell", args=[plan.pk]), {"don-vi": unit.pk, "nhiem-vu": task.pk, **more}
    )


def test_a_cell_says_its_state_why_by_when_and_leads_to_the_work(client, an, plan, task, late):
    client.force_login(an)

    page = ask(client, plan, late.unit, task).content.decode()

    assert "Trường THCS Hoa Sen" in page
    assert "Phối hợp" in page
    assert f"Quá hạn 1 ngày: hạn {date_format(YESTERDAY, 'd/m/Y')}, chưa có báo cáo." in page
    assert "60%" in page
    assert f'href="{reverse("plans:assignment", args=[late.pk])}"' in page
    assert "<html" not in page


def test_a_cell_of_a_commune_says_how_many_units_are_how_far(
    client, an, plan, task, late, suoi_may, so
):
    other = make_unit("Trường Mầm non Hoa Mai", admin=suoi_may, prof=so, level="preschool")
    make_assignment(task, other, done_on=YESTERDAY)
    client.force_login(an)

    whole = ask(client, plan, suoi_may, task, gop="on").content.decode()
    narrowed = ask(client, plan, suoi_may, task, gop="on", cap="preschool").content.decode()

    assert "<li>1 đơn vị quá hạn</li><li>1 đơn vị hoàn thành</li>" in whole
    assert "<ul><li>1 đơn vị hoàn thành</li></ul>" in narrowed


def test_a_unit_opens_its_own_cells_only(client, binh, plan, task, late, binh_minh):
    make_assignment(task, binh_minh)
    client.force_login(binh)

    codes = [ask(client, plan, unit, task).status_code for unit in (late.unit, binh_minh)]

    assert codes == [200, 404]


def test_a_cell_that_is_none_does_not_exist(client, an, chi, plan, task, late, thpt, suoi_may):
    client.force_login(an)
    address = reverse("plans:cell", args=[plan.pk])

    wrong = [
        client.get(address),
        client.get(address, {"don-vi": "x", "nhiem-vu": "1"}),
        ask(client, plan, thpt, task),
        ask(client, plan, thpt, task, gop="on"),
    ]
    client.force_login(chi)
    wrong.append(ask(client, plan, late.unit, task))

    assert [answer.status_code for answer in wrong] == [404] * 5


def test_the_board_knows_where_its_cells_open(client, an, plan, late):
    client.force_login(an)

    page = client.get(reverse("plans:board", args=[plan.pk])).content.decode()

    assert f'data-cell-url="{reverse("plans:cell", args=[plan.pk])}"' in page
    assert "plans/board" in page.split("</head>")[0]


def test_the_workbook_says_who_only_joins_in(client, an, plan, task, late, thpt):  # S2-05
    make_assignment(task, thpt)
    client.force_login(an)

    answer = client.get(reverse("plans:board", args=[plan.pk]), {"xuat": "xlsx"})

    rows = list(open_workbook(answer.content, "bang.xlsx").rows())
    assert rows[-2:] == [
        ["Trường THCS Hoa Sen", "Quá hạn (phối hợp)"],
        ["Trường THPT Sông Ngân", "Chưa bắt đầu"],
    ]
