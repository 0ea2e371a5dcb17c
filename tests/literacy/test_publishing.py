"""Columns for everybody are kept by quarter, and the next one hides what the last one hid."""

from datetime import date, timedelta

import pytest

from phongtrao.lib.periods import PeriodKind, containing
from phongtrao.literacy.models import PublishedColumn
from phongtrao.literacy.pages.open_numbers import OpenPage
from phongtrao.literacy.services.counts import Declared, declare_counts
from phongtrao.literacy.services.frameworks import publish_numbers, withdraw_numbers
from phongtrao.orgs.forest import Change, Merge
from phongtrao.orgs.models import Unit
from phongtrao.orgs.services import Order, reorganise
from tests.factories import make_unit
from tests.literacy.test_board import TODAY

pytestmark = pytest.mark.django_db
THIS = containing(TODAY, PeriodKind.QUARTER)
LAST = THIS.previous()


@pytest.fixture
def elderly(framework, an):
    publish_numbers(framework, by=an)
    framework.refresh_from_db()
    return framework.groups.get(key="elderly")


def say(unit, framework, group, done, day: date, by):
    declare_counts([Declared(unit, group, framework, day, done, 60)], by=by)


def shown(framework, group, day: date):
    page = OpenPage.build(framework, str(group.pk), day)
    cells = [None if cell.is_hidden else cell.done for _name, cell in page.rows]
    return cells, None if page.total.is_hidden else page.total.done


def test_a_school_hidden_last_quarter_is_not_told_by_this_one(
    framework, elderly, hoa_sen, binh_minh, an
):
    say(hoa_sen, framework, elderly, 3, LAST.start, an)
    say(binh_minh, framework, elderly, 20, LAST.start, an)
    before = shown(framework, elderly, LAST.start)
    say(hoa_sen, framework, elderly, 8, THIS.start, an)

    # 23 less the unchanged 20 would be the three of last quarter.
    assert (before, shown(framework, elderly, TODAY)) == (([None, None], 23), ([None, None], 28))


def test_who_becomes_few_beside_a_known_neighbour_takes_the_total_along(
    framework, elderly, hoa_sen, binh_minh, an
):
    say(hoa_sen, framework, elderly, 0, LAST.start, an)
    say(binh_minh, framework, elderly, 20, LAST.start, an)
    before = shown(framework, elderly, LAST.start)
    say(hoa_sen, framework, elderly, 3, THIS.start, an)

    assert before == ([20, 0], 20)  # by name of their communes
    assert shown(framework, elderly, TODAY) == ([20, None], None)


def test_nobody_changes_a_published_quarter_in_hindsight_and_anew_takes_the_newest(
    framework, elderly, hoa_sen, binh_minh, an
):
    for unit in (hoa_sen, binh_minh):
        say(unit, framework, elderly, 20, THIS.start, an)
    first = shown(framework, elderly, TODAY)
    say(hoa_sen, framework, elderly, 24, THIS.start, an)
    second = shown(framework, elderly, TODAY)
    withdraw_numbers(framework, by=an)
    publish_numbers(framework, by=an)
    framework.refresh_from_db()

    assert first == second == ([20, 20], 40)
    assert shown(framework, elderly, TODAY) == ([20, 24], 44)
    assert PublishedColumn.objects.filter(day=THIS.start, group=elderly).count() == 2


@pytest.fixture
def four(framework, elderly, province, so, hoa_sen, binh_minh, an):
    """Four schools in four communes: [20, 3, 30, 40], of which the first two were hidden last quarter."""
    more = []
    for name in ("Xã Y Tý", "Xã Ý Yên"):
        commune = make_unit(name, Unit.Kind.COMMUNE, admin=province, prof=so)
        more.append(make_unit(f"Trường THCS {name}", admin=commune, prof=so, level="lower"))
    schools = [binh_minh, hoa_sen, *more]
    for unit, done in zip(schools, (20, 3, 30, 40), strict=True):
        say(unit, framework, elderly, done, LAST.start, an)
    assert shown(framework, elderly, LAST.start) == ([None, None, 30, 40], 93)
    return schools


def test_withdrawing_and_publishing_anew_forgets_nothing_that_was_hidden(
    framework, elderly, four, hoa_sen, an
):
    say(hoa_sen, framework, elderly, 8, LAST.start, an)
    withdraw_numbers(framework, by=an)
    publish_numbers(framework, by=an)
    framework.refresh_from_db()

    # By itself it would show the 20 again: 93 less 20, 30 and 40 were the three of before.
    assert shown(framework, elderly, LAST.start) == ([None, None, 30, 40], 98)


def test_whom_a_hidden_school_went_into_does_not_tell_what_it_was(
    framework, elderly, four, hoa_sen, an
):
    heir = four[2]
    reorganise(Order("Sáp nhập", TODAY, (Merge((hoa_sen.pk,), heir.pk),)), by=None)
    merged = shown(framework, elderly, TODAY)
    kept = PublishedColumn.objects.get(day=THIS.start, group=elderly)

    # The heir of 30 has 33 now.
    assert merged == ([None, None, 40], None)
    assert {hoa_sen.pk, heir.pk} <= set(kept.hidden)


def test_a_hidden_school_hides_the_commune_it_moves_to(framework, elderly, four, hoa_sen, an):
    commune = Unit.objects.get(name="Xã Ý Yên")
    reorganise(Order("Chuyển xã", TODAY, (Change(hoa_sen.pk, admin=commune.pk),)), by=None)

    assert shown(framework, elderly, TODAY) == ([None, 30, None], None)


def test_all_groups_stand_beside_one_another(framework, elderly, hoa_sen, binh_minh, an):
    for unit in (hoa_sen, binh_minh):
        say(unit, framework, elderly, 20, THIS.start - timedelta(days=1), an)

    page = OpenPage.build(framework, "", TODAY)
    assert [(str(one), total.done, total.whole) for one, total in page.totals] == [
        ("Người cao tuổi", 40, 120)
    ]
    assert page.group == elderly  # the first that has numbers
    assert len(page.groups_chart().shapes) == 3  # a name, a bar, its words
