"""Seals: what is signed comes back, whatever is changed is noticed, and what is no seal is a sentence."""

import zlib
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from phongtrao.lib.certified import Content, content_of, faults_of_page
from phongtrao.lib.errors import BadFile
from phongtrao.lib.seals import (
    USUAL,
    BadSeal,
    from_digits,
    is_code_of,
    is_signed,
    keys_in,
    opened,
    seal,
    short_code,
    split_code,
    to_digits,
)

KEY = Ed25519PrivateKey.from_private_bytes(b"7" * 32)
PUBLIC = [KEY.public_key()]
WORDS = ["17", "Vũ Thị Giang", "Góc đọc"]


def test_the_dictionary_of_the_format_is_never_changed():
    """Printed codes are read with it."""
    said = "2734fe2dfadb0047f6cdc6aa16e73d5aeaf4af86c4781dbde4fee67f37fa9c59"

    assert sha256(USUAL).hexdigest() == said


@given(st.lists(st.text(max_size=40), max_size=12))
@settings(max_examples=100, deadline=None)
def test_every_text_comes_back(texts):
    sealed = seal(texts, KEY)

    assert from_digits(to_digits(sealed)) == sealed
    assert opened(sealed) == texts
    assert is_signed(sealed, PUBLIC)


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
@settings(max_examples=200, deadline=None)
def test_no_changed_bit_passes(place, by):
    sealed = bytearray(seal(WORDS, KEY))
    sealed[place % len(sealed)] ^= by

    assert not is_signed(bytes(sealed), PUBLIC)


@pytest.mark.parametrize("digits", ["", "0", "12", "²", "1e9", "9" * 300, "9" * 5_000, "-5", "abc"])
def test_what_is_no_seal_is_refused(digits):
    with pytest.raises(BadSeal):
        content_of(from_digits(digits))


def test_a_bomb_goes_no_further():
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zdict=USUAL)
    body = b"\x01" + packer.compress(b'["' + b"a" * 5_000_000 + b'"]') + packer.flush()

    with pytest.raises(BadSeal):
        opened(body + b"0" * 64)


def test_too_many_words_for_a_code_are_refused():
    with pytest.raises(ValueError, match="more words"):
        seal([chr(0x4E00 + n) for n in range(2_000)], KEY)


def test_a_typed_code_forgives_how_it_is_typed():
    sealed = seal(WORDS, KEY)
    code = short_code("17", sealed)
    typed = [code, code.lower(), code.replace("-", ""), f" {code.replace('-', ' ')} "]

    assert [split_code(one)[0] for one in typed] == ["17"] * 4
    assert all(is_code_of(split_code(one)[1], sealed) for one in typed)
    assert [split_code(one) for one in ("", "17", "x7-ABCD-EFGH-IJKL")] == [("", "")] * 3


def test_a_file_without_a_public_key_is_refused():
    with pytest.raises(BadFile, match="không có khóa"):
        keys_in(b"chao")


def test_a_page_says_exactly_what_was_signed():
    content = Content(
        "17", "1/2026/GK", "TẶNG", "GIÁM ĐỐC SỞ", "", "SỞ", "Tổ Toán", "Trường Hoa Sen", "",
        "Dạy tốt", "Quyết định số 5", "2026-05-22", "Hà Nội", "", "GIÁM ĐỐC", "Nông Văn Ví Dụ",
        "GIẤY KHEN", "3",
    )  # fmt: skip
    page = (
        "GIÁM ĐỐC SỞ TẶNG GIẤY KHEN Tổ Toán Trường Hoa Sen Dạy tốt Quyết định số 5 Số sổ vàng: 3 Số: 1/2026/GK"
        " Hà Nội, ngày 22 tháng 05 năm 2026 GIÁM ĐỐC Nông Văn Ví Dụ"
    )

    assert faults_of_page(content, page) == ([], "")
    assert faults_of_page(content, page.replace("vàng: 3", "vàng: 1")) == (["golden"], "Sốsổvàng:1")
    assert faults_of_page(content, page + " và Tổ Văn") == ([], "vàTổVăn")
