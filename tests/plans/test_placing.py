"""Where tasks hang: on contents of the movement, on tasks above, on a task of their own plan."""

from datetime import date

import pytest
from django.urls import reverse

from phongtrao.audit.models import Entry
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.orgs.models import Line
from phongtrao.plans.models import Movement, Plan, TaskParty
from phongtrao.plans.services.placing import Placing, place_task, place_tasks
from phongtrao.plans.services.plans import close_plan
from tests.factories import give, make_user
from tests.plans.work import make_assignment, make_plan, make_task


@pytest.fixture
def movement(so):
    made = Movement.objects.create(
        owner=so, title="Thi đua sáng tạo", starts_on=date(2026, 1, 1), status="running"
    )
    made.contents.create(text="Phát triển sáng kiến")
    made.contents.create(text="Truyền thông", position=1)
    return made


@pytest.fixture
def contents(movement):
    return list(movement.contents.all())


@pytest.fixture
def plan(so, movement):
    made = make_plan(so)
    made.movements.add(movement)
    return made


@pytest.fixture
def task(plan):
    found = make_task(plan, ordinal="1")
    TaskParty.objects.create(task=found, role="lead", name="Văn phòng Sở")
    return found


@pytest.fixture
def thu(suoi_may):
    """The office of the commune Suối Mây."""
    user = make_user("Cao Minh Thu", "thu")
    give(user, "office", suoi_may, Line.ADMIN)
    return user


@pytest.fixture
def below(suoi_may, movement):
    made = make_plan(suoi_may, "Kế hoạch của xã")
    made.movements.add(movement)
    return made


def with_lead(plan, text="Việc của xã", **more):
    made = make_task(plan, text, **more)
    TaskParty.objects.create(task=made, role="lead", name="Ủy ban nhân dân xã")
    return made


# ------------------------------------------------------------------ one task


def test_a_task_in_force_is_hung_on_a_content(task, contents, an):  # S0-19
    place_task(task, Placing(content=contents[0], deliverable_kind="event"), by=an)

    task.refresh_from_db()
    entry = Entry.objects.get(action="plans.task_placed")
    assert (task.content, task.deliverable_kind, task.text) == (
        contents[0],
        "event",
        "Tổ chức hội thi sáng tạo",
    )
    assert (entry.values.before, entry.values.after) == (
        {"content": None, "deliverable_kind": "other"},
        {"content": "Phát triển sáng kiến", "deliverable_kind": "event"},
    )


def test_a_task_of_a_draft_is_placed_as_well(so, plan, task, contents, an):
    Plan.objects.filter(pk=plan.pk).update(status="draft")
    task.plan.refresh_from_db()

    place_task(task, Placing(content=contents[1]), by=an)

    task.refresh_from_db()
    assert task.content == contents[1]


def test_a_task_carries_out_one_of_a_published_plan_above(
    task, below, suoi_may, thu
):  # S1-20, S4-03
    make_assignment(task, suoi_may)
    mine = with_lead(below)

    place_task(mine, Placing(derived_from=task), by=thu)

    mine.refresh_from_db()
    assert mine.derived_from == task


def test_a_task_carries_out_one_of_the_parent_plan(so, plan, task, an):  # S1-20
    year = make_plan(so, "Kế hoạch năm", parent=plan)
    mine = with_lead(year)

    place_task(mine, Placing(derived_from=task), by=an)

    mine.refresh_from_db()
    assert mine.derived_from == task


def test_what_one_may_not_see_or_is_not_above_is_no_task_above(so, task, plan, below, thu, an):
    unseen = with_lead(below)  # the commune has no work of the Sở's plan, so does not see it
    beside = with_lead(make_plan(so, "Kế hoạch khác của Sở"))
    drafted = make_task(make_plan(so, status="draft"))
    tries = [(unseen, task, thu), (task, beside, an), (task, drafted, an), (task, unseen, an)]

    for mine, above, who in tries:
        with pytest.raises(BadInput, match="kế hoạch đã ban hành của cấp trên"):
            place_task(mine, Placing(derived_from=above), by=who)


def test_a_task_never_carries_out_what_is_below_it(so, plan, task, an):
    year = make_plan(so, "Kế hoạch năm", parent=plan)
    mine = with_lead(year, derived_from=task)
    Plan.objects.filter(pk=plan.pk).update(parent=year)
    task.plan.refresh_from_db()

    for above in (mine, task):
        with pytest.raises(BadInput, match="đang nằm dưới nhiệm vụ này"):
            place_task(task, Placing(derived_from=above), by=an)


def test_a_part_belongs_to_a_task_of_the_same_plan(so, plan, task, an):
    part = make_task(plan, "Một phần")
    elsewhere = make_task(make_plan(so))

    place_task(part, Placing(part_of=task), by=an)

    part.refresh_from_db()
    assert part.part_of == task
    with pytest.raises(BadInput, match="khác của cùng kế hoạch"):
        place_task(part, Placing(part_of=elsewhere), by=an)


def test_a_part_without_a_lead_is_not_set_loose_in_force(plan, task, an):
    part = make_task(plan, "Một phần", part_of=task)

    with pytest.raises(BadInput, match="không có cơ quan chủ trì"):
        place_task(part, Placing(), by=an)


def test_a_content_of_another_movement_is_refused(so, task, an):
    other = Movement.objects.create(owner=so, title="Khác", starts_on=date(2026, 1, 1))
    foreign = other.contents.create(text="Nội dung khác")

    with pytest.raises(BadInput, match="phải thuộc phong trào của kế hoạch"):
        place_task(task, Placing(content=foreign), by=an)


@pytest.mark.parametrize("who", ["dung", "binh", "khanh", "hoa"])
def test_only_the_office_places_tasks(request, task, contents, who):
    user = request.getfixturevalue(who)

    with pytest.raises(NotAllowed, match="Chỉ văn phòng"):
        place_task(task, Placing(content=contents[0]), by=user)
    with pytest.raises(NotAllowed, match="Chỉ văn phòng"):
        place_tasks(task.plan, [task], contents[0], by=user)


def test_units_own_tasks_and_closed_plans_stay_where_they_are(plan, task, contents, hoa_sen, an):
    local = make_task(plan, local_to=hoa_sen)

    with pytest.raises(NotAllowed, match="Nhiệm vụ riêng"):
        place_task(local, Placing(content=contents[0]), by=an)
    close_plan(Plan.objects.get(pk=plan.pk), by=an)
    with pytest.raises(WrongState, match="vừa kết thúc"):
        place_task(task, Placing(content=contents[0]), by=an)
    task.plan.refresh_from_db()
    with pytest.raises(NotAllowed, match="Kế hoạch đã kết thúc"):
        place_task(task, Placing(content=contents[0]), by=an)


# ------------------------------------------------------------------ many


def test_several_tasks_are_hung_on_one_content_each_with_its_history(plan, task, contents, an):
    second = make_task(plan, "Việc hai", content=contents[1])
    there = make_task(plan, "Việc ba", content=contents[0])

    moved = place_tasks(plan, [task, second, there], contents[0], by=an)

    hung = plan.tasks.order_by("position").values_list("content", flat=True)
    assert moved == 2
    assert list(hung) == [contents[0].pk] * 3
    told = Entry.objects.filter(action="plans.task_placed").values_list("subject_id", flat=True)
    assert sorted(told) == sorted([str(task.pk), str(second.pk)])


def test_tasks_of_others_and_no_tasks_are_refused(so, plan, contents, hoa_sen, an):
    strangers = [make_task(make_plan(so)), make_task(plan, local_to=hoa_sen)]

    for stranger in strangers:
        with pytest.raises(BadInput, match="không thuộc kế hoạch này"):
            place_tasks(plan, [stranger], contents[0], by=an)
    with pytest.raises(BadInput, match="ít nhất một nhiệm vụ"):
        place_tasks(plan, [], contents[0], by=an)


# ------------------------------------------------------------------ screens


def test_the_office_places_a_task_on_its_page(client, task, contents, an):
    client.force_login(an)
    address = reverse("plans:task_place", args=[task.pk])

    page = client.get(address).content.decode()
    answer = client.post(address, {"content": contents[0].pk, "deliverable_kind": "event"})

    assert "Gắn vào nội dung thi đua, nhiệm vụ cấp trên" in page
    assert "Truyền thông" in page
    shown = client.get(answer.url).content.decode()
    assert "Phát triển sáng kiến" in shown
    assert address in shown


def test_the_form_offers_tasks_above_with_owner_and_plan(client, task, below, suoi_may, thu):
    make_assignment(task, suoi_may)
    mine = with_lead(below)
    client.force_login(thu)

    page = client.get(reverse("plans:task_place", args=[mine.pk])).content.decode()

    assert (
        "Sở Giáo dục và Đào tạo Sông Ngân, Kế hoạch đổi mới sáng tạo: 1. Tổ chức hội thi sáng tạo"
        in page
    )


def test_the_office_hangs_several_tasks_at_once(client, plan, task, contents, an):
    second = make_task(plan, "Việc hai", content=contents[1])
    client.force_login(an)
    address = reverse("plans:tasks_place", args=[plan.pk])

    page = client.get(address).content.decode()
    answer = client.post(
        address, {"content": contents[0].pk, "tasks": [task.pk, second.pk]}, follow=True
    )

    assert "Việc hai (đang gắn: Truyền thông)" in page
    assert "Đã gắn 2 nhiệm vụ." in answer.content.decode()
    assert plan.tasks.filter(content=contents[0]).count() == 2


def test_without_contents_the_page_says_what_to_do_first(client, movement, plan, task, an):
    movement.contents.all().delete()
    client.force_login(an)

    page = client.get(reverse("plans:tasks_place", args=[plan.pk])).content.decode()

    assert "Hãy thêm nội dung vào phong trào của kế hoạch trước." in page


def test_placing_is_the_offices_and_outside_ones_scope_nothing_exists(client, task, dung, chi):
    codes = []
    for user in (dung, chi):
        client.force_login(user)
        for name, pk in [("task_place", task.pk), ("tasks_place", task.plan_id)]:
            codes.append(client.get(reverse(f"plans:{name}", args=[pk])).status_code)

    assert codes == [403, 403, 404, 404]
