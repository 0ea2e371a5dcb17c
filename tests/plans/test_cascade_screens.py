"""The page on which tasks are given out: what it offers, what its preview says."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from phongtrao.plans.models import Assignment, TaskParty
from phongtrao.plans.views.tasks import ASSIGNMENTS
from phongtrao.plans.views.work import WORK
from tests.factories import make_unit
from tests.plans.work import make_assignment, make_plan, make_task


@pytest.fixture
def plan(so):
    return make_plan(so)


@pytest.fixture
def task(plan, hoa_sen):
    made = make_task(plan, ordinal="1")
    TaskParty.objects.create(task=made, role="coordinator", name="THCS Hoa Sen", unit=hoa_sen)
    TaskParty.objects.create(task=made, role="lead", name="Các cơ sở giáo dục")
    return made


@pytest.fixture
def office(client, an):
    client.force_login(an)
    return client


def address(plan, **asked):
    return f"{reverse('plans:issue', args=[plan.pk])}?{urlencode(asked, doseq=True)}"


def asked_for(task, **more):
    return {"xem": 1, "tasks": task.pk, "line": "prof", "mode": "", **more}


def test_only_kinds_levels_and_areas_that_exist_are_offered(office, plan, task, hoa_sen, suoi_may):
    form = office.get(address(plan)).context["form"]

    offered = {n: [key for key, _label in form.fields[n].choices] for n in ("kinds", "levels")}
    assert offered == {"kinds": ["commune", "school"], "levels": ["lower"]}


def test_the_heading_says_that_units_are_ordered_or_requested(office, plan, task):
    page = office.get(address(plan)).content.decode()

    assert "Giao, đề nghị nhiệm vụ cho các đơn vị" in page


def ticked(office, plan, **asked):
    return office.get(address(plan, **asked)).context["form"].initial["tasks"]


def test_only_what_is_free_and_not_the_owners_own_is_ticked(office, plan, task, so, hoa_sen):
    room = make_unit("Văn phòng Sở", "office", admin=so)
    own = make_task(plan, "Ban hành hướng dẫn")
    TaskParty.objects.create(task=own, role="lead", name="Văn phòng Sở", unit=room)
    unresolved = make_task(plan, "Tổng hợp")
    TaskParty.objects.create(task=unresolved, role="lead", name="Văn phòng Sở GDĐT")
    joint = make_task(plan, "Hội thi")
    for unit in (room, hoa_sen):
        TaskParty.objects.create(task=joint, role="lead", name=str(unit), unit=unit)
    make_assignment(make_task(plan, "Đã giao"), hoa_sen)

    assert ticked(office, plan) == [task.pk, joint.pk]
    assert ticked(office, plan, **{"nhiem-vu": own.pk}) == [own.pk]


def test_each_task_says_who_leads_and_who_joins_in(office, plan, task, hoa_sen):
    make_assignment(task, hoa_sen)

    page = office.get(address(plan)).content.decode()

    said = "Chủ trì: Các cơ sở giáo dục · Phối hợp: THCS Hoa Sen · đã tới 1 đơn vị"
    assert f'<span class="tick-more">{said}</span>' in page


def test_the_tasks_offered_take_the_same_queries_for_many(
    office, plan, task, hoa_sen, django_assert_max_num_queries
):
    for number in range(5):
        make_assignment(make_task(plan, f"Việc {number}"), hoa_sen)

    with django_assert_max_num_queries(19):
        office.get(address(plan))


def test_units_named_in_the_tasks_are_given_theirs(office, plan, task, hoa_sen):  # S2-05, S2-07
    where = address(plan, **asked_for(task, named="on"))

    preview = office.get(where).content.decode()
    answer = office.post(where, follow=True).content.decode()

    row = Assignment.objects.get()
    assert "1 đơn vị được nêu tên nhận 1 lượt đề nghị" in preview
    assert "1 tên được nêu không tới đơn vị nào" in preview
    assert "“Các cơ sở giáo dục” chưa gắn với đơn vị nào trong hệ thống" in preview
    assert f'href="/nhiem-vu/{task.pk}/"' in preview
    assert "Đã đề nghị 1 lượt; 0 lượt đã có từ trước." in answer
    assert (row.task, row.unit, row.part) == (task, hoa_sen, "coordinator")


def test_many_named_units_become_long_work(office, plan, task, monkeypatch):
    monkeypatch.setattr("phongtrao.plans.views.cascade.AT_ONCE", 0)

    answer = office.post(address(plan, **asked_for(task, named="on")))

    assert answer.url.startswith("/viec/")


def test_the_preview_says_when_everything_is_chosen(office, plan, task, suoi_may, thpt):
    every = asked_for(task, kinds=["commune", "school"], areas=["urban"])
    some = asked_for(task, kinds=["school"], levels=["upper"])
    make_task(plan, "Việc hai")

    pages = [office.get(address(plan, **asked)).content.decode() for asked in (every, some)]

    assert "Lựa chọn gồm: mọi loại đơn vị, mọi cấp học, mọi địa bàn." in pages[0]
    assert "Lựa chọn gồm: mọi địa bàn." in pages[1]
    both = {**every, "tasks": [task.pk, plan.tasks.last().pk]}
    assert "Lựa chọn gồm: mọi nhiệm vụ của kế hoạch," in (
        office.get(address(plan, **both)).content.decode()
    )


def test_a_choice_that_reaches_nobody_says_so(office, plan, task, hoa_sen):
    asked = asked_for(task, kinds=["school"], excluded="Trường THCS Hoa Sen")

    page = office.get(address(plan, **asked)).content.decode()

    assert "Lựa chọn này không tới đơn vị nào" in page


def test_the_part_of_a_unit_is_shown_on_its_work_and_in_lists(office, task, hoa_sen):  # S2-05
    row = make_assignment(task, hoa_sen, part="coordinator")

    page = office.get(reverse("plans:assignment", args=[row.pk])).content.decode()
    listed = office.get(reverse("plans:task", args=[task.pk])).content.decode()

    assert "Vai trò" in page
    assert "Phối hợp" in page
    assert "Phối hợp" in listed.split("<tbody")[1]
    assert ["part" in [c.key for c in table.columns] for table in (ASSIGNMENTS, WORK)] == [
        True,
        True,
    ]
