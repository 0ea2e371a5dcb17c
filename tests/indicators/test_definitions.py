"""Indicators and targets: set, taken from plans and packs, taken over by units. S4-25 to S4-31, S4-47, S1-37,
S1-42, S1-56, S1-58, S2-01"""

import pytest

from phongtrao.indicators.models import Indicator, Measurement, Target
from phongtrao.indicators.packs import shipped_packs
from phongtrao.indicators.scopes import population_of
from phongtrao.indicators.services.adopting import adopt_targets, waiting_items
from phongtrao.indicators.services.defining import (
    drop_target,
    end_indicator,
    localise_target,
    set_target,
)
from phongtrao.indicators.services.measuring import (
    Measured,
    Number,
    corrections_of,
    enter_value,
    write_measurements,
)
from phongtrao.indicators.services.packs import adopt_pack
from phongtrao.indicators.services.rounds import open_round
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.orgs.models import Unit
from phongtrao.plans.models import Plan, PlanTarget
from tests.factories import LONG_AGO
from tests.indicators.measured import d, make_indicator

ITEM = {
    "ordinal": "1",
    "name": "Cơ sở giáo dục đạt mức 2 trở lên",
    "targets": [
        {
            "year": 2030,
            "comparator": ">",
            "value": 95,
            "unit": "%",
            "text": "> 95% cơ sở giáo dục phổ thông và giáo dục thường xuyên",
            "scope": "cơ sở giáo dục phổ thông và giáo dục thường xuyên",
        },
        {"year": 2045, "comparator": "=", "value": 100, "unit": "%", "text": "100%"},
    ],
}


@pytest.fixture
def plan(so):
    plan = Plan.objects.create(
        title="Kế hoạch mẫu", owner=so, status=Plan.Status.PUBLISHED, starts_on=LONG_AGO
    )
    PlanTarget.objects.create(plan=plan, value=ITEM)
    PlanTarget.objects.create(plan=plan, position=1, value={"name": "Nâng cao nhận thức"})
    return plan


def test_targets_of_a_plan_become_indicators_with_their_populations(plan, an):
    items = waiting_items(plan)

    made = adopt_targets(plan, [item.key for item in items], by=an)

    [indicator] = made.indicators
    assert (indicator.rolling, indicator.denominator_source, indicator.needs_check) == (
        "ratio",
        "one",
        True,
    )
    first, second = Target.objects.order_by("year")
    assert (first.comparator, first.value, first.kinds, first.levels) == (
        ">",
        d(95),
        ["school", "centre"],
        ["primary", "lower", "upper"],
    )
    assert (second.comparator, second.value, second.kinds) == ("=", d(100), ["school", "centre"])
    assert made.left == ["Nâng cao nhận thức"]
    assert [item.name for item in waiting_items(plan)] == ["Nâng cao nhận thức"]
    with pytest.raises(BadInput, match="đã có người nhận"):
        adopt_targets(plan, [items[0].key], by=an)


def test_only_the_office_of_the_plan_adopts(plan, binh, dung):
    for person in (binh, dung):
        with pytest.raises(NotAllowed):
            adopt_targets(plan, [waiting_items(plan)[0].key], by=person)


@pytest.mark.parametrize(
    ("words", "kinds", "levels"),
    [
        ("trường trung học phổ thông", ("school",), ("upper",)),
        ("cơ sở giáo dục trung học", ("school",), ("lower", "upper")),
        ("cơ sở giáo dục", ("school", "centre"), ()),
        ("phụ huynh", (), ()),
    ],
)
def test_whom_the_words_mean(words, kinds, levels):
    found = population_of(words)

    assert (found.kinds, found.levels) == (kinds, levels)


def test_levels_leave_no_centre_out(so, an, hoa_sen, binh_minh):
    indicator = make_indicator(so, an)
    said = {"year": 2030, "value": 95, "kinds": ["school"], "levels": ["lower"]}
    target = set_target(indicator, so, said, by=an)

    assert list(Unit.objects.filter(target.population_under(so))) == [hoa_sen]


def test_a_unit_takes_a_target_over_and_never_an_easier_one(so, an, hoa_sen, binh, chi):
    target = set_target(make_indicator(so, an), so, {"year": 2030, "value": 80}, by=an)

    with pytest.raises(BadInput, match="không được thấp hơn"):
        localise_target(target, hoa_sen, d(70), by=binh)
    with pytest.raises(NotAllowed):
        localise_target(target, hoa_sen, d(90), by=chi)
    made = localise_target(target, hoa_sen, d(90), by=binh)
    assert (made.derived_from, made.value, made.unit) == (target, d(90), hoa_sen)
    with pytest.raises(BadInput, match="không được thấp hơn"):
        set_target(made.indicator, hoa_sen, {"value": d(70)}, by=binh, target=made)
    with pytest.raises(BadInput, match="giữ nguyên năm"):
        set_target(made.indicator, hoa_sen, {"year": 2040, "value": d(90)}, by=binh, target=made)
    stricter = set_target(made.indicator, hoa_sen, {"value": d(85)}, by=binh, target=made)
    assert stricter.value == d(85)
    with pytest.raises(WrongState, match="Có đơn vị đã nhận"):
        drop_target(target, by=an)


# ------------------------------------------------------------------ packs


def test_every_pack_can_be_taken_and_taking_it_twice_makes_nothing_new(so, an):
    for pack in shipped_packs().values():
        adopt_pack(pack, so, by=an)

    assert Indicator.objects.count() == sum(len(pack.items) for pack in shipped_packs().values())
    with pytest.raises(WrongState, match="đã có mọi chỉ số"):
        adopt_pack(shipped_packs()["2-pii"], so, by=an)


def test_what_is_not_sure_is_marked(so, an):
    adopt_pack(shipped_packs()["2-pii"], so, by=an)

    sure = Indicator.objects.filter(needs_check=False).order_by("code")
    assert list(sure.values_list("code", flat=True)) == ["PII", "PII-HANG"]
    assert Indicator.objects.get(code="PII-GD2").part_of.code == "PII"


def test_measures_of_plan_001_are_there(so, an):
    adopt_pack(shipped_packs()["1-ke-hoach-001"], so, by=an)

    codes = set(Indicator.objects.values_list("code", flat=True))
    assert {"TTHC-1", "TTHC-2", "ATTT-1", "MOOC-1", "HT-1", "HT-2", "DL-1"} <= codes
    assert Target.objects.get(indicator__code="HT-2").areas == ["hard"]  # S1-37


# ------------------------------------------------------------------ values


def test_yearly_value_of_an_external_index_and_its_mending(so, an, binh):
    adopt_pack(shipped_packs()["2-pii"], so, by=an)
    pii = Indicator.objects.get(code="PII")
    with pytest.raises(NotAllowed):
        enter_value(pii, so, "2025", Number(d(55)), by=binh)
    with pytest.raises(BadInput, match="lớn hơn mức cao nhất"):
        enter_value(pii, so, "2025", Number(d(155)), by=an)

    row = enter_value(pii, so, "2025", Number(d(55), None, "Công bố 3/2026"), by=an)
    enter_value(pii, so, "2025", Number(d(56), None, "Bản đính chính của Bộ"), by=an)

    row.refresh_from_db()
    assert row.numerator == d(56)
    [kept] = corrections_of([row.pk])[row.pk]
    assert (kept.old_numerator, kept.reason) == (d(55), "Bản đính chính của Bộ")


def test_computed_numbers_are_written_anew_and_leave_reported_ones_alone(
    so, an, hoa_sen, binh_minh
):
    indicator = make_indicator(so, an)
    Measurement.objects.create(
        indicator=indicator, unit=hoa_sen, period="2026", numerator=1, is_accepted=True
    )
    rows = [Measured(hoa_sen.pk, d(7)), Measured(binh_minh.pk, d(8))]

    for _run in range(2):
        assert write_measurements(indicator, "2026", rows, among=[], by=an) == 1

    found = Measurement.objects.order_by("unit__name").values_list("unit", "numerator", "origin")
    assert set(found) == {(hoa_sen.pk, d(1), "report"), (binh_minh.pk, d(8), "system")}
    among = [hoa_sen.pk, binh_minh.pk]
    assert write_measurements(indicator, "2026", [], among=among, by=an) == 0
    assert set(found.all()) == {(hoa_sen.pk, d(1), "report")}


def test_ended_indicator_is_not_asked_any_more(so, an):
    from tests.indicators.measured import make_round  # noqa: PLC0415 -- only here

    indicator = end_indicator(make_indicator(so, an), by=an)

    with pytest.raises(BadInput, match="thôi dùng"):
        make_round(so, an, indicator)


def test_a_draft_does_not_open_with_an_indicator_that_ended_since(so, an, hoa_sen):
    from tests.indicators.measured import make_round  # noqa: PLC0415 -- only here

    indicator = make_indicator(so, an)
    round_ = make_round(so, an, indicator)
    end_indicator(indicator, by=an)

    with pytest.raises(BadInput, match="thôi dùng"):
        open_round(round_, by=an)
