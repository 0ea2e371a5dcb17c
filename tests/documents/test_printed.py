"""What an uploaded letter prints of itself: whom it is addressed to, who signs; and names misspelt. S0-60, S0-61."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.urls import reverse
from docx import Document

from phongtrao.documents.content import PDF, WORD
from phongtrao.documents.models import Approval
from phongtrao.documents.pages import ApprovalPage
from phongtrao.documents.pages.batch import BatchRow
from phongtrao.documents.queries import to_sign
from phongtrao.documents.queries.recipients import named_above, planned_block, planned_lines
from phongtrao.documents.queries.unknown import Unknown, unknown_recipients
from phongtrao.documents.services import Draft, draft_document, submit_draft
from phongtrao.documents.word.printed import Printed, read_printed
from phongtrao.lib.errors import BadInput
from phongtrao.orgs.models import Grant
from tests.documents.files import make_docx, upload
from tests.documents.outgoing import HEAD

LETTER = (
    *HEAD,
    "V/v nộp báo cáo",
    "Kính gửi:",
    "- Các trường THCS;",
    "- Sở KH&CN.",
    "Đề nghị nộp./.",
)
SIGNED = (
    "Nơi nhận:",
    "- Như trên;",
    "- Lưu: VT.",
    "KT. GIÁM ĐỐC",
    "PHÓ GIÁM ĐỐC",
    "",
    "Ngô Ánh Hồng",
)


def table_docx(above, left, right):
    """As the decree has it: recipients and signature beside each other."""
    document = Document()
    for line in above:
        document.add_paragraph(line)
    row = document.add_table(rows=1, cols=2).rows[0]
    row.cells[0].text, row.cells[1].text = "\n".join(left), "\n".join(right)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def make_letter(unit, by, *lines, recipients="Lưu: VT", kind="CV"):
    file = upload(make_docx(*(lines or (*LETTER, *SIGNED))), "cong-van.docx")
    return draft_document(Draft(kind, "nộp báo cáo", "", recipients), unit, file, by=by)


def text(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def signs(dung, so):
    """Phạm Quang Dũng may sign today."""
    assert Grant.objects.today().filter(user=dung, unit=so).exists()
    return dung


# ------------------------------------------------------------------ reading


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("Kính gửi: Các trường THCS.", "Đề nghị nộp."), ("Các trường THCS",)),
        (("Kính gửi: Sở Nội vụ", "Đề nghị nộp."), ("Sở Nội vụ",)),
        (("Kính gửi:", "- Sở Nội vụ;", "- UBND xã.", "Đề nghị."), ("Sở Nội vụ", "UBND xã")),
        # Bullets of Word are no characters: the signs between the names are.
        (("KÍNH GỬI:", "Sở Nội vụ;", "UBND xã.", "Đề nghị."), ("Sở Nội vụ", "UBND xã")),
        (("Thông báo", "Các trường nộp báo cáo."), ()),
    ],
)
def test_whom_a_letter_is_addressed_to(lines, expected):
    assert read_printed(make_docx(*HEAD, *lines), WORD).addressed_to == expected


def test_the_signature_beside_the_recipients_is_read():
    left = ["Nơi nhận:", "- Như trên;", "- Giám đốc Sở (để b/c);", "- Lưu: VT."]
    right = ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "", "", "TS. Ngô Ánh Hồng"]

    printed = read_printed(table_docx(LETTER, left, right), WORD)

    assert printed == Printed(("Các trường THCS", "Sở KH&CN"), "TS. Ngô Ánh Hồng")


@pytest.mark.parametrize(
    "lines",
    [
        ("Nơi nhận:", "- Các trường;", "GIÁM ĐỐC", "", "Phụ lục: danh sách kèm theo"),
        ("GIÁM ĐỐC", "Ngô Ánh Hồng"),  # no “Nơi nhận”: not laid out as a paper
        ("Nơi nhận:", "- Các trường."),
    ],
)
def test_what_is_set_otherwise_is_not_guessed(lines):
    assert read_printed(make_docx(*lines), WORD).signer == ""


def test_a_pdf_says_nothing():
    assert read_printed(b"%PDF-", PDF) == Printed()


# ------------------------------------------------------------------ “Như trên”


def test_an_uploaded_letter_names_whom_as_above_stands_for(client, an, signs, so):  # S0-60, S2-32
    letter = make_letter(so, an)

    assert [line.name for line in planned_lines(letter)] == ["Các trường THCS", "Sở KH&CN", "VT"]
    assert planned_block(letter) == ["- Như trên;", "- Lưu: VT."]
    assert named_above(letter) == ["Các trường THCS", "Sở KH&CN"]

    way = submit_draft(letter, signs, by=an, confirmed=True)
    client.force_login(signs)
    page = text(client.get(reverse("documents:approval", args=[way.pk])))
    assert "“Như trên” là các nơi ở “Kính gửi”: Các trường THCS; Sở KH&amp;CN." in page


def test_a_paper_that_is_no_letter_has_nobody_above(an, so):
    notice = make_letter(so, an, kind="TB", recipients="Các trường THCS")

    assert named_above(notice) == []
    assert planned_block(notice) == ["- Các trường THCS (để thực hiện)."]


# ------------------------------------------------------------------ names misspelt


def test_a_misspelt_place_is_said_on_the_draft_and_before_it_goes_to_its_signer(
    client, an, so, hoa_sen
):
    letter = make_letter(so, an, *HEAD, recipients="Trường THCS Hoa Xen\nLưu: VT", kind="TB")
    client.force_login(an)

    assert unknown_recipients(letter) == [Unknown("Trường THCS Hoa Xen", (hoa_sen.name,))]
    for name in ("documents:outgoing", "documents:submit"):
        page = text(client.get(reverse(name, args=[letter.pk])))
        assert "“Trường THCS Hoa Xen”, gần giống: “Trường THCS Hoa Sen”" in page


def test_names_that_are_known_are_not_spoken_of(client, an, so, hoa_sen):
    known = "Trường THCS Hoa Sen\nBan Giám đốc Sở (để báo cáo)\nLưu: VT"
    letter = make_letter(so, an, *HEAD, recipients=known, kind="TB")
    client.force_login(an)

    page = text(client.get(reverse("documents:outgoing", args=[letter.pk])))

    assert unknown_recipients(letter) == []
    assert "Nơi nhận chưa nhận ra" not in page


# ------------------------------------------------------------------ another signer's name


def test_an_upload_that_prints_another_signer_goes_on_only_when_confirmed(
    client, an, signs, so
):  # S0-61
    letter = make_letter(so, an)
    url = reverse("documents:submit", args=[letter.pk])
    client.force_login(an)

    said = {"form_key": str(uuid4()), "signer": signs.pk}
    refused = text(client.post(url, said))
    assert "Tệp in tên người ký “Ngô Ánh Hồng”, không phải Phạm Quang Dũng." in refused
    assert not Approval.objects.exists()

    client.post(url, said | {"form_key": str(uuid4()), "confirmed": "on"})
    way = Approval.objects.get()
    client.force_login(signs)
    page = text(client.get(reverse("documents:approval", args=[way.pk])))
    assert "Tệp in tên người ký “Ngô Ánh Hồng”, văn bản trình Phạm Quang Dũng." in page
    assert [row.other_name for row in BatchRow.all_of([way])] == ["Ngô Ánh Hồng"]


def test_an_upload_that_prints_its_signer_needs_no_confirming(client, an, signs, so):
    letter = make_letter(so, an, *LETTER, *SIGNED[:-1], f"ThS. {signs.full_name}")
    client.force_login(an)

    form = client.get(reverse("documents:submit", args=[letter.pk])).context["form"]
    way = submit_draft(letter, signs, by=an)

    assert form.initial["signer"] == str(signs.pk)
    assert ApprovalPage.build(way, signs, to_sign(signs)).other_name == ""


def test_a_signer_without_a_name_in_the_file_is_taken_as_chosen(an, signs, so):
    letter = make_letter(so, an, *LETTER)

    assert submit_draft(letter, signs, by=an).signer == signs


def test_the_service_refuses_another_name_unless_confirmed(an, signs, so):
    letter = make_letter(so, an)

    with pytest.raises(BadInput, match="Tệp in tên người ký"):
        submit_draft(letter, signs, by=an)

    assert submit_draft(letter, signs, by=an, confirmed=True).version.signer_name == "Ngô Ánh Hồng"
