"""The prepared numbers of a population, in memory and as the bytes PostgreSQL sends."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from phongtrao.lib.rules.population.columns import Column, Take

Numbers = NDArray[np.signedinteger]
_KINDS = {Take.COUNT: np.dtype(np.int32)}  # what is counted is small, and a million of it is kept


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """Keys of the subjects, and for every column a number of each in the same order."""

    keys: Numbers
    columns: Mapping[Column, Numbers]

    def numbers(self, column: Column) -> Numbers:
        """KeyError: the column was not prepared, so the question has to be asked anew."""
        return self.columns[column]

    def __len__(self) -> int:
        return len(self.keys)


def read(rows: Iterable[Sequence[bytes]], columns: Sequence[Column]) -> Prepared:
    """Blocks of big-endian 8-byte numbers, the keys first, as ``string_agg(int8send(…), '')`` sends them."""
    kinds = [np.dtype(np.int64), *(_KINDS.get(column.take, np.dtype(np.int64)) for column in columns)]  # fmt: skip
    blocks: list[list[Numbers]] = [[np.empty(0, kind)] for kind in kinds]
    for row in rows:
        for parts, kind, block in zip(blocks, kinds, row, strict=True):
            parts.append(np.frombuffer(block, ">i8").astype(kind))
    keys, *numbers = (np.concatenate(parts) for parts in blocks)
    return Prepared(keys, dict(zip(columns, numbers, strict=True)))
