"""The list of plans taken in, over HTTP; and who may see and do what in one."""

import pytest

from phongtrao.documents.visibility import may_see_file
from phongtrao.plans.models import Intake, IntakeFact
from tests.plans.intake_work import make_fact, make_intake, page, read_in, source

S = IntakeFact.State


@pytest.fixture
def signed_in(client, an):
    client.force_login(an)
    return client


@pytest.fixture
def intake(so, an) -> Intake:
    return make_intake(so, an, blocks=source(20))


# ------------------------------------------------------------------ the list


@pytest.mark.parametrize("rows", [1, 3])
def test_list_query_count_does_not_grow(signed_in, so, an, rows, django_assert_num_queries):
    for _ in range(rows):
        make_fact(make_intake(so, an))

    # session, user, grants, notices, running works, count, page
    with django_assert_num_queries(7):
        answer = signed_in.get("/tiep-nhan/")

    assert answer.context["table"].count == rows


def test_the_list_counts_what_waits_and_leaves_out_what_was_dropped(signed_in, so, an):
    intake = make_intake(so, an, title="Kế hoạch thi đua")
    for state in (S.PENDING, S.CONFIRMED, S.DROPPED):
        make_fact(intake, state=state)
    make_intake(so, an, status=Intake.Status.DROPPED)

    rows = list(signed_in.get("/tiep-nhan/").context["table"].filtered)

    assert [(row.pk, row.total, row.pending) for row in rows] == [(intake.pk, 2, 1)]


def test_the_list_is_searched_without_marks_and_exported(signed_in, so, an):
    make_intake(so, an, title="Kế hoạch thi đua")
    make_intake(so, an, title="Kế hoạch hội nghị")

    found = signed_in.get("/tiep-nhan/?q=thi dua").context["table"]
    sheet = signed_in.get("/tiep-nhan/?xuat=xlsx")

    assert [str(row) for row in found.filtered] == ["Kế hoạch thi đua"]
    assert sheet.headers["Content-Disposition"] == 'attachment; filename="ke-hoach-tiep-nhan.xlsx"'


def test_an_empty_list_offers_the_first_step(signed_in, so):
    text = signed_in.get("/tiep-nhan/").content.decode()

    assert "Chưa có kế hoạch nào được tiếp nhận." in text
    assert 'href="/tiep-nhan/tep-moi/"' in text


# ------------------------------------------------------------------ who may


def test_leaders_read_and_others_find_nothing(client, intake, dung, khanh, binh, hoa):
    fact = make_fact(intake)
    pages = (f"/tiep-nhan/{intake.pk}/", "/tiep-nhan/")
    acts = (f"/tiep-nhan/muc/{fact.pk}/sua/", f"/tiep-nhan/{intake.pk}/ban-hanh/")

    seen = {}
    for user in (dung, khanh, binh, hoa):
        client.force_login(user)
        seen[user.username] = [client.get(url).status_code for url in (*pages, *acts)]

    assert seen == {
        "dung": [200, 200, 403, 403],
        "khanh": [404, 404, 404, 404],
        "binh": [404, 404, 404, 404],
        "hoa": [404, 404, 404, 404],
    }


def test_a_leader_sees_no_buttons_and_cannot_act(client, intake, dung):
    fact = make_fact(intake)
    client.force_login(dung)

    text = page(client, intake)
    client.post(f"/tiep-nhan/muc/{fact.pk}/nhan/")

    fact.refresh_from_db()
    assert "formaction" not in text
    assert fact.state == S.PENDING


def test_the_file_is_open_to_those_who_see_the_intake(so, an, dung, khanh):
    file = read_in(so, an).file

    answers = {user.username: may_see_file(user, file) for user in (an, dung, khanh)}

    assert answers == {"an": True, "dung": True, "khanh": False}


def test_the_history_of_an_intake_is_told_to_the_office(client, so, an, binh):
    intake = read_in(so, an)

    client.force_login(an)
    told = client.get(f"/nhat-ky/plans.intake/{intake.pk}/")
    client.force_login(binh)
    hidden = client.get(f"/nhat-ky/plans.intake/{intake.pk}/")

    assert "Tiếp nhận tệp kế hoạch" in told.content.decode()
    assert hidden.status_code == 404
