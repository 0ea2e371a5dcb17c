"""What the rooms of the Sở do for a movement, and the levels they look after. S1-79, S1-81."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from phongtrao.accounts.models import Role
from phongtrao.orgs.models import Post, Unit
from phongtrao.plans.models import TaskParty
from tests.factories import LONG_AGO, give, make_movement, make_person, make_unit, make_user
from tests.plans.work import make_assignment, make_plan, make_submitted, make_task


@pytest.fixture
def room(so):
    return make_unit("Phòng Giáo dục Tiểu học", Unit.Kind.OFFICE, admin=so)


@pytest.fixture
def movement(so):
    return make_movement(so)


def lines(client, user, movement):
    client.force_login(user)
    return client.get(reverse("plans:movement", args=[movement.pk])).context["page"].rooms


def test_a_room_is_told_by_its_plans_tasks_work_and_reports(client, movement, so, room, an, lan):
    # S1-79
    plan, own = make_plan(so), make_plan(room, "Kế hoạch của phòng")
    plan.movements.add(movement)
    own.movements.add(movement)
    led, coordinated = make_task(plan), make_task(plan)
    TaskParty.objects.create(task=led, role="lead", name=room.name, unit=room)
    TaskParty.objects.create(task=coordinated, role="coordinator", name=room.name, unit=room)
    done = make_assignment(led, room, done_on=timezone.localdate(), percent=100)
    make_assignment(coordinated, room)
    make_submitted(done, lan)

    (line,) = lines(client, an, movement)

    assert line.room == room
    assert (line.plans, line.led, line.coordinated) == (1, 1, 1)
    assert (line.given, line.done, line.reports) == (2, 1, 1)


def test_a_room_shows_the_levels_its_people_look_after(client, movement, so, room, an):  # S1-81
    officer = make_user("Lý Thị Mai", "mai")
    grant = give(officer, Role.AUDITOR, so)
    grant.level = Unit.Level.PRIMARY
    grant.save()
    Post.objects.create(
        person=make_person("Lý Thị Mai", officer),
        unit=room,
        position="Chuyên viên",
        category="civil",
        days=(LONG_AGO, None),
    )

    (line,) = lines(client, an, movement)

    page = client.get(reverse("plans:movement", args=[movement.pk])).content.decode()
    assert line.looks_after == (("Tiểu học", "primary"),)
    assert f"{reverse('plans:movement_units', args=[movement.pk])}?cap=primary" in page


def test_a_school_does_not_see_the_rooms(client, movement, room, binh):
    assert lines(client, binh, movement) == []


def test_the_table_runs_as_many_queries_for_three_rooms_as_for_one(client, movement, so, room, an):
    address = reverse("plans:movement", args=[movement.pk])
    client.force_login(an)
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    make_unit("Phòng Giáo dục Mầm non", Unit.Kind.OFFICE, admin=so)
    make_unit("Văn phòng Sở", Unit.Kind.OFFICE, admin=so)

    with CaptureQueriesContext(connection) as three:
        client.get(address)

    assert len(three) == len(one)
