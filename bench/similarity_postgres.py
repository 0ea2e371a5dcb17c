"""The index of copies in PostgreSQL as it grows: text in → likely sources beside datasketch, and bytes a report.

The first 2,000 reports, and the last 1,000 before 20,000, come in as they do in an office, one by one; those
between are read the same way and appended all at once. Beyond 20,000 no report is read: each has postings drawn
from all those there are, so that every phrase has five times as many holders at 100,000, rather more than true.
"""

import time
from collections.abc import Callable, Collection

import numpy as np
from django.db import connection

from bench import _ground
from bench._copies import REWORDED, copy
from bench._memory import Peak
from bench._peers import phrases
from bench._reports import report
from bench.similarity import SAMPLE, datasketch
from phongtrao.similarity.engine import learn_common, phrase_codes, read_document, read_syllables
from phongtrao.similarity.engine.bundles import pack, unpack
from phongtrao.similarity.engine.meaning import learn_words
from phongtrao.similarity.kinds import Arrival, TextKind, register
from phongtrao.similarity.models import Bundle, CommonPhrases, IndexedText
from phongtrao.similarity.queries.common import codes_of, newest_common, words_of
from phongtrao.similarity.queries.sources import likely_sources
from phongtrao.similarity.services.checking import find_copies
from phongtrao.similarity.services.grouping import group_texts
from phongtrao.similarity.services.indexing import (
    append,
    codes_kept_of,
    note_arrivals,
    read_waiting,
)
from phongtrao.similarity.services.rewording import find_reworded
from tests.factories import LONG_AGO

FIRST, DOCUMENTS, MANY = 2_000, 20_000, 100_000
ONE_BY_ONE, AT_ONCE, BUNDLES_AT_ONCE, QUERIES = 1_000, 40_000, 20_000, 200
NEW = 1_000_000
P95_MS, BYTES, BESIDE_LSH, GROWTH = 15, 30_000, 2, 2.5
KIND = "bench"


def texts(numbers: Collection[int]) -> dict[int, str]:
    return {number: report(number).text for number in numbers}


class Archive:
    def __init__(self) -> None:
        self.there = 0
        _ground.department()
        register(TextKind(KIND, "bench", self.arrivals, texts))
        read = [read_syllables(report(number).text).codes for number in range(SAMPLE)]
        common = learn_common(phrase_codes(codes, 5) for codes in read)
        packed = common.astype("<u8").tobytes()
        CommonPhrases.objects.create(texts=SAMPLE, codes=packed, words=learn_words(read).packed)

    def arrivals(self, number: int, limit: int) -> list[Arrival]:
        last = min(self.there, number + limit)
        return [Arrival(one, one, LONG_AGO) for one in range(number + 1, last + 1)]

    def take_in(self, documents: int) -> float:
        """One by one; how many a second."""
        self.there = documents
        note_arrivals()
        start = time.perf_counter()
        return read_waiting() / (time.perf_counter() - start)

    def append(self, last: int) -> None:
        """Read as the job reads, written many at a time."""
        common = newest_common()
        codes, words = codes_of(common), words_of(common)
        numbers = range(self.there + 1, last + 1)
        kept = [codes_kept_of(read_document(report(one).text, codes), words) for one in numbers]
        self._write(kept)

    def draw(self, last: int) -> None:
        """Not read: as many postings each as a report has, of those that are there."""
        there = unpack(Bundle.objects.values_list("number", "postings").iterator()).codes
        rng, each = np.random.default_rng(5), len(there) // self.there
        while self.there < last:
            many = min(AT_ONCE, last - self.there)
            self._write([np.unique(rng.choice(there, each)) for _ in range(many)])

    def _write(self, kept: list[np.ndarray]) -> None:
        numbers = range(self.there + 1, self.there + len(kept) + 1)
        common = newest_common()
        rows = [
            IndexedText(
                kind=KIND, number=one, thing=one, day=LONG_AGO, common=common, status="done"
            )
            for one in numbers
        ]
        made = IndexedText.objects.bulk_create(rows, batch_size=1_000)
        bundles = pack({row.pk: codes for row, codes in zip(made, kept, strict=True)})
        for begin in range(0, len(bundles), BUNDLES_AT_ONCE):
            append(bundles[begin : begin + BUNDLES_AT_ONCE])
        self.there += len(kept)


def size() -> int:
    """As the server's own cleaning leaves the tables: never packed anew."""
    tables = ("similarity_bundle", "similarity_indexedtext")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE similarity_bundle, similarity_indexedtext")
        cursor.execute("SELECT sum(pg_total_relation_size(one::regclass)) FROM unnest(%s::text[]) one", [[*tables]])  # fmt: skip
        return int(cursor.fetchone()[0])


def seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def p95(took: list[float]) -> float:
    return float(np.percentile(took, 95)) * 1_000


def ask() -> tuple[float, float]:
    """p95 in milliseconds of text in → sources; the share of copies whose source is among the ten."""
    common = codes_of(newest_common())
    took, found = [], 0
    for number in range(QUERIES):
        of = number * 9 + 1
        words = copy(NEW + number, 0.1, [of], "10 % words").text
        start = time.perf_counter()
        sources = likely_sources(read_document(words, common))
        took.append(time.perf_counter() - start)
        found += of in {one.text.number for one in sources}
    return p95(took), found / QUERIES


def beside_datasketch(documents: int) -> tuple[float, float]:
    """p95 of both over the same texts, by turns: a busy machine is busy for both."""
    table, common = datasketch(documents), codes_of(newest_common())
    ours, theirs = [], []
    for number in range(QUERIES):
        words = report(NEW + number).text
        ours.append(seconds(lambda: likely_sources(read_document(words, common))))  # noqa: B023
        theirs.append(seconds(lambda: table.first_three(phrases(words))))  # noqa: B023
    return p95(ours), p95(theirs)


def whole_check() -> tuple[float, float]:
    """p95 of a whole check, and of its second half: what was reworded."""
    whole, second = [], []
    for number in range(QUERIES // 4):
        words = copy(NEW + number, 0.3, [number + 1], REWORDED).text
        start = time.perf_counter()
        document, copies = find_copies(words)
        literal = [passage for one in copies for passage in one.overlap.passages]
        second.append(seconds(lambda: find_reworded(document, literal)))  # noqa: B023
        whole.append(time.perf_counter() - start)
    return p95(whole), p95(second)


def grouping() -> tuple[float, float]:
    """Seconds of processor time of finding all groups, and the most memory it takes, MB; without PostgreSQL's own."""
    peak, start = Peak(), time.process_time()
    found = group_texts()
    took = time.process_time() - start
    print(f"groups: {found} found in {took:.1f} s, peak {peak.mb():,.0f} MB")
    return took, peak.mb()


def figures(documents: int) -> tuple[float, float]:
    each, (took, recall) = size() / documents, ask()
    print(
        f"{documents:>9,} reports in PostgreSQL: text in → sources p95 {took:.1f} ms, {each / 1_000:.1f} kB each;"
        f" {recall:.3f} of the sources among ten",
        flush=True,
    )
    return took, each


def run() -> list[tuple[str, float, float]]:
    archive = Archive()
    rate = archive.take_in(FIRST)
    figures(FIRST)
    archive.append(DOCUMENTS - ONE_BY_ONE)
    later = archive.take_in(DOCUMENTS)
    took, each = figures(DOCUMENTS)
    print(f"taken in one by one: {rate:.0f} and {later:.0f} a second")
    ours, theirs = beside_datasketch(DOCUMENTS)
    print(f"clean reports, text in → sources: p95 {ours:.1f} ms, datasketch {theirs:.1f} ms")
    print("a whole check p95 {:.0f} ms, of it rewording {:.0f} ms".format(*whole_check()))
    took_groups, memory = grouping()
    archive.draw(MANY)
    many, _ = figures(MANY)
    return [
        (f"text in → sources, p95 {took:.1f} ms / {P95_MS}", took / P95_MS, 1),
        ("text in → sources, p95 / datasketch", ours / theirs, BESIDE_LSH),
        (f"groups of {DOCUMENTS:,}, seconds", took_groups, 60),
        (f"groups of {DOCUMENTS:,}, peak MB", memory, 2_000),
        (f"p95 at {MANY:,} / at {DOCUMENTS:,}", many / took, GROWTH),
        (f"bytes a report {each:,.0f} / {BYTES:,}", each / BYTES, 1),
    ]


if __name__ == "__main__":
    for name, measured, allowed in run():
        print(f"{name:50}{measured:9.2f}{allowed:9.2f}")
