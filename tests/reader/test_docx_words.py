"""The words of Word paragraphs: what is seen on the page, in Unicode."""

import pytest

from phongtrao.reader.load.docx import CHANGES, NOTES, OLD_FONTS
from tests.reader.raw_word import p, r, read_word, table, tc, texts, tr

FONT = '<w:rFonts w:ascii="{0}" w:hAnsi="{0}"/>'
BOX = f"<w:txbxContent>{p('MẬT')}</w:txbxContent>"


def test_insertions_are_read_deletions_not_and_both_are_counted(tmp_path):
    body = p(
        r("Hạn ")
        + f"<w:del>{r('30').replace('w:t', 'w:delText')}</w:del>"
        + f"<w:ins>{r('25')}</w:ins>"
        + f"<w:moveFrom>{r(' (cũ)')}</w:moveFrom>"
        + r("/6")
    )

    source = read_word(tmp_path, body)

    assert [block.text for block in source.blocks] == ["Hạn 25/6"]
    assert source.warnings == (CHANGES.format(inserted=1, deleted=2),)


def test_paragraph_whose_end_was_deleted_goes_on_in_the_next(tmp_path):
    body = p("Xây dựng ", "<w:rPr><w:del/></w:rPr>") + p("kế hoạch.")

    assert texts(tmp_path, body) == ["Xây dựng kế hoạch."]


def test_deleted_rows_of_a_table_are_out(tmp_path):
    body = table(tr(tc("Một"), tc("A")), tr(tc("Hai"), tc("B"), properties="<w:del/>"))

    assert texts(tmp_path, body) == ["Một | A"]


@pytest.mark.parametrize("holder", ["<w:r>{}</w:r>", "{}"])
def test_a_box_drawn_in_two_ways_is_read_once(tmp_path, holder):
    drawing = f"<w:drawing><wps:txbx>{BOX}</wps:txbx></w:drawing>"
    old = f"<w:pict><v:textbox>{BOX}</v:textbox></w:pict>"
    both = f'<mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>'  # fmt: skip

    assert texts(tmp_path, p(r("SỞ") + holder.format(both))) == ["SỞ", "MẬT"]


def test_a_box_of_old_word_is_read(tmp_path):
    body = p(f"<w:r><w:pict><v:textbox>{BOX}</v:textbox></w:pict></w:r>")

    assert texts(tmp_path, body) == ["MẬT"]


def test_results_of_fields_stay_and_their_codes_go(tmp_path):
    body = p(
        r("Theo mục ")
        + '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>REF _x</w:instrText></w:r>'
        + f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("II")}'
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        + f'<w:fldSimple w:instr="PAGE">{r(" trang 3")}</w:fldSimple>'
    )

    assert texts(tmp_path, body) == ["Theo mục II trang 3"]


def test_hidden_words_go_and_small_letters_set_as_capitals_are_read_so(tmp_path):
    body = p(r("kế hoạch", "<w:caps/>") + r(" nháp", "<w:vanish/>") + r(" năm", "<w:vanish w:val='0'/>"))  # fmt: skip

    assert texts(tmp_path, body) == ["KẾ HOẠCH năm"]


def test_signs_hyphens_and_breaks(tmp_path):
    body = p(
        '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:t>Đạt </w:t>'
        '<w:sym w:font="Symbol" w:char="F0B3"/><w:t>80% 2025</w:t><w:noBreakHyphen/>'
        '<w:t>2030, ngư</w:t><w:softHyphen/><w:t>ời</w:t><w:br w:type="page"/><w:t>trang sau</w:t></w:r>'
    )

    assert texts(tmp_path, body) == ["✓Đạt ≥80% 2025-2030, người", "trang sau"]


def test_formulas_are_words_too(tmp_path):
    body = p(r("Tỷ lệ ") + "<m:oMath><m:r><m:t>x ≥ 5</m:t></m:r></m:oMath>")

    assert texts(tmp_path, body) == ["Tỷ lệ x ≥ 5"]


def test_words_of_a_control_nobody_filled_in_are_not_read(tmp_path):
    empty = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('Bấm để nhập')}</w:sdtContent></w:sdt>"  # fmt: skip
    filled = f"<w:sdt><w:sdtPr/><w:sdtContent>{r('Sở A')}</w:sdtContent></w:sdt>"

    assert texts(tmp_path, p(r("Nơi nhận: ") + empty + filled)) == ["Nơi nhận: Sở A"]


def test_a_table_of_contents_says_nothing_twice(tmp_path):
    styles = '<w:style w:type="paragraph" w:styleId="M1"><w:name w:val="toc 1"/></w:style>'
    body = p("I. MỤC ĐÍCH\t1", '<w:pStyle w:val="M1"/>') + p("I. MỤC ĐÍCH")

    assert texts(tmp_path, body, styles=styles) == ["I. MỤC ĐÍCH"]


def test_footnotes_are_left_out_and_said(tmp_path):
    source = read_word(tmp_path, p(r("Một") + '<w:r><w:footnoteReference w:id="2"/></w:r>'))

    assert source.warnings == (NOTES.format(count=1),)


@pytest.mark.parametrize(
    ("font", "typed", "read"),
    [
        (".VnTime", "Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
        (".VnTimeH", "kÕ ho¹ch", "KẾ HOẠCH"),
        ("VNI-Times", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    ],
)  # fmt: skip
def test_words_of_old_fonts_become_unicode(tmp_path, font, typed, read):
    source = read_word(tmp_path, p(r(typed, FONT.format(font))))

    assert [block.text for block in source.blocks] == [read]
    assert source.warnings == (OLD_FONTS,)


def test_a_font_may_be_said_by_the_style_and_a_mark_stand_in_another_run(tmp_path):
    styles = f'<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/><w:rPr>{FONT.format("VNI-Times")}</w:rPr></w:style>'  # fmt: skip

    assert texts(tmp_path, p(r("Nguye") + r("ãn Va") + r("ên")), styles=styles) == ["Nguyễn Văn"]


def test_unicode_words_left_in_an_old_font_stay(tmp_path):
    source = read_word(tmp_path, p(r("Công tác thi đua", FONT.format(".VnTime"))))

    assert [block.text for block in source.blocks] == ["Công tác thi đua"]
    assert source.warnings == ()
