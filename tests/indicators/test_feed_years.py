"""Counting activities year by year: what is over stays, what others computed stays. S1-38, S4-11"""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from phongtrao.activities.models import Activity
from phongtrao.audit.models import Entry
from phongtrao.indicators.models import ActivityFeed, Measurement
from phongtrao.indicators.services.from_activities import (
    compute,
    compute_all,
    recompute,
    set_feed,
    stop_feed,
)
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.orgs.models import Succession, Unit
from phongtrao.orgs.services.reorganisations import rebuild_paths
from tests.indicators.made import measure
from tests.indicators.measured import make_indicator
from tests.indicators.test_from_activities import CLUB, YEAR, done, plain, told, typed

SEMINARS = {"activity_kinds": ["seminar"]}


def shape(indicator):
    indicator.refresh_from_db()
    return (
        indicator.rolling,
        indicator.denominator_source,
        indicator.is_cumulative,
        indicator.measure,
        indicator.splits,
    )


def test_asked_of_units_again_it_adds_up_as_before(so, an, hoa_sen):
    indicator = make_indicator(so, an, "TH", measure="buổi", is_cumulative=True, splits=["level"])
    before = shape(indicator)
    set_feed(indicator, CLUB, by=an)
    set_feed(indicator, SEMINARS | {"at_least": None}, by=an, measure="hội thảo")
    assert shape(indicator) == ("latest", "", False, "hội thảo", [])

    stop_feed(indicator, by=an)

    assert shape(indicator) == before


def test_with_years_counted_another_way_units_are_not_asked_again(so, an, hoa_sen):
    indicator = make_indicator(so, an, "TH", measure="buổi")
    set_feed(indicator, SEMINARS, by=an)
    done(hoa_sen, "seminar", date(YEAR - 1, 5, 1))
    compute_all(date(YEAR, 1, 5))

    with pytest.raises(WrongState, match="lập chỉ số mới"):
        stop_feed(indicator, by=an)

    assert ActivityFeed.objects.filter(indicator=indicator).exists()
    assert told(indicator)[hoa_sen.name, str(YEAR - 1)] == (1, None)


def test_a_year_that_is_over_is_counted_at_its_units(so, an, hoa_sen, binh_minh):
    """A merger and a new school of this year change nothing of the year before."""
    day = date(YEAR - 1, 5, 1)
    for _time in range(2):
        done(hoa_sen, day=day)
    indicator, numbers = plain(so, an), plain(so, an, "SỐ")
    set_feed(indicator, CLUB, by=an)
    set_feed(numbers, {"activity_kinds": ["startup_club"]}, by=an)
    compute_all(date(YEAR, 1, 5))
    before = [{key: n for key, n in told(one).items() if key[1] == str(YEAR - 1)} for one in (indicator, numbers)]  # fmt: skip
    merged = date(YEAR, 2, 15)
    Succession.objects.create(former=hoa_sen, latter=binh_minh, on=merged)
    Unit.objects.filter(pk=hoa_sen.pk).update(closed_on=merged)
    new = Unit.objects.get(pk=binh_minh.pk)
    new.pk, new.name, new.opened_on = None, "Trường mới", date(YEAR, 3, 1)
    new.code = "TM"
    new.save()
    rebuild_paths()

    compute_all(date(YEAR, 3, 5))
    set_feed(indicator, CLUB | {"is_confirmed_only": False}, by=an)

    after = [{key: n for key, n in told(one).items() if key[1] == str(YEAR - 1)} for one in (indicator, numbers)]  # fmt: skip
    assert after == before
    assert before[0][hoa_sen.name, str(YEAR - 1)] == (1, 1)


def test_years_that_something_else_computed_stay(so, an, hoa_sen):
    """A feed of before, given up: its years are not counted anew from activities."""
    done(hoa_sen, "seminar", date(YEAR - 1, 5, 1))
    indicator = plain(so, an, rolling="latest")
    measure(indicator, hoa_sen, str(YEAR - 1), 7, None)
    Measurement.objects.update(origin="system")

    set_feed(indicator, SEMINARS, by=an)
    set_feed(indicator, SEMINARS | {"is_confirmed_only": False}, by=an)
    compute_all(date(YEAR, 2, 1))

    assert told(indicator)[hoa_sen.name, str(YEAR - 1)] == (7, None)
    with pytest.raises(WrongState, match="lập chỉ số mới"):
        set_feed(indicator, CLUB, by=an)
    with pytest.raises(BadInput, match="không so với nhau được"):
        set_feed(indicator, SEMINARS | {"year": "school"}, by=an)


def test_a_unit_with_its_own_number_is_left_out_and_named(so, an, lan, hoa_sen, binh_minh, client):
    done(hoa_sen, "seminar")
    done(binh_minh, "seminar")
    indicator = plain(so, an, rolling="latest")
    measure(indicator, hoa_sen, str(YEAR), 5, None)
    set_feed(indicator, SEMINARS, by=an)
    written = Entry.objects.filter(action="indicators.computed").count()

    assert compute_all(timezone.localdate()) == 0

    assert Entry.objects.filter(action="indicators.computed").count() == written
    assert told(indicator)[hoa_sen.name, str(YEAR)] == (5, None)
    page = reverse("indicators:indicator", args=[indicator.pk])
    client.force_login(an)
    assert "Không tính, vì đã có số nhập tay" in client.get(page).content.decode()
    client.force_login(lan)
    assert "Không tính, vì đã có số nhập tay" not in client.get(page).content.decode()


def test_a_feed_that_was_given_up_meanwhile_writes_nothing(so, an, hoa_sen):
    done(hoa_sen, "seminar")
    indicator = plain(so, an)
    feed = set_feed(indicator, SEMINARS, by=an)
    stop_feed(indicator, by=an)

    assert compute(feed, timezone.localdate()) is False
    assert told(indicator) == {}


def test_words_changed_meanwhile_are_the_ones_counted(so, an, hoa_sen):
    done(hoa_sen, "seminar")
    indicator = plain(so, an)
    old = set_feed(indicator, SEMINARS, by=an)
    set_feed(indicator, {"activity_kinds": ["stem"]}, by=an)
    old.activity_kinds = ["seminar"]

    assert compute(old, timezone.localdate()) is False
    assert told(indicator) == {}


def test_one_impossible_number_stops_no_other_indicator(so, an, hoa_sen, caplog):
    wrong, right = plain(so, an, "A"), plain(so, an, "B")
    set_feed(wrong, {"activity_kinds": ["sponsor"], "counts": "field:sponsor:worth"}, by=an)
    set_feed(right, SEMINARS, by=an)
    done(hoa_sen, "sponsor", values={"worth": "9704160012345678"})
    done(hoa_sen, "seminar")

    assert compute_all(timezone.localdate()) == 1

    assert told(right)[hoa_sen.name, str(YEAR)] == (1, None)
    assert "cannot be counted" in caplog.text
    with pytest.raises(BadInput, match="ghi nhầm"):
        recompute(wrong, by=an)


def test_a_share_becomes_a_number_with_the_measure_it_is_given(so, an, client):
    indicator = plain(so, an)
    set_feed(indicator, CLUB, by=an)
    client.force_login(an)
    url = reverse("indicators:feed", args=[indicator.pk])

    asked = client.post(url, typed(measure="%", xem="1"))
    assert "ghi đơn vị tính khác" in asked.content.decode()
    many = client.post(url, typed(counts="months", at_least="13", kinds=["school"]))
    assert "chỉ có 12 tháng" in many.content.decode()
    saved = client.post(url, typed(measure="hội thảo"))

    assert saved.status_code == 302
    assert shape(indicator) == ("latest", "", False, "hội thảo", [])


def test_a_choice_its_kind_lost_is_said_and_not_replaced(so, an, client):
    indicator = plain(so, an)
    feed = set_feed(indicator, {"activity_kinds": ["sponsor"], "counts": "field:sponsor:worth"}, by=an)  # fmt: skip
    kind = Activity.kind.field.related_model.objects.get(key="sponsor")
    kind.fields = [one for one in kind.fields if one["key"] != "worth"]
    kind.save()
    client.force_login(an)
    url = reverse("indicators:feed", args=[indicator.pk])

    page = client.get(url).content.decode()
    sent = client.post(url, typed(activity_kinds=["sponsor"], counts=feed.counts))

    assert '<option value="field:sponsor:worth" selected>Không còn: worth' in page
    assert "không còn ở loại" in sent.content.decode()
    assert ActivityFeed.objects.get().counts == "field:sponsor:worth"
