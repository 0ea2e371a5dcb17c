"""Score the plan reader on every annotated plan in every format; run by ``make score``.

``make score`` prints one table and the calibration, and fails below a floor.
``make score ARGS="004 scan"`` prints the scorer's report for one plan with what was missed; the
format may be left out, and a part of the name is enough.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from phongtrao.lib.errors import BadFile
from phongtrao.reader import Fact, Reading, read_plan
from tests.reader import corpus
from tests.reader.scoring import judge, report, score

TEXT_FLOORS = (0.97, 0.97)  # macro F1, macro field accuracy
EXTRACTED_FLOORS = (0.95, 0.95)  # text extracted anew: see tests/reader/test_golds.py
SCAN_FLOORS = (0.90, 0.88)
DAMAGED = corpus.SHARED / "001.txt"  # its text layer has lost the Vietnamese marks
DAMAGED_SECTIONS = frozenset((
    "document", "legal_bases", "purposes", "requirements", "subjects", "phases", "contents",
    "solutions", "criteria", "award_forms", "award_rules", "responsibilities", "recipients",
))  # fmt: skip
BUCKETS = (0.9, 0.8, 0.7, 0.6, 0.5, 0.0)
SHOWN_AS_SURE = 0.9


@dataclass(frozen=True, slots=True)
class Result:
    """How one plan in one format was read."""

    name: str
    kind: str
    f1: float
    accuracy: float
    empty: tuple[str, ...]  # sections the annotation has and the reading has not

    @property
    def failures(self) -> Iterator[str]:
        is_extracted = self.kind == "txt" and self.name not in corpus.GOLDS
        floors = EXTRACTED_FLOORS if is_extracted else TEXT_FLOORS
        floors = SCAN_FLOORS if self.kind == "scan" else floors
        for what, value, floor in zip(
            ("F1", "fields"), (self.f1, self.accuracy), floors, strict=True
        ):
            if value < floor:
                yield f"{self.name} {self.kind}: {what} {value:.3f} < {floor:.2f}"
        for section in self.empty:
            yield f"{self.name} {self.kind}: nothing right in {section}"


def measure(name: str, kind: str) -> tuple[Result, list[tuple[Fact, bool]]]:
    """Read one paper: its scores, and each fact with whether it is right."""
    try:
        reading = read_plan(corpus.paper(name, kind))
    except BadFile as error:
        print(f"{name} {kind}: {error}", file=sys.stderr)
        return Result(name, kind, 0.0, 0.0, ()), []
    found = score(name, reading.plan)
    empty = [key for key, s in found["sections"].items() if s["gold"] and not s["f1"]]
    result = Result(name, kind, found["macro_f1"], found["macro_field_accuracy"], tuple(empty))
    return result, list(judge(name, reading))


def print_scores(results: Iterable[Result]) -> None:
    """One line a plan: F1 and field accuracy for every format."""
    rows: dict[str, dict[str, Result]] = defaultdict(dict)
    for result in results:
        rows[result.name][result.kind] = result
    width = max(map(len, rows)) + 2
    print(f"{'F1 / fields':{width}}" + "".join(f"{kind:^15}" for kind in corpus.FORMATS))
    for name, row in rows.items():
        cells = (
            f"{r.f1:.3f} / {r.accuracy:.3f}" if (r := row.get(k)) else "" for k in corpus.FORMATS
        )
        print(f"{name:{width}}" + "".join(f"{cell:^15}" for cell in cells))


def print_calibration(judged: Iterable[tuple[Fact, bool]]) -> None:
    """Of the facts of each confidence, the share that is right."""
    buckets: dict[float, list[bool]] = defaultdict(list)
    for fact, is_right in judged:
        buckets[next(floor for floor in BUCKETS if fact.confidence >= floor)].append(is_right)
    print("\nconfidence   facts   right")
    for floor in BUCKETS:
        if rights := buckets.get(floor):
            print(f"   ≥ {floor:.1f}   {len(rights):7}   {sum(rights) / len(rights):5.1%}")


def damaged_failures() -> Iterator[str]:
    """Plan 001 has no annotation: every section it has must be filled, its words marked."""
    reading = read_plan(DAMAGED)
    found = {fact.section for fact in reading.facts}
    yield from (f"001: nothing found for {section}" for section in DAMAGED_SECTIONS - found)
    if not _is_marked(reading):
        yield "001: facts rebuilt from damaged text are not marked"


def _is_marked(reading: Reading) -> bool:
    return all(fact.doubt and fact.confidence < SHOWN_AS_SURE for fact in reading.facts)


def show(part: str, kinds: Iterable[str]) -> int:
    """The scorer's own report for the plans whose name begins with ``part``."""
    for name in corpus.names():
        if name.startswith(part):
            for kind in kinds or corpus.formats(name):
                path = corpus.paper(name, kind)
                print(f"\n{path}")
                report(name, read_plan(path).plan, f"{name} {kind}")
    return 0


def main(arguments: list[str]) -> int:
    if arguments:
        return show(arguments[0], arguments[1:])
    names = corpus.names()
    corpus.build(names)
    pairs = [measure(name, kind) for name in names for kind in corpus.formats(name)]
    results = [result for result, _ in pairs]
    print_scores(results)
    print_calibration(fact for _, facts in pairs for fact in facts)
    failures = [line for result in results for line in result.failures] + list(damaged_failures())
    print("\n".join(failures), file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
