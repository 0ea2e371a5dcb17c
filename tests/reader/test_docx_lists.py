"""Automatic numbers and styles of Word as offices use them."""

import pytest

from tests.reader.raw_word import p, r, read_word, texts


def abstract(number: int, *levels: str, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{more}{"".join(levels)}</w:abstractNum>'


def level(depth: int, form: str, text: str, more: str = "", start: object = 1) -> str:
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'  # fmt: skip


def num(number: int, of: int, more: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def item(words: str, depth: object = 0, number: int = 1) -> str:
    return p(words, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def test_legal_numbers_write_the_levels_above_as_digits(tmp_path):
    numbering = abstract(0, level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2.", "<w:isLgl/>")) + num(1, 0)  # fmt: skip
    body = item("Một") + item("Hai") + item("Con", 1)

    assert texts(tmp_path, body, numbering=numbering) == ["I. Một", "II. Hai", "2.1. Con"]


def test_a_level_that_never_restarts_goes_on_counting(tmp_path):
    deeper = level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>')
    numbering = abstract(0, level(0, "upperRoman", "%1."), deeper) + num(1, 0)
    body = item("A") + item("a", 1) + item("B") + item("b", 1)

    assert texts(tmp_path, body, numbering=numbering) == ["I. A", "1. a", "II. B", "2. b"]


def test_a_list_may_replace_a_level_and_start_anew(tmp_path):
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "lowerLetter", "%1)", start=3)}</w:lvlOverride>'
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = abstract(0, level(0, "decimal", "%1.")) + abstract(1, level(0, "decimal", "%1."))
    numbering += num(1, 0) + num(2, 0, again) + num(3, 1, own)
    body = item("A") + item("B") + item("C", 0, 2) + item("D", 0, 3) + item("E", 0, 3)

    assert texts(tmp_path, body, numbering=numbering) == ["1. A", "2. B", "1. C", "c) D", "d) E"]


def test_a_list_may_take_its_levels_from_a_style_of_lists(tmp_path):
    numbering = (
        abstract(0, level(0, "upperLetter", "%1."), more='<w:styleLink w:val="Kieu"/>')
        + abstract(1, more='<w:numStyleLink w:val="Kieu"/>')
        + num(1, 1)
    )

    assert texts(tmp_path, item("Một") + item("Hai"), numbering=numbering) == ["A. Một", "B. Hai"]


def test_a_style_finds_its_level_by_its_name(tmp_path):
    numbering = abstract(0, level(0, "upperRoman", "%1."), level(1, "decimal", "%2.", '<w:pStyle w:val="Muc2"/>')) + num(1, 0)  # fmt: skip
    styles = '<w:style w:type="paragraph" w:styleId="Muc2"><w:name w:val="Mục 2"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'  # fmt: skip
    body = item("Chung") + p("Yêu cầu", '<w:pStyle w:val="Muc2"/>')

    assert texts(tmp_path, body, numbering=numbering, styles=styles) == ["I. Chung", "1. Yêu cầu"]


def test_bullets_of_symbol_fonts_are_dashes_and_inner_ones_pluses(tmp_path):
    numbering = abstract(0, level(0, "bullet", "\uf0b7"), level(1, "bullet", "o")) + num(1, 0)

    assert texts(tmp_path, item("A") + item("b", 1), numbering=numbering) == ["- A", "+ b"]


def test_parts_are_counted_in_words(tmp_path):
    numbering = abstract(0, level(0, "vietnameseCounting", "Phần thứ %1")) + num(1, 0)

    assert texts(tmp_path, item("CHUNG") + item("RIÊNG"), numbering=numbering) == ["Phần thứ một CHUNG", "Phần thứ hai RIÊNG"]  # fmt: skip


def test_empty_paragraphs_of_a_list_count_and_are_not_shown(tmp_path):
    numbering = abstract(0, level(0, "decimal", "%1.")) + num(1, 0)

    assert texts(tmp_path, item("A") + item("") + item("C"), numbering=numbering) == [
        "1. A",
        "3. C",
    ]


@pytest.mark.parametrize("value", ["-7", "x", "999999999999", ""])
def test_values_that_are_no_numbers_do_no_harm(tmp_path, value):
    numbering = abstract(0, level(0, "lowerLetter", "%1)", start=value)) + num(1, 0)
    body = item("A", depth=0) + item("B", depth=value)

    assert len(texts(tmp_path, body, numbering=numbering)) == 2


@pytest.mark.parametrize(
    "style",
    [
        '<w:name w:val="heading 1"/>',
        '<w:name w:val="Đề mục 1"/>',
        '<w:name w:val="Của tôi"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr>',
        '<w:name w:val="Con"/><w:basedOn w:val="Goc"/>',
    ],
)
def test_headings_are_known_by_any_name(tmp_path, style):
    styles = f'<w:style w:type="paragraph" w:styleId="S">{style}</w:style><w:style w:type="paragraph" w:styleId="Goc"><w:name w:val="Heading 2"/></w:style>'  # fmt: skip

    blocks = read_word(tmp_path, p("MỤC ĐÍCH", '<w:pStyle w:val="S"/>'), styles=styles).blocks

    assert [block.kind for block in blocks] == ["heading"]


def test_a_short_paragraph_all_in_bold_is_a_heading(tmp_path):
    body = p(r("Mục đích", "<w:b/>")) + p(r("Sở: ", "<w:b/>") + r("chủ trì"))  # fmt: skip

    assert [block.kind for block in read_word(tmp_path, body).blocks] == ["heading", "paragraph"]


def test_a_style_based_on_itself_ends(tmp_path):
    styles = '<w:style w:type="paragraph" w:styleId="S"><w:name w:val="S"/><w:basedOn w:val="S"/></w:style>'  # fmt: skip

    assert texts(tmp_path, p("Một", '<w:pStyle w:val="S"/>'), styles=styles) == ["Một"]
