"""Where grants reach: every question of orgs.scope against a slow walk over the same units."""

import random

import pytest

from phongtrao.accounts.models import Role
from phongtrao.orgs import scope
from phongtrao.orgs.models import Grant, Line, Unit
from tests.factories import make_unit, make_user

LEVELS = (Unit.Level.PRESCHOOL, Unit.Level.PRIMARY, Unit.Level.LOWER)
ROLES = (Role.OFFICE, Role.LEADER, Role.HEAD, Role.FOCAL, Role.AUDITOR, Role.APPRAISER)


@pytest.fixture
def units(province, so, suoi_may, doi_thong):
    room = make_unit("Phòng Tiểu học", Unit.Kind.OFFICE, admin=so)
    schools = [
        make_unit(f"Trường {n}", admin=commune, prof=so, level=LEVELS[n % 3])
        for n, commune in enumerate([suoi_may, doi_thong] * 3)
    ]
    return [province, so, room, suoi_may, doi_thong, *schools]


def below(grant, unit):
    """By hand: the last number of a path is the unit, those before it what it stands under."""
    field = Line(grant.line).path_field
    return str(grant.unit_id) in getattr(unit, field).strip("/").split("/")


def reaches(grant, unit):
    fits_kind = not grant.kind or grant.kind == unit.kind
    fits_level = not grant.level or grant.level == unit.level
    return below(grant, unit) and fits_kind and fits_level


def is_at(grant, unit):
    return grant.unit_id == unit.pk and reaches(grant, unit)


def random_grants(units, user, seed):
    dice = random.Random(seed)  # noqa: S311 -- the same grants every time
    return [
        Grant(
            user=user,
            unit=dice.choice(units),
            role=dice.choice(ROLES),
            line=dice.choice(Line.values),
            kind=dice.choice(["", "", Unit.Kind.SCHOOL, Unit.Kind.COMMUNE, Unit.Kind.OFFICE]),
            level=dice.choice(["", "", *LEVELS]),
        )
        for _n in range(dice.randint(0, 4))
    ]


def found(condition):
    return set(Unit.objects.filter(condition).values_list("pk", flat=True))


def test_every_question_agrees_with_the_walk(units):
    user = make_user("Người Thử Vai")
    for seed in range(120):
        grants = random_grants(units, user, seed)
        user._grants_today = grants
        for role in ROLES:
            held = [grant for grant in grants if grant.role == role]
            roles = frozenset({role})
            over = {u.pk for u in units if any(reaches(g, u) for g in held)}
            at = {u.pk for u in units if any(is_at(g, u) for g in held)}

            assert found(scope.units_of(user, roles)) == over
            assert {u.pk for u in units if scope.holds_over(user, u, role)} == over
            assert found(scope.at_units(user, roles)) == at
            assert {u.pk for u in units if scope.holds_at(user, u, role)} == at
        reads = {u.pk for u in units if scope.reads_unit(user, u)}
        assert found(scope.read_units(user)) == reads


def test_offices_are_the_same_as_condition_and_as_answer(units):
    user = make_user("Người Thử Vai")
    for seed in range(60):
        user._grants_today = random_grants(units, user, seed)
        one = {u.pk for u in units if scope.holds_at_office(user, u, Role.OFFICE)}

        assert found(scope.at_offices(user, frozenset({Role.OFFICE}))) == one


def test_a_room_looks_after_a_level_and_not_a_branch(units, so):
    user = make_user("Chuyên viên tiểu học")
    Grant.objects.create(
        user=user, role=Role.OFFICE, unit=so, line=Line.PROF, level=Unit.Level.PRIMARY,
        days=("2020-01-01", None),
    )  # fmt: skip
    primary = {u.pk for u in units if u.level == Unit.Level.PRIMARY}

    assert found(scope.read_units(user)) == primary
    assert not scope.holds_at(user, so, Role.OFFICE)  # no word in the Sở's own name
    assert len(primary) == 2


def test_appraisers_read_nothing_by_themselves(units, so):
    user = make_user("Người thẩm định")
    Grant.objects.create(
        user=user, role=Role.APPRAISER, unit=so, line=Line.PROF, days=("2020-01-01", None)
    )

    assert found(scope.read_units(user)) == set()
    assert scope.has_role(user, Role.APPRAISER)
