"""Copies whose truth is known: which characters of a report come from which other one, under a disguise."""

import random
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bench._reports import Paragraph, report, sentences, syllables
from bench._rewording import reword
from phongtrao.lib.text import strip_marks

Disguise = Callable[[str, random.Random], str]

NOISE, LOOKS = (
    0.03,
    {"m": "rn", "l": "1", "i": "l", "o": "0", "c": "e", "h": "b", "u": "n", "n": "u", "t": "f"},
)
_VOWEL_PAIR = re.compile(r"\b(\w*)(o|u)(à|á|ả|ã|ạ|ỳ|ý|ỷ|ỹ|ỵ|è|é|ẻ|ẽ|ẹ)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Copied:
    start: int
    end: int
    source: int


@dataclass(frozen=True, slots=True)
class Case:
    """A text, and what is copied in it; nothing in a clean one."""

    text: str
    truth: tuple[Copied, ...]

    @property
    def sources(self) -> set[int]:
        return {one.source for one in self.truth}


def same(text: str, _rng: random.Random) -> str:
    return text


def bare(text: str, _rng: random.Random) -> str:
    return strip_marks(text)


def apart(text: str, _rng: random.Random) -> str:
    return unicodedata.normalize("NFD", text)


def new_tones(text: str, _rng: random.Random) -> str:
    """hóa → hoá, thủy → thuỷ; lý → lí."""
    text = re.sub(r"\b([hklmstHKLMST])ý\b", r"\1í", text)
    return _VOWEL_PAIR.sub(_move_tone, _OLD.sub(_move_tone, text))


_OLD = re.compile(r"\b(\w*)([òóỏõọùúủũụ])(a|e|y)\b", re.IGNORECASE)


def _move_tone(found: re.Match[str]) -> str:
    onset, first, second = found.groups()
    letter, *tone = unicodedata.normalize("NFD", first)
    if onset.lower().endswith("q") or not tone:
        return found.group()
    return unicodedata.normalize("NFC", onset + letter + second + "".join(tone))


def other_words(share: float) -> Disguise:
    def replace(text: str, rng: random.Random) -> str:
        return " ".join(
            rng.choice(syllables()) if rng.random() < share else word for word in text.split(" ")
        )

    return replace


def noise(text: str, rng: random.Random) -> str:
    """As a bad scan reads: letters taken for others, lost, or torn apart. Never a mark alone."""
    return "".join(_misread(c, rng) if c.isalpha() and rng.random() < NOISE else c for c in text)


def _misread(letter: str, rng: random.Random) -> str:
    drawn = rng.random()
    if drawn < 0.15:
        return ""
    if drawn < 0.25:
        return letter + " "
    plain = strip_marks(letter).lower()
    return LOOKS.get(plain) or rng.choice("abcdeghiklmnopqrstuvx")


def reworded(text: str, rng: random.Random) -> str:
    """Every third sentence says it otherwise: its parts turned around, four words in ten new."""
    lines = sentences(text)
    for at in range(rng.randrange(3), len(lines), 3):
        parts = lines[at].rstrip(".").split(", ")
        turned = other_words(0.4)(", ".join(reversed(parts)), rng)
        lines[at] = turned[:1].upper() + turned[1:] + "."
    return " ".join(lines)


def otherwise(text: str, rng: random.Random) -> str:
    """Every sentence says it otherwise."""
    return " ".join(reword(line, rng) for line in sentences(text))


def mixed(text: str, rng: random.Random) -> str:
    """The sentences in another order."""
    return " ".join(rng.sample(lines := sentences(text), len(lines)))


REWORDED = "reworded"  # throughout; found by meaning, where it is
# What is done to the copied paragraphs; those of WHOLE happen to all the text.
DISGUISES: dict[str, Disguise] = {
    "none": same,
    "marks stripped": bare,
    "shuffled": mixed,
    "10 % words": other_words(0.10),
    "tone": new_tones,
    "NFD": apart,
    "25 % words": other_words(0.25),
    "3 % noise": noise,
    "1/3 reworded": reworded,
    REWORDED: otherwise,
}
WHOLE = {"marks stripped", "tone", "NFD", "3 % noise"}


def copy(number: int, share: float, of: list[int], disguise: str = "none") -> Case:
    """A new report of which ``share`` (0 to 1) comes in equal parts from the reports ``of``."""
    rng = random.Random(f"{number} {share} {of} {disguise}")  # noqa: S311 -- a seed, not a secret
    host = list(report(number).paragraphs)
    length = sum(len(one.text) for one in host)
    places = [at for at, one in enumerate(host) if one.own]
    rng.shuffle(places)
    taken = [(one, text) for one in of for text in _take(one, length * share / len(of), rng)]
    rng.shuffle(taken)
    freed = 0.0
    put: dict[int, list[tuple[int, str]]] = {}
    for at in places:
        if freed >= length * share:
            break
        freed += len(host[at].text)
        put[at] = []
    for turn, piece in enumerate(taken):
        put[list(put)[turn % len(put)]].append(piece)
    change = DISGUISES[disguise]
    return _assemble(
        (source, change(text, rng) if disguise in WHOLE or source is not None else text)
        for source, text in _merged(host, put)
    )


def clean(number: int) -> Case:
    return Case(report(number).text, ())


def _take(number: int, length: float, rng: random.Random) -> Iterator[str]:
    """Own paragraphs of a report that follow each other, the last one cut at a full stop."""
    own = [one.text for one in report(number).paragraphs if one.own]
    begin = rng.randrange(len(own))
    for text in own[begin:] + own[:begin]:
        if length <= 0:
            return
        lines = sentences(text)
        while len(lines) > 1 and len(" ".join(lines[:-1])) >= length:
            lines.pop()
        yield " ".join(lines)
        length -= len(" ".join(lines))


def _merged(
    host: list[Paragraph], put: dict[int, list[tuple[int, str]]]
) -> Iterator[tuple[int | None, str]]:
    for at, paragraph in enumerate(host):
        if at in put:
            yield from put[at]
        else:
            yield None, paragraph.text


def _assemble(pieces: Iterable[tuple[int | None, str]]) -> Case:
    texts, truth, at = [], [], 0
    for source, text in pieces:
        if source is not None:
            truth.append(Copied(at, at + len(text), source))
        texts.append(text)
        at += len(text) + 1
    return Case("\n".join(texts), tuple(truth))
