"""Damaged files of every format: a sentence or an honest draft, never an exception, nothing invented.

Each file is a good plan broken in one way; the ways are chosen by numbers, so that a failure can be
made again. Files that LibreOffice would open first are broken in ``test_office``.
"""

import io
import random
import re
import zipfile
from pathlib import Path

import pytest

from phongtrao.lib.errors import BadFile
from phongtrao.reader import read_plan
from phongtrao.reader.load import formats, photo
from tests.reader.dialect import parse
from tests.reader.printing import noise, print_pdf
from tests.reader.raw_word import TYPES, p, table, tc, tr, write_word
from tests.reader.word import write_docx

PLAN = Path(__file__).parent / "plans" / "102-bo-phu-luc-nhiem-vu.md"
PARTS = ("word/document.xml", "word/styles.xml", "word/numbering.xml")
ODD_VALUES = ("", "-1", "x", "99999999999", "0", "²", "1e5", "true", "\u0661")


@pytest.fixture(scope="module")
def good(tmp_path_factory) -> dict[str, bytes]:
    """One plan in every format that is read without LibreOffice."""
    text = PLAN.read_text(encoding="utf-8")
    word = write_docx(parse(text), tmp_path_factory.mktemp("tot") / "ke-hoach.docx")
    return {"docx": word.read_bytes(), "md": text.encode(), "txt": text.encode(), "txt-16": text.encode("utf-16")}  # fmt: skip


def read_broken(path: Path, content: bytes) -> str:
    """The sentence of the refusal, or "" when the file was read as far as it goes."""
    path.write_bytes(content)
    try:
        reading = read_plan(path)
    except BadFile as error:
        return str(error)
    words = " ".join(block.text for block in reading.blocks)
    for fact in reading.facts:
        assert 0 <= fact.confidence <= 1
        assert set(fact.source.text.split()) <= set(words.split())  # it stands in the file
    return ""


def is_a_sentence(said: str) -> bool:
    return not said or (said[0].isupper() and "Hãy" in said and said.endswith("."))


def flipped(content: bytes, seed: int) -> bytes:
    chance, damaged = random.Random(seed), bytearray(content)  # noqa: S311 -- no secret
    for _ in range(chance.choice((1, 4, 40))):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def with_parts(content: bytes, edit) -> bytes:
    """The archive once more, ``edit`` made of the text of its XML parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, edit(part.decode()) if name in PARTS else part)
    return out.getvalue()


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("kind", ["docx", "md", "txt", "txt-16"])
def test_flipped_bytes(good, tmp_path, kind, seed):
    path = tmp_path / f"ke-hoach.{kind.partition('-')[0]}"

    assert is_a_sentence(read_broken(path, flipped(good[kind], seed)))


@pytest.mark.parametrize("share", [0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
@pytest.mark.parametrize("kind", ["docx", "md", "txt", "txt-16"])
def test_files_cut_short(good, tmp_path, kind, share):
    path = tmp_path / f"ke-hoach.{kind.partition('-')[0]}"

    said = read_broken(path, good[kind][: int(len(good[kind]) * share)])

    assert said == formats.CORRUPT_WORD if kind == "docx" else is_a_sentence(said)


@pytest.fixture(scope="module")
def printed(good, tmp_path_factory) -> bytes:
    """The same plan as LibreOffice prints it."""
    folder = tmp_path_factory.mktemp("in")
    (folder / "ke-hoach.docx").write_bytes(good["docx"])
    return print_pdf([folder / "ke-hoach.docx"], folder)[0].read_bytes()


@pytest.mark.office
@pytest.mark.parametrize("seed", range(10))
def test_pdfs_with_flipped_bytes(printed, tmp_path, seed):
    assert is_a_sentence(read_broken(tmp_path / "ke-hoach.pdf", flipped(printed, seed)))


@pytest.mark.office
@pytest.mark.parametrize("share", [0.01, 0.2, 0.5, 0.8, 0.95, 0.99])
def test_pdfs_cut_short(printed, tmp_path, share):
    content = printed[: int(len(printed) * share)]

    assert is_a_sentence(read_broken(tmp_path / "ke-hoach.pdf", content))


@pytest.fixture(scope="module")
def photographs() -> dict[str, bytes]:
    """A page as a telephone saves it; what stands on it does not matter here."""
    page, made = noise((900, 1200), random.Random(0)), {}  # noqa: S311 -- noise, no secret
    for ending, kind in (("jpg", "JPEG"), ("png", "PNG")):
        file = io.BytesIO()
        page.save(file, kind)
        made[ending] = file.getvalue()
    return made


@pytest.mark.ocr
@pytest.mark.parametrize("share", [0.001, 0.1, 0.5, 0.9, 0.999])
@pytest.mark.parametrize("ending", ["jpg", "png"])
def test_photographs_cut_short(photographs, tmp_path, ending, share):
    content = photographs[ending][: int(len(photographs[ending]) * share)]

    assert read_broken(tmp_path / f"trang.{ending}", content) == photo.BROKEN


@pytest.mark.ocr
@pytest.mark.parametrize("seed", range(2))  # noise is slow to recognise
@pytest.mark.parametrize("ending", ["jpg", "png"])
def test_photographs_with_flipped_bytes(photographs, tmp_path, ending, seed):
    said = read_broken(tmp_path / f"trang.{ending}", flipped(photographs[ending], seed))

    assert said in (photo.BROKEN, photo.NO_PAGE)


@pytest.mark.parametrize("seed", range(12))
def test_word_files_with_odd_values(good, tmp_path, seed):
    chance = random.Random(seed)  # noqa: S311 -- no secret

    def odd(match: re.Match[str]) -> str:
        return f'w:val="{chance.choice(ODD_VALUES)}"' if chance.random() < 0.2 else match[0]

    content = with_parts(good["docx"], lambda xml: re.sub(r'w:val="[^"]*"', odd, xml))

    assert read_broken(tmp_path / "ke-hoach.docx", content) == ""


@pytest.mark.parametrize("seed", range(8))
def test_word_files_that_lack_elements(good, tmp_path, seed):
    chance = random.Random(seed)  # noqa: S311 -- no secret

    def less(match: re.Match[str]) -> str:
        return "" if chance.random() < 0.3 else match[0]

    content = with_parts(good["docx"], lambda xml: re.sub(r"<w:\w+(?: [^<>]*)?/>", less, xml))

    assert read_broken(tmp_path / "ke-hoach.docx", content) == ""


@pytest.mark.parametrize("kind", ["docx", "md", "txt"])
@pytest.mark.parametrize("ending", [".docx", ".pdf", ".txt", ".md", ".rtf", ".doc", ".odt", ".xlsx", ".png", ""])  # fmt: skip
def test_wrong_endings(good, tmp_path, kind, ending):
    assert is_a_sentence(read_broken(tmp_path / f"ke-hoach{ending}", good[kind]))


ENTITIES = '<!DOCTYPE d [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
OUTSIDE = '<!DOCTYPE d [<!ENTITY i SYSTEM "file:///etc/passwd">'
NUMBERED = '<w:numPr><w:ilvl w:val="8"/><w:numId w:val="{0}"/></w:numPr>'


@pytest.mark.parametrize(
    "bodies",
    [
        p("Kế hoạch", NUMBERED.format("không")),
        p("Kế hoạch", '<w:pStyle w:val="khong-co"/>'),
        p("Kế hoạch") + table(tr(tc("Năm", '<w:gridSpan w:val="2147483647"/>'), tc("học"))),
        table(*[tr(*[tc("một")] * 60)] * 100),
        "<w:tbl/>" + p("Kế hoạch") + "<w:tbl><w:tr/></w:tbl><w:p/>",
        p("<w:r><w:sym/><w:sym w:char='GHIJ'/><w:br w:type='la'/><w:t>Kế hoạch năm</w:t></w:r>"),
    ],
)
def test_word_files_that_name_what_is_not_there(tmp_path, bodies):
    path = write_word(tmp_path / "ke-hoach.docx", bodies)

    assert read_broken(path, path.read_bytes()) == ""


def test_tables_inside_tables_inside_tables(tmp_path):
    body = p("Kế hoạch năm")
    for _ in range(40):
        body = table(tr(tc("một"), tc(p("hai") + body)))
    path = write_word(tmp_path / "ke-hoach.docx", body)

    assert read_broken(path, path.read_bytes()) == ""


@pytest.mark.parametrize("dtd", [ENTITIES, OUTSIDE], ids=["bomb of entities", "file outside"])
def test_entities_are_never_filled_in(tmp_path, dtd):
    path = write_word(tmp_path / "ke-hoach.docx", p("Kế hoạch năm học &i;"))
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("word/document.xml").decode()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("word/document.xml", f"{dtd}]>{xml}")

    said = read_broken(path, path.read_bytes())

    assert said in ("", formats.CORRUPT_WORD)
    if not said:
        assert [block.text for block in read_plan(path).blocks] == ["Kế hoạch năm học"]
