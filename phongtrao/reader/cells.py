"""One row of a flattened table, given back to its columns.

Extraction prints a row cell by cell, and puts a cell on the line of the one before only where both
stand at the same height: so a line is either one piece of a cell, or several whole cells of one
line each, the last of which may go on below. A row is the best reading of its lines under that
rule: every piece has an affinity to every column, every change of column has a price, and dynamic
programming finds the cheapest. A column gives its width away by the first reading; a second one
knows that nobody breaks a line early.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from phongtrao.reader.affinity import (
    Piece,
    affinity,
    boundary,
    empty_price,
    goes_on,
    is_time_text,
    new_name_cost,
    opening_cost,
)
from phongtrao.reader.columns import (
    BASELINE,
    CONTENT,
    END,
    INDICATOR,
    MEASURE,
    START,
    TARGET,
    TIME,
)
from phongtrao.reader.text import UPPER, plain

_CUT_COST, _SCRAP, _ROW_COST = 0.6, 0.8, 0.5
_TOO_EARLY, _TOO_WIDE = 0.8, 1.5  # cost of a line broken early, of one wider than its column
_MOST_CUTS = 9  # candidates in a line; more are noise of capitals
_FEW_SAMPLES = 4
_FEW_WORDS = 2
_MEASURED = 0.5  # score of a change of column to a unit of measure
_MEASURE = re.compile(
    r"(?:%|nguoi|lop|truong|hoc lieu|sang kien|luot(?: nguoi)?|vu|de tai|giai(?: phap)?|bo|cuon|buoi|cuoc|tin bai|mo hinh|don vi|hoc sinh|giao vien"
    r"|phong(?: may)?|may|diem|gio|ngay|ty dong|trieu dong|dong|khoa(?: hoc)?|bai(?: giang)?|san pham|xa|huyen|co so|dot|du an|cau lac bo)\s+[≥≤<>]?\s?\d"
)
_STRONG = re.compile(r"(?:Các|Phòng|Trường|Trung tâm|UBND|Công đoàn|Sở|Văn phòng)\s\S")
_OPENS = re.compile(rf"[{UPPER}“\"\d≥≤<>%]")
_NUMBER = re.compile(r"[≥≤<>]|\d")
_DATE = re.compile(r"\d{1,2}/\d|20\d\d|\d{1,2} ?(?:h|g|:)\d")
_PLACED = re.compile(r"(?:các|Các)\s")


@dataclass(frozen=True, slots=True)
class Spot:
    """A piece in its column."""

    piece: Piece
    column: int
    opens_row: bool = False


@dataclass(frozen=True, slots=True)
class _Path:
    """The best way to read the lines so far that ends in one column."""

    score: float
    spots: tuple[Spot, ...]

    @property
    def last(self) -> Spot | None:
        return self.spots[-1] if self.spots else None


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads rows of one table; ``names`` are its columns without the ordinal.

    Where no number tells the rows apart (``has_many_rows``), a line may open the next one.
    """

    names: Sequence[str]
    widths: Mapping[int, int]
    has_many_rows: bool = False

    def read(self, lines: Sequence[Piece]) -> tuple[Spot, ...]:
        """The pieces of a row, each with its column."""
        widest = max((len(line.text) for line in lines), default=1)
        paths: dict[int, _Path] = {-1: _Path(0.0, ())}
        for number, line in enumerate(lines):
            following = lines[number + 1].text if number + 1 < len(lines) else ""
            paths = self._step(paths, line, following, widest)
        ends = [
            (path.score - self._price(column + 1, len(self.names)), column)
            for column, path in paths.items()
        ]
        return paths[max(ends)[1]].spots

    def _step(
        self, paths: Mapping[int, _Path], line: Piece, following: str, widest: int
    ) -> dict[int, _Path]:
        best: dict[int, _Path] = {}
        for pieces in _cuttings(line, self.names):
            for path in paths.values():
                for found in self._place(path, pieces, following, widest):
                    column = found.spots[-1].column
                    if column not in best or found.score > best[column].score:
                        best[column] = found
        return best

    def _place(
        self, path: _Path, pieces: Sequence[Piece], following: str, widest: int
    ) -> Iterator[_Path]:
        """Every way to put the pieces of one line behind ``path``."""
        head, *others = pieces
        ahead = "" if others else following
        for column, way_in, opens_row in self._ways_in(path.last, head, is_whole=not others):
            score = way_in + affinity(head, self.names[column], widest, ahead)
            score -= self._too_wide(head, column)
            if path.last is None or opens_row or column != path.last.column:
                score -= opening_cost(head, self.names[column], ahead)
            placed = _Path(path.score + score, (*path.spots, Spot(head, column, opens_row)))
            if others:
                yield from self._place_rest(placed, others, following, widest)
            else:
                yield placed

    def _ways_in(
        self, above: Spot | None, piece: Piece, *, is_whole: bool
    ) -> Iterator[tuple[int, float, bool]]:
        """(column, score, whether it opens a row) of every column a line may open in."""
        for column in range(len(self.names)):
            score = self._enter(above, piece, column, is_whole=is_whole)
            if score is not None:
                yield column, score, above is None
            if above is not None and self.has_many_rows and not piece.text[0].islower():
                rest = self._price(above.column + 1, len(self.names)) + self._price(0, column)
                yield column, boundary(above.piece, piece) - rest - _ROW_COST, True

    def _place_rest(
        self, path: _Path, pieces: Sequence[Piece], following: str, widest: int
    ) -> Iterator[_Path]:
        head, *others = pieces
        last = path.spots[-1]
        for column in range(last.column + 1, len(self.names) - len(others)):
            ahead = "" if others else following
            score = (
                self._boundary(last.piece, head, column)
                - _CUT_COST
                - _scrap(last.piece, self.names[last.column])
            )
            score += affinity(head, self.names[column], widest, ahead) - self._too_wide(
                head, column
            )
            score -= self._price(last.column + 1, column)
            score -= opening_cost(head, self.names[column], ahead)
            placed = _Path(path.score + score, (*path.spots, Spot(head, column)))
            if others:
                yield from self._place_rest(placed, others, following, widest)
            else:
                yield placed

    def _enter(
        self, above: Spot | None, piece: Piece, column: int, *, is_whole: bool
    ) -> float | None:
        """The score of a line that opens in ``column``; None where it cannot."""
        if above is None:
            return -self._price(0, column)
        if column == above.column:
            return -self._goes_on_badly(above.piece, piece, column) if is_whole else None
        if column > above.column:
            return boundary(above.piece, piece) - self._price(above.column + 1, column)
        return 0.0 if piece.is_after_page_break else None

    def _boundary(self, above: Piece, piece: Piece, column: int) -> float:
        """A unit of measure begins with a small letter as a matter of course."""
        is_measure = self.names[column] == MEASURE
        return _MEASURED if is_measure else boundary(above, piece)

    def _price(self, first: int, end: int) -> float:
        return sum(map(empty_price, self.names[first:end]))

    def _goes_on_badly(self, above: Piece, below: Piece, column: int) -> float:
        """What it costs a cell to go on with ``below``."""
        return self._too_early(above, below, column) + new_name_cost(
            above, below, self.names[column]
        )

    def _too_early(self, above: Piece, below: Piece, column: int) -> float:
        width = self.widths.get(column)
        if width is None or above.text.endswith((";", ".", ":")) or below.text[0] in "-+•–":
            return 0.0
        fits = len(above.text) + 1 + len(below.text.split()[0]) <= 0.8 * width
        return _TOO_EARLY if fits else 0.0

    def _too_wide(self, piece: Piece, column: int) -> float:
        width = self.widths.get(column)
        return _TOO_WIDE if width is not None and len(piece.text) > 1.3 * width + 3 else 0.0


def _scrap(piece: Piece, column: str) -> float:
    """The cost of a whole cell of one word — of two, where a task should stand — unless it is a
    number or a time."""
    text = piece.text.lstrip("-+•– ")
    fewest = _FEW_WORDS if column in (CONTENT, INDICATOR) else 1
    is_said = (
        len(text.split()) > fewest or _NUMBER.search(text) or is_time_text(text) or len(text) == 1
    )
    return 0.0 if is_said else _SCRAP


def read_cells(rows: Sequence[Sequence[Piece]], names: Sequence[str]) -> list[tuple[Spot, ...]]:
    """Every row of a table, read twice: the second time the columns know their widths."""
    first = [Reader(names, {}).read(row) for row in rows]
    reader = Reader(names, _widths(first, len(names)))
    return [reader.read(row) for row in rows]


def read_unnumbered(lines: Sequence[Piece], names: Sequence[str]) -> list[list[Spot]]:
    """The rows of a table that numbers them not, cut where they fit best."""
    first = Reader(names, {}, has_many_rows=True).read(lines)
    widths = _widths([first], len(names))
    rows: list[list[Spot]] = []
    for spot in Reader(names, widths, has_many_rows=True).read(lines):
        if spot.opens_row or not rows:
            rows.append([])
        rows[-1].append(spot)
    return rows


def _widths(rows: Sequence[Sequence[Spot]], columns: int) -> dict[int, int]:
    """How wide each column was set: the length of its longest lines that go on below."""
    widths = {}
    for column in range(columns):
        lengths = sorted(
            len(above.piece.text)
            for row in rows
            for above, below in pairwise(row)
            if above.column == below.column == column and not below.opens_row
        )
        if len(lengths) >= _FEW_SAMPLES:
            widths[column] = lengths[int(len(lengths) * 0.8)]
    return widths


def _cuttings(line: Piece, names: Sequence[str]) -> Iterator[list[Piece]]:
    """The line whole, and cut at every choice of places where a cell may begin."""
    places = _places(line.text, names)[:_MOST_CUTS]
    most = len(names) - 1
    for chosen in _choices(places, most):
        bounds = [0, *chosen, len(line.text)]
        texts = [line.text[a:b].strip() for a, b in pairwise(bounds)]
        yield [
            Piece(text, line.is_tight if n == 0 else True, n == 0 and line.is_after_page_break)
            for n, text in enumerate(texts)
        ]


def _choices(places: Sequence[int], most: int) -> Iterator[tuple[int, ...]]:
    yield ()
    if most <= 0:
        return
    for number, place in enumerate(places):
        for rest in _choices(places[number + 1 :], most - 1):
            yield (place, *rest)


def _places(text: str, names: Sequence[str]) -> list[int]:
    """Where a new cell may begin inside a line: a capital, a number, a date, a unit of measure."""
    kinds = {name.partition(":")[0] for name in names}
    has_times = bool(kinds & {TIME, START, END})
    has_numbers = bool(kinds & {TARGET, BASELINE})
    found = []
    for space in re.finditer(r"\s+(?=\S)", text):
        before, after = text[: space.start()], text[space.end() :]
        if has_numbers and _opens_number(before, after, has_measure=MEASURE in kinds):
            found.append(space.end())
        elif _OPENS.match(after) and not (goes_on(before) and not _STRONG.match(after)):
            is_digit = after[0].isdigit()
            if (
                not is_digit
                or (has_times and _DATE.match(after) and not before.endswith("học"))
                or len(space.group()) > 1
            ):
                found.append(space.end())
        elif _PLACED.match(after) and not goes_on(before):
            found.append(space.end())
    return found


def _opens_number(before: str, after: str, *, has_measure: bool) -> bool:
    if _NUMBER.match(after) and not before.endswith(("≥", "≤", "<", ">")):
        return True
    word, _, rest = after.partition(" ")
    is_measure = bool(_MEASURE.match(plain(after))) or bool(_NUMBER.match(rest))
    return has_measure and is_measure and not _NUMBER.match(word)
