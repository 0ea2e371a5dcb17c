"""Files of other word processors are read by way of LibreOffice, where it is there."""

import pytest
from docx import Document

from phongtrao.lib.errors import BadFile
from phongtrao.lib.plan_files import endings
from phongtrao.reader import read_plan
from phongtrao.reader.load import checks, office
from tests.reader.printing import convert

LINES = ("KẾ HOẠCH", "Tổ chức phong trào thi đua năm 2026", "I. MỤC ĐÍCH", "- Nâng cao chất lượng dạy và học.", "II. YÊU CẦU", "- Thiết thực, hiệu quả.")  # fmt: skip


@pytest.fixture
def word(tmp_path):
    document = Document()
    for line in LINES:
        document.add_paragraph(line)
    document.save(str(tmp_path / "ke-hoach.docx"))
    return tmp_path / "ke-hoach.docx"


@pytest.mark.office
@pytest.mark.parametrize("ending", ["doc", "rtf", "odt"])
def test_other_formats_read_as_word_does(word, tmp_path, ending):
    (other,) = convert([word], ending, tmp_path)

    assert read_plan(other).plan == read_plan(word).plan


@pytest.mark.office
def test_a_doc_that_is_rtf_or_word_inside_is_read_as_what_it_is(word, tmp_path):
    (rtf,) = convert([word], "rtf", tmp_path)
    rtf = rtf.rename(tmp_path / "rtf.doc")
    renamed = word.rename(tmp_path / "word.doc")

    assert read_plan(rtf).plan == read_plan(renamed).plan


@pytest.mark.office
def test_what_libreoffice_cannot_open_gets_a_sentence(tmp_path):
    path = tmp_path / "hong.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"))

    with pytest.raises(BadFile) as error:
        read_plan(path)

    assert str(error.value) == office.NOT_CONVERTED.format(suffix=".doc")


@pytest.mark.office
def test_a_conversion_that_takes_too_long_is_ended(word, tmp_path, monkeypatch):
    (odt,) = convert([word], "odt", tmp_path)
    monkeypatch.setattr(office, "TIME_LIMIT", 0.01)

    with pytest.raises(BadFile) as error:
        read_plan(odt)

    assert str(error.value) == office.NOT_CONVERTED.format(suffix=".odt")


def test_without_libreoffice_old_formats_are_refused_and_not_offered(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    path = tmp_path / "cu.rtf"
    path.write_bytes(rb"{\rtf1 }")

    with pytest.raises(BadFile) as error:
        read_plan(path)

    assert str(error.value) == checks.OLD_WORD.format(suffix=".rtf")
    assert not {".doc", ".rtf", ".odt"} & set(endings())
