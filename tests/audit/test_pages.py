"""Reading the history: within the scope of the subject; searched by administrators and inspectors."""

import pytest
from django.urls import reverse

from phongtrao.audit.models import Entry
from phongtrao.audit.services import record, seal_entries
from phongtrao.lib.sheets import open_workbook
from phongtrao.orgs.models import Unit
from phongtrao.orgs.services import UnitFacts, edit_unit


def history(client, user, subject):
    client.force_login(user)
    return client.get(reverse("audit:history", args=[subject._meta.label_lower, subject.pk]))


def rural(unit, *, by):
    return edit_unit(
        unit, UnitFacts(unit.short_name, unit.code, unit.level, Unit.Area.RURAL), by=by
    )


# ------------------------------------------------------------------ history of one subject
def test_history_says_who_changed_what_in_words(client, hoa, hoa_sen, so):
    rural(hoa_sen, by=hoa)

    page = history(client, hoa, hoa_sen).content.decode()

    assert "Mai Thanh Hòa" in page
    assert "Sửa thông tin đơn vị" in page
    assert "<dt>địa bàn</dt>" in page
    assert "<del>Đô thị</del>" in page
    assert "<ins>Nông thôn</ins>" in page


@pytest.mark.parametrize(
    ("who", "status"), [("an", 200), ("khanh", 200), ("binh", 404), ("chi", 404)]
)
def test_history_of_a_unit_is_for_those_above_it(client, request, hoa_sen, who, status):
    user = request.getfixturevalue(who)

    assert history(client, user, hoa_sen).status_code == status


def test_history_of_what_nobody_registered_does_not_exist(client, hoa):
    client.force_login(hoa)

    assert client.get("/nhat-ky/base.formkey/1/").status_code == 404
    assert client.get("/nhat-ky/orgs.unit/khong-phai-so/").status_code == 404


def test_history_as_a_part_is_the_lines_alone(client, hoa, hoa_sen):
    client.force_login(hoa)

    part = client.get(f"/nhat-ky/orgs.unit/{hoa_sen.pk}/", headers={"HX-Request": "true"})

    assert part.content.decode().strip().startswith('<div id="history-lines">')


def test_history_pages_when_it_is_long(client, hoa, hoa_sen):
    for _n in range(60):
        record(hoa_sen, "orgs.unit_edited", by=hoa)

    first = history(client, hoa, hoa_sen).content.decode()
    second = client.get(f"/nhat-ky/orgs.unit/{hoa_sen.pk}/?trang=2").content.decode()

    assert (first.count("Sửa thông tin đơn vị"), second.count("Sửa thông tin đơn vị")) == (50, 10)
    assert "Cũ hơn" in first
    assert "Mới hơn" in second


@pytest.mark.parametrize("lines", [1, 3])
def test_history_asks_the_same_whatever_its_length(
    client, hoa, hoa_sen, lines, django_assert_num_queries
):
    for _n in range(lines):
        record(hoa_sen, "orgs.unit_edited", by=hoa, after={"code": "1"})
    client.force_login(hoa)

    with django_assert_num_queries(
        7
    ):  # session, user, grants, unit, lists it came in by, count, lines
        client.get(f"/nhat-ky/orgs.unit/{hoa_sen.pk}/", headers={"HX-Request": "true"})


# ------------------------------------------------------------------ search
@pytest.mark.parametrize(
    ("who", "status"),
    [("hoa", 200), ("khanh", 200), ("an", 404), ("dung", 404), ("binh", 404), ("chi", 404)],
)
def test_search_is_for_administrators_and_inspectors(client, request, who, status):
    client.force_login(request.getfixturevalue(who))

    assert client.get("/nhat-ky/").status_code == status


def found(client, **words):
    page = client.get("/nhat-ky/", words)
    return [row.pk for row in page.context["table"].filtered]


def test_search_narrows_by_person_deed_subject_and_days(client, hoa, an, hoa_sen, so):
    wanted = Entry.objects.get(pk=record(hoa_sen, "orgs.unit_edited", by=an))
    other = Entry.objects.get(pk=record(so, "orgs.unit_edited", by=hoa))
    client.force_login(hoa)
    today = wanted.at.astimezone().strftime("%d/%m/%Y")

    assert found(client, nguoi="le thu an") == [wanted.pk]
    assert found(client, viec="orgs.unit_edited") == [other.pk, wanted.pk]
    assert wanted.pk in found(client, doi_tuong="Hoa Sen")
    assert other.pk not in found(client, doi_tuong="Hoa Sen")
    assert found(client, tu_ngay="01/01/2100") == []
    assert wanted.pk in found(client, tu_ngay=today, den_ngay=today)


def test_search_exports_what_is_filtered(client, hoa, an, hoa_sen):
    record(hoa_sen, "orgs.unit_edited", by=an)
    client.force_login(hoa)

    answer = client.get("/nhat-ky/", {"nguoi": "an", "xuat": "xlsx"})

    book = open_workbook(answer.content, "nhat-ky.xlsx")
    texts = [str(cell) for row in book.rows(book.names[0]) for cell in row]
    assert "Trường THCS Hoa Sen" in texts
    assert "Lê Thu An" in texts


def test_search_says_how_the_chain_stands(client, hoa):
    client.force_login(hoa)
    assert "Chưa kiểm tra" in client.get("/nhat-ky/").content.decode()

    seal_entries()
    answer = client.post("/nhat-ky/kiem-tra/", follow=True)

    assert "chuỗi nhật ký nguyên vẹn" in answer.content.decode()
    assert "Nguyên vẹn" in answer.content.decode()


def test_checking_is_refused_to_others(client, an):
    client.force_login(an)

    assert client.post("/nhat-ky/kiem-tra/").status_code == 404
    assert Entry.objects.filter(action="audit.checked").count() == 0


@pytest.mark.parametrize("rows", [1, 3])
def test_search_asks_the_same_with_more_rows(client, hoa, so, rows, django_assert_num_queries):
    for _n in range(rows):
        record(so, "orgs.unit_edited", by=hoa)
    client.force_login(hoa)
    client.get("/nhat-ky/")

    # session, user, grants, person, posts, departments above, units above, last seal, unsealed, verification,
    # bell, works, count, page
    with django_assert_num_queries(14):
        client.get("/nhat-ky/")


# ------------------------------------------------------------------ one line
def test_a_line_shows_its_values_and_its_seal(client, khanh, hoa_sen):
    key = record(hoa_sen, "orgs.unit_edited", by=None, after={"short_name": "Hoa Sen 1"})
    seal_entries()
    entry = Entry.objects.get(pk=key)
    client.force_login(khanh)

    page = client.get(f"/nhat-ky/dong/{entry.pk}/").content.decode()

    assert "Hoa Sen 1" in page
    assert "Hệ thống" in page
    assert entry.seal.hash in page


def test_a_line_does_not_exist_for_others(client, an, so):
    key = record(so, "orgs.unit_edited", by=an)
    client.force_login(an)

    assert client.get(f"/nhat-ky/dong/{key}/").status_code == 404
