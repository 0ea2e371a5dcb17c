"""No published figure smaller than five people, nor one that can be worked out from the others. No Django.

A column of figures “done of how many” with its total. First what is small itself is hidden: a cell that has
one to four people done, or one to four who are not. Then so many others that what is hidden together is never
a single cell and never fewer than five people either; where no cell is left to hide, the total is hidden.
A reader who subtracts finds a sum of several cells and of five people or more, of which no part is fixed.

Nor by looking at another quarter: who was hidden stays hidden, since a figure that changes little would tell what
it was before, and so does the row it has gone into, which would grow by just that; and where somebody is hidden
anew whose company everybody knows from before, the total is hidden too, and stays so.

>>> [cell.is_hidden for cell in publish([Figure(3, 40), Figure(30, 60), Figure(80, 90)]).cells]
[True, True, False]
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

K = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """``done`` of ``whole`` people."""

    done: int
    whole: int
    is_hidden: bool = False

    @property
    def rest(self) -> int:
        return self.whole - self.done

    @property
    def percent(self) -> int | None:
        """Rounded down: only what is whole reads 100."""
        return self.done * 100 // self.whole if self.whole else None

    def hidden(self) -> "Figure":
        """What stands in its place: no number is left in it."""
        return HIDDEN


HIDDEN = Figure(0, 0, is_hidden=True)


@dataclass(frozen=True, slots=True)
class Column:
    cells: tuple[Figure, ...]
    total: Figure


@dataclass(frozen=True, slots=True)
class Before:
    """Places of today's cells that hold what an earlier quarter hid. ``is_same``: just the rows hidden last."""

    hidden: frozenset[int]
    hides_total: bool
    is_same: bool = True


def is_small(figure: Figure, k: int = K) -> bool:
    return 0 < figure.done < k or 0 < figure.rest < k


def publish(cells: Sequence[Figure], k: int = K) -> Column:
    """The cells and their sum, as far as they may be told. Hidden ones carry no number."""
    total = total_of(cells)
    out = {place for place, cell in enumerate(cells) if is_small(cell, k)}
    # The smallest first: what is lost is the least.
    left = sorted(
        (p for p in range(len(cells)) if p not in out and cells[p].whole),
        key=lambda place: (cells[place].whole, place),
    )
    while out and not _is_safe([cells[place] for place in out], k) and left:
        out.add(left.pop(0))
    hides_total = is_small(total, k) or (
        bool(out) and not _is_safe([cells[place] for place in out], k)
    )
    shown = tuple(HIDDEN if place in out else cell for place, cell in enumerate(cells))
    return Column(shown, HIDDEN if hides_total else total)


def publish_after(cells: Sequence[Figure], before: Before, k: int = K) -> Column:
    """The next column: nothing that it shows, and no sum, tells what an earlier one hid."""
    total = total_of(cells)
    fresh = {at for at, cell in enumerate(cells) if is_small(cell, k)} - before.hidden
    together = [cells[at] for at in before.hidden]
    hides_total = (
        before.hides_total
        or bool(fresh)
        or not before.is_same
        or is_small(total, k)
        or (bool(together) and not _is_safe(together, k))
    )
    out = before.hidden | fresh
    shown = tuple(HIDDEN if at in out else cell for at, cell in enumerate(cells))
    return Column(shown, HIDDEN if hides_total else total)


def total_of(cells: Iterable[Figure]) -> Figure:
    rows = list(cells)
    return Figure(sum(cell.done for cell in rows), sum(cell.whole for cell in rows))


def _is_safe(hidden: Sequence[Figure], k: int) -> bool:
    """Whether their sum, which anybody can work out, tells of no cell and of no small number."""
    together = total_of(hidden)
    return (
        len(hidden) > 1
        and not is_small(together, k)
        and (together.done > len(hidden) or together.rest > len(hidden))
        and together.done > 0
        and together.rest > 0
    )
