"""Indicators that live on the numbers of digital literacy: typed by nobody, opened to what was said."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from phongtrao.accounts.models import Role
from phongtrao.audit.models import Entry
from phongtrao.indicators.forms.rounds import RoundForm
from phongtrao.indicators.models import Block, Indicator, Measurement
from phongtrao.indicators.packs import shipped_packs
from phongtrao.indicators.services.packs import adopt_pack
from phongtrao.indicators.services.rounds import create_round, open_round
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.literacy.models import Feed, LearnerCount
from phongtrao.literacy.services import feeding
from phongtrao.orgs.forest import Merge
from phongtrao.orgs.models import Unit
from phongtrao.orgs.services import Order, reorganise
from tests.factories import give, make_unit, make_user
from tests.literacy.screens import as_, get, page, send
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
    feed.refresh_from_db()
    assert feed.computed_on == date(TODAY.year + 1, 1, 1)


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
    send(an, "feed_stop", feed.pk)  # the question only
    assert Feed.objects.exists()
    send(an, "feed_stop", feed.pk, confirm="thôi nối")
    assert (numbers(pupils), Feed.objects.exists()) == ({}, False)


def test_who_keeps_the_framework_but_no_indicators_neither_ties_nor_unties(feed, framework, so):
    head = make_user("Đỗ Văn Trưởng", "truong")
    give(head, Role.HEAD, so)

    text = page(head, "framework", framework.pk)
    assert "Tính lại" in text
    assert "Thôi nối" not in text
    assert "Nối với chỉ số" not in text
    assert get(head, "feed_new", framework.pk).status_code == 403
    assert get(head, "feed_stop", feed.pk).status_code == 403


def test_what_is_said_in_january_of_the_year_before_enters_it_until_march(
    feed, pupils, framework, hoa_sen, an
):
    count(hoa_sen, an, framework, 170, ago=0)
    after = TODAY.year + 1
    feeding.compute_all(date(after, 1, 20))
    assert numbers(pupils) == {"Trường THCS Hoa Sen": (170, 400, "system")}
    LearnerCount.objects.update(done=190)
    feeding.compute_all(date(after, 4, 1))

    assert numbers(pupils) == {"Trường THCS Hoa Sen": (170, 400, "system")}
    assert numbers(pupils, str(after)) == {"Trường THCS Hoa Sen": (190, 400, "system")}


def test_a_merger_after_the_last_day_leaves_the_year_before(
    feed, pupils, framework, so, suoi_may, hoa_sen, an
):
    other = make_unit("Trường THCS Ban Mai", admin=suoi_may, prof=so, level=Unit.Level.LOWER)
    headcount(other, 200)
    count(other, an, framework, 50)
    feeding.recompute(feed, by=an)
    before = numbers(pupils)
    reorganise(Order("Sáp nhập", TODAY, (Merge((other.pk,), hoa_sen.pk),)), by=None)
    feeding.compute(feed, TODAY - timedelta(days=1), by=None)

    assert (len(before), numbers(pupils)) == (2, before)


def test_a_reported_number_stays_is_named_and_is_not_written_every_night(
    feed, pupils, framework, hoa_sen, an
):
    Measurement.objects.filter(indicator=pupils).update(origin=Measurement.Origin.OFFICE)
    written = Entry.objects.filter(action="indicators.computed")
    before = written.count()
    feeding.recompute(feed, by=an)

    assert numbers(pupils) == {"Trường THCS Hoa Sen": (100, 400, "office")}
    assert written.count() == before
    said = "1 đơn vị đã báo cáo số năm nay nên số đó giữ nguyên: Trường THCS Hoa Sen"
    assert said in page(an, "framework", framework.pk)


def test_an_ended_indicator_is_not_computed(feed, pupils, framework, hoa_sen, an):
    Indicator.objects.filter(pk=pupils.pk).update(ended_on=TODAY)
    count(hoa_sen, an, framework, 150)

    assert feeding.compute_all(TODAY) == 0
    assert numbers(pupils) == {"Trường THCS Hoa Sen": (100, 400, "system")}


def test_a_feed_that_ended_meanwhile_writes_nothing_and_ends_once(feed, pupils, an):
    meanwhile = Feed.objects.select_related("framework__owner", "group", "indicator").get()
    feeding.stop_feed(feed, by=an)

    assert feeding.compute(meanwhile, TODAY, by=None) == 0
    assert numbers(pupils) == {}
    with pytest.raises(WrongState, match="đã thôi nối"):
        feeding.stop_feed(meanwhile, by=an)


def test_ending_on_the_first_day_of_a_year_keeps_the_year_before(feed, pupils, an):
    last = str(TODAY.year - 1)
    Measurement.objects.filter(indicator=pupils).update(period=last)
    Feed.objects.update(computed_on=date(TODAY.year - 1, 12, 31))
    feed.refresh_from_db()
    feeding.stop_feed(feed, by=an)

    assert list(numbers(pupils, last)) == ["Trường THCS Hoa Sen"]
