"""Reading PDFs and scans against the plain tools underneath: pypdfium2, pdfplumber, Tesseract."""

import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

import pdfplumber
import pypdfium2

from bench._memory import forget
from phongtrao.reader import read_plan
from phongtrao.reader.load.grid import Grid, find_grids
from phongtrao.reader.load.ocr import DPI, recognise_words
from phongtrao.reader.load.pdf import load_pdf
from phongtrao.reader.load.rules import find_rules
from tests.reader.corpus import paper

RUNS = 7
PROSE, TABLES, SCAN = "000", "004", "002"
PROSE_ALLOWED = 4.0
TABLES_ALLOWED = 0.2
TEXT_ALLOWED = 11.0  # plain extraction does some 1,100 pages a second: 100 and more
OCR_ALLOWED = 1.1
FIRST_TABLE = 4  # the pages before are prose

Boxes = list[tuple[int, ...]]


def extract(path: Path) -> None:
    """The words of a PDF as pypdfium2 gives them."""
    pdf = pypdfium2.PdfDocument(path)
    for page in pdf:
        page.get_textpage().get_text_range()
    pdf.close()


def our_cells(path: Path) -> Boxes:
    """The cells of all ruled tables, in whole points from the upper left corner."""
    pdf = pypdfium2.PdfDocument(path)
    pages = [pdf[number] for number in range(FIRST_TABLE, len(pdf))]
    found = [
        _cells(grid, page.get_height()) for page in pages for grid in find_grids(find_rules(page))
    ]
    pdf.close()
    return sorted(cell for cells in found for cell in cells)


def _cells(grid: Grid, height: float) -> Boxes:
    boxes = [cell.box for cell in grid.cells]
    return [
        (round(b.left), round(height - b.top), round(b.right), round(height - b.bottom))
        for b in boxes
    ]


def their_cells(path: Path) -> Boxes:
    """The same as pdfplumber finds them."""
    with pdfplumber.open(path) as pdf:
        tables = [table for page in pdf.pages[FIRST_TABLE:] for table in page.find_tables()]
    return sorted(tuple(map(round, cell)) for table in tables for cell in table.cells)


def tesseract_alone(path: Path) -> None:
    """All pages through Tesseract, as many at a time as there are processors."""
    pdf = pypdfium2.PdfDocument(path)
    images = [page.render(scale=DPI / 72, grayscale=True).to_pil() for page in pdf]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(recognise_words, images))
    pdf.close()


def read_text(path: Path) -> None:
    """Read with nothing remembered from the last run."""
    forget()
    read_plan(path)


def ratio(ours: Callable[[], object], theirs: Callable[[], object], runs: int = RUNS) -> float:
    """The median of runs side by side; the first only warms up."""
    ratios = [seconds(ours) / seconds(theirs) for _ in range(runs + 1)]
    return median(ratios[1:])


def seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def assert_same_cells(path: Path) -> None:
    """Speed counts only at equal cells, to the point."""
    ours, theirs = our_cells(path), their_cells(path)
    apart = [
        abs(a - b)
        for one, other in zip(ours, theirs, strict=True)
        for a, b in zip(one, other, strict=True)
    ]
    assert max(apart) <= 1, "the cells differ from pdfplumber's"


def run() -> list[tuple[str, float, float]]:
    """(name, ratio measured, ratio allowed)."""
    prose, tables, scan = paper(PROSE, "pdf"), paper(TABLES, "pdf"), paper(SCAN, "scan")
    text = paper(PROSE, "txt")
    assert_same_cells(tables)
    return [
        ("read a plan as .txt / pypdfium2 on its pages", ratio(lambda: read_text(text), lambda: extract(prose)), TEXT_ALLOWED),
        ("prose pages of a PDF / pypdfium2 alone", ratio(lambda: load_pdf(prose), lambda: extract(prose)), PROSE_ALLOWED),
        ("ruled tables of a PDF / pdfplumber", ratio(lambda: our_cells(tables), lambda: their_cells(tables), 3), TABLES_ALLOWED),
        ("a scan / Tesseract alone", ratio(lambda: load_pdf(scan), lambda: tesseract_alone(scan), 3), OCR_ALLOWED),
    ]  # fmt: skip


def main() -> int:
    results = run()
    for name, measured, allowed in results:
        print(f"{name}: {measured:.2f} (allowed {allowed:.2f})")
    return int(any(measured > allowed for _, measured, allowed in results))


if __name__ == "__main__":
    sys.exit(main())
