"""The file an issued paper goes out with: the approved one, with its number and day in it."""

import zipfile
from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest
from django.urls import reverse

from phongtrao.audit.models import Entry
from phongtrao.documents.comparison import compare, count_changes, read_passages
from phongtrao.documents.content import PDF, WORD
from phongtrao.documents.models import FinishedFile, Purpose
from phongtrao.documents.numbering import proposed_symbol
from phongtrao.documents.queries import finished_of, papers_waiting_for
from phongtrao.documents.queries.recipients import Addressed
from phongtrao.documents.services import (
    Draft,
    Issue,
    Wording,
    agree_finished,
    approve_draft,
    issue_document,
    keep_approved_file,
    offer_finished,
    read_file,
    submit_draft,
    write_draft,
)
from phongtrao.documents.services.distribution import distribute
from phongtrao.documents.visibility import may_see_file
from phongtrao.documents.word.finish import Heading, heading_of, place_number, read_heading
from phongtrao.documents.word.mark import add_mark
from phongtrao.lib.errors import BadFile, BadInput, NotAllowed, WrongState
from tests.documents.files import make_docx, upload
from tests.documents.outgoing import HEAD, TEXT, make_approved, make_issued, today
from tests.documents.pdfs import make_pdf

DAY = date(2026, 2, 5)
NOTICE = ("Sở thông báo lịch họp.", "Họp ngày      tháng      năm 2026 tại hội trường.")


def lines(content):
    return [passage.text for passage in read_passages(content, WORD)]


def text(response):
    return " ".join(response.content.decode().split())


def send(paper, unit, by):
    return distribute(paper, [Addressed("Trường", Purpose.CARRY_OUT, units=(unit.pk,))], by=by)


# ------------------------------------------------------------------ blanks of a Word file


def test_number_and_day_are_placed_and_nothing_else(so):  # S2-33
    before = make_docx("Số:        /TB-SGDĐT", "TP. Sông Ngân, ngày … tháng … năm 202…", *NOTICE)

    after = place_number(before, "05", "TB-SGDĐT", DAY)

    assert lines(after) == [
        "Số: 05/TB-SGDĐT",
        "TP. Sông Ngân, ngày 05 tháng 02 năm 2026",
        *lines(before)[2:],
    ]
    with zipfile.ZipFile(BytesIO(before)) as old, zipfile.ZipFile(BytesIO(after)) as new:
        changed = [name for name in old.namelist() if old.read(name) != new.read(name)]
    assert (changed, new.namelist()) == (["word/document.xml"], old.namelist())


def test_blanks_cut_into_runs_and_annexes_are_filled():
    annex = "(Kèm theo Thông báo số     /TB-SGDĐT ngày    tháng    năm 2026 của Sở)"

    after = place_number(
        make_docx("Số: …/…", "ngày.....tháng.....năm 2026", annex), "12", "TB-X", DAY
    )

    assert lines(after) == [
        "Số: 12/TB-X",
        "ngày 05 tháng 02 năm 2026",
        "(Kèm theo Thông báo số 12/TB-SGDĐT ngày 05 tháng 02 năm 2026 của Sở)",
    ]


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        (("Số:   /TB-X", "ngày   tháng   năm 2026"), ""),
        (("Số: 5/TB-X", "X, ngày 5 tháng 2 năm 2026"), ""),
        (("Số: 07/TB-X", "ngày   tháng   năm 2026"), "Tệp in số 07."),
        (("Số:   /KH-X", "ngày   tháng   năm 2026"), "Tệp in ký hiệu “KH-X”."),
        (("Số:   /TB-X", "ngày 6 tháng 2 năm 2026"), "Tệp in ngày 6 tháng 2 năm 2026."),
        (("Số:   /TB-X",), "Tệp không có dòng “ngày … tháng … năm …” để điền."),
        (("Số thứ tự: 5/7", "Họp ngày 5"), "Tệp không có dòng “Số: …/…” để điền."),
    ],
)
def test_what_a_file_prints_must_agree(said, fault):
    assert heading_of(said).fault(5, "TB-X", DAY) == fault


def test_a_line_without_blanks_is_no_line():
    assert read_heading(make_docx(*TEXT)) == Heading(None, "", None, "", "")


# ------------------------------------------------------------------ at issue


def test_a_letter_written_here_goes_out_finished(an, dung, binh, so):  # S4-24
    words = Wording("Đề nghị nộp báo cáo.", "Các trường THCS", "Sông Ngân")
    abstract = "nộp báo cáo phong trào thi đua " + "rất dài " * 20
    letter = write_draft(Draft("CV", abstract, "", "Lưu: VT"), words, so, by=an)
    way = approve_draft(submit_draft(letter, dung, by=an), by=dung)

    symbol = proposed_symbol("CV", so)

    issued = issue_document(letter, Issue(symbol, today()), by=an)

    assert issued.file.name.startswith(f"01-{symbol} nộp báo cáo phong trào thi đua rất dài")
    assert issued.file.name.endswith("dài rất….docx")
    said = lines(read_file(issued.file))
    day = today()
    month = f"{day.month:02d}" if day.month < 3 else day.month
    assert f"Số: 01/{symbol}" in said
    assert f"Sông Ngân, ngày {day.day:02d} tháng {month} năm {day.year}" in said
    before = read_passages(read_file(way.version.file), WORD)
    assert count_changes(compare(before, read_passages(read_file(issued.file), WORD))) == 2
    entry = Entry.objects.get(action="documents.issued")
    assert entry.data["approved"] == way.sha256 == way.version.file.sha256
    assert entry.data["finished"] == issued.file.sha256
    assert may_see_file(binh, issued.file)
    assert [may_see_file(user, way.version.file) for user in (an, dung, binh)] == [
        True,
        True,
        False,
    ]


def test_a_number_other_than_the_printed_one_is_refused(an, dung, so):
    file = upload(make_docx("Số: 07/KH-SGDĐT", HEAD[1], *TEXT), "ke-hoach.docx")
    paper = make_approved(so, an, dung, file=file)

    with pytest.raises(BadInput, match=r"Tệp in số 07. Hãy cấp đúng số"):
        issue_document(paper, Issue("KH-SGDĐT", today()), by=an)
    issued = issue_document(paper, Issue("KH-SGDĐT", today(), number=7, confirmed=True), by=an)

    assert issued.number == "07/KH-SGDĐT"


def test_a_pdf_goes_out_as_it_was_approved(an, dung, so, hoa_sen):
    issued = make_issued(so, an, dung, file=upload(make_pdf("Ke hoach"), "ke-hoach.pdf"))

    send(issued, hoa_sen, an)

    assert (issued.file.media_type, finished_of(issued)) == (PDF, None)


# ------------------------------------------------------------------ a file without blanks


@pytest.fixture
def unfinished(an, dung, so):
    return make_issued(so, an, dung, file=upload(make_docx(*TEXT), "du-thao.docx"))


def test_a_file_without_blanks_waits_for_the_finished_one(an, unfinished, hoa_sen):
    with pytest.raises(NotAllowed, match="Tệp chưa có số và ngày"):
        send(unfinished, hoa_sen, an)

    url = reverse("documents:finished_file", args=[unfinished.pk])
    assert [(row.label, row.url) for row in papers_waiting_for(an)] == [
        ("Tải tệp hoàn chỉnh lên", url)
    ]


def test_the_finished_file_is_compared_agreed_and_sent(client, an, unfinished, hoa_sen, lam):
    client.force_login(an)
    url = reverse("documents:finished_file", args=[unfinished.pk])
    stamped = make_docx("Số: 01/KH-SGDĐT", *TEXT[:1], "Nộp trước ngày 20/12.", TEXT[2])
    fields = {"file": upload(stamped, "ban-chinh.docx"), "form_key": str(uuid4())}

    client.post(url, fields)
    unfinished.refresh_from_db()
    offered = FinishedFile.objects.get()
    assert (unfinished.file.name, may_see_file(lam, offered.file)) == ("du-thao.docx", False)
    page = text(client.get(url))
    assert "Khác bản đã duyệt ở 2 đoạn" in page
    assert "<ins>20/12.</ins>" in page

    client.post(reverse("documents:agree_finished", args=[unfinished.pk]))
    unfinished.refresh_from_db()
    assert unfinished.file == offered.file
    assert Entry.objects.get(action="documents.finished").data["finished"] == offered.file.sha256
    send(unfinished, hoa_sen, an)
    with pytest.raises(NotAllowed, match="đã gửi tới nơi nhận"):
        offer_finished(unfinished, upload(stamped, "khac.docx"), by=an)


def test_a_file_of_another_number_or_kind_is_refused(an, binh, unfinished):
    other = make_docx("Số: 02/KH-SGDĐT", *TEXT)

    with pytest.raises(BadFile, match=r"Tệp in số 02. Văn bản này là 01/KH-SGDĐT"):
        offer_finished(unfinished, upload(other, "ban-chinh.docx"), by=an)
    with pytest.raises(BadFile, match="Word"):
        offer_finished(unfinished, upload(b"Ghi", "ghi.txt"), by=an)
    with pytest.raises(NotAllowed):
        offer_finished(unfinished, upload(make_docx("Số: 01/KH-SGDĐT"), "a.docx"), by=binh)

    assert FinishedFile.objects.count() == 0


def test_a_scan_without_words_is_left_to_the_eye(client, an, unfinished):
    offer_finished(unfinished, upload(make_pdf(""), "ban-quet.pdf"), by=an)
    client.force_login(an)

    page = text(client.get(reverse("documents:finished_file", args=[unfinished.pk])))

    assert "Tệp không có chữ, có lẽ là bản quét" in page


def test_the_approved_file_itself_goes_out_with_a_reason(an, unfinished, hoa_sen):
    with pytest.raises(BadInput, match="lý do"):
        keep_approved_file(unfinished, " ", by=an)
    keep_approved_file(unfinished, "Số ghi tay trên bản giấy", by=an)

    send(unfinished, hoa_sen, an)
    assert finished_of(unfinished).way == "as_approved"


def test_nothing_offered_is_nothing_to_agree(an, unfinished):
    with pytest.raises(WrongState, match="Chưa có tệp nào chờ đối chiếu"):
        agree_finished(unfinished, by=an)


def test_the_form_says_what_becomes_of_the_file(client, an, dung, so):
    client.force_login(an)
    filled = make_approved(so, an, dung, abstract="Một")
    bare = make_approved(so, an, dung, abstract="Hai", file=upload(make_docx(*TEXT), "x.docx"))

    pages = [
        text(client.get(reverse("documents:issue", args=[paper.pk]))) for paper in (filled, bare)
    ]

    assert "Số và ngày được điền vào bản đã duyệt" in pages[0]
    assert "Bản đã duyệt không có đủ dòng" in pages[1]


def test_the_draft_mark_of_a_written_report_is_gone_when_it_is_issued():
    marked = add_mark(make_docx("Số:    /BC-X", "ngày   tháng   năm 2026"), "Bản nháp, phiên bản 1")

    after = place_number(marked, "05", "BC-X", DAY)

    assert any("Bản nháp" in line for line in lines(marked))
    assert lines(after) == ["Số: 05/BC-X", "ngày 05 tháng 02 năm 2026"]
