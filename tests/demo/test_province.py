"""The invented province keeps the rules of the real one."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from phongtrao.accounts.models import Role, User
from phongtrao.demo.load import load_province
from phongtrao.demo.province import SIZES, Draft, plan_units, write_units
from phongtrao.demo.signins import PARTS, PASSWORD
from phongtrao.orgs.models import Grant, Person, Unit, UnitSpan
from phongtrao.orgs.services import Place, found_unit

pytestmark = pytest.mark.django_db


def test_small_province_has_every_kind_and_the_sign_ins():
    province = load_province("school", seed=1)

    kinds = {unit.kind for unit in province.units}
    assert kinds == {"province", "department", "office", "body", "commune", "school", "centre"}
    assert len(province.units) == UnitSpan.objects.count() == 40
    assert [
        User.objects.get(username=part.username).check_password(PASSWORD) for part in PARTS
    ] == [True] * 9
    assert set(Grant.objects.values_list("role", flat=True)) == set(Role) - {
        Role.APPRAISER,
        Role.COUNCIL,
    }


def test_every_path_leads_through_the_parents_on_both_lines():
    load_province("district", seed=1)

    wrong = [
        span.unit.name
        for span in UnitSpan.objects.select_related("unit", "admin_parent", "prof_parent")
        if not fits(span)
    ]
    assert wrong == []


def fits(span: UnitSpan) -> bool:
    unit = span.unit
    admin = span.admin_parent.admin_path if span.admin_parent else "/"
    prof = span.prof_parent.prof_path if span.prof_parent else "/"
    return (unit.admin_path, unit.prof_path) == (f"{admin}{unit.pk}/", f"{prof}{unit.pk}/")


def test_set_based_writing_leaves_what_founding_leaves(province, so):
    founded = found_unit(
        Unit(kind=Unit.Kind.SCHOOL, level="lower", code="A1", opened_on="2020-01-01"),
        "Trường THCS Hoa Sen",
        Place(admin=so, prof=so),
        by=None,
    )
    parent = Draft(so.name, so.kind, unit=so)
    draft = Draft(
        "Trường THCS Hoa Sen",
        "school",
        parent,
        parent,
        level="lower",
        code="A2",
        opened_on=founded.opened_on,
    )
    [written] = write_units([draft])

    founded.refresh_from_db()
    written.refresh_from_db()
    skipped = {"id", "code", "admin_path", "prof_path", "search_text"}
    names = [field.name for field in Unit._meta.fields if field.name not in skipped]
    assert [getattr(written, name) for name in names] == [getattr(founded, name) for name in names]
    assert written.search_text == founded.search_text.replace("a1", "a2")
    assert written.admin_path == f"{so.admin_path}{written.pk}/"


def test_every_account_and_person_can_be_found_by_name():
    load_province("school", seed=1)

    hidden = {"search_text": ""}
    assert User.objects.filter(**hidden).count() == Person.objects.filter(**hidden).count() == 0


def test_no_two_units_share_a_code_at_any_size():
    repeated = {
        size: len(codes) - len(set(codes))
        for size in SIZES
        if (codes := [draft.code for draft in plan_units(SIZES[size]) if draft.code])
    }

    assert repeated == dict.fromkeys(SIZES, 0)


def test_nation_has_the_scale_of_the_country():
    drafts = plan_units(SIZES["nation"])

    assert len(drafts) == 53_920
    assert sum(draft.kind == "province" for draft in drafts) == 40


def test_loading_twice_is_refused_or_left_alone(so):
    call_command("load_demo", if_empty=True)

    with pytest.raises(CommandError):
        call_command("load_demo")
    assert Unit.objects.count() == 2
