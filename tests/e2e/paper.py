"""A plan as an office would upload it: letterhead, bases, a table of three tasks, recipients.

It is of next year, so that nothing in it is late on whatever day the tests are run.
"""

from datetime import date
from io import BytesIO

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH

YEAR = date.today().year + 1  # noqa: DTZ011 -- a year is near enough
TITLE = f"Đổi mới sáng tạo trong các nhà trường năm {YEAR}"
NUMBER = "312/KH-SGDĐT"
TASKS = (
    ("Mở lớp học sáng tạo số tại mỗi trường", "Các trường", f"Trong năm {YEAR}", "Lớp học"),
    ("Lập kho học liệu số dùng chung", "Các trường", f"Trước ngày 30/11/{YEAR}", "Kho học liệu"),
    ("Tổ chức ngày hội sáng kiến của giáo viên", "Các trường", f"Quý IV năm {YEAR}", "Ngày hội"),
)
HEADS = (
    "TT",
    "Nhiệm vụ, giải pháp",
    "Cơ quan chủ trì",
    "Cơ quan phối hợp",
    "Thời gian thực hiện",
    "Kết quả thực hiện",
)
CENTRE = WD_ALIGN_PARAGRAPH.CENTER


def plan_docx(title: str = TITLE, number: str = NUMBER) -> bytes:
    paper = Document()
    _letterhead(paper, number)
    _centred(paper, "KẾ HOẠCH")
    _centred(paper, title)
    paper.add_paragraph(
        "Căn cứ Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024 của Bộ Chính trị về đột phá "
        "phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số quốc gia;"
    )
    paper.add_paragraph(
        "Sở Giáo dục và Đào tạo ban hành Kế hoạch đổi mới sáng tạo trong các nhà trường như sau:"
    )
    _headed(paper, "I. MỤC ĐÍCH", "Khuyến khích giáo viên và học sinh đề xuất giải pháp mới.")
    _headed(paper, "II. TỔ CHỨC THỰC HIỆN", "Các trường thực hiện theo phụ lục kèm theo.")
    paper.add_paragraph("Nơi nhận:\n- UBND tỉnh (để báo cáo);\n- Các trường;\n- Lưu: VT, VP.")
    _centred(paper, "GIÁM ĐỐC\nPhạm Quang Dũng")
    _centred(paper, "PHỤ LỤC\nPHÂN CÔNG NHIỆM VỤ")
    _task_table(paper)
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def _letterhead(paper: DocumentType, number: str) -> None:
    left = f"UBND TỈNH SÔNG NGÂN\nSỞ GIÁO DỤC VÀ ĐÀO TẠO\nSố: {number}"
    right = (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        f"Sông Ngân, ngày 05 tháng 11 năm {YEAR - 1}"
    )
    for cell, text in zip(paper.add_table(1, 2).rows[0].cells, (left, right), strict=True):
        cell.text = text


def _headed(paper: DocumentType, head: str, text: str) -> None:
    paper.add_paragraph().add_run(head).bold = True
    paper.add_paragraph(text)


def _centred(paper: DocumentType, text: str) -> None:
    paragraph = paper.add_paragraph()
    paragraph.alignment = CENTRE
    paragraph.add_run(text).bold = True


def _task_table(paper: DocumentType) -> None:
    rows = [
        (str(number), text, leads, "Các xã, phường", time, result)
        for number, (text, leads, time, result) in enumerate(TASKS, start=1)
    ]
    table = paper.add_table(0, len(HEADS), style="Table Grid")
    for texts in (HEADS, *rows):
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
