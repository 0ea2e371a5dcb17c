"""Measured numbers as arrays, and as the blocks they are kept in.

A number is whole: ten-thousandths of what was typed, so that sums are exact in any order. A block holds
what one unit measured in one period, a ``RECORD`` for each indicator; PostgreSQL writes it, so its numbers
stand with the high byte first.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

SCALE = 10_000
RECORD = np.dtype([("indicator", ">i4"), ("numerator", ">i8"), ("denominator", ">i8")])
KEY = np.dtype(">i8")

Numbers = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(slots=True, eq=False)
class Cells:
    """Three arrays (indicators, periods, units): numerators, denominators, and whether there is a number."""

    numerators: Numbers
    denominators: Numbers
    known: Mask

    @classmethod
    def empty(cls, indicators: int, periods: int, units: int) -> "Cells":
        shape = (indicators, periods, units)
        return cls(np.zeros(shape, np.int64), np.zeros(shape, np.int64), np.zeros(shape, np.bool_))

    def part(self, indicators: slice, columns: Sequence[int] | slice = slice(None)) -> "Cells":
        """Some indicators and columns of it: a copy where columns are named one by one."""
        return Cells(
            self.numerators[indicators][..., columns],
            self.denominators[indicators][..., columns],
            self.known[indicators][..., columns],
        )

    def at(self, period: int) -> "Cells":
        """Of one period: the same memory, two dimensions."""
        return Cells(
            self.numerators[:, period], self.denominators[:, period], self.known[:, period]
        )

    def chosen(self, indicators: Sequence[int]) -> "Cells":
        """Of these places, in this order and as often as named: a copy."""
        named = list(indicators)
        return Cells(self.numerators[named], self.denominators[named], self.known[named])

    @classmethod
    def joined(cls, several: Sequence["Cells"]) -> "Cells":
        """Their indicators, one after the other."""
        return cls(
            np.concatenate([one.numerators for one in several]),
            np.concatenate([one.denominators for one in several]),
            np.concatenate([one.known for one in several]),
        )

    def copy(self) -> "Cells":
        return Cells(self.numerators.copy(), self.denominators.copy(), self.known.copy())

    def put(self, place: tuple[int, int, int], cell: tuple[int, int] | None) -> None:
        """(indicator, period, column) ← (numerator, denominator) in ten-thousandths; None: no number."""
        self.numerators[place], self.denominators[place] = cell or (0, 0)
        self.known[place] = cell is not None


def pack(cells: Iterable[tuple[int, int, int]]) -> bytes:
    """(indicator, numerator, denominator) … → a block, ordered by indicator."""
    return np.array(sorted(cells), RECORD).tobytes()


class Side(NamedTuple):
    """Blocks of one period side by side, as PostgreSQL puts them together: whose they are and how many
    bytes each has, as 8-byte numbers with the high byte first, and the blocks themselves."""

    period: str
    units: bytes
    lengths: bytes
    cells: bytes

    @classmethod
    def of(cls, period: str, blocks: Mapping[int, bytes]) -> "Side":
        """{unit: block}"""
        lengths = [len(block) for block in blocks.values()]
        units, sizes = (np.array(of, KEY).tobytes() for of in (list(blocks), lengths))
        return cls(period, units, sizes, b"".join(blocks.values()))


def unpack(
    sides: Iterable[Side],
    *,
    columns: Mapping[int, int],
    indicators: Sequence[int],
    periods: Sequence[str],
    width: int,
) -> Cells:
    """Blocks → cells of these indicators and periods, in their order.

    ``columns``: {unit: column}. Units, indicators and periods that are not asked for are left out.
    """
    found = Cells.empty(len(indicators), len(periods), width)
    rows = _Places(indicators, range(len(indicators)))
    at = _Places(columns, columns.values())
    when = {key: place for place, key in enumerate(periods)}
    for side in sides:
        if side.period in when:
            _fill(found.at(when[side.period]), side, at, rows)
    return found


class _Places:
    """The place of each key, −1 of any other; of whole arrays at once."""

    def __init__(self, keys: Iterable[int], places: Iterable[int]) -> None:
        known = np.fromiter(keys, np.int64)
        self._of = np.full(known.max(initial=0) + 2, -1, np.int64)
        self._of[known] = np.fromiter(places, np.int64)

    def of(self, keys: Numbers) -> Numbers:
        found: Numbers = self._of[np.minimum(keys, len(self._of) - 1)]
        return found


def _fill(found: Cells, side: Side, at: _Places, rows: _Places) -> None:
    """``found``: of the period, (indicators, units)."""
    columns = at.of(np.frombuffer(side.units, KEY))
    records = np.frombuffer(side.cells, RECORD)
    lengths = np.frombuffer(side.lengths, KEY) // RECORD.itemsize
    table = _table(records, lengths)
    if table is None:
        place = rows.of(records["indicator"]), np.repeat(columns, lengths)
        asked = (place[0] >= 0) & (place[1] >= 0)
        _write(found, (place[0][asked], place[1][asked]), records[asked])
        return
    known = columns >= 0
    for record, row in zip(table.T, rows.of(table[0]["indicator"]), strict=True):
        if row >= 0:
            _write(found, (row, columns[known]), record[known])


def _table(records: NDArray[np.void], lengths: Numbers) -> NDArray[np.void] | None:
    """(blocks, indicators) where all blocks tell the same ones, as after a round: read in half the time."""
    if not len(lengths) or (lengths != lengths[0]).any():
        return None
    table = records.reshape(len(lengths), lengths[0])
    return table if (table["indicator"] == table["indicator"][0]).all() else None


def _write(found: Cells, place: Any, records: NDArray[np.void]) -> None:
    found.numerators[place] = records["numerator"]
    found.denominators[place] = records["denominator"]
    found.known[place] = True
