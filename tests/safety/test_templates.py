"""Word templates of an office, and the words of people in them, are never a program."""

import zipfile
from io import BytesIO

import pytest
from docx import Document

from phongtrao.documents.template_keys import Kind, Place, template_keys
from phongtrao.documents.word.check import MOST_UNPACKED, check_template
from phongtrao.documents.word.layout import paragraph
from phongtrao.documents.word.render import fill_template
from phongtrao.lib.errors import BadFile
from tests.documents.files import make_docx, make_zip

PLACES = (Place("ten", "Tên"), Place("bang", "Bảng", Kind.BLOCK))
CLASS = "{{ ten.__class__ }}"
LOOP = "{% for a in 'aaaaaaaaaa' %}{% endfor %}"


def with_property(name, text):
    document = Document(BytesIO(make_docx("{{ ten }}")))
    setattr(document.core_properties, name, text)
    return saved(document)


def with_alt_text(text):
    """In an attribute, where Word shows it to nobody."""
    document = Document(BytesIO(make_docx("{{ ten }}", "Đoạn")))
    document.paragraphs[1]._p.set("{urn:x}descr", text)
    return saved(document)


def with_field_code(text):
    document = Document(BytesIO(make_docx("{{ ten }}", "Đoạn")))
    run = document.paragraphs[1].runs[0]._r
    code = run.makeelement(run.tag.replace("}r", "}instrText"), {})
    code.text = text
    run.append(code)
    return saved(document)


def saved(document):
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def words_of(content):
    return "\n".join(p.text for p in Document(BytesIO(content)).paragraphs)


# ------------------------------------------------------------------ templates


@pytest.mark.parametrize(
    "tag", [CLASS, LOOP, "{{ 'a' * 9999999999 }}", "{% set x = 1 %}", "{{ ten"]
)
@pytest.mark.parametrize("place", [with_alt_text, with_field_code])
def test_tags_where_nobody_sees_them_are_refused(place, tag):
    errors = check_template(place(tag), PLACES)

    assert ["không hiện trên trang" in str(error) for error in errors] == [True]


@pytest.mark.parametrize("name", ["title", "subject", "comments", "author"])
def test_tags_in_the_properties_of_the_file_are_refused(name):
    errors = check_template(with_property(name, "{{ 'a' * 9999999999 }}"), PLACES)

    assert ["thuộc tính tệp" in str(error) for error in errors] == [True]
    assert check_template(with_property(name, "Mẫu báo cáo"), PLACES) == []


def test_a_tag_split_between_what_is_seen_and_what_is_not_is_refused():
    document = Document(BytesIO(make_docx("{{ ten }}", "{")))
    run = document.paragraphs[1].runs[0]._r
    code = run.makeelement(run.tag.replace("}r", "}instrText"), {})
    code.text = "{ ten.__class__ }}"
    run.append(code)

    assert check_template(saved(document), PLACES) != []


def test_a_template_that_unpacks_to_a_flood_is_refused():
    with zipfile.ZipFile(BytesIO(make_docx("{{ ten }}"))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    flood = make_zip({**parts, "word/media/flood.xml": b" " * (MOST_UNPACKED + 1)})

    with pytest.raises(BadFile, match="Mẫu quá lớn"):
        check_template(flood, PLACES)


def test_our_own_templates_pass():
    wrong = {
        key.key: check_template(key.default.read_bytes(), key.places) for key in template_keys()
    }

    assert wrong == {key: [] for key in wrong}


# ------------------------------------------------------------------ words of people


@pytest.mark.parametrize(
    "text",
    ["{{ ten.__class__ }}", "{% for x in ten %}", "<w:p/>", "a & b < c", "@@block:bang@@"],
)
def test_words_of_people_come_out_as_words(text):
    block = paragraph(text, style="Normal")

    filled = fill_template(
        make_docx("{{ ten }}", "{{ bang }}"), PLACES, {"ten": text, "bang": block}
    )

    assert words_of(filled) == f"{text}\n{text}"
