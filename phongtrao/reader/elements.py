"""Blocks into elements: paragraphs and understood tables, in the order of the source."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from phongtrao.reader.flat import cut_tables
from phongtrao.reader.lines import join_paragraphs, make_paragraph, page_width, usual_gap
from phongtrao.reader.model import Block, Element, Paragraph, Source, Table
from phongtrao.reader.ruled import read_rows

_PAGE_NUMBER = re.compile(r"[-–\s]*\d{1,3}[-–\s]*")
_RULE = re.compile(r"[-–—_=.*\s]+")
_EMPTY_CELL = "-"  # inside a flattened table


def read_elements(source: Source) -> list[Element]:
    """Everything the source says, joined into paragraphs and tables."""
    lines = [block for block in source.blocks if block.kind == "line"]
    width, gap = page_width(lines), usual_gap(lines)
    elements: list[Element] = []
    for kind, run in groupby(source.blocks, key=lambda block: block.kind):
        blocks = list(run)
        if kind == "line":
            elements += _from_lines(drop_furniture(blocks, gap), width, gap)
        elif kind == "row":
            elements += read_rows(blocks)
        else:
            elements += _from_paragraphs(blocks)
    return elements


def drop_furniture(lines: Sequence[Block], gap: float) -> list[Block]:
    """Lines without page numbers (a number standing alone, with air around it) and rules."""
    kept = []
    for number, line in enumerate(lines):
        neighbours = [*lines[max(number - 1, 0) : number], *lines[number + 1 : number + 2]]
        distances = [abs((other.line or 0) - (line.line or 0)) for other in neighbours]
        is_alone = bool(distances) and min(distances) > gap
        is_rule = _RULE.fullmatch(line.text) and line.text.strip() != _EMPTY_CELL
        if is_rule or (is_alone and _PAGE_NUMBER.fullmatch(line.text)):
            continue
        kept.append(line)
    return kept


def _from_lines(lines: Sequence[Block], width: float, gap: float) -> Iterable[Element]:
    for part in cut_tables(lines, gap):
        if isinstance(part, Table):
            yield part
        else:
            said = [line for line in part if not _RULE.fullmatch(line.text)]
            yield from join_paragraphs(said, width, gap)


def _from_paragraphs(blocks: Iterable[Block]) -> Iterable[Paragraph]:
    for block in blocks:
        if not _RULE.fullmatch(block.text):
            yield make_paragraph([block], is_heading=block.kind == "heading")
