"""Whatever file comes in: words or a sentence, in bounded time and memory; and checks while the index is rebuilt."""

import json
import resource
import subprocess
import sys
import time
from datetime import timedelta
from io import BytesIO

import pytest
from docx import Document
from PIL import Image
from pypdfium2 import PdfDocument

from bench._copies import copy
from bench._reports import report
from phongtrao.similarity.models import Check
from phongtrao.similarity.services import indexing
from phongtrao.similarity.services.checks import run_waiting
from tests.similarity.shelf import KEY, Shelf, answering, plugged
from tests.threads import at_once

SECONDS = 120  # of processor time, held by the kernel; alone the longest takes some ten
MEGABYTES = 1_200  # what the process may hold at most
ENGLISH = "The teacher asks the pupils to read the story aloud, and to write down new words. " * 100
# A process of its own, so that its limits are real: what it read, or the sentence it refused with. What it held
# at most is asked of the kernel; ru_maxrss begins at what the process that started it had, a whole test run.
READ = rf"""
import json, re, resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS}, {SECONDS}))
from phongtrao.lib.errors import BadFile
from phongtrao.reader.words import read_words
from phongtrao.similarity.engine import read_document
try:
    said = len(read_document(read_words(Path(sys.argv[1]))).syllables)
except BadFile as error:
    said = str(error)
held = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
print(json.dumps([said, int(held[1]) / 1024]))
"""


def picture():
    made = BytesIO()
    Image.new("RGB", (600, 800), "grey").save(made, "PNG")
    return made.getvalue()


def word(*paragraphs, pictures=0):
    document, made = Document(), BytesIO()
    for text in paragraphs:
        document.add_paragraph(text)
    for _ in range(pictures):
        document.add_picture(BytesIO(picture()))
    document.save(made)
    return made.getvalue()


def blank_pages(count):
    pdf, made = PdfDocument.new(), BytesIO()
    for _ in range(count):
        pdf.new_page(595, 842)
    pdf.save(made)
    pdf.close()
    return made.getvalue()


def scan():
    made = BytesIO()
    pages = [Image.new("RGB", (600, 800), "grey") for _ in range(3)]
    pages[0].save(made, "PDF", save_all=True, append_images=pages[1:])
    return made.getvalue()


FILES = {
    "empty.docx": (word, "chỉ có ảnh"),
    "pictures.docx": (lambda: word(pictures=3), "chỉ có ảnh"),
    "scan.pdf": (scan, "Không nhận ra chữ"),
    "photo.png": (picture, "chỉ có ảnh"),
    "2000-pages.pdf": (lambda: blank_pages(2_000), "2000 trang, vượt mức 400"),
    "2000-pages.docx": (
        lambda: word(*(line for n in range(500) for line in report(n % 40).text.splitlines())),
        "dài bất thường",
    ),
    "one-word.txt": (lambda: b"s\xc3\xa1ng " * 1_000_000, "dài bất thường"),
    "binary.txt": (lambda: bytes(range(256)) * 4_000, ""),
    "binary.docx": (lambda: bytes(range(256)) * 4_000, ""),
    "binary.pdf": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 4_000, ""),
    "english.txt": (ENGLISH.encode, 1_600),
    "title.txt": ("Đổi mới phương pháp dạy học môn Toán".encode, 8),
}


@pytest.mark.parametrize("name", list(FILES))
def test_any_file_gives_words_or_a_sentence_within_bounds(name, tmp_path):
    make, expected = FILES[name]
    path = tmp_path / name
    path.write_bytes(make())

    done = subprocess.run(
        [sys.executable, "-c", READ, str(path)], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr[-2_000:]
    said, megabytes = json.loads(done.stdout)
    assert megabytes < MEGABYTES
    if isinstance(expected, int):
        assert said == expected
    else:
        assert expected in said
        assert said.endswith(".")


@pytest.mark.django_db(transaction=True)
def test_fifty_checks_that_wait_while_the_index_is_rebuilt_all_find_the_source():
    """As they are asked for and run by three workers beside the one that rebuilds."""
    shelf = Shelf({number: report(number).text for number in range(1, 41)})
    copies = range(1_001, 1_051)
    before = time.process_time()

    def rebuilt():
        indexing.rebuild()
        indexing.read_waiting()

    with plugged(shelf):
        indexing.note_arrivals()
        indexing.read_waiting()
        shelf.words |= dict.fromkeys(copies, copy(1_000, 0.3, [3]).text)
        Check.objects.bulk_create(
            Check(kind=KEY, thing=one, number=one, day=shelf.day + timedelta(days=1))
            for one in copies
        )
        held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        ran: list[int] = []
        raised = at_once(rebuilt, *[lambda: ran.append(run_waiting())] * 3)
        answers = set(answering())

    assert raised == [None] * 4
    assert sum(ran) == 50
    checks = Check.objects.filter(status="done", against__gt=0)
    found = [one.findings.order_by("is_weak", "-share").first() for one in checks]
    assert [one and one.number for one in found] == [3] * 50
    assert answers == set(range(1, 41))
    assert time.process_time() - before < SECONDS
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - held) / 1024 < MEGABYTES
