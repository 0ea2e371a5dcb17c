from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from phongtrao.web.models import Work

pytestmark = pytest.mark.urls("tests.web.urls")
S = Work.Status


@pytest.fixture
def signed_in(client, thu):
    client.force_login(thu)
    return client


def titles(response) -> list[str]:
    return [cell.split("<")[0] for cell in response.content.decode().split('/">Việc số ')[1:]]


@pytest.mark.parametrize("rows", [1, 3])
def test_list_query_count_does_not_grow(signed_in, make_works, rows, django_assert_num_queries):
    make_works(rows)

    with django_assert_num_queries(
        6
    ):  # session, user, running works, grants, count with totals, page
        response = signed_in.get("/mau/bang/")

    assert len(titles(response)) == rows


def test_filter_narrows_and_shows_chips_that_drop_it(signed_in, make_works):
    make_works(2, status=S.DONE)
    make_works(1, status=S.FAILED)

    response = signed_in.get("/mau/bang/?q=số&status=done&status=failed&sap-xep=-title&trang=1")

    table = response.context["table"] if response.context else None
    text = response.content.decode()
    assert titles(response) == ["02", "01", "01"]
    assert table is None or table.count == 3
    assert 'href="?q=s%E1%BB%91&amp;status=failed&amp;sap-xep=-title"' in text  # without “Xong”
    assert "Trạng thái: Xong" in text
    assert "Tìm trong tên việc: số" in text


def test_filter_that_cannot_be_read_shows_its_sentence_and_no_rows(signed_in, make_works):
    make_works(2)

    response = signed_in.get("/mau/bang/?since=31/02/2026")

    assert titles(response) == []
    assert "“31/02/2026” không phải là ngày." in response.content.decode()


def test_sort_turns_round_when_pressed_again(signed_in, make_works):
    make_works(3)

    up = signed_in.get("/mau/bang/?sap-xep=done")
    down = signed_in.get("/mau/bang/?sap-xep=-done")

    assert titles(up) == ["01", "02", "03"]
    assert titles(down) == ["03", "02", "01"]
    assert 'href="?sap-xep=-done"' in up.content.decode()
    assert 'aria-sort="descending"' in down.content.decode()


@pytest.mark.parametrize("asked", ["secret", "-password", "state__x"])
def test_sort_by_an_unknown_column_falls_back_to_the_usual_order(signed_in, make_works, asked):
    make_works(2)

    response = signed_in.get(f"/mau/bang/?sap-xep={asked}")

    assert titles(response) == ["01", "02"]


def test_pages_hold_25_or_as_many_as_asked(signed_in, make_works):
    make_works(60)

    first = signed_in.get("/mau/bang/")
    last = signed_in.get("/mau/bang/?trang=3")
    beyond = signed_in.get("/mau/bang/?trang=99")
    fifty = signed_in.get("/mau/bang/?so-dong=50")
    odd = signed_in.get("/mau/bang/?so-dong=7&trang=x")

    counts = [len(titles(response)) for response in (first, last, beyond, fifty, odd)]
    assert counts == [25, 10, 10, 50, 25]
    assert "Dòng 51–60 trong 60" in last.content.decode()


def test_totals_add_up_the_filter_and_not_the_page(signed_in, make_works):
    make_works(60)

    response = signed_in.get("/mau/bang/?trang=2")

    assert '<div class="cell">1.770</div>' in response.content.decode()


def test_export_holds_exactly_the_filtered_rows(signed_in, make_works):
    make_works(30, status=S.DONE)
    make_works(5, status=S.FAILED)

    response = signed_in.get("/mau/bang/?status=done&sap-xep=-title&xuat=xlsx")

    rows = (
        CalamineWorkbook.from_filelike(BytesIO(response.content)).get_sheet_by_index(0).to_python()
    )
    head = next(n for n, row in enumerate(rows) if row[0] == "Việc")
    assert response["Content-Disposition"] == 'attachment; filename="viec-cua-truong.xlsx"'
    assert rows[head][:6] == ["Việc", "Trạng thái", "Hạn", "Tiến độ", "Số lượt xong", "Năm"]
    assert [row[0] for row in rows[head + 1 :]] == [f"Việc số {n:02}" for n in range(30, 0, -1)]
    assert rows[head + 1][4:6] == [29.0, 2026.0]
    assert any("Trạng thái: Xong" in str(cell) for row in rows[:head] for cell in row)


def test_htmx_gets_the_table_alone(signed_in, make_works):
    make_works(1)

    headers = {"HX-Request": "true", "HX-Target": "table-viec"}
    part = signed_in.get("/mau/bang/", headers=headers).content.decode()

    assert part.lstrip().startswith('<section class="table-box"')
    assert "<html" not in part


def test_bulk_takes_the_ticked_rows(signed_in, make_works):
    works = make_works(3)

    response = signed_in.post("/mau/chon/", {"row": [works[0].pk, works[2].pk]})

    assert response.content.decode() == "Việc số 01, Việc số 03"


def test_bulk_takes_all_as_filtered_beyond_the_page(signed_in, make_works):
    make_works(30, status=S.DONE)
    make_works(2, status=S.FAILED)

    response = signed_in.post("/mau/chon/", {"all": "1", "filter": "status=done&sap-xep=title"})

    assert len(response.content.decode().split(", ")) == 30


def test_bulk_ignores_what_is_not_a_number(signed_in, make_works):
    make_works(1)

    response = signed_in.post("/mau/chon/", {"row": ["1 OR 1=1"]})

    assert response.content == b""


def test_empty_table_says_what_to_do(signed_in, make_works):
    make_works(1)

    empty = signed_in.get("/mau/bang/?q=không+có").content.decode()

    assert "Không có dòng nào khớp bộ lọc." in empty
    assert "Tải Excel" not in empty
