"""Printed lines into paragraphs, and their enumerators."""

import pytest

from phongtrao.reader.elements import drop_furniture
from phongtrao.reader.lines import join_paragraphs
from phongtrao.reader.load.txt import split_text
from phongtrao.reader.markers import label, parse_marker

WIDTH = 40.0


def paragraphs(text: str) -> list[str]:
    blocks = split_text(text).blocks
    return [label(p.marker) + p.text for p in join_paragraphs(blocks, WIDTH, 1)]


def test_full_line_runs_on_and_short_line_ends_its_paragraph():
    text = "Các đơn vị triển khai kế hoạch đúng hạn.\nĐịnh kỳ báo cáo về Sở.\nĐề án khác thực hiện sau."

    assert paragraphs(text) == [
        "Các đơn vị triển khai kế hoạch đúng hạn. Định kỳ báo cáo về Sở.",
        "Đề án khác thực hiện sau.",
    ]


def test_small_letter_always_runs_on():
    assert paragraphs("Thực hiện\nnhiệm vụ") == ["Thực hiện nhiệm vụ"]


def test_number_broken_at_its_hyphen_is_closed_up():
    assert paragraphs("Căn cứ Kế hoạch số 155/KH-\nUBND của thành phố") == [
        "Căn cứ Kế hoạch số 155/KH-UBND của thành phố"
    ]


def test_enumerator_opens_a_paragraph_but_inline_count_does_not():
    text = "- Nội dung: (1) Dạy học tích cực;\n(2) Phát triển đội ngũ;\n- Thời gian: 2026"

    assert paragraphs(text) == [
        "Nội dung: (1) Dạy học tích cực; (2) Phát triển đội ngũ;",
        "Thời gian: 2026",
    ]


def test_heading_in_capitals_goes_on_over_two_lines():
    assert paragraphs("II. ĐỐI TƯỢNG, NỘI DUNG\nTHI ĐUA\nNội dung cụ thể như sau:") == [
        "II. ĐỐI TƯỢNG, NỘI DUNG THI ĐUA",
        "Nội dung cụ thể như sau:",
    ]


def test_page_number_with_air_around_it_is_dropped():
    lines = split_text("đúng lộ trình\n\n\n2\n\n\n- Thời gian: 2026").blocks

    assert [block.text for block in drop_furniture(lines, 1)] == [
        "đúng lộ trình",
        "- Thời gian: 2026",
    ]


def test_number_in_a_table_is_no_page_number():
    lines = split_text("Stt\n1\nNhiệm vụ").blocks

    assert drop_furniture(lines, 1) == list(lines)


@pytest.mark.parametrize(
    ("text", "kind", "ordinal"),
    [
        ("II. NỘI DUNG", "roman", "II"),
        ("A. MỤC ĐÍCH", "capital", "A"),
        ("3.1.Phạm vi", "decimal", "3.1"),
        ("1. Mục đích", "arabic", "1"),
        ("đ) Đối với", "letter", "đ"),
        ("(2) Phát triển", "paren", "2"),
        ("- Chủ trì", "bullet", ""),
        ("+ Tổ chức", "bullet", ""),
        ("Phụ lục II", "annex", "II"),
    ],
)
def test_enumerator_is_cut_off(text, kind, ordinal):
    marker, _ = parse_marker(text)

    assert (marker.kind, marker.ordinal) == (kind, ordinal)


@pytest.mark.parametrize("text", ["03/NQ-CP ngày 09/01/2025", "10 năm thực hiện", "- 2025), phương hướng", "4.0.", "24/01/2019 của", "I love", "2025-2030. Sở"])  # fmt: skip
def test_number_inside_a_sentence_is_no_enumerator(text):
    assert parse_marker(text) == (None, text)
