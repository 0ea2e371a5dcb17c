"""Tables of Word: merged both ways, nested, framed, unruled; letterheads set with tabs."""

import pytest
from docx import Document

from phongtrao.reader import read_plan
from phongtrao.reader.load.docx import load_docx
from tests.reader.printing import convert
from tests.reader.raw_word import p, r, read_word, table, tc, texts, tr

ABOVE = "<w:vMerge/>"
HEADER = tr(tc("TT"), tc("Nội dung"), tc("Chủ trì"), tc("Thời gian"))


def cells(folder, body: str) -> list[tuple[str, ...]]:
    return [block.cells for block in read_word(folder, body).blocks]


def test_a_lead_merged_over_tasks_leads_each(tmp_path):
    body = table(
        HEADER,
        tr(tc("1"), tc("Một"), tc("Phòng A", '<w:vMerge w:val="restart"/>'), tc("Quý I")),
        tr(tc("2"), tc("Hai"), tc("", ABOVE), tc("Quý II")),
    )

    assert cells(tmp_path, body)[1:] == [("1", "Một", "Phòng A", "Quý I"), ("2", "Hai", "Phòng A", "Quý II")]  # fmt: skip


def test_cells_merged_in_the_old_way_and_rows_that_begin_late(tmp_path):
    body = table(
        tr(tc("I. CHUNG", '<w:hMerge w:val="restart"/>'), tc("thừa", "<w:hMerge/>")),
        tr(tc("B"), properties='<w:gridBefore w:val="1"/>'),
    )

    assert cells(tmp_path, body) == [("I. CHUNG", ""), ("", "B")]


@pytest.mark.parametrize("span", ["2000000000", "-1", "x"])
def test_a_span_that_is_no_number_of_columns_does_no_harm(tmp_path, span):
    (row,) = cells(tmp_path, table(tr(tc("A", f'<w:gridSpan w:val="{span}"/>'), tc("B"))))

    assert (row[0], row[-1], len(row) <= 64) == ("A", "B", True)


def test_a_table_inside_a_cell_becomes_lines_of_it(tmp_path):
    inner = table(tr(tc("a"), tc("1")), tr(tc("b"), tc("2")))
    body = table(tr(tc("Ngoài"), tc(p("Trước") + inner + p(""))))

    assert cells(tmp_path, body) == [("Ngoài", "Trước\na 1\nb 2")]


def test_a_frame_around_the_text_is_no_table(tmp_path):
    body = table(tr(tc(p("I. MỤC ĐÍCH") + table(tr(tc("A"), tc("B"))) + p("Sau"))))

    assert texts(tmp_path, body) == ["I. MỤC ĐÍCH", "A | B", "Sau"]


def test_an_unruled_table_is_read_column_by_column(tmp_path):
    body = table(tr(tc("UBND TỈNH"), tc("CỘNG HÒA")), tr(tc("SỞ A"), tc("Độc lập")), ruled=False)

    assert texts(tmp_path, body) == ["UBND TỈNH", "SỞ A", "CỘNG HÒA", "Độc lập"]


def test_an_unruled_table_with_a_header_stays_a_table(tmp_path):
    body = HEADER + tr(tc("1"), tc("Một"), tc("A"), tc("Quý I"))

    assert cells(tmp_path, table(body, ruled=False))[1] == ("1", "Một", "A", "Quý I")


def test_letterhead_and_signature_set_with_tabs_stand_in_columns(tmp_path):
    body = "".join(
        map(
            p,
            (
                r("UBND TỈNH AN BÌNH</w:t><w:tab/><w:t>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
                "SỞ NỘI VỤ          Độc lập - Tự do - Hạnh phúc",
                "Số:      /KH-SNV          An Bình, ngày      tháng 3 năm 2026",
                "KẾ HOẠCH",
                "Ngày      tháng ghi sau",
                r("</w:t><w:tab/><w:tab/><w:t>KT. GIÁM ĐỐC"),
                r("Nơi nhận:</w:t><w:tab/><w:t>PHÓ GIÁM ĐỐC"),
                "- Như trên;",
                r("- Lưu: VT.</w:t><w:tab/><w:t>Trần Văn Bình"),
            ),
        )
    )

    assert texts(tmp_path, body) == [
        "UBND TỈNH AN BÌNH", "SỞ NỘI VỤ", "Số: /KH-SNV", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc", "An Bình, ngày tháng 3 năm 2026", "KẾ HOẠCH",
        "Ngày tháng ghi sau", "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "KT. GIÁM ĐỐC",
        "PHÓ GIÁM ĐỐC", "Trần Văn Bình",
    ]  # fmt: skip


def test_a_table_broken_in_two_with_its_header_again_is_one(tmp_path):
    rows = [tr(tc(str(n)), tc(f"Việc số {n}"), tc("Phòng A"), tc("Quý I")) for n in (1, 2)]
    body = p("KẾ HOẠCH") + p("Tổ chức phong trào thi đua") + p("I. NHIỆM VỤ")
    body += table(HEADER, rows[0]) + p("") + table(HEADER, rows[1])
    path = tmp_path / "van-ban.docx"
    read_word(tmp_path, body)

    assert [task["text"] for task in read_plan(path).plan["tasks"]] == ["Việc số 1", "Việc số 2"]


def test_a_letterhead_in_the_header_of_the_page_is_read_first_and_once(tmp_path):
    document = Document()
    head = document.sections[0].header.paragraphs[0]
    head.text = "SỞ NỘI VỤ\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    document.add_paragraph("KẾ HOẠCH")
    document.save(str(tmp_path / "mot.docx"))
    document.paragraphs[0].insert_paragraph_before("Cộng hòa xã hội chủ nghĩa Việt Nam")
    document.save(str(tmp_path / "hai.docx"))

    first, second = ([b.text for b in load_docx(tmp_path / n).blocks] for n in ("mot.docx", "hai.docx"))  # fmt: skip

    assert first == ["SỞ NỘI VỤ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "KẾ HOẠCH"]
    assert second == ["Cộng hòa xã hội chủ nghĩa Việt Nam", "KẾ HOẠCH"]


@pytest.mark.office
def test_what_libreoffice_saves_reads_the_same(tmp_path):
    document = Document()
    document.add_heading("I. MỤC ĐÍCH", level=1)
    document.add_paragraph("Một", style="List Number")
    document.add_paragraph("Hai", style="List Number")
    document.add_paragraph("Gạch", style="List Bullet")
    grid = document.add_table(rows=3, cols=2, style="Table Grid")
    grid.cell(0, 0).merge(grid.cell(0, 1)).text = "Ngang"
    grid.cell(1, 0).merge(grid.cell(2, 0)).text = "Dọc"
    document.save(str(tmp_path / "tu-word.docx"))
    (odt,) = convert([tmp_path / "tu-word.docx"], "odt", tmp_path)
    (tmp_path / "lai").mkdir()

    (again,) = convert([odt], "docx", tmp_path / "lai")

    from_word, from_office = (
        [(block.kind, block.text) for block in load_docx(path).blocks]
        for path in (tmp_path / "tu-word.docx", again)
    )
    assert from_office == from_word
