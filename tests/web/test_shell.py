import pytest
from django.test import Client
from django.urls import reverse

from phongtrao.web.models import Work
from phongtrao.web.work import start_work

pytestmark = pytest.mark.urls("tests.web.urls")


def test_shell_shows_what_was_plugged_in(client, thu):
    start_work("Giao việc", by=thu)
    client.force_login(thu)

    html = client.get("/mau/").content.decode()

    assert "Kế hoạch và nhiệm vụ" in html
    assert "Chỉ quản trị" not in html
    assert "Trường THCS Hoa Sen" in html
    assert '<span class="count">3</span>' in html
    assert "Việc đang chạy" in html
    assert len(html.encode()) < 100_000


def test_shell_asks_nothing_for_parts(client, thu, django_assert_num_queries):
    work = start_work("Giao việc", by=thu)
    client.force_login(thu)

    with django_assert_num_queries(3):  # session, user, the work
        client.get(f"/viec/{work.pk}/", headers={"HX-Request": "true"})


def test_anonymous_people_see_no_navigation_and_cost_no_query(
    client, django_assert_num_queries, db
):
    with django_assert_num_queries(0):
        response = client.get("/khong-co/")

    html = response.content.decode()
    assert response.status_code == 404
    assert "Điều hướng chính" not in html
    assert "Không tìm thấy trang này" in html


def test_nothing_is_written_inline(client, thu, make_works):
    make_works(3)
    client.force_login(thu)

    pages = [
        client.get(path).content.decode() for path in ("/mau/", "/mau/bang/", "/mau/bieu-mau/")
    ]

    for html in pages:
        assert " style=" not in html
        assert "<style" not in html
        assert " onclick=" not in html
        assert html.count("<script") == html.count("<script src=")


def test_language_is_changed_and_the_page_kept(client, thu):
    client.force_login(thu)

    response = client.post(reverse("web:language"), {"language": "en", "next": "/mau/"})

    assert (response.status_code, response["Location"]) == (302, "/mau/")
    assert '<html lang="en">' in client.get("/mau/").content.decode()


def test_forged_form_is_told_what_to_do(thu):
    client = Client(enforce_csrf_checks=True)
    client.force_login(thu)

    response = client.post("/mau/bieu-mau/", {"title": "x"})

    assert response.status_code == 403
    assert "Phiên làm việc đã hết hạn" in response.content.decode()


def test_too_much_data_is_told_what_to_do(client, thu, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    client.force_login(thu)

    response = client.post("/mau/bieu-mau/", {"title": "x" * 200})

    assert response.status_code == 413
    assert "Hãy chọn tệp nhỏ hơn" in response.content.decode()


def test_crash_is_answered_without_the_database(client, thu, monkeypatch):
    client.raise_request_exception = False
    client.force_login(thu)

    response = client.get("/mau/hong/")

    assert response.status_code == 500
    assert "Hệ thống gặp lỗi" in response.content.decode()
    assert "RuntimeError" not in response.content.decode()


def test_dangerous_act_asks_for_the_word(client, thu):
    client.force_login(thu)

    wrong = client.post("/mau/xoa/", {"confirm": "xóa"})
    right = client.post("/mau/xoa/", {"confirm": " THU HOI "})

    assert "Chưa đúng từ xác nhận. Hãy gõ “thu hồi”." in wrong.content.decode()
    assert (right.status_code, right["Location"]) == (302, "/mau/")


def test_script_is_told_where_to_go_and_that_the_draft_is_done(client, thu):
    client.force_login(thu)
    given = {"title": "Báo cáo", "unit": "1", "share": "97,5", "done": "Xong.", "kind": "m"}

    response = client.post("/mau/bieu-mau/", given, headers={"X-Draft": "1"})

    work = Work.objects.get()
    assert response.status_code == 204
    assert response["X-Location"] == f"/viec/{work.pk}/"
    assert "X-Draft-Kept" not in response


def test_script_is_told_to_keep_the_draft_when_the_session_ran_out(client, db):
    response = client.post("/mau/bieu-mau/", {}, headers={"X-Draft": "1"})

    assert response.status_code == 204
    assert response["X-Location"].startswith("/tai-khoan/login/")
    assert response["X-Draft-Kept"] == "1"
