"""What units did becomes numbers of indicators. S1-27, S1-38, S1-53, S4-11; target 5 of plan 004"""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from phongtrao.activities.models import Activity, Attendee, Participation
from phongtrao.activities.services.partners import agree
from phongtrao.activities.services.twins import join_activities
from phongtrao.activities.services.writing import confirm_activity
from phongtrao.indicators.checks import Number
from phongtrao.indicators.feed_words import feed_words, kinds_of
from phongtrao.indicators.models import ActivityFeed, Measurement
from phongtrao.indicators.packs import shipped_packs
from phongtrao.indicators.queries.totals import Counting, board
from phongtrao.indicators.services.from_activities import (
    compute_all,
    recompute,
    set_feed,
    stop_feed,
)
from phongtrao.indicators.services.measuring import correct_measurement
from phongtrao.indicators.services.packs import adopt_pack
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.lib.periods import calendar_year
from phongtrao.orgs.models import Succession
from tests.activities.made import kind, recorded
from tests.factories import make_person
from tests.indicators.made import measure
from tests.indicators.measured import make_indicator, open_to

YEAR = timezone.localdate().year
CLUB = {"activity_kinds": ["startup_club"], "at_least": 2, "kinds": ["school"]}
TOLD = {"activity_kinds": ["communication"], "counts": "people:learners"}


def done(unit, key="startup_club", day=None, *others, status="confirmed", **more):
    """An activity as services leave it; ``others`` did it as well."""
    day = day or timezone.localdate().replace(month=1, day=1)
    fields = {"title": "Sinh hoạt", "starts_on": day, "ends_on": day, "status": status} | more
    made = Activity.objects.create(kind=kind(key), unit=unit, **fields)
    for one in (unit, *others):
        Participation.objects.create(activity=made, unit=one, day=day)
    return made


def plain(so, an, code="HĐ", **more):
    return make_indicator(so, an, code, measure="hoạt động", **more)


def told(indicator) -> dict[tuple[str, str], tuple[Decimal, Decimal | None]]:
    rows = Measurement.objects.filter(indicator=indicator).select_related("unit")
    return {(row.unit.name, row.period): (row.numerator, row.denominator) for row in rows}


def value(so, indicator, year=YEAR):
    found = board(so, [Counting.of_all(indicator)], day=timezone.localdate(), periods=[calendar_year(year)])  # fmt: skip
    return found.value(0, found.total(0, 0))


def test_a_club_that_met_often_enough_is_a_yes_of_its_school(so, an, hoa_sen, binh_minh):
    """Target 5 of plan 004: the share of schools with a club that meets regularly. S4-11"""
    for _time in range(2):
        done(hoa_sen)
    done(binh_minh)
    done(binh_minh, status="recorded")  # nobody confirmed it yet
    indicator = plain(so, an)

    set_feed(indicator, CLUB, by=an)

    year = str(YEAR)
    schools = {unit: n for (unit, _year), (n, _d) in told(indicator).items()}
    assert (schools[hoa_sen.name], schools[binh_minh.name]) == (1, 0)
    assert so.name not in schools
    indicator.refresh_from_db()
    assert (indicator.is_yes_no, indicator.measure, indicator.is_collected) == (True, "%", False)
    assert value(so, indicator) == Decimal(100) / len(schools)
    assert told(indicator)[hoa_sen.name, year] == (1, 1)


def test_what_units_did_together_is_one_above_and_one_for_each(so, an, hoa_sen, binh_minh):
    done(hoa_sen, "seminar", None, binh_minh)
    done(hoa_sen, "seminar")
    indicator = plain(so, an)

    set_feed(indicator, {"activity_kinds": ["seminar"]}, by=an)

    numbers = {unit: n for (unit, _year), (n, _d) in told(indicator).items()}
    assert (numbers[hoa_sen.name], numbers[binh_minh.name], numbers[so.name]) == (2, 1, 2)
    assert value(so, indicator) == 2


def test_a_twin_that_was_joined_counts_once(so, an, hoa_sen, binh_minh):
    one, twin = done(hoa_sen, "seminar"), done(binh_minh, "seminar")
    indicator = plain(so, an)
    set_feed(indicator, {"activity_kinds": ["seminar"]}, by=an)
    assert value(so, indicator) == 2

    join_activities(one, twin, by=an)
    assert recompute(indicator, by=an) is True

    assert value(so, indicator) == 1
    assert recompute(indicator, by=an) is False


def test_people_of_one_audience_and_numbers_of_a_kind_are_added(so, an, hoa_sen, binh_minh):
    """S1-06, S1-21, S1-54, S1-83: communication by audience; S1-32: what sponsors gave."""
    done(hoa_sen, "communication", people=150, audiences={"learners": 120, "parents": 30})
    done(binh_minh, "communication", people=80, audiences={"learners": 80})
    done(hoa_sen, "sponsor", values={"giver": "Công ty A", "worth": "12.5"})
    done(hoa_sen, "sponsor", values={"giver": "Ông B"})
    learners, worth = plain(so, an, "TT"), plain(so, an, "TÀI-TRỢ")

    set_feed(learners, TOLD, by=an)
    set_feed(worth, {"activity_kinds": ["sponsor"], "counts": "field:sponsor:worth"}, by=an)

    assert (value(so, learners), value(so, worth)) == (200, Decimal("12.5"))


def test_only_what_had_an_outcome_is_counted(so, an, hoa_sen):
    """S1-31, S1-53: policy advice, and how much of it was taken up."""
    done(hoa_sen, "policy_advice", values={"outcome": "Được tiếp thu"})
    done(hoa_sen, "policy_advice", values={"outcome": "Không tiếp thu"})
    done(hoa_sen, "policy_advice")
    indicator = plain(so, an)

    only = "policy_advice:outcome:Được tiếp thu"
    set_feed(indicator, {"activity_kinds": ["policy_advice"], "only": only}, by=an)

    assert value(so, indicator) == 1


def test_months_with_an_activity_are_not_days(so, an, hoa_sen):
    """Nine meetings on one day are no regular club."""
    for day in range(1, 10):
        done(hoa_sen, day=date(YEAR, 1, day))
    indicator = plain(so, an)

    set_feed(indicator, CLUB | {"counts": "months"}, by=an)
    assert told(indicator)[hoa_sen.name, str(YEAR)] == (0, 1)
    done(hoa_sen, day=date(YEAR, 2, 1))
    compute_all(date(YEAR, 6, 1))

    assert told(indicator)[hoa_sen.name, str(YEAR)] == (1, 1)


def test_the_school_year_is_another_year(so, an, hoa_sen):
    done(hoa_sen, "seminar", date(YEAR - 1, 9, 20))
    done(hoa_sen, "seminar", date(YEAR, 3, 1))
    indicator = plain(so, an)
    said = {"activity_kinds": ["seminar"], "year": "school"}
    set_feed(indicator, said, by=an)
    Measurement.objects.all().delete()

    compute_all(date(YEAR, 5, 1))

    assert told(indicator)[hoa_sen.name, f"SY{YEAR - 1}"] == (2, None)
    set_feed(indicator, {"year": "calendar"}, by=an)
    assert {period for _unit, period in told(indicator)} == {str(YEAR)}


def test_a_calendar_year_is_not_held_against_a_school_year(so, an, hoa_sen):
    indicator = plain(so, an, rolling="latest")
    measure(indicator, hoa_sen, f"SY{YEAR - 1}", 4, None)

    with pytest.raises(BadInput, match="không so với nhau được"):
        set_feed(indicator, {"activity_kinds": ["seminar"]}, by=an)

    assert set_feed(indicator, {"activity_kinds": ["seminar"], "year": "school"}, by=an).pk


def test_what_does_not_fit_is_refused_with_what_to_do(so, an):
    indicator = plain(so, an)
    wrong = {
        "đúng một loại": {"activity_kinds": ["seminar", "stem"], "counts": "quantity"},
        "một loại khác": {"activity_kinds": ["seminar"], "counts": "field:sponsor:worth"},
        "loại đơn vị hoặc cấp học": {"activity_kinds": ["seminar"], "at_least": 3},
        "Không có loại": {"activity_kinds": ["nothing"]},
    }
    for sentence, said in wrong.items():
        with pytest.raises(BadInput, match=sentence):
            set_feed(indicator, said, by=an)
    share = make_indicator(so, an, "TL", measure="%")
    with pytest.raises(BadInput, match="ít nhất"):
        set_feed(share, {"activity_kinds": ["seminar"]}, by=an)

    assert not ActivityFeed.objects.exists()
    indicator.refresh_from_db()
    assert indicator.is_collected


def test_nobody_types_it_nor_asks_for_it(so, an, lan, hoa_sen):
    done(hoa_sen, "seminar")
    asked, indicator = plain(so, an, "HỎI"), plain(so, an)
    open_to(so, an, asked)

    with pytest.raises(NotAllowed):
        set_feed(indicator, {"activity_kinds": ["seminar"]}, by=lan)
    with pytest.raises(WrongState, match="đang thu"):
        set_feed(asked, {"activity_kinds": ["seminar"]}, by=an)
    set_feed(indicator, {"activity_kinds": ["seminar"]}, by=an)
    row = Measurement.objects.get(indicator=indicator, unit=hoa_sen)
    with pytest.raises(NotAllowed, match="do hệ thống tính"):
        correct_measurement(row, Number(Decimal(3), None), "Đếm lại", by=an)


def test_the_night_follows_what_is_confirmed(so, an, hoa_sen):
    waiting = done(hoa_sen, "seminar", status="recorded")
    indicator = plain(so, an)
    set_feed(indicator, {"activity_kinds": ["seminar"]}, by=an)
    assert value(so, indicator) is None

    confirm_activity(waiting, by=an)
    assert compute_all(timezone.localdate()) == 1
    assert compute_all(timezone.localdate()) == 0

    assert value(so, indicator) == 1


def test_in_the_first_months_the_year_before_is_counted_too(so, an, hoa_sen):
    indicator = plain(so, an)
    set_feed(indicator, {"activity_kinds": ["seminar"]}, by=an)
    done(hoa_sen, "seminar", date(YEAR - 1, 12, 20))

    compute_all(date(YEAR, 4, 1))
    assert told(indicator) == {}
    compute_all(date(YEAR, 3, 31))

    assert told(indicator)[hoa_sen.name, str(YEAR - 1)] == (1, None)


def test_what_a_unit_did_before_it_ended_is_its_heirs(so, an, hoa_sen, binh_minh):
    done(hoa_sen, "seminar")
    done(binh_minh, "seminar", None, hoa_sen)
    day = timezone.localdate() - timedelta(days=1)
    Succession.objects.create(former=hoa_sen, latter=binh_minh, on=day)
    type(hoa_sen).objects.filter(pk=hoa_sen.pk).update(closed_on=day)
    indicator = plain(so, an)

    set_feed(indicator, {"activity_kinds": ["seminar"]}, by=an)

    numbers = {unit: n for (unit, _year), (n, _d) in told(indicator).items()}
    assert (numbers[binh_minh.name], numbers[so.name], hoa_sen.name in numbers) == (2, 2, False)


def test_asked_of_units_again(so, an, hoa_sen):
    done(hoa_sen, "seminar")
    indicator = plain(so, an)
    set_feed(indicator, {"activity_kinds": ["seminar"]}, by=an)

    stop_feed(indicator, by=an)

    indicator.refresh_from_db()
    assert (told(indicator), indicator.is_collected) == ({}, True)
    with pytest.raises(WrongState):
        stop_feed(indicator, by=an)


# ------------------------------------------------------------------ screens


def typed(**more):
    return {"counts": "times", "activity_kinds": ["seminar"], "year": "calendar", "is_confirmed_only": "on"} | more  # fmt: skip


def test_an_office_looks_first_and_then_saves(so, an, hoa_sen, client):
    done(hoa_sen, "seminar", title="Hội thảo chuyển đổi số")
    indicator = plain(so, an)
    client.force_login(an)
    url = reverse("indicators:feed", args=[indicator.pk])
    assert url in client.get(reverse("indicators:indicator", args=[indicator.pk])).content.decode()

    looked = client.post(url, typed(xem="1")).content.decode()
    assert ("Hội thảo chuyển đổi số" in looked, "1 hoạt động" in looked) == (True, True)
    assert not ActivityFeed.objects.exists()
    saved = client.post(url, typed(), follow=True).content.decode()

    assert "Từ nay hệ thống đếm chỉ số này từ hoạt động" in saved
    assert "Số hoạt động của “Hội thảo, tọa đàm, triển lãm” trong năm dương lịch" in saved
    indicator.refresh_from_db()
    assert value(so, indicator) == 1


def test_what_does_not_fit_is_said_on_the_form(so, an, client):
    indicator = plain(so, an)
    client.force_login(an)
    url = reverse("indicators:feed", args=[indicator.pk])

    assert "đúng một loại" in client.post(url, typed(counts="quantity", activity_kinds=["seminar", "stem"], xem="1")).content.decode()  # fmt: skip
    assert (
        "Hãy chọn ít nhất một loại" in client.post(url, typed(activity_kinds=[])).content.decode()
    )
    assert "loại đơn vị hoặc cấp học" in client.post(url, typed(at_least="3")).content.decode()
    assert not ActivityFeed.objects.exists()


def test_counted_anew_and_given_up_on_screen(so, an, hoa_sen, client):
    indicator = plain(so, an)
    set_feed(indicator, {"activity_kinds": ["seminar"]}, by=an)
    done(hoa_sen, "seminar")
    client.force_login(an)

    client.post(reverse("indicators:feed_recompute", args=[indicator.pk]))
    assert value(so, indicator) == 1
    client.post(reverse("indicators:feed_stop", args=[indicator.pk]), {"confirm": "thôi tính"})

    indicator.refresh_from_db()
    assert indicator.is_collected


def test_units_below_read_the_rule_and_change_nothing(so, an, lan, hoa_sen, client):
    indicator = plain(so, an)
    set_feed(indicator, {"activity_kinds": ["seminar"]}, by=an)
    client.force_login(lan)

    page = client.get(reverse("indicators:indicator", args=[indicator.pk])).content.decode()
    doors = [reverse(f"indicators:{name}", args=[indicator.pk]) for name in ("feed", "feed_recompute", "feed_stop")]  # fmt: skip

    assert "Số hoạt động của “Hội thảo, tọa đàm, triển lãm”" in page
    assert not any(door in page for door in doors)
    assert {client.post(door, typed()).status_code for door in doors} == {403}


def test_a_number_opens_down_to_its_activities(so, an, lan, hoa_sen, binh_minh, client):
    one = done(hoa_sen, "seminar", title="Hội thảo của Hoa Sen")
    done(binh_minh, "seminar", title="Hội thảo của Bình Minh")
    indicator = plain(so, an)
    set_feed(indicator, {"activity_kinds": ["seminar"]}, by=an)
    rows = {row.unit_id: row.pk for row in Measurement.objects.filter(indicator=indicator)}

    client.force_login(an)
    whole = client.get(reverse("totals:behind", args=[rows[so.pk]])).content.decode()
    own = client.get(reverse("totals:behind", args=[rows[hoa_sen.pk]])).content.decode()
    assert ("Hội thảo của Hoa Sen" in whole, "Hội thảo của Bình Minh" in whole) == (True, True)
    assert ("Hội thảo của Hoa Sen" in own, "Hội thảo của Bình Minh" in own) == (True, False)
    assert reverse("activities:activity", args=[one.pk]) in own
    client.force_login(lan)
    assert client.get(reverse("totals:behind", args=[rows[hoa_sen.pk]])).status_code == 200
    assert client.get(reverse("totals:behind", args=[rows[binh_minh.pk]])).status_code == 404


def test_the_page_behind_asks_no_more_for_more_activities(so, an, hoa_sen, client):
    done(hoa_sen, "seminar")
    indicator = plain(so, an)
    set_feed(indicator, {"activity_kinds": ["seminar"]}, by=an)
    url = reverse("totals:behind", args=[Measurement.objects.get(indicator=indicator, unit=so).pk])
    client.force_login(an)
    client.get(url)

    with CaptureQueriesContext(connection) as one:
        client.get(url)
    for _time in range(5):
        done(hoa_sen, "seminar")
    with CaptureQueriesContext(connection) as six:
        client.get(url)

    assert len(six) == len(one)


def test_people_trained_are_counted_once_each_where_they_work(so, an, client, hoa_sen, binh_minh):
    """S1-38, S4-10: of two courses, and of a twin that was joined"""
    first, second = done(hoa_sen, "training"), done(so, "training")
    twin = done(binh_minh, "training")
    ours, theirs = make_person("Vũ Thị Giang"), make_person("Hà Văn Long")
    for course, person, unit, result in (
        (first, ours, hoa_sen, "attended"),
        (second, ours, hoa_sen, "passed"),
        (second, theirs, binh_minh, "attended"),
        (twin, theirs, binh_minh, "passed"),
        (done(hoa_sen, "training", status="recorded"), theirs, binh_minh, "passed"),
    ):
        Attendee.objects.create(activity=course, person=person, unit=unit, result=result)
    listed, passed = plain(so, an, "TH"), plain(so, an, "ĐẠT")
    set_feed(listed, {"activity_kinds": ["training"], "counts": "listed"}, by=an)
    set_feed(passed, {"activity_kinds": ["training"], "counts": "passed"}, by=an)
    join_activities(first, twin, by=an)
    recompute(passed, by=an)

    assert {unit: n for (unit, _year), (n, _d) in told(listed).items() if unit in {so.name, hoa_sen.name, binh_minh.name}} == {so.name: 2, hoa_sen.name: 1, binh_minh.name: 1}  # fmt: skip
    assert (value(so, listed), value(so, passed)) == (2, 2)
    behind = Measurement.objects.get(indicator=passed, unit=binh_minh)
    client.force_login(an)
    page = client.get(reverse("totals:behind", args=[behind.pk])).content.decode()
    assert reverse("activities:activity", args=[first.pk]) in page
    assert reverse("activities:activity", args=[second.pk]) not in page


def test_people_by_name_are_of_kinds_with_lists(so, an):
    with pytest.raises(BadInput, match="danh sách người dự"):
        set_feed(plain(so, an), {"activity_kinds": ["stem"], "counts": "listed"}, by=an)


def test_a_unit_that_was_named_counts_it_once_it_said_yes(so, an, hoa_sen, binh_minh, lan, chi):
    made = recorded(hoa_sen, lan, key="launching", others=[binh_minh])
    confirm_activity(made, by=an)
    indicator = plain(so, an)

    set_feed(indicator, {"activity_kinds": ["launching"]}, by=an)
    assert binh_minh.name not in {unit for unit, _year in told(indicator)}
    agree(made.parties.get(unit=binh_minh), by=chi)
    recompute(indicator, by=an)

    assert told(indicator)[binh_minh.name, str(YEAR)] == (1, None)
    assert value(so, indicator) == 1


def test_definitions_of_the_plans_are_shipped(so, an, hoa_sen, binh_minh):
    """Target 5 of plan 004; S1-06, S1-23, S1-27, S1-28, S1-31, S1-32, S1-38, S1-53, S4-11, S4-12"""
    for month in range(1, 7):
        done(hoa_sen, day=date(YEAR, month, 1), quantity=2)
    reached = {"staff": 10, "learners": 200, "parents": 30, "citizens": 4}
    done(hoa_sen, "communication", audiences=reached)
    done(binh_minh, "communication", audiences={"parents": 5})
    done(binh_minh, "guidance", audiences={"citizens": 50})
    done(hoa_sen, "training", audiences={"staff": 40, "learners": 7})
    done(hoa_sen, "core_team", audiences={"staff": 3})
    done(hoa_sen, "digital_class")
    done(hoa_sen, "security_incident", quantity=2, status="recorded")
    done(hoa_sen, "policy_advice", values={"outcome": "Được tiếp thu"})
    done(hoa_sen, "policy_advice", values={"outcome": "Không tiếp thu"})
    done(hoa_sen, "agreement", None, binh_minh)
    done(hoa_sen, "sponsor", values={"worth": "12.5"})
    done(hoa_sen, "startup_project", quantity=3)

    made = {one.code: one for one in adopt_pack(shipped_packs()["5-hoat-dong"], so, by=an)}

    shares = {code: one for code, one in made.items() if one.is_yes_no}
    schools = {code: [told(one).get((unit.name, str(YEAR))) for unit in (hoa_sen, binh_minh)] for code, one in shares.items()}  # fmt: skip
    assert schools == {"004-5": [(1, 1), None], "HĐ-TT6": [(1, 1), (0, 1)]}
    assert {code: value(so, one) for code, one in made.items() if code not in shares} == {
        "HĐ-TT1": 2, "HĐ-TT2": 10, "HĐ-TT3": 200, "HĐ-TT4": 35, "HĐ-TT5": 54,
        "HĐ-TH1": 2, "HĐ-TH2": 43, "HĐ-TH3": None, "HĐ-TH4": None, "HĐ-AT1": 2, "HĐ-CS1": 2, "HĐ-CS2": 1, "HĐ-HT1": 1,
        "HĐ-TR1": Decimal("12.5"), "HĐ-KN1": 12, "HĐ-KN2": 3,
    }  # fmt: skip
    assert {one.computed_from for one in made.values()} == {"activities"}
    clubs = made["004-5"]
    assert [(one.year, one.value) for one in clubs.targets.order_by("year")] == [(2030, 85), (2045, 100)]  # fmt: skip
    assert all(feed_words(one.feed, kinds_of(one.feed)) for one in made.values())
