"""Indicators that live on the numbers of digital literacy: typed by nobody, opened to what was said."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from phongtrao.indicators.forms.rounds import RoundForm
from phongtrao.indicators.models import Block, Indicator, Measurement
from phongtrao.indicators.packs import shipped_packs
from phongtrao.indicators.services.packs import adopt_pack
from phongtrao.indicators.services.rounds import create_round, open_round
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.literacy.models import Feed
from phongtrao.literacy.services import feeding
from phongtrao.orgs.forest import Merge
from phongtrao.orgs.models import Unit
from phongtrao.orgs.services import Order, reorganise
from tests.factories import make_unit
from tests.literacy.screens import as_, page, send
from tests.literacy.test_board import count, headcount

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
YEAR = str(TODAY.year)


@pytest.fixture
def pupils(so, an):
    """BDHVS-2 of the shipped pack: learners with digital skills, of the unit's learners."""
    adopt_pack(shipped_packs()["3-binh-dan-hoc-vu-so"], so, by=an)
    return Indicator.objects.get(code="BDHVS-2")


@pytest.fixture
def feed(framework, pupils, hoa_sen, an):
    headcount(hoa_sen, 400)
    count(hoa_sen, an, framework, 100)
    return feeding.start_feed(framework, framework.groups.get(key="pupils"), pupils, by=an)


def numbers(indicator, period=YEAR):
    rows = Measurement.objects.filter(indicator=indicator, period=period)
    return {row.unit.name: (row.numerator, row.denominator, row.origin) for row in rows}


def test_a_fed_indicator_has_what_the_units_said_over_their_learners(feed, pupils, binh_minh):
    assert numbers(pupils) == {"Trường THCS Hoa Sen": (100, 400, "system")}
    assert Block.objects.get(unit__name="Trường THCS Hoa Sen").cells != b""
    # Bình Minh has said nothing: missing, never nought.
    assert not Measurement.objects.filter(unit=binh_minh).exists()


def test_the_night_writes_the_day_before_and_nothing_where_nothing_changed(
    feed, pupils, framework, hoa_sen, an
):
    count(hoa_sen, an, framework, 150)
    feeding.compute_all(TODAY)
    first = Measurement.objects.get(indicator=pupils)
    feeding.compute_all(TODAY)
    second = Measurement.objects.get(indicator=pupils)
    feed.refresh_from_db()

    assert (first.numerator, feed.computed_on) == (150, TODAY - timedelta(days=1))
    assert (second.pk, second.changed_at) == (first.pk, first.changed_at)


def test_the_first_night_of_a_year_still_writes_the_old_one(feed, pupils):
    feeding.compute_all(date(TODAY.year + 1, 1, 1))

    assert set(Measurement.objects.values_list("period", flat=True)) == {YEAR}
    feeding.compute_all(date(TODAY.year + 1, 1, 2))
    assert numbers(pupils, str(TODAY.year + 1)) == numbers(pupils)


def test_a_merged_school_is_counted_once(feed, pupils, framework, so, suoi_may, hoa_sen, an):
    other = make_unit("Trường THCS Ban Mai", admin=suoi_may, prof=so, level=Unit.Level.LOWER)
    headcount(other, 200)
    count(other, an, framework, 50)
    feeding.recompute(feed, by=an)
    before = sum(n for n, _d, _o in numbers(pupils).values())
    reorganise(Order("Sáp nhập", TODAY, (Merge((other.pk,), hoa_sen.pk),)), by=None)
    feeding.recompute(feed, by=an)

    assert before == 150
    assert numbers(pupils) == {"Trường THCS Hoa Sen": (150, 600, "system")}


def test_what_a_round_asks_is_not_fed_and_what_is_fed_is_not_asked(framework, pupils, feed, an, so):
    other = Indicator.objects.get(code="BDHVS-1")
    said = {"title": "Đợt", "period": YEAR, "due_on": TODAY, "kinds": ["school"], "line": "prof"}
    open_round(create_round(so, said, [other], by=an), by=an)
    staff = framework.groups.get(key="staff")

    with pytest.raises(WrongState, match="đang thu chỉ số này"):
        feeding.start_feed(framework, staff, other, by=an)
    with pytest.raises(BadInput, match="hệ thống tính"):
        create_round(so, said, [Indicator.objects.get(pk=pupils.pk)], by=an)
    offered = RoundForm(user=an).fields["indicators"].queryset
    assert (other in offered, pupils in offered) == (True, False)


def test_group_and_denominator_must_belong_together(framework, pupils, an):
    elderly = framework.groups.get(key="elderly")
    with pytest.raises(BadInput, match="Mẫu số của chỉ số phải là “Đơn vị nhập”"):
        feeding.start_feed(framework, elderly, pupils, by=an)


def test_ending_gives_this_year_back_to_the_units_and_keeps_the_years_before(feed, pupils, an):
    Measurement.objects.filter(indicator=pupils).update(period=str(TODAY.year - 1))
    feeding.recompute(feed, by=an)
    feeding.stop_feed(feed, by=an)
    pupils.refresh_from_db()

    assert list(numbers(pupils, str(TODAY.year - 1))) == ["Trường THCS Hoa Sen"]
    assert (numbers(pupils), pupils.is_collected, Feed.objects.count()) == ({}, True, 0)


def test_a_total_opens_to_what_the_unit_declared_with_its_source(
    feed, pupils, hoa_sen, framework, an
):  # S4-28
    page_of_total = as_(an).get(f"/tong-hop/chi-so/{pupils.pk}/?don_vi={hoa_sen.pk}")
    assert "tính từ xác nhận kỹ năng số" in page_of_total.text
    asked = {"chi_so": pupils.pk, "ky": YEAR}

    text = page(an, "board_of", hoa_sen.pk, **asked)

    assert "Số đơn vị đã khai" in text
    assert f"nhom={framework.groups.get(key='pupils').pk}" in text


def test_an_office_ties_recomputes_and_unties_on_screen(framework, pupils, hoa_sen, an, binh):
    headcount(hoa_sen, 400)
    count(hoa_sen, an, framework, 100)
    group = framework.groups.get(key="pupils")
    said = {"group": group.pk, "indicator": pupils.pk}

    assert send(binh, "feed_new", framework.pk, **said).status_code == 403
    send(an, "feed_new", framework.pk, **said)
    feed = Feed.objects.get()
    assert "BDHVS-2" in page(an, "framework", framework.pk)
    count(hoa_sen, an, framework, 200)
    send(an, "feed_compute", feed.pk)
    assert numbers(pupils) == {"Trường THCS Hoa Sen": (Decimal(200), 400, "system")}
    send(an, "feed_stop", feed.pk)
    assert numbers(pupils) == {}
