"""The two counted tables of packs/marks: words.txt (runs of three words) and letters.txt (readings).

words.txt: “one-before the-word-before ⇥ word:times word …”, once where no times are said.
letters.txt: “letter ⇥ signs:times signs …”; ∅ stands for nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "packs" / "marks"
WORDS, LETTERS = FOLDER / "words.txt", FOLDER / "letters.txt"
_NOTHING = "∅"


def read_words() -> dict[tuple[str, str, str], int]:
    """{three words side by side: how often}."""
    counts: dict[tuple[str, str, str], int] = {}
    for context, rest in _lines(WORDS):
        first, second = context.split(" ")
        counts |= {(first, second, word): times for word, times in _entries(rest)}
    return counts


def read_letters() -> dict[tuple[str, str], int]:
    """{(letter, the signs it was read as): how often}."""
    return {
        (letter, "" if signs == _NOTHING else signs): times
        for letter, rest in _lines(LETTERS)
        for signs, times in _entries(rest)
    }


def write_words(counts: Mapping[tuple[str, str, str], int]) -> None:
    """Write words.txt anew."""
    _write(WORDS, ((f"{a} {b}", word, times) for (a, b, word), times in counts.items()))


def write_letters(counts: Mapping[tuple[str, str], int]) -> None:
    """Write letters.txt anew."""
    rows = ((letter, signs or _NOTHING, times) for (letter, signs), times in counts.items())
    _write(LETTERS, rows)


def _lines(path: Path) -> Iterable[tuple[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        head, _, rest = line.partition("\t")
        yield head, rest


def _entries(rest: str) -> Iterable[tuple[str, int]]:
    for entry in rest.split(" "):
        word, colon, times = entry.rpartition(":")
        yield (word, int(times)) if colon and times.isdigit() else (entry, 1)


def _write(path: Path, rows: Iterable[tuple[str, str, int]]) -> None:
    lines: dict[str, dict[str, int]] = defaultdict(dict)
    for head, word, times in rows:
        lines[head][word] = times
    said = (
        f"{head}\t"
        + " ".join(w if times == 1 else f"{w}:{times}" for w, times in sorted(words.items()))
        for head, words in sorted(lines.items())
    )
    path.write_text("\n".join(said) + "\n", encoding="utf-8")
