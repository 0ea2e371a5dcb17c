"""Who reads what lies below: heads do, focal persons and teachers stay at their own unit."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from phongtrao.accounts.models import Role
from phongtrao.documents.access import visible_evidence
from phongtrao.documents.services import add_evidence
from phongtrao.orgs import tabs
from phongtrao.orgs.access import visible_people
from phongtrao.orgs.models import Post
from phongtrao.plans.access.assignments import readable_units, visible_assignments
from phongtrao.plans.access.movements import visible_movements
from phongtrao.plans.access.plans import countable, visible_plans
from phongtrao.plans.models import Assignment
from tests.factories import give, make_movement, make_person, make_user
from tests.plans.work import make_plan, make_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def of_school(so, hoa_sen, lan):
    """One record of each kind at a school of the commune."""
    post = Post(
        person=make_person("Nông Thị Hạ"),
        unit=hoa_sen,
        position="Giáo viên",
        category=Post.Category.PUBLIC,
        days=DateRange(date(2020, 1, 1), None),
    )
    post.save()
    return {
        "work": make_work(so, hoa_sen),
        "evidence": add_evidence(
            hoa_sen, title="Biên bản", url="https://vidu.example/bien-ban", by=lan
        ),
        "person": post.person,
        "plan": make_plan(hoa_sen),
        "movement": make_movement(hoa_sen),
    }


def read_by(user):
    return {
        "work": visible_assignments(user),
        "evidence": visible_evidence(user),
        "person": visible_people(user),
        "plan": visible_plans(user),
        "movement": visible_movements(user),
    }


def test_head_of_a_commune_reads_its_schools(lam, suoi_may, hoa_sen, of_school):
    rows = read_by(lam)

    assert {noun: of_school[noun] in rows[noun] for noun in rows} == dict.fromkeys(rows, True)
    assert Assignment.objects.filter(countable(lam)).count() == 1
    assert "Đơn vị bên dưới" in [tab["label"] for tab in tabs.tabs_of(suoi_may, lam, "unit")]
    assert hoa_sen in type(hoa_sen).objects.filter(readable_units(lam))


@pytest.mark.parametrize("role", [Role.FOCAL, Role.TEACHER])
def test_focal_person_of_a_commune_does_not(suoi_may, hoa_sen, of_school, role):
    user = make_user("Lý Thị Tâm", "tam")
    give(user, role, suoi_may)
    rows = read_by(user)

    assert {noun: of_school[noun] in rows[noun] for noun in rows} == dict.fromkeys(rows, False)
    assert Assignment.objects.filter(countable(user)).count() == 0
    assert "Đơn vị bên dưới" not in [tab["label"] for tab in tabs.tabs_of(suoi_may, user, "unit")]
    assert hoa_sen not in type(hoa_sen).objects.filter(readable_units(user))


def test_focal_person_reads_everything_of_the_own_unit(lan, of_school):
    rows = read_by(lan)

    assert {noun: of_school[noun] in rows[noun] for noun in rows} == dict.fromkeys(rows, True)
