"""Pages that are pictures: scans in a PDF, photographs, what cannot be recognised."""

import random

import pypdfium2
import pytest
from PIL import Image

from phongtrao.lib.errors import BadFile
from phongtrao.reader import read_plan
from phongtrao.reader.load import load, photo
from phongtrao.reader.load import pdf as pdf_loader
from tests.reader.dialect import parse
from tests.reader.printing import noise, print_pdf, scan_page, scan_pages
from tests.reader.word import write_docx

pytestmark = [pytest.mark.office, pytest.mark.ocr]

PLAN = """
**KẾ HOẠCH**

**Phát động phong trào thi đua đổi mới sáng tạo năm 2026**

II. NHIỆM VỤ CỤ THỂ

Các phòng thuộc Sở thực hiện những nhiệm vụ sau đây, báo cáo kết quả về Văn phòng Sở:

| TT | Nội dung công việc | Đơn vị chủ trì | Thời gian |
|---|---|---|---|
| I. CÔNG TÁC CHỈ ĐẠO | | | |
| 1 | Ban hành văn bản hướng dẫn các cơ sở giáo dục triển khai phong trào | Văn phòng Sở | Tháng 3/2026 |
| 2 | Tổ chức lễ phát động phong trào trong toàn ngành | ^^ | Tháng 4/2026 |
"""
ROWS = [
    ("TT", "Nội dung công việc", "Đơn vị chủ trì", "Thời gian"),
    ("1", "Ban hành văn bản hướng dẫn các cơ sở giáo dục triển khai phong trào", "Văn phòng Sở", "Tháng 3/2026"),
    ("2", "Tổ chức lễ phát động phong trào trong toàn ngành", "Văn phòng Sở", "Tháng 4/2026"),
]  # fmt: skip


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """The plan as a PDF with its text."""
    folder = tmp_path_factory.mktemp("quet")
    return print_pdf([write_docx(parse(PLAN), folder / "ke-hoach.docx")], folder)[0]


@pytest.fixture(scope="module")
def picture(printed):
    """Its only page as a scanner sees it."""
    document = pypdfium2.PdfDocument(printed)
    page = scan_page(document[0], random.Random(3)).convert("L")  # noqa: S311 -- noise, no secret
    document.close()
    return page


def rows_of(source) -> list[tuple[str, ...]]:
    """Without the heading row, whose “I.” is too small to be sure of."""
    rows = [block.cells for block in source.blocks if block.kind == "row"]
    return [row for row in rows if row[1]]


def test_cells_of_a_scanned_table_come_out_as_cells(printed, tmp_path):
    heard = []

    source = load(
        scan_pages(printed, tmp_path / "quet.pdf", seed=1), lambda *told: heard.append(told)
    )

    assert rows_of(source) == ROWS
    assert heard == [(1, 1)]
    assert 0.8 < min(block.sureness for block in source.blocks) < 1
    assert source.warnings == (pdf_loader.SCANNED.format(pages=1),)


@pytest.mark.parametrize("quarter", [Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180])
def test_a_page_on_its_side_is_turned(picture, tmp_path, quarter):
    path = tmp_path / "nam-ngang.pdf"
    picture.transpose(quarter).save(path, resolution=200)

    rows = rows_of(load(path))

    # a lone “TT” or “1” in its cell may be too small to be recognised
    assert [row[1:] for row in rows] == [row[1:] for row in ROWS]


def test_a_photograph_of_a_page_is_read(picture, tmp_path):
    path = tmp_path / "trang.jpg"
    picture.resize((1100, 1556)).save(path, quality=80)

    reading = read_plan(path)

    assert reading.plan["document"]["title"].startswith("Phát động phong trào thi đua")
    assert max(fact.confidence for fact in reading.facts) < 1


def test_a_photograph_of_a_desk_gets_its_sentence(tmp_path):
    path = tmp_path / "ban.png"
    noise((450, 600), random.Random(0)).save(path)  # noqa: S311 -- noise, no secret

    with pytest.raises(BadFile, match="Không nhận ra trang văn bản nào trong ảnh"):
        load(path)


def test_without_tesseract_the_sentence_names_the_package(printed, tmp_path, monkeypatch):
    path = scan_pages(printed, tmp_path / "quet.pdf")
    for module in (pdf_loader, photo):
        monkeypatch.setattr(module, "has_tesseract", lambda: False)

    with pytest.raises(BadFile, match="tesseract-ocr-vie"):
        load(path)


def test_too_many_scanned_pages_are_refused(printed, tmp_path, monkeypatch):
    monkeypatch.setattr(pdf_loader, "MAX_SCANS", 0)

    with pytest.raises(BadFile, match="1 trang là ảnh quét, vượt mức 0 trang"):
        load(scan_pages(printed, tmp_path / "quet.pdf"))
