"""Lists and pages: who opens them, and as many queries for three rows as for one. S4-27"""

import html

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from phongtrao.documents.models import Evidence
from phongtrao.indicators.queries.rounds import changes_since
from phongtrao.indicators.services.defining import set_target
from phongtrao.indicators.services.reporting import handed_mark
from tests.factories import make_unit
from tests.indicators.measured import hand_in, make_indicator, open_to, report_of, typed, yes_no


def queries(client, who, url) -> int:
    client.force_login(who)
    client.get(url)  # what is kept from the first visit
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def test_lists_cost_the_same_for_one_and_three_rows(client, so, an, hoa_sen, binh):
    for name in ("list", "target_list", "round_list"):
        url = reverse(f"indicators:{name}")
        _more(so, an, 1)
        one = queries(client, an, url)
        _more(so, an, 3)
        assert queries(client, an, url) == one, name
    url = reverse("indicators:report_list")
    one = queries(client, binh, url)
    _more(so, an, 3)
    assert queries(client, binh, url) == one


def _more(so, an, count):
    from phongtrao.indicators.models import Indicator  # noqa: PLC0415 -- only here

    for _one in range(count):
        code = f"N{Indicator.objects.count()}"
        indicator = make_indicator(so, an, code)
        set_target(indicator, so, {"year": 2030, "value": 5}, by=an)
        open_to(so, an, indicator)


def test_board_costs_the_same_for_one_and_three_units(client, so, an, thpt):
    round_ = open_to(so, an, yes_no(so, an))
    url = reverse("indicators:round", args=[round_.pk])
    one = queries(client, an, url)
    for name in ("A", "B"):
        make_unit(f"Trường {name}", prof=so)
    again = open_to(so, an, yes_no(so, an, "KS2"))
    assert queries(client, an, reverse("indicators:round", args=[again.pk])) == one


def test_what_is_being_typed_is_shown_to_nobody_above(client, round_, hoa_sen, binh, an, lam):
    from tests.indicators.measured import fill  # noqa: PLC0415 -- only here

    report = fill(report_of(round_, hoa_sen), binh, TL=typed(31, 47))
    url = reverse("indicators:report", args=[report.pk])
    sheet = reverse("indicators:report_sheet", args=[report.pk])

    for person in (an, lam):
        client.force_login(person)
        assert "31 / 47" not in client.get(url).content.decode()
        assert client.get(sheet).status_code == 200
    client.force_login(binh)
    assert "31 / 47" in client.get(url).content.decode()


@pytest.mark.parametrize("name", ["round_open", "round_close", "round_urge", "round_import"])
def test_only_the_office_reaches_the_deeds_of_a_round(client, round_, binh, khanh, name):
    url = reverse(f"indicators:{name}", args=[round_.pk])

    client.force_login(binh)
    assert client.get(url).status_code == 404
    client.force_login(khanh)
    assert client.get(url).status_code == 403


def test_many_are_accepted_as_the_page_showed_them(client, round_, hoa_sen, binh, an):
    page = reverse("indicators:round", args=[round_.pk])
    accept = reverse("indicators:round_accept", args=[round_.pk])
    client.force_login(an)
    client.get(page)
    report = hand_in(report_of(round_, hoa_sen), binh, KS=typed(1), TL=typed(10, 40))

    said = client.post(accept, {"row": [report.pk]}, follow=True).content.decode()
    assert "nộp sau khi bạn mở trang" in said
    assert report_of(round_, hoa_sen).status == "submitted"

    client.post(accept, {"row": [report.pk]})  # the page above has shown it
    assert report_of(round_, hoa_sen).status == "accepted"


def test_page_of_a_report_says_which_numbers_it_shows(client, round_, hoa_sen, binh, an):
    report = hand_in(report_of(round_, hoa_sen), binh, KS=typed(1), TL=typed(10, 40))
    client.force_login(an)
    page = client.get(reverse("indicators:report", args=[report.pk])).content.decode()
    assert handed_mark(report) in html.unescape(page)

    url = reverse("indicators:report_judge", args=[report.pk])
    answer = client.post(url, {"as_read": "2020-01-01T00:00:00", "duyet": "1"})
    assert "nộp lại số liệu" in answer.content.decode()
    assert report_of(round_, hoa_sen).status == "submitted"


def test_report_costs_the_same_with_one_file_and_with_two(client, round_, hoa_sen, binh, an):
    report = hand_in(report_of(round_, hoa_sen), binh, KS=typed(1), TL=typed(10, 40))
    url = reverse("indicators:report", args=[report.pk])
    none = queries(client, an, url)
    for row in report.measurements.all():
        row.evidence = Evidence.objects.create(
            title="Ảnh", url=f"https://vi-du.vn/{row.pk}", unit=hoa_sen, added_by=binh
        )
        row.save()
    assert queries(client, an, url) == none


def test_report_of_many_changes_names_the_newest(round_, hoa_sen, binh, monkeypatch):
    monkeypatch.setattr("phongtrao.indicators.queries.rounds.MOST_NAMED", 0)
    hand_in(report_of(round_, hoa_sen), binh, KS=typed(1), TL=typed(10, 40))
    found = changes_since(round_, round_.opened_at)
    assert (list(found.submitted), found.count) == ([], 1)
