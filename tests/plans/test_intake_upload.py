"""A file comes in: what is taken, what is refused, and that a refusal leaves nothing behind."""

import struct
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.html import escape
from pypdfium2 import PdfDocument

from phongtrao.audit.models import Entry
from phongtrao.documents.content import WORD
from phongtrao.documents.models import StoredFile
from phongtrao.lib.errors import NotAllowed
from phongtrao.notifications.models import Notice
from phongtrao.plans.models import Intake, IntakeFact
from phongtrao.plans.services.intake import drop_intake, take_in
from phongtrao.web.models import Work
from tests.documents.files import OLE, make_docx, make_zip
from tests.plans.intake_work import PLAN, read_in, run_jobs, upload

NEW = "/tiep-nhan/tep-moi/"
ENGLISH = "This plan launches an emulation movement for the schools of the province. " * 20


def send(client, unit, content: bytes, name: str = "ke-hoach.txt"):
    return client.post(NEW, {"file": upload(content, name), "unit": unit.pk})


def files_on_disk() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


# ------------------------------------------------------------------ taken


def test_an_upload_is_stored_read_in_a_job_and_waits_for_review(client, so, an):
    client.force_login(an)

    answer = send(client, so, PLAN.encode())
    intake = Intake.objects.get()
    waiting = client.get(answer.url).content.decode()
    run_jobs()

    assert answer.url == f"/tiep-nhan/{intake.pk}/"
    assert "Máy đang đọc tệp" in waiting
    intake.refresh_from_db()
    work = Work.objects.get()
    assert (intake.status, work.status) == (Intake.Status.REVIEW, Work.Status.DONE)
    assert intake.title == "Phát động phong trào thi đua đổi mới sáng tạo năm 2026"
    assert work.result_url == f"/tiep-nhan/{intake.pk}/"
    assert Notice.objects.get(to=an).url == f"/tiep-nhan/{intake.pk}/"


def test_nothing_read_is_accepted_or_published_by_itself(so, an):  # SX-03
    intake = read_in(so, an)

    states = set(intake.facts.values_list("state", flat=True))

    assert states == {IntakeFact.State.PENDING}
    assert intake.plan is None


def test_every_fact_keeps_its_passage_and_its_words_as_read(so, an):
    intake = read_in(so, an)

    fact = intake.facts.filter(section="requirements").get()

    assert fact.value == fact.value_read
    assert fact.passage.startswith("- Việc tổ chức phong trào bảo đảm")
    assert (fact.first_block, fact.last_block) == (fact.last_block, fact.first_block)
    assert intake.blocks[fact.first_block]["text"].startswith("- Việc tổ chức")


def test_a_job_that_runs_twice_reads_once(so, an):
    intake = read_in(so, an)
    before = list(intake.facts.values_list("pk", flat=True))

    run_jobs()

    assert list(intake.facts.values_list("pk", flat=True)) == before
    assert Entry.objects.filter(action="plans.intake_read").count() == 1


def test_the_same_file_again_offers_the_earlier_intake(client, so, an):
    first = read_in(so, an)
    client.force_login(an)

    answer = send(client, so, PLAN.encode(), "tên khác.txt")
    page = client.get(answer.url).content.decode()

    assert answer.url == f"/tiep-nhan/{first.pk}/"
    assert "Tệp này đã được Lê Thu An tiếp nhận lúc" in page
    assert Intake.objects.count() == 1


def test_a_dropped_intake_does_not_stand_in_the_way(so, an):
    first = read_in(so, an)
    drop_intake(first, by=an)

    again = take_in(upload(PLAN.encode()), so, by=an)

    assert again.is_new
    assert again.intake.pk != first.pk


def test_only_the_office_over_the_unit_takes_in(so, hoa_sen, an, dung, binh):
    for user in (dung, binh):
        with pytest.raises(NotAllowed, match="Bạn không phụ trách kế hoạch"):
            take_in(upload(PLAN.encode()), so, by=user)

    assert take_in(upload(PLAN.encode()), so, by=an).is_new


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("kh.md", b"<!-- ghi ch\xc3\xba -->\n" + PLAN.encode(), "text/markdown"),
        ("kh.txt", PLAN.encode("utf-16"), "text/plain;charset=unknown-8bit"),
        ("kh.doc", make_docx(*PLAN.splitlines()), WORD),
    ],
)
def test_markdown_other_encodings_and_other_endings_are_read_too(so, an, name, content, media_type):
    intake = take_in(upload(content, name), so, by=an).intake

    run_jobs()

    intake.refresh_from_db()
    assert (intake.file.media_type, intake.status) == (media_type, Intake.Status.REVIEW)
    assert intake.title == "Phát động phong trào thi đua đổi mới sáng tạo năm 2026"


@pytest.mark.office
def test_an_old_format_is_stored_as_it_came_and_turned_into_word_by_the_job(so, an):
    lines = r"\par ".join(f"{line}" for line in PLAN.splitlines())
    escaped = "".join(c if c.isascii() else rf"\u{ord(c)}?" for c in lines)
    intake = take_in(upload(rf"{{\rtf1\ansi {escaped}}}".encode(), "kh.rtf"), so, by=an).intake

    run_jobs()

    intake.refresh_from_db()
    assert (intake.file.media_type, intake.status) == ("application/rtf", Intake.Status.REVIEW)
    assert intake.title == "Phát động phong trào thi đua đổi mới sáng tạo năm 2026"


# ------------------------------------------------------------------ refused, each with its sentence


def broken_docx() -> bytes:
    whole = make_docx(*PLAN.splitlines())
    return whole[: len(whole) // 2]


def bomb() -> bytes:
    parts = {
        "[Content_Types].xml": b"<Types/>",
        "word/document.xml": b" " * 30_000_000,
    }
    return make_zip(parts)


def with_macro() -> bytes:
    out = BytesIO(make_docx(*PLAN.splitlines()))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"macro")
    return out.getvalue()


def empty_pages() -> bytes:
    pdf = PdfDocument.new()
    pdf.new_page(595, 842)
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def locked_pdf() -> bytes:
    """A PDF whose trailer says that it is encrypted with a password nobody has given."""
    body = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
    key = b"<" + b"11" * 32 + b">"
    body += b"4 0 obj<</Filter/Standard/V 1/R 2/O " + key + b"/U " + key + b"/P -44>>endobj\n"
    places = [body.index(f"{n} 0 obj".encode()) for n in range(1, 5)]
    table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(
        f"{place:010} 00000 n \n".encode() for place in places
    )
    end = b"trailer<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<11><11>]>>\nstartxref\n"
    return body + table + end + str(len(body)).encode() + b"\n%%EOF\n"


def old_word() -> bytes:
    return OLE + struct.pack("<504x") + "WordDocument".encode("utf-16-le") + bytes(600)


REFUSED = {
    "password": (locked_pdf, "kh.pdf", "Tệp PDF đặt mật khẩu. Hãy bỏ mật khẩu"),
    "empty pages": (empty_pages, "kh.pdf", "Tệp PDF chỉ có trang trắng."),
    "doc as docx": (old_word, "kh.docx", "Tệp mang đuôi .docx nhưng bên trong là Word đời cũ (.doc)."),
    "bomb": (bomb, "kh.docx", "Tệp nén giải ra lớn bất thường nên không được mở."),
    "big": (lambda: b"a" * (51 * 1024 * 1024), "kh.txt", "Tệp lớn 51 MB, vượt mức 8 MB."),
    "empty": (lambda: b"", "kh.docx", "Tệp rỗng, không có nội dung."),
    "macro": (with_macro, "kh.docx", "Tệp Word có chứa macro nên không được nhận."),
    "English": (ENGLISH.encode, "kh.txt", "Văn bản không viết bằng tiếng Việt."),
    "English docx": (lambda: make_docx(ENGLISH), "kh.docx", "Văn bản không viết bằng tiếng Việt."),
    "half": (broken_docx, "kh.docx", "Tệp Word bị hỏng hoặc tải lên chưa trọn."),
    "half pdf": (lambda: b"%PDF-1.7\n1 0 obj", "kh.pdf", "Tệp PDF bị hỏng hoặc tải lên chưa trọn."),
    "other": (lambda: make_zip({"a": b"a"}), "kh.zip", "Đây là tệp nén (.zip)."),
    "liar": (lambda: b"%PDF-1.7 a", "kh.docx", "nhưng nội dung bên trong là loại khác"),
    "page": (lambda: b"<html>" + PLAN.encode(), "kh.txt", "Đây là trang web."),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
def test_a_bad_file_gets_its_own_sentence_and_leaves_nothing(client, so, an, kind):
    make, name, sentence = REFUSED[kind]
    client.force_login(an)

    answer = send(client, so, make(), name)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert escape(sentence) in page
    assert 'id="id_file_error"' in page
    assert (Intake.objects.count(), StoredFile.objects.count(), Work.objects.count()) == (0, 0, 0)
    assert files_on_disk() == []


def test_an_upload_without_a_file_says_so(client, so, an):
    client.force_login(an)

    answer = client.post(NEW, {"unit": so.pk})

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["file"]


def test_a_file_that_can_be_read_no_more_fails_with_its_sentence(client, so, an):
    intake = take_in(upload(PLAN.encode()), so, by=an).intake
    file = intake.file
    (Path(settings.MEDIA_ROOT) / file.path).write_text(ENGLISH, encoding="utf-8")

    run_jobs()

    intake.refresh_from_db()
    assert (intake.status, Work.objects.get().status) == (
        Intake.Status.FAILED,
        Work.Status.FAILED,
    )
    assert intake.error.startswith("Văn bản không viết bằng tiếng Việt.")
    client.force_login(an)
    assert escape(intake.error) in client.get(f"/tiep-nhan/{intake.pk}/").content.decode()


def test_a_stamp_that_only_the_job_sees_leaves_nothing_of_the_paper(so, an):
    intake = take_in(upload(PLAN.encode()), so, by=an).intake
    path = Path(settings.MEDIA_ROOT) / intake.file.path
    path.write_text(f"TỐI MẬT\n{PLAN}", encoding="utf-8")  # as a page image would say it

    run_jobs()

    intake.refresh_from_db()
    assert intake.status == Intake.Status.FAILED
    assert intake.error.startswith("Văn bản có dấu độ mật")
    assert [file.read_text(encoding="utf-8") for file in files_on_disk()] == [intake.error]
    assert [file.name for file in StoredFile.objects.all()] == ["tep-da-xoa.txt"]
