"""`phongtrao similar FILE`: a file of any format against the index."""

from datetime import date

import pytest

from bench._copies import copy
from bench._reports import report
from phongtrao.config.cli import REFUSED, main
from phongtrao.demo.paper import note_docx
from phongtrao.demo.reports import report_of
from phongtrao.similarity.services import indexing
from tests.recognition.lists_in import PDF
from tests.similarity.shelf import Shelf, plugged

OLD = report_of("Ngân hàng đề kiểm tra đọc hiểu theo mức độ")
COPY = report_of("Phiếu tự đánh giá kỹ năng viết đoạn văn của học sinh lớp 9")
CLEAN = report_of("Tuần không giấy ở bộ phận văn thư")


@pytest.fixture
def command(db, monkeypatch, tmp_path, capsys):
    """The command with the database of the tests."""
    monkeypatch.setenv("DATABASE_URL", "that of the tests")

    def run(name, content):
        path = tmp_path / name
        path.write_bytes(content)
        code = main(["similar", str(path)])
        return code, capsys.readouterr()

    return run


@pytest.fixture
def run(command):
    """Over an index of one report."""
    with plugged(Shelf({1: "\n".join(OLD.values())}, day=date(2025, 5, 20))):
        indexing.note_arrivals()
        indexing.read_waiting()
        yield command


@pytest.mark.parametrize("name", ["bao-cao.docx", "bao-cao.txt", "bao-cao.md"])
def test_sources_are_printed_with_day_share_and_both_sides(run, name):
    words = COPY.values()
    content = note_docx(*words) if name.endswith(".docx") else "\n\n".join(words).encode()

    code, said = run(name, content)

    first, passage, here, there = said.out.splitlines()
    assert (code, said.err) == (1, "")
    assert first.startswith("12%")
    assert first.endswith("(giá sách, 20/05/2025)")
    assert passage.startswith("  Đoạn 1, giống ")
    assert here.startswith("    Bài này: Bước một, tổ thống nhất thang bốn mức")
    assert there.startswith("    Nguồn:   Bước một, tổ thống nhất thang bốn mức")
    assert max(len(here), len(there)) < 330


def test_a_report_of_ones_own_is_said_to_be_so(run):
    code, said = run("bao-cao.txt", "\n".join(CLEAN.values()).encode())

    assert (code, said.err) == (0, "")
    assert said.out == "Không thấy đoạn nào trùng với các văn bản trong chỉ mục.\n"


def test_a_few_words_and_an_index_without_texts_are_not_called_clean(command, request):
    empty, said_of_empty = command("bao-cao.txt", "\n".join(CLEAN.values()).encode())
    run = request.getfixturevalue("run")
    few, said_of_few = run("ngan.txt", "Đổi mới phương pháp dạy học môn Toán.".encode())

    assert (empty, said_of_empty.out) == (few, said_of_few.out) == (REFUSED, "")
    assert said_of_empty.err.startswith("Chỉ mục chưa có văn bản nào để đối chiếu.")
    assert said_of_few.err.startswith("Tệp có quá ít chữ để đối chiếu.")


def test_what_is_said_otherwise_is_printed_apart(command):
    with plugged(Shelf({number: report(number).text for number in range(1, 121)})):
        indexing.note_arrivals()
        indexing.read_waiting()
        indexing.rebuild()
        indexing.read_waiting()
        _code, said = command("bao-cao.txt", copy(1_000, 0.6, [44], "reworded").text.encode())

    _found, reworded = said.out.split("Giống ý, khác lời, chỉ để tham khảo:\n")
    assert "Đoạn 1, giống " in reworded


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("trong.txt", b""),
        ("anh.pdf", PDF),
        ("anh.png", b"\x89PNG\r\n\x1a\n" + bytes(64)),
        ("hong.docx", b"PK\x03\x04" + bytes(200)),
        ("la.xyz", b"la la la"),
        ("rac.txt", bytes(range(256)) * 40),
    ],
)
def test_a_bad_file_gives_a_sentence(run, name, content):
    code, said = run(name, content)

    assert (code, said.out) == (REFUSED, "")
    assert said.err.count("\n") == 1
    assert said.err.strip().endswith(".")
