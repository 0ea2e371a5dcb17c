"""Work with two masters is one entry, and every page counts it so. Issue 3.

The world: at Hoa Sen a pair in each state and each answer; the Sở's part and the commune's.
"""

from datetime import timedelta

import pytest
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from phongtrao.orgs.models import Unit
from phongtrao.plans.access.assignments import running_assignments
from phongtrao.plans.models import Assignment, Plan
from phongtrao.plans.pages.columns import lanes_of
from phongtrao.plans.queries.board import rows_by_unit
from phongtrao.plans.queries.entries import entries, singles
from phongtrao.plans.queries.movement_units import running_work, with_work, work_of
from phongtrao.plans.queries.tally import NOTHING, tallied
from phongtrao.plans.queries.waiting import waiting_for
from phongtrao.plans.queries.work import count_work, progress_of_units
from phongtrao.portal.queries.home import standing_of
from tests.factories import make_movement
from tests.plans.test_unit_work_pages import get, post, words
from tests.plans.work import make_assignment, make_plan, make_submitted, make_task

S = Assignment.Status
NOW = timezone.localdate()
LATE, SOON, FAR = (NOW + timedelta(days=days) for days in (-2, 3, 90))
OK = {"status": S.ACCEPTED}
DONE = {"status": S.ACCEPTED, "done_on": NOW, "percent": 100}
NO = {"status": S.DECLINED, "mode": "requested"}
# (the Sở's part, the commune's part, state and answer of the entry, its percent)
PAIRS = {
    "chờ xã": (DONE, {"due_on": FAR}, "not_started", "sent", 0),
    "xã quá hạn": ({**OK, "due_on": FAR}, {**OK, "due_on": LATE}, "late", "accepted", 0),
    "Sở quá hạn": ({**OK, "due_on": LATE, "percent": 40}, DONE, "late", "accepted", 40),
    "sắp hạn": ({**OK, "due_on": FAR}, {**OK, "due_on": SOON, "percent": 30}, "due_soon", "accepted", 0),
    "đề xuất": (OK, {"status": S.PROPOSED}, "not_started", "proposed", 0),
    "xong cả hai": (DONE, DONE, "done", "accepted", 100),
    "xã từ chối": ({**OK, "percent": 50, "due_on": FAR}, NO, "not_started", "accepted", 50),
    "cả hai từ chối": (NO, NO, "declined", "declined", 0),
    "xong mà chưa nhận": (DONE, {"override": "done", "override_reason": "Đã làm."}, "done", "accepted", 0),
}  # fmt: skip


@pytest.fixture
def plans(so, suoi_may):
    movement = make_movement(so)
    made = make_plan(so), make_plan(suoi_may, "Kế hoạch của xã")
    for plan in made:
        plan.movements.add(movement)
    return made


@pytest.fixture
def world(plans, hoa_sen, binh_minh):
    """{words of the task: (the Sở's part, the commune's)}, and beside them work with one master each."""
    upper, lower = plans
    made = {}
    for text, (first, second, *_rest) in PAIRS.items():
        task = make_task(upper, text)
        own = make_assignment(task, hoa_sen, **first)
        made[text] = (
            own,
            make_assignment(make_task(lower, f"{text} (xã)", derived_from=task), hoa_sen, **second),
        )
    make_assignment(make_task(upper, "chỉ Sở"), hoa_sen, **OK)
    make_assignment(make_task(lower, "chỉ xã", derived_from=make_task(upper)), hoa_sen)
    make_assignment(made["chờ xã"][0].task, binh_minh, **OK)
    return made


def of_school(hoa_sen):
    return Assignment.objects.filter(unit=hoa_sen)


def test_an_entry_has_the_state_of_its_worst_part_and_waits_while_one_does(world, hoa_sen):
    found = {
        row.text: (row.state, row.acceptance, row.least) for row in entries(of_school(hoa_sen))
    }

    expected = {text: tuple(rest) for text, (_upper, _lower, *rest) in PAIRS.items()}
    assert found == {
        **expected,
        "chỉ Sở": ("not_started", "accepted", 0),
        "chỉ xã": ("not_started", "sent", 0),
    }


def test_a_part_stands_for_the_entry_in_sql_and_on_the_page_alike(client, world, hoa_sen, binh):
    client.force_login(binh)

    table = get(client, binh, "unit_work", hoa_sen.pk).context["table"]

    for row in table.items:
        badge = dict(Assignment.Progress.choices)[row.state]
        assert str(badge) in str(table.table.column("state").html(row)).split("masters")[0]


def test_every_page_counts_the_same(client, world, plans, so, hoa_sen, binh, lam):
    summary = count_work(of_school(hoa_sen))
    lanes = {lane.key: lane.count for lane in lanes_of(hoa_sen, binh)}
    listed = {kind: rows_of(client, binh, hoa_sen, viec=kind) for kind in ("", *KINDS)}
    below = progress_of_units(Unit.objects.filter(pk=hoa_sen.pk), running_assignments(lam))
    below = below.values(*BELOW).get()
    movement = plans[0].movements.get()
    joined = with_work(Unit.objects.filter(pk=hoa_sen.pk), movement, scope=ALL).get()

    work = summary.work
    assert (work.given, work.declined, summary.shared) == (10, 1, 8)
    assert listed == {
        "": work.given + work.declined,
        "cho-tiep-nhan": work.waiting,
        "cho-tra-loi": work.proposed,
        "qua-han": work.late,
        "sap-den-han": work.due_soon,
        "hoan-thanh": work.done,
        "tu-choi": work.declined,
    }
    assert lanes == {
        "accept": work.waiting,
        "doing": work.given - work.waiting - work.done,
        "approval": 0,
        "done": work.done,
    }
    assert below == {"given": 10, "accepted": work.accepted, "late": work.late, "done": work.done}
    assert (joined.given, joined.accepted, joined.done) == (10, work.accepted, work.done)
    assert standing_of(binh).states == work.states()


def test_a_plan_counts_its_own_part_of_each_entry(world, plans, hoa_sen):
    boards = [
        rows_by_unit(of_school(hoa_sen).filter(task__plan=plan), [hoa_sen])[0].total()
        for plan in plans
    ]

    own = [
        tallied(singles(of_school(hoa_sen).filter(task__plan=plan)))[()].states() for plan in plans
    ]
    assert [{s: n for s, n in board.items() if s != "declined"} for board in boards] == own


def test_the_movement_counts_an_entry_once(world, plans):
    movement = plans[0].movements.get()
    whole = sum(tallied(entries(work_of(movement))).values(), NOTHING)

    assert (whole.given, whole.done) == (11, 2)  # the school's ten and Bình Minh's one
    assert running_work(movement) == {"work": 9, "units": 2, "plans": 2}


def test_a_report_of_either_part_puts_the_card_into_approval(world, hoa_sen, binh):
    make_submitted(world["xã quá hạn"][1], binh)

    assert {lane.key: lane.count for lane in lanes_of(hoa_sen, binh)}["approval"] == 1
    assert count_work(of_school(hoa_sen)).returned == 0


def test_plan_and_waiting_ask_the_same_part(client, world, plans, hoa_sen, binh):
    found = [rows_of(client, binh, hoa_sen, viec="cho-tiep-nhan", ke_hoach=p.pk) for p in plans]

    assert found == [0, 2]


def test_a_twin_of_a_plan_that_ended_stands_alone(client, world, plans, hoa_sen, binh):
    Plan.objects.filter(pk=plans[0].pk).update(status=Plan.Status.CLOSED)

    shown, ended = (rows_of(client, binh, hoa_sen, viec=kind) for kind in ("", "ket-thuc"))

    assert (shown, ended) == (len(PAIRS) + 1, len(PAIRS) + 1)


# ------------------------------------------------------------------ the row, and what one does with it
def test_the_row_says_how_each_master_sees_it(client, world, hoa_sen, binh):
    page = words(get(client, binh, "unit_work", hoa_sen.pk, q="chờ xã"))

    assert "Sở Giáo dục và Đào tạo Sông Ngân : Hoàn thành" in page
    assert "Xã Suối Mây : Chờ tiếp nhận, Chưa bắt đầu" in page


def test_the_waiting_part_is_accepted_from_the_list_and_the_filter_stays(
    client, world, hoa_sen, binh
):
    upper, lower = world["chờ xã"]
    client.force_login(binh)
    url = reverse("plans:accept_selected", args=[hoa_sen.pk])

    answer = client.post(url, {"row": [upper.pk], "filter": "viec=cho-tiep-nhan"})

    lower.refresh_from_db()
    assert lower.status == S.ACCEPTED
    assert answer["Location"] == f"/don-vi/{hoa_sen.pk}/viec/?viec=cho-tiep-nhan"


def test_from_home_the_rows_that_wait_come_ticked(client, plans, hoa_sen, binh):
    plan = plans[0]
    for _n in range(26):
        make_assignment(make_task(plan), hoa_sen)
    (waiting,) = waiting_for(binh)

    page = get_url(client, binh, waiting.url)

    assert page.count(" checked") == 25 + 1  # the rows of the page, and the box for all of them
    assert 'data-pick-all="26"' in page
    assert f'name="filter" value="viec=cho-tiep-nhan&amp;ke_hoach={plan.pk}"' in page
    assert " checked" not in get_url(client, binh, waiting.url.removesuffix("&chon=het"))


def test_the_button_with_nothing_ticked_says_so(client, world, hoa_sen, binh):
    page = words(post(client, binh, "accept_selected", hoa_sen.pk))

    assert "Chưa chọn việc nào." in page


def test_a_card_is_accepted_from_both_or_from_one(client, plans, hoa_sen, binh):
    pairs = []
    for n in range(2):
        task = make_task(plans[0], f"Việc {n}")
        lower = make_assignment(make_task(plans[1], derived_from=task), hoa_sen)
        pairs.append((make_assignment(task, hoa_sen), lower))
    page = get(client, binh, "work_board", hoa_sen.pk).content.decode()

    post(client, binh, "accept_card", pairs[0][0].pk, trang="1")
    post(client, binh, "accept_assignment", pairs[1][1].pk)

    assert page.count("</svg>Tiếp nhận cả hai") == page.count("Chỉ của Xã Suối Mây") == 2
    states = [Assignment.objects.get(pk=work.pk).status for pair in pairs for work in pair]
    assert states == [S.ACCEPTED, S.ACCEPTED, S.SENT, S.ACCEPTED]


KINDS = ("cho-tiep-nhan", "cho-tra-loi", "qua-han", "sap-den-han", "hoan-thanh", "tu-choi")
BELOW = ("given", "accepted", "late", "done")
ALL = Q()


def get_url(client, user, url):
    client.force_login(user)
    return client.get(url).content.decode()


def rows_of(client, user, unit, **asked):
    return get(client, user, "unit_work", unit.pk, **asked).context["table"].count
