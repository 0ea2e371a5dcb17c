"""A table row is read cell by cell: what ends one cell does not run into the next."""

from docx import Document

from phongtrao.reader import read_plan


def test_issuer_ends_with_its_cell_in_a_task_table(tmp_path):
    path = tmp_path / "plan.docx"
    paper = Document()
    paper.add_paragraph("KẾ HOẠCH")
    paper.add_paragraph("Thực hiện phong trào thi đua của ngành Giáo dục năm 2026")
    paper.add_paragraph("I. NHIỆM VỤ")
    table = paper.add_table(rows=0, cols=3)
    heads = ("Stt", "Nhiệm vụ, giải pháp", "Cơ quan chủ trì")
    task = ("1", "Quán triệt Kết luận số 312-KL/TU của Ban Thường vụ Thành ủy", "Phòng GDĐT")
    for row in (heads, task):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    paper.save(path)

    [basis] = read_plan(path).plan["legal_bases"]

    assert basis["issuer"] == "Ban Thường vụ Thành ủy"
