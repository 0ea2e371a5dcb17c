"""Plain text: one block for each printed line; a form feed turns the page.

A table saved as text has tabs between its cells: its rows keep them.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from phongtrao.reader.columns import is_header_row
from phongtrao.reader.load.characters import read_characters
from phongtrao.reader.markers import parse_marker
from phongtrao.reader.model import Block, Source
from phongtrao.reader.text import squeeze

_TAB = "\t"
_FEW_COLUMNS = 3  # two make a letterhead or a signature
_GROUPS = ("roman", "capital")  # “II. CÔNG TÁC …” over the next rows


def load_txt(path: Path) -> Source:
    """Read a .txt file in any encoding of Vietnamese offices; BadFile when none fits."""
    return split_text(read_characters(path.read_bytes()))


def split_text(text: str) -> Source:
    """Blocks of a text already in memory; line numbers count from 1."""
    blocks: list[Block] = []
    line_number = 0
    pages = text.split("\f")
    for page_number, page in enumerate(pages, start=1):
        page_of = page_number if len(pages) > 1 else None
        lines = page.splitlines() or [""]
        for place, (line, cells) in enumerate(_with_cells(lines), start=line_number + 1):
            if cells:
                row = " | ".join(filter(None, cells))
                blocks.append(Block(len(blocks), "row", row, page_of, place, cells))
            elif line.strip():
                blocks.append(Block(len(blocks), "line", line.rstrip(), page_of, place))
        line_number += len(lines)
    return Source(tuple(blocks), len(pages) if len(pages) > 1 else None)


def _with_cells(lines: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every line with its cells; none outside of a table."""
    width = 0
    for place, line in enumerate(lines):
        cells = _cells(line)
        if len(cells) >= _FEW_COLUMNS and is_header_row(cells):
            width = len(cells)
        elif width and line.strip() and not _belongs(lines, place):
            width = 0
        padded = (*cells, *[""] * (width - len(cells)))
        yield line, padded if width and line.strip() else ()


def _belongs(lines: Sequence[str], place: int) -> bool:
    """A row has a tab; a heading row has none, but a row behind it."""
    if _TAB in lines[place].strip():
        return True
    marker, _ = parse_marker(squeeze(lines[place]))
    following = next((line for line in lines[place + 1 :] if line.strip()), "")
    return marker is not None and marker.kind in _GROUPS and _TAB in following.strip()


def _cells(line: str) -> tuple[str, ...]:
    return tuple(squeeze(cell) for cell in line.rstrip().split(_TAB))
