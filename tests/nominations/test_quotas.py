"""Quotas: for many at once, for one, never below what is taken; a fixed number of queries. S3-43"""

from io import BytesIO

import pytest
from django.core.files.base import File
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.nominations.models import Nomination, Submission
from phongtrao.nominations.services.quotas import allot, set_quotas
from phongtrao.nominations.services.rounds import close_round, end_round
from phongtrao.orgs.imports import packages, services
from phongtrao.orgs.models import Import, Unit
from tests.factories import make_unit
from tests.nominations.rounds_made import opened
from tests.orgs.sheets_in import applied, faults, sheet


def numbers(found):
    rows = found.quotas.select_related("unit").order_by("unit__name", "category")
    return [(row.unit.name, row.category, row.most) for row in rows]


@pytest.fixture
def found(so, an, hoa_sen, binh_minh, thpt):
    return opened(so, an)


def test_the_same_for_all_of_a_kind_and_another_for_one(found, an, hoa_sen):
    allot(found, {"people": 3, "units": 1}, kinds=["school"], levels=["lower"], keeps=True, by=an)
    assert numbers(found) == [
        ("Trường THCS Hoa Sen", "people", 3),
        ("Trường THCS Hoa Sen", "units", 1),
    ]

    set_quotas(found, {(hoa_sen.pk, "people"): 5, (hoa_sen.pk, "units"): None}, by=an)
    assert allot(found, {"people": 2}, kinds=["school"], keeps=True, by=an) == 3

    assert numbers(found) == [
        ("Trường THCS Hoa Sen", "people", 5),
        ("Trường THPT Sông Ngân", "people", 2),
        ("Trường Tiểu học Bình Minh", "people", 2),
    ]
    allot(found, {"people": 2}, kinds=["school"], keeps=False, by=an)
    assert {most for _unit, _category, most in numbers(found)} == {2}


def test_a_quota_does_not_fall_below_what_is_taken(found, an, hoa_sen):
    set_quotas(found, {(hoa_sen.pk, "units"): 2}, by=an)
    sent = Submission.objects.create(round=found, unit=hoa_sen)
    form = found.forms.get(honour__key="advanced_collective")
    Nomination.objects.create(submission=sent, form=form, unit=hoa_sen, name="Hoa Sen")

    with pytest.raises(BadInput, match=r"Trường THCS Hoa Sen \(0 cá nhân, 1 tập thể\)"):
        set_quotas(found, {(hoa_sen.pk, "units"): 0}, by=an)
    set_quotas(found, {(hoa_sen.pk, "units"): 1}, by=an)

    assert numbers(found) == [("Trường THCS Hoa Sen", "units", 1)]


def test_only_the_office_and_only_units_below(found, an, binh, hoa_sen, province):
    with pytest.raises(NotAllowed):
        set_quotas(found, {(hoa_sen.pk, "people"): 9}, by=binh)
    with pytest.raises(BadInput, match="không thuộc phạm vi"):
        set_quotas(found, {(province.pk, "people"): 1}, by=an)
    end_round(close_round(found, by=an), by=an)
    with pytest.raises(WrongState, match="đã kết thúc"):
        set_quotas(found, {(hoa_sen.pk, "people"): 1}, by=an)


def test_the_boxes_of_the_table_are_saved(found, client, an, hoa_sen, thpt):
    client.force_login(an)
    url = reverse("nominations:quotas", args=[found.pk])
    page = client.get(url).content.decode()
    assert f'name="people-{hoa_sen.pk}"' in page

    sent = {f"people-{hoa_sen.pk}": "4", f"units-{hoa_sen.pk}": "", f"people-{thpt.pk}": "x"}
    assert "không phải" in client.post(url, sent, follow=True).content.decode()
    assert numbers(found) == []

    client.post(url, sent | {f"people-{thpt.pk}": ""})
    assert numbers(found) == [("Trường THCS Hoa Sen", "people", 4)]


def test_many_units_cost_as_many_queries_as_few(
    found, client, an, so, django_assert_max_num_queries, hoa_sen
):
    """Setting numbers, and the pages of the round and of the quotas."""
    allot(found, {"people": 1}, keeps=True, by=an)
    client.force_login(an)
    few = [_count(client, found, name) for name in ("nominations:round", "nominations:quotas")]
    for place in range(60):
        make_unit(f"Trường số {place}", Unit.Kind.SCHOOL, admin=so)

    with django_assert_max_num_queries(20):
        allot(found, {"people": 1, "units": 1}, keeps=True, by=an)

    many = [_count(client, found, name) for name in ("nominations:round", "nominations:quotas")]
    assert many == few


def _count(client, found, name):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse(name, args=[found.pk])).status_code == 200
    return len(queries)


HEAD = ("Đơn vị", "Cá nhân", "Tập thể", "Đợt khen thưởng")


def brought_in(by, office, *rows):
    file = File(BytesIO(sheet(HEAD, *rows)), name="chi-tieu.xlsx")
    act = services.start_import(packages.read_upload(file), "award_quotas", office, by=by)
    services.choose_columns(act, services.propose(act), by=by)
    services.check_rows(act.pk, act.work.pk)
    return Import.objects.get(pk=act.pk)


def test_numbers_come_in_from_a_workbook(found, an, so, hoa_sen, thpt):
    set_quotas(found, {(hoa_sen.pk, "people"): 2}, by=an)
    name = found.title

    act = brought_in(an, so, (hoa_sen.name, "4", "", name), (thpt.name, "1", "1", name))

    assert (act.counts["new"], act.counts["changed"]) == (1, 1)
    applied(act, an)
    assert numbers(found) == [
        ("Trường THCS Hoa Sen", "people", 4),
        ("Trường THPT Sông Ngân", "people", 1),
        ("Trường THPT Sông Ngân", "units", 1),
    ]


def test_rows_that_cannot_be_are_refused_with_their_reason(found, an, so, hoa_sen, thpt):
    act = brought_in(
        an,
        so,
        (hoa_sen.name, "ba", "", found.title),
        (thpt.name, "1", "", "Đợt không có"),
        (thpt.name, "1", "", found.title),
        (thpt.name, "2", "", found.title),
    )

    assert len(faults(act)) == 3
    assert numbers(found) == []
