"""The index of copies in PostgreSQL: 20,000 reports, text in → likely sources, and what a report costs in bytes."""

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
from phongtrao.similarity.models import IndexedText
from phongtrao.similarity.queries.common import codes_of, newest_common
from phongtrao.similarity.queries.sources import likely_sources
from phongtrao.similarity.services.indexing import note_arrivals, read_waiting, rebuild, sweep
from tests.factories import LONG_AGO

DOCUMENTS, LEARNED, QUERIES = 20_000, 2_000, 200
NEW = 1_000_000
P95_MS, BYTES = 15, 30_000
KIND = "bench"


def texts(numbers: Collection[int]) -> dict[int, str]:
    return {number: report(number).text for number in numbers}


def fill(documents: int) -> float:
    """Learn what everybody writes from the first reports, then take in all; texts a second."""
    there = min(documents, LEARNED)

    def arrivals(number: int, limit: int) -> list[Arrival]:
        last = min(there, number + limit)
        return [Arrival(one, one, LONG_AGO) for one in range(number + 1, last + 1)]

    _ground.department()
    register(TextKind(KIND, "bench", arrivals, texts))
    note_arrivals()
    read_waiting()
    rebuild()
    there = documents
    note_arrivals()
    start = time.perf_counter()
    read = read_waiting()
    rate = read / (time.perf_counter() - start)
    sweep()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE similarity_bundle, similarity_indexedtext")
    return rate


def size() -> int:
    tables = ("similarity_bundle", "similarity_indexedtext")
    with connection.cursor() as cursor:
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
    rate = fill(documents)
    count = IndexedText.objects.filter(status="done").count()
    each = size() / count
    p95, recall = ask(documents)
    print(f"{count:,} reports in PostgreSQL, {rate:.0f}/s; {recall:.2f} of the sources among ten")
    return [
        (f"text in → sources, p95 {p95:.1f} ms / {P95_MS}", p95 / P95_MS, 1.0),
        (f"bytes a report {each:,.0f} / {BYTES:,}", each / BYTES, 1.0),
    ]


if __name__ == "__main__":
    print(run(int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS))
