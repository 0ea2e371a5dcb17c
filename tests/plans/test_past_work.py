"""Results of a unit together with those it follows: the total, and which of them did what."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from phongtrao.lib.sheets import open_workbook
from phongtrao.orgs.forest import Merge
from phongtrao.orgs.services import Order, reorganise, undo_reorganisation
from tests.plans.work import make_work


@pytest.fixture
def merged(so, hoa_sen, binh_minh):
    """Two done at Hoa Sen, in two years, one of them late; one at Bình Minh; one open goes on."""
    make_work(so, hoa_sen, done_on=date(2024, 5, 1), due_on=date(2024, 4, 1))
    make_work(so, hoa_sen, done_on=date(2025, 5, 1))
    make_work(so, binh_minh, done_on=date(2025, 6, 1))
    make_work(so, hoa_sen)
    order = Order("Sáp nhập", localdate() - timedelta(1), (Merge((hoa_sen.pk,), binh_minh.pk),))
    return reorganise(order, by=None)


def rows_of(page):
    return [(unit.name, unit.done, unit.in_time, unit.open) for unit in page.context["table"].items]


def ask(client, unit, **said):
    return client.get(f"/don-vi/{unit.pk}/viec/tien-than/", said)


def test_totals_with_predecessors_say_who_did_what(client, an, merged, hoa_sen, binh_minh):  # S3-29
    client.force_login(an)

    page = ask(client, binh_minh)

    assert sorted(rows_of(page)) == [
        ("Trường THCS Hoa Sen", 2, 1, 0),
        ("Trường Tiểu học Bình Minh", 1, 1, 1),
    ]
    assert page.context["years"] == [(2024, 1), (2025, 2)]
    assert "3 việc hoàn thành, kể cả của 1 đơn vị tiền thân" in page.content.decode()


def test_a_period_is_cut_across_predecessors(client, an, merged, binh_minh):  # S3-30
    client.force_login(an)

    page = ask(client, binh_minh, tu_ngay="01/01/2025", den_ngay="31/12/2025")

    assert sorted(row[:2] for row in rows_of(page)) == [
        ("Trường THCS Hoa Sen", 1),
        ("Trường Tiểu học Bình Minh", 1),
    ]
    assert page.context["years"] == [(2025, 2)]


def test_what_is_beyond_ones_scope_is_one_sum(client, lan, merged, binh_minh, hoa_sen):
    """The focal person of the heir reads the heir's work; the past of others is a number."""
    lan.grants.update(unit=binh_minh)
    client.force_login(lan)

    page = ask(client, binh_minh)

    assert page.context["beyond"] == 2
    assert "Trong đó 2 việc của đơn vị ngoài phạm vi" in page.content.decode()


def test_undone_it_is_the_units_own_again(client, an, merged, binh_minh):
    undo_reorganisation(merged, by=None)
    client.force_login(an)

    assert rows_of(ask(client, binh_minh)) == [("Trường Tiểu học Bình Minh", 1, 1, 0)]


def test_it_is_exported_with_its_provenance(client, an, merged, binh_minh):
    client.force_login(an)

    book = open_workbook(ask(client, binh_minh, xuat="xlsx").content, "a.xlsx")

    assert sum("Trường THCS Hoa Sen" in str(row) for row in book.rows()) == 1


def test_the_page_of_work_leads_there_only_where_there_is_a_past(
    client, an, merged, binh_minh, thpt
):
    client.force_login(an)

    assert "kể cả tiền thân" in client.get(f"/don-vi/{binh_minh.pk}/viec/").content.decode()
    assert "kể cả tiền thân" not in client.get(f"/don-vi/{thpt.pk}/viec/").content.decode()


def test_who_may_not_read_the_unit_gets_404(client, giang, lam, merged, binh_minh):
    client.force_login(lam)

    assert ask(client, binh_minh).status_code == 404
