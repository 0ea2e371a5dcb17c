"""Every file that cannot be used gets its own sentence."""

import zipfile

import pypdfium2
import pytest
from docx import Document
from PIL import Image

from phongtrao.lib.errors import BadFile
from phongtrao.lib.plan_files import endings
from phongtrao.reader import MAX_BYTES, check_file, read_plan
from phongtrao.reader.language import NOT_VIETNAMESE
from phongtrao.reader.load import characters, checks, formats, pdf, photo
from tests.reader.printing import print_locked

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


def refusal(path) -> str:
    """The sentence ``read_plan`` says no with."""
    with pytest.raises(BadFile) as error:
        read_plan(path)
    return str(error.value)


def unknown(suffix: str) -> str:
    return checks.UNKNOWN.format(suffix=suffix, endings=", ".join(endings()))


@pytest.fixture
def docx(tmp_path):
    """A small good Word file."""
    document = Document()
    for line in ("KẾ HOẠCH", "Triển khai nhiệm vụ năm học", "I. MỤC ĐÍCH", "- Nâng cao chất lượng dạy và học."):  # fmt: skip
        document.add_paragraph(line)
    path = tmp_path / "ke-hoach.docx"
    document.save(str(path))
    return path


def test_good_files_are_known_by_content(docx, tmp_path):
    text = tmp_path / "ke-hoach.txt"
    text.write_text("KẾ HOẠCH", encoding="utf-8")

    assert (check_file(docx), check_file(text)) == ("docx", "txt")


def test_empty_file_is_refused(tmp_path):
    path = tmp_path / "rong.docx"
    path.touch()

    assert refusal(path) == checks.EMPTY


def test_file_of_300_mb_is_refused_unread(tmp_path):
    path = tmp_path / "lon.pdf"
    with path.open("wb") as file:
        file.truncate(300 * 1024**2)

    assert refusal(path) == checks.TOO_BIG.format(size=300, limit=MAX_BYTES // 1024**2)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("la.doc", OLE, checks.MISMATCH.format(suffix=".doc")),
        ("doi-ten.docx", OLE + "WordDocument".encode("utf-16-le"), checks.RENAMED_DOC),
        ("macro.doc", OLE + "_VBA_PROJECT".encode("utf-16-le"), checks.MACRO),
        ("bang.xls", OLE + "Workbook".encode("utf-16-le"), formats.SHEET),
        ("thu.msg", OLE + "__properties_version1.0".encode("utf-16-le"), formats.MAIL),
        ("thu.eml", b"From: a@b.vn", formats.MAIL),
        ("nen.rar", b"Rar!\x1a\x07\x00", formats.ARCHIVE.format(suffix=".rar")),
        ("nen.7z", b"7z\xbc\xaf\x27\x1c", formats.ARCHIVE.format(suffix=".7z")),
        ("nen.zip", b"PK\x05\x06" + bytes(18), formats.ARCHIVE.format(suffix=".zip")),
        ("doi-ten.pdf", b"Rar!\x1a\x07\x01\x00", formats.ARCHIVE.format(suffix=".pdf")),
        ("anh.heic", b"\0\0\0\x18ftypheic", formats.HEIC),
        ("anh.heif", b"\0\0\0\x18ftypmif1", formats.HEIC),
        ("doi-ten.jpg", b"\0\0\0\x18ftypheic", formats.HEIC),
        ("trang.html", b"<!DOCTYPE html><p>", formats.WEB_PAGE),
        ("trang.doc", b"<html><body>", formats.WEB_PAGE),
        ("soan.wps", b"abc", formats.OTHER_WRITER.format(suffix=".wps")),
        ("khoa.docx", OLE + "EncryptedPackage".encode("utf-16-le"), checks.LOCKED_WORD),
        ("anh.bmp", b"BM", unknown(".bmp")),
        ("cut.png", b"\x89PNG\r\n\x1a\n", photo.BROKEN),
        ("khong-duoi", b"abc", unknown("khong-duoi")),
        ("gia.pdf", "KẾ HOẠCH".encode(), checks.MISMATCH.format(suffix=".pdf")),
        ("gia.docx", b"%PDF-1.7", checks.MISMATCH.format(suffix=".docx")),
        ("nhi-phan.txt", b"\0\1\0\0abc", checks.MISMATCH.format(suffix=".txt")),
        ("cut.docx", b"PK\x03\x04 cut off", formats.CORRUPT_WORD),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<<", pdf.CORRUPT),
        ("le-mot-byte.txt", "KẾ HOẠCH".encode("utf-16-be")[1:] + b"\xff", NOT_VIETNAMESE),
        ("bang-ma.txt", "Kế hoạch năm".encode("cp1258", "replace"), characters.LOST_LETTERS),
        ("tieng-nhat.txt", "計画を立てて学校で実行する".encode("shift-jis"), characters.UNREADABLE),
    ],
)  # fmt: skip
def test_wrong_file_is_refused_with_its_sentence(tmp_path, name, content, sentence):
    path = tmp_path / name
    path.write_bytes(content)

    assert refusal(path) == sentence


def test_spreadsheet_named_docx_is_refused(tmp_path):
    path = tmp_path / "bang.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")

    assert refusal(path) == formats.SHEET


def test_docx_with_a_macro_is_refused(docx):
    with zipfile.ZipFile(docx, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"macro")

    assert refusal(docx) == checks.MACRO


def test_truncated_docx_is_refused(docx):
    docx.write_bytes(docx.read_bytes()[:-400])

    assert refusal(docx) == formats.CORRUPT_WORD


def test_docx_with_broken_xml_is_refused(tmp_path):
    path = tmp_path / "hong.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document")

    assert refusal(path) == formats.CORRUPT_WORD


def test_zip_bomb_is_refused_by_its_directory(tmp_path):
    path = tmp_path / "bom.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w") as part:
            for _ in range(40):
                part.write(bytes(1024**2))

    assert refusal(path) == formats.BOMB


def test_part_that_grows_over_its_limit_is_refused_while_reading(docx):
    with zipfile.ZipFile(docx) as archive, pytest.raises(BadFile) as error:
        checks.read_part(archive, "word/document.xml", limit=100)

    assert str(error.value) == formats.BOMB


def test_scan_without_text_is_refused(tmp_path):
    path = tmp_path / "quet.pdf"
    Image.new("L", (300, 400), 255).save(path)

    assert refusal(path) == pdf.NO_LETTERS


def test_english_docx_is_refused(tmp_path):
    document = Document()
    document.add_paragraph("This plan describes goals, duties and deadlines for all the schools here.")  # fmt: skip
    path = tmp_path / "plan.docx"
    document.save(str(path))

    assert refusal(path) == NOT_VIETNAMESE


def test_pdf_of_more_pages_than_are_read_is_refused(tmp_path):
    path = tmp_path / "dai.pdf"
    document = pypdfium2.PdfDocument.new()
    for _ in range(pdf.MAX_PAGES + 1):
        document.new_page(595, 842)
    document.save(path)
    document.close()

    assert refusal(path) == pdf.TOO_LONG.format(pages=401, limit=400)


@pytest.mark.office
def test_locked_pdf_is_refused(docx, tmp_path):
    path = print_locked(docx, tmp_path, "mat-khau")

    assert refusal(path) == pdf.LOCKED
