"""Whatever comes in: a result, in bounded time and memory."""

import random
import time
import tracemalloc

import pytest

from bench._reports import report
from phongtrao.similarity.engine import align, compare
from tests.similarity.corpus import index, read

SECONDS = 20  # of processor time, on a busy machine; alone the longest takes four
MEGABYTES = 900
ENGLISH = (
    "The teacher asks the pupils to read the story aloud and to write down every new word. " * 200
)
NOISE = random.Random(1).randbytes(3_000_000)  # noqa: S311 -- not a secret

BAD = {
    "nothing": "",
    "signs only": " \n\t…!?— " * 1_000,
    "pictures only": "\ufffc\n" * 50,
    "one word a million times": "sáng " * 1_000_000,
    "one letter without end": "a" * 5_000_000,
    "figures without end": "1 " * 1_000_000,
    "2,000 pages": "\n".join(report(number).text for number in range(300)),
    "binary as Latin 1": NOISE.decode("latin-1"),
    "binary as broken UTF-8": NOISE.decode("utf-8", "replace"),
    "half a surrogate": "học sinh \ud800 lớp",
    "marks without letters": "\u0301" * 1_000_000,
    "English": ENGLISH,
    "Chinese": "学生在课堂上阅读故事" * 10_000,
    "quotation marks that never close": "“" * 200_000,
    "numbered lines without words": "1.\n" * 200_000,
}


@pytest.mark.parametrize("kind", list(BAD))
def test_any_text_is_read_compared_and_answered(kind):
    text, start = BAD[kind], time.process_time()
    report_of_a_colleague = read(report(7).text)

    tracemalloc.start()
    document = read(text)
    found = index().candidates(document.fingerprints.codes)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    align(document, report_of_a_colleague)
    align(report_of_a_colleague, document)
    align(document, document)

    assert time.process_time() - start < SECONDS
    assert peak < MEGABYTES * 1_000_000
    assert len(found) <= 10


def test_no_source_when_a_text_is_english_or_rubbish():
    sources = {number: read(report(number).text) for number in range(5)}

    for kind in ("nothing", "English", "binary as Latin 1", "one word a million times"):
        assert compare(read(BAD[kind]), sources) == ()


def test_the_copied_page_is_found_in_two_thousand():
    document = read(BAD["2,000 pages"])

    [overlap] = compare(document, {5: read(report(5).text)})

    copied = sum(passage.source_end - passage.source_start for passage in overlap.passages)
    assert copied > 0.6 * len(report(5).text)


def test_a_text_that_is_anothers_title_only():
    title = "Đổi mới phương pháp dạy học môn Toán"

    assert compare(read(title), {1: read(f"{title}\n{report(7).text}")}) == ()
