"""Who may sign which honour; what a movement may bring at most. S1-62 … S1-67"""

from datetime import date

import pytest

from phongtrao.awards.authority import may_sign, report_form
from phongtrao.awards.catalogue import read_honours, shipped_law
from phongtrao.awards.ceilings import ceiling
from phongtrao.awards.law import read_law
from phongtrao.awards.models import Honour
from phongtrao.lib.facts import Subject
from phongtrao.orgs.models import Unit
from tests.awards.made import honour

LAW = read_law(shipped_law()["data"])
KEYS = {row["key"] for row in read_honours()}


def test_tables_name_honours_of_the_law_and_kinds_of_units_only():
    assert {key for one in LAW.signers for key in one.honours} <= KEYS
    assert {kind for one in LAW.signers for kind in one.units} <= set(Unit.Kind.values)
    assert {one.honour for one in LAW.ceilings} <= KEYS


@pytest.mark.django_db
def test_a_head_signs_what_the_law_gives_to_such_a_head(province, so, hoa_sen):
    may = {
        unit.pk: {key for key in KEYS if may_sign(unit, honour(key))} for unit in (province, so, hoa_sen)
    }  # fmt: skip
    base = {"advanced_worker", "base_fighter", "advanced_collective", "praise"}
    assert may[so.pk] == may[hoa_sen.pk] == base
    assert may[province.pk] == {"province_fighter", "excellent_collective", "province_flag", "province_merit"}  # fmt: skip
    said = may_sign(so, honour("government_merit")).reason
    assert "Người quyết định: Thủ tướng Chính phủ" in said


@pytest.mark.django_db
def test_a_district_signed_until_it_ended_and_a_commune_took_over():
    district = Unit(kind=Unit.Kind.DISTRICT, name="Huyện Ví Dụ")
    commune = Unit(kind=Unit.Kind.COMMUNE, name="Xã Ví Dụ")
    fighter = honour("base_fighter")
    for day, old, new in ((date(2025, 6, 30), True, False), (date(2025, 7, 1), False, True)):
        assert (bool(may_sign(district, fighter, day)), bool(may_sign(commune, fighter, day))) == (old, new)  # fmt: skip


@pytest.mark.django_db
def test_an_honour_of_a_unit_is_signed_there_only(so, hoa_sen):
    own = Honour.objects.create(
        key="own", owner=hoa_sen, title="Giấy khen Hoa Sen", kind="form", level="base", sort="praise",
        decided_by="Hiệu trưởng", for_people=True, valid_from=date(2026, 9, 1),
    )  # fmt: skip

    assert may_sign(hoa_sen, own)
    assert "nơi ấy quyết định" in may_sign(so, own).reason


@pytest.mark.parametrize(
    ("launched", "years", "review", "people", "units"),
    [
        ("unit", 5, "final", {"praise"}, {"praise"}),
        ("province", 2, "final", {"praise", "province_merit", "government_merit"}, {"praise", "province_merit"}),
        ("province", 3, "interim", {"praise", "province_merit", "government_merit"},
         {"praise", "province_merit", "government_merit"}),
        ("province", 3, "running", {"praise", "province_merit"}, {"praise", "province_merit"}),
        ("province", 5, "final", {"praise", "province_merit", "government_merit", "order_third"},
         {"praise", "province_merit", "province_flag", "government_merit", "order_third"}),
        ("state", 4, "interim", {"praise", "province_merit", "government_merit"},
         {"praise", "province_merit", "government_merit", "order_third", "order_second", "order_first"}),
        ("state", 5, "interim", {"praise", "province_merit", "government_merit"},
         {"praise", "province_merit", "government_merit", "order_third", "order_second", "order_first",
          "government_flag"}),
    ],
)  # fmt: skip
def test_what_a_movement_may_bring(launched, years, review, people, units):
    found = ceiling(LAW.ceilings, launched, years, review)

    assert {one.honour for one in found if "person" in one.subjects} == people
    assert {one.honour for one in found if "unit" in one.subjects} == units
    assert all(one.sentence and one.article for one in found)


def test_a_word_nobody_knows_is_no_ceiling():
    with pytest.raises(ValueError, match="village"):
        ceiling(LAW.ceilings, "village", 3, "final")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("key", "subject", "route", "form"),
    [
        ("province_merit", Subject.PERSON, "movement", "08"),
        ("province_merit", Subject.PERSON, "merit", "05"),
        ("order_third", Subject.UNIT, "merit", "04"),
        ("base_fighter", Subject.PERSON, "yearly", "05"),
        ("nation_fighter", Subject.PERSON, "yearly", "03"),
        ("government_flag", Subject.UNIT, "movement", "02"),
    ],
)
def test_each_is_asked_for_on_its_form_of_report(key, subject, route, form):
    found = report_form(honour(key), subject, route)
    assert found
    assert found.number == form
