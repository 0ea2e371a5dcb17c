"""Pages of words and rules into the blocks of a source, whether printed or scanned."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from phongtrao.reader.columns import ORDINAL, is_header_row, name_column
from phongtrao.reader.load.aligned import find_aligned
from phongtrao.reader.load.blocks import Cells, fill_merged
from phongtrao.reader.load.boxes import Line
from phongtrao.reader.load.grid import Grid
from phongtrao.reader.load.layout import cell_text, drop_margins, pair_columns
from phongtrao.reader.model import Block
from phongtrao.reader.text import join_lines

_SPECK = 3  # letters
_INDENT = 12.0, 60.0  # points: how far the first line of a paragraph stands in


@dataclass(frozen=True, slots=True)
class Page:
    """What is on one page: its lines from above, its ruled tables; ``number`` counts from 1."""

    number: int
    lines: tuple[Line, ...] = ()
    grids: tuple[Grid, ...] = ()


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line, a line in two columns, or a row of a table with so many ``columns`` (else 0)."""

    cells: Cells
    page: int
    sureness: float
    columns: int = 0
    is_indented: bool = False


def make_blocks(pages: Sequence[Page]) -> list[Block]:
    """The blocks of all pages in reading order; tables go on over the end of a page."""
    texts = drop_margins([list(page.lines) for page in pages])
    pieces = [
        piece
        for page, lines in zip(pages, texts, strict=True)
        for piece in _pieces(replace(page, lines=tuple(lines)))
    ]
    blocks: list[Block] = []
    for columns, run in groupby(pieces, key=lambda piece: piece.columns):
        for piece in _one_table(list(run)) if columns else run:
            blocks += _blocks(piece, len(blocks))
    return blocks


def _pieces(page: Page) -> Iterator[_Piece]:
    """The text between, above and below the tables, and the rows of the tables."""
    rest = list(page.lines)
    for grid in page.grids:
        above = [line for line in rest if line.middle > grid.box.top]
        inside = [line for line in rest if grid.box.bottom <= line.middle <= grid.box.top]
        rest = [line for line in rest if line.middle < grid.box.bottom]
        yield from _text_pieces(above, page.number)
        for cells in _rows(grid, inside):
            yield _Piece(cells, page.number, _sureness(inside), len(grid.columns) - 1)
    yield from _text_pieces(rest, page.number)


def _text_pieces(lines: Sequence[Line], page: int) -> Iterator[_Piece]:
    for part in find_aligned(lines):
        if part.rows:
            for cells in part.rows:
                yield _Piece(cells, page, _sureness(part.lines), len(cells))
        else:
            margin = _left_margin(part.lines)
            for line, texts in pair_columns(part.lines):
                is_indented = _INDENT[0] < line.left - margin < _INDENT[1]
                yield _Piece(texts, page, _sureness([line]), is_indented=is_indented)


def _left_margin(lines: Sequence[Line]) -> float:
    """Where most lines begin, to three points."""
    places = Counter(round(line.left / 3) for line in lines)
    return places.most_common(1)[0][0] * 3.0 if places else 0.0


def _rows(grid: Grid, lines: Sequence[Line]) -> list[Cells]:
    """The texts of a grid's cells; None where the cell above goes on."""
    rows: list[list[str | None]] = [[""] * (len(grid.columns) - 1) for _ in range(grid.height)]
    for cell in grid.cells:
        rows[cell.row][cell.column] = cell_text(cell.box, lines)
        for row in rows[cell.row + 1 : cell.row_end]:
            row[cell.column] = None
    return [row for row in rows if any(row)]


def _sureness(lines: Iterable[Line]) -> float:
    runs = [run.sureness for line in lines for run in line.runs]
    return sum(runs) / len(runs) if runs else 1.0


def _one_table(pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    """The rows of a table, whole again where a page has broken one, merged cells written out."""
    whole: list[_Piece] = []
    for piece in pieces:
        if whole and piece.page != whole[-1].page and _goes_on(whole[-1].cells, piece.cells):
            whole[-1] = replace(whole[-1], cells=_joined(whole[-1].cells, piece.cells))
        elif not (whole and piece.page != whole[0].page and _is_repeated(piece, whole)):
            whole.append(piece)
    filled = fill_merged(piece.cells for piece in _with_ordinals(whole))
    for piece, cells in zip(whole, filled, strict=True):
        yield replace(piece, cells=cells)


def _with_ordinals(pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    """Rows of a scanned table with the numbers that were too small to be recognised.

    A single digit between two rules is easily taken for a speck, and “TT” over it for anything.
    """
    numbers = [_ordinal(piece) for piece in pieces]
    is_named = name_column(pieces[0].cells[0] or "") == ORDINAL
    has_ordinals = is_named or len(pieces) / 3 <= len([n for n in numbers if n is not None])
    if not has_ordinals or all(piece.sureness == 1.0 for piece in pieces):
        yield from pieces
        return
    last = 0
    for place, (piece, number) in enumerate(zip(pieces, numbers, strict=True)):
        first, others = piece.cells[0], piece.cells[1:]
        if place == 0 and is_header_row([cell or "" for cell in piece.cells]):
            yield replace(piece, cells=["TT", *others]) if len(first or "") <= _SPECK else piece
        elif first == "" and any(others) and piece.page == pieces[place - 1].page:
            last += 1
            yield replace(piece, cells=[str(last), *others])
        else:
            last = number or 0  # a heading row begins anew
            yield piece


def _ordinal(piece: _Piece) -> int | None:
    first = (piece.cells[0] or "").rstrip(".")
    return int(first) if first.isdigit() else None


def _is_repeated(piece: _Piece, above: Sequence[_Piece]) -> bool:
    """A header printed again on the next page."""
    if not is_header_row([cell or "" for cell in piece.cells]):
        return False
    return any(_alike(piece.cells, other.cells) for other in above)


def _alike(one: Cells, other: Cells) -> bool:
    """Most cells the same: a scan never reads all of them twice alike."""
    same = sum(a == b for a, b in zip(one, other, strict=True))
    return same > len(one) / 2


def _goes_on(above: Cells, below: Cells) -> bool:
    """Whether a page break cut this row: it has no ordinal, and a text goes on in small letters."""
    if below[0] or not above[0]:
        return False
    pairs = [(high, low) for high, low in zip(above, below, strict=True) if low]
    return any(high and low[0].islower() for high, low in pairs)


def _joined(above: Cells, below: Cells) -> Cells:
    return [
        join_lines(high or "", low or "")
        if not low or low[0].islower()
        else f"{high or ''}\n{low}".strip()
        for high, low in zip(above, below, strict=True)
    ]


def _blocks(piece: _Piece, number: int) -> Iterator[Block]:
    cells = tuple(cell or "" for cell in piece.cells)
    if len(cells) == 1:
        yield Block(
            number,
            "line",
            cells[0],
            piece.page,
            sureness=piece.sureness,
            is_indented=piece.is_indented,
        )
    elif any(cells):
        text = " | ".join(filter(None, cells)).replace("\n", " ")
        yield Block(number, "row", text, piece.page, cells=cells, sureness=piece.sureness)
