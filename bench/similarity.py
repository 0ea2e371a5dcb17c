"""Copies found and missed among 20,000 reports, and how long it takes, beside three named peers.

`python -m bench.similarity 2000` is a quick look, `… 100000` the end of the curve. Sources found means: among
the first three that are shown, which are those with passages; precision and recall are of characters.
"""

import random
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import mean

import numpy as np

from bench._copies import DISGUISES, REWORDED, Case, clean, copy
from bench._memory import Peak
from bench._peers import Datasketch, Exact, Rensa, phrases
from bench._reports import report
from phongtrao.similarity.engine import (
    Document,
    Index,
    Link,
    Overlap,
    align,
    build_index,
    compare,
    learn_common,
    links_of,
    phrase_codes,
    read_document,
    read_syllables,
    share_of,
)
from phongtrao.similarity.engine.meaning import Words, learn_words, meaning_codes, reworded

DOCUMENTS, SAMPLE, CASES, CLEAN, QUERIES = 20_000, 6_000, 25, 200, 400
NEW = 1_000_000  # numbers of reports that are not in the index
LIKE = 0.3  # what two reports of one cluster share

MEANT = [(share, REWORDED) for share in (0.1, 0.3, 1)]
LEAST = 4  # as services.rewording: pairs of words in common

# (share, sources, disguise) → sources that may be missed; None where nothing is asked.
EASY = {"none", "marks stripped", "shuffled", "10 % words", "tone", "NFD"}
HARD = {"25 % words", "3 % noise"}
CELLS = [(0.1, many, one) for many in (1, 3) for one in DISGUISES if one != REWORDED]
CELLS += [(share, many, "none") for share in (0.3, 0.6, 1) for many in (1, 3)]
CELLS += [
    (share, 1, disguise) for share in (0.3, 1) for disguise in (*sorted(HARD), "1/3 reworded")
]

Row = tuple[str, float, float]


@dataclass(frozen=True, slots=True)
class Ground:
    common: np.ndarray
    fingerprints: list[np.ndarray]
    index: Index
    words: Words
    meanings: Index

    def read(self, text: str) -> Document:
        return read_document(text, self.common)

    def check(self, text: str) -> tuple[Overlap[int], ...]:
        """As the application does: candidates by fingerprints, passages of each, the first ones shown."""
        document = self.read(text)
        found = self.index.candidates(document.fingerprints.codes)
        return compare(
            document, {one.document: self.read(report(one.document).text) for one in found}
        )

    def reworded(self, text: str) -> tuple[Sequence[Overlap[int]], Sequence[Overlap[int]]]:
        """Copies, and what is alike in meaning beside their passages; as the application does."""
        document, literal = self.read(text), self.check(text)[:3]
        passages = [passage for one in literal for passage in one.passages]
        found = self.meanings.candidates(meaning_codes(document, self.words, passages))
        likely = [one.document for one in found if one.shared >= LEAST]
        pairs = {
            number: reworded(document, self.read(report(number).text), self.words, passages)
            for number in likely
        }
        said = [
            Overlap(number, share_of(document, sections), sections)
            for number, sections in pairs.items()
            if sections
        ]
        return literal, sorted(said, key=lambda one: -one.share)[:3]


def make_ground(documents: int) -> Ground:
    read = [read_syllables(report(number).text).codes for number in range(min(documents, SAMPLE))]
    common, words = learn_common(phrase_codes(codes, 5) for codes in read), learn_words(read)
    codes, meanings = [], []
    for number in range(documents):
        document = read_document(report(number).text, common)
        codes.append(document.fingerprints.codes)
        meanings.append(meaning_codes(document, words))
    return Ground(common, codes, build_index(codes), words, build_index(meanings))


@cache
def datasketch(documents: int) -> Datasketch:
    return Datasketch(phrases(report(number).text) for number in range(documents))


# ------------------------------------------------------------------ quality


@dataclass(frozen=True, slots=True)
class Score:
    found: float  # of the sources
    precision: float
    recall: float


def score(case: Case, overlaps: Sequence[Overlap[int]], shown: int = 3) -> Score:
    first = overlaps[:shown]
    marked = mask(case, [(p.start, p.end) for one in first for p in one.passages])
    copied = mask(case, [(one.start, one.end) for one in case.truth])
    both = (marked & copied).sum()
    return Score(
        len({one.source for one in first} & case.sources) / len(case.sources),
        both / marked.sum() if marked.any() else 1.0,
        both / copied.sum(),
    )


def mask(case: Case, spans: Iterable[tuple[int, int]]) -> np.ndarray:
    inside = np.zeros(len(case.text), np.bool_)
    for start, end in spans:
        inside[start:end] = True
    return inside


def cases(share: float, many: int, disguise: str, documents: int) -> list[Case]:
    rng = random.Random(f"{share} {many} {disguise}")  # noqa: S311 -- a seed, not a secret
    sources = [rng.sample(range(documents), many) for _ in range(CASES)]
    return [copy(NEW + number, share, of, disguise) for number, of in enumerate(sources)]


def quality(ground: Ground, peers: dict[str, Exact | Datasketch | Rensa]) -> list[Row]:
    documents, rows = len(ground.fingerprints), []
    print(
        f"\n{'copied':>8} {'from':>4} {'disguise':16}{'found':>7}{'prec.':>7}{'recall':>7}", *peers
    )
    for share, many, disguise in CELLS:
        made = cases(share, many, disguise, documents)
        scores = [score(case, ground.check(case.text)) for case in made]
        found = mean(one.found for one in scores)
        precision, recall = (
            mean(one.precision for one in scores),
            mean(one.recall for one in scores),
        )
        theirs = [mean(peer_finds(peer, case) for case in made) for peer in peers.values()]
        line = "".join(f"{value:8.2f}" for value in theirs)
        print(
            f"{share:8.0%} {many:4} {disguise:16}{found:7.3f}{precision:7.3f}{recall:7.3f}{line}",
            flush=True,
        )
        name = f"copies {share:.0%} of {many}, {disguise}"
        if (allowed := may_miss(many, disguise)) is not None:
            rows.append((f"{name}: missed", 1 - found, allowed))
            rows.append((f"{name}: marked wrongly", 1 - precision, 0.05))
            rows.append((f"{name}: not marked", 1 - recall, 0.10))
    alarms = [bool(ground.check(clean(NEW + number).text)) for number in range(CLEAN)]
    print(f"clean reports with a passage: {mean(alarms):.3f} of {CLEAN}")
    return [*rows, ("clean reports: false alarms", mean(alarms), 0.01)]


def meaning(ground: Ground) -> list[Row]:
    """Reworded throughout: found by passages, by meaning, by either; characters marked rightly, and in all."""
    documents = len(ground.fingerprints)
    print(f"\n{'reworded':>8} {'passages':>9}{'meaning':>9}{'either':>9}{'prec.':>7}{'recall':>7}")
    for share, disguise in MEANT:
        rows = []
        for case in cases(share, 1, disguise, documents):
            literal, said = ground.reworded(case.text)
            by_words, by_meaning = score(case, literal), score(case, said)
            both = score(case, [*literal, *said], shown=6)
            found = (by_words.found, by_meaning.found, both.found)
            rows.append((*found, by_meaning.precision, both.recall))
        line = [mean(column) for column in zip(*rows, strict=True)]
        print("{:8.0%} {:9.3f}{:9.3f}{:9.3f}{:7.3f}{:7.3f}".format(share, *line), flush=True)
    alarms = mean(bool(ground.reworded(clean(NEW + number).text)[1]) for number in range(CLEAN))
    print(f"clean reports with a section alike in meaning: {alarms:.3f} of {CLEAN}")
    return [("clean reports: false alarms by meaning", alarms, 0.01)]


def may_miss(many: int, disguise: str) -> float | None:
    if many > 1:
        return 0.05 if disguise in EASY else None
    return 0.01 if disguise in EASY else 0.05 if disguise in HARD else None


def peer_finds(peer: Exact | Datasketch | Rensa, case: Case) -> float:
    return len(set(peer.first_three(phrases(case.text))) & case.sources) / len(case.sources)


# ------------------------------------------------------------------ speed


def timed(action: Callable[[], object]) -> float:
    """Seconds of processor time: everything here runs on one core, and others may be busy on it."""
    start = time.process_time()
    action()
    return time.process_time() - start


def p95(seconds: Iterable[float]) -> float:
    return float(np.percentile(list(seconds), 95)) * 1_000


def reading(ground: Ground) -> list[Row]:
    texts = [report(NEW + number).text for number in range(QUERIES)]
    each = timed(lambda: [read_syllables(text) for text in texts]) / len(texts)
    whole = timed(lambda: [ground.read(text) for text in texts]) / len(texts)
    print(f"\nnormalised: {1 / each:,.0f} reports/s; with body and fingerprints {1 / whole:,.0f}")
    return [("a report normalised / 1/1,400 s", each * 1_400, 1)]


def pairs(ground: Ground, peak: Peak) -> list[Row]:
    links: list[Link] = []
    seconds = timed(lambda: links.extend(links_of(ground.index, ground.fingerprints, LIKE)))
    most = peak.mb()
    print(f"all against all: {seconds:.1f} s on one core, {len(links)} links, peak {most:,.0f} MB")
    return [("all against all, seconds", seconds, 60), ("peak memory, MB", most, 2_000)]


def alignment(ground: Ground) -> list[Row]:
    seconds = []
    for case in cases(0.1, 3, "none", len(ground.fingerprints)):
        document = ground.read(case.text)
        sources = [ground.read(report(number).text) for number in case.sources]
        seconds.append(timed(lambda: [align(document, one) for one in sources]))  # noqa: B023 -- run at once
    print(f"three sources aligned: p95 {p95(seconds):.1f} ms")
    return [("three sources aligned, ms", p95(seconds), 50)]


def queries(ground: Ground, peers: dict[str, Exact | Datasketch | Rensa]) -> list[Row]:
    """Ours and theirs by turns, so that a busy machine is busy for all."""
    texts = [report(NEW + number).text for number in range(QUERIES)]
    ours, theirs = [], {name: [] for name in peers}
    for text in texts:
        codes, everything = ground.read(text).fingerprints.codes, phrases(text)
        ours.append(timed(lambda: ground.index.candidates(codes)))  # noqa: B023 -- run at once
        for name, peer in peers.items():
            theirs[name].append(timed(lambda: peer.first_three(everything)))  # noqa: B023
    print(
        f"query p95: ours {p95(ours):.2f} ms", *(f"{n} {p95(s):.2f} ms" for n, s in theirs.items())
    )
    return [("query p95 / exact numpy index", p95(ours) / p95(theirs["exact"]), 1.5)]


def run(documents: int = DOCUMENTS) -> list[Row]:
    peak, start = Peak(), time.process_time()
    ground = make_ground(documents)
    seconds = time.process_time() - start
    kept = mean(len(codes) for codes in ground.fingerprints)
    print(
        f"{documents:,} reports read and indexed in {seconds:.0f} s; {kept:.0f} fingerprints each"
    )
    rows = [*reading(ground), *pairs(ground, peak), *alignment(ground)]
    everything = [phrases(report(number).text) for number in range(documents)]
    peers = {
        "exact": Exact(everything),
        "datasketch": datasketch(documents),
        "rensa": Rensa(everything),
    }
    del everything
    return [*rows, *queries(ground, peers), *quality(ground, peers), *meaning(ground)]


if __name__ == "__main__":
    for name, measured, allowed in run(int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS):
        print(
            f"{name:50}{measured:9.3f}{allowed:9.2f}  {'ok' if measured <= allowed else 'NOT REACHED'}"
        )
