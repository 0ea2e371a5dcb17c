"""The annotated plans of the project's neighbours as parts to print: text and annotation together.

Paragraphs come from the text; the cells of tables come from the annotation, so that a table in a
test says what it should say whatever the reader makes of the flattened one.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from phongtrao.reader.elements import read_elements
from phongtrao.reader.load.txt import load_txt
from phongtrao.reader.markers import label
from phongtrao.reader.model import Element, Paragraph, Table
from phongtrao.reader.outline import build_outline
from tests.reader.dialect import Grid, Part, Text, Turn
from tests.reader.word import write_docx

TASK_HEADER = ("Stt", "Nhiệm vụ, giải pháp", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian thực hiện", "Kết quả thực hiện")  # fmt: skip
AGENDA_HEADER = ("STT", "Thời gian", "Nội dung công việc", "Đơn vị/cá nhân thực hiện")


def make_docx(text: Path, gold: dict, path: Path) -> Path:
    """A Word file of the plan, with real tables, headings, letterhead and signature block."""
    return write_docx(plan_parts(text, gold), path)


def plan_parts(text: Path, gold: dict) -> list[Part]:
    """The plan as it was printed, as far as text and annotation tell."""
    elements = read_elements(load_txt(text))
    closing = {id(paragraph) for paragraph in build_outline(elements).closing}
    start = next(i for i, e in enumerate(elements) if getattr(e, "text", "") == "KẾ HOẠCH")
    parts = [*letterhead(gold["document"])]
    for element in elements[start:]:
        if isinstance(element, Table):
            parts.append(table_of(element, gold))
        elif id(element) not in closing:
            parts += paragraph_of(element)
        elif element.text.startswith("Nơi nhận"):
            parts.append(closing_of(gold))
    return parts


def letterhead(head: dict) -> Iterator[Grid]:
    if not head["date"]:
        return
    symbol = f"Số:          /{head['symbol']}" if head["symbol"] else ""
    issuer = head["issuing_unit"].upper() if head["symbol"] else ""
    left = ((head["issuing_parent"] or "").upper(), issuer, symbol)
    month = head["date"]["month"] or "    "
    right = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", f"{head['place']}, ngày      tháng {month} năm {head['date']['year']}")  # fmt: skip
    yield Grid(tuple(zip(left, right, strict=True)), is_ruled=False)


def paragraph_of(paragraph: Paragraph) -> list[Part]:
    marker = paragraph.marker
    sign = "- " if marker and marker.is_bullet else label(marker)
    if marker and marker.kind == "annex":
        return [Turn("ngang"), Text(f"Phụ lục {marker.ordinal} {paragraph.text}")]
    is_bold = paragraph.text == "KẾ HOẠCH" or bool(marker and marker.kind == "roman")
    return [Text(sign + paragraph.text, is_bold)]


def table_of(element: Element, gold: dict) -> Grid:
    if "lead" in element.columns:
        return grid(TASK_HEADER, task_rows(gold["tasks"], element))
    if "time" in element.columns:
        return grid(AGENDA_HEADER, [(i["ordinal"], clock(i["start"]) + "-" + clock(i["end"]), i["content"], i["performer"]) for i in gold["agenda"]])  # fmt: skip
    years = sorted({target["year"] for i in gold["indicators"] for target in i["targets"]})
    rows = [(i["ordinal"], i["name"], *(cell_of(i, year) for year in years)) for i in gold["indicators"]]  # fmt: skip
    return grid(("Stt", "Chỉ tiêu", *(f"Đến năm {year}" for year in years)), rows)


def grid(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> Grid:
    return Grid((header, *(row + ("",) * (len(header) - len(row)) for row in rows)))


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


def closing_of(gold: dict) -> Grid:
    head = gold["document"]
    left = ["Nơi nhận:", *(f"- {recipient_line(recipient)};" for recipient in gold["recipients"])]
    signer = [line.upper() for line in (head["signed_on_behalf"], head["signer_title"]) if line]
    right = [*signer, "", "", "", head["signer_name"]]
    return Grid((("\n".join(left), "\n".join(right)),), is_ruled=False)


def recipient_line(recipient: dict) -> str:
    if recipient["purpose"] == "Lưu":
        return f"Lưu: {recipient['name']}"
    return recipient["name"] + (f" ({recipient['purpose']})" if recipient["purpose"] else "")


def load_gold(plans: Path, name: str) -> dict:
    return json.loads((plans / "gold" / f"{name}.json").read_text(encoding="utf-8"))
