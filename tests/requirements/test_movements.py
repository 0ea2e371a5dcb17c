"""Movements from the province down to a school, and who names whom in a task."""

from datetime import date

import pytest

from phongtrao.accounts.models import Role
from phongtrao.documents.services import DocumentData, register_document
from phongtrao.orgs.models import Unit
from phongtrao.plans.models import Movement, Plan
from phongtrao.plans.queries.movements import content_tree, family_of
from phongtrao.plans.services.movements import create_movement, move_movement
from phongtrao.plans.services.tasks import TaskDraft, add_task
from tests.factories import give, make_unit, make_user
from tests.plans.work import make_plan

S = Movement.Status


def launch(owner, by, title, parent=None, **more) -> Movement:
    movement = Movement(owner=owner, title=title, parent=parent, starts_on=date(2026, 1, 1), **more)
    create_movement(movement, "Sáng kiến", by=by)
    return move_movement(movement, S.LAUNCHED, by=by)


@pytest.fixture
def officers(province, so, hoa_sen):
    """The officer of the province, of the Sở and of a school, from the top."""
    found = []
    for unit in (province, so, hoa_sen):
        found.append(make_user(f"Văn thư {unit}"))
        give(found[-1], Role.OFFICE, unit)
    return found


def test_movements_form_a_tree_from_the_province_to_a_school(  # S0-01 S1-84 S4-09
    province, so, hoa_sen, officers, client, binh
):
    city, sector, school = officers
    paper = register_document(
        DocumentData("KH", "Phát động", "206/KH-UBND", date(2026, 1, 2), province), by=city
    )
    top = launch(province, city, "Phong trào của tỉnh", launched_by=paper)
    middle = launch(so, sector, "Phong trào của ngành", top)
    bottom = launch(hoa_sen, school, "Phong trào của trường", middle)

    family = family_of(top, Movement.objects.all())

    client.force_login(binh)
    page = client.get(f"/phong-trao/{bottom.pk}/").content.decode()
    assert [(depth, movement.title) for depth, movement in family] == [
        (1, "Phong trào của ngành"),
        (2, "Phong trào của trường"),
    ]
    assert (top.launched_by, bottom.status) == (paper, S.LAUNCHED)
    assert f'href="/phong-trao/{middle.pk}/"' in page


def test_tasks_hang_on_a_content_and_are_counted_there(so, an):  # S0-19 S0-23
    movement = Movement(owner=so, title="Thi đua", starts_on=date(2026, 1, 1))
    create_movement(movement, "Quản lý nhà nước\n- Sở hữu trí tuệ", by=an)
    plan = make_plan(so, status=Plan.Status.DRAFT)
    plan.movements.set([movement])
    content = movement.contents.get(text="Sở hữu trí tuệ")
    add_task(plan, TaskDraft("Tuyên truyền", content=content), by=an)
    add_task(plan, TaskDraft("Việc khác"), by=an)

    Plan.objects.filter(pk=plan.pk).update(status=Plan.Status.PUBLISHED)

    found = [(node.text, node.depth, node.tasks) for node in content_tree(movement)]
    assert found == [("Quản lý nhà nước", 0, 0), ("Sở hữu trí tuệ", 1, 1)]


def test_inner_rooms_and_outside_bodies_are_named_in_a_task(
    province, so, an
):  # S1-73 S2-09 S2-24 S4-38
    room = make_unit("Bộ phận Công nghệ thông tin", Unit.Kind.ROOM, admin=so)
    union = make_unit("Công đoàn ngành Giáo dục", Unit.Kind.BODY, admin=province)
    plan = make_plan(so, status=Plan.Status.DRAFT)
    said = TaskDraft(
        "Truyền thông",
        leads=("bộ phận công nghệ thông tin", "Công đoàn ngành Giáo dục"),
        coordinators=("Các đơn vị cung cấp sản phẩm",),
    )

    task = add_task(plan, said, by=an)

    parties = task.parties.order_by("-role", "position").values_list("role", "unit")
    assert list(parties) == [("lead", room.pk), ("lead", union.pk), ("coordinator", None)]
