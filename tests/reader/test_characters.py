"""From bytes to Vietnamese letters, whatever the office typed them in."""

import unicodedata

import pytest

from phongtrao.lib.errors import BadFile
from phongtrao.reader.load.characters import LOST_LETTERS, UNREADABLE, read_characters
from phongtrao.reader.load.txt import load_txt

TEXT = "KẾ HOẠCH\nTriển khai phong trào thi đua đổi mới, sáng tạo trong dạy và học năm 2026\n- Nhiệm vụ của các trường.\n"  # fmt: skip
TCVN3 = "Céng hoµ x· héi chñ nghÜa ViÖt Nam"
VNI = "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam"


def in_1258(text: str) -> bytes:
    """Typed as Windows does: marks of tone follow their letter."""
    apart = "".join(_toned(char) for char in text)
    return apart.encode("cp1258")


def _toned(char: str) -> str:
    letters = unicodedata.normalize("NFD", char)
    base = unicodedata.normalize("NFC", letters.translate(dict.fromkeys(map(ord, "\u0300\u0301\u0309\u0303\u0323"))))  # fmt: skip
    return base + "".join(sign for sign in letters[1:] if sign in "\u0300\u0301\u0309\u0303\u0323")


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        unicodedata.normalize("NFD", TEXT).encode(),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("o", "o\u200b").replace("K", "\ufeffK").encode(),
        in_1258(TEXT),
    ],
    ids=["utf-8", "mark", "utf-16", "little", "big", "utf-32", "nfd", "windows", "invisible", "1258"],
)  # fmt: skip
def test_one_text_in_every_encoding(data):
    assert read_characters(data) == TEXT


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (TCVN3, "Cộng hoà xã hội chủ nghĩa Việt Nam"),
        (VNI, "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    ],
)
@pytest.mark.parametrize("encoding", ["latin-1", "utf-8"])
def test_old_fonts_as_bytes_and_as_letters(typed, read, encoding):
    assert read_characters(typed.encode(encoding)) == read


def test_lines_of_several_encodings_in_one_file():
    data = b"\n".join([TEXT.strip().encode(), in_1258("Đơn vị chủ trì: Sở Giáo dục"), TCVN3.encode()])  # fmt: skip

    assert read_characters(data) == f"{TEXT}Đơn vị chủ trì: Sở Giáo dục\nCộng hoà xã hội chủ nghĩa Việt Nam"  # fmt: skip


def test_a_line_without_a_sign_of_its_own_follows_the_others():
    assert read_characters(f"{TCVN3}\nKÕ ho¹ch\nTèt".encode()).endswith("Kế hoạch\nTốt")


def test_names_of_other_languages_stay():
    text = "Đoàn công tác của ông Müller và bà São đến thăm trường\n"

    assert read_characters(text.encode()) == text


def test_a_few_bytes_gone_wrong_spoil_only_their_line():
    data = (TEXT * 10).encode() + "Trường học".encode()[:-1]

    assert read_characters(data).count(TEXT) == 10


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"K? ho?ch n?m h?c c?a tr??ng", LOST_LETTERS),
        ("計画を立てて学校で実行する".encode("shift-jis"), UNREADABLE),
        ("План работы школы на год".encode("cp1251"), UNREADABLE),
    ],
)
def test_what_cannot_be_read_gets_its_sentence(data, sentence):
    with pytest.raises(BadFile) as error:
        read_characters(data)

    assert str(error.value) == sentence


def test_form_feeds_turn_the_page(tmp_path):
    path = tmp_path / "ke-hoach.txt"
    path.write_bytes("Một\fHai\n\nBa".encode("utf-16"))

    source = load_txt(path)

    assert [(block.text, block.page) for block in source.blocks] == [("Một", 1), ("Hai", 2), ("Ba", 2)]  # fmt: skip
