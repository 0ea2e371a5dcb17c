"""Large files stay within their memory and time; each is read in a process of its own.

Both are limits set on that process, the time in seconds of a processor: what runs away ends there,
and a machine that is busy with other things makes no difference.
"""

import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from tests.reader.corpus import paper
from tests.reader.raw_word import p, r, table, tc, tr, write_word

MOST_MEMORY = 600  # MB
LINE = (
    "- Nâng cao chất lượng dạy và học trong các cơ sở giáo dục trên địa bàn tỉnh An Bình năm 2026."
)
READ = """
import os, resource, sys
from pathlib import Path
seconds = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
resource.setrlimit(resource.RLIMIT_AS, (2 * 1024**3, 2 * 1024**3))
from phongtrao.lib.errors import BadFile
from phongtrao.reader import read_plan
try:
    print(len(read_plan(Path(sys.argv[1])).blocks))
except BadFile as error:
    print("BadFile", error)
# Not ru_maxrss of our own: it begins at what the process that started us had, a whole test run.
ours = int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
theirs = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print((ours + os.cpu_count() * theirs) // 1024)  # as many at a time
"""


def read_apart(path: Path, *, seconds: int) -> str:
    """What a process of its own says of the file, within the memory and the time allowed."""
    command = [sys.executable, "-c", READ, str(path), str(seconds)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=1200, check=True)
    said, memory = done.stdout.rsplit(maxsplit=1)
    assert int(memory) < MOST_MEMORY
    return said.strip()


def repeat_pages(source: Path, pages: int, target: Path) -> Path:
    """The pages of a PDF again and again, until there are so many."""
    one, many = pypdfium2.PdfDocument(source), pypdfium2.PdfDocument.new()
    while len(many) < pages:
        many.import_pages(one, list(range(min(len(one), pages - len(many)))))
    many.save(target)
    many.close()
    one.close()
    return target


def long_text(lines: int) -> str:
    return "KẾ HOẠCH\nTổ chức phong trào thi đua\nI. MỤC ĐÍCH\n" + f"{LINE}\n" * lines


@pytest.mark.parametrize("ending", [".txt", ".md"])
def test_a_text_of_three_hundred_pages_is_read(tmp_path, ending):
    path = tmp_path / f"dai{ending}"
    path.write_text(long_text(8_000), encoding="utf-8")

    assert int(read_apart(path, seconds=120)) > 7_000


def test_a_word_file_of_four_hundred_pages_is_read(tmp_path):
    rows = [
        tr(tc(p(str(n))), tc(p(LINE)), tc(p("Văn phòng Sở")), tc(p("Quý II"))) for n in range(2_000)
    ]
    body = p("KẾ HOẠCH") + "".join(p(LINE) for _ in range(10_000)) + table(*rows)

    assert int(read_apart(write_word(tmp_path / "dai.docx", body), seconds=120)) > 11_000


@pytest.mark.office
def test_a_pdf_of_four_hundred_pages_is_read(tmp_path):
    path = repeat_pages(paper("101-ubnd-xa-van-xuoi", "pdf"), 400, tmp_path / "dai.pdf")

    assert int(read_apart(path, seconds=120)) > 8_000


@pytest.mark.office
@pytest.mark.ocr
def test_no_more_pages_of_a_long_scan_are_kept_than_are_being_read(tmp_path):
    scan = pypdfium2.PdfDocument(paper("101-ubnd-xa-van-xuoi", "scan"))
    page = scan[0].render(scale=200 / 72, grayscale=True).to_pil()
    page.paste(255, (0, page.height // 5, page.width, page.height))  # few lines are soon recognised
    page.save(tmp_path / "trang.pdf", resolution=200)
    scan.close()
    path = repeat_pages(tmp_path / "trang.pdf", 60, tmp_path / "dai.pdf")

    # sixty such pages are 230 MB, beside some 400 for the program and what Tesseract takes
    assert int(read_apart(path, seconds=120)) >= 60


def test_a_word_file_of_many_tables_and_runs_is_read(tmp_path):
    font = '<w:rFonts w:ascii="Times New Roman"/>'
    words = ["".join(r(f"Nâng cao {n * m} ", font) for m in range(20)) for n in range(2000)]
    rows = [tr(*(tc(p(word)) for word in words[n : n + 4])) for n in range(300)]
    body = p("KẾ HOẠCH") + "".join(map(p, words)) + table(*rows) + p("Hết")

    assert int(read_apart(write_word(tmp_path / "dai.docx", body), seconds=120)) > 2000


def test_a_word_part_too_large_for_the_memory_is_refused_unread(tmp_path):
    path = tmp_path / "dai.docx"
    remarks = "".join(f"<!-- {number:0600} -->" for number in range(60_000))
    write_word(path, p("KẾ HOẠCH"), styles=remarks)

    assert read_apart(path, seconds=20).startswith("BadFile Tệp Word dài bất thường")


def test_markdown_of_openings_alone_does_not_take_long(tmp_path):
    signs = ("<!-- ", "[a", "__a ", "*a ", "<a ", "`", "|", "**", "_a ")
    path = tmp_path / "la.md"
    path.write_text("\n\n".join(f"Kế hoạch {sign * 10_000}" for sign in signs), encoding="utf-8")

    read_apart(path, seconds=60)
