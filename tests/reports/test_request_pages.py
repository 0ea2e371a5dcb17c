"""The pages of a request and of an answer, as the people they are for. S2-23, S1-86"""

from datetime import timedelta
from urllib.parse import quote, urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from phongtrao.documents.fields import read_fields
from phongtrao.lib.sheets import open_workbook
from phongtrao.notifications.models import Notice
from phongtrao.reports.models import ReportRequest, RequestAnswer
from phongtrao.reports.requests.services.answering import accept_answer, return_answer, save_answer
from phongtrao.reports.requests.services.asking import close_request
from tests.documents.files import make_docx
from tests.reports.asked import (
    BOXES,
    FAIR,
    FULL,
    NUMBER,
    SCAN,
    ask,
    hand_in,
    in_days,
)


def text(response) -> str:
    return " ".join(response.content.decode().split())


def page(client, who, url) -> str:
    client.force_login(who)
    return text(client.get(url))


# ------------------------------------------------------------------ the office asks


def test_office_asks_from_words_to_units(client, an, so, hoa_sen, binh_minh, lan):
    client.force_login(an)
    words = {
        "owner": so.pk,
        "title": "Báo cáo 15/12",
        "due_on": f"{in_days(9):%d/%m/%Y}",
        "basis": "Mục IV.3c Kế hoạch 05/KH-SGDĐT",
    }
    client.post("/bao-cao/yeu-cau/moi/", words)
    made = ReportRequest.objects.get()
    box = {"label": "Số sáng kiến", "kind": "number", "how": "sum", "is_required": "on"}
    client.post(f"/bao-cao/yeu-cau/{made.pk}/o/", box)
    chosen = urlencode({"xem": 1, "line": "prof", "kinds": "school"})
    address = f"/bao-cao/yeu-cau/{made.pk}/gui/?{chosen}"
    preview = text(client.get(address))

    sent = text(client.post(address, follow=True))

    assert "Lựa chọn gồm 2 đơn vị; 2 đơn vị mới nhận yêu cầu." in preview
    assert "0 trên 2 đơn vị đã nộp; 0 đơn vị quá hạn, 0 báo cáo chờ duyệt." in sent
    made.refresh_from_db()
    assert (made.status, made.audience) == ("sent", chosen)
    assert [b.label for b in read_fields(made.fields)] == ["Số sáng kiến"]


def test_bad_words_are_said_at_the_form(client, an, so):
    client.force_login(an)
    bad = {"owner": so.pk, "title": "", "due_on": "31/02/2027"}

    shown = text(client.post("/bao-cao/yeu-cau/moi/", bad))

    assert "Chưa lưu được. Hãy sửa những chỗ sau rồi gửi lại." in shown
    assert not ReportRequest.objects.exists()


def test_sending_to_nobody_is_said(client, an, request_):
    shown = page(client, an, f"/bao-cao/yeu-cau/{request_.pk}/gui/?xem=1&line=prof")

    assert "Hãy chọn loại đơn vị, kế hoạch, phong trào, nhóm, hoặc thêm từng đơn vị." in shown


def test_saved_form_is_offered_next_time(client, an, so, request_):
    client.force_login(an)
    client.post(f"/bao-cao/yeu-cau/{request_.pk}/luu-mau/", {"title": "Mẫu năm"})
    saved = so.saved_forms.get()
    words = {"owner": so.pk, "title": "Lần sau", "due_on": f"{in_days(9):%d/%m/%Y}"}

    client.post("/bao-cao/yeu-cau/moi/", {**words, "saved": saved.pk})

    made = ReportRequest.objects.get(title="Lần sau")
    assert [box.label for box in read_fields(made.fields)] == [box.label for box in BOXES]


# ------------------------------------------------------------------ the unit answers


def test_unit_writes_uploads_and_hands_in(client, request_, an, hoa_sen, lan):
    (answer,) = ask(request_, an, hoa_sen)
    client.force_login(lan)
    scan = SimpleUploadedFile("bien-ban.docx", make_docx("Biên bản"))
    typed = {NUMBER: "1.234,5", FAIR: "co", SCAN: scan, "nop": "1"}

    shown = text(client.post(f"/bao-cao/phai-nop/{answer.pk}/viet/", typed, follow=True))

    answer.refresh_from_db()
    assert answer.handed_in == {NUMBER: "1234.5", FAIR: True}
    assert "1.234,5" in shown
    assert "bien-ban.docx" in shown


def test_what_cannot_be_handed_in_stays_in_the_form(client, request_, an, hoa_sen, lan):
    (answer,) = ask(request_, an, hoa_sen)
    client.force_login(lan)

    shown = text(client.post(f"/bao-cao/phai-nop/{answer.pk}/viet/", {NUMBER: "7", "nop": "1"}))

    assert "Chưa nộp được, còn ô chưa điền: “Đã tổ chức hội thi”." in shown
    assert 'value="7"' in shown


def test_autosave_keeps_what_is_typed(client, request_, an, hoa_sen, lan):
    (answer,) = ask(request_, an, hoa_sen)
    client.force_login(lan)

    said = text(client.post(f"/bao-cao/phai-nop/{answer.pk}/luu/", {NUMBER: "7"}))
    bad = text(client.post(f"/bao-cao/phai-nop/{answer.pk}/luu/", {NUMBER: "bảy"}))

    answer.refresh_from_db()
    assert answer.values == {NUMBER: "7"}
    assert said.startswith("Đã lưu nháp lúc ")
    assert bad.startswith("Chưa lưu nháp: có ô chưa đúng.")


def test_office_sees_no_word_of_a_draft(client, request_, an, hoa_sen, lan):
    (answer,) = ask(request_, an, hoa_sen)
    save_answer(answer, {**FULL, "o3": "Chữ của riêng trường"}, by=lan)
    of_request = f"/bao-cao/yeu-cau/{request_.pk}/"
    where = [
        f"/bao-cao/phai-nop/{answer.pk}/",
        of_request,
        f"{of_request}?xuat=xlsx",
        f"{of_request}tong-hop/",
    ]
    client.force_login(an)

    shown = [client.get(url).content.decode(errors="replace") for url in where]

    assert not any("Chữ của riêng trường" in found for found in shown)
    assert "Bản đang viết là của riêng đơn vị." in shown[0]
    book = open_workbook(client.get(where[2]).content, "a.xlsx")
    cells = [str(cell) for row in book.rows(book.names[0]) for cell in row]
    assert "Kiến nghị" in cells
    assert "Chữ của riêng trường" not in cells


# ------------------------------------------------------------------ coming in


def test_office_accepts_what_is_ticked_and_waits(
    client, request_, an, hoa_sen, binh_minh, lan, chi
):
    first, second = ask(request_, an, hoa_sen, binh_minh)
    hand_in(first, lan)
    client.force_login(an)

    posted = {"all": "1", "filter": ""}
    said = text(client.post(f"/bao-cao/yeu-cau/{request_.pk}/duyet/", posted, follow=True))

    statuses = dict(RequestAnswer.objects.values_list("pk", "status"))
    assert statuses == {first.pk: "accepted", second.pk: "open"}
    assert "Đã duyệt 1 báo cáo." in said


def test_totals_say_where_numbers_come_from(client, request_, an, hoa_sen, binh_minh, lan, chi):
    first, second = ask(request_, an, hoa_sen, binh_minh)
    hand_in(first, lan)
    hand_in(second, chi, **{NUMBER: "8", "o2": None})

    shown = page(client, an, f"/bao-cao/yeu-cau/{request_.pk}/tong-hop/")

    assert 'Số sáng kiến: <span class="numbers">20</span> sáng kiến' in shown
    assert "Cộng của 2 đơn vị có số. Thấp nhất 8, cao nhất 12." in shown
    assert "Trung bình của 1 đơn vị có số" in shown
    assert "1 đơn vị đã nộp nhưng để trống ô này, không tính:" in shown
    assert "Tất cả đơn vị được yêu cầu đã nộp." in shown


def test_workbook_has_totals_units_and_who_is_missing(
    client, request_, an, hoa_sen, binh_minh, lan
):
    first, _second = ask(request_, an, hoa_sen, binh_minh)
    hand_in(first, lan)
    client.force_login(an)

    ReportRequest.objects.filter(pk=request_.pk).update(title="Báo cáo 15/12")

    response = client.get(f"/bao-cao/yeu-cau/{request_.pk}/tong-hop/tai/")

    name = quote("Báo cáo 15-12.xlsx")
    assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{name}"
    book = open_workbook(response.content, "a.xlsx")
    cells = {name: list(book.rows(name)) for name in ("Tổng hợp", "Theo đơn vị", "Chưa nộp")}
    assert any("Số sáng kiến" in row and 12 in row for row in cells["Tổng hợp"])
    assert any("Trường THCS Hoa Sen" in row for row in cells["Theo đơn vị"])
    assert any("Trường Tiểu học Bình Minh" in row for row in cells["Chưa nộp"])


@pytest.mark.parametrize("rows", [1, 3])
def test_page_of_a_request_asks_the_same_for_more_units(
    client, request_, an, hoa_sen, binh_minh, thpt, lan, rows, django_assert_max_num_queries
):
    answers = ask(request_, an, *(hoa_sen, binh_minh, thpt)[:rows])
    hand_in(answers[0], lan)
    client.force_login(an)

    with django_assert_max_num_queries(25):
        shown = text(client.get(f"/bao-cao/yeu-cau/{request_.pk}/"))
    with django_assert_max_num_queries(20):
        client.get(f"/bao-cao/yeu-cau/{request_.pk}/tong-hop/")

    assert shown.count("/bao-cao/phai-nop/") >= rows


def test_urging_tells_each_unit_once_a_day(client, request_, an, hoa_sen, binh_minh, lan, chi):
    first, _second = ask(request_, an, hoa_sen, binh_minh)
    hand_in(first, lan)
    client.force_login(an)
    url = f"/bao-cao/yeu-cau/{request_.pk}/don-doc/"

    before = text(client.get(url))
    said = text(client.post(url, {"words": "Hãy nộp trong tuần."}, follow=True))
    again = text(client.post(url, {"words": "Hãy nộp."}, follow=True))

    assert "1 đơn vị sẽ nhận thông báo" in before
    assert "Đã đôn đốc 1 đơn vị." in said
    assert "Không còn đơn vị nào để đôn đốc" in again
    urged = Notice.objects.filter(key__startswith="reports.urge:")
    assert [notice.to for notice in urged] == [chi]


# ------------------------------------------------------------------ my day


def test_home_says_what_is_to_write_to_judge_and_to_mend(
    client, request_, an, hoa_sen, binh_minh, lan, chi
):
    first, _second = ask(request_, an, hoa_sen, binh_minh)
    of_unit = page(client, lan, "/")
    hand_in(first, lan)

    of_office = page(client, an, "/")

    assert "Báo cáo năm 2026" in of_unit
    assert f"/bao-cao/phai-nop/{first.pk}/viet/" in of_unit
    assert "1 báo cáo chờ duyệt: Báo cáo năm 2026" in of_office
    assert "Báo cáo: Báo cáo năm 2026" not in page(client, lan, "/")


def test_calendar_has_the_day_of_a_report(client, request_, an, hoa_sen, lan):
    (answer,) = ask(request_, an, hoa_sen)

    shown = page(client, lan, f"/lich/?xem=tuan&ngay={answer.due_on.isoformat()}")

    assert "Báo cáo năm 2026" in shown


def test_late_answer_shows_and_can_be_filtered(client, request_, an, hoa_sen, binh_minh, lan):
    first, second = ask(request_, an, hoa_sen, binh_minh)
    yesterday = timezone.localdate() - timedelta(days=1)
    RequestAnswer.objects.filter(pk=second.pk).update(due_on=yesterday)
    hand_in(first, lan)
    first.refresh_from_db()
    accept_answer(first, by=an)

    shown = page(client, an, f"/bao-cao/yeu-cau/{request_.pk}/?tinh_trang=qua-han")

    assert "1 trên 2 đơn vị đã nộp; 1 đơn vị quá hạn, 0 báo cáo chờ duyệt." in shown
    table = shown[shown.index("table-request-units") :]
    assert "Trường Tiểu học Bình Minh" in table
    assert "Trường THCS Hoa Sen" not in table


def test_a_returned_report_past_its_day_is_told_as_returned(client, request_, an, hoa_sen, lan):
    (answer,) = ask(request_, an, hoa_sen)
    hand_in(answer, lan)
    answer.refresh_from_db()
    return_answer(answer, "Thiếu số liệu lớp 9.", by=an)
    yesterday = timezone.localdate() - timedelta(days=1)
    RequestAnswer.objects.filter(pk=answer.pk).update(due_on=yesterday)

    shown = page(client, an, f"/bao-cao/yeu-cau/{request_.pk}/")

    assert "Bị trả lại, chưa nộp lại, đã quá hạn" in shown


def test_what_was_not_handed_in_of_a_closed_request_is_no_longer_late(
    client, request_, an, hoa_sen, lan
):
    (answer,) = ask(request_, an, hoa_sen)
    yesterday = timezone.localdate() - timedelta(days=1)
    RequestAnswer.objects.filter(pk=answer.pk).update(due_on=yesterday)
    close_request(request_, by=an)

    listed = page(client, lan, "/bao-cao/phai-nop/")
    opened = page(client, lan, f"/bao-cao/phai-nop/{answer.pk}/")

    assert "Đã kết thúc thu, không nộp" in listed
    assert "Đã kết thúc thu, không nộp" in opened
    assert "Quá hạn, chưa nộp" not in opened
