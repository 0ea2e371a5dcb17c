"""Types of units and levels of schooling are rows; lists, roles and populations go by them. S0-13."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection

from phongtrao.accounts.models import Role
from phongtrao.orgs.catalogue import add_missing, read_packs
from phongtrao.orgs.models import (
    Line,
    SchoolLevel,
    Unit,
    UnitSpan,
    UnitType,
    is_of_kinds,
    is_of_levels,
)
from phongtrao.orgs.queries import kind_ticks, kind_words, level_choices
from phongtrao.orgs.scope import covers, grants_of, holds_over, unit_condition
from phongtrao.orgs.services import NewRole, Place, UnitFacts, edit_unit, found_unit, give_role
from tests.factories import LONG_AGO, make_unit, make_user


@pytest.fixture
def two_levels(suoi_may, so):
    return make_unit("Trường TH và THCS Bến Lau", admin=suoi_may, prof=so, level="primary_lower")


@pytest.fixture
def boarding(so):
    return make_unit("Trường PTDTNT Sông Ngân", admin=so, level="upper", type_id="PTDTNT")


# ------------------------------------------------------------------ the pack


def test_the_shipped_levels_and_types_are_there(db):
    assert level_choices()[:4] == [
        ("preschool", "Mầm non"),
        ("primary", "Tiểu học"),
        ("lower", "Trung học cơ sở"),
        ("primary_lower", "Tiểu học và trung học cơ sở"),
    ]
    assert SchoolLevel.objects.get(code="primary_lower").contains == ["primary", "lower"]
    assert UnitType.objects.get(code="PTDTNT").name == "Trường phổ thông dân tộc nội trú"


def test_every_pack_names_levels_and_kinds_that_exist():
    for pack in read_packs():
        codes = {row["code"] for row in pack["levels"]}
        contained = {code for row in pack["levels"] for code in row["contains"]}
        taught = {code for row in pack["types"] for code in row.get("levels", [])}
        assert contained | taught <= codes
        assert {row["kind"] for row in pack["types"]} == set(Unit.Kind.values)


def test_what_the_law_leaves_open_is_marked(db):
    assert UnitType.objects.get(code="NANG-KHIEU").needs_check
    assert not UnitType.objects.get(code="THPT").needs_check


def test_adding_the_pack_again_keeps_what_the_office_changed(db):
    UnitType.objects.filter(code="THPT").update(name="Trường THPT công lập")
    UnitType.objects.filter(code="GDHN").delete()

    add_missing()

    assert UnitType.objects.get(code="THPT").name == "Trường THPT công lập"
    assert UnitType.objects.filter(code="GDHN").exists()


# ------------------------------------------------------------------ on units


def founded(so, **more):
    """By the service, as on a screen."""
    unit = Unit(kind=Unit.Kind.SCHOOL, code="LA", opened_on=LONG_AGO, **more)
    return found_unit(unit, "Trường Lạ", Place(so, so), by=None)


def test_a_level_that_does_not_exist_is_refused(so):
    with pytest.raises(ValidationError, match="Không có cấp học này"):
        founded(so, level="nowhere")


def test_the_database_refuses_it_too(hoa_sen):
    Unit.objects.filter(pk=hoa_sen.pk).update(level="nowhere")

    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS orgs_unit_level IMMEDIATE")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"type_id": "PTDTNT", "level": "preschool"}, "không có cấp học đã chọn"),
        ({"type_id": "GDTX", "level": "continuing"}, "không thuộc nhóm “Trường”"),
    ],
)
def test_a_type_keeps_to_its_kind_and_levels(so, more, said):
    with pytest.raises(ValidationError, match=said):
        founded(so, **more)


def test_a_type_is_kept_with_the_days_of_the_unit(boarding, hoa_sen, hoa):
    edit_unit(hoa_sen, UnitFacts("", None, "lower", Unit.Area.RURAL, "THCS"), by=hoa)

    assert boarding.type_name == "Trường phổ thông dân tộc nội trú"
    assert UnitSpan.objects.get(unit=boarding).type_id == "PTDTNT"
    span = UnitSpan.objects.get(unit=hoa_sen, days__upper_inf=True)
    assert span.type_id == "THCS"


# ------------------------------------------------------------------ populations


def test_a_school_of_two_levels_is_found_under_both(two_levels, hoa_sen, binh_minh):
    def found(level):
        return set(Unit.objects.filter(is_of_levels([level])))

    assert found("primary") == {two_levels, binh_minh}
    assert found("lower") == {two_levels, hoa_sen}
    assert found("primary_lower") == {two_levels}


def test_one_list_holds_kinds_and_types(boarding, hoa_sen, suoi_may):
    assert set(Unit.objects.filter(is_of_kinds(["PTDTNT", "commune"]))) == {boarding, suoi_may}
    assert kind_words(["PTDTNT", "commune"]) == [
        "Xã, phường, đặc khu",
        "Trường phổ thông dân tộc nội trú",
    ]


def test_only_types_some_unit_has_are_offered_to_tick(boarding):
    offered = [code for code, _label in kind_ticks([Unit.Kind.SCHOOL])]

    assert offered == ["school", "PTDTNT"]


def test_a_role_narrowed_to_a_level_reaches_schools_that_teach_it_among_others(
    hoa, so, two_levels, hoa_sen, binh_minh
):
    user = make_user("Phan Thị Thu")

    give_role(user, NewRole(Role.AUDITOR, so, line=Line.PROF, level="primary"), by=hoa)

    user = type(user).objects.get(pk=user.pk)
    assert holds_over(user, two_levels, Role.AUDITOR)
    assert not holds_over(user, hoa_sen, Role.AUDITOR)
    assert set(Unit.objects.filter(unit_condition(grants_of(user)))) == {two_levels, binh_minh}


def test_a_role_may_hold_for_one_type(hoa, so, boarding, thpt):
    user = make_user("Phan Thị Thu")

    grant = give_role(user, NewRole(Role.AUDITOR, so, line=Line.PROF, kind="PTDTNT"), by=hoa)

    assert covers(grant, boarding)
    assert not covers(grant, thpt)
    assert grant.get_kind_display() == "Trường phổ thông dân tộc nội trú"


def test_a_role_of_no_known_kind_is_refused(hoa, so):
    with pytest.raises(ValidationError, match="Không có loại đơn vị này"):
        give_role(make_user("Phan Thị Thu"), NewRole(Role.AUDITOR, so, kind="KHONG-CO"), by=hoa)
