"""A report written in Word falls into the boxes of the round's form; nothing of it is lost."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from docx import Document

from phongtrao.initiatives.models import Initiative
from phongtrao.initiatives.report_parts import Part, match, read_parts
from phongtrao.initiatives.services.drafts import parts_of, pour_report, restore_draft
from phongtrao.initiatives.services.files import attach_file
from phongtrao.initiatives.services.writing import save_draft, start_initiative
from phongtrao.lib.errors import BadFile, BadInput
from phongtrao.reader.model import Block
from tests.initiatives.made import full_draft
from tests.reader.printing import convert

LABELS = {
    "o1": "Thực trạng trước khi có giải pháp",
    "o2": "Nội dung và các bước thực hiện",
    "o3": "Tính mới của giải pháp",
    "o4": "Khả năng áp dụng và nhân rộng",
    "o5": "Hiệu quả, lợi ích thu được",
}


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Thực trạng trước khi có giải pháp", "o1"),
        ("THỰC TRẠNG", "o1"),
        ("Thuc trang truoc khi co giai phap", "o1"),
        ("Nội dung giải pháp", "o2"),
        ("Nội dung", "o2"),
        ("Các bước thực hiện", "o2"),
        ("Tính mới", "o3"),
        ("Hiệu quả, lợi ích", "o5"),
        ("Khả năng áp dụng", "o4"),
        ("Tài liệu tham khảo", ""),
        ("Lời cảm ơn", ""),
    ],
)
def test_a_heading_names_a_box(heading, key):
    assert match(heading, LABELS) == key


def blocks(*texts):
    return [Block(n, "paragraph", text) for n, text in enumerate(texts)]


def test_a_row_of_a_table_stays_one_line_and_a_frame_around_text_its_own():
    row = Block(1, "row", "Lượt mượn | 18 | 164", cells=("Lượt mượn", "", "18", "164"))
    frame = Block(2, "row", "Ghi chú. Lớp 6A.", cells=("Ghi chú.\nLớp 6A.", ""))

    (part,) = read_parts([*blocks("V. Hiệu quả"), row, frame], LABELS)

    assert part.text == "Lượt mượn | 18 | 164\nGhi chú.\nLớp 6A."
    assert part.start == "Lượt mượn | 18 | 164 Ghi chú. Lớp 6A."
    assert Part(lines=["chữ " * 50]).start == "chữ " * 40 + "…"


def test_parts_begin_at_headings_as_high_as_those_that_match():
    parts = read_parts(
        blocks(
            "SÁNG KIẾN: GÓC ĐỌC",
            "I. THỰC TRẠNG",
            "Tủ sách phủ bụi.",
            "II. Nội dung và các bước thực hiện",
            "1. Chuẩn bị",
            "Xin sách cũ.",
            "a) Phân loại",
            "III. Lời cảm ơn",
            "Cảm ơn tổ.",
        ),
        LABELS,
    )

    assert [(part.heading, part.key, part.text) for part in parts] == [
        ("", "", "SÁNG KIẾN: GÓC ĐỌC"),
        ("THỰC TRẠNG", "o1", "Tủ sách phủ bụi."),
        (
            "Nội dung và các bước thực hiện",
            "o2",
            "1. Chuẩn bị\nXin sách cũ.\na) Phân loại",
        ),
        ("Lời cảm ơn", "", "Cảm ơn tổ."),
    ]


def test_a_heading_may_stand_before_its_text_in_one_line():
    parts = read_parts(blocks("3. Tính mới: Lần đầu làm tại trường."), LABELS)

    assert [(part.key, part.text) for part in parts] == [("o3", "Lần đầu làm tại trường.")]


def test_a_sentence_that_names_a_box_is_no_heading():
    said = "Giải pháp có tính mới và nhiều khả năng áp dụng"

    (part,) = read_parts(blocks(said), LABELS)

    assert (part.heading, part.text) == ("", said)


def test_no_word_is_lost():
    texts = ["Mở đầu", "1. Thực trạng", "- Sách ít.", "2. Phụ lục", "Bảng 1", "Kết."]

    parts = read_parts(blocks(*texts), LABELS)

    said = "\n".join(f"{part.heading}\n{part.text}" for part in parts)
    assert all(text.lstrip("12. ") in said for text in texts)


# ------------------------------------------------------------------ on a draft
@pytest.fixture
def draft(round_, hoa_sen, giang, giang_at_work):
    return start_initiative(round_, hoa_sen, "Góc đọc", by=giang)


def word(*paragraphs):
    """Headings begin with “#”; a list is a table."""
    document = Document()
    for said in paragraphs:
        if isinstance(said, list):
            table = document.add_table(rows=0, cols=len(said))
            for cell, text in zip(table.add_row().cells, said, strict=True):
                cell.text = text
        elif said.startswith("#"):
            document.add_heading(said.removeprefix("#"), level=1)
        else:
            document.add_paragraph(said)
    target = BytesIO()
    document.save(target)
    return ContentFile(target.getvalue(), "bao-cao.docx")


REPORT = (
    "BÁO CÁO SÁNG KIẾN",
    "#1. Thực trạng trước khi có giải pháp",
    "Học sinh ít đọc sách.",
    "#2. Nội dung giải pháp",
    "Mười phút đầu giờ.",
    ["Tháng 9", "18 lượt"],
    "#3. Tài liệu tham khảo",
    "Sách giáo viên.",
)


@pytest.mark.django_db
def test_a_word_report_is_poured_and_taken_back(draft, giang):  # S0-33
    file = attach_file(draft, word(*REPORT), by=giang)
    parts = parts_of(draft, file)

    pour_report(
        draft,
        {part.key: part.text for part in parts if part.key},
        draft.saved,
        replaces=False,
        by=giang,
    )

    assert [(part.heading, part.key) for part in parts] == [
        ("", ""),
        ("Thực trạng trước khi có giải pháp", "o1"),
        ("Nội dung giải pháp", "o2"),
        ("Tài liệu tham khảo", ""),
    ]
    assert draft.values == {
        "o1": "Học sinh ít đọc sách.",
        "o2": "Mười phút đầu giờ.\nTháng 9\n18 lượt",
    }
    restore_draft(draft.earlier_drafts.first(), draft, draft.saved, by=giang)
    assert draft.values == {}


@pytest.mark.office
@pytest.mark.parametrize("ways", [["docx"], ["odt", "docx"]], ids=["saved", "from odt"])
@pytest.mark.django_db
def test_a_report_saved_by_libreoffice_falls_into_the_boxes_too(draft, giang, tmp_path, ways):
    path = tmp_path / "bao-cao.docx"
    path.write_bytes(word(*REPORT).read())
    for ending in ways:
        (path,) = convert([path], ending, tmp_path / ending)
    file = attach_file(draft, ContentFile(path.read_bytes(), "bao-cao.docx"), by=giang)

    parts = parts_of(draft, file)

    assert [(part.heading, part.key, part.text) for part in parts] == [
        ("", "", "BÁO CÁO SÁNG KIẾN"),
        ("Thực trạng trước khi có giải pháp", "o1", "Học sinh ít đọc sách."),
        ("Nội dung giải pháp", "o2", "Mười phút đầu giờ.\nTháng 9\n18 lượt"),
        ("Tài liệu tham khảo", "", "Sách giáo viên."),
    ]


@pytest.mark.django_db
def test_what_stands_in_a_box_stays_in_front(draft, giang):
    save_draft(draft, full_draft(), draft.saved, by=giang)
    had = draft.values["o1"]

    pour_report(draft, {"o1": "Thêm."}, draft.saved, replaces=False, by=giang)

    assert draft.values["o1"] == f"{had}\n\nThêm."
    assert draft.effects.count() == 1


@pytest.mark.django_db
def test_nothing_placed_is_told(draft, giang):
    with pytest.raises(BadInput, match="Chưa chọn ô nào"):
        pour_report(draft, {"o1": " "}, draft.saved, replaces=False, by=giang)


@pytest.mark.django_db
def test_what_is_no_word_file_is_told(draft, giang):
    file = attach_file(draft, ContentFile(b"a,b", "so-lieu.csv"), by=giang)

    with pytest.raises(BadFile, match="không phải tệp Word"):
        parts_of(draft, file)


@pytest.mark.django_db
def test_the_author_places_what_the_program_did_not(client, draft, giang):
    client.force_login(giang)
    sent = client.post(
        reverse("initiatives:report", args=[draft.pk]), {"file": word(*REPORT)}, follow=True
    )
    page = sent.content.decode()

    client.post(sent.redirect_chain[-1][0], {"o0": "", "o1": "o1", "o2": "o2", "o3": "o3"})

    assert "4 phần, 2 phần chưa rõ thuộc ô nào" in page
    draft.refresh_from_db()
    assert draft.values["o3"] == "Tài liệu tham khảo\nSách giáo viên."


@pytest.mark.django_db
def test_colleagues_and_clerks_pour_nothing(client, draft, binh, an):
    for user, status in ((binh, 404), (an, 404)):
        client.force_login(user)
        for name in ("report", "earlier_list"):
            assert client.get(reverse(f"initiatives:{name}", args=[draft.pk])).status_code == status
    assert Initiative.objects.get(pk=draft.pk).values == {}
