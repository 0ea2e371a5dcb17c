"""The Word file of a demo plan, made from its pack: what an office would upload and keep."""

from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from phongtrao.demo.packs import Pack

CENTRE = WD_ALIGN_PARAGRAPH.CENTER
TASK_HEADS = (
    "Stt",
    "Nhiệm vụ, giải pháp",
    "Cơ quan chủ trì",
    "Cơ quan phối hợp",
    "Thời gian thực hiện",
    "Kết quả thực hiện",
)
TARGET_HEADS = ("Stt", "Chỉ tiêu", "Đến năm 2030", "Đến năm 2045")


def plan_docx(pack: Pack) -> bytes:
    """A4, Times-metric 13 points, the letterhead of the invented Sở."""
    paper = _blank()
    _letterhead(paper, pack)
    _line(paper, "KẾ HOẠCH", centre=True, bold=True)
    _line(paper, pack.title, centre=True, bold=True)
    for row in pack.rows("cites"):
        if row["role"] == "basis":
            _line(paper, _basis(row))
    _section(paper, "I. NỘI DUNG", [row["text"] for row in pack.rows("contents")])
    waiting = pack.waiting
    _section(paper, "II. TIÊU CHUẨN KHEN THƯỞNG", [r["text"] for r in waiting.get("criteria", [])])
    duties = [f"{row['unit']}: {row['text']}" for row in waiting.get("responsibilities", [])]
    _section(paper, "III. TỔ CHỨC THỰC HIỆN", duties)
    _closing(paper, pack)
    if tasks := pack.rows("tasks"):
        _line(paper, "PHỤ LỤC: PHÂN CÔNG NHIỆM VỤ", centre=True, bold=True)
        _table(paper, TASK_HEADS, [_task_cells(n, row) for n, row in enumerate(tasks, start=1)])
    if targets := waiting.get("indicators"):
        _line(paper, "PHỤ LỤC: CHỈ TIÊU", centre=True, bold=True)
        _table(paper, TARGET_HEADS, [_target_cells(row) for row in targets])
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def _blank() -> DocumentType:
    """Never the library's own page: it is Letter, in Calibri."""
    paper = Document()
    page = paper.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin = page.bottom_margin = Mm(20)
    page.left_margin, page.right_margin = Mm(30), Mm(15)
    style = paper.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(13)
    return paper


def _letterhead(paper: DocumentType, pack: Pack) -> None:
    left = f"UBND TỈNH SÔNG NGÂN\nSỞ GIÁO DỤC VÀ ĐÀO TẠO\nSố: {pack.number}"
    right = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n" + _place_and_day(
        pack
    )
    table = paper.add_table(rows=1, cols=2)
    for cell, text in zip(table.rows[0].cells, (left, right), strict=True):
        cell.text = text
        cell.paragraphs[0].alignment = CENTRE


def _place_and_day(pack: Pack) -> str:
    day = pack.days("issued_on")
    return f"Sông Ngân, ngày {day:%d} tháng {day.month} năm {day.year}" if day else ""


def _basis(row: dict[str, Any]) -> str:
    about = f" về {row['about']}" if row.get("about") else ""
    return f"Căn cứ {row['kind']} số {row['number']} của {row.get('issuer', '')}{about};"


def _section(paper: DocumentType, title: str, items: list[str]) -> None:
    if not items:
        return
    _line(paper, title, bold=True)
    for item in items:
        _line(paper, f"- {item};")


def _closing(paper: DocumentType, pack: Pack) -> None:
    _line(paper, "Nơi nhận:", bold=True)
    for row in pack.waiting.get("recipients", []):
        _line(paper, f"- {row.get('purpose', '')} {row['name']};".replace("-  ", "- "))
    title = pack.document.get("signer_title", "")
    _line(
        paper,
        f"{pack.document.get('capacity', '')} {title}".strip().upper(),
        centre=True,
        bold=True,
    )
    _line(paper, pack.document.get("signer", ""), centre=True, bold=True)


def _task_cells(number: int, row: dict[str, Any]) -> list[str]:
    return [
        str(number),
        row["text"],
        "; ".join(row.get("leads", [])),
        "; ".join(row.get("coordinators", [])),
        row.get("time", ""),
        row.get("deliverable", ""),
    ]


def _target_cells(row: dict[str, Any]) -> list[str]:
    by_year = {
        year: "; ".join(t["text"] for t in row["targets"] if t["year"] == year)
        for year in (2030, 2045)
    }
    return [row["ordinal"], row["name"], by_year[2030], by_year[2045]]


def _table(paper: DocumentType, heads: tuple[str, ...], rows: list[list[str]]) -> None:
    table = paper.add_table(rows=0, cols=len(heads), style="Table Grid")
    for cells in (list(heads), *rows):
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text


def _line(paper: DocumentType, text: str, *, centre: bool = False, bold: bool = False) -> None:
    paragraph = paper.add_paragraph()
    paragraph.add_run(text).bold = bold
    if centre:
        paragraph.alignment = CENTRE


def note_docx(*lines: str) -> bytes:
    """A short record: evidence of the demo. The first line is its heading."""
    heading, *texts = lines
    paper = _blank()
    _line(paper, heading.upper(), centre=True, bold=True)
    for text in texts:
        _line(paper, text)
    out = BytesIO()
    paper.save(out)
    return out.getvalue()
