"""What is a unit's own stays with the unit: drafts, and what it makes of its incoming papers."""

from datetime import date

import pytest
from django.http import Http404
from django.utils import timezone

from phongtrao.accounts.models import Role
from phongtrao.documents.models import DocumentKind
from phongtrao.documents.services.receiving import Arrival, register_incoming
from phongtrao.lib.errors import NotAllowed
from phongtrao.lib.periods import PeriodKind, containing
from phongtrao.orgs.models import Line
from phongtrao.plans.access import assignments, movements, plans, tasks
from phongtrao.plans.models import Movement, Plan
from phongtrao.plans.services.incoming import Order, make_tasks
from phongtrao.plans.services.movements import create_movement, edit_movement, move_movement
from phongtrao.plans.services.plans import draft_plan, edit_plan, publish_plan
from phongtrao.plans.services.reports import Writing, save_draft, start_report, submit_report
from phongtrao.plans.services.tasks import TaskDraft, add_task
from phongtrao.reports.access import get_visible_plan
from tests.factories import give, make_movement, make_user
from tests.plans.work import make_assignment, make_plan, make_task

pytestmark = pytest.mark.django_db

ABOVE = (
    "an",
    "dung",
    "khanh",
    "lam",
)  # the Sở's office, director and inspector; head of the commune


def sees(rows_of, users, row):
    return {name for name, user in users.items() if rows_of(user).filter(pk=row.pk).exists()}


@pytest.fixture
def people(request, an, dung, khanh, lam, binh, lan, giang, chi):
    names = (*ABOVE, "binh", "lan", "giang", "chi")
    return {name: request.getfixturevalue(name) for name in names}


# ------------------------------------------------------------------ drafts


@pytest.fixture
def draft(hoa_sen, binh):
    movement = Movement(title="Của trường", owner=hoa_sen, starts_on=date(2026, 1, 1))
    return create_movement(movement, "", by=binh)


def test_draft_movement_of_a_school_is_seen_by_the_school_until_it_is_launched(draft, people, binh):
    before = sees(movements.visible_movements, people, draft)
    move_movement(draft, Movement.Status.LAUNCHED, by=binh)

    assert before == {"binh", "lan"}
    assert sees(movements.visible_movements, people, draft) == {*ABOVE, "binh", "lan", "giang"}


def test_office_above_neither_edits_nor_launches_the_draft_of_a_school(client, draft, an, binh):
    fields = {"title": "Tên khác"}
    client.force_login(an)

    with pytest.raises(NotAllowed, match="Chỉ văn phòng của đơn vị phát động"):
        edit_movement(draft, fields, "", [], by=an)
    with pytest.raises(NotAllowed, match="Chỉ văn phòng của đơn vị phát động"):
        move_movement(draft, Movement.Status.LAUNCHED, by=an)

    assert client.get(f"/phong-trao/{draft.pk}/").status_code == 404
    assert edit_movement(draft, fields, "", [], by=binh).title == "Tên khác"


def test_draft_plan_of_a_commune_is_the_communes_until_it_is_issued(suoi_may, people, an, lam):
    clerk = make_user("Hà Văn Xã", "vanxa")
    give(clerk, Role.OFFICE, suoi_may)
    everybody = people | {"clerk": clerk}
    plan = Plan(title="Của xã", owner=suoi_may, starts_on=date(2026, 1, 1))
    draft_plan(plan, [make_movement(suoi_may)], by=clerk)
    task = add_task(plan, TaskDraft("Tập huấn", leads=("UBND xã",)), by=clerk)

    drafted = sees(plans.visible_plans, everybody, plan)
    tasks_drafted = sees(tasks.visible_tasks, everybody, task)
    with pytest.raises(NotAllowed, match="Chỉ văn phòng của đơn vị ban hành"):
        edit_plan(plan, {"title": "Tên khác"}, [], by=an)
    with pytest.raises(NotAllowed, match="Chỉ văn phòng của đơn vị ban hành"):
        publish_plan(plan, by=an)
    publish_plan(plan, by=clerk)

    assert drafted == tasks_drafted == {"lam", "clerk"}
    assert sees(plans.visible_plans, everybody, plan) == {"an", "dung", "khanh", "lam", "clerk"}


def test_nobody_drafts_for_a_unit_below(hoa_sen, an):
    plan = Plan(title="Thay trường", owner=hoa_sen, starts_on=date(2026, 1, 1))
    movement = Movement(title="Thay trường", owner=hoa_sen, starts_on=date(2026, 1, 1))

    with pytest.raises(NotAllowed, match="không phụ trách kế hoạch"):
        draft_plan(plan, by=an)
    with pytest.raises(NotAllowed, match="không phụ trách phong trào"):
        create_movement(movement, "", by=an)

    assert (Plan.objects.count(), Movement.objects.count()) == (0, 0)


def test_second_office_of_the_unit_writes_its_drafts(so, an):
    other = make_user("Tạ Thị Hai", "hai")
    give(other, Role.OFFICE, so, Line.PROF)
    plan = draft_plan(Plan(title="Của Sở", owner=so, starts_on=date(2026, 1, 1)), by=an)

    assert edit_plan(plan, {"title": "Của Sở, sửa"}, [], by=other).title == "Của Sở, sửa"


# ------------------------------------------------------------------ orders of incoming papers


@pytest.fixture
def work(hoa_sen, lan):
    paper = Arrival(DocumentKind.LETTER, "Công an xã", "An toàn cổng trường", timezone.localdate())
    incoming = register_incoming(hoa_sen, paper, by=lan)
    return make_tasks(incoming, [Order("Rà soát camera")], by=lan)[0]


def seen_of(work, people):
    return [
        sees(assignments.visible_assignments, people, work),
        sees(assignments.running_assignments, people, work),
        sees(tasks.visible_tasks, people, work.task),
        sees(plans.visible_plans, people, work.task.plan),
    ]


def report(work, by):
    period = containing(timezone.localdate(), PeriodKind.QUARTER)
    return save_draft(start_report(work, period, by=by), Writing(60, "Đã rà soát."), by=by)


def test_work_a_school_makes_of_an_incoming_paper_is_the_schools(client, work, people, an, lan):
    report(work, lan)
    client.force_login(an)

    assert seen_of(work, people) == [{"binh", "lan", "giang"}] * 4
    pages = (
        f"/viec-duoc-giao/{work.pk}/",
        f"/nhiem-vu/{work.task_id}/",
        f"/ke-hoach/{work.task.plan_id}/",
    )
    assert [client.get(page).status_code for page in pages] == [404, 404, 404]
    assert "Rà soát camera" not in client.get(f"/don-vi/{work.unit_id}/viec/").content.decode()


def test_work_of_an_incoming_paper_is_counted_above_once_it_is_reported(
    client, so, suoi_may, hoa_sen, work, lam, lan
):
    make_assignment(make_task(make_plan(so)), hoa_sen)
    draft = report(work, lan)

    before = given_below(client, lam, suoi_may)
    submit_report(draft, by=lan)

    assert (before, given_below(client, lam, suoi_may)) == ({hoa_sen: 1}, {hoa_sen: 2})


def given_below(client, user, unit):
    """What “Đơn vị bên dưới” counts for each unit."""
    client.force_login(user)
    table = client.get(f"/don-vi/{unit.pk}/cap-duoi/").context["table"]
    return {row: row.given for row in table.items}


def test_work_of_an_incoming_paper_is_seen_above_once_it_is_reported(work, people, lan):
    other = make_tasks(work.task.directive.incoming, [Order("Họp công an")], by=lan)[0]
    submit_report(report(work, lan), by=lan)

    assert seen_of(work, people) == [{*ABOVE, "binh", "lan", "giang"}] * 4
    assert seen_of(other, people)[:3] == [{"binh", "lan", "giang"}] * 3


def test_work_of_the_plans_above_is_counted_as_before(so, hoa_sen, people):
    work = make_assignment(make_task(make_plan(so)), hoa_sen)

    assert seen_of(work, people)[:2] == [{*ABOVE, "binh", "lan", "giang"}] * 2


def test_consolidated_report_is_not_made_of_orders(work, an):
    with pytest.raises(Http404):
        get_visible_plan(an, work.task.plan_id)
