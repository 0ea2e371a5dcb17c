"""The command line: exit codes and sentences."""

import json
import socket
from pathlib import Path

import pytest

from phongtrao.config.cli import INTERRUPTED, REFUSED, main
from phongtrao.config.supervisor import Address, check_port

PLAN = """KẾ HOẠCH
Phát động phong trào thi đua đổi mới sáng tạo và chuyển đổi số

I. MỤC ĐÍCH, YÊU CẦU
1. Nâng cao nhận thức của cán bộ, giáo viên và học sinh về đổi mới sáng tạo.
II. TỔ CHỨC THỰC HIỆN
1. Văn phòng Sở chủ trì, phối hợp các đơn vị theo dõi, đôn đốc việc thực hiện kế hoạch.
"""


def test_read_prints_a_summary_and_the_structure(tmp_path, capsys):
    path = tmp_path / "ke-hoach.txt"
    path.write_text(PLAN, encoding="utf-8")

    summary_code = main(["read", str(path)])
    summary = capsys.readouterr().out
    json_code = main(["read", str(path), "--json"])
    structure = json.loads(capsys.readouterr().out)

    assert (summary_code, json_code) == (0, 0)
    assert summary.strip()
    assert isinstance(structure, dict)


def test_read_refuses_a_bad_file_with_a_sentence(tmp_path, capsys):
    path = tmp_path / "trong.txt"
    path.touch()

    code = main(["read", str(path)])

    said = capsys.readouterr()
    assert (code, said.out) == (REFUSED, "")
    assert said.err.count("\n") == 1
    assert said.err.strip().endswith(".")


def test_read_refuses_a_missing_file_with_a_sentence(tmp_path, capsys):
    path = tmp_path / "khong-co.docx"

    code = main(["read", str(path)])

    said = f"Không có tệp “{path}”. Hãy kiểm tra lại đường dẫn.\n"
    assert (code, capsys.readouterr()) == (REFUSED, ("", said))


def test_unknown_command_is_refused(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["fly"])

    assert ended.value.code == 2
    assert "fly" in capsys.readouterr().err


def test_ctrl_c_ends_a_command_quietly(monkeypatch, capsys):
    def interrupt(_: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("phongtrao.reader.read_plan", interrupt)

    assert main(["read", __file__]) == INTERRUPTED
    assert capsys.readouterr() == ("", "")


def test_serve_refuses_a_port_in_use_before_anything_starts(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("PHONGTRAO_DATA", str(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        code = main(["serve", "--port", str(port), "--data", str(tmp_path / "data")])

    sentence = (
        f"Cổng {port} đang được chương trình khác sử dụng. Hãy chọn cổng khác: make run PORT=…"
    )
    assert (code, capsys.readouterr().err.strip()) == (REFUSED, sentence)
    assert not (tmp_path / "data").exists()


def test_free_port_is_accepted():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    check_port(Address("127.0.0.1", port))


@pytest.mark.parametrize(
    ("host", "said"),
    [
        ("127.0.0.1", "http://localhost:8000/"),
        ("0.0.0.0", "http://localhost:8000/"),  # noqa: S104 -- not bound
        ("10.0.0.5", "http://10.0.0.5:8000/"),
    ],
)
def test_address_is_one_a_browser_can_open(host, said):
    assert str(Address(host, 8000)) == said
