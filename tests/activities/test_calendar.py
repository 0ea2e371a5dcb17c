"""The heat map, the calendar of a unit, units that recorded nothing this quarter. S0-08"""

from datetime import date
from html import unescape

from django.utils import timezone

from phongtrao.activities.models import Activity
from phongtrao.activities.queries.calendar import heat_of
from phongtrao.activities.services.twins import join_activities
from phongtrao.activities.services.writing import draft_activity
from phongtrao.orgs.models import Unit
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


def test_a_day_of_the_calendar_leads_to_what_was_done_on_it(client, hoa_sen, lan, an):
    recorded(hoa_sen, lan, "Ngày hội STEM", starts_on=MARCH)
    recorded(hoa_sen, lan, "Câu lạc bộ", starts_on=date(2026, 5, 2))
    html = page(client, an, "unit_calendar", hoa_sen.pk, nam="2026").content.decode()

    day = f"tu_ngay={MARCH.day}/3/2026&amp;den_ngay={MARCH.day}/3/2026"
    address = next(part for part in html.split('"') if day in part)
    listed = client.get(unescape(address)).content.decode()

    assert "Ngày hội STEM" in listed
    assert "Câu lạc bộ" not in listed


def test_as_many_are_listed_as_the_calendar_counts(client, so, hoa_sen, binh_minh, lan, chi, an):
    """The unit itself, not one whose code begins with its own; agreed and counted only."""
    Unit.objects.filter(pk=hoa_sen.pk).update(code="TH-1", search_text="th-1")
    Unit.objects.filter(pk=binh_minh.pk).update(code="TH-12", search_text="th-12")
    recorded(hoa_sen, lan, "Ngày hội STEM", starts_on=MARCH)
    recorded(binh_minh, chi, "Kỹ năng số", starts_on=MARCH)
    recorded(binh_minh, chi, "Chưa hỏi xong", starts_on=MARCH, others=[hoa_sen])
    draft_activity(hoa_sen, writing("Nháp", starts_on=MARCH), by=lan)
    recorded(hoa_sen, lan, "Năm trước", starts_on=date(2025, 5, 2))
    html = page(client, an, "unit_calendar", hoa_sen.pk, nam="2026").content.decode()

    links = [unescape(part) for part in html.split('"') if f"lich={hoa_sen.pk}" in part]
    listed = [client.get(address).context["table"] for address in links]

    assert "1 hoạt động trong năm" in html
    assert [[one.title for one in table.items] for table in listed] == [["Ngày hội STEM"]] * 2


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
