"""Whole plans as Word files: numbered by Word instead of by hand, and gone through other formats."""

from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from phongtrao.reader import read_plan
from phongtrao.reader.markers import parse_marker
from tests.reader.dialect import parse
from tests.reader.printing import convert
from tests.reader.word import write_docx

PLANS = Path(__file__).parent / "plans"
NAMES = ("101-ubnd-xa-van-xuoi", "102-bo-phu-luc-nhiem-vu", "201-so-gddt-mot-cot-don-vi")
ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
# kind of marker → how Word writes it, and the number behind an ordinal
FORMS = {
    "roman": ("upperRoman", "%1.", lambda ordinal: ROMANS.index(ordinal) + 1),
    "arabic": ("decimal", "%1.", int),
    "letter": ("lowerLetter", "%1)", lambda ordinal: ord(ordinal) - ord("a") + 1),
    "bullet": ("bullet", "\uf0b7", lambda ordinal: 1),
}


def source(name: str) -> Path:
    return PLANS / f"{name}.md"


def make(name: str, folder: Path) -> Path:
    return write_docx(parse(source(name).read_text(encoding="utf-8")), folder / f"{name}.docx")


def number_by_word(path: Path) -> None:
    """Take the enumerators that were typed, and have Word write them."""
    document = Document(str(path))
    for number, paragraph in enumerate(document.paragraphs, start=500):
        marker, rest = parse_marker(paragraph.text)
        if marker is None or marker.kind not in FORMS or marker.ordinal in ("đ", "¢"):
            continue
        first, *others = paragraph.runs
        first.text = rest
        for run in others:
            run.text = ""
        add_list(document, number, *FORMS[marker.kind], marker.ordinal)
        numbers = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'  # fmt: skip
        paragraph._p.get_or_add_pPr().append(parse_xml(numbers))
    document.save(str(path))


def add_list(document, number: int, form: str, text: str, value_of, ordinal: str) -> None:
    lists = document.part.numbering_part.element
    level = f'<w:lvl w:ilvl="0"><w:start w:val="{value_of(ordinal)}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'  # fmt: skip
    lists.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{level}</w:abstractNum>'))  # fmt: skip
    lists.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_plan_numbered_by_word_reads_as_one_numbered_by_hand(name, tmp_path):
    path = make(name, tmp_path)
    number_by_word(path)
    typed = Document(str(path)).paragraphs

    assert not any(parse_marker(paragraph.text)[0] for paragraph in typed if paragraph.text[:1] in "-1a")  # fmt: skip
    assert read_plan(path).plan == read_plan(source(name)).plan


@pytest.mark.office
@pytest.mark.parametrize("ending", ["odt", "doc"])
def test_plans_that_went_through_another_format_read_the_same(ending, tmp_path):
    others = convert([make(name, tmp_path) for name in NAMES], ending, tmp_path)
    (tmp_path / "lai").mkdir()

    again = convert(others, "docx", tmp_path / "lai")

    assert [read_plan(path).plan for path in again] == [read_plan(source(n)).plan for n in NAMES]
