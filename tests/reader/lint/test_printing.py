"""What ``phongtrao lint`` prints, and what it returns."""

import json
from pathlib import Path

import pytest

from phongtrao.config.cli import REFUSED, main
from phongtrao.reader.lint import place_of
from phongtrao.reader.model import Passage
from tests.reader.lint.papers import SOUND, changed


@pytest.fixture
def spoiled(tmp_path: Path) -> Path:
    path = tmp_path / "ke-hoach.txt"
    path.write_text(changed(("trước ngày 30/4/2026", "trước ngày 31/4/2026")), encoding="utf-8")
    return path


def test_lint_prints_place_reason_and_remedy(spoiled, capsys):
    code = main(["lint", str(spoiled)])

    assert code == 1
    assert capsys.readouterr().out == (
        "ke-hoach.txt: 1 lỗi, 0 điểm nên xem lại.\n\n"
        "1. Lỗi · Ngày không có thật · dòng 21\n"
        "   “- Thời gian: trước ngày 31/4/2026.”\n"
        "   Không có ngày “31/4/2026” trên lịch.\n"
        "   Vì sao: Thường do gõ nhầm hoặc nhận dạng sai; hạn hay căn cứ ghi như vậy không dùng được.\n"
        "   Cách sửa: Đối chiếu với bản gốc rồi ghi lại ngày đúng.\n"
    )


def test_lint_prints_json(spoiled, capsys):
    code = main(["lint", "--json", str(spoiled)])

    (defect,) = json.loads(capsys.readouterr().out)
    assert code == 1
    assert (defect["rule"], defect["severity"], defect["line"], defect["quote"]) == (
        "dates.impossible",
        "error",
        21,
        "31/4/2026",
    )


def test_lint_of_a_clean_plan_returns_0(tmp_path, capsys):
    path = tmp_path / "ke-hoach.txt"
    path.write_text(SOUND, encoding="utf-8")

    assert main(["lint", str(path)]) == 0
    assert capsys.readouterr().out == "ke-hoach.txt: Không thấy lỗi nào.\n"


def test_lint_of_a_missing_file_is_refused(tmp_path, capsys):
    assert main(["lint", str(tmp_path / "khong-co.txt")]) == REFUSED
    assert "Hãy kiểm tra lại đường dẫn." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("passage", "said"),
    [
        (Passage(11, 11, 2, 57, ""), "trang 2, dòng 57"),
        (Passage(11, 11, 2, None, ""), "trang 2"),
        (Passage(11, 11, None, None, ""), "đoạn 12"),
    ],
)
def test_place(passage, said):
    assert place_of(passage) == said
