"""Marks put back into a text that lost them. None of these sentences was counted for the tables."""

from collections import Counter
from pathlib import Path

import pytest

from phongtrao.lib.text import strip_marks
from phongtrao.reader import read_plan
from phongtrao.reader.marks import mend, mend_source
from phongtrao.reader.marks.align import count_readings
from phongtrao.reader.marks.channel import Channel
from phongtrao.reader.marks.decode import decode
from phongtrao.reader.marks.ngrams import STOP, Ngrams
from phongtrao.reader.marks.pieces import cut, set_like
from phongtrao.reader.model import Block, Source

PAGE = """Truong Tieu hoc Suoi Trong to chtc tap huan ve chuyen d6i s6 cho giao vien
va nhan vien nha trutng; can b6 quan ly chiu trach nhiém tryc tiép truéc
phu huynh hoc sinh. Kinh phi thuc hién tir ngudn ngan sach va x4 h6i héa."""
SAID = """Trường Tiểu học Suối Trong tổ chức tập huấn về chuyển đổi số cho giáo viên
và nhân viên nhà trường; cán bộ quản lý chịu trách nhiệm trực tiếp trước
phụ huynh học sinh. Kinh phí thực hiện từ nguồn ngân sách và xã hội hóa."""


def test_most_words_of_a_page_nobody_counted_are_put_right():
    mended = " ".join(line.text for line in mend(PAGE.splitlines())).split()

    right = sum(word == said for word, said in zip(mended, SAID.split(), strict=True))

    assert right >= 0.9 * len(mended)


def test_every_changed_word_says_where_it_stands_and_what_stood_there():
    [line] = mend(["Ké hoach s6 12/KH-UBND"])

    found = [(line.text[word.start : word.end], word.seen) for word in line.words]

    assert line.text == "Kế hoạch số 12/KH-UBND"
    assert found == [("Kế", "Ké"), ("hoạch", "hoach"), ("số", "s6")]


@pytest.mark.parametrize(
    "text",
    ["57-NQ/TW", "15/12/2026", "1.250.000", "http://an-binh.example/tin?x=1", "0912 345 678", ""],
)
def test_numbers_of_papers_days_sums_and_addresses_are_not_touched(text):
    [line] = mend([text])

    assert (line.text, line.words) == (text, ())


@pytest.mark.parametrize(
    ("seen", "said"),
    [("899/KH-BGDDT", "899/KH-BGDĐT"), ("12/HD-BNV", "12/HD-BNV"), ("757/QD-TTg", "757/QĐ-TTg")],
)
def test_symbols_get_their_bar_back_and_nothing_else(seen, said):
    [line] = mend([f"Quyét dinh s6 {seen} ngay 04/4/2025"])

    assert said in line.text


def test_whole_text_stays_as_it_is():
    [line] = mend(
        ["Ủy ban nhân dân tỉnh ban hành Kế hoạch triển khai thực hiện phong trào thi đua."]
    )

    assert line.words == ()


def test_cells_of_a_row_are_mended_and_their_words_found_in_its_text():
    row = Block(
        0, "row", "1 | Van phong S& | tap huén", cells=("1", "Van phong S&", "", "tap huén")
    )

    [block] = mend_source(Source((row,))).blocks

    assert block.cells == ("1", "Văn phòng Sở", "", "tập huấn")
    assert block.text == "1 | Văn phòng Sở | tập huấn"
    assert [block.text[word.start : word.end] for word in block.mended][-2:] == ["tập", "huấn"]


def test_a_plan_without_marks_is_read_and_its_passages_show_what_was_mended(tmp_path: Path):
    text = (Path(__file__).parent / "invented.txt").read_text(encoding="utf-8")
    path = tmp_path / "mat-dau.txt"
    path.write_text(strip_marks(text), encoding="utf-8")

    reading = read_plan(path)

    whole = read_plan(Path(__file__).parent / "invented.txt")
    assert {fact.section for fact in reading.facts} == {fact.section for fact in whole.facts}
    assert all(fact.confidence < 0.8 and fact.doubt for fact in reading.facts)
    for fact in reading.facts:
        for word in fact.source.mended:
            assert strip_marks(fact.source.text[word.start : word.end]) == strip_marks(word.seen)


def test_what_was_read_as_what_is_counted_letter_by_letter():
    readings = count_readings(
        [("an toan hay tai day tổ chức số số đổi mới", "an toan hay tai day t6 chtc s6 s6 d6i méi")]
    )

    assert readings["ố", "6"] == 2
    assert (readings["ổ", "6"], readings["đ", "d"], readings["ứ", "t"]) == (2, 1, 1)


def test_a_word_that_may_have_been_read_so_is_found_and_no_other():
    channel = Channel(
        {("s", "s"): 9, ("ố", "6"): 5, ("ố", "o"): 5, ("ở", "o"): 5}, ["số", "sở", "tổ"]
    )

    assert sorted(channel.candidates("s6"))[:2] == ["số", "sở"]
    assert channel.candidates("s6")["số"] < 1 < channel.candidates("s6")["sở"]


def test_of_two_words_read_alike_the_neighbours_decide():
    model = Ngrams(
        Counter({(STOP, STOP, "đổi"): 5, (STOP, "đổi", "mới"): 5, (STOP, "đổi", "mọi"): 1})
    )

    chosen = decode([{"đổi": 0.1, "đối": 0.1}, {"mới": 0.5, "mọi": 0.2}], model)

    assert [word.word for word in chosen] == ["đổi", "mới"]


@pytest.mark.parametrize(
    ("word", "seen", "said"),
    [("kế", "KE", "KẾ"), ("kế", "Ke", "Kế"), ("ttg", "TTg", "TTg"), ("đường", "dudng", "đường"), ("ở", "O", "Ở"), ("trưởng", "TRUONG", "TRƯỞNG")],
)  # fmt: skip
def test_a_word_is_set_as_it_was(word, seen, said):
    assert set_like(word, seen) == said


def test_a_line_is_cut_into_words_symbols_numbers_and_ends():
    found = [(piece.kind, piece.text) for piece in cut("a) “Kế hoạch” số 12/KH-UBND, năm 2026.")]

    assert found == [
        ("stop", "a)"),
        ("word", "Kế"),
        ("word", "hoạch"),
        ("word", "số"),
        ("number", "12"),
        ("symbol", "KH"),
        ("symbol", "UBND"),
        ("word", "năm"),
        ("number", "2026"),
        ("stop", "."),
    ]
