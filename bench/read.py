"""Reading plan 004 as .docx against python-docx merely walking the same file."""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from docx import Document

from bench._memory import forget
from phongtrao.reader import read_plan
from tests.reader.papers import load_gold, make_docx

PLANS = Path(__file__).resolve().parents[2] / "shared" / "plans"
RUNS = 15
ALLOWED = 3.0


def walk(path: Path) -> int:
    """Texts of all paragraphs, and of the cells of every row of every table."""
    document = Document(str(path))
    length = sum(len(paragraph.text) for paragraph in document.paragraphs)
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    return length + sum(len(cell.text) for cell in cells)


def read(path: Path) -> None:
    """Read with nothing remembered from the last run."""
    forget()
    read_plan(path)


def seconds(action: Callable[[Path], object], path: Path) -> float:
    """Time of one run."""
    start = time.perf_counter()
    action(path)
    return time.perf_counter() - start


def run() -> list[tuple[str, float, float]]:
    """(name, ratio measured, ratio allowed): the median ratio of runs side by side."""
    with tempfile.TemporaryDirectory() as name:
        path = make_docx(PLANS / "004.txt", load_gold(PLANS, "004"), Path(name) / "004.docx")
        ratios = [seconds(read, path) / seconds(walk, path) for _ in range(RUNS + 1)]
    return [("read plan 004 as .docx / python-docx walk", median(ratios[1:]), ALLOWED)]


def main() -> int:
    results = run()
    for name, ratio, allowed in results:
        print(f"{name}: {ratio:.2f} (allowed {allowed:.2f})")
    return int(any(ratio > allowed for _, ratio, allowed in results))


if __name__ == "__main__":
    sys.exit(main())
