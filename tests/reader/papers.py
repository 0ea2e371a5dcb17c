"""Word and PDF files made from the plan texts at test time.

Paragraphs come from the text; the cells of tables come from the annotation, so that a table in a
test says what it should say whatever the reader makes of the flattened one.
"""

import json
import shutil
import subprocess
from pathlib import Path

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt

from phongtrao.reader.elements import read_elements
from phongtrao.reader.load.txt import load_txt
from phongtrao.reader.markers import label
from phongtrao.reader.model import Paragraph, Table
from phongtrao.reader.outline import build_outline

TASK_HEADER = ("Stt", "Nhiệm vụ, giải pháp", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian thực hiện", "Kết quả thực hiện")  # fmt: skip
AGENDA_HEADER = ("STT", "Thời gian", "Nội dung công việc", "Đơn vị/cá nhân thực hiện")


def make_docx(text: Path, gold: dict, path: Path) -> Path:
    """A Word file of the plan, with real tables, headings, letterhead and signature block."""
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Liberation Serif", Pt(14)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    elements = read_elements(load_txt(text))
    closing = {id(paragraph) for paragraph in build_outline(elements).closing}
    start = next(i for i, e in enumerate(elements) if getattr(e, "text", "") == "KẾ HOẠCH")
    add_letterhead(document, gold["document"])
    for element in elements[start:]:
        if isinstance(element, Table):
            add_table(document, element, gold)
        elif id(element) not in closing:
            add_paragraph(document, element)
        elif element.text.startswith("Nơi nhận"):
            add_closing(document, gold)
    document.save(str(path))
    return path


def add_letterhead(document, head: dict) -> None:
    if not head["date"]:
        return
    left = [
        (head["issuing_parent"] or "").upper(),
        head["issuing_unit"].upper() if head["symbol"] else "",
    ]
    left.append(f"Số:          /{head['symbol']}" if head["symbol"] else "")
    month = head["date"]["month"] or "    "
    right = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", f"{head['place']}, ngày      tháng {month} năm {head['date']['year']}"]  # fmt: skip
    table = document.add_table(rows=len(left), cols=2)
    table.autofit = False
    for row, texts in zip(table.rows, zip(left, right, strict=True), strict=True):
        for cell, text, width in zip(row.cells, texts, (Cm(7), Cm(9.5)), strict=True):
            cell.width = width
            run = cell.paragraphs[0].add_run(text)
            run.font.size = Pt(11)


def add_paragraph(document, paragraph: Paragraph) -> None:
    marker = paragraph.marker
    sign = "- " if marker and marker.is_bullet else label(marker)
    if marker and marker.kind == "annex":
        new_landscape_page(document)
        sign = f"Phụ lục {marker.ordinal} "
    if marker and marker.kind == "roman":
        document.add_heading(sign + paragraph.text, level=1)
    else:
        is_title = paragraph.text == "KẾ HOẠCH"
        added = document.add_paragraph(sign + paragraph.text)
        added.alignment = WD_ALIGN_PARAGRAPH.CENTER if is_title else WD_ALIGN_PARAGRAPH.JUSTIFY


def new_landscape_page(document) -> None:
    section = document.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)


def add_table(document, element: Table, gold: dict) -> None:
    if "lead" in element.columns:
        rows = task_rows(gold["tasks"], element)
        fill(document, TASK_HEADER, rows, widths=(1.2, 10, 4, 4, 2.5, 3.5))
    elif "time" in element.columns:
        rows = [(i["ordinal"], clock(i["start"]) + "-" + clock(i["end"]), i["content"], i["performer"]) for i in gold["agenda"]]  # fmt: skip
        fill(document, AGENDA_HEADER, rows, widths=(1.2, 2.8, 7, 5))
    else:
        years = sorted({target["year"] for i in gold["indicators"] for target in i["targets"]})
        rows = [(i["ordinal"], i["name"], *(cell_of(i, year) for year in years)) for i in gold["indicators"]]  # fmt: skip
        header = ("Stt", "Chỉ tiêu", *(f"Đến năm {year}" for year in years))
        fill(document, header, rows, widths=(1.2, 14, 5, 4))


def task_rows(tasks: list[dict], element: Table) -> list[tuple[str, ...]]:
    """Rows of the tasks, a heading row in front of each group."""
    rows, group = [], None
    headings = [row.group for row in element.rows]
    for task, heading in zip(tasks, headings, strict=True):
        if heading != group:
            group = heading
            rows.append((heading,))
        rows.append(
            (
                task["ordinal"].rpartition(".")[2],
                task["text"] + ".",
                "\n".join(task["lead_units"]),
                "\n".join(task["coordinating_units"]),
                task["time"],
                task["deliverable"] or "",
            )
        )
    return rows


def clock(time: str) -> str:
    return time.replace(":", "h") + "’"


def cell_of(indicator: dict, year: int) -> str:
    return ";\n".join(target["text"] for target in indicator["targets"] if target["year"] == year)


def fill(document, header, rows, *, widths) -> None:
    table = document.add_table(rows=0, cols=len(header), style="Table Grid")
    table.autofit = False
    first = add_row(table, header, widths)
    repeat = OxmlElement("w:tblHeader")
    first._tr.get_or_add_trPr().append(repeat)
    for row in rows:
        cells = add_row(table, row, widths).cells
        if len(row) == 1:
            cells[0].merge(cells[-1])


def add_row(table, texts, widths):
    row = table.add_row()
    for cell, width in zip(row.cells, widths, strict=True):
        cell.width = Cm(width)
    for cell, text in zip(row.cells, texts, strict=False):
        first, *others = text.split("\n")
        cell.paragraphs[0].text = first
        for other in others:
            cell.add_paragraph(other)
    return row


def add_closing(document, gold: dict) -> None:
    head = gold["document"]
    table = document.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    left.text = "Nơi nhận:"
    for recipient in gold["recipients"]:
        left.add_paragraph(f"- {recipient_line(recipient)};")
    lines = [head["signed_on_behalf"], head["signer_title"]]
    right.text = ""
    for line in filter(None, lines):
        right.add_paragraph(line.upper())
    for line in ("", "", "", head["signer_name"]):
        right.add_paragraph(line)


def recipient_line(recipient: dict) -> str:
    if recipient["purpose"] == "Lưu":
        return f"Lưu: {recipient['name']}"
    return recipient["name"] + (f" ({recipient['purpose']})" if recipient["purpose"] else "")


def make_pdf(docx: Path, folder: Path, *, password: str = "") -> Path:
    """The Word file as LibreOffice prints it; with ``password``, locked."""
    options = {
        "EncryptFile": {"type": "boolean", "value": "true"},
        "DocumentOpenPassword": {"type": "string", "value": password},
    }
    how = f":writer_pdf_Export:{json.dumps(options)}" if password else ""
    return convert(docx, "pdf", folder, how)


def convert(path: Path, ending: str, folder: Path, how: str = "") -> Path:
    """The file as LibreOffice saves it in another format, or once more in the same."""
    profile = folder / "profile"
    command = [shutil.which("soffice"), "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", ending + how, "--outdir", str(folder), str(path)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / f"{path.stem}.{ending}"


def load_gold(plans: Path, name: str) -> dict:
    return json.loads((plans / "gold" / f"{name}.json").read_text(encoding="utf-8"))
