"""Screens of outgoing papers: who is shown what, and what each button does."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from phongtrao.documents.models import Approval, NumberBook, OfficialDocument, Opinion
from phongtrao.documents.queries import papers_waiting_for
from phongtrao.documents.services import (
    Draft,
    ask_opinions,
    edit_draft,
    give_opinion,
    leave_out_number,
    recall_draft,
    return_draft,
    submit_draft,
)
from tests.documents.files import make_docx, upload
from tests.documents.outgoing import (
    days,
    draft_file,
    make_approved,
    make_draft,
    make_issued,
    make_submitted,
    today,
)
from tests.documents.pdfs import make_pdf


def sign_in(user):
    client = Client()
    client.force_login(user)
    return client


def page(user, name, *args, query=""):
    return sign_in(user).get(reverse(f"documents:{name}", args=args) + query)


def post(user, name, *args, **fields):
    address = reverse(f"documents:{name}", args=args)
    return sign_in(user).post(address, {"form_key": str(uuid4()), **fields}, follow=True)


def text(response):
    return " ".join(response.content.decode().split())


def test_a_paper_goes_its_whole_life_on_the_screens(an, dung, so):  # S2-33, S0-61
    fields = {"unit": so.pk, "kind": "KH", "abstract": "Phát động đợt 1", "file": draft_file("Một")}
    post(an, "draft_new", **fields)
    paper = OfficialDocument.objects.get()
    assert "Trình ký" in text(page(an, "outgoing", paper.pk))

    post(an, "submit", paper.pk, signer=dung.pk, note="Kính trình")
    way = Approval.objects.get()
    assert "Kính trình" in text(page(dung, "approval", way.pk))

    post(dung, "approve", way.pk)
    assert "Cấp số, ban hành" in text(page(an, "outgoing", paper.pk))

    made = post(an, "issue", paper.pk, issued_on=f"{today():%d/%m/%Y}", symbol="KH-SGDĐT")
    paper.refresh_from_db()
    assert (paper.status, paper.number) == ("issued", "01/KH-SGDĐT")
    assert "Đã cấp số và ban hành Kế hoạch 01/KH-SGDĐT." in text(made)


def test_a_return_is_read_by_the_drafter(an, dung, so):
    way = make_submitted(so, an, dung)

    post(dung, "return_draft", way.pk, reason="Thiếu hạn nộp")

    shown = text(page(an, "outgoing", way.document_id))
    assert "Bị trả lại" in shown
    assert "Thiếu hạn nộp" in shown


def test_a_lost_approval_is_seen_and_said(an, dung, so):
    paper = make_approved(so, an, dung)

    said = post(an, "draft_edit", paper.pk, kind="KH", abstract="Đổi trích yếu")

    shown = text(said)
    assert "Phê duyệt trước đây mất hiệu lực; hãy trình ký lại." in shown
    assert "Phê duyệt đã mất hiệu lực" in shown
    assert "Đổi trích yếu sau khi duyệt." in shown


def test_taking_back_after_approval_asks_for_the_reason(an, dung, so):
    paper = make_approved(so, an, dung)

    refused = post(an, "recall", paper.pk, reason="")
    post(an, "recall", paper.pk, reason="Đổi người ký")

    paper.refresh_from_db()
    assert (refused.status_code, paper.status) == (200, "draft")
    assert Approval.objects.get().reason == "Đổi người ký"


@pytest.mark.parametrize(("who", "code"), [("an", 200), ("dung", 200), ("binh", 404), ("lan", 404)])
def test_drafts_of_the_department_are_not_there_for_schools(who, code, an, so, request):
    paper = make_draft(so, an)

    assert page(request.getfixturevalue(who), "outgoing", paper.pk).status_code == code


def test_a_refused_deed_is_a_sentence(an, dung, so):
    paper = make_submitted(so, an, dung).document

    assert page(an, "draft_edit", paper.pk).status_code == 403
    assert "Hãy rút lại rồi mới sửa" in text(page(an, "draft_edit", paper.pk))
    assert page(an, "issue", paper.pk).status_code == 403


# ------------------------------------------------------------------ comparison


def test_two_versions_are_compared_paragraph_by_paragraph(an, so):
    paper = make_draft(so, an, file=draft_file("Mở đầu", "Nộp trước ngày 15/12."))
    file = draft_file("Mở đầu", "Nộp trước ngày 20/12.")
    edit_draft(paper, Draft("KH", paper.abstract), file, by=an)

    shown = text(page(an, "compare_drafts", paper.pk))

    assert "Bản 2 khác bản 1 ở 1 đoạn." in shown
    assert "<del>15/12.</del>" in shown
    assert "<ins>20/12.</ins>" in shown


@pytest.mark.parametrize("query", ["?tu=abc&den=9", "?tu=1&den=", "?den=99999999999999999999"])
def test_versions_that_are_not_there_break_nothing(an, so, query):
    paper = make_draft(so, an)

    assert page(an, "compare_drafts", paper.pk, query=query).status_code in {200, 404}


def test_a_signer_reads_what_differs_from_what_was_brought_before(an, dung, so):
    way = make_submitted(so, an, dung, file=draft_file("Hạn 15/12."))
    return_draft(way, "Sửa hạn", by=dung)
    for number in (18, 20):
        edit_draft(way.document, Draft("KH", "Kế hoạch"), draft_file(f"Hạn {number}/12."), by=an)
    again = submit_draft(way.document, dung, by=an)

    shown = text(page(dung, "approval", again.pk))

    assert "Khác bản 1 ở 1 đoạn" in shown
    assert "<ins>20/12.</ins>" in shown


def test_a_signer_reads_opinions_and_the_last_return_before_deciding(an, dung, khanh, so):
    way = make_submitted(so, an, dung)
    return_draft(way, "bổ sung kinh phí", by=dung)
    [asked] = ask_opinions(way.document, [khanh], "Hạn có kịp không?", days(3), by=an)
    edit_draft(way.document, Draft("KH", way.abstract), draft_file("Có kinh phí."), by=an)
    again = submit_draft(way.document, dung, by=an)

    silent = text(page(dung, "approval", again.pk))
    give_opinion(asked, "Kịp, nhất trí.", by=khanh)
    answered = text(page(dung, "approval", again.pk))

    for shown in (silent, answered):
        deciding = shown.index("Duyệt ký</button>")
        assert shown.index("Bổ sung kinh phí") < deciding
        assert f'href="/van-ban/di/{way.document_id}/"' in shown
    assert silent.index("Chưa góp ý") < silent.index("Duyệt ký</button>")
    assert answered.index("Kịp, nhất trí.") < answered.index("Duyệt ký</button>")
    assert "Chưa góp ý" not in answered


def test_text_of_an_upload_is_never_markup(an, so):
    paper = make_draft(so, an, file=draft_file("<script>alert(1)</script>"))

    shown = page(an, "compare_drafts", paper.pk).content.decode()

    assert "<script>alert(1)" not in shown
    assert "&lt;script&gt;alert(1)" in shown


# ------------------------------------------------------------------ many at once


def test_a_batch_is_shown_first_then_approved(an, dung, so):
    ways = [make_submitted(so, an, dung, abstract=f"Kế hoạch {n}") for n in range(3)]
    rows = [way.pk for way in ways[:2]]

    preview = text(post(dung, "approve_selected", row=rows))
    assert "Duyệt 2 văn bản" in preview
    assert Approval.objects.exclude(approved_at=None).count() == 0

    recall_draft(ways[1].document, by=an)  # meanwhile
    said = text(post(dung, "approve_selected", row=rows, agreed="1"))

    assert "Đã duyệt 1 văn bản." in said
    assert "Chưa duyệt “Kế hoạch 1”" in said
    states = list(OfficialDocument.objects.order_by("pk").values_list("status", flat=True))
    assert states == ["approved", "draft", "submitted"]


def test_a_batch_says_of_each_paper_what_is_new_and_opens_its_file(an, dung, so):
    back = make_submitted(so, an, dung, file=draft_file("Nộp trước ngày 15/12."))
    return_draft(back, "Sửa hạn", by=dung)
    new = draft_file("Nộp trước ngày 20/12.")
    edit_draft(back.document, Draft("KH", "Kế hoạch", "Sửa hạn nộp"), new, by=an)
    again = submit_draft(back.document, dung, "Kính trình", by=an)

    listed = text(page(dung, "to_sign"))
    batch = text(post(dung, "approve_selected", row=[again.pk]))

    file = reverse("documents:file", args=[again.version.file_id])
    assert "Sửa hạn nộp" in listed
    assert f'<a href="{file}">Mở tệp</a>' in listed
    assert f"Kế hoạch của {so}, bản 2, {an.full_name} trình ngày {today():%d/%m/%Y}" in batch
    assert "Sửa hạn nộp. Khác bản 1 ở 1 đoạn: “Nộp trước ngày 20/12.”" in batch
    assert f'href="{file}"' in batch


def test_ways_to_others_cannot_be_posted_in(an, dung, binh, so):
    way = make_submitted(so, an, dung)

    said = text(post(binh, "approve_selected", row=[way.pk], agreed="1"))

    assert "Chưa chọn văn bản nào" in said
    assert Approval.objects.get().approved_at is None


# ------------------------------------------------------------------ opinions


def test_who_is_asked_reads_and_answers(an, khanh, chi, so):
    paper = make_draft(so, an)
    [asked] = ask_opinions(paper, [khanh], "Có kịp không?", days(2), by=an)

    shown = text(page(khanh, "opinion", asked.pk))
    post(khanh, "opinion", asked.pk, text="Nhất trí.")

    assert "Có kịp không?" in shown
    assert "Nhất trí." in text(page(khanh, "opinion", asked.pk))
    assert page(khanh, "outgoing", paper.pk).status_code == 404
    assert Opinion.objects.get().text == "Nhất trí."
    assert page(chi, "opinion", asked.pk).status_code == 404
    assert "Nhất trí." in text(page(an, "outgoing", paper.pk))


def test_opinions_are_asked_of_people_of_the_office(an, dung, khanh, binh, so):
    paper = make_draft(so, an)
    day = f"{days(2):%d/%m/%Y}"

    refused = post(an, "opinion_ask", paper.pk, people=[dung.pk, binh.pk], due_on=day)
    post(an, "opinion_ask", paper.pk, people=[dung.pk, khanh.pk], due_on=day)

    assert refused.status_code == 200
    assert [asked.asked for asked in Opinion.objects.order_by("pk")] == [dung, khanh]


# ------------------------------------------------------------------ books


def test_a_book_tells_its_gaps_and_exports_the_register(an, dung, so):
    make_issued(so, an, dung, abstract="Một")
    make_issued(so, an, dung, abstract="Năm", number=5)
    book = NumberBook.objects.get()
    leave_out_number(book, 2, "Hủy văn bản", by=an)

    shown = text(page(an, "book", book.pk))
    sheet = page(an, "book", book.pk, query="?xuat=xlsx").content

    assert "Số còn trống: 3–4." in shown
    assert "Bỏ số: Hủy văn bản" in shown
    rows = CalamineWorkbook.from_filelike(BytesIO(sheet)).get_sheet_by_index(0).to_python()
    head = next(row for row in rows if "Trích yếu" in row)
    assert head == [
        "Số, ký hiệu",
        "Ngày",
        "Trích yếu",
        "Người ký",
        "Nơi nhận",
        "Đơn vị lưu",
        "Ghi chú",
    ]


def test_a_number_out_of_order_is_said_on_the_form(an, dung, so):
    paper = make_approved(so, an, dung)
    fields = {"issued_on": f"{today():%d/%m/%Y}", "symbol": "KH-SGDĐT", "number": "4"}

    asked = post(an, "issue", paper.pk, **fields)
    post(an, "issue", paper.pk, **fields, confirmed="on")

    paper.refresh_from_db()
    assert "để trống từ 1 đến 3" in text(asked)
    assert paper.number == "04/KH-SGDĐT"


@pytest.mark.parametrize("who", ["binh", "giang"])
def test_books_of_the_department_are_its_own(who, an, dung, so, request):
    make_issued(so, an, dung)
    book = NumberBook.objects.get()

    assert page(request.getfixturevalue(who), "book", book.pk).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"), [("outgoing_list", 8), ("to_sign", 8), ("book_list", 8)]
)
def test_lists_ask_the_same_with_more_rows(
    name, queries, rows, an, dung, so, django_assert_num_queries
):
    for number in range(rows):
        make_submitted(so, an, dung, abstract=f"Trình {number}")
        make_issued(so, an, dung, abstract=f"Ban hành {number}", kind=["KH", "QD", "TB"][number])
    client = sign_in(dung)
    client.get(reverse(f"documents:{name}"))

    with django_assert_num_queries(queries):
        response = client.get(reverse(f"documents:{name}"))

    assert response.context["table"].count == (2 * rows if name == "outgoing_list" else rows)


# ------------------------------------------------------------------ my work


def test_what_waits_stands_on_the_home_page(an, dung, khanh, so):
    make_submitted(so, an, dung, abstract="Chờ ký")
    returned = make_submitted(so, an, dung, abstract="Trả lại")
    return_draft(returned, "Sửa", by=dung)
    make_approved(so, an, dung, abstract="Chờ số")
    ask_opinions(returned.document, [khanh], "", days(2), by=an)

    said = {
        user.username: [row.what for row in papers_waiting_for(user)] for user in (an, dung, khanh)
    }

    assert said == {
        "an": ["Bị trả lại: Trả lại", "Chờ cấp số: Chờ số"],
        "dung": ["Ký: Chờ ký"],
        "khanh": ["Góp ý: Trả lại"],
    }
    assert "Ký: Chờ ký" in text(sign_in(dung).get("/"))


def test_a_pdf_draft_is_read_on_screen(an, dung, so):
    way = make_submitted(so, an, dung, file=upload(make_pdf("Ke hoach", "Han 15/12"), "kh.pdf"))

    assert "Han 15/12" in text(page(dung, "approval", way.pk))


def test_a_broken_word_file_is_not_kept(an, so):
    broken = upload(make_docx("x")[:200], "hong.docx")
    fields = {"unit": so.pk, "kind": "KH", "abstract": "Hỏng", "file": broken}

    refused = post(an, "draft_new", **fields)

    assert refused.status_code == 200
    assert list(OfficialDocument.objects.all()) == []
