"""Files are known by their content, stored once, and served only to those who may see them."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from phongtrao.documents.content import PDF as PDF_TYPE
from phongtrao.documents.content import SHEET, WORD, examine
from phongtrao.documents.models import StoredFile
from phongtrao.documents.services import read_file, store_bytes, store_file, sweep_orphans
from phongtrao.documents.services.files import clean_name
from phongtrao.lib.errors import BadFile
from tests.documents.files import PDF, PNG, make_docx, make_ole, make_zip, upload

OFFICE_PARTS = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (PDF, "ke-hoach.pdf", PDF_TYPE),
        (make_docx("Kế hoạch"), "Kế hoạch.docx", WORD),
        (make_zip(OFFICE_PARTS), "bang.xlsx", SHEET),
        (make_ole("Workbook"), "bang.xls", "application/vnd.ms-excel"),
        (PNG, "anh.png", "image/png"),
        (b"\xff\xd8\xff\xe0" + b"0" * 20, "anh.JPEG", "image/jpeg"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "anh.webp", "image/webp"),
        (b"\x00\x00\x00\x18ftypmp42", "phim.mp4", "video/mp4"),
        ("Nhiệm vụ;Hạn\n".encode(), "nhiem-vu.csv", "text/plain"),
        (
            make_zip({"mimetype": b"application/vnd.oasis.opendocument.text"}),
            "van-ban.odt",
            "application/vnd.oasis.opendocument.text",
        ),
    ],
)
def test_kind_is_told_by_content(content, name, expected):
    found = examine(upload(content, name), name, size=len(content))

    assert (found.media_type, found.size) == (expected, len(content))


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "rong.pdf", "rỗng"),
        (b"MZ\x90\x00", "cai-dat.exe", "chương trình"),
        (b"#!/bin/sh\n", "chay.txt", "chương trình"),
        (b"<!DOCTYPE html><script>", "trang.txt", "trang web"),
        (b"\xef\xbb\xbf <svg xmlns=''>", "hinh.svg", "SVG"),
        (PDF, "that-ra.docx", "đuôi .docx nhưng nội dung bên trong là .pdf"),
        (make_ole("WordDocument"), "cu.docx", "Word đời cũ"),
        (make_ole("EncryptedPackage"), "khoa.docx", "mật khẩu"),
        (make_ole("Workbook_VBA_PROJECT_CUR"), "bang.xls", "macro"),
        (make_zip(OFFICE_PARTS | {"xl/vbaProject.bin": b"x"}), "bang.xlsx", "macro"),
        (make_zip(OFFICE_PARTS | {"xl/a.xml": b"0" * 30_000_000}), "bom.xlsx", "lớn bất thường"),
        (make_docx("Kế hoạch")[:400], "do-dang.docx", "bị hỏng"),
        (make_zip({"a.txt": b"x"}), "goi.zip", "Không nhận loại tệp"),
        ("Kế hoạch".encode("utf-16"), "la.txt", "Không nhận loại tệp"),
        (b"K\xfd ho\xb9ch", "tcvn3.txt", "UTF-8"),
        (b"\xfe\xfe\xfe", "la.bin", "Không nhận loại tệp"),
    ],
)
def test_each_bad_file_gets_its_own_sentence(content, name, sentence, an):
    with pytest.raises(BadFile, match=sentence):
        store_file(upload(content, name), by=an)

    assert list(StoredFile.objects.all()) == []
    assert default_storage.listdir("") == ([], [])


def test_file_above_the_limit_is_refused(an, settings):
    settings.UPLOAD_LIMIT = 1024 * 1024

    with pytest.raises(BadFile, match="vượt mức 1 MB"):
        store_file(upload(PDF + b" " * 2_000_000, "lon.pdf"), by=an)

    assert list(StoredFile.objects.all()) == []


def test_same_content_is_stored_once(an, binh):
    first = store_file(upload(PDF, "mot.pdf"), by=an)
    second = store_file(upload(PDF, "hai.pdf"), by=binh)

    assert second == first
    assert (first.name, first.size, read_file(first)) == ("mot.pdf", len(PDF), PDF)


def test_leftover_of_a_killed_process_is_written_anew(an):
    stored = store_bytes(PDF, "mot.pdf", by=an)
    default_storage.delete(stored.path)
    default_storage.save(stored.path, ContentFile(b"half"))

    again = store_bytes(PDF, "mot.pdf", by=an)

    assert (again, read_file(again)) == (stored, PDF)


def test_sweeper_takes_old_orphans_only(an):
    kept = store_bytes(PDF, "mot.pdf", by=an)
    orphan = StoredFile(sha256="ab" * 32)
    default_storage.save(orphan.path, ContentFile(b"left behind"))

    swept_now = sweep_orphans()
    swept_later = sweep_orphans(now=timezone.now() + timedelta(days=2))

    assert (swept_now, swept_later) == (0, 1)
    assert (default_storage.exists(orphan.path), read_file(kept)) == (False, PDF)


def test_sweeper_on_an_empty_storage(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "none"

    assert sweep_orphans() == 0


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("C:\\Users\\a\\ke hoach.docx", "ke hoach.docx"),
        ("../../etc/passwd", "passwd"),
        ("a\nb.pdf", "ab.pdf"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
        ("", "tệp"),
    ],
)
def test_names_are_cleaned(given, expected):
    assert clean_name(given) == expected
