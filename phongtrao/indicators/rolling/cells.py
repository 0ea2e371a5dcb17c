"""Measured numbers as arrays, and as the blocks they are kept in.

A number is whole: ten-thousandths of what was typed, so that sums are exact in any order. A block holds
what one unit measured in one period, a ``RECORD`` for each indicator; PostgreSQL writes it, so its numbers
stand with the high byte first.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

SCALE = 10_000
RECORD = np.dtype([("indicator", ">i4"), ("numerator", ">i8"), ("denominator", ">i8")])
_AT_ONCE = 5_000  # blocks read together: some 6 MB

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


def unpack(
    blocks: Iterable[tuple[int, str, bytes | memoryview]],
    *,
    columns: Mapping[int, int],
    indicators: Sequence[int],
    periods: Sequence[str],
    width: int,
) -> Cells:
    """Blocks (unit, period, records) → cells of these indicators and periods, in their order.

    ``columns``: {unit: column}. Units, indicators and periods that are not asked for are left out.
    """
    found = Cells.empty(len(indicators), len(periods), width)
    row = np.full(
        max(indicators, default=0) + 2, -1, np.int64
    )  # of each key; the last: of any other
    row[list(indicators)] = np.arange(len(indicators))
    when = {key: at for at, key in enumerate(periods)}
    wanted = ((columns[u], when[p], cells) for u, p, cells in blocks if u in columns and p in when)
    while some := list(islice(wanted, _AT_ONCE)):
        _fill(found, some, row)
    return found


def _fill(found: Cells, blocks: list[tuple[int, int, bytes | memoryview]], row: Numbers) -> None:
    """One flat place for each record: three dimensions at once take twice as long."""
    records = np.frombuffer(b"".join(cells for _, _, cells in blocks), RECORD)
    _indicators, periods, width = found.known.shape
    starts = np.array([period * width + column for column, period, _ in blocks], np.int64)
    lengths = [len(cells) // RECORD.itemsize for _, _, cells in blocks]
    named = row[np.minimum(records["indicator"], len(row) - 1)]
    place = named * (periods * width) + np.repeat(starts, lengths)
    if (named < 0).any():
        records, place = records[named >= 0], place[named >= 0]
    found.numerators.reshape(-1)[place] = records["numerator"]
    found.denominators.reshape(-1)[place] = records["denominator"]
    found.known.reshape(-1)[place] = True
