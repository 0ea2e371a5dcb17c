"""Words as Tesseract gives them: what is kept of them, and what is put right."""

import pytest

from phongtrao.reader.load.ocr import is_word, readable


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("PHÂẦN", "PHẦN"),
        ("ưữ", "ữ"),
        ("tươi", "tươi"),
        ("Ðổi", "Đổi"),
        ("boong", "boong"),
        ("Google", "Google"),
    ],
)
def test_a_marked_letter_seen_twice_is_one(seen, meant):
    assert readable(seen) == meant


@pytest.mark.parametrize(
    ("text", "conf", "kept"),
    [("Mục", "90", True), ("ọ", "3", False), ("HI.", "3", True), ("I.", "3", False), (" ", "95", False)],
)  # fmt: skip
def test_numerals_are_kept_however_unsure(text, conf, kept):
    assert is_word({"text": text, "conf": conf}) is kept
