"""The heat map, the calendar of a unit, units that recorded nothing this quarter. S0-08"""

from datetime import date

from django.utils import timezone

from phongtrao.activities.models import Activity
from phongtrao.activities.queries.calendar import heat_of
from phongtrao.activities.services.twins import join_activities
from phongtrao.activities.services.writing import draft_activity
from tests.activities.made import recorded, writing
from tests.activities.test_screens import page

MARCH = date(2026, 3, 10)


def test_a_day_counts_an_activity_once_and_a_unit_its_own(hoa_sen, binh_minh, lan, chi, an):
    together = recorded(hoa_sen, lan, starts_on=MARCH, others=[binh_minh])
    twin = recorded(binh_minh, chi, starts_on=MARCH)
    join_activities(together, twin, by=an)
    recorded(hoa_sen, lan, "Câu lạc bộ", starts_on=date(2026, 5, 2))
    draft_activity(hoa_sen, writing("Nháp", starts_on=MARCH), by=lan)
    recorded(hoa_sen, lan, "Năm trước", starts_on=date(2025, 5, 2))

    heat = heat_of([hoa_sen.pk, binh_minh.pk], 2026)

    assert heat.days == {MARCH: 1, date(2026, 5, 2): 1}
    assert heat.months[hoa_sen.pk][2:5] == [1, 0, 1]
    assert heat.months[binh_minh.pk][2:5] == [1, 0, 0]


def test_the_pages_show_what_one_reads(client, hoa_sen, lan, chi, an):
    recorded(hoa_sen, lan, starts_on=MARCH)

    assert hoa_sen.name in page(client, an, "heat", nam="2026").content.decode()
    assert hoa_sen.name not in page(client, chi, "heat", nam="2026").content.decode()
    assert "1 hoạt động trong năm" in page(client, an, "unit_calendar", hoa_sen.pk, nam="2026").content.decode()  # fmt: skip
    assert page(client, chi, "unit_calendar", hoa_sen.pk).status_code == 404


def test_the_heat_map_asks_as_much_for_one_unit_as_for_many(
    client, hoa_sen, binh_minh, thpt, lan, an, django_assert_max_num_queries
):
    client.force_login(an)
    page(client, an, "heat")
    with django_assert_max_num_queries(12) as few:
        client.get("/hoat-dong/lich/")
    recorded(hoa_sen, lan)
    with django_assert_max_num_queries(len(few)):
        client.get("/hoat-dong/lich/")


def test_schools_that_did_nothing_this_quarter_are_listed(client, hoa_sen, binh_minh, lan, an, lam):
    recorded(hoa_sen, lan, starts_on=timezone.localdate())

    text = page(client, an, "quiet").content.decode()
    assert (binh_minh.name in text, "1 trường chưa ghi nhận" in text) == (True, True)
    assert "0 trường chưa ghi nhận" in page(client, lam, "quiet").content.decode()
    Activity.objects.update(status="draft")
    assert "2 trường chưa ghi nhận" in page(client, an, "quiet").content.decode()
