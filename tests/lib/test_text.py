import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.lib.text import (
    document_number,
    fold,
    has_lost_marks,
    is_syllable,
    looks_vietnamese,
    loose_document_number,
    name_sort_key,
    nfc,
    place_tone,
    same_spelling,
    sort_key,
    split_document_number,
    strip_marks,
)

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậếềểễệóòỏõọúùủũụíìỉĩịýỳỷỹỵ "
vietnamese = st.text(LETTERS + LETTERS.upper() + "0123456789-/“”", max_size=30)

PLAN = """
Sở Giáo dục và Đào tạo xây dựng kế hoạch tổ chức phong trào thi đua đổi mới sáng tạo và chuyển đổi
số trong toàn ngành; các đơn vị, trường học quán triệt, triển khai thực hiện và báo cáo kết quả
trước ngày 15 tháng 12 hằng năm. UBND xã, phường phối hợp chỉ đạo các trường thuộc phạm vi quản lý.
"""
ENGLISH = """
The department shall organise the conference and report to the committee before the end of the year.
All schools in the province are asked to submit their plans in due time and to name a person in
charge of each task, together with the documents that prove what was achieved.
"""


def test_nfc_when_marks_are_apart():
    assert nfc(unicodedata.normalize("NFD", "Đổi mới")) == "Đổi mới"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Đổi mới  sáng tạo!", "Doi moi  sang tao!"),
        ("Ðường ƯỠN ẹo", "Duong UON eo"),  # eth, as old fonts write it
        ("plain", "plain"),
    ],
)
def test_strip_marks(text, plain):
    assert strip_marks(text) == plain


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đổi mới", "doi moi"),
        ("Kỹ năng", "ki nang"),
        ("kĩ năng", "ki nang"),
        ("LÝ", "li"),
        ("quý", "qui"),
        ("quí", "qui"),
        ("Tây", "tay"),
        ("Nguyễn", "nguyen"),
        ("thủy", "thuy"),
        ("thuỷ", "thuy"),
        ("thúi", "thui"),
        ("y tế", "y te"),
        ("  “Hoà”\u00a0–\tbình ", '"hoa" - binh'),
        ("so\u00adft\u200b", "soft"),
        ("ﬁ m² ™", "fi m2 tm"),
        ("plain Mỹ", "plain mi"),
        ("KY", "ki"),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_fold_twice_is_fold(text):
    once = fold(text)

    assert fold(once) == once


@given(vietnamese)
def test_fold_knows_no_marks_case_or_tone_place(text):
    expected = fold(text)

    assert expected.isascii()
    assert fold(text.upper()) == expected
    assert fold(strip_marks(text)) == expected
    assert fold(place_tone(text)) == expected


@pytest.mark.parametrize(
    ("text", "placed"),
    [
        ("hoá thuỷ khoẻ uỷ", "hóa thủy khỏe ủy"),
        ("HOÁ Hoà", "HÓA Hòa"),
        ("hòan qúy gìa cưả", "hoàn quý già cửa"),
        ("hóa thủy quý", "hóa thủy quý"),
        ("khuỷu ngoài giếng gì muối quốc", "khuỷu ngoài giếng gì muối quốc"),
        ("đuổi tuyển loại mía", "đuổi tuyển loại mía"),
        ("Café résumé", "Café résumé"),  # not syllables of Vietnamese
    ],
)
def test_place_tone(text, placed):
    assert place_tone(text) == placed


@given(vietnamese)
def test_place_tone_twice_is_once(text):
    once = place_tone(text)

    assert place_tone(once) == once


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("kĩ thuật hoá", "Kỹ thuật  hóa", True),
        ("“Lí”", '"lý"', True),
        ("quí", "quý", True),
        ("hoà", "hóa", False),
        ("tay", "tai", False),
        ("thúi", "thúy", False),
        ("lý", "lỵ", False),
    ],
)
def test_same_spelling(one, other, same):
    assert same_spelling(one, other) is same


def test_name_sort_key_orders_by_given_name_then_middle_then_family():
    names = [
        "Nguyễn An",
        "Bùi Văn An",
        "Nguyễn Văn An",
        "Bùi Hà",
        "Lê Anh",
        "Đỗ Ánh",
        "Lê Ăn",
        "Lê Ân",
        "Đỗ Dũng",
        "Đỗ Đạt",
        "Lê Ma",
        "Lê Mà",
        "Lê Mả",
        "Lê Mã",
        "Lê Má",
        "Lê Mạ",
        "Y",
    ]
    expected = [*names[:3], *names[4:10], names[3], *names[10:]]

    assert sorted(set(names), key=name_sort_key) == expected


def test_name_sort_key_when_there_is_no_name():
    assert name_sort_key("  ") == ""


def test_sort_key_reads_numbers_by_value():
    titles = ["Trường", "Trường 2", "Trường 02 A", "Trường 10", "Trường A", "Trường Ă", "Trường ω"]

    assert sorted(set(titles), key=sort_key) == titles


def test_sort_key_decides_one_syllable_with_its_tone_before_the_next():
    # as dictionaries do: every “ba …” stands before “bà”
    assert sorted(["bà", "ba má", "bá", "ba"], key=sort_key) == ["ba", "ba má", "bà", "bá"]


def test_sort_key_is_equal_for_spellings_that_do_not_differ():
    assert sort_key("HOÁ – học") == sort_key("hóa học")


@given(st.text())
def test_sort_keys_are_printable_ascii(text):
    for key in (sort_key(text), name_sort_key(text)):
        assert key.isascii()
        assert key.isprintable()


@given(st.integers(0, 10**30), st.integers(0, 10**30))
def test_sort_key_orders_numbers_as_numbers(one, other):
    assert (sort_key(f"Khối {one}") < sort_key(f"Khối {other}")) == (one < other)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("57-NQ/TW", "57-NQ/TW"),
        ("57 - NQ/TW", "57-NQ/TW"),
        ("Số: 57–NQ/TW", "57-NQ/TW"),
        ("số 05/kh", "5/KH"),
        ("4400 /KH-SGDĐT.", "4400/KH-SGDĐT"),
        ("Kế hoạch số 44/KH-UBND ngày 15/02/2026", "44/KH-UBND"),
        ("Số:      /KH-SGDĐT", "/KH-SGDĐT"),
        ("152/2025/NĐ-CP", "152/2025/NĐ-CP"),
        ("0", "0"),
    ],
)
def test_document_number(text, normal):
    assert document_number(text) == normal


def test_document_number_keeps_two_issuers_apart_and_the_loose_one_joins_them():
    government, party = "03/NQ-CP", "03-NQ/CP"

    assert document_number(government) != document_number(party)
    assert loose_document_number(government) == loose_document_number(party) == "3-NQ-CP"


def test_loose_document_number_forgives_a_missing_bar():
    assert loose_document_number("923/QD-TTg") == loose_document_number("923/QĐ-TTg")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("4400 /KH-SGDĐT", ("4400", "KH-SGDĐT")),
        ("57-NQ/TW", ("57", "NQ/TW")),
        ("152/2025/NĐ-CP", ("152/2025", "NĐ-CP")),
        ("134/2025/QH15", ("134/2025", "QH15")),
        ("Số: 05a/KH", ("05a", "KH")),
        ("Số:   /KH-SGDĐT", ("", "KH-SGDĐT")),
        ("57", ("57", "")),
        ("", ("", "")),
    ],
)
def test_split_document_number(text, parts):
    assert split_document_number(text) == parts


@given(st.text())
def test_document_number_twice_is_once_when_it_has_no_words(text):
    once = document_number(f"{len(text)}/KH-UBND")

    assert document_number(once) == once
    assert isinstance(split_document_number(text), tuple)


@pytest.mark.parametrize(
    "words",
    ["gì già giếng quý quyết khuỷu nghiêng kẻ", "xoong hoạch Thuỷ ngoằn yếu ỷ sách huỳnh"],
)
def test_is_syllable(words):
    assert [word for word in words.split() if not is_syllable(word)] == []


@pytest.mark.parametrize(
    "word", ["hoach", "trien", "ce", "ka", "ngi", "gê", "street", "fan", "táxì", "", "mat"]
)
def test_is_syllable_refuses(word):
    assert not is_syllable(word)


def test_looks_vietnamese_tells_plan_from_foreign_text():
    assert looks_vietnamese(PLAN) > 0.95
    assert looks_vietnamese(strip_marks(PLAN)) < 0.8
    assert looks_vietnamese(ENGLISH) < 0.5
    assert looks_vietnamese("1. 2/3 KH a)") == 0


def test_has_lost_marks_when_all_some_or_none_are_lost():
    half = strip_marks(PLAN[: len(PLAN) // 2]) + PLAN[len(PLAN) // 2 :]
    broken = "".join("?" if c in "ạếổớểựấ" else c for c in PLAN)

    assert has_lost_marks(strip_marks(PLAN))
    assert has_lost_marks(half)
    assert has_lost_marks(broken)
    assert not has_lost_marks(PLAN)
    assert not has_lost_marks(ENGLISH)
    assert not has_lost_marks("Ke hoach nam")  # too short to tell
