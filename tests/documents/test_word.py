"""Templates are checked place by place, filled, and marked on every page."""

import zipfile
from io import BytesIO

import pytest
from docx import Document

from phongtrao.documents.template_keys import Kind, Place
from phongtrao.documents.word.check import check_template
from phongtrao.documents.word.layout import Section, TableColumn, paragraph, safe, table
from phongtrao.documents.word.mark import add_mark, change_mark
from phongtrao.documents.word.render import fill_template
from phongtrao.lib.errors import BadFile
from tests.documents.files import make_docx, make_zip

PLACES = (
    Place("ten", "Tên kế hoạch"),
    Place("bang", "Bảng", Kind.BLOCK),
    Place("dong", "Các dòng", Kind.LIST, ("chu",)),
)
COLUMNS = (TableColumn("TT", 500), TableColumn("Đơn vị", 4000))


def said(*paragraphs):
    return [str(error) for error in check_template(make_docx(*paragraphs), PLACES)]


def text_of(content, part="word/document.xml"):
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read(part).decode()


def fill(*paragraphs, **values):
    given = {"ten": "Kế hoạch", "bang": "", "dong": [], **values}
    return fill_template(make_docx(*paragraphs), PLACES, given)


# ------------------------------------------------------------------ checking


def test_good_template_has_no_errors():
    assert (
        said(
            "Kế hoạch {{ ten }}",
            "{%p for d in dong %}",
            "{{ loop.index }}. {{ d.chu }}",
            "{%p endfor %}",
            "{% if ten %}có{% endif %}",
            "{{ bang }}",
        )
        == []
    )


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (("Đầu", "{{ tenn }}"), "đoạn 2: không có chỗ tên “tenn”."),
        (("{{ ten",), "đoạn 1: dấu “{{” chưa có cặp, gần chỗ “{{ ten”."),
        (("ten }} nữa",), "đoạn 1: dấu “}}” chưa có cặp"),
        (("{{ ten ke hoach }}",), "đoạn 1: không hiểu “{{ ten ke hoach }}”."),
        (("{%p for d in dong %}", "{{ d.chu }}"), "đoạn 2: thiếu hoặc thừa"),
        (("{% endif %}",), "đoạn 1: thiếu hoặc thừa"),
        (("{% for d in dong %}{{ d.so }}{% endfor %}",), "đoạn 1: không có mục “.so” ở đây."),
        (("{{ ten.__class__ }}",), "đoạn 1: không có mục “.__class__”"),
        (("{{ ten.upper() }}",), "đoạn 1: mẫu chỉ được in chỗ"),
        (("{% set x = 1 %}",), "đoạn 1: mẫu chỉ được in chỗ"),
        (("{{ ten | upper }}",), "đoạn 1: mẫu chỉ được in chỗ"),
        (("{% include 'x' %}",), "đoạn 1: mẫu chỉ được in chỗ"),
        (("Bảng: {{ bang }}",), "đoạn 1: chỗ “bang” phải đứng một mình trong đoạn."),
    ],
)
def test_each_error_names_its_place(paragraphs, expected):
    found = said(*paragraphs)

    assert found[0].startswith(expected)


def test_all_errors_are_said_at_once():
    assert [error.split(":")[0] for error in said("{{ a }}", "tốt", "{{ b }}")] == [
        "đoạn 1",
        "đoạn 3",
    ]


def test_error_in_a_table_and_in_a_footer_is_found():
    document = Document()
    document.add_table(rows=2, cols=2).cell(1, 0).text = "{{ sai }}"
    document.sections[0].footer.paragraphs[0].text = "{{ chan }}"
    out = BytesIO()
    document.save(out)

    found = [error.where for error in check_template(out.getvalue(), PLACES)]

    assert found == ["bảng 1, dòng 2, cột 1", "chân trang, phần 1"]


def test_tag_that_word_has_split_and_smart_quotes_are_understood():
    document = Document()
    line = document.add_paragraph()
    for piece in ("{", "{ t", "en }", "}"):
        line.add_run(piece)
    document.add_paragraph("{% if ten == “x” %}a{% endif %}")
    out = BytesIO()
    document.save(out)

    assert check_template(out.getvalue(), PLACES) == []


def test_broken_word_file_is_refused():
    broken = make_zip({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<"})

    with pytest.raises(BadFile, match="hỏng bên trong"):
        check_template(broken, PLACES)


# ------------------------------------------------------------------ filling


def test_text_is_escaped_and_cleaned():
    filled = fill("{{ ten }}", ten="Nghiên cứu & <đổi mới>\x0b “KHCN”")

    assert "Nghiên cứu &amp; &lt;đổi mới&gt; “KHCN”" in text_of(filled)


def test_list_is_walked_and_its_rows_numbered():
    filled = fill(
        "{%p for d in dong %}",
        "{{ loop.index }}. {{ d.chu }}",
        "{%p endfor %}",
        dong=[{"chu": "một"}, {"chu": "hai"}],
    )

    assert [p.text for p in Document(BytesIO(filled)).paragraphs] == ["1. một", "2. hai"]


def test_block_takes_the_place_of_its_paragraph():
    rows = [Section("Xã Suối Mây"), ["1", "Trường <A> & B"]]

    filled = fill("trước", "{{ bang }}", "sau", bang=table(COLUMNS, rows))

    document = Document(BytesIO(filled))
    assert [p.text for p in document.paragraphs] == ["trước", "sau"]
    assert [[c.text for c in row.cells] for row in document.tables[0].rows] == [
        ["TT", "Đơn vị"],
        ["Xã Suối Mây", "Xã Suối Mây"],
        ["1", "Trường <A> & B"],
    ]


def test_long_table_is_cut_and_every_part_has_its_header():
    filled = fill("{{ bang }}", bang=table(COLUMNS, [[str(n), "x"] for n in range(250)]))

    tables = Document(BytesIO(filled)).tables
    assert [len(part.rows) for part in tables] == [101, 101, 51]
    assert text_of(filled).count("<w:tblHeader/>") == 3


def test_missing_value_is_an_error_not_a_hole():
    with pytest.raises(BadFile, match="Không điền được mẫu"):
        fill_template(make_docx("{{ khac }}"), PLACES, {"ten": "", "bang": "", "dong": []})


def test_layout_pieces():
    assert safe("a<b\x00") == "a&lt;b"
    assert "<w:b/>" in paragraph("a", style="ThanBai", bold=True)


# ------------------------------------------------------------------ marking


def sections_docx():
    document = Document()
    document.sections[0].different_first_page_header_footer = True
    document.add_section().different_first_page_header_footer = True
    document.settings.odd_and_even_pages_header_footer = True
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def test_every_kind_of_page_gets_the_mark():
    marked = add_mark(sections_docx(), "Bản nháp, phiên bản 1")

    section = Document(BytesIO(marked)).sections[0]
    for footer in (section.footer, section.first_page_footer, section.even_page_footer):
        assert "Bản nháp, phiên bản 1" in footer._element.xml


def test_approving_changes_nothing_but_the_mark():
    draft = add_mark(sections_docx(), "Bản nháp")

    approved = change_mark(draft, r"Đã duyệt \1 & <x>")

    with zipfile.ZipFile(BytesIO(draft)) as old, zipfile.ZipFile(BytesIO(approved)) as new:
        changed = {n for n in old.namelist() if old.read(n) != new.read(n)}
        assert old.namelist() == new.namelist()
    assert changed == {name for name in old.namelist() if name.startswith("word/footer")}
    assert r"Đã duyệt \1 &amp; &lt;x&gt;" in text_of(approved, "word/footer1.xml")
