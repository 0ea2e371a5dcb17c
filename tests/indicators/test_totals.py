"""Totals from the database: blocks, trees of a day, predecessors, who was asked.  S4-25 to S4-31"""

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import Count, Sum
from django.test.utils import CaptureQueriesContext

from phongtrao.accounts.models import Role
from phongtrao.indicators.models import (
    Block,
    CollectionRound,
    Difference,
    Measurement,
    UnitReport,
)
from phongtrao.indicators.queries.totals import Counting, board, periods_with_numbers
from phongtrao.indicators.rolling import pack
from phongtrao.indicators.services import blocks
from phongtrao.lib.periods import calendar_year
from phongtrao.notifications.models import Notice
from phongtrao.orgs.forest import Merge
from phongtrao.orgs.models import Line, Unit
from phongtrao.orgs.services import Order, reorganise
from tests.factories import give, make_unit, make_user
from tests.indicators.made import make_indicator, make_target, measure

pytestmark = pytest.mark.django_db
YEARS = [calendar_year(year) for year in (2024, 2025, 2026)]
DAY, MERGED = date(2026, 11, 20), date(2025, 7, 1)
K = Unit.Kind


def totals(unit, target, *, line=Line.PROF, day=DAY):
    found = board(unit, [Counting.of_target(target)], day=day, periods=YEARS, line=line)
    return [
        (total.numerator, total.denominator, total.measured, total.missing)
        for total in (found.total(0, at) for at in range(len(YEARS)))
    ]


# ------------------------------------------------------------------ blocks
def test_a_block_holds_the_accepted_wholes_or_one_part_of_them(land):
    indicator, other = (make_indicator(land["so"]) for _ in range(2))
    measure(indicator, land["A"], "2026", Decimal("0.5"))
    measure(other, land["A"], "2026", 1, None)
    measure(other, land["A"], "2025", 1, is_accepted=False)
    part = {"part": "gender:female", "is_accepted": True}
    Measurement.objects.create(
        indicator=other, unit=land["A"], period="2026", numerator=9, denominator=9, **part
    )
    blocks.remember([land["A"].pk], ["2026", "2025"])

    kept = {(one.period, one.part): bytes(one.cells) for one in Block.objects.all()}
    assert kept == {
        ("2025", ""): b"",
        ("2026", ""): pack([(indicator.pk, 5_000, 10_000), (other.pk, 10_000, 10_000)]),
        ("2026", "gender:female"): pack([(other.pk, 90_000, 90_000)]),
    }


def test_the_night_tells_what_differs_and_mends_nothing(land):
    indicator = make_indicator(land["so"])
    measure(indicator, land["A"], "2026", 1)
    measure(indicator, land["B"], "2026", 1)
    Measurement.objects.filter(unit=land["A"]).update(numerator=0)  # past every service
    before = bytes(Block.objects.get(unit=land["A"]).cells)

    assert blocks.compare() == 1
    assert [(one.unit, one.period) for one in Difference.objects.all()] == [(land["A"], "2026")]
    assert bytes(Block.objects.get(unit=land["A"]).cells) == before
    assert blocks.compare() == 0  # told once


# ------------------------------------------------------------------ totals
def test_the_share_of_schools_is_a_sum_over_a_sum_with_the_missing_beside_it(land):
    target = make_target(make_indicator(land["so"]), land["so"])
    measure(target.indicator, land["A"], "2026", 1)
    measure(target.indicator, land["B"], "2026", 0)
    measure(target.indicator, land["so"], "2026", 1)  # no school: not of the population

    assert totals(land["so"], target) == [(0, 0, 0, 3), (0, 0, 0, 3), (1, 2, 2, 1)]
    found = board(land["so"], [Counting.of_target(target)], day=DAY, periods=YEARS)
    assert found.value(0, found.total(0, 2)) == 50


def test_the_same_schools_are_added_up_by_commune_on_the_other_line(land):
    target = make_target(make_indicator(land["so"]), land["so"])
    for name in "ABC":
        measure(target.indicator, land[name], "2026", 1)

    found = board(
        land["province"], [Counting.of_target(target)], day=DAY, periods=YEARS, line=Line.ADMIN
    )
    by_commune = [found.total(0, 2, xa.pk).numerator for xa in land["xa"]]
    assert (by_commune, found.total(0, 2).numerator) == ([2, 1], 3)


def test_a_merged_school_counts_at_its_heir_and_totals_stay(land):  # S3-29
    target = make_target(make_indicator(land["so"]), land["so"])
    for name in "ABC":
        measure(target.indicator, land[name], "2024", 1)
    before = totals(land["so"], target)[0]
    steps = (Merge((land["A"].pk,), land["C"].pk),)
    reorganise(Order("Sáp nhập", MERGED, steps), by=None)

    assert totals(land["so"], target)[0] == before == (3, 3, 3, 0)
    assert totals(land["C"], target)[0] == (2, 2, 2, 0)
    assert totals(land["A"], target, day=date(2025, 6, 30))[0] == (1, 1, 1, 0)
    assert totals(land["so"], target)[2] == (0, 0, 0, 2)  # the merged one is not missed any more
    with pytest.raises(KeyError):
        totals(land["A"], target)


def test_a_school_that_ended_without_heir_still_counts_where_it_stood(land):
    target = make_target(make_indicator(land["so"]), land["so"])
    measure(target.indicator, land["A"], "2024", 1)
    Unit.objects.filter(pk=land["A"].pk).update(closed_on=MERGED)
    land["A"].spans.update(days=(date(2020, 1, 1), MERGED))

    assert totals(land["so"], target)[0] == (1, 1, 1, 2)


def test_without_a_named_population_only_who_was_asked_is_missing(land):
    target = make_target(make_indicator(land["so"]), land["so"], kinds=[])
    opened = {"status": "open", "period": "2026", "due_on": DAY, "title": "Đợt"}
    round_ = CollectionRound.objects.create(owner=land["so"], **opened)
    round_.indicators.add(target.indicator)
    for name in "AB":
        UnitReport.objects.create(round=round_, unit=land[name], due_on=DAY)
    measure(target.indicator, land["A"], "2026", 1)

    assert totals(land["so"], target) == [(0, 0, 0, 0), (0, 0, 0, 0), (1, 1, 1, 1)]
    assert periods_with_numbers([target.indicator.pk], DAY) == [YEARS[2]]


def test_a_board_costs_the_same_for_one_unit_and_for_three(land):
    targets = [make_target(make_indicator(land["so"]), land["so"]) for _ in range(3)]
    for name in "ABC":
        measure(targets[0].indicator, land[name], "2026", 1)
    countings = [Counting.of_target(target) for target in targets]
    asked = []
    for unit, some in ((land["A"], countings[:1]), (land["so"], countings)):
        with CaptureQueriesContext(connection) as queries:
            board(unit, some, day=DAY, periods=YEARS)
        asked.append(len(queries))

    assert asked[0] == asked[1]


# ------------------------------------------------------------------ an office looks
def test_an_office_at_the_top_sets_a_block_right_and_others_do_not_see_it(land, client):
    an, chi = make_user("Lê Thu An", "an"), make_user("Vũ Thị Chi", "chi")
    give(an, Role.OFFICE, land["so"])
    give(chi, Role.HEAD, land["A"])
    measure(make_indicator(land["so"]), land["A"], "2026", 1)
    Measurement.objects.update(numerator=0)
    blocks.compare()
    [found] = Difference.objects.all()

    client.force_login(chi)
    assert client.post(f"/tong-hop/lech/{found.pk}/tinh-lai/").status_code == 404
    client.force_login(an)
    assert "Tính lại từ số liệu gốc" in client.get("/tong-hop/lech/").text
    client.post(f"/tong-hop/lech/{found.pk}/tinh-lai/")
    found.refresh_from_db()
    assert (found.mended_by, blocks.compare()) == (an, 0)
    assert [notice.to for notice in Notice.objects.all()] == [an]


def test_parts_add_up_the_tree_as_sums_over_sums(land):
    """Every total of a part equals its recomputation from raw rows."""
    luck = random.Random(4)  # noqa: S311 -- invented numbers
    so, names = land["so"], ("gender:female", "gender:male")
    indicator = make_indicator(so, denominator_source="typed", splits=["gender"])
    schools = [
        make_unit(f"Trường {at}", K.SCHOOL, admin=land["xa"][at % 2], prof=so) for at in range(9)
    ]
    for unit in schools[1:]:
        told = [(luck.randrange(20), 20 + luck.randrange(20)) for _part in names]
        measure(indicator, unit, "2026", sum(n for n, _d in told), sum(d for _n, d in told))
        for part, (n, d) in zip(names, told, strict=True):
            measure(indicator, unit, "2026", n, d, part=part)
    measure(
        indicator, schools[1], "2026", 3, None, part="gender:male"
    )  # told without whom it is of
    countings = [replace(Counting.of_all(indicator), part=part) for part in ("", *names)]

    periods = [calendar_year(2026)]
    for line, above in ((Line.PROF, so), (Line.ADMIN, land["xa"][0]), (Line.ADMIN, land["xa"][1])):
        found = board(above, countings, day=DAY, periods=periods, line=line)
        below = (
            schools
            if above == so
            else [one for one in schools if one.admin_path.startswith(above.admin_path)]
        )
        for at, part in enumerate(("", *names)):
            rows = Measurement.objects.filter(unit__in=below, part=part, denominator__isnull=False)
            expected = rows.aggregate(n=Sum("numerator"), d=Sum("denominator"), number=Count("pk"))
            total = found.total(at, 0)
            got = {"n": total.numerator, "d": total.denominator, "number": total.measured}
            assert got == expected
