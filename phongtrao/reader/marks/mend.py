"""Lines that lost their marks, mended; every word that was changed says what stood there."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from phongtrao.lib.text import is_syllable
from phongtrao.reader.marks.channel import Channel
from phongtrao.reader.marks.decode import Choices, Decoded, decode
from phongtrao.reader.marks.ngrams import NUMBER, STOP, Ngrams
from phongtrao.reader.marks.pieces import Piece, cut, set_like
from phongtrao.reader.marks.tables import read_letters, read_words
from phongtrao.reader.model import MendedWord

# What a word costs by sign when it is left as it was read though it was never counted: a name, an
# address; or something that is no syllable at all.
_UNKNOWN, _NO_SYLLABLE = 0.9, 2.5
_SHORT_NUMBER, _NO_NUMBER = 2, 4.0  # “6” and “50” may be words, “2025” and “06” are none
_SYMBOL_WIDTH = 3.5  # in KH-BGDDT nothing is put right but what was surely misread


@dataclass(frozen=True, slots=True)
class MendedLine:
    """A line as it should read; ``words`` are those of it that were changed."""

    text: str
    words: tuple[MendedWord, ...] = ()


def mend(lines: Sequence[str]) -> list[MendedLine]:
    """Each line with its Vietnamese marks put back; numbers and signs stay as they are."""
    return _mender().mend(lines)


class Mender:
    """Mends lines by a model of words and a channel of readings; remembers words it has seen."""

    def __init__(self, model: Ngrams, channel: Channel) -> None:
        self._model, self._channel = model, channel
        self._remembered: dict[tuple[str, str], Choices] = {}

    def mend(self, lines: Sequence[str]) -> list[MendedLine]:
        rows = [cut(line) for line in lines]
        choices = [self._choices(piece) for row in rows for piece in row]
        decoded = iter(decode(choices, self._model))
        return [
            _write(line, [(piece, next(decoded)) for piece in row])
            for line, row in zip(lines, rows, strict=True)
        ]

    def _choices(self, piece: Piece) -> Choices:
        if piece.kind == "stop":
            return {STOP: 0.0}
        key = (piece.kind, piece.text)
        if key not in self._remembered:
            self._remembered[key] = getattr(self, f"_read_{piece.kind}")(piece.text)
        return self._remembered[key]

    def _read_word(self, seen: str) -> Choices:
        found = self._channel.candidates(seen)
        price = _UNKNOWN if is_syllable(seen) else _NO_SYLLABLE
        return {seen.lower(): price * len(seen)} | found

    def _read_number(self, seen: str) -> Choices:
        if len(seen) > _SHORT_NUMBER or seen.startswith("0"):
            return {NUMBER: 0.0}
        found = self._channel.candidates(seen)
        return {NUMBER: 0.0} | {word: cost + _NO_NUMBER for word, cost in found.items()}

    def _read_symbol(self, seen: str) -> Choices:
        found = self._channel.candidates(seen.upper())
        near = {word: cost for word, cost in found.items() if cost < _SYMBOL_WIDTH}
        return {seen.lower(): 0.0 if not near else _SYMBOL_WIDTH} | near


@cache
def _mender() -> Mender:
    model = Ngrams(read_words())
    return Mender(model, Channel(read_letters(), model.words))


def _write(line: str, chosen: Sequence[tuple[Piece, Decoded]]) -> MendedLine:
    text, at = "", 0
    words: list[MendedWord] = []
    for piece, decoded in chosen:
        if decoded.word in (STOP, NUMBER) or decoded.word == piece.text.lower():
            continue
        word = set_like(decoded.word, piece.text)
        text += line[at : piece.start]
        words.append(MendedWord(len(text), len(text) + len(word), piece.text, decoded.is_sure))
        text, at = text + word, piece.end
    return MendedLine(text + line[at:], tuple(words))
