"""Shares of tasks done, done early and of targets exceeded, computed and never typed.  S1-52"""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from phongtrao.accounts.models import Role
from phongtrao.audit.models import Entry
from phongtrao.indicators.checks import Number
from phongtrao.indicators.models import Indicator, Measurement
from phongtrao.indicators.packs import shipped_packs
from phongtrao.indicators.queries.totals import Counting, board
from phongtrao.indicators.services.defining import change_indicator
from phongtrao.indicators.services.from_tasks import compute_all
from phongtrao.indicators.services.measuring import correct_measurement, enter_value
from phongtrao.indicators.services.packs import adopt_pack
from phongtrao.indicators.services.rounds import allow_exception, close_round, create_round
from phongtrao.lib.errors import BadInput, DomainError, NotAllowed, WrongState
from phongtrao.lib.periods import calendar_year
from phongtrao.orgs.models import Line
from tests.factories import give, make_user
from tests.indicators.made import make_indicator as make_plain
from tests.indicators.made import make_target, measure
from tests.indicators.measured import YEAR, in_days, make_indicator, open_to
from tests.plans.work import make_assignment, make_plan, make_task

TODAY = date(YEAR, 11, 20)
DUE = date(YEAR, 6, 30)
SAID = {"measure": "%", "denominator": "Số nhiệm vụ"}


def computed(so, an, what=Indicator.Computed.TASKS_DONE, code="NV", **more):
    return make_indicator(so, an, code, computed_from=what, **SAID, **more)


def give_work(plan, unit, done_on=None, due_on=DUE, **more):
    fields = {"status": "accepted", "percent": 100 if done_on else 0, **more}
    return make_assignment(make_task(plan), unit, due_on=due_on, done_on=done_on, **fields)


@pytest.fixture
def work(so, hoa_sen, binh_minh):
    """Hoa Sen: one done early, one on its day, one open, one declined, one of another year. Bình Minh: one late."""
    plan = make_plan(so)
    give_work(plan, hoa_sen, DUE - timedelta(days=1))
    give_work(plan, hoa_sen, DUE)
    give_work(plan, hoa_sen)
    give_work(plan, hoa_sen, status="declined", mode="requested")
    give_work(plan, hoa_sen, DUE, due_on=date(YEAR - 1, 6, 30))
    give_work(plan, binh_minh)
    return plan


def told(indicator) -> dict[tuple[str, str], tuple[Decimal, Decimal]]:
    rows = Measurement.objects.filter(indicator=indicator).select_related("unit")
    return {(row.unit.name, row.period): (row.numerator, row.denominator) for row in rows}


def test_shares_of_tasks_done_and_done_early_per_unit_and_year(so, an, hoa_sen, binh_minh, work):
    done = computed(so, an)
    early = computed(so, an, Indicator.Computed.TASKS_EARLY, "NV-S")
    compute_all(TODAY)

    of_hoa_sen, of_binh_minh = (hoa_sen.name, str(YEAR)), (binh_minh.name, str(YEAR))
    assert told(done) == {of_hoa_sen: (2, 3), of_binh_minh: (0, 1)}
    assert told(early) == {of_hoa_sen: (1, 3), of_binh_minh: (0, 1)}
    assert set(Measurement.objects.values_list("origin", "is_accepted")) == {("system", True)}
    found = board(so, [Counting.of_all(done)], day=TODAY, periods=[calendar_year(YEAR)])
    total = found.total(0, 0)
    assert (total.numerator, total.denominator) == (2, 4)


def test_only_tasks_of_the_plans_it_belongs_to_are_counted(so, an, hoa_sen, work):
    other = make_plan(so, "Kế hoạch khác")
    give_work(other, hoa_sen, DUE)
    indicator = computed(so, an)
    indicator.plans.add(other)
    compute_all(TODAY)

    assert told(indicator) == {(hoa_sen.name, str(YEAR)): (1, 1)}


def test_every_night_anew_and_without_a_line_where_nothing_changed(so, an, hoa_sen, work):
    indicator = computed(so, an)
    compute_all(TODAY)
    lines = Entry.objects.filter(action="indicators.computed")
    before = lines.count()

    assert compute_all(TODAY) == 0
    assert lines.count() == before
    hoa_sen.assignments.filter(done_on=None, status="accepted").update(done_on=DUE, percent=100)
    assert compute_all(TODAY) == 1
    assert told(indicator)[hoa_sen.name, str(YEAR)] == (3, 3)
    hoa_sen.assignments.all().delete()
    compute_all(TODAY)
    assert (hoa_sen.name, str(YEAR)) not in told(indicator)


def test_in_the_first_months_the_year_before_is_computed_too(so, an, hoa_sen, work):
    indicator = computed(so, an)
    compute_all(date(YEAR + 1, 3, 31))
    assert (hoa_sen.name, str(YEAR)) in told(indicator)
    Measurement.objects.all().delete()

    compute_all(date(YEAR + 1, 4, 1))

    assert told(indicator) == {}


def test_nobody_types_it(so, an, hoa_sen, work):
    indicator = computed(so, an)
    compute_all(TODAY)
    row = Measurement.objects.filter(indicator=indicator)[0]

    with pytest.raises(NotAllowed, match="do hệ thống tính"):
        correct_measurement(row, Number(Decimal(3), Decimal(3)), "Đếm lại", by=an)
    with pytest.raises(BadInput):
        enter_value(indicator, hoa_sen, str(YEAR), Number(Decimal(3), Decimal(3)), by=an)
    said = {"title": "Đợt", "period": str(YEAR), "due_on": in_days(9), "kinds": ["school"]}
    with pytest.raises(DomainError):
        create_round(so, {**said, "line": "prof"}, [indicator], by=an)
    with pytest.raises(DomainError):
        change_indicator(indicator, {"computed_from": ""}, by=an)


def test_a_target_is_exceeded_not_only_reached(so, an, hoa_sen, binh_minh):
    """The path from 50 in the year before to 95 four years later asks 59 of this year."""
    share = make_plain(so, denominator_source="typed", baseline=50, baseline_year=YEAR - 1)
    make_target(share, so, year=YEAR + 4)
    reached = make_plain(so, rolling="mean", denominator_source="", measure="người")
    make_target(reached, so, year=YEAR, value=7, comparator=">=")
    for unit, n in ((hoa_sen, 60), (binh_minh, 59)):
        measure(share, unit, str(YEAR), n, 100)
        measure(reached, unit, str(YEAR), 7, None)

    beyond = computed(so, an, Indicator.Computed.TARGETS_BEYOND)
    compute_all(TODAY)

    year = str(YEAR)
    assert told(beyond) == {(hoa_sen.name, year): (1, 2), (binh_minh.name, year): (0, 2)}


def test_what_is_added_up_is_asked_of_the_whole_and_of_who_took_a_share(so, an, hoa_sen, binh_minh):
    """Five thousand people of the Sở are not asked of a school; the thirty one set for itself are."""
    people = make_plain(so, rolling="sum", denominator_source="", measure="người")
    whole = make_target(people, so, year=YEAR, value=5_000, comparator=">=")
    make_target(people, hoa_sen, year=YEAR, value=30, comparator=">=", derived_from=whole)
    later = make_plain(so, denominator_source="typed")
    make_target(later, so, year=YEAR + 1)  # no baseline: nothing is asked before
    for unit, n in ((hoa_sen, 31), (binh_minh, 31), (so, 4_000)):
        measure(people, unit, str(YEAR), n, None)
        measure(later, unit, str(YEAR), 99, 100)

    beyond = computed(so, an, Indicator.Computed.TARGETS_BEYOND)
    compute_all(TODAY)

    assert told(beyond) == {(hoa_sen.name, str(YEAR)): (1, 1), (so.name, str(YEAR)): (0, 1)}


def test_a_unit_is_held_against_its_own_stricter_target(so, an, hoa_sen, binh_minh):
    share = make_plain(so, denominator_source="typed")
    whole = make_target(share, so, year=YEAR, value=60)
    make_target(share, hoa_sen, year=YEAR, value=80, derived_from=whole)
    for unit in (hoa_sen, binh_minh):
        measure(share, unit, str(YEAR), 70, 100)

    beyond = computed(so, an, Indicator.Computed.TARGETS_BEYOND)
    compute_all(TODAY)

    year = str(YEAR)
    assert told(beyond) == {(hoa_sen.name, year): (0, 1), (binh_minh.name, year): (1, 1)}


def test_a_number_opens_down_to_its_tasks(so, an, hoa_sen, work, client):
    indicator = computed(so, an)
    compute_all(TODAY)
    row = Measurement.objects.get(indicator=indicator, unit=hoa_sen)
    client.force_login(an)
    url = reverse("totals:behind", args=[row.pk])

    total = client.get(f"{reverse('totals:indicator', args=[indicator.pk])}?don_vi={hoa_sen.pk}")
    page = client.get(url).content.decode()

    assert url in total.content.decode()
    assert ("2 / 3" in page, page.count(">Có<"), page.count(">Không<")) == (True, 2, 1)
    links = hoa_sen.assignments.exclude(status="declined").filter(due_on=DUE)
    assert all(reverse("plans:assignment", args=[one.pk]) in page for one in links)


def test_whoever_does_not_read_the_unit_finds_no_number(so, an, hoa_sen, binh_minh, work, client):
    indicator = computed(so, an)
    compute_all(TODAY)
    row = Measurement.objects.get(indicator=indicator, unit=hoa_sen)
    chi = make_user("Phạm Thị Chi", "chi9")
    give(chi, Role.FOCAL, binh_minh, Line.PROF)
    client.force_login(chi)

    assert client.get(reverse("totals:behind", args=[row.pk])).status_code == 404


def test_whoever_only_works_there_opens_no_number(so, an, hoa_sen, work, client):
    """As the pages of results: they are for who leads and reports."""
    indicator = computed(so, an)
    compute_all(TODAY)
    row = Measurement.objects.get(indicator=indicator, unit=hoa_sen)
    teacher = make_user("Phạm Thị Giáo", "giao9")
    give(teacher, Role.TEACHER, hoa_sen, Line.PROF)
    client.force_login(teacher)

    pages = [reverse("totals:targets"), reverse("totals:behind", args=[row.pk])]

    assert [client.get(page).status_code for page in pages] == [404, 404]
    result = f"{reverse('totals:indicator', args=[indicator.pk])}?don_vi={hoa_sen.pk}"
    assert pages[1] not in client.get(result).content.decode()


def test_an_indicator_that_is_asked_now_becomes_nobodys(so, an, hoa_sen):
    """Whoever was asked could not hand in any more; nor whom an exception lets in after closing."""
    asked = make_indicator(
        so, an, "HỎI", **SAID | {"rolling": "ratio", "denominator_source": "typed"}
    )
    round_ = open_to(so, an, asked)
    said = {"computed_from": Indicator.Computed.TASKS_DONE}

    with pytest.raises(WrongState, match="đang thu chỉ số này"):
        change_indicator(asked, said, by=an)
    close_round(round_, "Đủ dùng", by=an)
    allow_exception(round_, hoa_sen, in_days(1), "Mất điện", by=an)
    with pytest.raises(WrongState, match="còn mở ngoại lệ"):
        change_indicator(asked, said, by=an)
    round_.exceptions.all().delete()

    assert change_indicator(asked, said, by=an).computed_from == said["computed_from"]


def test_definitions_are_shipped_and_computed_at_once(so, an, hoa_sen, work):
    made = adopt_pack(shipped_packs()["4-nhiem-vu"], so, by=an)

    assert [(one.code, one.computed_from, one.needs_check) for one in made] == [
        ("NV-1", "tasks_done", True),
        ("NV-2", "tasks_early", True),
        ("NV-3", "targets_beyond", True),
    ]
    assert made[0].measurements.filter(unit=hoa_sen).exists()
