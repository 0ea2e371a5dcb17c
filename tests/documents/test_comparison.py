"""What differs between two versions of a draft."""

import pytest

from phongtrao.documents.comparison import (
    Passage,
    Piece,
    compare,
    count_changes,
    only_changes,
    read_passages,
)
from phongtrao.documents.content import PDF, WORD
from phongtrao.lib.errors import BadFile
from tests.documents.files import make_docx
from tests.documents.pdfs import make_pdf


def passages(*lines):
    return [Passage(line, f"đoạn {n}") for n, line in enumerate(lines, start=1)]


def kinds(changes):
    return [(change.kind, change.where) for change in changes]


def test_word_by_word_where_a_sentence_was_rewritten():
    old = passages("Các trường nộp báo cáo trước ngày 15/12.")
    new = passages("Các trường nộp báo cáo trước ngày 20/12.")

    (change,) = compare(old, new)

    assert change.pieces == (
        Piece("Các trường nộp báo cáo trước ngày", "same"),
        Piece("15/12.", "removed"),
        Piece("20/12.", "added"),
    )


def test_paragraphs_added_and_removed_are_told():
    old, new = passages("Một", "Hai", "Ba"), passages("Một", "Ba", "Bốn")

    found = compare(old, new)

    assert kinds(found) == [
        ("same", "đoạn 1"),
        ("removed", "đoạn 2"),
        ("same", "đoạn 2"),
        ("added", "đoạn 3"),
    ]
    assert count_changes(found) == 2


def test_the_same_text_has_no_changes():
    text = passages("Một", "Hai")

    assert count_changes(compare(text, text)) == 0
    assert only_changes(compare(text, text)) == []


def test_what_stands_far_from_a_change_is_counted_not_shown():
    old = passages(*map(str, range(20)))
    new = passages(*map(str, range(10)), "mới", *map(str, range(10, 20)))

    found = only_changes(compare(old, new), near=1)

    assert [(change.kind, change.skipped) for change in found] == [
        ("same", 9),
        ("added", 0),
        ("same", 0),
    ]


def test_docx_and_pdf_are_read_with_their_places():
    docx = read_passages(make_docx("Kế hoạch", "Nộp báo cáo"), WORD)
    pdf = read_passages(make_pdf("Ke hoach", "Nop bao cao"), PDF)

    assert docx == [Passage("Kế hoạch", "đoạn 1"), Passage("Nộp báo cáo", "đoạn 2")]
    assert pdf == [Passage("Ke hoach", "trang 1"), Passage("Nop bao cao", "trang 1")]


def test_a_line_break_and_a_tab_part_words():
    found = read_passages(make_docx("UBND TỈNH\nSỞ GIÁO DỤC", "Số:\t104"), WORD)

    assert [passage.text for passage in found] == ["UBND TỈNH SỞ GIÁO DỤC", "Số: 104"]


@pytest.mark.parametrize(("content", "kind"), [(b"%PDF-1.7 hong", PDF), (b"x", "image/png")])
def test_what_has_no_text_is_refused_in_words(content, kind):
    with pytest.raises(BadFile, match="Hãy tải tệp về"):
        read_passages(content, kind)
