"""The index of copies in PostgreSQL: text in → likely sources, and what a report costs in bytes, as it grows.

`python -m bench.similarity_postgres 100000` goes on to the end of the curve; `make bench` stops at 20,000.
"""

import sys
import time
from collections.abc import Collection

import numpy as np
from django.db import connection

from bench import _ground
from bench._copies import copy
from bench._reports import report
from phongtrao.similarity.engine import read_document
from phongtrao.similarity.kinds import Arrival, TextKind, register
from phongtrao.similarity.queries.common import codes_of, newest_common
from phongtrao.similarity.queries.sources import likely_sources
from phongtrao.similarity.services.indexing import note_arrivals, read_waiting, rebuild, sweep
from tests.factories import LONG_AGO

DOCUMENTS, LEARNED, QUERIES = 20_000, (2_000, 6_000), 200
NEW = 1_000_000
P95_MS, BYTES = 15, 30_000
KIND = "bench"


def texts(numbers: Collection[int]) -> dict[int, str]:
    return {number: report(number).text for number in numbers}


class Archive:
    """Reports that come in as they do in an office; what everybody writes is learned anew as it grows."""

    def __init__(self) -> None:
        self.there = 0
        _ground.department()
        register(TextKind(KIND, "bench", self.arrivals, texts))

    def arrivals(self, number: int, limit: int) -> list[Arrival]:
        last = min(self.there, number + limit)
        return [Arrival(one, one, LONG_AGO) for one in range(number + 1, last + 1)]

    def grow(self, documents: int) -> float:
        """Texts read a second."""
        self.there = documents
        note_arrivals()
        start = time.perf_counter()
        read = read_waiting()
        if documents in LEARNED:
            rebuild()
            read += read_waiting()
        seconds = time.perf_counter() - start
        sweep()
        return read / seconds


def size() -> int:
    """As the server's own cleaning leaves the tables: never packed anew."""
    tables = ("similarity_bundle", "similarity_indexedtext")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE similarity_bundle, similarity_indexedtext")
        cursor.execute("SELECT sum(pg_total_relation_size(one::regclass)) FROM unnest(%s::text[]) one", [[*tables]])  # fmt: skip
        return int(cursor.fetchone()[0])


def ask(documents: int) -> tuple[float, float]:
    """p95 in milliseconds of text in → sources; the share of copies whose source is among the ten."""
    common = codes_of(newest_common())
    took, found = [], 0
    for number in range(QUERIES):
        of = (number * 97) % documents + 1
        words = copy(NEW + number, 0.1, [of], "10 % words").text
        start = time.perf_counter()
        sources = likely_sources(read_document(words, common))
        took.append(time.perf_counter() - start)
        found += of in {one.text.number for one in sources}
    return float(np.percentile(took, 95)) * 1_000, found / QUERIES


def run(documents: int = DOCUMENTS) -> list[tuple[str, float, float]]:
    archive, p95s = Archive(), {}
    for step in sorted({*LEARNED, DOCUMENTS, documents}):
        rate = archive.grow(step)
        each = size() / step
        p95s[step], recall = ask(step)
        print(
            f"{step:>9,} reports: p95 {p95s[step]:.1f} ms, {each / 1_000:.1f} kB each, taken in {rate:.0f}/s, {recall:.3f} among ten",
            flush=True,
        )
    return []


if __name__ == "__main__":
    print(run(int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS))
